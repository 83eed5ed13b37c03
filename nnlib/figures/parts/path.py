"""The path of gradient descent for the figures: as far as it stays in reach."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from nnlib._types import Array
from nnlib.descent import DivergenceError, descend

FAR = 1000.0  # farther from 0 than this in any coordinate: it has diverged, and only the path before is kept


def path_within_reach(
    gradient: Callable[[Array], ArrayLike], start: ArrayLike, learning_rate: float, steps: int
) -> tuple[Array, bool]:
    """Return (path, diverged): nnlib.descend's path, (t + 1, d) with t <= steps, up to its last point within FAR of 0."""
    with np.errstate(over="ignore", invalid="ignore"):  # a diverging path overflows soon after
        try:
            path = descend(gradient, start, learning_rate, steps)
        except DivergenceError as stop:
            path = np.asarray(stop.path)
    far = (np.abs(path) > FAR).any(axis=1)
    return (path[: far.argmax()], True) if far.any() else (path, len(path) <= steps)
