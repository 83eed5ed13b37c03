"""A picture as 784 numbers: the grid, the value of each square, and the column of input neurons."""

from typing import Any

import numpy as np

from nnlib.figures.data import digits
from nnlib.figures.kit import Figure, Integer, Numbers, bundle

SIDE = 28


class Pixels(Figure):
    """A digit as 28 x 28 pixels and as the 784 activations a^(0)_k, k = 28 row + column (chapter 1, the example network)."""

    _esm, _css = bundle(__name__)
    title = "A picture is 784 numbers"
    try_this = "Try: move over the picture and read the numbers. Draw with the pointer or a finger; with the keys, arrows move and Space paints. Where does a row of the picture end up in the column?"
    alternative = (
        "A handwritten digit on a grid of 28 by 28 squares, 0 where it is empty and 1 where it is full. Beside it the same 784 numbers stand in one tall column, row after row; "
        "the row of the square under the cursor is marked in both, and a few neighbouring input neurons are shown large with their number k and their activation."
    )
    video = ("aircAruvnKk", "3:03")
    data = ("digits",)

    digit = Integer(9, low=0, high=99)
    drawing = Numbers([], low=0, high=255, shape=(None,), whole=True)
    k = Integer(320, low=0, high=SIDE * SIDE - 1)

    @staticmethod
    def compute(digit: int, drawing: list[int], k: int) -> dict[str, Any]:
        """The activations a^(0) (784,) in [0, 1], the row and column of pixel k, its activation, and how many are not empty."""
        grey = drawing if len(drawing) == SIDE * SIDE else digits.book()[2][digit]
        a = np.asarray(grey) / 255
        return {"a": a, "row": k // SIDE, "column": k % SIDE, "activation": a[k], "lit": int((a > 0).sum())}
