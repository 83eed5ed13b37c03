import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnlib.descent
from nnlib import DivergenceError, Network, Parameters, accuracy, backprop, cost, descend, sgd

ROOT = Path(__file__).parent.parent
SIZES = (6, 5, 3)


def problem(n=20, seed=0):
    """Three kinds of inputs to tell apart: which pair of entries is bright."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(3, size=n)
    y = np.eye(3)[:, labels]
    return 0.3 * rng.random((6, n)) + 0.7 * np.repeat(y, 2, axis=0), y, labels


def train(network, x, y, **options):
    return list(sgd(network, x, y, **{"learning_rate": 1.0, "batch_size": 4, "epochs": 3, "seed": 0, **options}))


def vectors(networks):
    return np.array([network.parameters.vector for network in networks])


# descend


def test_a_path_worked_by_hand():
    # C = 3 x^2 / 2 + y^2 / 2 has the gradient (3 x, y); from (1, 1) at rate 0.1 that is times (0.7, 0.9) each step.
    path = descend(lambda p: np.array([3, 1]) * p, [1, 1], learning_rate=0.1, steps=3)
    np.testing.assert_allclose(path, [[1, 1], [0.7, 0.9], [0.49, 0.81], [0.343, 0.729]], rtol=1e-14)


def test_no_steps_leave_only_the_start():
    np.testing.assert_array_equal(descend(lambda p: p, [2.0], 0.1, 0), [[2.0]])


def test_the_start_and_the_path_are_safe_from_the_gradient():
    def greedy(p):
        p[...] = 99
        return np.zeros(2)

    start = np.array([1.0, 2.0])
    np.testing.assert_array_equal(descend(greedy, start, 0.1, 2), [[1, 2]] * 3)
    np.testing.assert_array_equal(start, [1, 2])


@settings(max_examples=30)
@given(st.floats(0.02, 1.98), st.floats(-10, 10))
def test_below_twice_the_inverse_curvature_it_converges(learning_rate, start):
    path = descend(lambda p: p, [start], learning_rate, 1000)
    assert abs(path[-1, 0]) <= 1e-6


def test_divergence_names_the_step_and_keeps_the_path():
    with pytest.raises(DivergenceError, match=r"step 1024 of 5000.* rate 3: try 0\.3") as caught:
        descend(lambda p: p, [1.0], 3, 5000)  # p doubles each step: 2^1024 is no float
    assert caught.value.path.shape == (1024, 1)
    assert caught.value.path[-1, 0] == -(2.0**1023)


def test_a_gradient_that_is_not_finite_is_a_divergence():
    with pytest.raises(DivergenceError, match="step 1 of 2"):
        descend(lambda p: p * np.nan, [1.0], 0.1, 2)


@pytest.mark.parametrize(
    "arguments, error, words",
    [
        (("p", [1.0], 0.1, 2), TypeError, "gradient must be a function, not 'p'"),
        ((abs, 1.0, 0.1, 2), ValueError, r"start must be an array of 1 dimension, not of shape \(\)"),
        ((abs, [], 0.1, 2), ValueError, "start is empty"),
        ((abs, [np.inf], 0.1, 2), ValueError, "start has 1 entries that are not finite"),
        ((abs, [1.0], -0.1, 2), ValueError, "learning_rate must be finite and 0 or more, not -0.1"),
        ((abs, [1.0], np.nan, 2), ValueError, "not nan"),
        ((abs, [1.0], True, 2), TypeError, "learning_rate must be a number, not True"),
        ((abs, [1.0], 0.1, -1), ValueError, "steps must be 0 or more, not -1"),
        ((abs, [1.0], 0.1, 10**9), ValueError, "steps must be at most 10000000"),
        ((abs, [1.0], -(10**400), 2), ValueError, "not -inf"),
        ((abs, [1.0], 0.1, 2.0), TypeError, "steps must be an integer, not 2.0"),
        ((lambda p: [1, 2], [1.0], 0.1, 2), ValueError, r"shape of the point, \(1,\), not \(2,\)"),
        ((lambda p: None, [1.0], 0.1, 2), TypeError, r"gradient\(point\) must hold real numbers"),
    ],
)
def test_descents_that_make_no_sense_are_refused(arguments, error, words):
    with pytest.raises(error, match=words):
        descend(*arguments)


# sgd


@given(st.integers(1, 20), st.integers(0, 3), st.integers(0, 99))
@settings(max_examples=30)
def test_an_epoch_is_a_step_against_the_gradient_of_each_batch_of_a_shuffle(batch_size, epochs, seed):
    start, (x, y, _) = Network.random(SIZES, 0), problem()
    networks = train(start, x, y, batch_size=batch_size, epochs=epochs, seed=seed, learning_rate=0.5)
    assert len(networks) == epochs
    rng, network = np.random.default_rng(seed), start.copy()
    for after in networks:
        order = rng.permutation(20)
        for first in range(0, 20, batch_size):
            batch = order[first : first + batch_size]
            network.parameters.vector -= 0.5 * backprop(network, x[:, batch], y[:, batch]).vector
        np.testing.assert_allclose(after.parameters.vector, network.parameters.vector, rtol=1e-9, atol=1e-12)


def test_one_batch_of_all_examples_is_gradient_descent():
    start, (x, y, _) = Network.random(SIZES, 0), problem()
    path = descend(
        lambda p: backprop(Network(Parameters.from_vector(p, SIZES)), x, y).vector, start.parameters.vector, 0.7, 4
    )
    networks = train(start, x, y, learning_rate=0.7, batch_size=20, epochs=4)
    np.testing.assert_allclose(vectors(networks), path[1:], rtol=1e-9, atol=1e-12)


def test_training_learns():
    x, y, _ = problem(n=200)
    *_, trained = train(Network.random(SIZES, 0), x, y, epochs=20)
    x_test, y_test, labels_test = problem(n=100, seed=1)
    assert cost(trained.output(x_test), y_test) < 0.05
    assert accuracy(trained, x_test, labels_test) == 1


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_seed_decides_bit_for_bit(dtype):
    start, (x, y, _) = Network.random(SIZES, 0, dtype), problem()
    first, again, other = (vectors(train(start, x, y, seed=seed)) for seed in (1, 1, 2))
    assert first.dtype == dtype
    assert first.tobytes() == again.tobytes()
    assert (first != other).any()


def test_each_epoch_has_a_shuffle_of_its_own():
    start, (x, y, _) = Network.random(SIZES, 0), problem()
    rng = np.random.default_rng(5)
    orders = [rng.permutation(20) for _ in range(2)]
    assert (orders[0] != orders[1]).any()
    networks = train(start, x, y, batch_size=1, epochs=2, seed=5)
    network = networks[0].copy()
    for i in orders[1]:
        network.parameters.vector -= backprop(network, x[:, [i]], y[:, [i]]).vector
    np.testing.assert_allclose(networks[1].parameters.vector, network.parameters.vector, rtol=1e-9, atol=1e-12)


def test_networks_are_apart_and_arguments_unchanged():
    start, (x, y, _) = Network.random(SIZES, 0), problem()
    before = start.parameters.vector.copy(), x.copy(), y.copy()
    iterator = sgd(start, x, y, learning_rate=1.0, batch_size=4, epochs=2, seed=0)
    first = next(iterator)
    kept = first.parameters.vector.copy()
    next(iterator)
    np.testing.assert_array_equal(first.parameters.vector, kept)
    for now, then in zip((start.parameters.vector, x, y), before):
        np.testing.assert_array_equal(now, then)


def test_changing_a_network_that_was_handed_out_does_not_disturb_training():
    start, (x, y, _) = Network.random(SIZES, 0), problem()
    disturbed = sgd(start, x, y, learning_rate=1.0, batch_size=4, epochs=2, seed=0)
    next(disturbed).parameters.vector[...] = 0
    start.parameters.vector[...] = 0
    undisturbed = train(Network.random(SIZES, 0), x, y, epochs=2)
    np.testing.assert_array_equal(next(disturbed).parameters.vector, undisturbed[1].parameters.vector)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("x_dtype", [np.float32, np.float64])
def test_it_computes_in_the_networks_precision(dtype, x_dtype):
    start, (x, y, _) = Network.random(SIZES, 0, dtype), problem()
    networks = train(start, x.astype(x_dtype), y.astype(x_dtype))
    reference = train(start.astype(np.float64), x, y)
    assert {network.dtype for network in networks} == {np.dtype(dtype)}
    np.testing.assert_allclose(vectors(networks), vectors(reference), rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("dtype, tolerance", [(np.float32, 1e-4), (np.float64, 1e-12)])
def test_grey_levels_with_a_scale_train_as_pixels_do(dtype, tolerance):
    start, (x, y, _) = Network.random(SIZES, 0, dtype), problem()
    grey = np.rint(255 * x).astype(np.uint8)
    grey[0, 0] = 255
    for scale in (1 / 255, 0.25 / 255):
        networks = train(start, grey, y, scale=scale)
        np.testing.assert_allclose(vectors(networks), vectors(train(start, scale * grey, y)), rtol=0, atol=tolerance)


def test_the_layout_of_the_examples_in_memory_does_not_matter():
    start, (x, y, _) = Network.random(SIZES, 0), problem()
    rows = train(start, np.asfortranarray(x), np.asfortranarray(y))
    np.testing.assert_array_equal(vectors(rows), vectors(train(start, np.ascontiguousarray(x), y)))


def test_the_learning_rate_may_follow_the_fraction_of_training_done():
    start, (x, y, _) = Network.random(SIZES, 0), problem()
    fractions = []

    def rate(fraction):
        fractions.append(fraction)
        return 0.0 if fraction < 0.5 else np.float64(1.0)

    networks = train(start, x, y, learning_rate=rate, batch_size=8, epochs=2)
    np.testing.assert_allclose(fractions, [0, 0.2, 0.4, 0.5, 0.7, 0.9], rtol=1e-12)  # 8 + 8 + 4 of 20, twice
    np.testing.assert_array_equal(networks[0].parameters.vector, start.parameters.vector)
    assert (networks[1].parameters.vector != start.parameters.vector).all()


@pytest.mark.parametrize("dtype, rate", [(np.float32, 1e30), (np.float32, 1e60), (np.float64, 1e200)])
def test_divergence_names_epoch_and_batch_and_keeps_the_last_finite_network(dtype, rate):
    start, (x, y, _) = Network.random(SIZES, 0, dtype), problem()
    iterator = sgd(start, x, y, learning_rate=lambda t: 1.0 if t < 0.7 else rate, batch_size=4, epochs=2, seed=0)
    first = next(iterator)
    with pytest.raises(DivergenceError, match=r"batch 3 of epoch 2 .* rate 1e\+\d+: try 1$") as caught:
        next(iterator)
    network = caught.value.network
    assert np.isfinite(network.parameters.vector).all()
    assert (network.parameters.vector != first.parameters.vector).any()


def test_a_gradient_too_long_to_follow_is_a_divergence():
    far = Network(Parameters([np.zeros((2, 6)), [[1e308, -1e308]]], [np.zeros((2, 1)), [[0.0]]]))
    with pytest.raises(DivergenceError, match=r"batch 1 of epoch 1 .* learning rate 0\.5: try 0\.05") as caught:
        train(far, problem()[0], np.zeros((1, 20)), learning_rate=0.5)
    np.testing.assert_array_equal(caught.value.network.parameters.vector, far.parameters.vector)


@pytest.fixture
def ctrl_c():
    """Press it; also where the tests run in the background, and so without it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield lambda: signal.raise_signal(signal.SIGINT)
    signal.signal(signal.SIGINT, before)


