"""The traits of a figure's state: what the reader may change, each checked on the way in."""

import json
from collections.abc import Callable, Iterable
from functools import partial
from math import inf
from numbers import Real
from typing import Any, NoReturn

import numpy as np
import traitlets

from nnlib import _checks
from nnlib.network import Network, Parameters


class Values(list[Any]):
    """A list of a figure's state: read like any list, and changed only as a whole, so that the picture follows."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(
            "a figure's list is changed as a whole: copy it with list(...), change the copy, and assign that"
        )

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = extend = insert = pop = remove = clear = sort = reverse = _refuse

    def __reduce__(self) -> tuple[type, tuple[list[Any]]]:
        return list, (list(self),)  # a copy is a plain list


class Trait(traitlets.TraitType[Any, Any]):
    """One trait of a state: it is synced, and `kind` says what it may hold."""

    def __init__(self, default: Any, **kwargs: Any) -> None:
        super().__init__(default, **kwargs)
        self.tag(sync=True, state=True)

    def kind(self) -> dict[str, Any]:
        """What it may hold, for the schema."""
        raise NotImplementedError

    def refusal(self, expected: str, given: Any) -> traitlets.TraitError:
        """The error for a value that it may not hold."""
        return traitlets.TraitError(f"{self.name}: expected {expected}, got {given}")


class Number(Trait):
    """A finite number in [low, high]."""

    type = "number"
    check: Callable[[str, Any], Any] = staticmethod(_checks.number)

    def __init__(self, default: float, low: float, high: float, **kwargs: Any) -> None:
        self.low, self.high = low, high
        super().__init__(default, **kwargs)

    def validate(self, obj: Any, value: Any) -> Any:
        expected = f"a number in [{self.low}, {self.high}]"
        try:
            number = self.check(str(self.name), value)
        except TypeError:
            raise self.refusal(expected, _checks.shown(value)) from None
        if not self.low <= number <= self.high:  # true for nan
            raise self.refusal(expected, _checks.shown(value))
        return number

    def kind(self) -> dict[str, Any]:
        return {"type": self.type, "low": self.low, "high": self.high, "default": self.default_value}


class Integer(Number):
    """A whole number in low, ..., high."""

    type = "integer"
    check = staticmethod(partial(_checks.whole, least=-inf))


class Numbers(Trait):
    """A list of finite numbers in [low, high], nested as `shape` says; None in `shape` is any length.

    whole=True keeps them whole numbers. NumPy arrays are accepted.
    """

    def __init__(
        self,
        default: Any,
        low: float,
        high: float,
        shape: Iterable[int | None] | None = None,
        whole: bool = False,
        **kwargs: Any,
    ) -> None:
        default = np.asarray(default).tolist()
        self.low, self.high, self.whole = low, high, whole
        self.shape = tuple(np.shape(default) if shape is None else shape)
        super().__init__(default, **kwargs)

    def make_dynamic_default(self) -> Any:
        return _frozen(json.loads(json.dumps(self.default_value)))

    def default(self, obj: Any = None) -> Any:
        return self.make_dynamic_default()

    def validate(self, obj: Any, value: Any) -> Any:
        kind = f"{'whole numbers' if self.whole else 'numbers'} in [{self.low}, {self.high}] of shape {self.shape}"
        try:
            array = _checks.real(str(self.name), value)
        except (TypeError, ValueError):
            raise self.refusal(kind, _checks.shown(value)) from None
        if array.size == 0 and self.shape[0] is None:
            return Values()
        expected = tuple(given if wanted is None else wanted for given, wanted in zip(array.shape, self.shape))
        if array.ndim != len(self.shape) or array.shape != expected:
            raise self.refusal(kind, f"numbers of shape {array.shape}")
        outside = array[~((array >= self.low) & (array <= self.high))]
        if outside.size:
            raise self.refusal(kind, f"{outside[0]:g} among them")
        if self.whole and np.any(array != np.round(array)):
            raise self.refusal(kind, "numbers that are not whole")
        return _frozen((array.astype(int) if self.whole else array).tolist())

    def kind(self) -> dict[str, Any]:
        limits = {"low": self.low, "high": self.high, "shape": list(self.shape), "whole": self.whole}
        return {"type": "numbers", **limits, "default": self.default_value}


def _frozen(values: Any) -> Any:
    return Values(_frozen(value) for value in values) if isinstance(values, list) else values


class Choice(Trait):
    """One of a few values (words or numbers)."""

    def __init__(self, default: Any, values: Iterable[Any], **kwargs: Any) -> None:
        self.values = list(values)
        super().__init__(default, **kwargs)

    def validate(self, obj: Any, value: Any) -> Any:
        if isinstance(value, (str, Real)) and not isinstance(value, bool) and value in self.values:
            return self.values[self.values.index(value)]
        raise self.refusal(f"one of {', '.join(map(repr, self.values))}", _checks.shown(value))

    def kind(self) -> dict[str, Any]:
        return {"type": "choice", "values": self.values, "default": self.default_value}


class Switch(Trait):
    """True or False."""

    def validate(self, obj: Any, value: Any) -> Any:
        if isinstance(value, (bool, np.bool_)):
            return bool(value)
        raise self.refusal("True or False", _checks.shown(value))

    def kind(self) -> dict[str, Any]:
        return {"type": "switch", "default": self.default_value}


class Text(Trait):
    """A text of at most `longest` characters."""

    def __init__(self, default: str = "", longest: int = 10_000, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(default, **kwargs)

    def validate(self, obj: Any, value: Any) -> Any:
        if not isinstance(value, str):
            raise self.refusal("a text", _checks.shown(value))
        if len(value) > self.longest:
            raise self.refusal(f"at most {self.longest} characters", len(value))
        return value

    def kind(self) -> dict[str, Any]:
        return {"type": "text", "longest": self.longest, "default": self.default_value}


class GivenNetwork(Trait):
    """A `Network` that the reader trained or brought, or None. It belongs to the state, and to no address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(None, allow_none=True, **kwargs)
        self.tag(to_json=_packed, from_json=_unpacked)

    def validate(self, obj: Any, value: Any) -> Any:
        if value is None or isinstance(value, Network):
            return value
        raise self.refusal("a Network or None", _checks.shown(value))

    def kind(self) -> dict[str, Any]:
        return {"type": "network", "default": None}


def _packed(network: Network | None, widget: Any = None) -> dict[str, Any] | None:
    if network is None:
        return None
    return {"sizes": list(network.sizes), "vector": network.parameters.vector.astype("<f8").tobytes()}


def _unpacked(given: dict[str, Any] | None, widget: Any = None) -> Network | None:
    if given is None:
        return None
    vector = np.frombuffer(given["vector"], dtype="<f8").copy()
    return Network(Parameters.from_vector(vector, given["sizes"]))
