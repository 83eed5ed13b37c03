"""The MNIST handwritten digits: 60,000 to train on and 10,000 to test on, shipped with the package."""

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _checks, _shipped
from ._types import Array, Integers, Precision

SHA256 = {
    "train": "64d6bf1d8d7893c7c0323d239f294b32521b795d5e4e78c9f414c95da5ed9f6f",
    "test": "5f63bb9b96f87768df41d8e3a08ee58482c16412c7b41dbc50a37ac0ebd0cb59",
}


class Digits(NamedTuple):
    """Handwritten digits: x, (784, n), a column an image, and labels, (n,), the digits 0 to 9.

    x[k] is pixel k = 28 row + column of every image, from 0 (black) to 1 (white).
    Source: the introduction's example network.
    """

    x: Array
    labels: Integers

    @property
    def images(self) -> NDArray[np.uint8]:
        """The images as grey levels 0 to 255, (n, 28, 28) uint8."""
        return np.rint(255 * self.x.T).astype(np.uint8).reshape(-1, 28, 28)

    def __repr__(self) -> str:
        return f"Digits(x={self.x.shape} {self.x.dtype}, labels={self.labels.shape})"


def load_mnist(split: Literal["train", "test"], n: int | None = None, dtype: Precision = np.float64) -> Digits:
    """Return the first n digits of a split, in MNIST's own order, as `Digits`(x, labels).

    split: "train" (60,000 digits) or "test" (10,000); n: how many, 1 to all of them, which is the
    default; dtype: of x, float64 or float32. x is (784, n) with entries pixel / 255, labels (n,).
    All 60,000 take 376 MB in float64, half of that in float32.

    Nothing is downloaded. Raises ValueError or TypeError for a wrong argument, ValueError if the
    shipped file was changed.
    Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits".
    """
    if not (isinstance(split, str) and split in SHA256):
        raise ValueError(f'split must be "train" or "test", not {_checks.shown(split)}')
    size = {"train": 60_000, "test": 10_000}[split]
    n = size if n is None else _checks.whole("n", n, 1, size)
    dtype = _checks.dtype(dtype)
    images, labels = _unpack(_shipped.arrays(f"mnist_{split}.npz", SHA256[split]), n)
    return Digits(np.divide(images, 255, dtype=dtype).T, labels)


def _unpack(file: dict[str, NDArray[Any]], n: int) -> tuple[NDArray[np.uint8], Integers]:
    """Return (n, 784) grey levels and (n,) labels; the file holds only the pixels that are not black."""
    ink = np.unpackbits(file["ink"][:n], axis=1).view(bool)  # (n, 784)
    images = np.zeros(ink.shape, np.uint8)
    images[ink] = file["grey"][: ink.sum()]
    return images, file["labels"][:n].astype(np.int64)


def one_hot(labels: ArrayLike, dtype: Precision = np.float64) -> Array:
    """Return the wanted outputs, (10, n): column i is 1 at row labels[i] and 0 elsewhere.

    labels: digits 0 to 9, (n,), integers; dtype: float64 or float32.
    Raises ValueError or TypeError if they are not. Source: chapter 2, "Cost function".
    """
    labels = _checks.array("labels", labels)
    if labels.ndim != 1 or labels.size == 0:
        raise ValueError(f"labels must have shape (n,), with n at least 1, not {labels.shape}")
    labels = _checks.labels(labels, len(labels), 10)
    return np.eye(10, dtype=_checks.dtype(dtype))[:, labels]
