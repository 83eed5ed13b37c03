"""The chapters in the browser: the link, the page that runs a chapter or says why it cannot, and the chapters run by Pyodide.

The last needs Pyodide's files and no network: TEST_PYODIDE=<folder with pyodide.js of 0.27.7> pytest tests/test_lite.py
"""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import first_cell
import jinja2
import nbformat
import pytest
import serve
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
    page.goto(f"{site}index.html")
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
    assert '%pip install --quiet "nnlib[figures] @ git+https://github.com/owner/name"' in first_cell.source(
        "https://github.com/owner/name"
    )
    assert '%pip install --quiet "..[figures]"' in first_cell.source("")


def test_renewing_the_first_cell_changes_no_other():
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# Title"), nbformat.v4.new_code_cell("1")]
    )
    first_cell.write(notebook, "")
    first_cell.write(notebook, "https://github.com/owner/name")
    assert [cell.source for cell in notebook.cells] == [
        "# Title",
        first_cell.source("https://github.com/owner/name"),
        "1",
    ]


# ---------------------------------------------------------------- where it cannot run


def words(page, heading="This chapter cannot run here"):
    """The reason that is given, with the other ways in sight."""
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
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


REFUSALS = {
    "throws": "IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError') }",
    "fails": "IDBFactory.prototype.open = () => { const r = {}; setTimeout(() => r.onerror()); return r }",
    "is silent": "IDBFactory.prototype.open = () => ({})",
    "is missing": "delete globalThis.indexedDB; delete Window.prototype.indexedDB",
}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_where_nothing_can_be_kept_the_page_says_so(page, site, refusal):
    page.add_init_script(REFUSALS[refusal])
    page.goto(f"{site}lite/run.html#{CHAPTERS[0]}")
    expect(page.get_by_role("heading", name="This chapter cannot run here")).to_be_visible(timeout=10_000)
    assert "private windows" in words(page)


@pytest.mark.parametrize(
    "missing, named", [("files/*", "chapter's notebook"), ("notebooks/index.html*", "running notebook")]
)
def test_what_the_site_does_not_give_is_named_at_once(page, site, missing, named):
    page.route(f"**/lite/{missing}", lambda route: route.fulfill(status=404))
    page.goto(f"{site}lite/run.html#{CHAPTERS[0]}")
    assert named in words(page)
    assert page.locator("iframe").count() == 0
    page.noted.clear()


def test_without_a_script_the_page_says_so(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}lite/run.html#{CHAPTERS[0]}")
    assert "JavaScript" in words(page)


def test_an_address_without_a_chapter_is_explained(page, site):
    page.goto(f"{site}lite/run.html")
    assert "names no chapter" in words(page)


@pytest.mark.parametrize("answer", ["refused", "404"])
def test_when_python_cannot_be_fetched_the_page_says_so_at_once(browser, site, answer):
    give = (
        (lambda route: route.abort())
        if answer == "refused"
        else (lambda route: route.fulfill(status=404, headers={"Access-Control-Allow-Origin": "*"}))
    )
    with open_chapter(browser, site, CHAPTERS[0], give, clock=True) as page:
        assert "cdn.jsdelivr.net" in words(page)
        page.clock.fast_forward(61_000)
        assert "cdn.jsdelivr.net" in words(page), "no other reason a minute later"
        assert page.get_by_role("status").inner_text() == "" and page.locator("iframe").count() == 0
        page.get_by_role("button", name="Try again").click()
        page.wait_for_load_state()
        assert "cdn.jsdelivr.net" in words(page)


WAITING = "<p class='jp-Notebook-ExecutionIndicator' data-status='idle'>The notebook</p>"
STARTED = "globalThis.jupyterapp = { serviceManager: { kernels: { running: () => [1] } } }"


