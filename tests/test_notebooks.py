"""The chapters as files, and the command that executes them. That their outputs are right is checked by nbval, on the same run."""

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import run_notebooks
from nbclient.exceptions import CellExecutionError

BOOK = Path(__file__).parent.parent / "book"
CHAPTERS = sorted(BOOK.glob("*.ipynb"))
LONGEST = 15
MAY_IGNORE_OUTPUT = {}  # {chapter: number of cells}; none so far

chapters = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)


def code_cells(path):
    """The code cells that are executed."""
    return [
        cell
        for cell in nbformat.read(path, 4).cells
        if cell.cell_type == "code" and "skip-execution" not in cell.metadata.get("tags", [])
    ]


def test_there_are_chapters():
    assert CHAPTERS


@chapters
def test_every_cell_was_executed_without_an_error(chapter):
    for cell in code_cells(chapter):
        assert cell.execution_count, f"not executed: {cell.source[:60]}"
        assert not [output for output in cell.outputs if output.output_type == "error"], cell.source[:60]
        assert not [output for output in cell.outputs if output.get("name") == "stderr"], cell.source[:60]


@chapters
def test_the_chapter_was_saved_by_the_command(chapter):
    notebook = nbformat.read(chapter, 4)
    run_notebooks.tidy(notebook)
    assert nbformat.writes(notebook) + "\n" == chapter.read_text(encoding="utf-8"), "run `make notebooks`"


@chapters
def test_cells_are_short(chapter):
    for cell in code_cells(chapter):
        lines = cell.source.splitlines()
        assert len(lines) <= LONGEST, f"{len(lines)} lines: {lines[0]}"


@chapters
def test_no_output_escapes_the_comparison(chapter):
    ignored = [
        cell.source
        for cell in code_cells(chapter)
        if "NBVAL_" in cell.source or "nbval" in str(cell.metadata.get("tags", ""))
    ]
    assert len(ignored) == MAY_IGNORE_OUTPUT.get(chapter.stem, 0), ignored


@chapters
def test_pictures_have_words_for_who_does_not_see_them(chapter):
    for cell in code_cells(chapter):
        if any(
            "image/png" in output.get("data", {}) or "image/svg+xml" in output.get("data", {})
            for output in cell.outputs
        ):
            alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
            assert len(alt.split()) >= 4, f"no alt text: {cell.source[:60]}"


@chapters
def test_no_output_depends_on_the_machine(chapter):
    text = chapter.read_text(encoding="utf-8")
    assert not re.search(r"0x[0-9a-fA-F]{6,}", text), "a memory address"
    assert not re.search(r"/(home|root|tmp|Users)/", text), "a path of one machine"


LIVE = """from nnlib.figures import Neuron
Neuron()"""
PLOT = """import matplotlib.pyplot as plt
plt.plot([0, 1, 0.5])
plt.show()"""
PRINTS = """import sys, time
for k in range(3):
    print(k)
    sys.stdout.flush()
    time.sleep(0.05)"""


@pytest.fixture
def notebook(tmp_path):
    """notebook(source, ...) -> the path of a new notebook with these code cells."""

    def write(*sources):
        path = tmp_path / "some.ipynb"
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
        return path

    return write


@pytest.mark.slow
def test_running_a_notebook_again_writes_the_same_bytes(notebook):
    path = notebook(LIVE, PLOT, PRINTS)
    run_notebooks.run(path)
    once = path.read_bytes()
    run_notebooks.run(path)
    assert path.read_bytes() == once


def test_a_figure_is_saved_as_words_and_markup_without_its_widget(notebook):
    path = notebook(LIVE)
    run_notebooks.run(path)
    (cell,) = code_cells(path)
    assert set(cell.outputs[0].data) == {"text/plain", "text/html"}
    assert 'data-figure="neuron"' in cell.outputs[0].data["text/html"]
    assert "widgets" not in nbformat.read(path, 4).metadata


def test_pieces_of_one_stream_are_joined():
    pieces = [
        nbformat.v4.new_output("stream", name=name, text=text)
        for name, text in [("stdout", "a\n"), ("stdout", "b\n"), ("stderr", "c\n")]
    ]
    assert [output.text for output in run_notebooks.joined(pieces)] == ["a\nb\n", "c\n"]


def test_cells_with_the_same_text_have_different_ids():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1"), nbformat.v4.new_code_cell("1")])
    for cell in notebook.cells:
        cell.id = ""
    run_notebooks.tidy(notebook)
    assert len({cell.id for cell in notebook.cells}) == 2
    nbformat.validate(notebook)


def test_a_failing_cell_stops_the_command_and_leaves_the_file(notebook):
    path = notebook("1 / 0")
    before = path.read_bytes()
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        run_notebooks.run(path)
    assert path.read_bytes() == before


def printed(source, text):
    """A code cell and its saved output."""
    output = nbformat.v4.new_output("stream", name="stdout", text=text)
    return nbformat.v4.new_code_cell(source, execution_count=1, outputs=[output])


@pytest.mark.slow
def test_a_changed_number_in_a_saved_output_is_found(tmp_path):
    cells = [printed("print(round(1 / 3, 4))", text) for text in ("0.3333\n", "0.3334\n")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=run_notebooks.METADATA), tmp_path / "some.ipynb")
    plugins = ["-p", "nbval.plugin", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *plugins, "--nbval", "--nbval-current-env", "-rA", "some.ipynb"]
    alone = {**os.environ, "OMP_NUM_THREADS": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=alone)
    assert "PASSED some.ipynb::Cell 0" in done.stdout and "FAILED some.ipynb::Cell 1" in done.stdout
    assert "0.3334" in done.stdout and "1 failed, 1 passed" in done.stdout
