"""Checks of what comes in. Each returns its argument ready for use, or raises TypeError or ValueError
with what was given, what was expected and, where it can be guessed, the cure."""

import os
from collections.abc import Callable, Sequence, Set
from itertools import pairwise
from math import inf, isfinite
from numbers import Integral, Real
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ._types import AnyArray, Array, DType, Integers, Pixels

if TYPE_CHECKING:
    from .network import Network

Kind = TypeVar("Kind")
Function = TypeVar("Function", bound=Callable[..., Any])

MOST_PARAMETERS = 10_000_000  # 80 MB: more than this is a slip, or a broken file
FLOATS = (np.float32, np.float64)


def instance(name: str, value: object, kind: type[Kind]) -> Kind:
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be of type {kind.__name__}, not {shown(value)}")
    return value


def path(value: object) -> Path:
    if not isinstance(value, (str, os.PathLike)):
        raise TypeError(f"path must be the name of a file, not {shown(value)}")
    return Path(value)


def function(name: str, value: Function) -> Function:
    if not callable(value):
        raise TypeError(f"{name} must be a function, not {shown(value)}")
    return value


def whole(name: str, value: object, least: float, most: float | None = None) -> int:
    if isinstance(value, (bool, np.timedelta64)) or not isinstance(value, Integral):
        raise TypeError(f"{name} must be an integer, not {shown(value)}")
    value = int(value)
    if value < least:
        raise ValueError(f"{name} must be {least} or more, not {shown(value)}")
    if most is not None and value > most:
        raise ValueError(f"{name} must be at most {most}, not {shown(value)}")
    return value


def index(i: object, size: int) -> int:
    return whole("i", i, 0, size - 1)


def number(name: str, value: object) -> float:
    if isinstance(value, (bool, np.timedelta64)) or not isinstance(value, Real):
        raise TypeError(f"{name} must be a number, not {shown(value)}")
    try:
        return float(value)
    except OverflowError:
        return -inf if value < 0 else inf


def rate(value: object) -> float:
    value = number("learning_rate", value)
    if not (isfinite(value) and value >= 0):
        raise ValueError(f"learning_rate must be finite and 0 or more, not {value}; try 0.1")
    return value


def fraction(name: str, value: object, least: float) -> float:
    value = number(name, value)
    if not least <= value <= 1:
        raise ValueError(f"{name} must lie in [{least:g}, 1], not {value}")
    return value


def generator(seed: object) -> "np.random.Generator":  # quoted, since naming it would load it
    return np.random.default_rng(whole("seed", seed, 0))


def dtype(value: object) -> DType:
    if not (isinstance(value, (type, np.dtype)) and value in FLOATS):
        raise TypeError(f"dtype must be numpy.float32 or numpy.float64, not {shown(value)}")
    return np.dtype(value)


def sizes(value: object) -> tuple[int, ...]:
    if isinstance(value, (str, bytes, dict, Set)) or not np.iterable(value):
        raise TypeError(f"sizes must list the neurons of each layer, such as (784, 16, 16, 10), not {shown(value)}")
    value = tuple(whole("each of sizes", n, 1) for n in value)
    if len(value) < 2:
        raise ValueError(f"sizes must have an input and an output layer, such as (784, 10), not {value}")
    if count(value) > MOST_PARAMETERS:
        raise ValueError(f"sizes {shown(value)} make too many parameters: {MOST_PARAMETERS} is the most")
    return value


def count(sizes: Sequence[int]) -> int:
    return sum(n_out * n_in + n_out for n_in, n_out in pairwise(sizes))


def array(name: str, value: object) -> NDArray[Any]:
    """Return value as an array of any type."""
    if hasattr(value, "filled"):
        raise TypeError(f"{name} is a masked array; fill its gaps first: {name}.filled(0)")
    try:
        return np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be an array of numbers, but its rows differ in length") from None


def real(name: str, value: object) -> Array:
    """Return value as an array of float32 or float64."""
    value = array(name, value)
    if value.dtype.kind not in "fiub":
        raise TypeError(f"{name} must hold real numbers, not {value.dtype}")
    with np.errstate(over="ignore"):
        return value if value.dtype in FLOATS else value.astype(np.float64)


def finite(name: str, value: object, ndim: int | None = None) -> Array:
    value = real(name, value)
    if ndim is not None and value.ndim != ndim:
        raise ValueError(f"{name} must be an array of {ndim} dimension{'s' * (ndim > 1)}, not of shape {value.shape}")
    if value.size == 0:
        raise ValueError(f"{name} is empty: its shape is {value.shape}")
    if not np.isfinite(value).all():
        bad = np.argwhere(~np.isfinite(value))
        raise ValueError(f"{name} has {len(bad)} entries that are not finite, the first at {tuple(map(int, bad[0]))}")
    return value


def unit(name: str, value: AnyArray, scale: float = 1) -> AnyArray:
    """Return value, whose entries times scale lie in [0, 1]; uint8 stays uint8."""
    low, high = scale * value.min(), scale * value.max()
    if not (low >= 0 and high <= 1):  # true for nan
        finite(name, value)
        product = name if scale == 1 else f"scale * {name}"
        cure = f"; scale grey levels: {name} / 255" if low >= 0 and 1 < high <= 255 else ""
        raise ValueError(f"{product} must lie in [0, 1], but runs from {low:g} to {high:g}{cure}")
    return value


def inputs(network: "Network", x: object) -> Array:
    """Return inputs in [0, 1], (n_0, m), in the network's dtype."""
    return scaled_inputs(network, x, 1).astype(network.dtype, copy=False)


