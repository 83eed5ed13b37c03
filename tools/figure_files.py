"""What a page with live figures needs beside it: one script and one style sheet of its figures, and their data files."""

import json
import tempfile
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from zlib import adler32

from node import bundle
from stamps import stamped

from nnlib.figures.data import files
from nnlib.figures.kit import Figure
from nnlib.figures.kit.bundles import FIGURES


def script_and_style(classes: Iterable[type[Figure]], sources: Path = FIGURES) -> tuple[str, str]:
    """Return one classic script of these figures and their style sheet: a page opened from a disk refuses modules.

    sources: the folder of the figures' JavaScript.
    """
    with tempfile.TemporaryDirectory() as folder:
        listed, script, style = (Path(folder) / name for name in ("figures.json", "figures.js", "figures.css"))
        listed.write_text(json.dumps(_page(list(classes)), ensure_ascii=False, allow_nan=False), encoding="utf-8")
        bundle("--figures", sources, "--page", listed, script, style)
        return script.read_text(encoding="utf-8"), style.read_text(encoding="utf-8")


def _page(classes: list[type[Figure]]) -> dict[str, dict[str, Any]]:
    """What the bundler is told of a page."""
    names = sorted({name for cls in classes for name in (*cls.data, *cls.later)})
    return {
        "figures": {cls.name(): {"about": cls.about(), "schema": cls.schema()} for cls in classes},
        "files": {name: data_file(name)[0] for name in names},
    }


def data_files(names: Iterable[str] = files.NAMES) -> dict[str, bytes]:
    """Return {file name: content} of shared data: scripts too, since a page from a disk may not fetch files."""
    return dict(map(data_file, names))


@cache
def data_file(name: str) -> tuple[str, bytes]:
    """Return the name, with a hash in it, and the content of the file of some shared data."""
    data = files.load(name)
    content = f'nnlibData("{name}","{b64encode(data).decode()}",{adler32(data)});\n'.encode()
    return stamped(f"{name}.js", content), content