@pytest.fixture
def waiting(browser, site):
    """The page that runs a chapter, a minute after its begin, with a notebook that has not started."""
    with open_chapter(browser, site, CHAPTERS[0], lambda route: None, clock=True, notebook=WAITING) as page:
        expect(page.get_by_role("status")).to_contain_text("Python is starting")
        expect(page.get_by_role("heading")).to_be_hidden()
        page.clock.fast_forward(61_000)
        yield page


def test_after_a_minute_the_page_says_that_python_is_still_starting_and_not_that_it_failed(waiting):
    assert "60 seconds so far, and goes on" in words(waiting, "Python is still starting")
    waiting.clock.run_for(2000)
    assert waiting.get_by_role("status").inner_text() == ""
    expect(waiting.locator("iframe")).to_be_hidden()


def test_who_goes_on_waiting_is_told_that_python_is_starting(waiting):
    waiting.get_by_role("button", name="Go on waiting").click()
    waiting.clock.run_for(2000)
    expect(waiting.get_by_role("status")).to_contain_text("Python is starting")
    expect(waiting.get_by_role("heading")).to_be_hidden()
    expect(waiting.locator("iframe")).to_be_visible()


def test_when_python_starts_after_all_the_words_go(waiting):
    waiting.frames[1].evaluate(STARTED)
    waiting.clock.run_for(1000)
    expect(waiting.get_by_role("status")).to_contain_text("Python is running")
    expect(waiting.get_by_role("heading")).to_be_hidden()
    expect(waiting.locator("iframe")).to_be_visible()


# ---------------------------------------------------------------- what is built


@pytest.mark.parametrize("change", ["wheels", "pyodide", "requirements"])
def test_jupyterlite_is_built_again_when_what_it_depends_on_changes(tmp_path, monkeypatch, change):
    built = []
    monkeypatch.setattr(build, "build_tools", lambda work, lite, chosen: built.append(chosen))
    (tmp_path / "requirements.txt").write_text("jupyterlite-core==1\n")
    monkeypatch.setattr(build, "HERE", tmp_path)
    build.write_tools(tmp_path / "lite", ["nnlib-1-py3-none-any.whl"], None)
    build.write_tools(tmp_path / "lite", ["nnlib-1-py3-none-any.whl"], None)
    assert len(built) == 1, "nothing has changed"
    if change == "requirements":
        (tmp_path / "requirements.txt").write_text("jupyterlite-core==2\n")
    wheels = ["nnlib-2-py3-none-any.whl"] if change == "wheels" else ["nnlib-1-py3-none-any.whl"]
    build.write_tools(tmp_path / "lite", wheels, "folder" if change == "pyodide" else None)
    assert len(built) == 2


