"""What each training example wishes for the same weights, the average of their wishes, and what comes of listening to few."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np

from nnlib._types import Array
from nnlib.backprop import backprop
from nnlib.figures.data import digits, story
from nnlib.figures.kit import Figure, Integer, Numbers, bundle
from nnlib.mnist import one_hot
from nnlib.network import Network, Parameters

PLACES = (43, 0, 3, 4, 14, 12, 15)  # of the examples among the book's digits: 2, 7, 0, 4, 1, 9, 5
WEIGHTS = ((2, 7), (2, 8), (8, 7), (8, 8), (1, 7), (5, 8))  # (j, k) of the weights w_jk^(3) in the table
RATE = 0.5
MOST = 60  # steps


def _examples(places: Iterable[int]) -> tuple[Array, Array]:
    _, labels, images = digits.book()
    return images[list(places)].T / 255, one_hot(labels[list(places)])


@lru_cache(64)
def trained_on(on: tuple[int, ...], steps: int) -> Network:
    """The story's network after some steps of gradient descent on the chosen examples alone."""
    if steps == 0 or not any(on):
        return story.network()
    network: Network = trained_on(on, steps - 1)
    gradient = backprop(network, *_examples([place for place, chosen in zip(PLACES, on) if chosen]))
    return Network(Parameters.from_vector(network.parameters.vector - RATE * gradient.vector, network.sizes))


class ExampleWishes(Figure):
    """-dC_i/dw for several examples i, their average, and steps along it (chapter 3, "Every training example")."""

    _esm, _css = bundle(__name__)
    title = "Every example has its own wishes"
    try_this = "Try: read a row: who wants this weight up, who down? Listen only to the 2, take many steps, and see what the network then calls the other digits."
    alternative = (
        "A table: each row is a weight into the output layer, each column a training example, each entry how much that example wants the weight changed, up or down. The last column is the average over the examples that are "
        "switched on. Below, how many of 80 digits the network calls 0, 1, and so on, after steps along that average: trained on the 2 alone it calls nearly everything a 2."
    )
    video = ("Ilg3gGewQ5U", "8:28")
    data = ("story", "digits")

    on = Numbers([1] * len(PLACES), low=0, high=1, whole=True)
    steps = Integer(0, low=0, high=MOST)

    @staticmethod
    def compute(on: list[int], steps: int) -> dict[str, Any]:
        """The `table` of wishes -dC_i/dw (6, 7), their `average` over the chosen examples (6,), the `answers`: how often the
        80 digits are called 0 to 9, and how many of them are `right`."""
        wishes = [backprop(story.network(), *_examples([place])).weights[2] for place in PLACES]
        table = -np.array([[gradient[j, k] for gradient in wishes] for j, k in WEIGHTS])
        chosen = np.flatnonzero(on)
        _, labels, images = digits.book()
        answers = trained_on(tuple(on), steps).classify(images[:80].T / 255)
        return {
            "table": table,
            "average": table[:, chosen].mean(axis=1) if chosen.size else np.zeros(len(WEIGHTS)),
            "answers": np.bincount(answers, minlength=10),
            "right": int((answers == labels[:80]).sum()),
        }
