"""What each of the ten outputs wishes for itself: up or down, and by how much."""

from typing import Any

import numpy as np

from nnlib.cost import example_cost_prime, example_costs
from nnlib.figures.data import story
from nnlib.figures.kit import Figure, Integer, Numbers, Switch, bundle
from nnlib.mnist import one_hot


class OutputWishes(Figure):
    """The wishes of the ten outputs for one real digit: y_j - a_j, or exactly -dC_0/dz_j (chapter 3, "Walkthrough example")."""

    _esm, _css = bundle(__name__)
    title = "What each output wishes"
    try_this = "Try: which output wishes most? Drag the 8 up and see its wish grow. Then ask for the exact wish: an output that is sure and wrong hardly dares to wish at all."
    alternative = (
        "Ten bars for the ten outputs of a network after one epoch of training that looks at a real 2, each with a green mark where it should be. An arrow leads from each bar to its mark: a long one up for the 2, "
        "short ones down for the others. With the slope of the sigmoid taken in, arrows of outputs near 0 or near 1 shrink to almost nothing."
    )
    video = ("Ilg3gGewQ5U", "3:39")
    data = ("story", "digits")

    moves = Numbers([0.0] * 10, low=-1, high=1)
    wanted = Integer(story.LABEL, low=0, high=9)
    exact = Switch(False)

    @staticmethod
    def compute(moves: list[float], wanted: int, exact: bool) -> dict[str, Any]:
        """Outputs `a`, targets `y`, `errors` y - a, `slopes` sigma'(z), `wishes` -dC_0/dz = 2 (y - a) sigma'(z), each (10,), and the `cost` C_0."""
        x, _ = story.example()
        a = np.clip(story.network().output(x) + np.array(moves)[:, None], 0, 1)
        y = one_hot(np.array([wanted]))
        slopes = a * (1 - a)
        wishes = -example_cost_prime(a, y) * slopes
        return {
            "a": a[:, 0],
            "y": y[:, 0],
            "errors": (y - a)[:, 0],
            "slopes": slopes[:, 0],
            "wishes": wishes[:, 0],
            "cost": example_costs(a, y)[0],
        }
