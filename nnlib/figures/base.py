"""What every figure is: a checked state, a pure compute(state), words about it, and an ES module that draws it.

The same module draws the figure in a live notebook, where anywidget hosts it, and on a built page, where
nnlib/js/page.js does. Nothing is registered: the figures are the modules of this folder.
"""

import html
import importlib
import json
import re
from base64 import b64encode
from functools import cache, partial
from math import inf
from numbers import Real
from pathlib import Path
from zlib import adler32

import anywidget
import numpy as np
import traitlets

from nnlib import _checks

JS = Path(__file__).parent.parent / "js"
IMPORT = re.compile(r'^import\s+(\{[^}]*\})\s+from\s+"(?:[^"]*/)?([^"/]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?:async )?(?:function|const|class) (\w+)", re.MULTILINE)


# ---------------------------------------------------------------- the traits of a state


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
        return json.loads(json.dumps(self.default_value))

    def default(self, obj=None):
        return self.make_dynamic_default()

    def validate(self, obj, value):
        try:
            array = _checks.real(self.name, value)
        except (TypeError, ValueError):
            raise self._refusal(_checks.shown(value)) from None
        if array.size == 0 and self.shape[0] is None:
            return []
        expected = tuple(given if wanted is None else wanted for given, wanted in zip(array.shape, self.shape))
        if array.ndim != len(self.shape) or array.shape != expected:
            raise self._refusal(f"numbers of shape {array.shape}")
        outside = array[~((array >= self.low) & (array <= self.high))]
        if outside.size:
            raise self._refusal(f"{outside[0]:g} among them")
        if self.whole and np.any(array != np.round(array)):
            raise self._refusal("numbers that are not whole")
        return array.astype(int).tolist() if self.whole else array.tolist()

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


# ---------------------------------------------------------------- the figure


class Figure(anywidget.AnyWidget):
    """A figure that the reader can move, live in a notebook and alive on a page.

    A subclass stands in nnlib/figures/<name>.py beside <name>.js and gives:
      title, try_this      words for the card: its name, and what to try with it
      alternative          what there is to see, for readers who do not see it
      video                (YouTube id, "minutes:seconds"), or None
      data                 names of the shared data it needs (nnlib/figures/_data.py)
      later                names of the shared data it asks for when the reader does, by figure.load(name)
      traits               what the reader may change: Number, Integer, Numbers, Choice, Switch, Text
      compute(**state)     the numbers of the drawing, by nnlib: a static method, with the keys of the JavaScript's compute
    """

    title = ""
    try_this = ""
    alternative = ""
    video = None
    data = ()
    later = ()

    _start = traitlets.Dict().tag(sync=True)
    _data = traitlets.Dict().tag(sync=True)

    def __init__(self, **state):
        unknown = set(state) - set(self.schema()) - set(anywidget.AnyWidget.class_trait_names())
        if unknown:
            raise TypeError(
                f"{type(self).__name__} has no {', '.join(sorted(unknown))}; it has {', '.join(self.schema())}"
            )
        super().__init__(**state)
        self._start = self.state
        self._ready = True
        if self.data or self.later:
            shared = importlib.import_module("nnlib.figures._data")
            self._data = {name: shared.load(name) for name in (*self.data, *self.later)}

    _ready = False

    def __setattr__(self, name, value):
        if self._ready and not (name.startswith("_") or hasattr(type(self), name)):
            raise AttributeError(f"{type(self).__name__} has no {name}; it has {', '.join(self.schema())}")
        super().__setattr__(name, value)

    @classmethod
    def name(cls):
        """The figure's name: that of its Python file, its JavaScript file and its test."""
        return cls.__module__.rsplit(".", 1)[-1]

    @classmethod
    def schema(cls):
        """What the state may be: {trait: {"type", "low", "high", "shape", "values", "default"}}."""
        return {name: trait.kind() for name, trait in cls.class_traits(state=True).items()}

    @classmethod
    def about(cls):
        """The words on the card."""
        return {
            "title": cls.title,
            "try_this": cls.try_this,
            "alternative": cls.alternative,
            "video": _video_link(*cls.video) if cls.video else None,
            "data": list(cls.data),
        }

    @property
    def state(self):
        """All that the reader may change, as a dict of plain Python values."""
        return {name: getattr(self, name) for name in self.schema()}

    @property
    def result(self):
        """compute(state) now."""
        return self.compute(**self.state)

    @property
    def _esm(self):
        return live_module(type(self))

    @property
    def _css(self):
        return page_style()

    def __repr__(self):
        changed = {name: value for name, value in self.state.items() if value != self.schema()[name]["default"]}
        return f"{type(self).__name__}({', '.join(f'{name}={_short(value)}' for name, value in changed.items())})"

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, "text/plain": repr(self), "text/html": self.markup()}, metadata

    def markup(self):
        """The figure on a page: an HTML `figure` with its name, its state, and its text alternative."""
        state = html.escape(json.dumps(self.state, separators=(",", ":"), allow_nan=False))
        about = self.about()
        link = f' <a href="{about["video"]["href"]}">{about["video"]["text"]}</a>' if about["video"] else ""
        return (
            f'<figure class="nn-figure" data-figure="{self.name()}" data-state="{state}">\n'
            f'<div class="nn-title">{html.escape(self.title)}</div>\n'
            f"<p>{html.escape(self.alternative)}</p>\n"
            f'<figcaption class="nn-caption">{html.escape(self.try_this)}{link}</figcaption>\n</figure>'
        )


