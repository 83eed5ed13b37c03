from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlib import Network, Parameters, backprop, cost, example_cost_prime, numerical_gradient, sigmoid_prime

networks = st.builds(Network.random, st.lists(st.integers(1, 6), min_size=2, max_size=5), st.integers(0, 2**32))


def examples(network, m, seed=0):
    rng = np.random.default_rng(seed)
    return rng.random((network.sizes[0], m)), rng.random((network.sizes[-1], m))


def distance(a, b):
    """How far two gradients are apart, as a part of their length."""
    return np.linalg.norm(a.vector - b.vector) / np.linalg.norm(b.vector)


def test_one_neuron_a_layer_worked_by_hand():
    # z = (log 3, 0), a = (1/2, 3/4, 1/2), y = 1: dC/da = -1, dC/dz = -1 * 1/4, and one layer back -1 * 3/16.
    network = Network(Parameters([[[log(3)]], [[4]]], [[[log(3) / 2]], [[-3]]]))
    gradient = backprop(network, np.array([[0.5]]), np.array([[1.0]]))
    np.testing.assert_allclose(gradient.vector, [-3 / 32, -3 / 16, -3 / 16, -1 / 4], rtol=1e-14)


def test_two_hidden_neurons_worked_by_hand():
    # a^(1) = (3/4, 1/4), a^(2) = 1/2, y = 0: dC/dz^(2) = 1/4, dC/da^(1) = (1/2, -1/2), dC/dz^(1) = 3/16 of it.
    network = Network(Parameters([[[log(3), 0], [0, -2 * log(3)]], [[2, -2]]], [[[0], [0]], [[-1]]]))
    gradient = backprop(network, np.array([[1.0], [0.5]]), np.array([[0.0]]))
    np.testing.assert_allclose(gradient.weights[1], [[3 / 16, 1 / 16]], rtol=1e-14)
    np.testing.assert_allclose(gradient.biases[1], [[1 / 4]], rtol=1e-14)
    np.testing.assert_allclose(gradient.weights[0], [[3 / 32, 3 / 64], [-3 / 32, -3 / 64]], rtol=1e-14)
    np.testing.assert_allclose(gradient.biases[0], [[3 / 32], [-3 / 32]], rtol=1e-14)


@given(networks, st.integers(1, 5), st.integers(0, 2**32))
def test_backprop_agrees_with_nudging_every_parameter(network, m, seed):
    x, y = examples(network, m, seed)
    assert distance(backprop(network, x, y), numerical_gradient(network, x, y)) < 1e-7


@pytest.mark.parametrize("sizes", [(30, 16, 16, 10), (3, 40, 2), (5, 1, 1, 1, 5)])
def test_larger_networks_agree_too(sizes):
    network = Network.random(sizes, seed=1)
    x, y = examples(network, 7)
    assert distance(backprop(network, x, y), numerical_gradient(network, x, y)) < 1e-7


