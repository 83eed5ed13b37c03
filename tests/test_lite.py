"""The chapters in the browser: the link, the page that runs a chapter or says why it cannot, and the chapters run by Pyodide.

The last needs Pyodide's files and no network: TEST_PYODIDE=<folder with pyodide.js of 0.27.7> pytest tests/test_lite.py
"""

import json
import os
import re
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import first_cell
import jinja2
import nbformat
import pytest
from lite import build
from playwright.sync_api import expect

ROOT = Path(__file__).parent.parent
CHAPTERS = sorted(path.stem for path in (ROOT / "book").glob("*.ipynb"))
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".json": "application/json"}
chapters = pytest.mark.parametrize("chapter", CHAPTERS)


# ---------------------------------------------------------------- the link


@chapters
def test_each_chapter_links_to_the_page_that_runs_it_and_loads_nothing_of_it(page, site, chapter):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}book/{chapter}.html", wait_until="networkidle")
    link = page.get_by_role("link", name="Run this chapter")
    assert link.get_attribute("href") == f"../lite/run.html#{chapter}"
    assert [url for url in asked if "/lite/" in url] == []


def test_pages_without_code_have_no_such_link(page, site):
    page.goto(f"{site}book/intro.html")
    assert page.locator("a[href*=lite]").count() == 0


def tools(url):
    """The markup of a chapter's tools in a book whose repository has this address."""
    template = jinja2.Template((ROOT / "book/_ext/livebook/templates/page-tools.html").read_text())
    names = {"sourcename": "book/01_x.ipynb", "pagename": "book/01_x", "theme_repository_url": url}
    return template.render(**names, pathto=lambda path, resource: path, generate_toc_html=lambda: "")


def test_links_to_colab_and_binder_need_the_address_of_the_repository():
    assert not re.search("(?i)colab|binder", tools(""))
    markup = tools("https://github.com/owner/name")
    assert "https://colab.research.google.com/github/owner/name/blob/main/book/01_x.ipynb" in markup
    assert "https://mybinder.org/v2/gh/owner/name/main?labpath=book/01_x.ipynb" in markup


# ---------------------------------------------------------------- the first cell


@chapters
def test_a_first_cell_installs_nnlib_from_the_address_in_the_settings(chapter):
    cells = [cell for cell in nbformat.read(ROOT / f"book/{chapter}.ipynb", 4).cells if cell.cell_type == "code"]
    assert cells[0].source == first_cell.source(first_cell.address()), "run `make notebooks`"
    assert cells[0].metadata.tags == ["remove-cell"] and cells[0].outputs == []


def test_the_first_cell_names_the_repository_or_the_folder_above():
    assert '%pip install --quiet "nnlib[figures] @ git+https://github.com/owner/name"' in first_cell.source("https://github.com/owner/name")
    assert '%pip install --quiet "..[figures]"' in first_cell.source("")


def test_renewing_the_first_cell_changes_no_other():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Title"), nbformat.v4.new_code_cell("1")])
    first_cell.write(notebook, "")
    first_cell.write(notebook, "https://github.com/owner/name")
    assert [cell.source for cell in notebook.cells] == ["# Title", first_cell.source("https://github.com/owner/name"), "1"]


# ---------------------------------------------------------------- where it cannot run


def words(page):
    """The reason that is given, with the other ways in sight."""
    expect(page.get_by_role("heading", name="This chapter cannot run here")).to_be_visible()
    for way in ("In another browser or window", "In JupyterLab", "As a notebook"):
        expect(page.get_by_text(way)).to_be_visible()
    return page.locator("#reason").inner_text()


def test_from_a_disk_the_link_leads_to_words_and_the_notebook(page, file_url, built_book):
    page.goto(file_url(f"book/{CHAPTERS[0]}.html"))
    page.get_by_role("link", name="Run this chapter").click()
    assert "opened from a file" in words(page)
    for link in page.get_by_role("link").all():
        href = link.get_attribute("href")
        assert (built_book / "lite" / href).resolve().is_file(), href
    page.get_by_role("link", name="Back to the chapter").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("neural network")


def test_without_webassembly_the_page_says_so(page, site):
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto(f"{site}lite/run.html#{CHAPTERS[0]}")
    assert "too old" in words(page)


def test_where_nothing_can_be_kept_the_page_says_so(page, site):
    page.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError') }")
    page.goto(f"{site}lite/run.html#{CHAPTERS[0]}")
    assert "private windows" in words(page)


