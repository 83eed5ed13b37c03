"""The giant column vector: the network's 13,002 weights and biases beside the negative gradient of the cost."""

from functools import cache
from typing import Any

import numpy as np

from nnlib._types import Array, Integers
from nnlib.backprop import backprop
from nnlib.cost import cost
from nnlib.figures.data import digits, networks
from nnlib.figures.kit import Choice, Figure, Integer, Number, bundle
from nnlib.figures.parts.giant_vector import COUNT
from nnlib.mnist import one_hot
from nnlib.network import Network, Parameters

ROWS = 9  # entries in sight


@cache
def examples() -> tuple[Array, Array]:
    """The book's hundred digits: inputs (784, 100) and wanted outputs (10, 100)."""
    _, labels, images = digits.book()
    return images.T / 255, one_hot(labels)


@cache
def gradient() -> Array:
    """grad C of the trained network over the book's digits, (13002,)."""
    return backprop(networks.trained(), *examples()).vector


@cache
def order(sort: str) -> Integers:
    """The indices of all entries: as they stand, or the largest gradient first (equal to nine digits: as they stand)."""
    if sort == "place":
        return np.arange(COUNT)
    size = np.round(np.abs(gradient()) / np.abs(gradient()).max() * 1e9)
    return np.argsort(-size, kind="stable")


class GradientVector(Figure):
    """All 13,002 parameters beside -grad C, and the step along it (chapter 2, "Neural network case")."""

    _esm, _css = bundle(__name__)
    title = "The negative gradient, all 13,002 entries of it"
    try_this = (
        "Try: sort by size and see which entries matter most here. Press an entry to see which connection it is. "
        "Then take the step, with a small rate and with a large one: when does the prediction fail?"
    )
    alternative = (
        "A window onto the column of the 13,002 weights and biases of the trained network. Beside each stands its entry of the negative gradient of the cost over a hundred digits, "
        "as a number and a bar. The chosen entry is shown as a connection between two layers. Below, the cost before and after a step along the negative gradient, and what the gradient predicted."
    )
    video = ("IHZwWFHWa-w", "8:33")
    data = ("network", "digits")

    sort = Choice("size", ("place", "size"))
    top = Integer(0, low=0, high=COUNT - ROWS)
    picked = Integer(7268, low=0, high=COUNT - 1)
    log_rate = Number(-1.5, low=-2, high=2)

    @staticmethod
    def compute(sort: str, top: int, picked: int, log_rate: float) -> dict[str, Any]:
        """The entries in sight (their indices, p and -dC/dp), the picked one, and the step: cost before, predicted and after.

        predicted is C - eta |grad C|^2, the cost to first order; after is the cost of p - eta grad C, on the same digits.
        """
        p, g, rate = networks.trained().parameters.vector, gradient(), 10**log_rate
        window = order(sort)[top : top + ROWS]
        stepped = Network(Parameters.from_vector(p - rate * g, networks.trained().sizes))
        x, y = examples()
        before = cost(networks.trained().output(x), y)
        return {
            "window": window,
            "values": p[window],
            "wishes": -g[window],
            "value": p[picked],
            "wish": -g[picked],
            "rank": np.flatnonzero(order("size") == picked)[0],
            "length": np.sqrt(g @ g),
            "largest": np.abs(g).max(),
            "before": before,
            "predicted": before - rate * (g @ g),
            "after": cost(stepped.output(x), y),
        }
