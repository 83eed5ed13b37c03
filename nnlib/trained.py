"""The book's trained network, how it was trained, and what it did with shuffled labels; made by tools/train_network."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import _shipped
from ._types import Array, Integers
from .network import Network, Parameters

SIZES = (784, 16, 16, 10)
STEPS_AN_EPOCH = 1875  # 60,000 images, 32 a step


class Checkpoint(NamedTuple):
    """The network at one moment of its training, and how good it was then.

    step: mini-batches done; network: a `Network` in float64; train_cost, train_accuracy: over all
    60,000 training images; test_cost, test_accuracy: over all 10,000 test images.
    """

    step: int
    network: Network
    train_cost: float
    test_cost: float
    train_accuracy: float
    test_accuracy: float

    @property
    def epoch(self) -> float:
        """How often training had gone through all images, a float."""
        return self.step / STEPS_AN_EPOCH

    def __repr__(self) -> str:
        return f"Checkpoint(step={self.step}, test_accuracy={self.test_accuracy:.4f})"


class Memory(NamedTuple):
    """Two runs over the first n training images: with their labels, and with those labels shuffled.

    true, shuffled: accuracy on the labels of that run after each epoch, (epochs,); labels: the
    shuffled ones, (n,); network: the one that learned them.
    """

    true: Array
    shuffled: Array
    labels: Integers
    network: Network

    def __repr__(self) -> str:
        return f"Memory({len(self.labels)} images, {len(self.true)} epochs)"


def trained_network() -> Network:
    """Return the book's trained network, 784-16-16-10, for pixels in [0, 1].

    Its parameters are float64 and exactly numbers of half precision, so that a page can hold the
    same network in 26 kB. Raises ValueError if the shipped file was changed.
    Source: chapter 2, "Analyzing the network".
    """
    return Network.load(_shipped.path("network.npz"))


def untrained_network() -> Network:
    """Return that network as it was before its first step, in half precision.

    Its weights are drawn from N(0, 1/n_in), those of the first layer then divided by 10; its biases
    are 0. Source: chapter 2, the introduction.
    """
    return training_checkpoints()[0].network


def training_checkpoints() -> list[Checkpoint]:
    """Return the `Checkpoint`s of that network's training, a list from step 0 to the trained network.

    Raises ValueError if the shipped file was changed. Source: chapter 2, "Analyzing the network".
    """
    file = _shipped.arrays("training.npz")
    measures = zip(*(file[name].tolist() for name in Checkpoint._fields[2:]))
    rows = zip(file["step"].tolist(), file["vector"], measures)
    return [Checkpoint(step, _network(vector), *values) for step, vector, values in rows]


def memorised_labels() -> Memory:
    """Return the `Memory` of learning true labels, and of learning shuffled ones by heart.

    Raises ValueError if the shipped file was changed. Source: chapter 2, "Analyzing the network".
    """
    file = _shipped.arrays("shuffled.npz")
    return Memory(file["true"], file["shuffled"], file["labels"].astype(np.int64), _network(file["vector"]))


def _network(vector: NDArray[Any]) -> Network:
    return Network(Parameters.from_vector(vector.astype(np.float64), SIZES))
