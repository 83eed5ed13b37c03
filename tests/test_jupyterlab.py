"""The chapters in a live JupyterLab: every cell runs, every figure lives, and a figure and its Python object stay in step."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

BOOK = Path(__file__).parents[1] / "book"
CHAPTERS = sorted(BOOK.glob("*.ipynb"))
CELL = ".jp-Notebook .jp-Cell"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write_notebook(file, cells):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, file)


def write_unexecuted(file, notebook):
    """Write a notebook without outputs and counts, so that a count in the saved file says that the cell has run."""
    for cell in code_cells(notebook):
        cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, file)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab server on the chapters, not yet run, and on live.ipynb: its address, and its folder."""
    folder = tmp_path_factory.mktemp("lab")
    for chapter in CHAPTERS:
        write_unexecuted(folder / chapter.name, nbformat.read(chapter, 4))
    cells = ["from nnlib.figures import Neuron\nfigure = Neuron()\nfigure", 'print("b is", figure.b)', "figure.b = 3.5"]
    write_notebook(folder / "live.ipynb", cells)
    trained = 'before = start(1, "16-16").parameters.vector\nprint("trained:", (figure.network.parameters.vector != before).sum() > 1000, figure.network.sizes)'
    write_notebook(
        folder / "training.ipynb",
        [
            "from nnlib.figures import Training\nfrom nnlib.figures.training import start\nfigure = Training()\nfigure",
            trained,
        ],
    )
    port = free_port()
    options = [
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=t",
        f"--ServerApp.root_dir={folder}",
        "--LabApp.news_url=None",
    ]
    with open(folder / "server.log", "w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            stdout=log,
            stderr=log,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )
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
            time.sleep(0.3)
    pytest.fail("JupyterLab did not start")


@pytest.fixture
def notebook(browser, lab):
    """notebook(name) -> a browser page with this notebook open and its kernel ready; only the server is reachable."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    context.route(lambda url: not url.startswith((lab[0], lab[0].replace("http", "ws"))), lambda route: route.abort())

    def open_notebook(name):
        page = context.new_page()
        page.goto(f"{lab[0]}/doc/tree/{name}?token=t")
        page.wait_for_selector(CELL, timeout=60_000)
        page.wait_for_selector("text=/\\| Idle/", timeout=60_000)
        return page

    yield open_notebook
    context.close()


def run_cell(page, index):
    """Run one cell and wait for its execution count."""
    page.locator(CELL).nth(index).locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(
        f"() => /\\d/.test(document.querySelectorAll('{CELL}')[{index}].querySelector('.jp-InputPrompt').textContent)",
        timeout=60_000,
    )


def test_slider_and_trait_move_each_other(notebook):
    page = notebook("live.ipynb")
    run_cell(page, 0)
    bias = page.get_by_role("slider", name="bias b").first
    assert float(bias.get_attribute("aria-valuenow")) == -1
    bias.press("PageUp")
    page.wait_for_timeout(300)
    run_cell(page, 1)
    page.wait_for_selector("text=b is 0.0", timeout=10_000)
    run_cell(page, 2)
    page.wait_for_function(
        "() => document.querySelector('[role=slider][aria-label=\"bias b\"]').getAttribute('aria-valuenow') === '3.5'",
        timeout=10_000,
    )


def test_python_gets_the_network_that_was_trained_in_the_figure(notebook):
    page = notebook("training.ipynb")
    run_cell(page, 0)
    page.get_by_role("button", name="Load 10,000 digits").click()
    step = page.get_by_role("button", name="Step: one batch")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.nn-figure button')].some(button => button.textContent === 'Step' && !button.disabled)",
        timeout=60_000,
    )
    step.click()
    page.wait_for_selector("text=/1 step,/", timeout=10_000)
    page.wait_for_timeout(500)
    run_cell(page, 1)
    page.wait_for_selector("text=trained: True (784, 16, 16, 10)", timeout=10_000)


@pytest.mark.parametrize("chapter", [chapter.name for chapter in CHAPTERS])
def test_every_cell_runs_and_every_figure_lives(notebook, lab, chapter):
    page = notebook(chapter)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator(".jp-WindowedPanel-outer, .jp-Notebook").first.click()
    assert errors_of_run(page, lab[1] / chapter) == []
    for place, cell in enumerate(nbformat.read(BOOK / chapter, 4).cells):
        if any('data-figure="' in output.get("data", {}).get("text/html", "") for output in cell.get("outputs", [])):
            shown = page.locator(CELL).nth(place)
            shown.scroll_into_view_if_needed()
            expect(shown.locator(".nn-figure:not(.nn-failed) .nn-stage > *").first).to_be_attached(timeout=30_000)


def errors_of_run(page, file):
    """Save until every code cell has run or one has failed; return the errors."""
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        page.keyboard.press("Control+s")
        page.wait_for_timeout(1500)
        cells = code_cells(nbformat.read(file, 4))
        errors = [output.evalue for cell in cells for output in cell.outputs if output.output_type == "error"]
        if errors or all(cell.execution_count for cell in cells):
            return errors
    pytest.fail(f"not run after 240 s: {[cell.source for cell in cells if not cell.execution_count]}")
