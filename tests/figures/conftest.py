"""What the figures' tests share: random states, the same compute in both languages, and a page with figures on it."""

import json
import math
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import numpy as np
import pytest
from node import command

sys.path.insert(0, str(Path(__file__).parents[2]))

from nnlib.figures.data import files
from nnlib.figures.kit.bundles import FIGURES
from tools.figure_page import write_page

RUN = """
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const [module, given] = process.argv.slice(2);
const { compute } = await import(pathToFileURL(module));
const { states, data } = JSON.parse(readFileSync(given, "utf8"));
const bytes = Object.fromEntries(Object.entries(data).map(([name, text]) => [name, new Uint8Array(Buffer.from(text, "base64"))]));
const tidy = (key, value) => (ArrayBuffer.isView(value) ? Array.from(value) : typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
console.log(JSON.stringify(states.map((state) => compute(state, bytes)), tidy));
"""


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


def javascript(cls, states, folder):
    """compute(state) of the figure's JavaScript for each state, run by Node."""
    (folder / "run.mjs").write_text(RUN, encoding="utf-8")
    data = {name: b64encode(files.load(name)).decode() for name in cls.data}
    (folder / "states.json").write_text(json.dumps({"states": states, "data": data}), encoding="utf-8")
    run = subprocess.run(
        command("node", folder / "run.mjs", FIGURES / cls.name() / "index.js", folder / "states.json"),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


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
def parity(tmp_path):
    """parity(Figure, states=None, count=100, seed=0, rtol=1e-12): compute is the same in Python and in JavaScript."""

    def check(cls, states=None, count=100, seed=0, rtol=1e-12):
        states = states or random_states(cls, count, seed)
        for i, (state, got) in enumerate(zip(states, javascript(cls, states, tmp_path), strict=True)):
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
    page.wait_for_timeout(50)


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
