"""Three ways downhill from one start: by all examples, by small batches, by single examples."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from nnlib._types import Array
from nnlib.backprop import backprop
from nnlib.cost import cost
from nnlib.figures.kit import Choice, Figure, Integer, Number, Numbers, bundle
from nnlib.figures.kit.seeded import random, shuffled
from nnlib.network import Network, Parameters

EXAMPLES = 100
EPOCHS = 20
BATCHES = (100, 10, 1)
NOISE = 2.0


@cache
def examples() -> tuple[Array, Array]:
    """The hundred examples: x (2, 100) in [0, 1], and y (1, 100), 1 where x_0 is above x_1, blurred by noise."""
    draw = random(1)
    triples = [(draw(), draw(), draw()) for _ in range(EXAMPLES)]
    x = np.array([[u for u, _, _ in triples], [v for _, v, _ in triples]])
    y = np.array([[float(u - v + NOISE * (n - 0.5) > 0) for u, v, n in triples]])
    return x, y


def neuron(w: Array) -> Network:
    """A network of two inputs and one neuron without a bias: a = sigma(w_0 x_0 + w_1 x_1)."""
    return Network(Parameters([np.array([w])], [[[0.0]]]))


def path(start: Sequence[float], learning_rate: float, batch: int, seed: int, steps: int) -> Array:
    """The points (w_0, w_1) of mini-batch descent, (steps + 1, 2): every epoch shuffled anew, the bias held at 0."""
    x, y = examples()
    draw, points = random(seed), [np.array(start, dtype=float)]
    for step in range(steps):
        place = step * batch % EXAMPLES
        if place == 0:
            order = shuffled(EXAMPLES, draw)
        rows = order[place : place + batch]
        gradient = backprop(neuron(points[-1]), x[:, rows], y[:, rows])
        points.append(points[-1] - learning_rate * gradient.weights[0][0])
    return np.array(points)


class BatchPaths(Figure):
    """Full, mini-batch and single-example gradient descent of one neuron's two weights (chapter 3, "Stochastic gradient descent")."""

    _esm, _css = bundle(__name__)
    title = "The careful path and the stumbling one"
    try_this = (
        "Try: press Run and watch the three paths with the same number of examples looked at. Then count by steps instead. "
        "Drag the start, raise the learning rate: who overshoots, who jitters?"
    )
    alternative = (
        "A map of the cost of a single neuron over its two weights, and three paths downhill from one start. The path by all 100 examples is smooth "
        "and makes few steps. The path by batches of 10 zigzags a little and gets much farther with as many examples. The path by single examples stumbles about the valley. "
        "Beside the map, the cost along each path."
    )
    video = ("Ilg3gGewQ5U", "10:12")

    start = Numbers([-3.0, 4.0], low=-9, high=8)
    learning_rate = Number(4.0, low=0.5, high=16)
    seed = Integer(1, low=1, high=99)
    count_by = Choice("examples", ("examples", "steps"))
    progress = Integer(8, low=0, high=EPOCHS)

    @staticmethod
    def compute(start: list[float], learning_rate: float, seed: int, count_by: str, progress: int) -> dict[str, Any]:
        """For batches of 100, 10 and 1: the `steps` done, the `examples` looked at, the `paths` walked (steps + 1, 2), the
        `points` reached (2,), and the `costs` at each twentieth of the way (progress + 1,)."""
        x, y = examples()
        result: dict[str, Any] = {"steps": [], "examples": [], "paths": [], "points": [], "costs": []}
        for batch in BATCHES:
            each = EXAMPLES // batch if count_by == "examples" else 1
            walked = path(start, learning_rate, batch, seed, each * progress)
            result["steps"].append(each * progress)
            result["examples"].append(each * progress * batch)
            result["paths"].append(walked)
            result["points"].append(walked[-1])
            result["costs"].append(np.array([cost(neuron(point).output(x), y) for point in walked[::each]]))
        return result
