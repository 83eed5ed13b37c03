"""Networks on disk: an .npz of format, nnlib version, sizes and vector."""

import io
import os
import zipfile
from pathlib import Path

import numpy as np

from . import __version__


def write(path, vector, sizes):
    path = Path(path)
    data = io.BytesIO()
    np.savez(data, format=np.int64(1), nnlib=__version__, sizes=np.array(sizes, np.int64), vector=vector)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(data.getvalue())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def read(path):
    with np.load(Path(path), allow_pickle=False) as data:
        return data["vector"], tuple(int(n) for n in data["sizes"])