def _video_link(identifier, place):
    minutes, seconds = map(int, place.split(":"))
    chapter = {"aircAruvnKk": 1, "IHZwWFHWa-w": 2, "Ilg3gGewQ5U": 3, "tIeHLnjs5U8": 4}[identifier]
    return {"href": f"https://youtu.be/{identifier}?t={60 * minutes + seconds}", "text": f"Video {chapter}, {place}"}


def _short(value):
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


# ---------------------------------------------------------------- the modules


def live_module(cls):
    """The ES module of one figure, for anywidget: it may import nothing, so what it needs is pasted in front."""
    return (
        f"{_pasted(_source(cls))}\nconst {{ about, schema, compute, draw }} = {_definition(cls)};\n"
        "export { compute, schema };\n"
        "export default {\n"
        "  render({ model, el }) {\n"
        "    const data = Object.fromEntries(Object.entries(model.get('_data') ?? {}).map(([name, view]) => [name, new Uint8Array(view.buffer, view.byteOffset, view.byteLength)]));\n"
        "    return mount({ model, el, about, schema, compute, draw, data });\n"
        "  },\n};\n"
    )


def page_script(classes=None):
    """One classic script with every figure (or these) and the static host: a page opened from a disk refuses modules."""
    classes = classes or all_figures()
    shared = _pasted("".join(map(_source, classes)))
    each = "".join(f"figures.{cls.name()} = {_definition(cls)};\n" for cls in classes)
    host = (JS / "page.js").read_text(encoding="utf-8")
    return f'(() => {{\n"use strict";\n{shared}\nconst figures = {{}};\n{each}\n{host}}})();\n'


def page_style():
    """The style sheet of all figures."""
    return (JS / "figures.css").read_text(encoding="utf-8")


def shared_data_files(names=None):
    """{file name: bytes}: the data files that stand beside the page's script, each loaded when a figure needs it."""
    if names == []:
        return {}
    shared = importlib.import_module("nnlib.figures._data")
    return {f"{name}.js": _data_file(name, shared.load(name)) for name in names or shared.NAMES}


def _data_file(name, content):
    return f'nnlibData("{name}","{b64encode(content).decode()}",{adler32(content)});\n'.encode()


def figure_names():
    """The name of every figure: of each JavaScript file in this folder."""
    return sorted(file.stem for file in Path(__file__).parent.glob("*.js"))


@cache
def all_figures():
    """Every Figure class of this folder, in the order of their names."""
    return [figure_class(name) for name in figure_names()]


def figure_class(name):
    """The class of the figure called `name`: CamelCase of the file's snake_case."""
    module = importlib.import_module(f"nnlib.figures.{name}")
    return getattr(module, "".join(part.capitalize() for part in name.split("_")))


def _source(cls):
    return (Path(__file__).parent / f"{cls.name()}.js").read_text(encoding="utf-8")


def _shared(source, found=()):
    """Names of the shared files that a source imports, each after those that it imports itself."""
    found = list(found)
    for _, name in IMPORT.findall(source):
        if name not in found:
            found = [*_shared((JS / name).read_text(encoding="utf-8"), found), name]
    return list(dict.fromkeys(found))


def _pasted(source):
    """The shared files that a source imports, and figure.js, as one stretch of script: each in a scope of its own."""
    host = 'import { failed, mount } from "../js/figure.js";\n'
    files = "\n".join(_own_scope(name) for name in _shared(host + source))
    return f"const shared = {{}};\n{files}\n{_unbound(host)}"


def _own_scope(name):
    """A shared file as one statement that keeps what the file exports in shared[name]."""
    source = (JS / name).read_text(encoding="utf-8")
    return (
        f'shared["{name}"] = (() => {{\n{_unbound(source)}\nreturn {{ {", ".join(EXPORT.findall(source))} }};\n}})();'
    )


def _definition(cls):
    """A figure's own part of a script, as an expression: what it names at its top level meets no other name."""
    about, schema = (json.dumps(value, ensure_ascii=False, allow_nan=False) for value in (cls.about(), cls.schema()))
    return f"(() => {{\nconst about = {about};\nconst schema = {schema};\n{_unbound(_source(cls))}\nreturn {{ about, schema, compute, draw }};\n}})()"


def _unbound(source):
    """A module's source with its imports taken from `shared`, and without the word export."""
    return re.sub(
        r"^export (?=function|const|class|async)",
        "",
        IMPORT.sub(r'const \1 = shared["\2"];\n', source),
        flags=re.MULTILINE,
    )
