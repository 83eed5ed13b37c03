"""The weights from the pixels to the first hidden layer as sixteen pictures, through the training."""

from functools import cache
from typing import Any

import numpy as np

from nnlib._types import Integers
from nnlib.figures.data import digits, networks
from nnlib.figures.kit import Figure, Integer, Switch, bundle
from nnlib.mnist import load_mnist

MOST = 6  # digits shown


@cache
def black() -> Integers:
    """The places of the pixels that are empty in every training image, (67,)."""
    images = load_mnist("train", dtype=np.float32).x
    return np.flatnonzero(images.max(axis=1) == 0)


class WeightPictures(Figure):
    """The rows of W^(1) as pictures at moments of training (chapter 2, "Analyzing the network")."""

    _esm, _css = bundle(__name__)
    title = "What sixteen neurons look for"
    try_this = "Try: play the training. Choose a neuron and look for an edge or a loop. Then mark the pixels that are empty in every training image: do their weights ever move?"
    alternative = (
        "Sixteen small pictures, one for each neuron of layer 1: each square is the weight of one pixel, blue and full where positive, vermillion and small where negative. "
        "At the start they are pure noise. Training writes soft blotches in the middle, hardly edges; a rim of noise stays. The chosen neuron is shown large, with the digits that make it most active."
    )
    video = ("IHZwWFHWa-w", "14:02")
    data = ("checkpoints", "digits")

    stage = Integer(8, low=0, high=8)
    neuron = Integer(9, low=0, high=15)
    still = Switch(False)

    @staticmethod
    def compute(stage: int, neuron: int, still: bool) -> dict[str, Any]:
        """The chosen row of W^(1) (784,), the size that is drawn in full colour (half the largest), and the digits with the largest activation there.

        moved is how far the weights of the always empty pixels have moved since the start, at most; others, all weights.
        """
        _, _, images = digits.book()
        W = networks.checkpoints()[stage].weights[0]
        a = networks.checkpoints()[stage].forward(images.T / 255)[1][1][neuron]
        change = np.abs(W - networks.checkpoints()[0].weights[0])
        most = np.argsort(-np.round(a, 9), kind="stable")[:MOST]
        return {
            "w": W[neuron],
            "full": np.abs(W).max() / 2,
            "most": most,
            "activations": a[most],
            "moved": change[:, black()].max(),
            "others": change.max(),
            "black": black(),
        }
