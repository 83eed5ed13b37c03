"""The data files inside the package: read, compared with their sha256, and only then parsed."""

import io
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import _browser

DATA = Path(__file__).with_name("data")
CURE = "install nnlib again, from a complete copy"


def arrays(name: str, digest: str | None = None) -> dict[str, NDArray[Any]]:
    """Return the arrays of the shipped file `name`, by their names, if the file is the one that was shipped."""
    with np.load(io.BytesIO(_content(name, digest or _digest(name))), allow_pickle=False) as file:
        return dict(file)


def path(name: str) -> Path:
    """Return the path of the shipped file `name`, if the file is the one that was shipped."""
    _content(name, _digest(name))
    return DATA / name


def _read(name: str) -> bytes:
    try:
        return (DATA / name).read_bytes()
    except FileNotFoundError:
        if sys.platform == "emscripten":
            return _browser.fetch(name)
        raise FileNotFoundError(f"{DATA / name} is missing: {CURE}") from None


def _content(name: str, digest: str) -> bytes:
    content = _read(name)
    found = sha256(content).hexdigest()
    if found != digest:
        raise ValueError(
            f"{DATA / name} is not the file that was shipped (truncated or changed?): it has {len(content):,} bytes "
            f"and sha256 {found[:12]}..., not {digest[:12]}...; {CURE}"
        )
    return content


def _digest(name: str) -> str:
    """Return the digest of a file that tools/train_network made; it lists them as sha256sum does."""
    listed = dict(line.split()[::-1] for line in _read("sha256sums.txt").decode().splitlines())
    if name not in listed:
        raise ValueError(f"{DATA / 'sha256sums.txt'} does not list {name}: {CURE}")
    return listed[name]
