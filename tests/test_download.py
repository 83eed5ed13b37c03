"""The download beside a chapter: the notebook itself, which runs in a folder of its own wherever nnlib is installed."""

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient

from tests.pages import CHAPTERS, ROOT

chapters = pytest.mark.parametrize("chapter", CHAPTERS)
LINK = "Download this chapter"


@chapters
def test_the_download_is_the_chapter_s_notebook(built_book, chapter):
    page = built_book / f"{chapter}.html"
    (link,) = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select(f'a[download][title^="{LINK}"]')
    file, notebook = page.parent / link["href"], ROOT / f"{chapter}.ipynb"
    assert file.name == notebook.name and file.read_bytes() == notebook.read_bytes()


def test_a_click_keeps_it_as_a_file(page, site):
    page.goto(f"{site}{CHAPTERS[0]}.html")
    with page.expect_download() as waiting:
        page.get_by_role("link", name=LINK).click()
    notebook = ROOT / f"{CHAPTERS[0]}.ipynb"
    assert waiting.value.suggested_filename == notebook.name
    assert waiting.value.path().read_bytes() == notebook.read_bytes()


@pytest.mark.slow
@chapters
def test_it_needs_no_file_beside_it_and_leaves_none(chapter, tmp_path):
    notebook = nbformat.read(ROOT / f"{chapter}.ipynb", 4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown = [bool(cell.outputs) for cell in code]
    for cell in code:
        cell.outputs = []
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    assert [bool(cell.outputs) for cell in code] == shown
    assert list(tmp_path.iterdir()) == []
