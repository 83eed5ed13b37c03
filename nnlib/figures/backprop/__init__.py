"""The backward pass, a step at a time: of a small network, then of the trained one on a real digit."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nnlib._types import Array
from nnlib.activation import sigmoid
from nnlib.figures.data import digits, networks
from nnlib.figures.kit import Choice, Integer, Numbers, bundle
from nnlib.figures.parts.small_network import NUDGE, TARGET, SmallNetwork, backward, cost_after, forward, moved, network
from nnlib.mnist import one_hot
from nnlib.network import Network, Parameters

Step: TypeAlias = tuple[str, int]  # what it computes ("forward", "da" ...), and the layer
Place: TypeAlias = tuple[int, int]  # (j, k) in a matrix, (j, -1) in a vector or a bias

LARGEST = 5  # entries shown of a long list


class Backprop(SmallNetwork):
    """Every derivative of the cost, layer by layer from the last to the first (chapter 4, "Layers with multiple neurons").

    step 0 is what is given; then each layer forward, the cost, and for each layer backward dC_0/da, dC_0/dz and
    dC_0/dW with dC_0/db. For the digit one step more leads to its pixels.
    """

    _esm, _css = bundle(__name__)
    title = "Backpropagation, step by step"
    try_this = (
        "Try: press Step, and say what comes next before it is there: framed is what a step computes, on grey what it uses, faint what is not known yet. "
        "Drag a weight at any step. Then switch to the real digit."
    )
    alternative = (
        "A network of three, two and two neurons, or the trained network on a real digit. Each step computes one thing from things already known: "
        "forward the activations and the cost, then backward, layer by layer, the derivative of the cost with respect to activations, weighted sums, "
        "weights and biases. Each derivative is worked out in numbers and stands beside what a small nudge measures; the two agree."
    )
    video = ("tIeHLnjs5U8", "9:13")
    data = ("network", "digits")

    y = Numbers(TARGET, low=0, high=1)
    example = Choice("small", ["small", "digit"])
    step = Integer(3, low=0, high=14)
    digit = Integer(38, low=0, high=99)  # its place among the book's digits
    neuron = Integer(3, low=0, high=15)  # of layer 1: the one whose 784 weights are drawn

    @staticmethod
    def compute(
        x: list[float],
        W1: list[list[float]],
        b1: list[float],
        W2: list[list[float]],
        b2: list[float],
        y: list[float],
        example: str,
        step: int,
        digit: int,
        neuron: int,
    ) -> dict[str, Any]:
        """The step and the roles of all quantities in it; all values of the passes; the entries that the step shows.

        kind, l: what the step computes, of which layer; L: the last layer; last: the last step.
        roles: of each quantity ("z1", "dz1", "C") whether it is "known", computed "now", used ("from") or "unknown".
        places: (j, k) in a matrix, (j, -1) in a vector or a bias. values: their derivatives. costs: C_0 with the
        entry moved up, and moved down.
        """
        inputs: ArrayLike = x
        target: ArrayLike = y
        if example == "small":
            net = network(W1, b1, W2, b2)
        else:
            net = networks.trained().astype(np.float64)
            _, labels, images = digits.book()
            inputs, target = images[digit] / 255, one_hot(labels[digit : digit + 1])[:, 0]
        z, a = forward(net, inputs)
        gradient, dC_da, dC_dz = backward(net, inputs, target)
        L = len(z)
        plan = steps(L, example == "digit")
        step = min(step, len(plan) - 1)
        kind, l = plan[step]
        places, values = _entries(kind, l, neuron, example, gradient, dC_da, dC_dz)
        return {
            "step": step,
            "last": len(plan) - 1,
            "kind": kind,
            "l": l,
            "L": L,
            "roles": roles(plan, step, L),
            "z": z,
            "a": a,
            "C": cost_after(net, L, a[-1], target),
            "dC_da": dC_da,
            "dC_dz": dC_dz,
            "places": places,
            "values": values,
            "costs": [
                [_cost_if(net, z, a, target, kind, l, place, move) for place in places] for move in (NUDGE, -NUDGE)
            ],
        }


def steps(L: int, pixels: bool) -> list[Step]:
    """The order of the two passes, (kind, l) each; pixels: with one more step, to a^(0)."""
    down = [(kind, l) for l in range(L, 0, -1) for kind in ("da", "dz", "dW")]
    return [
        ("given", 0),
        *(("forward", l) for l in range(1, L + 1)),
        ("cost", L),
        *down,
        *([("da", 0)] if pixels else []),
    ]


def roles(plan: list[Step], step: int, L: int) -> dict[str, str]:
    """Each quantity's role in a step: computed "now", used ("from"), "known" before, or "unknown" yet."""
    found: dict[str, str] = {}
    for place, (kind, l) in enumerate(plan):
        role = "known" if place < step else "now" if place == step else "unknown"
        found |= dict.fromkeys(_computed(kind, l, L), role)
    return found | dict.fromkeys(_sources(*plan[step], L), "from")


