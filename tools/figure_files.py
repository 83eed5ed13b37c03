"""What a page with live figures needs beside it: one script and one style sheet of its figures, and their data files."""

import json
import tempfile
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from zlib import adler32

from node import bundle

from nnlib.figures.data import files
from nnlib.figures.kit import Figure
from nnlib.figures.kit.bundles import FIGURES


def script_and_style(classes: Iterable[type[Figure]], sources: Path = FIGURES) -> tuple[str, str]:
    """Return one classic script of these figures and their style sheet: a page opened from a disk refuses modules.

    sources: the folder of the figures' JavaScript.
    """
    with tempfile.TemporaryDirectory() as folder:
        listed, script, style = (Path(folder) / name for name in ("figures.json", "figures.js", "figures.css"))
        definitions = {cls.name(): {"about": cls.about(), "schema": cls.schema()} for cls in classes}
        listed.write_text(json.dumps(definitions, ensure_ascii=False, allow_nan=False), encoding="utf-8")
        bundle("--figures", sources, "--page", listed, script, style)
        return script.read_text(encoding="utf-8"), style.read_text(encoding="utf-8")


def data_files(names: Iterable[str] = files.NAMES) -> dict[str, bytes]:
    """Return {file name: content} of shared data: scripts too, since a page from a disk may not fetch files."""
    return {f"{name}.js": _data_file(name, files.load(name)) for name in names}


def _data_file(name: str, content: bytes) -> bytes:
    return f'nnlibData("{name}","{b64encode(content).decode()}",{adler32(content)});\n'.encode()
