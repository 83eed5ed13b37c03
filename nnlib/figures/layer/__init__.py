"""A whole layer at once: a^(1) = sigma(W a^(0) + b) as matrices of numbers."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib.activation import sigmoid
from nnlib.figures.kit import Figure, Integer, Numbers, bundle


class Layer(Figure):
    """Three neurons that listen to four: each row of W makes one weighted sum (chapter 1, "Notation and linear algebra")."""

    _esm, _css = bundle(__name__)
    title = "A layer as one equation"
    try_this = "Try: press a row to read it as a sum. Drag a number of W, a or b up and down: which results change, and which stay?"
    alternative = (
        "The equation a(1) = sigma of W a(0) plus b, written out as a column of three results, a matrix of three rows and four columns, a column of four inputs and a column of three biases. "
        "One row of the matrix is marked; below the equation that row times the inputs, plus its bias, is worked out term by term."
    )
    video = ("aircAruvnKk", "13:26")

    W = Numbers([[2.0, -1.5, 1.0, -0.5], [-1.0, 3.0, 0.5, 1.0], [0.5, -2.0, -1.5, 2.5]], low=-5, high=5)
    a = Numbers([0.9, 0.2, 0.6, 0.4], low=0, high=1)
    b = Numbers([-1.0, -2.0, 0.0], low=-10, high=10)
    row = Integer(0, low=0, high=2)

    @staticmethod
    def compute(W: ArrayLike, a: ArrayLike, b: ArrayLike, row: int) -> dict[str, Any]:
        """z = W a + b (3,), the activations sigma(z) (3,), and the terms w_jk a_k of the chosen row j (4,)."""
        W, a, b = np.asarray(W), np.asarray(a), np.asarray(b)
        z = W @ a + b
        return {"z": z, "activations": sigmoid(z), "terms": W[row] * a}
