"""Three ways to raise one output neuron: its bias, its weights, the activations of the layer before."""

from typing import Any

import numpy as np

from nnlib.activation import sigmoid
from nnlib.backprop import backprop
from nnlib.figures.data import story
from nnlib.figures.kit import Figure, Integer, Number, bundle


class ThreeLevers(Figure):
    """z_2 = sum_k w_2k a_k + b_2 of the output "2" for a real 2, and what raises it (chapter 3, "Adjusting the weights")."""

    _esm, _css = bundle(__name__)
    title = "Three levers to raise the 2"
    try_this = "Try: pull one lever at a time. Which weights move most, and which activations? Pick an active neuron, then a quiet one, and compare what a change of its weight gives."
    alternative = (
        "The sixteen neurons of layer 2, each with a bar for its activation and one for its weight into the output 2. Three sliders raise the output: the bias, the weights, each in proportion to the "
        "activation it carries, and the activations, each in proportion to its weight. Marks show where the bars began; beside them the output rises towards 1."
    )
    video = ("Ilg3gGewQ5U", "5:01")
    data = ("story", "digits")

    bias = Number(0.0, low=0, high=1)
    weights = Number(0.2, low=0, high=1)
    activations = Number(0.0, low=0, high=1)
    picked = Integer(7, low=0, high=15)

    @staticmethod
    def compute(bias: float, weights: float, activations: float, picked: int) -> dict[str, Any]:
        """`a` and `w`, the a_k and w_2k before (16,), `new_a` and `new_w` after, the new bias `b`, `z` and `output` before
        and after (2,), the `gains` of z_2 by each lever alone (3,), the `wish` -dC_0/dz_2, and its `shares` for the
        picked neuron's levers: -dC_0/db_2, -dC_0/dw_2k and w_2k times the wish (3,)."""
        network, (x, y) = story.network(), story.example()
        z, a = network.forward(x)
        j = story.LABEL  # the output that is to be raised
        w, sent, b = network.weights[2][j], a[2][:, 0], network.biases[2][j, 0]
        new_w, new_sent = w + weights * sent, np.clip(sent + activations * w, 0, 1)
        new_z = new_w @ new_sent + b + bias
        gradient = backprop(network, x, y)
        wish = -gradient.biases[2][j, 0]
        return {
            "a": sent,
            "w": w,
            "new_a": new_sent,
            "new_w": new_w,
            "b": b + bias,
            "z": np.array([z[2][j, 0], new_z]),
            "output": np.array([a[3][j, 0], sigmoid(new_z)]),
            "gains": np.array([bias, weights * (sent @ sent), w @ (new_sent - sent)]),
            "wish": wish,
            "shares": np.array([wish, -gradient.weights[2][j, picked], wish * w[picked]]),
        }
