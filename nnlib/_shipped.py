"""The data files inside the package: read, compared with their sha256, and only then parsed."""

import io
from hashlib import sha256
from pathlib import Path

import numpy as np

DATA = Path(__file__).with_name("data")


def arrays(name, digest):
    """Return the arrays of the shipped file `name`, by their names, if the file is the one that was shipped."""
    path = DATA / name
    cure = "install nnlib again, from a complete copy"
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(f"{path} is missing: {cure}") from None
    found = sha256(content).hexdigest()
    if found != digest:
        raise ValueError(
            f"{path} is not the file that was shipped (truncated or changed?): it has {len(content):,} bytes "
            f"and sha256 {found[:12]}..., not {digest[:12]}...; {cure}"
        )
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        return dict(file)
