"""The traits of a figure's state: what the reader may change, each checked on the way in."""

import json
from functools import partial
from math import inf
from numbers import Real

import numpy as np
import traitlets

from nnlib import _checks
from nnlib.network import Network, Parameters


class Values(list):
    """A list of a figure's state: read like any list, and changed only as a whole, so that the picture follows."""

    def _refuse(self, *args, **kwargs):
        raise TypeError(
            "a figure's list is changed as a whole: make a copy with list(...), change it, and assign it: figure.w = [...]"
        )

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = extend = insert = pop = remove = clear = sort = reverse = _refuse

    def __reduce__(self):
        return list, (list(self),)  # a copy is a plain list


def _frozen(values):
    return Values(_frozen(value) for value in values) if isinstance(values, list) else values


class Number(traitlets.Float):
    """A finite number in [low, high]."""

    def __init__(self, default, low, high, **kwargs):
        self.low, self.high = low, high
        super().__init__(default, **kwargs)
        self.tag(sync=True, state=True)

    def validate(self, obj, value):
        return _in_range(self, _checks.number, value)

    def kind(self):
        return {"type": "number", "low": self.low, "high": self.high, "default": self.default_value}


class Integer(traitlets.Int):
    """A whole number in low, ..., high."""

    def __init__(self, default, low, high, **kwargs):
        self.low, self.high = low, high
        super().__init__(default, **kwargs)
        self.tag(sync=True, state=True)

    def validate(self, obj, value):
        return _in_range(self, partial(_checks.whole, least=-inf), value)

    def kind(self):
        return {"type": "integer", "low": self.low, "high": self.high, "default": self.default_value}


class Numbers(traitlets.TraitType):
    """A list of finite numbers in [low, high], nested as `shape` says; None in `shape` is any length.

    whole=True keeps them whole numbers. NumPy arrays are accepted.
    """

    def __init__(self, default, low, high, shape=None, whole=False, **kwargs):
        default = np.asarray(default).tolist()
        self.low, self.high, self.whole = low, high, whole
        self.shape = tuple(np.shape(default) if shape is None else shape)
        super().__init__(default, **kwargs)
        self.tag(sync=True, state=True)

    def make_dynamic_default(self):
        return _frozen(json.loads(json.dumps(self.default_value)))

    def default(self, obj=None):
        return self.make_dynamic_default()

    def validate(self, obj, value):
        try:
            array = _checks.real(self.name, value)
        except (TypeError, ValueError):
            raise self._refusal(_checks.shown(value)) from None
        if array.size == 0 and self.shape[0] is None:
            return Values()
        expected = tuple(given if wanted is None else wanted for given, wanted in zip(array.shape, self.shape))
        if array.ndim != len(self.shape) or array.shape != expected:
            raise self._refusal(f"numbers of shape {array.shape}")
        outside = array[~((array >= self.low) & (array <= self.high))]
        if outside.size:
            raise self._refusal(f"{outside[0]:g} among them")
        if self.whole and np.any(array != np.round(array)):
            raise self._refusal("numbers that are not whole")
        return _frozen((array.astype(int) if self.whole else array).tolist())

    def _refusal(self, given):
        kind = "whole numbers" if self.whole else "numbers"
        return traitlets.TraitError(
            f"{self.name}: expected {kind} in [{self.low}, {self.high}] of shape {self.shape}, got {given}"
        )

    def kind(self):
        return {
            "type": "numbers",
            "low": self.low,
            "high": self.high,
            "shape": list(self.shape),
            "whole": self.whole,
            "default": self.default_value,
        }


class Choice(traitlets.Enum):
    """One of a few values (words or numbers)."""

    def validate(self, obj, value):
        if isinstance(value, (str, Real)) and not isinstance(value, bool) and value in self.values:
            return self.values[self.values.index(value)]
        raise _refusal(self, f"one of {', '.join(map(repr, self.values))}", value)

    def __init__(self, default, values, **kwargs):
        super().__init__(list(values), default, **kwargs)
        self.tag(sync=True, state=True)

    def kind(self):
        return {"type": "choice", "values": list(self.values), "default": self.default_value}


class Switch(traitlets.Bool):
    """True or False."""

    def validate(self, obj, value):
        if isinstance(value, (bool, np.bool_)):
            return bool(value)
        raise _refusal(self, "True or False", value)

    def __init__(self, default, **kwargs):
        super().__init__(default, **kwargs)
        self.tag(sync=True, state=True)

    def kind(self):
        return {"type": "switch", "default": self.default_value}


class Text(traitlets.Unicode):
    """A text of at most `longest` characters."""

    def __init__(self, default="", longest=10_000, **kwargs):
        self.longest = longest
        super().__init__(default, **kwargs)
        self.tag(sync=True, state=True)

    def validate(self, obj, value):
        if not isinstance(value, str):
            raise _refusal(self, "a text", value)
        if len(value) > self.longest:
            raise traitlets.TraitError(f"{self.name}: expected at most {self.longest} characters, got {len(value)}")
        return value

    def kind(self):
        return {"type": "text", "longest": self.longest, "default": self.default_value}


class GivenNetwork(traitlets.TraitType):
    """A `Network` that the reader trained or brought, or None. It belongs to the state, and to no address."""

    default_value = None
    info_text = "a Network or None"

    def __init__(self, **kwargs):
        super().__init__(None, allow_none=True, **kwargs)
        self.tag(sync=True, state=True, to_json=_packed, from_json=_unpacked)

    def validate(self, obj, value):
        if value is None or isinstance(value, Network):
            return value
        raise _refusal(self, "a Network or None", value)

    def kind(self):
        return {"type": "network", "default": None}


def _packed(network, widget=None):
    if network is None:
        return None
    return {"sizes": list(network.sizes), "vector": network.parameters.vector.astype("<f8").tobytes()}


def _unpacked(given, widget=None):
    if given is None:
        return None
    vector = np.frombuffer(given["vector"], dtype="<f8").copy()
    return Network(Parameters.from_vector(vector, given["sizes"]))


def _in_range(trait, check, value):
    expected = f"a number in [{trait.low}, {trait.high}]"
    try:
        value = check(trait.name, value)
    except TypeError:
        raise _refusal(trait, expected, value) from None
    if not trait.low <= value <= trait.high:  # true for nan
        raise _refusal(trait, expected, value)
    return value


def _refusal(trait, expected, given):
    return traitlets.TraitError(f"{trait.name}: expected {expected}, got {_checks.shown(given)}")
