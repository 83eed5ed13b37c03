"""The network of the videos trained in the page, on real digits, by mini-batches."""

from functools import lru_cache
from typing import Any

from nnlib._types import Integers
from nnlib.backprop import backprop
from nnlib.cost import cost
from nnlib.figures.data import digits, files
from nnlib.figures.kit import Choice, Figure, GivenNetwork, Integer, Number, bundle
from nnlib.figures.kit.seeded import random, random_network, shuffled
from nnlib.mnist import one_hot
from nnlib.network import Network

HIDDEN: dict[str, tuple[int, ...]] = {"none": (), "16": (16,), "16-16": (16, 16), "32": (32,)}
SCALE = 1 / 4  # of the pixels while the network learns, as in sgd(..., scale=1/4)
STEPS = 10


def start(seed: int, hidden: str) -> Network:
    """Return the `Network` before training, for pixels in [0, 1]."""
    network = random_network(seed, (784, *HIDDEN[hidden], 10))
    network.weights[0][...] *= SCALE
    return network


def batches(n: int, batch_size: int, seed: int, epoch: int) -> list[list[int]]:
    """Return the places of the images of each step of an epoch, a list of lists: an order for each seed and epoch."""
    order = shuffled(n, random(1_000_000 + 1000 * seed + epoch))
    return [order[at : at + batch_size] for at in range(0, n, batch_size)]


def shuffled_labels(labels: Integers, seed: int) -> Integers:
    """Return the labels in another order, (n,): each image keeps its place and gets the label of another."""
    return labels[shuffled(len(labels), random(2_000_000 + seed))]


def network_of(trained: Network | None, seed: int, hidden: str) -> Network:
    """Return the trained network, as far as it fits the other settings; before training, its start."""
    if trained is not None and list(trained.sizes) == [784, *HIDDEN[hidden], 10]:
        return trained
    return start(seed, hidden)


@lru_cache(32)
def ten_steps(
    seed: int, learning_rate: float, batch_size: int, hidden: str, labels: str
) -> tuple[Network, list[float], float]:
    """Ten steps on the book's hundred digits: the network after them, and the cost of each batch before its step."""
    _, true, images = digits.book()
    x = images.T / 255 * SCALE
    y = one_hot(shuffled_labels(true, seed) if labels == "shuffled" else true)
    network = start(seed, hidden)
    costs: list[float] = []
    network.weights[0][...] /= SCALE
    while len(costs) < STEPS:
        epoch = len(costs) // -(-x.shape[1] // batch_size)
        for batch in batches(x.shape[1], batch_size, seed, epoch)[: STEPS - len(costs)]:
            costs.append(cost(network.output(x[:, batch]), y[:, batch]))
            network.parameters.vector -= learning_rate * backprop(network, x[:, batch], y[:, batch]).vector
    after = cost(network.output(x), y)
    network.weights[0][...] *= SCALE
    return network, costs, after


class Training(Figure):
    """Stochastic gradient descent on 10,000 images of MNIST, in the reader's browser (chapter 2, "Neural network case").

    .network is the `Network` that the reader trained, as it was when training last paused; before that, its start.
    """

    _esm, _css = bundle(__name__)
    title = "Train it yourself"
    try_this = (
        "Try: load the digits and run. Watch the cost leave its plateau and the weights become blotches. "
        "Then rewind, make the learning rate ten times smaller or larger, and run again; then with only 1,000 images; then with shuffled labels."
    )
    alternative = (
        "A network of 784 pixels, two hidden layers of 16 neurons and 10 outputs learns from real handwritten digits while you watch. "
        "Two curves show the cost and the fraction read correctly, on training images and on test images; sixteen pictures show the weights into layer 1 "
        "changing from noise to soft blotches; ten bars show the outputs for one digit. Within seconds nine of ten test images are read correctly."
    )
    video = ("IHZwWFHWa-w", "10:45")
    data = ("digits",)
    later = files.TRAINING_DIGITS

    seed = Integer(1, low=0, high=999)
    learning_rate = Number(3, low=0.01, high=100)
    batch_size = Choice(10, (1, 10, 100, 1000))
    hidden = Choice("16-16", tuple(HIDDEN))
    images = Choice(10_000, (1000, 3000, 10_000))
    labels = Choice("true", ("true", "shuffled"))
    digit = Integer(18, low=0, high=99)

    trained = GivenNetwork()

    @property
    def network(self) -> Network:
        """The trained `Network`, for pixels in [0, 1]; before training, the one it starts from."""
        return network_of(self.trained, self.seed, self.hidden)

    @staticmethod
    def compute(
        seed: int,
        learning_rate: float,
        batch_size: int,
        hidden: str,
        images: int,
        labels: str,
        digit: int,
        trained: Network | None,
    ) -> dict[str, Any]:
        """The outputs for the digit (10,) and the wanted ones (10,).

        And a trial of ten steps on the book's hundred digits: the cost of each batch before its step (10,), and of all
        of them after the last.
        """
        _, true, pictures = digits.book()
        outputs = network_of(trained, seed, hidden).output(pictures[[digit]].T / 255)[:, 0]
        _, costs, after = ten_steps(seed, learning_rate, batch_size, hidden, labels)
        return {"outputs": outputs, "y": one_hot(true[[digit]])[:, 0], "costs": costs, "after": after}
