"""The network that tools/train_network.py made, its training from the first step on, and what it did with shuffled labels."""

from typing import NamedTuple

import numpy as np

from . import _shipped
from .network import Network, Parameters

SIZES = (784, 16, 16, 10)
DIGEST = "3e34c97fc3bbfe019bbc1c275643799f3f68732d95c26dd0f25543ade7633323"


class Checkpoint(NamedTuple):
    """The network at one moment of its training, and how good it was.

    step: mini-batches of 32 done; epoch: step / 1875; network: a `Network` with half-precision parameters, in float64;
    train_cost, train_accuracy: over the first 10,000 training images; test_cost, test_accuracy: over all test images.
    """

    step: int
    network: Network
    train_cost: float
    test_cost: float
    train_accuracy: float
    test_accuracy: float

    @property
    def epoch(self):
        return self.step / 1875

    def __repr__(self):
        return f"Checkpoint(step={self.step}, test_accuracy={self.test_accuracy})"


class Memory(NamedTuple):
    """Accuracy after each epoch on a thousand training images, (600,): with their labels, and with their labels shuffled."""

    true: np.ndarray
    shuffled: np.ndarray

    def __repr__(self):
        return f"Memory({len(self.true)} epochs)"


def trained_network():
    """Return the book's trained network, 784-16-16-10, which takes pixels in [0, 1]. Source: chapter 2."""
    return Network.load(_shipped.DATA / "network.npz")


def untrained_network():
    """Return that network as it was before its first step: weights from N(0, 1/n_in), biases 0."""
    return training_checkpoints()[0].network


def training_checkpoints():
    """Return the `Checkpoint`s of the shipped network's training, a list from step 0 to the trained network."""
    file = _shipped.arrays("training.npz", DIGEST)
    names = ("train_cost", "test_cost", "train_accuracy", "test_accuracy")
    networks = [Network(Parameters.from_vector(vector.astype(float), SIZES)) for vector in file["vectors"]]
    measures = zip(*(file[name].tolist() for name in names))
    return [Checkpoint(step, network, *values) for step, network, values in zip(file["steps"].tolist(), networks, measures)]


def memorised_labels():
    """Return the `Memory` of two runs on the same thousand images: true labels, and shuffled ones. Source: chapter 2."""
    file = _shipped.arrays("training.npz", DIGEST)
    return Memory(file["true_accuracy"], file["shuffled_accuracy"])
