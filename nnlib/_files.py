"""Networks on disk: an .npz file, not compressed, of `format`, `nnlib` (version), `sizes` and `vector`."""

import io
import os
import warnings
import zipfile
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import __version__, _checks
from ._types import Array

FORMAT = 1
LARGEST = 8 * _checks.MOST_PARAMETERS + 100_000  # bytes


def write(path: object, vector: Array, sizes: Sequence[int]) -> None:
    """Write into a draft beside `path`, then rename it: no reader ever sees half a file."""
    path = _checks.path(path).resolve()
    if path.exists() and not path.is_file():
        raise ValueError(f"{path} is a folder or a device, not a file that could be replaced")
    draft = path.with_name(f".{path.name:.50}.{os.getpid()}")
    try:
        with open(draft, "wb") as file:
            np.savez(file, format=FORMAT, nnlib=__version__, sizes=sizes, vector=vector)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def read(path: object) -> tuple[Array, list[int]]:
    """Return (vector, sizes). The memory is bounded by the file's size, whatever it claims to hold."""
    with open(_checks.path(path), "rb") as file:
        size = os.fstat(file.fileno()).st_size
        data = file.read(size if size <= LARGEST else 0)
    try:
        if size > LARGEST:
            raise ValueError(f"it has {size} bytes; the most a network takes is {LARGEST}")
        with warnings.catch_warnings(action="error"):
            return _parse(data)
    except Exception as error:
        raise ValueError(f"{path} is not a sound nnlib network: {error or type(error).__name__}") from error


def _parse(data: bytes) -> tuple[Array, list[int]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if sorted(entry.filename for entry in entries) != ["format.npy", "nnlib.npy", "sizes.npy", "vector.npy"]:
            raise ValueError("it must hold format, nnlib, sizes and vector, as Network.save writes them")
        if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
            raise ValueError("its entries must not be compressed")
        format_, nnlib, sizes, vector = (_array(archive.read(name)) for name in sorted(archive.namelist()))
    if format_.shape != () or format_ != FORMAT:
        raise ValueError(
            f"it has format {format_!s:.20}, written by nnlib {nnlib!s:.20}; this is nnlib {__version__}, which reads "
            f"format {FORMAT}: update nnlib, or save the network again"
        )
    return _checks.vector(vector, _checks.sizes(sizes.tolist())), sizes.tolist()


def _array(data: bytes) -> NDArray[Any]:
    """Return the array in an .npy file; its header is read first, since it may claim any size."""
    file = io.BytesIO(data)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError("an entry is not an .npy file of version 1.0")
    shape, _, dtype = np.lib.format.read_array_header_1_0(file)
    if dtype.kind not in "fiU":
        raise ValueError(f"an entry holds {dtype}")
    return np.frombuffer(data, dtype, offset=file.tell()).reshape(shape).astype(dtype.newbyteorder("="))