@given(networks, st.integers(0, 2**32))
def test_the_last_layer_is_the_chain_rule_of_the_notes(network, seed):
    x, y = examples(network, 1, seed)
    z, a = network.forward(x)
    dC_dz = sigmoid_prime(z[-1]) * example_cost_prime(a[-1], y)
    gradient = backprop(network, x, y)
    np.testing.assert_allclose(gradient.weights[-1], np.outer(dC_dz, a[-2]), rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(gradient.biases[-1], dC_dz, rtol=1e-9, atol=1e-15)


@given(networks, st.integers(2, 5))
def test_the_gradient_is_the_average_over_the_examples(network, m):
    x, y = examples(network, m)
    each = [backprop(network, x[:, [i]], y[:, [i]]).vector for i in range(m)]
    np.testing.assert_allclose(backprop(network, x, y).vector, np.mean(each, axis=0), rtol=1e-9, atol=1e-15)


def test_a_small_step_against_the_gradient_lowers_the_cost_by_its_squared_length():
    network = Network.random((4, 3, 2), seed=3)
    x, y = examples(network, 5)
    gradient, before = backprop(network, x, y), cost(network.output(x), y)
    network.parameters.vector -= 1e-4 * gradient.vector
    drop = before - cost(network.output(x), y)
    assert drop == pytest.approx(1e-4 * gradient.vector @ gradient.vector, rel=1e-3)


def test_a_perfect_output_has_no_gradient():
    network = Network.random((3, 2), seed=0)
    x, _ = examples(network, 4)
    assert not backprop(network, x, network.output(x)).vector.any()


def test_the_gradient_is_like_the_parameters():
    network = Network.random((3, 4, 2), seed=0, dtype=np.float32)
    gradient = backprop(network, *examples(network, 2))
    assert isinstance(gradient, Parameters)
    assert gradient.sizes == network.sizes and gradient.dtype == np.float32


def test_single_precision_is_near_double():
    network = Network.random((784, 16, 16, 10), seed=0)
    x, y = examples(network, 10)
    assert distance(backprop(network.astype(np.float32), x, y), backprop(network, x, y)) < 1e-5
    assert numerical_gradient(Network.random((2, 1), 0, np.float32), x[:2], y[:1]).dtype == np.float64


@pytest.mark.parametrize("f", [backprop, numerical_gradient])
def test_arguments_are_not_changed(f):
    network = Network.random((3, 4, 2), seed=0)
    x, y = examples(network, 2)
    p, x_before, y_before = network.parameters.vector.copy(), x.copy(), y.copy()
    f(network, x, y)
    np.testing.assert_array_equal(network.parameters.vector, p)
    np.testing.assert_array_equal(x, x_before)
    np.testing.assert_array_equal(y, y_before)


def test_a_dead_network_has_a_gradient_of_0_without_a_warning():
    network = Network(Parameters([[[1e6]], [[-1e6]]], [[[0.0]], [[0.0]]]))
    assert not backprop(network, np.array([[1.0]]), np.array([[1.0]])).vector.any()


def test_parameters_too_large_to_compute_with_give_no_gradient():
    # Two hidden neurons at 1/2 cancel in every output: none is saturated, and the wishes add up beyond floats.
    W = [np.zeros((2, 1)), np.tile([1e308, -1e308], (8, 1))]
    network = Network(Parameters(W, [np.zeros((2, 1)), np.zeros((8, 1))]))
    with pytest.raises(ArithmeticError, match="too large to compute with"):
        backprop(network, np.array([[1.0]]), np.zeros((8, 1)))


@settings(max_examples=20)
@given(st.floats(1e-6, 1e-3))
def test_the_nudge_can_be_chosen(h):
    network = Network.random((2, 2, 1), seed=0)
    x, y = examples(network, 2)
    assert distance(numerical_gradient(network, x, y, h), backprop(network, x, y)) < 1e-5


@pytest.mark.parametrize(
    "h, error",
    [
        (0, ValueError),
        (1e-300, ValueError),
        (-1e-5, ValueError),
        (np.nan, ValueError),
        (1.01, ValueError),
        ("1", TypeError),
    ],
)
def test_a_nudge_that_makes_no_sense_is_refused(h, error):
    network = Network.random((2, 1), seed=0)
    with pytest.raises(error, match="h must"):
        numerical_gradient(network, *examples(network, 1), h=h)


@pytest.mark.parametrize("f", [backprop, numerical_gradient])
@pytest.mark.parametrize(
    "x, y, error, words",
    [
        (np.zeros((2, 5)), np.zeros((3, 4)), ValueError, r"\(3, 5\), a column for each of x, not \(3, 4\)$"),
        (np.zeros((2, 5)), np.zeros((5, 3)), ValueError, "examples are columns: y.T"),
        (np.zeros((2, 5)), np.zeros(5, int), ValueError, r"make labels columns: one_hot\(y\)"),
        (np.zeros((2, 5)), np.zeros((1, 5)), ValueError, r"not \(1, 5\)$"),
        (np.zeros((2, 5)), np.full((3, 5), 7), ValueError, "y must lie in .0, 1., but runs from 7 to 7"),
        (np.zeros((2, 5)), np.full((3, 5), np.nan), ValueError, "y has 15 entries that are not finite"),
        (np.zeros((5, 2)), np.zeros((3, 5)), ValueError, "examples are columns: x.T"),
        (np.zeros((2, 5), np.uint8), np.zeros((3, 5)), TypeError, "x / 255"),
        (np.zeros((2, 5)), np.zeros((3, 5), object), TypeError, "y must hold real numbers"),
    ],
)
def test_examples_that_do_not_fit_are_refused(f, x, y, error, words):
    with pytest.raises(error, match=words):
        f(Network.random((2, 3), 0), x, y)
    with pytest.raises(TypeError, match="network must be of type Network, not None"):
        f(None, x, y)
