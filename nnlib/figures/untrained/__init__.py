"""From random weights to trained ones: the ten outputs for a digit beside the ten that are wanted."""

from functools import lru_cache
from typing import Any

import numpy as np

from nnlib.cost import example_costs
from nnlib.figures.data import digits, networks
from nnlib.figures.kit import Figure, Integer, bundle
from nnlib.figures.kit.seeded import random_network
from nnlib.mnist import one_hot
from nnlib.network import Network


@lru_cache(128)
def network(stage: int, seed: int) -> Network:
    """The network shown: at a checkpoint of training, or before it, with its own start (seed 0) or another."""
    return random_network(seed) if stage == 0 and seed > 0 else networks.checkpoints()[stage]


class Untrained(Figure):
    """The outputs for one digit through training, and what they cost (chapter 2, the introduction and "Cost function")."""

    _esm, _css = bundle(__name__)
    title = "From random to trained"
    try_this = "Try: draw new random weights a few times, for different digits. Then slide through the training: when do the outputs begin to make sense?"
    alternative = (
        "A handwritten digit, the sixteen and sixteen hidden neurons and the ten outputs of a network, each output with a green mark where it should be. "
        "With random weights the outputs are much the same whatever the digit is, and the cost is high. As training goes on, the wanted output fills and the others empty."
    )
    video = ("IHZwWFHWa-w", "3:31")
    data = ("checkpoints", "digits")

    digit = Integer(18, low=0, high=99)
    stage = Integer(0, low=0, high=8)
    seed = Integer(0, low=0, high=99)

    @staticmethod
    def compute(digit: int, stage: int, seed: int) -> dict[str, Any]:
        """The activations of the hidden layers (16,) and (16,), the outputs (10,), the targets (10,), the cost, the answer."""
        _, labels, images = digits.book()
        a = network(stage, seed).forward(images[digit].reshape(-1, 1) / 255)[1]
        y = one_hot(labels[[digit]])
        return {
            "hidden": np.hstack(a[1:3]).T,
            "outputs": a[3][:, 0],
            "y": y[:, 0],
            "cost": example_costs(a[3], y)[0],
            "answer": int(a[3].argmax()),
        }
