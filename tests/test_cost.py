import numpy as np
import pytest

from nnlib import cost, example_cost_prime, example_costs

# Two examples of three outputs, a column each, worked by hand.
A = np.array([[0.5, 1.0], [0.25, 0.0], [1.0, 0.5]])
Y = np.array([[1.0, 1.0], [0.0, 0.0], [0.0, 1.0]])


def test_cost_of_each_example_is_the_sum_of_squared_differences_without_a_half():
    np.testing.assert_allclose(example_costs(A, Y), [0.25 + 0.0625 + 1, 0.25], rtol=1e-15)


def test_cost_is_the_average_over_examples():
    assert cost(A, Y) == (1.3125 + 0.25) / 2
    assert type(cost(A, Y)) is float


def test_slope_is_twice_the_difference():
    np.testing.assert_array_equal(example_cost_prime(A, Y), [[-1, 0], [0.5, 0], [2, -1]])


def test_a_perfect_output_costs_nothing():
    assert cost(Y, Y) == 0
    assert not example_cost_prime(Y, Y).any()


def test_float32_stays_float32():
    a, y = A.astype(np.float32), Y.astype(np.float32)
    assert example_costs(a, y).dtype == example_cost_prime(a, y).dtype == np.float32


@pytest.mark.parametrize("f", [example_costs, example_cost_prime, cost])
@pytest.mark.parametrize(
    "a, y, error, words",
    [
        (A, Y.T, ValueError, r"same shape \(n_L, m\), not \(3, 2\) and \(2, 3\)"),
        (A, Y[:, :1], ValueError, "same shape"),
        (A[:, 0], Y[:, 0], ValueError, r"a must be an array of 2 dimensions, not of shape \(3,\)"),
        (A[:, :0], Y[:, :0], ValueError, "a is empty"),
        (A, np.where(Y == 1, np.nan, Y), ValueError, r"y has 3 entries that are not finite, the first at \(0, 0\)"),
        (A.astype(object), Y, TypeError, "a must hold real numbers, not object"),
        (A, Y.astype(str), TypeError, "y must hold real numbers"),
        (1e200 * A, Y, ValueError, "a has entries above 1e15"),
        (A, -1e200 * Y, ValueError, "y has entries above 1e15"),
    ],
)
def test_what_is_no_pair_of_outputs_is_refused(f, a, y, error, words):
    with pytest.raises(error, match=words):
        f(a, y)
