"""One neuron with four inputs: the weighted sum term by term, the bias, and the activation."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib.activation import sigmoid
from nnlib.figures.kit import Figure, Number, Numbers, bundle


class Neuron(Figure):
    """One neuron: z = w . a + b and its activation sigma(z), every number movable (chapter 1, "Neuron")."""

    _esm, _css = bundle(__name__)
    title = "One neuron"
    try_this = (
        "Try: drag a weight, an input or the bias up and down. Can you switch the neuron off with the bias alone?"
    )
    alternative = (
        "Four input neurons on the left are joined to one neuron on the right. Each line carries a weight. Beside them stands the sum: "
        "each weight times its input, then the bias, which gives z, and the activation sigma of z between 0 and 1."
    )
    video = ("aircAruvnKk", "8:40")

    w = Numbers([2.0, -1.5, 1.0, -0.5], low=-5, high=5)
    a = Numbers([0.9, 0.2, 0.6, 0.4], low=0, high=1)
    b = Number(-1.0, low=-10, high=10)

    @staticmethod
    def compute(w: ArrayLike, a: ArrayLike, b: float) -> dict[str, Any]:
        """The terms w_k a_k (4,), z = sum_k w_k a_k + b, and the activation sigma(z)."""
        w, a = np.asarray(w), np.asarray(a)
        z = w @ a + b
        return {"terms": w * a, "z": z, "activation": sigmoid(z)}