def test_an_interrupt_keeps_the_network_so_far(monkeypatch, ctrl_c):
    start, (x, y, _) = Network.random(SIZES, 0), problem()
    write_gradient, batches = nnlib.descent.write_gradient, []

    def interrupted(*arguments):
        batches.append(arguments)
        if len(batches) == 8:
            ctrl_c()
        write_gradient(*arguments)

    monkeypatch.setattr(nnlib.descent, "write_gradient", interrupted)
    iterator = sgd(start, x, y, learning_rate=1.0, batch_size=4, epochs=2, seed=0)
    first = next(iterator)
    with pytest.raises(KeyboardInterrupt) as caught:
        next(iterator)  # two batches of five into the second epoch
    expected = first.copy()
    order = [rng.permutation(20) for rng in [np.random.default_rng(0)] for _ in range(2)][1]
    for batch in (order[:4], order[4:8]):
        expected.parameters.vector -= backprop(expected, x[:, batch], y[:, batch]).vector
    np.testing.assert_allclose(caught.value.network.parameters.vector, expected.parameters.vector, rtol=1e-9)


def test_every_process_trains_alike():
    code = f"""
import numpy as np; from nnlib import Network, sgd
x = np.random.default_rng(0).random((6, 40))
*_, network = sgd(Network.random({SIZES}, 0, np.float32), x, x[:3], learning_rate=1, batch_size=8, epochs=3, seed=0)
print(network.parameters.vector.tobytes().hex())"""
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        for seed in "12"
    ]
    assert len(runs[0].stdout) > 400 and runs[0].stdout == runs[1].stdout


