"""Pictures of 28 x 28 grey levels, (784,) whole numbers 0 to 255: made like MNIST's, moved, or noise.

The same as mnist_picture.js, and in whole numbers throughout, so that both give the same picture exactly.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib._types import Integers
from nnlib.figures.kit.seeded import random

SIDE, BOX, MIDDLE = 28, 20, 14


def normalised(pixels: ArrayLike) -> NDArray[np.uint8]:
    """Return a drawing made as MNIST's digits are, (784,) uint8; an empty one stays empty.

    pixels: (784,) grey levels. The ink is fitted into 20 x 20 pixels, proportions kept, each new pixel the average
    of the area it covers; then it is moved by whole pixels until its centre of mass rounds to pixel (14, 14).
    Source: the description of MNIST by LeCun, Cortes and Burges, and what the 10,000 test images show.
    """
    picture = np.asarray(pixels, dtype=np.int64).reshape(SIDE, SIDE)
    if not picture.any():
        return np.zeros(SIDE * SIDE, np.uint8)
    return _centred(_fitted(picture)).ravel()


def _fitted(picture: Integers) -> Integers:
    rows, columns = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
    n = 1 + max(np.ptp(rows), np.ptp(columns))
    ink = np.pad(picture, (0, SIDE))[rows[0] :, columns[0] :][:n, :n]
    i, k = np.ogrid[:BOX, :n]
    covers = np.maximum(0, np.minimum((i + 1) * n, BOX * (k + 1)) - np.maximum(i * n, BOX * k))  # (20, n)
    averages: Integers = (2 * covers @ ink @ covers.T + n * n) // (2 * n * n)  # rounded
    return averages


def _centred(small: Integers) -> NDArray[np.uint8]:
    ink, place = small.sum(), np.arange(BOX)
    down, across = small.sum(axis=1) @ place, small.sum(axis=0) @ place
    dy, dx = (MIDDLE - (2 * moment + ink) // (2 * ink) for moment in (down, across))
    wide = np.zeros((SIDE + 2 * BOX, SIDE + 2 * BOX), np.uint8)
    wide[BOX + dy : 2 * BOX + dy, BOX + dx : 2 * BOX + dx] = small
    return wide[BOX:-BOX, BOX:-BOX]


def shifted(pixels: ArrayLike, dx: int, dy: int) -> Integers:
    """Return a picture, (784,), moved dx pixels to the right and dy down; what leaves it is lost."""
    picture = np.pad(np.reshape(pixels, (SIDE, SIDE)), SIDE)
    return picture[SIDE - dy : 2 * SIDE - dy, SIDE - dx : 2 * SIDE - dx].ravel()


def noise(seed: int) -> Integers:
    """Return a picture of noise, (784,) whole numbers: each pixel 0 to 255 by chance, all equally likely; seed: 0 or more."""
    draw = random(seed)
    return np.array([int(256 * draw()) for _ in range(SIDE * SIDE)])
