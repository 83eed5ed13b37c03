"""What every figure is: a checked state, a pure compute(state), words about it, and an ES module that draws it.

The same module draws the figure in a live notebook, where anywidget hosts it (live.js), and on a built page (page.js).
"""

import html
import importlib
import json
from collections.abc import Callable
from typing import Any, ClassVar

import anywidget
import traitlets

from .bundles import check


class Figure(anywidget.AnyWidget):
    """A figure that the reader can move, live in a notebook and alive on a page.

    A subclass stands in nnlib/figures/NAME/__init__.py, beside index.js, and gives:
      _esm, _css           bundle(__name__)
      title, try_this      words for the card: its name, and what to try with it
      alternative          what there is to see, for readers who do not see it
      video                (YouTube id, "minutes:seconds"), or None
      data                 names of the shared data it needs (nnlib/figures/data)
      later                names of the shared data it asks for when the reader does, by figure.load(name)
      traits               what the reader may change: Number, Integer, Numbers, Choice, Switch, Text, GivenNetwork
      compute(**state)     the numbers of the drawing, by nnlib: a static method, with the keys of the JavaScript's
                           compute. It is the reference that the JavaScript is held to.
    """

    title: ClassVar[str] = ""
    try_this: ClassVar[str] = ""
    alternative: ClassVar[str] = ""
    video: ClassVar[tuple[str, str] | None] = None
    data: ClassVar[tuple[str, ...]] = ()
    later: ClassVar[tuple[str, ...]] = ()
    compute: ClassVar[Callable[..., dict[str, Any]]]

    _definition = traitlets.Dict().tag(sync=True)  # its words and its schema, for live.js
    _start = traitlets.Dict().tag(sync=True)
    _asked = traitlets.List(traitlets.Unicode()).tag(sync=True)  # data that a window waits for
    _data = traitlets.Dict().tag(sync=True)  # the answer: {name: bytes}

    def __init__(self, **state: Any) -> None:
        unknown = set(state) - set(self.schema()) - set(anywidget.AnyWidget.class_trait_names())
        if unknown:
            known = ", ".join(self.schema())
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}; it has {known}")
        check(self.name())
        super().__init__(_definition={"about": self.about(), "schema": self.schema()}, **state)
        self._start = self.address
        self._ready = True

    _ready = False

    @traitlets.observe("_asked")
    def _answer(self, change: Any) -> None:
        """Large data is sent when a window asks for it: the one time that Python answers a figure."""
        known = {name for name in change.new if name in (*self.data, *self.later)}
        if known:
            shared = importlib.import_module("nnlib.figures.data.files")
            self._data = {name: shared.load(name) for name in known}

    def __setattr__(self, name: str, value: Any) -> None:
        if self._ready and not (name.startswith("_") or hasattr(type(self), name)):
            raise AttributeError(f"{type(self).__name__} has no {name}; it has {', '.join(self.schema())}")
        super().__setattr__(name, value)

    @classmethod
    def name(cls) -> str:
        """The figure's name: that of its folder and of its test."""
        return cls.__module__.rsplit(".", 1)[-1]

    @classmethod
    def schema(cls) -> dict[str, dict[str, Any]]:
        """What the state may be: {trait: {"type", "low", "high", "shape", "values", "default"}}."""
        return {name: trait.kind() for name, trait in cls.class_traits(state=True).items()}

    @classmethod
    def about(cls) -> dict[str, Any]:
        """The words on the card."""
        return {
            "name": cls.name(),
            "title": cls.title,
            "try_this": cls.try_this,
            "alternative": cls.alternative,
            "video": _video_link(*cls.video) if cls.video else None,
            "data": list(cls.data),
        }

    @property
    def state(self) -> dict[str, Any]:
        """All that the reader may change, as a dict of plain Python values."""
        return {name: getattr(self, name) for name in self.schema()}

    @property
    def address(self) -> dict[str, Any]:
        """The part of the state that words can say: all but networks of the reader's own."""
        return {name: value for name, value in self.state.items() if self.schema()[name]["type"] != "network"}

    @property
    def result(self) -> dict[str, Any]:
        """compute(state) now."""
        return self.compute(**self.state)

    def __repr__(self) -> str:
        changed = {name: value for name, value in self.state.items() if value != self.schema()[name]["default"]}
        return f"{type(self).__name__}({', '.join(f'{name}={_short(value)}' for name, value in changed.items())})"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, None)
        return {**(data or {}), "text/plain": repr(self), "text/html": self.markup()}, metadata or {}

    def markup(self) -> str:
        """The figure on a page: an HTML `figure` with its name, its state, and its text alternative."""
        state = html.escape(json.dumps(self.address, separators=(",", ":"), allow_nan=False))
        about = self.about()
        link = f' <a href="{about["video"]["href"]}">{about["video"]["text"]}</a>' if about["video"] else ""
        return (
            f'<figure class="nn-figure" data-figure="{self.name()}" data-state="{state}">\n'
            f'<div class="nn-title">{html.escape(self.title)}</div>\n'
            f"<p>{html.escape(self.alternative)}</p>\n"
            f'<figcaption class="nn-caption">{html.escape(self.try_this)}{link}</figcaption>\n</figure>'
        )


def _video_link(identifier: str, place: str) -> dict[str, str]:
    minutes, seconds = map(int, place.split(":"))
    chapter = {"aircAruvnKk": 1, "IHZwWFHWa-w": 2, "Ilg3gGewQ5U": 3, "tIeHLnjs5U8": 4}[identifier]
    return {"href": f"https://youtu.be/{identifier}?t={60 * minutes + seconds}", "text": f"Video {chapter}, {place}"}


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
