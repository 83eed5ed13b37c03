"""Gradient descent in one dimension: a cost with three valleys, its slope, and balls that step downhill."""

from typing import Any

import numpy as np

from nnlib._types import Array
from nnlib.figures.kit import Figure, Integer, Number, Switch, bundle
from nnlib.figures.parts.path import path_within_reach

STARTS = (-3.6, -2.7, -1.8, -0.9, 0.0, 0.9, 1.8, 2.7, 3.6)  # of the nine balls
HUMPS = (-1.6112682172974067, 1.8448745119641508)  # the two w between the valleys where C'(w) = 0


def C(w: Any) -> Any:
    """The cost C(w) of a number or an array."""
    q = w * (w * w - 9)
    return q * q / 100 + w / 4 + 1.5


def C_prime(w: Any) -> Any:
    """Its slope C'(w)."""
    return 3 * w * (w * w - 9) * (w * w - 3) / 50 + 0.25


class Slope(Figure):
    """C(w) = w^2 (w^2 - 9)^2 / 100 + w/4 + 3/2 and the steps w <- w - eta C'(w) (chapter 2, "Example with one input")."""

    _esm, _css = bundle(__name__)
    title = "Down one slope"
    try_this = (
        "Try: press Run and see in which valley the ball stops. Drag it to another start and run again. "
        "Then raise the learning rate until the steps jump over the valley, and further, until the ball is thrown out of the picture."
    )
    alternative = (
        "The curve of a cost C(w) with three valleys, the left one deepest, the right one highest. A ball sits on the curve, the tangent drawn through it. "
        "An arrow on the w axis is the next step, minus the learning rate times the slope. Each step moves the ball downhill into the valley "
        "it started in, unless the learning rate is too large: then it jumps across valleys or out of the picture."
    )
    video = ("IHZwWFHWa-w", "5:20")

    start = Number(3.5, low=-3.7, high=3.7)
    learning_rate = Number(0.05, low=0.005, high=1)
    steps = Integer(0, low=0, high=100)
    crowd = Switch(False)

    @staticmethod
    def compute(start: float, learning_rate: float, steps: int, crowd: bool) -> dict[str, Any]:
        """The ball's path (t + 1,), its w, C(w), slope C'(w), step -eta C'(w) and where that lands; where nine more balls are.

        balls: w after as many steps from each of nine starts; valleys: how many of them are in the left, middle and right
        valley, and how many have diverged.
        """
        w, diverged = path_within_reach(C_prime, [start], learning_rate, steps)
        slope = C_prime(w[-1, 0])
        step = -learning_rate * slope
        result = {
            "path": w[:, 0],
            "diverged": diverged,
            "w": w[-1, 0],
            "cost": C(w[-1, 0]),
            "slope": slope,
            "step": step,
        }
        following = {"next": w[-1, 0] + step, "next_cost": C(w[-1, 0] + step)}
        return {**result, **following, **_nine_balls(learning_rate, steps)}


def _nine_balls(learning_rate: float, steps: int) -> dict[str, Array]:
    ends = [path_within_reach(C_prime, [start], learning_rate, steps) for start in STARTS]
    balls, gone = np.array([w[-1, 0] for w, _ in ends]), np.array([diverged for _, diverged in ends])
    valley = np.where(gone, 3, np.searchsorted(HUMPS, balls))
    return {"balls": balls, "valleys": np.bincount(valley, minlength=4)}
