"""The cost surfaces that `surface` and `descent` share, each with its gradient (surfaces.js has the same)."""

from collections.abc import Callable, Sequence

import numpy as np

from nnlib._types import Array

REACH = 2.5  # both coordinates run from -2.5 to 2.5

SURFACES: dict[str, tuple[Callable[[float, float], float], Callable[[float, float], tuple[float, float]]]] = {
    "bowl": (lambda x, y: 1.5 * x * x + 0.5 * y * y, lambda x, y: (3 * x, y)),
    "valleys": (
        lambda x, y: (x * x - 4) ** 2 / 8 + y * y / 2 + x / 4 + 0.5,
        lambda x, y: (x * (x * x - 4) / 2 + 0.25, y),
    ),
    "canyon": (
        lambda x, y: 2 * (x - y) ** 2 + (x + y) ** 2 / 20,
        lambda x, y: (4 * (x - y) + (x + y) / 10, -4 * (x - y) + (x + y) / 10),
    ),
}


def height(name: str, point: Sequence[float] | Array) -> float:
    """C(x, y) of a surface at a point (x, y)."""
    return SURFACES[name][0](*point)


def gradient(name: str, point: Sequence[float] | Array) -> Array:
    """(dC/dx, dC/dy) of a surface at a point (x, y), (2,)."""
    return np.array(SURFACES[name][1](*point), dtype=float)
