"""One neuron that looks for an edge: its weights are painted over a picture of 14 x 14 pixels."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib._types import Array
from nnlib.activation import sigmoid
from nnlib.figures.kit import Choice, Figure, Number, Numbers, bundle

SIDE = 14


def block(rows: tuple[int, int], columns: tuple[int, int]) -> Array:
    """A picture (196,) that is 1 from the first to the last of `rows` and `columns`, and 0 elsewhere."""
    picture = np.zeros((SIDE, SIDE))
    picture[rows[0] : rows[1] + 1, columns[0] : columns[1] + 1] = 1
    return picture.ravel()


EDGE = block((6, 7), (3, 10))
BLOB = block((3, 10), (3, 10))


def moved(picture: ArrayLike, dx: int, dy: int) -> Array:
    """A picture moved dx pixels to the right and dy down; what leaves it is not seen, and 0 comes in."""
    wide = np.pad(np.reshape(picture, (SIDE, SIDE)), SIDE - 1)
    top, left = SIDE - 1 - dy, SIDE - 1 - dx
    return wide[top : top + SIDE, left : left + SIDE].ravel()


class EdgeDetector(Figure):
    """z = sum_k w_k a_k + b of a neuron that sees 196 pixels, w_k one of -1, 0, 1 (chapter 1, "Weights")."""

    _esm, _css = bundle(__name__)
    title = "Find the edge"
    try_this = (
        "Challenge: this neuron should fire for the edge and stay quiet for the blob. Positive weights alone can't do it. "
        "Choose the pen \u2212 and paint above and below the row of plus weights. Then move a real 7 until its bar lies on them."
    )
    alternative = (
        "A grid of 14 by 14 pixels. Dots of ink are the picture, a short horizontal edge. Behind them lie the neuron's weights, blue squares for plus one, smaller "
        "orange squares for minus one. Beside it the ink under the plus weights, less the ink under the minus weights, plus the bias, gives z and the activation. "
        "Two small pictures, an edge and a solid blob, show whether the neuron fires for each of them."
    )
    video = ("aircAruvnKk", "9:27")
    data = ("digits",)

    weights = Numbers(EDGE.astype(int), low=-1, high=1, whole=True)
    picture = Numbers(EDGE, low=0, high=1)
    shift = Numbers([0, 0], low=1 - SIDE, high=SIDE - 1, whole=True)
    b = Number(0.0, low=-20, high=20)
    pen = Choice("-", ["+", "-", "0", "ink", "rubber", "move"])

    @staticmethod
    def compute(weights: list[int], picture: list[float], shift: list[int], b: float, pen: str) -> dict[str, Any]:
        """The picture as it lies (196,), the ink under the plus and the minus weights, z, the activation, and those for the edge and the blob."""
        w, a = np.asarray(weights), moved(picture, *shift)
        plus, minus = a[w > 0].sum(), a[w < 0].sum()
        z = plus - minus + b
        return {
            "a": a,
            "plus": plus,
            "minus": minus,
            "z": z,
            "activation": sigmoid(z),
            "edge": sigmoid(w @ EDGE + b),
            "blob": sigmoid(w @ BLOB + b),
        }
