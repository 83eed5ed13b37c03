"""Execute the chapters and keep of their outputs what a reader sees: python tools/run_notebooks.py [notebook ...]

Running it again writes the same bytes: whatever changes from run to run (times, widget ids, how a stream of
output was cut into pieces) is left out.
"""

import hashlib
import sys
from pathlib import Path

import first_cell
import nbformat
from nbclient import NotebookClient

BOOK = Path(__file__).parent.parent / "book"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def execute(notebook, folder):
    """Run every cell of `notebook` in `folder` with a fresh kernel, in place; a cell that fails raises CellExecutionError."""
    client = NotebookClient(
        notebook,
        timeout=900,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()


def joined(outputs):
    """Return the outputs with neighbouring pieces of one stream joined: where they are cut is chance."""
    whole = []
    for output in outputs:
        if whole and output.output_type == whole[-1].output_type == "stream" and output.name == whole[-1].name:
            whole[-1].text += output.text
        else:
            whole.append(output)
    return whole


def tidy(notebook):
    """Remove, in place, what a reader does not see or what changes from run to run."""
    described = {key: notebook.metadata[key] for key in ("myst",) if key in notebook.metadata}
    notebook.metadata = nbformat.from_dict(METADATA | described)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    taken = set()
    for cell in notebook.cells:
        cell.id = _stable_id(cell, taken)
        for passing in ("execution", "trusted", "collapsed", "scrolled", "ExecuteTime"):
            cell.metadata.pop(passing, None)
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
            for output in cell.outputs:
                output.get("data", {}).pop(WIDGET_VIEW, None)


def _stable_id(cell, taken):
    """Return the id a cell has, or one made from its text, different from those `taken`; it is added to them."""
    identifier = cell.get("id") or hashlib.sha256(cell.source.encode()).hexdigest()[:8]
    while identifier in taken:
        identifier = hashlib.sha256(identifier.encode()).hexdigest()[:8]
    taken.add(identifier)
    return identifier


def run(path):
    """Execute and tidy the notebook at `path`, and write it back."""
    notebook = nbformat.read(path, as_version=4)
    execute(notebook, path.parent)
    tidy(notebook)
    nbformat.validate(notebook)
    nbformat.write(notebook, path)


def renew_first_cell(path):
    """Write into a chapter the cell that installs nnlib where it is missing."""
    notebook = nbformat.read(path, as_version=4)
    first_cell.write(notebook, first_cell.address())
    nbformat.write(notebook, path)


def main(arguments):
    """Run the notebooks named, or all chapters."""
    for path in map(Path, arguments) if arguments else sorted(BOOK.glob("*.ipynb")):
        print(path.name, flush=True)
        if path.resolve().parent == BOOK.resolve():
            renew_first_cell(path)
        run(path)


if __name__ == "__main__":
    main(sys.argv[1:])