X, Y, _ = problem()


@pytest.mark.parametrize(
    "change, error, words",
    [
        ({"network": None}, TypeError, "network must be of type Network, not None"),
        ({"x": X.T}, ValueError, "examples are columns: x.T"),
        ({"x": X[:, :10]}, ValueError, r"y must have shape \(3, 10\), a column for each of x, not \(3, 20\)"),
        ({"x": X[:, :0], "y": Y[:, :0]}, ValueError, "m at least 1"),
        ({"x": 255 * X}, ValueError, "scale grey levels: x / 255"),
        ({"x": X.astype(np.uint8)}, TypeError, "uint8 grey levels"),
        ({"x": np.ma.array(np.zeros((6, 20), np.uint8), mask=True), "scale": 0.5}, TypeError, "x is a masked array"),
        ({"x": np.full((6, 20), 255, np.uint8), "scale": 0.5}, ValueError, "scale . x must lie in .* runs from 127.5"),
        ({"x": X + np.nan}, ValueError, "x has 120 entries that are not finite"),
        ({"y": Y.argmax(axis=0)}, ValueError, r"one_hot\(y\)"),
        ({"y": 2 * Y}, ValueError, "y must lie in .0, 1."),
        ({"learning_rate": -1}, ValueError, "learning_rate must be finite and 0 or more, not -1"),
        ({"learning_rate": np.nan}, ValueError, "not nan"),
        ({"learning_rate": np.inf}, ValueError, "not inf"),
        ({"learning_rate": 10**400}, ValueError, "not inf"),
        ({"learning_rate": True}, TypeError, "learning_rate must be a number, not True"),
        ({"learning_rate": np.timedelta64(1)}, TypeError, "learning_rate must be a number, not np.timedelta64"),
        ({"learning_rate": "fast"}, TypeError, "not 'fast'"),
        ({"batch_size": 0}, ValueError, "batch_size must be 1 or more, not 0"),
        ({"batch_size": 21}, ValueError, "batch_size must be at most 20, not 21"),
        ({"batch_size": 2.0}, TypeError, "batch_size must be an integer, not 2.0"),
        ({"epochs": -1}, ValueError, "epochs must be 0 or more, not -1"),
        ({"epochs": 10**400}, ValueError, "epochs must be at most 1000000000"),
        ({"epochs": True}, TypeError, "epochs must be an integer, not True"),
        ({"seed": None}, TypeError, "seed must be an integer, not None"),
        ({"scale": 0}, ValueError, r"scale must lie in \[1e-30, 1\], not 0"),
        ({"scale": 1e-50}, ValueError, r"not 1e-50"),  # 0 in single precision
        ({"scale": 255}, ValueError, r"scale must lie in \[1e-30, 1\], not 255"),
    ],
)
def test_training_that_makes_no_sense_is_refused_before_it_starts(change, error, words):
    arguments = {"network": Network.random(SIZES, 0), "x": X, "y": Y, "learning_rate": 1.0, "batch_size": 4}
    with pytest.raises(error, match=words):
        sgd(**{**arguments, "epochs": 1, "seed": 0, **change})


