"""The hope that a neuron stands for a loop or a line, in a layer made by hand; and what the trained neurons answer to."""

from typing import Any

import numpy as np

from nnlib.activation import sigmoid
from nnlib.figures.data import digits, networks
from nnlib.figures.kit import Choice, Figure, Integer, Numbers, bundle

PARTS = (
    "big loop",
    "upper loop",
    "lower loop",
    "long line",
    "upper hook",
    "lower hook",
    "base",
    "top bar",
    "slant",
    "short line",
    "middle bar",
)
DIGITS = ((0,), (3,), (4, 6), (4, 5), (3, 9, 10), (5, 7, 9), (2, 8), (7, 8), (1, 2), (1, 3))  # the parts of each
WEIGHT = 6  # to a digit from each of its parts; -6 from every other part
SHOWN = 6  # pictures that excite a neuron most

USED = np.array([[part in parts for part in range(len(PARTS))] for parts in DIGITS], float)  # (10, 11)
W = WEIGHT * (2 * USED - 1)
b = WEIGHT / 2 - WEIGHT * USED.sum(axis=1)


class DigitParts(Figure):
    """Loops and lines that make digits: the hope, and the trained network (chapter 1, "Layered structure").

    parts: 1 where a part is there; digit: the output whose sum is shown. neuron: the neuron of the trained network's
    layer 2 that is shown when `view` is "trained".
    """

    _esm, _css = bundle(__name__)
    title = "From parts to digits"
    try_this = "Try: swap the long line for the lower loop. Then look at the trained network: is there a neuron for the upper loop?"
    alternative = (
        "A digit is put together from parts such as an upper loop and a long line, each a switch and a neuron. Lines with positive and negative "
        "weights lead from the parts to ten outputs; the digit whose parts are all there, and no others, fires. The other view is a table of the "
        "trained network's 16 neurons of layer 2 and how strongly each answers, on average, to each of the ten digits."
    )
    video = ("aircAruvnKk", "5:48")
    data = ("network", "digits", "responses")

    view = Choice("hope", ("hope", "trained"))
    parts = Numbers([0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0], low=0, high=1, whole=True)
    digit = Integer(9, low=0, high=9)
    neuron = Integer(7, low=0, high=15)

    @staticmethod
    def compute(view: str, parts: list[int], digit: int, neuron: int) -> dict[str, Any]:
        """The numbers of both views.

        The hand-made layer: z = W x + b, (10,), and a = sigma(z); own and others, how many of the chosen digit's parts
        are there, and how many other ones. The trained one: means, (16, 10), the mean activation of each neuron of
        layer 2 for each digit over the test images; of the chosen neuron: most and most_z, the places of the book's
        digits with the largest z, and those z; matches, (11,): the correlation of its ten means with a neuron that
        answers 1 to the digits with that part and 0 to the others.
        """
        x = np.asarray(parts)
        z = W @ x + b
        own = int(USED[digit] @ x)
        means = networks.responses()
        weighted_sums = networks.trained().forward(digits.book()[2].T / 255)[0][1][neuron]
        most = np.argsort(-weighted_sums, kind="stable")[:SHOWN]
        matches = np.corrcoef(means[neuron], USED.T)[0, 1:]
        return {
            "z": z,
            "a": sigmoid(z),
            "own": own,
            "others": int(x.sum()) - own,
            "means": means,
            "most": most,
            "most_z": weighted_sums[most],
            "matches": matches,
        }
