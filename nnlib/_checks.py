"""Checks of what comes in: each returns its argument, ready to use, or says what is wrong with it."""

from math import isfinite
from numbers import Integral, Real

import numpy as np


def instance(name, value, kind):
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be a {kind.__name__}, not {_kind(value)}")
    return value


def whole(name, value, least):
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, Integral):
        raise TypeError(f"{name} must be an integer, not {_kind(value)}")
    if value < least:
        raise ValueError(f"{name} must be {least} or more, not {value}")
    return int(value)


def rate(name, value):
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, Real):
        raise TypeError(f"{name} must be a number, not {_kind(value)}")
    if not (isfinite(value) and value >= 0):
        raise ValueError(f"{name} must be a finite number, 0 or more, not {value}")
    return float(value)


def positive(name, value):
    value = rate(name, value)
    if value == 0:
        raise ValueError(f"{name} must be above 0")
    return value


def constant(learning_rate):
    value = rate("learning_rate", learning_rate)
    return lambda fraction: value


def batch_size(value, n):
    value = whole("batch_size", value, 1)
    if value > n:
        raise ValueError(f"batch_size must be at most the number of examples, {n}, not {value}")
    return value


def generator(seed):
    return np.random.default_rng(whole("seed", seed, 0))


def dtype(value):
    try:
        kind = np.dtype(value)
    except TypeError:
        kind = None
    if kind not in (np.dtype(np.float32), np.dtype(np.float64)) or value is None:
        raise TypeError(f"dtype must be float32 or float64, not {value!r}")
    return kind


def sizes(value):
    if isinstance(value, (str, bytes)) or not np.iterable(value):
        raise TypeError(f"sizes must list the neurons of each layer, such as (784, 16, 16, 10), not {_kind(value)}")
    value = tuple(whole("each of sizes", n, 1) for n in value)
    if len(value) < 2:
        raise ValueError(f"sizes must name at least an input and an output layer, not {value}")
    return value


def count(layer_sizes):
    return sum(n_out * n_in + n_out for n_in, n_out in zip(layer_sizes, layer_sizes[1:]))


def array(name, value):
    """Return value as an array of float32 or float64, finite or not."""
    try:
        value = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be a full array of numbers; its rows differ in length") from None
    if value.dtype.kind not in "fiub":
        raise TypeError(f"{name} must hold real numbers, not {value.dtype}")
    if value.dtype not in (np.float32, np.float64):
        with np.errstate(over="ignore"):
            value = value.astype(np.float64)
    return value


def finite(name, value, ndim=None):
    value = array(name, value)
    if ndim is not None and value.ndim != ndim:
        raise ValueError(f"{name} must have {ndim} dimension(s), not shape {value.shape}")
    if value.size == 0:
        raise ValueError(f"{name} is empty: its shape is {value.shape}")
    if not np.isfinite(value).all():
        raise ValueError(f"{name} must be finite; {_where(~np.isfinite(value))}")
    return value


def _where(bad):
    first = tuple(int(i) for i in np.argwhere(bad)[0])
    return f"{int(bad.sum())} of {bad.size} entries are not, the first at {first}"


def unit(name, value):
    """Return a matrix with entries in [0, 1]."""
    if getattr(value, "dtype", None) == np.uint8:
        raise TypeError(f"{name} holds uint8 grey levels; divide them: {name} / 255")
    value = finite(name, value, ndim=2)
    if value.min() < 0 or value.max() > 1:
        raise ValueError(
            f"{name} must lie in [0, 1]; it runs from {value.min():g} to {value.max():g}"
            + (f" (grey levels? use {name} / 255)" if value.min() >= 0 and value.max() <= 255 else "")
        )
    return value


def inputs(network, x, cast=True):
    n_0 = network.sizes[0]
    shape = np.shape(x)
    if len(shape) != 2 or shape[0] != n_0:
        cure = ""
        if np.size(x) == n_0:
            cure = f"; one example is a column: x.reshape({n_0}, 1)"
        elif len(shape) == 2 and shape[1] == n_0:
            cure = "; examples are columns: use x.T"
        elif len(shape) == 3 and shape[1] * shape[2] == n_0:
            cure = f"; pictures become columns by x.reshape(len(x), {n_0}).T"
        raise ValueError(f"x must have shape ({n_0}, m) for sizes {network.sizes}, not {shape}{cure}")
    x = unit("x", x)
    return x.astype(network.dtype, copy=False) if cast else x


def examples(network, x, y, cast=True):
    x, n_L = inputs(network, x, cast), network.sizes[-1]
    shape = np.shape(y)
    if shape != (n_L, x.shape[1]):
        cure = ""
        if len(shape) == 1:
            cure = "; labels become columns by one_hot(labels)"
        elif shape == (x.shape[1], n_L):
            cure = "; examples are columns: use y.T"
        raise ValueError(f"y must have shape ({n_L}, {x.shape[1]}), a column for each of x, not {shape}{cure}")
    y = unit("y", y)
    return x, y.astype(network.dtype, copy=False) if cast else y


def output_and_target(a, y):
    a, y = finite("a", a, ndim=2), finite("y", y, ndim=2)
    if a.shape != y.shape:
        raise ValueError(f"a and y must have the same shape (n_L, m), not {a.shape} and {y.shape}")
    return a, y


def labels(value, m, classes):
    value = np.asarray(value)
    if value.ndim == 2:
        raise ValueError(f"labels must have shape ({m},), not {value.shape}; one-hot columns become labels by y.argmax(axis=0)")
    if value.shape != (m,):
        raise ValueError(f"labels must have shape ({m},), one for each column of x, not {value.shape}")
    if value.dtype.kind not in "iu":
        raise TypeError(f"labels must be integers, not {value.dtype}")
    if value.min() < 0 or value.max() >= classes:
        raise ValueError(f"labels must lie in 0..{classes - 1}; they run from {value.min()} to {value.max()}")
    return value


def layers(weights, biases):
    weights = [finite(f"weights[{l}]", W, ndim=2) for l, W in enumerate(weights)]
    biases = [finite(f"biases[{l}]", b, ndim=2) for l, b in enumerate(biases)]
    if not weights or len(weights) != len(biases):
        raise ValueError(f"there must be as many biases as weights, at least one; not {len(biases)} and {len(weights)}")
    for l, (W, b) in enumerate(zip(weights, biases)):
        if b.shape != (len(W), 1):
            raise ValueError(f"biases[{l}] must have shape ({len(W)}, 1) as weights[{l}] is {W.shape}, not {b.shape}")
        if l and W.shape[1] != len(weights[l - 1]):
            raise ValueError(f"weights[{l}] must have {len(weights[l - 1])} columns, one for each row of weights[{l - 1}], not {W.shape[1]}")
    return weights, biases


def vector(value, layer_sizes):
    if not (isinstance(value, np.ndarray) and value.dtype in (np.float32, np.float64)):
        raise TypeError(f"vector must be an array of float32 or float64, not {_kind(value)}")
    if value.shape != (count(layer_sizes),):
        raise ValueError(f"vector must have shape ({count(layer_sizes)},) for sizes {layer_sizes}, not {value.shape}")
    return finite("vector", value)


def slope(value, start):
    value = array("gradient(point)", value)
    if value.shape != start.shape:
        raise ValueError(f"gradient(point) must have the point's shape {start.shape}, not {value.shape}")
    return value


def _kind(value):
    return f"an array of {value.dtype}" if isinstance(value, np.ndarray) else f"{type(value).__name__} {value!r:.60}"