def test_wheels_and_digits_are_those_of_now(tmp_path, monkeypatch):
    for folder in ("tools/wheels", "root/nnlib/data", "lite/wheels", "lite/data"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr(build, "TOOLS", tmp_path / "tools")
    monkeypatch.setattr(build, "ROOT", tmp_path / "root")
    monkeypatch.setattr(build, "write_wheel", lambda folder: (folder / "nnlib-2-py3-none-any.whl").write_bytes(b"new"))
    (tmp_path / "tools/wheels/comm-2-py3-none-any.whl").write_bytes(b"new")
    for name in build.BIG:
        (tmp_path / "root/nnlib/data" / name).write_bytes(b"new")
        (tmp_path / "lite/data" / name).write_bytes(b"old")
    for name in ("comm-1-py3-none-any.whl", "nnlib-1-py3-none-any.whl"):
        (tmp_path / "lite/wheels" / name).write_bytes(b"old")
    build.write_files(tmp_path / "lite", None)
    assert sorted(path.name for path in (tmp_path / "lite/wheels").iterdir()) == [
        "comm-2-py3-none-any.whl",
        "nnlib-2-py3-none-any.whl",
    ]
    assert {path.read_bytes() for path in (tmp_path / "lite/data").iterdir()} == {b"new"}


@pytest.mark.slow
def test_the_browsers_wheel_is_the_same_bytes_each_time_and_leaves_the_digits_out(tmp_path):
    wheels = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        build.write_wheel(folder)
        wheels.append(folder / build.wheel_name())
    assert wheels[0].read_bytes() == wheels[1].read_bytes()
    names = set(zipfile.ZipFile(wheels[0]).namelist())
    assert {"nnlib/_browser.py", "nnlib/figures/built/neuron.js", "nnlib/data/network.npz"} <= names
    assert not {f"nnlib/data/{name}" for name in build.BIG} & names


def test_a_folder_without_pyodide_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("PYODIDE", str(tmp_path))
    with pytest.raises(SystemExit, match=r"has no pyodide\.js"):
        build.pyodide_folder()


# ---------------------------------------------------------------- Python in the browser


@contextmanager
def open_chapter(browser, site, chapter, pyodide, clock=False, notebook=None):
    """The page that runs a chapter, in a browser where Pyodide's address is answered by `pyodide` and all else is refused."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    if clock:
        page.clock.install()
    page.foreign = []
    context.route(
        lambda url: urlsplit(url).hostname != "127.0.0.1",
        lambda route: (page.foreign.append(route.request.url), route.abort()),
    )
    context.route(f"{build.PYODIDE}**", pyodide)
    if notebook:
        context.route(
            "**/lite/notebooks/index.html*", lambda route: route.fulfill(body=notebook, content_type="text/html")
        )
    page.goto(f"{site}lite/run.html#{chapter}")
    yield page
    context.close()


@pytest.fixture(scope="module")
def folder():
    """The folder of Pyodide's files."""
    named = os.environ.get("TEST_PYODIDE")
    if not named:
        pytest.skip("Python in the browser is tested with Pyodide's files at hand: TEST_PYODIDE=<folder>")
    return Path(named)


@pytest.fixture(scope="module")
def pyodide(folder):
    """Answer Pyodide's address from a folder."""

    def answer(route):
        file = folder / route.request.url.split("/full/")[1].split("?")[0]
        headers = {
            "Access-Control-Allow-Origin": "*",
            "Content-Type": TYPES.get(file.suffix, "application/octet-stream"),
        }
        route.fulfill(status=200, body=file.read_bytes(), headers=headers)

    return answer


@pytest.fixture(scope="module")
def whole_site(folder, built_book, tmp_path_factory):
    """The address of the book as `make book PYODIDE=folder` builds it."""
    pages = shutil.copytree(
        built_book, tmp_path_factory.mktemp("whole") / "html", ignore=shutil.ignore_patterns("lite")
    )
    subprocess.run([sys.executable, build.__file__, pages], check=True, env=os.environ | {"PYODIDE": str(folder)})
    httpd = serve.server(pages)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}/"
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture
def whole(browser, whole_site):
    """A function that clicks a chapter's link in that book; the page lists what it asked for. Any other host fails the test."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.asked = []
    context.on(
        "request", lambda request: page.asked.append(request.url)
    )  # no route: it would switch off what the browser keeps

    def click(chapter):
        page.goto(f"{whole_site}book/{chapter}.html")
        page.get_by_role("link", name="Run this chapter").click()
        return page

    yield click
    context.close()
    assert [
        url for url in page.asked if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname != "127.0.0.1"
    ] == []


CELLS = """() => [...jupyterapp.shell.currentWidget.content.model.cells].filter(cell => cell.type === 'code').map(cell => cell.toJSON())"""


def run_all(page, frame):
    """Run all cells from the menu; return the code cells once all have run, or one has failed."""
    return until_run(page, run(frame), lambda cells: all(cell["execution_count"] for cell in cells))


def run(frame):
    """Forget the outputs that the chapter was saved with, and run all cells; return the frame at once."""
    frame.evaluate("jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    assert not any(cell["outputs"] or cell["execution_count"] for cell in frame.evaluate(CELLS))
    frame.evaluate("void jupyterapp.commands.execute('notebook:run-all-cells')")
    return frame


def until_run(page, frame, enough):
    deadline = time.monotonic() + 400
    while time.monotonic() < deadline:
        cells = frame.evaluate(CELLS)
        failed = [output for cell in cells for output in cell["outputs"] if output["output_type"] == "error"]
        if failed or enough(cells):
            return cells
        page.wait_for_timeout(500)
    pytest.fail("not all cells have run")


def running(page):
    """The frame with the notebook, once Python runs in it."""
    expect(page.get_by_role("status")).to_contain_text("Python is running", timeout=120_000)
    return page.locator("iframe").element_handle().content_frame()


def put(frame, sources):
    """Put these cells in the place of the notebook's; return the frame."""
    frame.evaluate(
        """sources => {
          const shared = jupyterapp.shell.currentWidget.content.model.sharedModel;
          shared.deleteCellRange(0, shared.cells.length);
          shared.insertCells(0, sources.map(source => ({ cell_type: 'code', source, metadata: {}, outputs: [] })));
        }""",
        sources,
    )
    return frame


