"""The cost: how far the output a is from the wanted output y."""

from numpy.typing import ArrayLike

from . import _checks
from ._types import Array


def example_costs(a: ArrayLike, y: ArrayLike) -> Array:
    """Return C_i = sum_j (a_ji - y_ji)^2, the cost of each example, (m,).

    a: outputs, (n_L, m), a column an example; y: the wanted outputs, same shape.
    There is no 1/2 in front, as in the notes. float32 if both are, else float64.

    Raises TypeError if they are not made of real numbers, ValueError if the shapes differ or an
    entry is not finite (or above 1e15 in size, where squares lose all meaning).
    Source: chapter 2, "Cost function".
    """
    a, y = _checks.outputs(a, y)
    C_i: Array = ((a - y) ** 2).sum(axis=0)
    return C_i


def example_cost_prime(a: ArrayLike, y: ArrayLike) -> Array:
    """Return dC_i/da_ji = 2 (a_ji - y_ji), (n_L, m).

    Arguments and errors as in `example_costs`. Source: chapter 4, "Sensitivity to the weight".
    """
    a, y = _checks.outputs(a, y)
    return 2 * (a - y)


def cost(a: ArrayLike, y: ArrayLike) -> float:
    """Return C = (1/m) sum_i C_i, the average cost of the m examples, a float.

    Arguments and errors as in `example_costs`. Source: chapter 2, "Cost function".
    """
    return float(example_costs(a, y).mean())
