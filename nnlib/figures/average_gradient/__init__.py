"""The derivative by one parameter for each of six examples, their average, and its place in the gradient."""

from typing import Any

import numpy as np

from nnlib.backprop import backprop
from nnlib.figures.kit import Choice, Figure, Integer, Numbers, bundle
from nnlib.figures.parts.chain_network import NAMES, column, gradient, network


class AverageGradient(Figure):
    """dC/dw = 1/N sum_i dC_i/dw for a chain 1-1-1-1 and N = 6 examples (chapter 4, "The average, and the gradient")."""

    _esm, _css = bundle(__name__)
    title = "The average over the examples"
    try_this = "Try: drag an input or a target and see which bars move. Then press another entry of the column. Which targets would make all six examples agree?"
    alternative = (
        "Six training examples, a row each: input, target, output, and the derivative of this example's cost with respect to one weight or bias, as a number and a bar. "
        "Some bars point up and some down. Below them stands their average, much shorter. It is one entry of the column beside the table: the gradient, with six."
    )
    video = ("tIeHLnjs5U8", "5:09")

    w = Numbers([1.5, -2.0, 3.0], low=-5, high=5)
    b = Numbers([-1.0, 1.0, -1.5], low=-5, high=5)
    x = Numbers([0.8, 0.1, 0.5, 0.9, 0.3, 0.7], low=0, high=1)
    y = Numbers([1.0, 0.0, 1.0, 1.0, 0.0, 0.0], low=0, high=1)
    example = Integer(0, low=0, high=5)
    picked = Choice("w3", NAMES)

    @staticmethod
    def compute(
        w: list[float], b: list[float], x: list[float], y: list[float], example: int, picked: str
    ) -> dict[str, Any]:
        """The outputs (6,), dC_i/dp by the picked parameter p for each example (6,), and the whole gradient (6,)."""
        net, place = network(w, b), NAMES.index(picked)
        return {
            "outputs": net.output(np.array([x]))[0],
            "each": [gradient(x_i, w, b, y_i)[place] for x_i, y_i in zip(x, y)],
            "gradient": column(backprop(net, np.array([x]), np.array([y]))),
        }
