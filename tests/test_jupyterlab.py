"""A live JupyterLab: every figure of the chapters lives, and a figure and its Python object stay in step.

That each cell gives its saved output is checked by nbval, with the same kernel; LAB_CHAPTERS=1 runs them all in JupyterLab too.
"""

import itertools
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import numpy as np
import pytest
from conftest import random_value
from playwright.sync_api import expect

from nnlib.figures.kit import figure_class

BOOK = Path(__file__).parents[1] / "book"
CHAPTERS = sorted(BOOK.glob("*.ipynb"))
CELL = ".jp-Notebook .jp-Cell"
pytestmark = pytest.mark.slow
COUNT = itertools.count()
HAS_RUN = re.compile(r"\[\d+\]:")

LIVE = ["from nnlib.figures import Neuron\nfigure = Neuron()\nfigure", 'print("b is", figure.b)', "figure.b = 3.5"]
TRAINING = [
    "from nnlib.figures import Training\nfrom nnlib.figures.training import start\ntraining = Training()\ntraining",
    "before = start(1, '16-16').parameters.vector\nnow = training.network\n"
    "print('trained:', (now.parameters.vector != before).sum() > 1000, now.sizes)",
]
FAILED = '[data-mime-type="application/vnd.jupyter.stderr"]'
DONE = f"""() => document.querySelector('{FAILED}')
  || /\\d/.test([...document.querySelectorAll('{CELL}.jp-CodeCell .jp-InputPrompt')].at(-1).textContent)"""
LIVES = """([cell, index]) => {
  const place = document.querySelectorAll(cell)[index];
  place.scrollIntoView();
  return place.querySelector(".nn-stage > *") && place.querySelector(".nn-figure:not(.nn-failed)");
}"""
CHANGED = "(figure, changes) => (figure.nnFigure.set(changes), figure.nnFigure.state)"

# Prints which figures are not, in Python, what they are in JavaScript.
COMPARE = """import json
shown = [figure for figure in Out.values() if hasattr(figure, "state")]
states = json.loads(open("states.json").read())
wrong = [figure.name() for figure, state in zip(shown, states) if json.loads(json.dumps(figure.state)) != state]
print(len(states), "figures; not as Python has them:", wrong)"""


def code_cells(file):
    return [cell for cell in nbformat.read(file, 4).cells if cell.cell_type == "code"]


def figure_of(cell):
    """The name of the figure that a cell shows, or None."""
    found = re.search(
        'data-figure="(\\w+)"', "".join(output.get("data", {}).get("text/html", "") for output in cell.outputs)
    )
    return found and found[1]


def figure_cells():
    """The cells of the chapters that show a figure: (source, name of the figure)."""
    cells = [cell for chapter in CHAPTERS for cell in code_cells(chapter)]
    return [(cell.source, figure_of(cell)) for cell in cells if figure_of(cell)]


def write_notebook(file, sources):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, file)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address and the folder of a JupyterLab server."""
    folder = tmp_path_factory.mktemp("lab")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=t",
        f"--ServerApp.root_dir={folder}",
        "--LabApp.news_url=None",
    ]
    command = [sys.executable, "-m", "jupyterlab", *options]
    with open(folder / "server.log", "w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "OMP_NUM_THREADS": "1"})
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token=t", server)
            yield f"http://127.0.0.1:{port}", folder
        finally:
            server.terminate()
            server.wait(30)


def wait_for(address, server):
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail("JupyterLab did not start")


@pytest.fixture(scope="module")
def context(browser, lab):
    """A browser that only the server can be reached from; what one tab has loaded the next one has."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    context.set_default_timeout(120_000)
    context.route(lambda url: not url.startswith((lab[0], lab[0].replace("http", "ws"))), lambda route: route.abort())
    yield context
    context.close()


@pytest.fixture
def notebook(context, lab):
    """notebook(sources) -> a tab with a notebook of these code cells, its kernel ready."""
    tabs = []

    def open_notebook(sources):
        name = f"{next(COUNT)}.ipynb"  # each has a kernel of its own
        write_notebook(lab[1] / name, sources)
        tabs.append(context.new_page())
        tabs[-1].goto(f"{lab[0]}/doc/tree/{name}?token=t")
        expect(tabs[-1].locator(CELL)).to_have_count(len(sources))
        expect(tabs[-1].get_by_text("| Idle")).to_be_visible()
        return tabs[-1]

    yield open_notebook
    for tab in tabs:
        tab.close()


def run_cell(page, index):
    """Run one cell and wait for its number."""
    cell = page.locator(CELL).nth(index)
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(cell.locator(".jp-InputPrompt")).to_have_text(HAS_RUN)
    return cell.locator(".jp-OutputArea")


def run_all(page):
    """Run all cells until the last one has its number or one has failed; return the words of those that failed."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(DONE, timeout=240_000)
    return page.locator(FAILED).all_inner_texts()


def lives(page, index):
    """Come to a cell and wait until its figure is drawn; return the figure, an element."""
    return page.wait_for_function(LIVES, arg=[CELL, index]).as_element()


def test_slider_and_trait_move_each_other(notebook):
    page = notebook(LIVE)
    run_cell(page, 0)
    bias = page.get_by_role("slider", name="bias b").first
    expect(bias).to_have_attribute("aria-valuenow", "-1")
    bias.press("PageUp")
    expect(bias).to_have_attribute("aria-valuenow", "0")
    expect(run_cell(page, 1)).to_contain_text("b is 0.0")
    run_cell(page, 2)
    expect(bias).to_have_attribute("aria-valuenow", "3.5")


def test_python_gets_the_network_that_was_trained_in_the_figure(notebook):
    page = notebook(TRAINING)
    run_cell(page, 0)
    page.get_by_role("button", name="Load 10,000 digits").click()
    page.get_by_role("button", name="Step: one batch").click()  # once it can be pressed
    expect(page.locator(".nn-figure")).to_contain_text(re.compile("1 step,"))
    expect(run_cell(page, 1)).to_contain_text("trained: True (784, 16, 16, 10)")


def test_every_figure_of_the_chapters_lives_and_its_object_follows_it(notebook, lab):
    sources, names = zip(*figure_cells(), strict=True)
    states, file = [], lab[1] / "states.json"
    file.write_text("[]")
    page = notebook([*sources, COMPARE])
    assert run_all(page) == []
    for index, name in enumerate(names):
        cls, rng = figure_class(name), np.random.default_rng(0)
        changes = {trait: random_value(kind, rng) for trait, kind in cls.schema().items()}
        states.append(lives(page, index).evaluate(CHANGED, changes))
        assert states[-1] != json.loads(json.dumps(cls().state)), name
    file.write_text(json.dumps(states))
    expect(run_cell(page, len(sources))).to_have_text(f"{len(sources)} figures; not as Python has them: []")


@pytest.mark.skipif("LAB_CHAPTERS" not in os.environ, reason="LAB_CHAPTERS=1 runs the chapters in JupyterLab, too")
@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda file: file.stem)
def test_every_cell_of_a_chapter_runs_and_its_figures_live(notebook, chapter):
    sources = [cell.source for cell in code_cells(chapter)]
    page = notebook(sources)
    assert run_all(page) == []
    for index, cell in enumerate(code_cells(chapter)):
        if figure_of(cell):
            lives(page, index)
