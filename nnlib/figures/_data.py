"""The data that several figures share: one file each for the whole book, loaded only where a figure needs it."""

from functools import cache

import numpy as np

from nnlib.mnist import load_mnist
from nnlib.trained import trained_network, untrained_network

CHECKPOINT_STEPS = (0, 1000, 1875, 3750, 5625, 11250, 28125, 56250, 150000)


@cache
def network():
    """The book's trained network, 784-16-16-10."""
    return trained_network()


@cache
def untrained():
    """The network that the trained one was before its first step of training."""
    return untrained_network()


@cache
def digits():
    """The book's test digits: (index, labels, images), each a place in the test set; images (n, 784) uint8.

    The first eight of each digit, then twenty that the trained network gets wrong, in the order of the test set.
    """
    test = load_mnist("test")
    first = np.sort(np.concatenate([np.flatnonzero(test.labels == digit)[:8] for digit in range(10)]))
    wrong = np.flatnonzero(network().classify(test.x) != test.labels)
    index = np.concatenate([first, np.setdiff1d(wrong, first)[:20]])
    return index, test.labels[index], np.round(test.x[:, index].T * 255).astype(np.uint8)


@cache
def checkpoints():
    """The trained network at moments of its training, from the start to the end: those after CHECKPOINT_STEPS."""
    from nnlib.trained import training_checkpoints

    return [checkpoint.network for checkpoint in training_checkpoints() if checkpoint.step in CHECKPOINT_STEPS]


@cache
def story():
    """The network of chapter 3: the trained one as it was after its first epoch."""
    return checkpoints()[CHECKPOINT_STEPS.index(1875)]


def _story():
    return story().parameters.vector.astype("<f2").tobytes()


@cache
def responses():
    """How each neuron of layer 2 answers to each digit: its mean activation over the test images, (16, 10), in single precision."""
    test = load_mnist("test")
    a = network().forward(test.x)[1][2]
    return np.stack([a[:, test.labels == digit].mean(axis=1) for digit in range(10)], axis=1).astype("<f4").astype(float)


def _responses():
    return responses().astype("<f4").tobytes()


def _checkpoints():
    return b"".join(network.parameters.vector.astype("<f2").tobytes() for network in checkpoints())


def _network():
    return network().parameters.vector.astype("<f2").tobytes()


def _untrained():
    return untrained().parameters.vector.astype("<f2").tobytes()


def _digits():
    entries = zip(*digits())
    return b"".join(bytes([label, index % 256, index // 256]) + image.tobytes() for index, label, image in entries)


_FILES = {"network": _network, "untrained": _untrained, "digits": _digits, "checkpoints": _checkpoints, "responses": _responses, "story": _story}
NAMES = tuple(_FILES)


@cache
def load(name):
    """The bytes of the shared data called `name`, one of NAMES.

    "network": the 13,002 parameters as half-precision numbers, in the order of their vector (exactly: the trained
    network is rounded to them); "untrained", "story" and "checkpoints": the same, of it before and at moments of its training.
    "responses": 16 x 10 single-precision numbers, row by row. "digits": for each digit its label, its index (two bytes, low first), 784 pixels.
    """
    return _FILES[name]()
