"""The activation function: a = sigma(z)."""

import numpy as np
from numpy.typing import ArrayLike

from . import _checks
from ._types import Array

# No warnings: e^-z = inf is right where 1 / (1 + inf) = 0 is, and what ends as nan is refused by `_checks.sound`.
quietly = np.errstate(over="ignore", under="ignore", invalid="ignore")


@quietly
def sigmoid(z: ArrayLike) -> Array:
    """Return sigma(z) = 1 / (1 + e^-z), entry by entry.

    z: a number or an array of any shape, finite.
    The result has z's shape and lies in (0, 1), up to rounding: above z = 37 it is 1.0 (17 in
    float32). float32 stays float32; everything else is taken as float64.

    Raises TypeError if z is not made of real numbers, ValueError if it is empty or not finite.
    Source: chapter 1, "Activation function".
    """
    return sigma(_checks.finite("z", z))


@quietly
def sigmoid_prime(z: ArrayLike) -> Array:
    """Return sigma'(z) = sigma(z) (1 - sigma(z)), entry by entry; at most 1/4, at z = 0.

    z: as in `sigmoid`, with the same errors. 1 - sigma(z) is taken as sigma(-z): the same number,
    but it keeps its digits where sigma(z) rounds to 1.
    Source: chapter 4, "Sensitivity to the weight".
    """
    z = _checks.finite("z", z)
    return sigma(z) * sigma(-z)


def sigma(z: Array) -> Array:
    """Return sigma(z) for numbers that were checked before, and `quietly`."""
    return 1 / (1 + np.exp(-z))
