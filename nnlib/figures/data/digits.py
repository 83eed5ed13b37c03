"""The book's digits: those that the figures show, and those that `training` learns from."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from nnlib._types import Array, Integers
from nnlib.figures.data import networks
from nnlib.mnist import load_mnist


@cache
def book() -> tuple[Integers, Integers, NDArray[np.uint8]]:
    """The book's test digits: (index, labels, images), each a place in the test set; images (n, 784) uint8.

    The first eight of each digit, then twenty that the trained network gets wrong, in the order of the test set.
    """
    test = load_mnist("test")
    first = np.sort(np.concatenate([np.flatnonzero(test.labels == digit)[:8] for digit in range(10)]))
    wrong = np.flatnonzero(networks.trained().classify(test.x) != test.labels)
    index = np.concatenate([first, np.setdiff1d(wrong, first)[:20]])
    return index, test.labels[index], np.round(test.x[:, index].T * 255).astype(np.uint8)


@cache
def training() -> tuple[tuple[Array, Integers], tuple[Array, Integers]]:
    """What the figure `training` learns from: ((x, labels), (x, labels)), x (784, 10000) and (784, 2000), in sixteen greys.

    The first 10,000 training images, and every fifth test image; x is in [0, 1].
    """
    train, test = load_mnist("train", n=10_000), load_mnist("test")
    return (np.round(15 * train.x) / 15, train.labels), (np.round(15 * test.x[:, ::5]) / 15, test.labels[::5])