@pytest.mark.parametrize("value, error", [(-1.0, ValueError), (np.nan, ValueError), (None, TypeError)])
def test_a_learning_rate_function_is_checked_too(value, error):
    with pytest.raises(error, match="learning_rate must be"):
        train(Network.random(SIZES, 0), X, Y, learning_rate=lambda fraction: value)


# accuracy


def test_accuracy_counts_the_examples_classified_as_labelled():
    network = Network(Parameters([np.eye(3)], [np.zeros((3, 1))]))  # the brightest input wins
    x = np.array([[0.9, 0.1, 0.2, 0.3], [0.1, 0.8, 0.1, 0.2], [0.0, 0.3, 0.7, 0.1]])
    assert accuracy(network, x, [0, 1, 2, 0]) == 1
    assert accuracy(network, x, np.array([0, 1, 1, 1])) == 0.5
    assert type(accuracy(network, x, [0, 0, 0, 1])) is float


@pytest.mark.parametrize(
    "labels, error, words",
    [
        (np.zeros(19, int), ValueError, r"labels must have shape \(20,\), one for each column of x, not \(19,\)$"),
        (Y, ValueError, r"not \(3, 20\); turn one-hot columns into labels by labels.argmax\(axis=0\)"),
        (np.zeros(20), TypeError, "labels must be integers, not float64"),
        (np.full(20, 3), ValueError, "labels must be 0 to 2, but run from 3 to 3"),
        (np.full(20, -1), ValueError, "labels must be 0 to 2, but run from -1 to -1"),
    ],
)
def test_labels_that_do_not_fit_are_refused(labels, error, words):
    with pytest.raises(error, match=words):
        accuracy(Network.random(SIZES, 0), X, labels)
    with pytest.raises(TypeError, match="network must be of type Network"):
        accuracy(X, X, labels)
