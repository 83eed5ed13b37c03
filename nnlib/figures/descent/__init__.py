"""Gradient descent over two numbers: the arrow -grad C, the step, the path."""

from typing import Any

import numpy as np

from nnlib.figures.kit import Choice, Figure, Integer, Number, Numbers, bundle
from nnlib.figures.parts.path import path_within_reach
from nnlib.figures.parts.surfaces import REACH, SURFACES, gradient, height


class Descent(Figure):
    """p <- p - eta grad C on a surface over the plane (chapter 2, "Gradient descent")."""

    _esm, _css = bundle(__name__)
    title = "Downhill over the plane"
    try_this = "Try: drag the point, on the surface or on the map, and press Run. Then change the learning rate: from creeping, to striding, to zigzagging, to flying out of the picture. Drag beside the point to turn the surface."
    alternative = (
        "A cost over two numbers x and y, as a surface that can be turned and as a map with lines of equal cost. A point, an arrow against the gradient, and the path of the steps "
        "taken so far appear in both. Steps are long where it is steep and short near the bottom. With too large a learning rate they swing from side to side and leave the picture."
    )
    video = ("IHZwWFHWa-w", "7:26")

    surface = Choice("bowl", tuple(SURFACES))
    start = Numbers([1.0, 1.0], low=-REACH, high=REACH)
    learning_rate = Number(0.1, low=0.01, high=1)
    steps = Integer(0, low=0, high=60)
    turn = Integer(-35, low=-180, high=180)
    tilt = Integer(40, low=10, high=85)

    @staticmethod
    def compute(
        surface: str, start: list[float], learning_rate: float, steps: int, turn: int, tilt: int
    ) -> dict[str, Any]:
        """The path (t + 1, 2), whether it diverged, and at its end: the cost, the gradient (2,), its length, the next point (2,)."""
        path, diverged = path_within_reach(lambda p: gradient(surface, p), np.array(start), learning_rate, steps)
        slopes = gradient(surface, path[-1])
        return {
            "path": path,
            "diverged": diverged,
            "cost": height(surface, path[-1]),
            "gradient": slopes,
            "length": np.hypot(*slopes),
            "next": path[-1] - learning_rate * slopes,
        }
