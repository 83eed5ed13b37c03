"""The one network and the one digit of chapter 3: a network after a single epoch of training, and a 2 that puzzles it."""

from functools import cache

from nnlib._types import Array
from nnlib.figures.data import CONSTANTS, digits, networks
from nnlib.mnist import one_hot
from nnlib.network import Network

# Its place among the book's digits, and in the test set: a 2 that this network half takes for an 8 or a 1.
DIGIT: int = CONSTANTS["story"]["digit"]
LABEL: int = CONSTANTS["story"]["label"]


@cache
def network() -> Network:
    """The shipped network after its first epoch, with the parameters that a page holds."""
    return networks.checkpoints()[networks.CHECKPOINT_STEPS.index(CONSTANTS["story"]["step"])]


@cache
def example(place: int = DIGIT) -> tuple[Array, Array]:
    """(x, y) of one of the book's digits, (784, 1) and (10, 1)."""
    _, labels, images = digits.book()
    return images[[place]].T / 255, one_hot(labels[[place]])
