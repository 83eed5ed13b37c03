"""The slope of a surface in every direction, and the steepest one: the gradient."""

from typing import Any

import numpy as np

from nnlib.figures.kit import Choice, Figure, Integer, Numbers, Switch, bundle
from nnlib.figures.parts.surfaces import REACH, SURFACES, gradient, height


class Surface(Figure):
    """The slope along a direction u is grad C . u; it is largest along the gradient (chapter 2, "Gradient descent")."""

    _esm, _css = bundle(__name__)
    title = "Which way is down?"
    try_this = "Try: turn the compass needle until the slope is as negative as you can make it. Then let the figure show you the gradient. Is there a direction in which it is level?"
    alternative = (
        "A cost over two numbers, as a surface that can be turned and as a map. A point on it carries a compass needle; the slope of the surface in the direction of the needle stands beside it, "
        "and a curve shows the slope for all directions round the compass. It is steepest downhill exactly against the gradient, and level at right angles to it."
    )
    video = ("IHZwWFHWa-w", "6:55")

    surface = Choice("bowl", tuple(SURFACES))
    point = Numbers([1.5, -1.5], low=-REACH, high=REACH)
    angle = Integer(200, low=0, high=359)
    reveal = Switch(False)
    turn = Integer(-35, low=-180, high=180)
    tilt = Integer(40, low=10, high=85)

    @staticmethod
    def compute(surface: str, point: list[float], angle: int, reveal: bool, turn: int, tilt: int) -> dict[str, Any]:
        """The cost, the gradient (2,) and its length, the slope grad C . u along the needle u, and the steepest way down.

        downhill is the angle of -grad C in degrees, 0 to 360, counted from the x axis; missed is how far the needle is
        from it, 0 to 180.
        """
        slopes = gradient(surface, point)
        u = np.array([np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))])
        downhill = np.rad2deg(np.arctan2(-slopes[1], -slopes[0])) % 360
        turned = abs(angle - downhill) % 360
        return {
            "cost": height(surface, point),
            "gradient": slopes,
            "length": np.hypot(*slopes),
            "needle": u,
            "slope": slopes @ u,
            "downhill": downhill,
            "missed": min(turned, 360 - turned),
        }