def _computed(kind: str, l: int, L: int) -> list[str]:
    """The quantities that a step computes: "z1" is z^(1), "dz1" is dC_0/dz^(1)."""
    return {
        "given": ["a0", "y", *(f"W{m}" for m in range(1, L + 1))],
        "forward": [f"z{l}", f"a{l}"],
        "cost": ["C"],
    }.get(kind, [f"{kind}{l}"])


def _sources(kind: str, l: int, L: int) -> list[str]:
    """The quantities that a step needs."""
    return {
        "given": [],
        "forward": [f"a{l - 1}", f"W{l}"],
        "cost": [f"a{L}", "y"],
        "da": [f"a{L}", "y"] if l == L else [f"W{l + 1}", f"dz{l + 1}"],
        "dz": [f"da{l}", f"z{l}"],
        "dW": [f"dz{l}", f"a{l - 1}"],
    }[kind]


def _entries(
    kind: str, l: int, neuron: int, example: str, gradient: Parameters, dC_da: list[Array], dC_dz: list[Array]
) -> tuple[list[Place], list[float]]:
    """The places and values to show: all of a small network's; of a long list the largest, in a matrix of layer 1 those of one row."""
    if kind not in ("da", "dz", "dW"):
        return [], []
    if kind != "dW":
        values = dC_da[l] if kind == "da" else dC_dz[l - 1]
        chosen = range(len(values)) if example == "small" else _largest(values)
        return [(j, -1) for j in chosen], [values[j] for j in chosen]
    W, b = gradient.weights[l - 1], gradient.biases[l - 1][:, 0]
    if example == "small":
        places = [(j, k) for j in range(len(b)) for k in (*range(W.shape[1]), -1)]
        return places, [b[j] if k < 0 else W[j, k] for j, k in places]
    first, seen = (neuron, W[neuron : neuron + 1]) if l == 1 else (0, W)
    places = [(first + i // W.shape[1], i % W.shape[1]) for i in _largest(seen.ravel())]
    return places, [W[place] for place in places]


def _largest(values: Array) -> list[int]:
    order: list[int] = np.argsort(-np.abs(values), kind="stable").tolist()
    return order[:LARGEST]


def _cost_if(
    net: Network, z: list[Array], a: list[Array], y: ArrayLike, kind: str, l: int, place: Place, move: float
) -> float:
    """C_0 if the one entry were moved: an activation, a weighted sum, a weight or a bias of layer l."""
    j, k = place
    if kind == "da":
        return cost_after(net, l, moved(a[l], j, move), y)
    W, b = net.weights[l - 1], net.biases[l - 1][:, 0]
    if kind == "dz":
        z_l = moved(z[l - 1], j, move)
    elif k < 0:
        z_l = W @ a[l - 1] + moved(b, j, move)
    else:
        z_l = moved(W, (j, k), move) @ a[l - 1] + b
    return cost_after(net, l, sigmoid(z_l), y)
