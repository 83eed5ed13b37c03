"""The cost of one example, square by square, and the average over more and more real ones."""

from functools import cache
from typing import Any

import numpy as np

from nnlib._types import Array
from nnlib.cost import example_costs
from nnlib.figures.data import digits, networks
from nnlib.figures.kit import Figure, Integer, Numbers, bundle
from nnlib.mnist import one_hot

EXAMPLES = 80  # the digits that were not chosen for being wrong


@cache
def trained_costs() -> Array:
    """The cost of each of the first digits by the trained network, (80,)."""
    _, labels, images = digits.book()
    a = networks.trained().output(images[:EXAMPLES].T / 255)
    return example_costs(a, one_hot(labels[:EXAMPLES]))


class ExampleCost(Figure):
    """C_0 = sum_j (a_j - y_j)^2 for ten outputs, and C, the average over examples (chapter 2, "Cost function")."""

    _esm, _css = bundle(__name__)
    title = "The cost of one example"
    try_this = "Try: drag the outputs until the cost is 0. Which single output hurts most? Then ask the trained network, and average over more of its examples."
    alternative = (
        "Ten output neurons, each with a bar for its activation and a green mark where it should be: 1 for the digit that was shown, 0 for the others. "
        "Beside each, the difference squared; below them the sum, the cost of this example. Then the costs of 80 real digits by the trained network and their running average."
    )
    video = ("IHZwWFHWa-w", "3:51")
    data = ("network", "digits")

    outputs = Numbers([0.45, 0.3, 0.15, 0.2, 0.7, 0.05, 0.6, 0.8, 0.95, 0.55], low=0, high=1)
    label = Integer(3, low=0, high=9)
    asked = Integer(-1, low=-1, high=EXAMPLES - 1)
    examples = Integer(40, low=1, high=EXAMPLES)

    @staticmethod
    def compute(outputs: list[float], label: int, asked: int, examples: int) -> dict[str, Any]:
        """The targets y (10,), the squares (a_j - y_j)^2 (10,), their sum, the 80 costs and the average of the first `examples`."""
        y = one_hot(np.array([label]))
        a = np.array(outputs)[:, None]
        costs = trained_costs()
        return {
            "y": y[:, 0],
            "squares": ((a - y) ** 2)[:, 0],
            "cost": example_costs(a, y)[0],
            "costs": costs,
            "average": costs[:examples].mean(),
        }
