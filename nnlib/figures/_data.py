"""The data that several figures share: one file each for the whole book, loaded only where a figure needs it."""

import json
import zlib
from functools import cache, partial

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


@cache
def training_digits():
    """What the figure `training` learns from: ((x, labels), (x, labels)), x (784, 10000) and (784, 2000), in sixteen greys.

    The first 10,000 training images, and every fifth test image; x is in [0, 1].
    """
    train, test = load_mnist("train", n=10_000), load_mnist("test")
    return (np.round(15 * train.x) / 15, train.labels), (np.round(15 * test.x[:, ::5]) / 15, test.labels[::5])


def _training_digits(part):
    halves = [(np.round(15 * x.T).astype(np.uint8), labels) for x, labels in training_digits()]
    greys, labels = (
        np.concatenate([half[i][part * n : (part + 1) * n] for half, n in zip(halves, (1000, 200))]) for i in (0, 1)
    )
    packed = 16 * greys[:, ::2] + greys[:, 1::2]
    return zlib.compress(labels.astype(np.uint8).tobytes() + packed.tobytes(), 9)


def _story():
    return story().parameters.vector.astype("<f2").tobytes()


@cache
def responses():
    """How each neuron of layer 2 answers to each digit: its mean activation over the test images, (16, 10), in single precision."""
    test = load_mnist("test")
    a = network().forward(test.x)[1][2]
    return (
        np.stack([a[:, test.labels == digit].mean(axis=1) for digit in range(10)], axis=1).astype("<f4").astype(float)
    )


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


def _exercises():
    from nnlib.figures._exercises import all_exercises

    words = {name: exercise.words for name, exercise in all_exercises().items()}
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()


_FILES = {
    "exercises": _exercises,
    "network": _network,
    "untrained": _untrained,
    "digits": _digits,
    "checkpoints": _checkpoints,
    "responses": _responses,
    "story": _story,
}
TRAINING_DIGITS = tuple(f"training_digits_{part}" for part in range(10))
_FILES |= {name: partial(_training_digits, part) for part, name in enumerate(TRAINING_DIGITS)}
NAMES = tuple(_FILES)


@cache
def load(name):
    """The bytes of the shared data called `name`, one of NAMES.

    "network": the 13,002 parameters as half-precision numbers, in the order of their vector (exactly: the trained
    network is rounded to them); "untrained", "story" and "checkpoints": the same, of it before and at moments of its training.
    "responses": 16 x 10 single-precision numbers, row by row. "digits": for each digit its label, its index (two bytes, low first), 784 pixels.
    "exercises": the words of the exercises, JSON. TRAINING_DIGITS: a tenth of `training_digits` each, in zlib's format: 1,000 labels and 200, then their pictures, two pixels in a byte.
    """
    return _FILES[name]()
