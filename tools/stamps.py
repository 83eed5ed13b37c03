"""Files named by what they hold: one that a browser has kept from an older edition never meets a page of a newer one."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path, PurePath

STAMPED = re.compile(r"(?P<stem>.+)-[0-9a-f]{8}(?P<suffix>\.\w+)")


def stamped(name: str, content: bytes) -> str:
    """Return the name of a file with a hash of its content in it: "book.css" becomes "book-0a1b2c3d.css"."""
    path = PurePath(name)
    return f"{path.stem}-{hashlib.sha256(content).hexdigest()[:8]}{path.suffix}"


def bare(name: str) -> str:
    """Return a name without the hash in it: "book.css" of "book-0a1b2c3d.css"."""
    return STAMPED.sub(r"\g<stem>\g<suffix>", name)


def stamp(files: Iterable[Path], pages: Iterable[Path]) -> None:
    """Name `files` by what they hold, and the attributes of the HTML files `pages` after them.

    A file that carries a hash keeps its name, unless there is a new one that is called so without a hash.
    """
    names = {}
    for file in sorted(files, key=lambda file: bare(file.name) == file.name):
        if file.name == bare(file.name):
            file = file.replace(file.with_name(stamped(file.name, file.read_bytes())))
        names[bare(file.name)] = file.name
    for page in pages:
        text = page.read_text(encoding="utf-8")
        named = re.sub(r'(?<=[/"])[^/"\s]+(?=")', lambda found: names.get(bare(found[0]), found[0]), text)
        if named != text:
            page.write_text(named, encoding="utf-8")
