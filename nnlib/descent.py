"""Gradient descent: on any function, and on a network by mini-batches."""

from collections.abc import Callable, Iterator, Sequence
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from . import _checks
from ._types import Array, Integers, Pixels, Rate
from .activation import quietly
from .backprop import write_gradient
from .network import Network, Parameters


class DivergenceError(ArithmeticError):
    """A step of gradient descent has no finite length.

    What came before that step is kept: `.path`, the points (`descend`), or `.network` (`sgd`).
    """

    path: Array | None = None
    network: Network | None = None


def descend(gradient: Callable[[Array], ArrayLike], start: ArrayLike, learning_rate: float, steps: int) -> Array:
    """Return the path of gradient descent: p_{t+1} = p_t - learning_rate * gradient(p_t).

    gradient: a function of a point (d,) that returns (d,); start: the first point, (d,);
    learning_rate: a number, 0 or more; steps: an integer, 0 or more.
    The result is (steps + 1, d), a row a point, `start` first.

    Raises TypeError or ValueError for arguments that make no sense, `DivergenceError` when a step
    has no finite length.
    Source: chapter 2, "Gradient descent".
    """
    gradient, start = _checks.function("gradient", gradient), _checks.finite("start", start, ndim=1)
    learning_rate = _checks.rate(learning_rate)
    path = np.empty((_checks.whole("steps", steps, 0, most=10**7) + 1, start.size), start.dtype)
    path[0] = start
    for t in range(steps):
        slope = _checks.slope(gradient(path[t].copy()), start.shape)
        with np.errstate(over="ignore", invalid="ignore"):
            path[t + 1] = path[t] - learning_rate * slope
        if not np.isfinite(path[t + 1]).all():
            error = _diverged(f"step {t + 1} of {steps}", learning_rate)
            error.path = path[: t + 1].copy()
            raise error
    return path


def sgd(
    network: Network,
    x: ArrayLike,
    y: ArrayLike,
    *,
    learning_rate: Rate,
    batch_size: int,
    epochs: int,
    seed: int,
    scale: float = 1,
) -> Iterator[Network]:
    """Return an iterator of networks: the network after each epoch of stochastic gradient descent.

    network: where to start; x: (n_0, n), and scale * x are the inputs, in [0, 1]: pixels as they
    are, or uint8 grey levels with scale=1/255, an eighth of the memory; y: wanted outputs in
    [0, 1], (n_L, n); learning_rate: a number, 0 or more, or a function that gives one for the
    fraction of training done, from 0 up to but not including 1; batch_size: 1 to n; epochs: 0 or
    more; seed: an integer, 0 or more.

    An epoch shuffles the n examples and takes them batch_size at a time (the last batch may be
    smaller), with one step p <- p - learning_rate * grad C for each batch. All in the network's
    dtype; the same seed gives the same networks, bit for bit, on the same machine. x is copied once
    unless x.T is contiguous, as from `load_mnist`.

    Raises TypeError or ValueError at once for arguments that make no sense. While training, a step
    of no finite length raises `DivergenceError`; that and Ctrl-C's KeyboardInterrupt carry the
    network before that step as `.network`.
    Source: chapter 3, "Stochastic gradient descent".
    """
    network = _checks.instance("network", network, Network).copy()
    scale = _checks.fraction("scale", scale, least=1e-30)
    x = _checks.scaled_inputs(network, x, scale)
    y = _checks.targets(network, y, x.shape[1])
    if not callable(learning_rate):
        _checks.rate(learning_rate)
    batch_size = _checks.whole("batch_size", batch_size, 1, most=x.shape[1])
    epochs = _checks.whole("epochs", epochs, 0, most=10**9)
    return _epochs(network, x, y, scale, learning_rate, batch_size, epochs, _checks.generator(seed))


def _epochs(
    network: Network,
    x: Pixels,
    y: Array,
    scale: float,
    learning_rate: Rate,
    batch_size: int,
    epochs: int,
    rng: "np.random.Generator",
) -> Iterator[Network]:
    rate = learning_rate if callable(learning_rate) else lambda fraction: learning_rate
    rows = np.ascontiguousarray(x.T), np.ascontiguousarray(y.T)  # each example in one piece
    factor = network.dtype.type(scale)  # uint8 times a plain float would be float64
    n, starts = x.shape[1], range(0, x.shape[1], batch_size)
    try:
        for epoch in range(epochs):
            order = rng.permutation(n)
            batches = [order[start : start + batch_size] for start in starts]
            rates = [_checks.rate(rate((epoch + start / n) / epochs)) for start in starts]
            _epoch(network, *rows, factor, batches, rates, epoch)
            yield network.copy()
    except (DivergenceError, KeyboardInterrupt) as stop:
        vars(stop)["network"] = network  # Ctrl-C's exception has no such attribute of its own
        raise


@quietly
def _epoch(
    network: Network,
    x_rows: Pixels,
    y_rows: Array,
    factor: np.floating[Any],
    batches: Sequence[Integers],
    rates: list[float],
    epoch: int,
) -> None:
    gradient = Parameters.zeros(network.sizes, network.dtype)
    inputs = np.empty((len(batches[0]), network.sizes[0]), network.dtype)  # new memory for each batch is slow
    for i, (batch, learning_rate) in enumerate(zip(batches, rates)):
        x = np.multiply(x_rows.take(batch, axis=0), factor, out=inputs[: len(batch)]).T
        write_gradient(gradient, network, x, y_rows.take(batch, axis=0).T)
        step = learning_rate * gradient.vector
        if not isfinite(np.vdot(step, step)):
            raise _diverged(f"batch {i + 1} of epoch {epoch + 1}", learning_rate)
        network.parameters.vector -= step


def _diverged(where: str, learning_rate: float) -> DivergenceError:
    cure = min(learning_rate / 10, 1)
    return DivergenceError(f"the step of {where} has no finite length at learning rate {learning_rate:g}: try {cure:g}")


def accuracy(network: Network, x: ArrayLike, labels: ArrayLike) -> float:
    """Return the fraction of the examples that the network classifies as labelled, 0 to 1.

    network: a `Network`; x: inputs in [0, 1], (n_0, m); labels: integers from 0 to n_L - 1, (m,).
    Raises TypeError or ValueError if they do not fit. Source: chapter 2, "Analyzing the network".
    """
    network = _checks.instance("network", network, Network)
    guesses = network.classify(x)
    return float((guesses == _checks.labels(labels, len(guesses), network.sizes[-1])).mean())
