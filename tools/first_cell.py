"""The first cell of every chapter: it installs nnlib only where it is missing, as in Colab.

It names the repository whose address stands in _config.yml; while there is none, it names the folder above the chapters.
`make notebooks` writes it.
"""

from pathlib import Path

import nbformat
import yaml

ROOT = Path(__file__).parent.parent
IDENTIFIER = "install"
SOURCE = """# nnlib is the book's own package. Where it is missing, as in Colab, this installs it.
from importlib.util import find_spec

if not find_spec("nnlib"):
    %pip install --quiet "{source}\""""


def address():
    """The repository's address in _config.yml, or nothing."""
    return yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["repository"]["url"].rstrip("/")


def source(url):
    """The cell's code, for a repository at `url`."""
    return SOURCE.format(source=f"nnlib[figures] @ git+{url}" if url else "..[figures]")


def write(notebook, url):
    """Put the cell behind the notebook's title, in place, or renew it; the page of the chapter does not show it."""
    cells = [cell for cell in notebook.cells if cell.get("id") != IDENTIFIER]
    first = nbformat.v4.new_code_cell(source(url), id=IDENTIFIER, metadata={"tags": ["remove-cell"]})
    notebook.cells = [cells[0], first, *cells[1:]]