def test_without_a_script_the_page_says_so(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}lite/run.html#{CHAPTERS[0]}")
    assert "JavaScript" in words(page)


def test_an_address_without_a_chapter_is_explained(page, site):
    page.goto(f"{site}lite/run.html")
    assert "names no chapter" in words(page)


def test_when_python_does_not_start_the_page_says_so_within_a_minute(browser, site):
    with open_chapter(browser, site, CHAPTERS[0], lambda route: route.abort(), clock=True) as page:
        page.wait_for_timeout(1000)
        page.clock.fast_forward(61_000)
        assert "not started within 60 seconds" in words(page)
        page.get_by_role("button", name="Go on waiting").click()
        expect(page.locator("iframe")).to_be_visible()


# ---------------------------------------------------------------- Python in the browser


@contextmanager
def open_chapter(browser, site, chapter, pyodide, clock=False):
    """The page that runs a chapter, in a browser where Pyodide's address is answered by `pyodide` and all else is refused."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    if clock:
        page.clock.install()
    page.foreign = []
    context.route(lambda url: urlsplit(url).hostname != "127.0.0.1", lambda route: (page.foreign.append(route.request.url), route.abort()))
    context.route(f"{build.PYODIDE}**", pyodide)
    page.goto(f"{site}lite/run.html#{chapter}")
    yield page
    context.close()


@pytest.fixture(scope="module")
def pyodide():
    """Answer Pyodide's address from a folder."""
    folder = os.environ.get("TEST_PYODIDE")
    if not folder:
        pytest.skip("Python in the browser is tested with Pyodide's files at hand: TEST_PYODIDE=<folder>")

    def answer(route):
        file = Path(folder) / route.request.url.split("/full/")[1].split("?")[0]
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": TYPES.get(file.suffix, "application/octet-stream")}
        route.fulfill(status=200, body=file.read_bytes(), headers=headers)

    return answer


CELLS = """() => [...jupyterapp.shell.currentWidget.content.model.cells].filter(cell => cell.type === 'code').map(cell => cell.toJSON())"""


def run_all(page, frame):
    """Run all cells from the menu; return the code cells once all have run, or one has failed."""
    frame.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    return until_run(page, frame, all)


def until_run(page, frame, enough):
    deadline = time.monotonic() + 400
    while time.monotonic() < deadline:
        cells = frame.evaluate(CELLS)
        failed = [output for cell in cells for output in cell["outputs"] if output["output_type"] == "error"]
        if failed or enough(cell["execution_count"] for cell in cells):
            return cells
        page.wait_for_timeout(500)
    pytest.fail("not all cells have run")


def running(page):
    """The frame with the notebook, once Python runs in it."""
    expect(page.get_by_role("status")).to_contain_text("Python is running", timeout=120_000)
    return page.locator("iframe").element_handle().content_frame()


def errors(cells):
    return [output["evalue"] for cell in cells for output in cell["outputs"] if output["output_type"] == "error"]


@chapters
def test_the_chapter_runs_to_its_end_in_the_browser(browser, site, pyodide, chapter):
    with open_chapter(browser, site, chapter, pyodide) as page:
        cells = run_all(page, running(page))
        assert errors(cells) == []
        assert page.foreign == []


def test_a_slider_moves_the_python_trait_and_a_plot_appears(browser, site, pyodide):
    cells = ["from nnlib.figures import Neuron\nfigure = Neuron()\nfigure", 'print("b is", figure.b)', "import matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.show()"]
    with open_chapter(browser, site, CHAPTERS[0], pyodide) as page:
        frame = running(page)
        frame.evaluate(
            """sources => {
              const shared = jupyterapp.shell.currentWidget.content.model.sharedModel;
              shared.deleteCellRange(0, shared.cells.length);
              shared.insertCells(0, sources.map(source => ({ cell_type: 'code', source, metadata: {}, outputs: [] })));
            }""",
            cells,
        )
        ran = run_all(page, frame)
        assert errors(ran) == [] and "b is -1.0" in json.dumps(ran[1])
        assert any("image/png" in output.get("data", {}) for output in ran[2]["outputs"])
        frame.get_by_role("slider", name="bias b").first.press("PageUp")
        page.wait_for_timeout(1000)
        frame.evaluate("jupyterapp.shell.currentWidget.content.activeCellIndex = 1")
        frame.evaluate("jupyterapp.commands.execute('notebook:run-cell')")
        expect(frame.get_by_text("b is 0.0")).to_be_visible(timeout=30_000)
