"""Two weights nudged by the same amount: what the cost answers, and what the gradient foretold."""

from functools import cache
from typing import Any

import numpy as np

from nnlib._types import Array
from nnlib.backprop import backprop
from nnlib.cost import example_costs
from nnlib.figures.data import story
from nnlib.figures.kit import Choice, Figure, Number, bundle

WEIGHTS = ((2, 7), (1, 6))  # (j, k) of the two weights w_jk^(3)
FAR = 2.0  # the largest nudge
NUDGES = np.linspace(-FAR, FAR, 81)  # of the two curves


def real(nudges: Array) -> Array:
    """C_0 of the story's 2 after each nudge of each of the two weights alone, (2, n)."""
    network, (x, y) = story.network(), story.example()
    rows = []
    for j, k in WEIGHTS:
        nudged = [network.copy() for _ in nudges]
        for one, nudge in zip(nudged, nudges):
            one.weights[2][j, k] += nudge
        rows.append([example_costs(one.output(x), y)[0] for one in nudged])
    return np.array(rows)


def bowl(nudges: Array) -> Array:
    """The same for C(w_1, w_2) = 0.4 (w_1 - 4)^2 + 0.0125 (w_2 - 4)^2 at (0, 0), where -grad C = (3.2, 0.1)."""
    return np.array([0.4 * (nudges - 4) ** 2 + 0.2, 6.4 + 0.0125 * (nudges - 4) ** 2])


@cache
def place(costs: str) -> tuple[Array, Array, Array]:
    """Of one of the two costs: the weights' values (2,), the slopes there (2,), the curves (2, 81)."""
    if costs == "bowl":
        return np.zeros(2), np.array([-3.2, -0.1]), bowl(NUDGES)
    W, dC_dW = story.network().weights[2], backprop(story.network(), *story.example()).weights[2]
    return np.array([W[j, k] for j, k in WEIGHTS]), np.array([dC_dW[j, k] for j, k in WEIGHTS]), real(NUDGES)


class Sensitivity(Figure):
    """A change of cost against the change that the gradient foretells, dC/dw times the nudge, for two weights (chapter 3, "Recap")."""

    _esm, _css = bundle(__name__)
    title = "The same nudge for two weights"
    try_this = (
        "Try: drag a ball. Both weights are nudged by the same amount, each alone: which one does the cost care about? "
        "Press Half a few times: how fast does the prediction get better? Then take the video's numbers, 3.2 and 0.1."
    )
    alternative = (
        "Two plots of one cost on the same scale, each along one of two weights of the network, with the tangent where the weight stands. The first curve falls steeply, the second is almost level. "
        "Both weights are nudged by the same amount: the first changes the cost 31 times as much per unit. Below, for each weight, the change that the gradient predicts, the measured change, and their difference, which grows with the nudge."
    )
    video = ("Ilg3gGewQ5U", "2:04")
    data = ("story", "digits")

    costs = Choice("network", ("network", "bowl"))
    nudge = Number(0.8, low=-FAR, high=FAR)

    @staticmethod
    def compute(costs: str, nudge: float) -> dict[str, Any]:
        """For two weights: their values `w` (2,), `slopes` dC/dw (2,), the `cost` C, the `predicted` changes slope x nudge (2,),
        the `measured` ones (2,), their `misses` (2,), the `ratio` of the slopes, and `curves` of C over NUDGES, (2, 81)."""
        w, slopes, curves = place(costs)
        before, after = {"network": real, "bowl": bowl}[costs](np.array([0.0, nudge])).T
        predicted, measured = slopes * nudge, after - before
        return {
            "w": w,
            "slopes": slopes,
            "cost": before[0],
            "predicted": predicted,
            "measured": measured,
            "misses": measured - predicted,
            "ratio": abs(slopes[0] / slopes[1]),
            "curves": curves,
        }
