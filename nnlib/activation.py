"""The activation function: a = sigma(z)."""

import numpy as np

from . import _checks


def sigmoid(z):
    """Return sigma(z) = 1 / (1 + e^-z), entry by entry.

    z: a number or an array of any shape, finite.
    The result has z's shape and lies in (0, 1), up to rounding: beyond about z = 37 it is 1.0.
    Floats keep their precision (float32 or float64); everything else is taken as float64.

    Raises TypeError if z is not made of real numbers, ValueError if it is not finite.
    Source: chapter 1, "Activation function".
    """
    return sigma(_checks.finite("z", z))


def sigmoid_prime(z):
    """Return sigma'(z) = sigma(z) (1 - sigma(z)), entry by entry; at most 1/4, at z = 0.

    z: as in `sigmoid`, with the same errors. Computed as sigma(z) sigma(-z), which is the same
    number but keeps its digits where sigma(z) rounds to 1.
    Source: chapter 4, "Sensitivity to the weight".
    """
    z = _checks.finite("z", z)
    return sigma(z) * sigma(-z)


def sigma(z):
    """Return sigma(z) for an array that was checked before."""
    with np.errstate(over="ignore", under="ignore"):  # e^-z = inf is right: 1 / (1 + inf) = 0
        return 1 / (1 + np.exp(-z))
