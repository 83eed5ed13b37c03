"""What the figures' tests share: random states, the same compute in both languages, and a page with figures on it."""

import math
import sys
from base64 import b64encode
from pathlib import Path

import numpy as np
import pytest
from livebook.node import Process
from node import package

sys.path.insert(0, str(Path(__file__).parents[2]))

from nnlib.figures.data import files
from nnlib.figures.kit import figure_class
from nnlib.figures.kit.bundles import FIGURES
from tools.figure_page import write_page


class Desk:
    """Figures without a browser: desk.ask("draw", Neuron()) and the other questions of desk.mjs. One process a session."""

    def __init__(self):
        linkedom = package("linkedom", "esm", "index.js")
        self._node = Process(Path(__file__).with_name("desk.mjs"), linkedom, FIGURES)
        self._sent = set()

    def ask(self, question, figure, **more):
        """Return desk.mjs's answer about a figure, a dict; what goes wrong there fails the test."""
        cls = figure_class(figure.name())
        return self._ask(question, cls, state=figure.address, **more)

    def compute(self, cls, states):
        """Return compute(state, data) of the figure's JavaScript for each state."""
        return self._ask("compute", cls, states=states)["results"]

    def _ask(self, question, cls, **more):
        fresh = set(cls.data) - self._sent
        sent = {name: b64encode(files.load(name)).decode() for name in fresh}
        self._sent |= fresh
        try:
            answer = self._node.ask(
                ask=question, figure=cls.name(), about=cls.about(), schema=cls.schema(), sent=sent, **more
            )
        except ValueError as error:
            reason = f"{cls.__name__}, {question}: {error}"
        else:
            return answer
        pytest.fail(reason, pytrace=False)

    def clear(self):
        """End the process."""
        self._node.stop()


DESK = Desk()


@pytest.fixture(scope="session")
def desk():
    """The desk."""
    yield DESK
    DESK.clear()


def random_value(kind, rng):
    if kind["type"] == "switch":
        return bool(rng.integers(2))
    if kind["type"] == "choice":
        return kind["values"][rng.integers(len(kind["values"]))]
    if kind["type"] in ("text", "network"):
        return kind["default"]
    if kind["type"] == "integer":
        return int(rng.integers(kind["low"], kind["high"] + 1))
    if kind["type"] == "number":
        return float(rng.uniform(kind["low"], kind["high"]))
    shape = [given if wanted is None else wanted for wanted, given in zip(kind["shape"], np.shape(kind["default"]))]
    values = rng.uniform(kind["low"], kind["high"], shape)
    return np.round(values).astype(int).tolist() if kind["whole"] else values.tolist()


def random_states(cls, count, seed):
    """States of a figure drawn from its schema; the first one is the state it starts with."""
    rng = np.random.default_rng(seed)
    return [cls().state] + [
        {name: random_value(kind, rng) for name, kind in cls.schema().items()} for _ in range(count - 1)
    ]


def javascript(cls, states):
    """compute(state) of the figure's JavaScript for each state, run by Node."""
    return DESK.compute(cls, states)


def assert_same(python, js, rtol, where):
    """Equal keys, shapes, words and switches; numbers equal to rtol of the largest number of their array."""
    if isinstance(python, dict):
        assert set(python) == set(js), where
        for key in python:
            assert_same(python[key], js[key], rtol, f"{where}.{key}")
    elif isinstance(python, (str, bool)) or python is None:
        assert python == js, where
    elif isinstance(python, (list, tuple)) and any(
        isinstance(entry, (dict, str, list, tuple, np.ndarray)) for entry in python
    ):
        assert len(python) == len(js), where
        for i, entry in enumerate(python):
            assert_same(entry, js[i], rtol, f"{where}[{i}]")
    else:
        expected, got = np.asarray(python, dtype=float), np.asarray(js, dtype=float)
        assert expected.shape == got.shape, f"{where}: {expected.shape} in Python, {got.shape} in JavaScript"
        finite = np.abs(expected[np.isfinite(expected)])
        scale = finite.max() if finite.size else 1.0
        np.testing.assert_allclose(got, expected, rtol=rtol, atol=rtol * scale, err_msg=where)


@pytest.fixture
def parity(desk):
    """parity(Figure, states=None, count=100, seed=0, rtol=1e-12): compute is the same in Python and in JavaScript."""

    def check(cls, states=None, count=100, seed=0, rtol=1e-12):
        states = states or random_states(cls, count, seed)
        for i, (state, got) in enumerate(zip(states, desk.compute(cls, states), strict=True)):
            assert_same(cls.compute(**state), got, rtol, f"{cls.name()} state {i}")

    return check


@pytest.fixture
def show(page, tmp_path):
    """show(figure, ..., width=1200, theme="light") -> a browser page with these figures alive, opened from file://."""

    def open_page(*figures, width=1200, height=900, theme="light"):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(write_page(tmp_path / "page", figures, theme).as_uri())
        wait_alive(page)
        return page

    return open_page


def wait_alive(page):
    """Scroll to each figure in turn and wait until it lives."""
    for figure in page.locator("[data-figure]").all():
        figure.scroll_into_view_if_needed()
        page.wait_for_function("el => el.hasAttribute('data-live')", arg=figure.element_handle(), timeout=15_000)
    drawn(page)


def drawn(page):
    """Wait until the page has drawn what was asked for: two frames, as one may ask for the other."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.fixture(scope="session")
def hostile():
    """hostile(kind, rng): a value that has no business in a state: wrong type, wrong shape, out of range, not finite."""
    junk = [
        None,
        "",
        "abc",
        [],
        {},
        [None],
        [[1]],
        True,
        -1e308,
        1e308,
        0.5,
        math.pi,
        "<img src=x onerror=alert(1)>",
        {"a": 1},
        [1e9] * 5,
        list(range(3)),
    ]
    return lambda kind, rng: junk[rng.integers(len(junk))] if rng.random() < 0.7 else random_value(kind, rng)
