"""The book's networks: the trained one, and the same before and during its training."""

from functools import cache

import numpy as np

from nnlib._types import Array
from nnlib.figures.data import CONSTANTS
from nnlib.mnist import load_mnist
from nnlib.network import Network
from nnlib.trained import trained_network, training_checkpoints, untrained_network

CHECKPOINT_STEPS: tuple[int, ...] = tuple(CONSTANTS["checkpoint_steps"])


@cache
def trained() -> Network:
    """The book's trained network, 784-16-16-10."""
    return trained_network()


@cache
def untrained() -> Network:
    """The network that the trained one was before its first step of training."""
    return untrained_network()


@cache
def checkpoints() -> list[Network]:
    """The trained network at moments of its training, from the start to the end: those after CHECKPOINT_STEPS."""
    return [checkpoint.network for checkpoint in training_checkpoints() if checkpoint.step in CHECKPOINT_STEPS]


@cache
def responses() -> Array:
    """How each neuron of layer 2 answers to each digit: its mean activation over the test images, (16, 10), in single precision."""
    test = load_mnist("test")
    a = trained().forward(test.x)[1][2]
    means = np.stack([a[:, test.labels == digit].mean(axis=1) for digit in range(10)], axis=1)
    return means.astype("<f4").astype(float)