def scaled_inputs(network: "Network", x: object, scale: float) -> Pixels:
    """Return x, (n_0, m), as it is, but scale * x are inputs in [0, 1]."""
    x, n_0 = array("x", x), network.sizes[0]
    grey = x.dtype == np.uint8
    x = x if grey else real("x", x)
    if x.ndim != 2 or x.shape[0] != n_0 or x.size == 0:
        cure = _to_columns(x.shape, n_0)
        raise ValueError(f"x must have shape ({n_0}, m), m at least 1, for sizes {network.sizes}, not {x.shape}{cure}")
    if grey and scale == 1:
        raise TypeError("x holds uint8 grey levels; scale them to [0, 1]: x / 255")
    return unit("x", x, scale)


def _to_columns(shape: tuple[int, ...], n_0: int) -> str:
    if int(np.prod(shape)) == n_0:
        return f"; make one example a column: x.reshape({n_0}, 1)"
    if shape[1:] == (n_0,):
        return "; examples are columns: x.T"
    if len(shape) == 3 and shape[1] * shape[2] == n_0:
        return f"; make each picture a column: x.reshape({shape[0]}, {n_0}).T"
    return ""


def targets(network: "Network", y: object, m: int) -> Array:
    """Return wanted outputs in [0, 1], (n_L, m), in the network's dtype."""
    y, wanted = real("y", y), (network.sizes[-1], m)
    if y.shape != wanted:
        cure = "; examples are columns: y.T" if y.shape == wanted[::-1] else ""
        if y.shape == (m,):
            cure = "; make labels columns: one_hot(y)"
        raise ValueError(f"y must have shape {wanted}, a column for each of x, not {y.shape}{cure}")
    return unit("y", y).astype(network.dtype, copy=False)


def examples(network: "Network", x: object, y: object) -> tuple[Array, Array]:
    x = inputs(network, x)
    return x, targets(network, y, x.shape[1])


def outputs(a: object, y: object) -> tuple[Array, Array]:
    a, y = finite("a", a, ndim=2), finite("y", y, ndim=2)
    if a.shape != y.shape:
        raise ValueError(f"a and y must have the same shape (n_L, m), not {a.shape} and {y.shape}")
    for name, value in (("a", a), ("y", y)):
        if np.abs(value).max() > 1e15:
            raise ValueError(f"{name} has entries above 1e15 in size; outputs lie in [0, 1]")
    return a, y


def labels(value: object, m: int, classes: int) -> Integers:
    value = array("labels", value)
    if value.shape != (m,):
        cure = "; turn one-hot columns into labels by labels.argmax(axis=0)" if value.ndim == 2 else ""
        raise ValueError(f"labels must have shape ({m},), one for each column of x, not {value.shape}{cure}")
    if value.dtype.kind not in "iu":
        raise TypeError(f"labels must be integers, not {value.dtype}")
    if value.min() < 0 or value.max() >= classes:
        raise ValueError(f"labels must be 0 to {classes - 1}, but run from {value.min()} to {value.max()}")
    return value


def listed(name: str, value: object) -> list[Any]:
    """Return value, one array for each layer, as a list."""
    if isinstance(value, (str, bytes, dict, Set)) or not np.iterable(value):
        raise TypeError(f"{name} must be a list of arrays, one for each layer, not {shown(value)}")
    if not (value := list(value)):
        raise ValueError(f"{name} must have an array for each layer, not none")
    return value


def layers(weights: object, biases: object) -> tuple[list[Array], list[Array]]:
    weights = [finite(f"weights[{l}]", W, ndim=2) for l, W in enumerate(listed("weights", weights))]
    biases = [finite(f"biases[{l}]", b, ndim=2) for l, b in enumerate(listed("biases", biases))]
    if len(weights) != len(biases):
        raise ValueError(f"each layer needs weights and biases, not {len(weights)} weights and {len(biases)} biases")
    for l, (W, b) in enumerate(zip(weights, biases)):
        if b.shape != (len(W), 1):
            raise ValueError(f"biases[{l}] must have shape ({len(W)}, 1), a row for each of its weights, not {b.shape}")
        if l > 0 and W.shape[1] != len(weights[l - 1]):
            raise ValueError(
                f"weights[{l}] must have {len(weights[l - 1])} columns, one for each row of weights[{l - 1}], "
                f"not shape {W.shape}"
            )
    return weights, biases


def vector(value: object, sizes: Sequence[int], dtype: DType | None = None) -> Array:
    """Return the vector of a network of these sizes, in dtype."""
    if not (isinstance(value, np.ndarray) and value.dtype in FLOATS):
        raise TypeError(f"vector must be an array of float32 or float64, not {shown(value)}")
    if value.shape != (count(sizes),):
        raise ValueError(f"vector must have shape ({count(sizes)},) for sizes {sizes}, not {value.shape}")
    with np.errstate(over="ignore"):
        return finite("vector", value.astype(dtype or value.dtype, copy=False))


def sound(result: Array) -> None:
    if not np.isfinite(result).all():
        raise ArithmeticError("the network's parameters are too large to compute with, or not finite")


def slope(value: object, shape: tuple[int, ...]) -> Array:
    value = real("gradient(point)", value)
    if value.shape != shape:
        raise ValueError(f"gradient(point) must have the shape of the point, {shape}, not {value.shape}")
    return value


def shown(value: object) -> str:
    """Return what was given, in a few words."""
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype}"
    try:
        text = repr(value)
    except ValueError:  # Python's own limit
        return "an integer of thousands of digits"
    return text if len(text) <= 60 else f"{text[:57]}..."
