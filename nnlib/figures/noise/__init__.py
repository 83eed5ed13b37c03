"""How sure the trained network is of what is no digit at all."""

from typing import Any

import numpy as np

from nnlib._types import Integers
from nnlib.figures.data import digits, networks
from nnlib.figures.kit import Choice, Figure, Integer, bundle
from nnlib.figures.kit.seeded import random, shuffled
from nnlib.figures.parts import mnist_picture

PICTURES = 80
INK = 0.13  # of the pixels, about what a digit has


def nonsense(kind: str, i: int, shift: int) -> Integers:
    """Picture i of a kind, (784,) grey levels: all by chance, a few lit, a digit's pixels shuffled, or a digit moved."""
    digit: Integers = digits.book()[2][i]
    draw = random(1000 + i)
    if kind == "even":
        return mnist_picture.noise(1000 + i)
    if kind == "sparse":
        return np.array([255 if draw() < INK else 0 for _ in range(784)])
    if kind == "shuffled":
        return digit[shuffled(784, draw)]
    return mnist_picture.shifted(digit, shift, 0)


class Noise(Figure):
    """The trained network's answer to noise, and to digits that were moved (chapter 2, "Analyzing the network")."""

    _esm, _css = bundle(__name__)
    title = "How sure of nonsense?"
    try_this = "Try: look at several pictures of noise. How often is the network sure? Then take real digits and move them a few pixels to the right."
    alternative = (
        "A picture of noise and the ten outputs of the trained network for it: often one of them is near 1, as if a digit had been shown. "
        "Beside them, 80 dots, one for each of 80 such pictures, by the size of their largest output. With real digits moved sideways, the network reads fewer and fewer of the 80 correctly."
    )
    video = ("IHZwWFHWa-w", "15:09")
    data = ("network", "digits")

    kind = Choice("even", ("even", "sparse", "shuffled", "moved"))
    picture = Integer(0, low=0, high=PICTURES - 1)
    shift = Integer(3, low=-14, high=14)

    @staticmethod
    def compute(kind: str, picture: int, shift: int) -> dict[str, Any]:
        """The picture (784,), its outputs (10,), the answer, the largest output of each of 80 such pictures, how many exceed one half.

        right is how many of the 80 digits are read rightly, None where there is no digit to read.
        """
        _, labels, _ = digits.book()
        x = np.array([nonsense(kind, i, shift) for i in range(PICTURES)]).T
        outputs = networks.trained().output(x / 255)
        answers = outputs.argmax(axis=0)
        return {
            "x": x[:, picture],
            "outputs": outputs[:, picture],
            "answer": int(answers[picture]),
            "largest": outputs.max(axis=0),
            "sure": int((outputs.max(axis=0) > 0.5).sum()),
            "right": int((answers == labels[:PICTURES]).sum()) if kind == "moved" else None,
        }
