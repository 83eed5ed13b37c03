"""The download beside a chapter: the notebook itself, which runs in a folder of its own wherever nnlib is installed."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

BOOK = Path(__file__).parent.parent / "book"
CHAPTERS = sorted(path.stem for path in BOOK.glob("*.ipynb"))
chapters = pytest.mark.parametrize("chapter", CHAPTERS)


def download(page, site, chapter, folder):
    """Click the chapter's download; return where the file was kept."""
    page.goto(f"{site}book/{chapter}.html")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download this chapter").click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


@chapters
def test_the_download_is_the_chapter_s_notebook(page, site, chapter, tmp_path):
    file = download(page, site, chapter, tmp_path)
    assert file.name == f"{chapter}.ipynb"
    assert file.read_bytes() == (BOOK / file.name).read_bytes()
    nbformat.validate(nbformat.read(file, 4))


@chapters
def test_the_download_needs_no_file_beside_it(page, site, chapter, tmp_path):
    notebook = nbformat.read(download(page, site, chapter, tmp_path), 4)
    (tmp_path / f"{chapter}.ipynb").unlink()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown = [bool(cell.outputs) for cell in code]
    for cell in code:
        cell.outputs = []
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()  # raises what a cell raises
    assert [bool(cell.outputs) for cell in code] == shown
    assert list(tmp_path.iterdir()) == [], "a chapter leaves no file behind"
