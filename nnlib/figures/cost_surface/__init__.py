"""The real network's cost over two of its 13,002 parameters, or over two directions among all of them."""

from functools import cache
from typing import Any

import numpy as np

from nnlib._types import Array, Integers
from nnlib.backprop import backprop
from nnlib.cost import cost
from nnlib.figures.data import digits, networks
from nnlib.figures.kit import Choice, Figure, Integer, Number, Numbers, bundle, seeded
from nnlib.figures.parts.giant_vector import COUNT, SIZES
from nnlib.mnist import one_hot
from nnlib.network import Network, Parameters

DIGITS = 80  # the first of the book's test digits: eight of each


class CostSurface(Figure):
    """C(p + s d_1 + t d_2) of the real network on real digits (chapter 2, "Neural network case")."""

    _esm, _css = bundle(__name__)
    title = "The real cost, over two of 13,002 directions"
    try_this = (
        "Try: drag the point and watch the two entries of the gradient. Change the reach: close up, every cost looks like a tilted plane. "
        "Then compare two single weights with two directions that change all 13,002 at once, and the trained network with the untrained one."
    )
    alternative = (
        "The average cost of the digit network on eighty test digits, as a surface that can be turned and as a map with lines of equal cost. The middle of the map is the network itself; "
        "to the right and upwards two of its weights grow, or all its parameters move along two chosen directions. A point on it has its cost, the two entries of the gradient there in numbers, "
        "and an arrow against the gradient. Around the trained network the cost rises on nearly all sides; around the untrained one it falls on one side."
    )
    video = ("IHZwWFHWa-w", "6:55")
    data = ("network", "untrained", "digits")

    network = Choice("trained", ("trained", "untrained"))
    directions = Choice("parameters", ("parameters", "random", "gradient"))
    first = Integer(7546, low=0, high=COUNT - 1)
    second = Integer(7574, low=0, high=COUNT - 1)
    reach = Number(2.0, low=0.01, high=20)
    point = Numbers([0.55, 0.6], low=-1, high=1)
    turn = Integer(-35, low=-180, high=180)
    tilt = Integer(40, low=10, high=85)

    @staticmethod
    def compute(
        network: str,
        directions: str,
        first: int,
        second: int,
        reach: float,
        point: list[float],
        turn: int,
        tilt: int,
    ) -> dict[str, Any]:
        """The shift (s, t) = reach * point, the cost there, the slopes dC/ds and dC/dt (2,), how many of the digits are right.

        start: the two parameters in the middle of the map. For "parameters" the slopes are their two entries of grad C.
        """
        d = plane(network, directions, first, second)
        shift = reach * np.array(point)
        p = centre(network).parameters.vector
        there = Network(Parameters.from_vector(p + shift @ d, SIZES))
        x, y, labels = examples()
        right = np.count_nonzero(there.classify(x) == labels)
        return {
            "shift": shift,
            "cost": cost(there.output(x), y),
            "slopes": d @ backprop(there, x, y).vector,
            "right": right,
            "start": p[[first, second]],
        }


def centre(network: str) -> Network:
    """The network in the middle of the map."""
    return networks.trained() if network == "trained" else networks.untrained()


@cache
def examples() -> tuple[Array, Array, Integers]:
    """The eighty digits: x (784, 80), wanted outputs y (10, 80), labels (80,)."""
    _, labels, images = digits.book()
    return images[:DIGITS].T / 255, one_hot(labels[:DIGITS]), labels[:DIGITS]


def plane(network: str, directions: str, first: int, second: int) -> Array:
    """d_1 and d_2, (2, 13002): two unit vectors of parameters, two random directions, or the gradient and a random one."""
    if directions == "parameters":
        return np.vstack([np.eye(1, COUNT, first), np.eye(1, COUNT, second)])
    return np.vstack(
        [uphill(network) if directions == "gradient" else random_direction(network, 1), random_direction(network, 2)]
    )


@cache
def uphill(network: str) -> Array:
    """The direction of grad C, made as long as the network's whole parameter vector."""
    p, g = centre(network).parameters.vector, backprop(centre(network), *examples()[:2]).vector
    return g * np.sqrt(p @ p) / np.sqrt(g @ g)


@cache
def random_direction(network: str, seed: int) -> Array:
    """Normal numbers, then for each neuron its weights and bias scaled to be as long as the network's own together.

    Source: Li, Xu, Taylor, Studer and Goldstein (2018), "Visualizing the loss landscape of neural nets", section 4.
    """
    draw = seeded.random(seed)
    d = Parameters.from_vector(np.array([seeded.normal(draw) for _ in range(COUNT)]), SIZES)
    for W, b, D, e in zip(centre(network).weights, centre(network).biases, d.weights, d.biases):
        ratio = np.sqrt(((W**2).sum(axis=1) + b[:, 0] ** 2) / ((D**2).sum(axis=1) + e[:, 0] ** 2))[:, None]
        D *= ratio
        e *= ratio
    return d.vector
