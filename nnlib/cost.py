"""The cost: how far the output a is from the wanted output y."""

from . import _checks


def example_costs(a, y):
    """Return C_i = sum_j (a_ji - y_ji)^2, the cost of each example, (m,).

    a: activations of the output layer, (n_L, m); y: the wanted ones, same shape; both finite.
    There is no 1/2 in front, as in the notes.

    Raises ValueError or TypeError if the shapes differ or the entries are not finite numbers.
    Source: chapter 2, "Cost function".
    """
    a, y = _checks.output_and_target(a, y)
    return ((a - y) ** 2).sum(axis=0)


def example_cost_prime(a, y):
    """Return dC_i/da = 2 (a - y), (n_L, m); arguments and errors as in `example_costs`.

    Source: chapter 4, "Sensitivity to the weight".
    """
    a, y = _checks.output_and_target(a, y)
    return 2 * (a - y)


def cost(a, y):
    """Return C = (1/m) sum_i C_i, the average cost of the m examples, a float.

    Arguments and errors as in `example_costs`. Source: chapter 2, "Cost function".
    """
    return float(example_costs(a, y).mean())
