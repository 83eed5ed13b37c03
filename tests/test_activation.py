from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from nnlib import sigmoid, sigmoid_prime

finite = arrays(np.float64, array_shapes(max_dims=3, max_side=5), elements=st.floats(-1e6, 1e6))


def test_sigmoid_of_numbers_worked_by_hand():
    assert sigmoid(0.0) == 0.5
    assert sigmoid(log(3)) == pytest.approx(3 / 4, rel=1e-15)  # e^-z = 1/3
    np.testing.assert_allclose(sigmoid([-log(4), log(9)]), [1 / 5, 9 / 10], rtol=1e-15)


def test_slope_of_numbers_worked_by_hand():
    assert sigmoid_prime(0.0) == 0.25
    assert sigmoid_prime(log(3)) == pytest.approx(3 / 16, rel=1e-15)


@given(finite)
def test_sigmoid_is_between_0_and_1_and_symmetric(z):
    a = sigmoid(z)
    assert a.shape == z.shape and (a >= 0).all() and (a <= 1).all()
    np.testing.assert_allclose(a + sigmoid(-z), 1, rtol=1e-15)


@given(st.floats(-30, 30))
def test_slope_is_what_a_small_nudge_does(z):
    h = 1e-4 * max(1, abs(z))
    assert sigmoid_prime(z) == pytest.approx((sigmoid(z + h) - sigmoid(z - h)) / (2 * h), rel=1e-4, abs=1e-12)


@given(st.floats(-700, 700))
def test_both_keep_their_digits_far_out(z):
    e = exp(-abs(z))
    assert sigmoid(-abs(z)) == pytest.approx(e / (1 + e), rel=1e-12)
    assert sigmoid_prime(z) == pytest.approx(e / (1 + e) ** 2, rel=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_no_overflow_at_a_million_in_either_precision(dtype):
    z = np.array([-1e6, -1e3, 0, 1e3, 1e6], dtype)
    with np.errstate(all="raise"):
        a, slope = sigmoid(z), sigmoid_prime(z)
    assert a.dtype == slope.dtype == dtype
    np.testing.assert_array_equal(a, [0, 0, 0.5, 1, 1])
    np.testing.assert_array_equal(slope, [0, 0, 0.25, 0, 0])


def test_arguments_are_not_changed():
    z = np.array([1.0, -2.0])
    sigmoid(z), sigmoid_prime(z)
    np.testing.assert_array_equal(z, [1.0, -2.0])


@pytest.mark.parametrize("f", [sigmoid, sigmoid_prime])
@pytest.mark.parametrize(
    "z, error, words",
    [
        ([1.0, np.nan, np.inf], ValueError, r"z has 2 entries that are not finite, the first at \(1,\)"),
        (float("nan"), ValueError, "not finite"),
        (10**400, TypeError, "real numbers, not object"),
        ("3", TypeError, "real numbers"),
        (1j, TypeError, "real numbers, not complex128"),
        (np.array([None]), TypeError, "real numbers, not object"),
        ([], ValueError, "z is empty"),
        ([[1, 2], [3]], ValueError, "differ in length"),
        (np.ma.array([1.0], mask=[True]), TypeError, "masked"),
        (np.longdouble("1e4000"), ValueError, "not finite"),
    ],
)
def test_what_is_no_finite_number_is_refused(f, z, error, words):
    with pytest.raises(error, match=words):
        f(z)