def errors(cells):
    return [output["evalue"] for cell in cells for output in cell["outputs"] if output["output_type"] == "error"]


@chapters
def test_the_chapter_runs_to_its_end_in_the_browser(whole, chapter):
    page = whole(chapter)
    assert errors(run_all(page, running(page))) == []


def test_the_first_output_is_there_within_a_minute_of_the_click(whole):
    began = time.monotonic()
    page = whole(CHAPTERS[0])
    cells = until_run(
        page, run(running(page)), lambda cells: any(cell["execution_count"] and cell["outputs"] for cell in cells)
    )
    seconds = time.monotonic() - began
    assert errors(cells) == []
    assert seconds < 60, f"{seconds:.0f} s"


def test_the_digits_come_from_the_site_when_first_used(whole):
    page = whole(CHAPTERS[0])
    frame = running(page)
    sources = ["import nnlib, nnlib.figures, nnlib.plots", 'nnlib.load_mnist("test", n=1)']
    cells = run_all(page, put(frame, sources[:1]))
    assert errors(cells) == [] and not [url for url in page.asked if url.endswith(tuple(build.BIG))]
    cells = run_all(page, put(frame, sources))
    assert errors(cells) == [] and "Digits(x=(784, 1)" in json.dumps(cells[1])
    assert {urlsplit(url).path for url in page.asked if url.endswith(tuple(build.BIG))} == {"/lite/data/mnist_test.npz"}


def test_python_starts_where_pages_may_not_work_in_the_background(whole):
    """As in the private windows of some browsers."""
    page = whole(CHAPTERS[0])
    page.add_init_script("delete Navigator.prototype.serviceWorker; delete globalThis.caches")
    page.reload()
    frame = running(page)
    assert frame.evaluate("'serviceWorker' in navigator") is False
    assert errors(run_all(page, put(frame, ["1 + 1"]))) == []


def test_python_comes_from_its_public_address(browser, site, pyodide):
    with open_chapter(browser, site, CHAPTERS[0], pyodide) as page:
        frame = running(page)
        assert errors(run_all(page, put(frame, ["import nnlib.figures"]))) == []
        assert page.foreign == []


def test_a_slider_moves_the_python_trait_and_a_plot_appears(whole):
    cells = [
        "from nnlib.figures import Neuron\nfigure = Neuron()\nfigure",
        'print("b is", figure.b)',
        "import matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.show()",
    ]
    page = whole(CHAPTERS[0])
    frame = put(running(page), cells)
    ran = run_all(page, frame)
    assert errors(ran) == [] and "b is -1.0" in json.dumps(ran[1])
    assert any("image/png" in output.get("data", {}) for output in ran[2]["outputs"])
    frame.get_by_role("slider", name="bias b").first.press("PageUp")
    page.wait_for_timeout(1000)
    frame.evaluate("jupyterapp.shell.currentWidget.content.activeCellIndex = 1")
    frame.evaluate("jupyterapp.commands.execute('notebook:run-cell')")
    expect(frame.get_by_text("b is 0.0")).to_be_visible(timeout=30_000)
