"""The squashing function: the whole number line into (0, 1), moved by a bias and made steep by a weight."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnlib.activation import sigmoid, sigmoid_prime
from nnlib.figures.kit import Choice, Figure, Number, bundle


def relu(z: Any) -> Any:
    return np.maximum(z, 0.0)


FUNCTIONS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {  # each, and its slope
    "sigmoid": (sigmoid, sigmoid_prime),
    "relu": (relu, lambda z: np.where(z > 0, 1.0, 0.0)),
    "tanh": (np.tanh, lambda z: np.cosh(z) ** -2),
}
DOTS = np.arange(-12, 13)  # the marks of the number line that are followed into (0, 1)


class Sigmoid(Figure):
    """sigma(w x + b) over x, its slope, and where the number line goes (chapter 1, "Activation function" and "Bias")."""

    _esm, _css = bundle(__name__)
    title = "Squeezing the number line"
    try_this = "Try: drag the point along the line. Set the bias to \u221210: where does the neuron become active now? Make the weight large: how close does the curve come to a switch?"
    alternative = (
        "The S-shaped curve of the sigmoid over a number line x, with a point on it, its tangent, and a dashed line at the threshold, where the activation is one half. "
        "On the right, a short line from 0 to 1 collects where each whole number of the line lands: far left near 0, far right near 1, the middle spread out."
    )
    video = ("aircAruvnKk", "10:14")

    x = Number(1.5, low=-12, high=12)
    w = Number(1.0, low=-5, high=5)
    b = Number(0.0, low=-12, high=12)
    function = Choice("sigmoid", tuple(FUNCTIONS))

    @staticmethod
    def compute(x: float, w: float, b: float, function: str) -> dict[str, Any]:
        """z = w x + b, its activation, the slopes da/dz and da/dx, the images of the marks (25,), and the threshold -b/w.

        threshold is None where w = 0: then nothing the input does can wake the neuron.
        """
        f, f_prime = FUNCTIONS[function]
        z = w * x + b
        slope = float(f_prime(np.float64(z)))
        return {
            "z": z,
            "activation": float(f(np.float64(z))),
            "slope": slope,
            "slope_x": w * slope,
            "images": f(w * DOTS + b),
            "threshold": None if w == 0 else -b / w,
        }
