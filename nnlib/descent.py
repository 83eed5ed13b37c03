"""Gradient descent: on any function, and on a network in mini-batches."""

from math import isfinite

import numpy as np

from . import _checks
from .backprop import fill_gradient
from .network import Network, Parameters


class DivergenceError(ArithmeticError):
    """A step that is no longer a finite number; `.network` or `.path` holds what came before it."""


def descend(gradient, start, learning_rate, steps):
    """Return the path of gradient descent, p_{t+1} = p_t - learning_rate * gradient(p_t).

    gradient: a function from a point (d,) to the gradient there, (d,); start: the first point,
    (d,); learning_rate: a number, 0 or more; steps: an integer, 0 or more.
    The result is (steps + 1, d): a row a point, start first.

    Raises ValueError or TypeError for arguments that make no sense, `DivergenceError` if a point
    stops being finite (its `.path` holds the points before).
    Source: chapter 2, "Gradient descent".
    """
    start = _checks.finite("start", start, ndim=1)
    learning_rate = _checks.rate("learning_rate", learning_rate)
    path = np.empty((_checks.whole("steps", steps, 0) + 1, start.size), start.dtype)
    path[0] = start
    for t in range(steps):
        with np.errstate(over="ignore", invalid="ignore"):
            path[t + 1] = path[t] - learning_rate * _checks.slope(gradient(path[t].copy()), start)
        if not np.isfinite(path[t + 1]).all():
            error = DivergenceError(
                f"step {t + 1} left the finite numbers at learning_rate {learning_rate:g}: try {learning_rate / 10:g}"
            )
            error.path = path[: t + 1]
            raise error
    return path


def sgd(network, x, y, *, learning_rate, batch_size, epochs, seed):
    """Return an iterator over the networks after each epoch of mini-batch gradient descent.

    network: where to start (it is not changed); x: inputs in [0, 1], (n_0, n), float; y: wanted
    outputs, (n_L, n); learning_rate: a number, or a function from the fraction of training done, in
    [0, 1), to a number; batch_size: 1 to n; epochs: 0 or more; seed: an integer from 0 on.

    Each epoch shuffles the n examples anew and takes them batch_size at a time (the last batch may
    be smaller), one step p <- p - learning_rate * grad C a batch. It computes in the network's
    dtype; the same seed gives the same networks bit for bit on the same machine.

    Raises ValueError or TypeError before training for arguments that make no sense; during
    training `DivergenceError` when a step is not finite. That error, and the KeyboardInterrupt of
    Ctrl-C, have the last finite network as `.network`.
    Source: chapter 3, "Stochastic gradient descent".
    """
    network = _checks.instance("network", network, Network)
    x, y = _checks.examples(network, x, y, cast=False)
    rate = learning_rate if callable(learning_rate) else _checks.constant(learning_rate)
    batch_size = _checks.batch_size(batch_size, x.shape[1])
    epochs = _checks.whole("epochs", epochs, 0)
    return _epochs(network.copy(), x, y, rate, batch_size, epochs, _checks.generator(seed))


def _epochs(network, x, y, rate, batch_size, epochs, rng):
    rows, targets = np.ascontiguousarray(x.T), np.ascontiguousarray(y.T)  # an example in one piece
    steps = -(-len(rows) // batch_size)
    for epoch in range(epochs):
        order = rng.permutation(len(rows))
        batches = [order[i * batch_size : (i + 1) * batch_size] for i in range(steps)]
        rates = (rate((epoch + i / steps) / epochs) for i in range(steps))
        try:
            _epoch(network, rows, targets, zip(batches, rates), epoch)
        except (DivergenceError, KeyboardInterrupt) as stop:
            stop.network = network
            raise
        yield network.copy()


def _epoch(network, rows, targets, schedule, epoch):
    p, dtype = network.parameters.vector, network.dtype
    gradient = Parameters.zeros(network.sizes, dtype)
    for i, (batch, learning_rate) in enumerate(schedule):
        learning_rate = _checks.rate("learning_rate", learning_rate)
        x, y = rows[batch].astype(dtype, copy=False).T, targets[batch].astype(dtype, copy=False).T
        with np.errstate(over="ignore", invalid="ignore"):
            fill_gradient(gradient, network, x, y)
            step = learning_rate * gradient.vector
        if not isfinite(np.vdot(step, step)):
            raise DivergenceError(
                f"the step of batch {i + 1} in epoch {epoch + 1} is not finite at learning_rate "
                f"{learning_rate:g}: try {learning_rate / 10:g}"
            )
        p -= step


def accuracy(network, x, labels):
    """Return the fraction of examples classified as labelled, a float from 0 to 1.

    network: a `Network`; x: inputs in [0, 1], (n_0, m); labels: (m,) integers, 0 to n_L - 1.
    Raises ValueError or TypeError if they do not fit. Source: chapter 2, "Analyzing the network".
    """
    network = _checks.instance("network", network, Network)
    x = _checks.inputs(network, x)
    labels = _checks.labels(labels, x.shape[1], network.sizes[-1])
    return float((network.propagate(x)[1][-1].argmax(axis=0) == labels).mean())
