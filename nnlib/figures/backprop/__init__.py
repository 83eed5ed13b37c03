"""The backward pass, a step at a time: of a small network, then of the trained one on a real digit."""

import numpy as np

from nnlib.activation import sigmoid
from nnlib.figures.data import digits, networks
from nnlib.figures.kit import Choice, Integer, Numbers, bundle
from nnlib.figures.parts.small_network import NUDGE, TARGET, SmallNetwork, backward, cost_after, forward, network
from nnlib.mnist import one_hot

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
    def compute(x, W1, b1, W2, b2, y, example, step, digit, neuron):
        """All values of the passes, the places of the entries this step shows, their values and C_0 after nudges.

        places: [j, k] in a matrix, [j, -1] in a vector or a bias. costs: C_0 with the entry moved up, and moved down.
        """
        if example == "small":
            net = network(W1, b1, W2, b2)
        else:
            net = networks.trained().astype(np.float64)
            _, labels, images = digits.book()
            x, y = images[digit] / 255, one_hot(labels[digit : digit + 1])[:, 0]
        z, a = forward(net, x)
        gradient, dC_da, dC_dz = backward(net, x, y)
        plan = steps(len(z), example == "digit")
        step = min(step, len(plan) - 1)
        kind, l = plan[step]
        places, values = _entries(kind, l, neuron, example, gradient, dC_da, dC_dz)
        costs = [[_cost_if(net, z, a, y, kind, l, place, move) for place in places] for move in (NUDGE, -NUDGE)]
        C = cost_after(net, len(z), a[-1], y)
        return {
            "step": step,
            "z": z,
            "a": a,
            "C": C,
            "dC_da": dC_da,
            "dC_dz": dC_dz,
            "places": places,
            "values": values,
            "costs": costs,
        }


def steps(L, pixels):
    """The order of the two passes, (kind, l) each; pixels: with one more step, to a^(0)."""
    down = [(kind, l) for l in range(L, 0, -1) for kind in ("da", "dz", "dW")]
    return [
        ("given", 0),
        *(("forward", l) for l in range(1, L + 1)),
        ("cost", L),
        *down,
        *([("da", 0)] if pixels else []),
    ]


def _entries(kind, l, neuron, example, gradient, dC_da, dC_dz):
    """The places and values to show: all of a small network's; of a long list the largest, in a matrix of layer 1 those of one row."""
    if kind not in ("da", "dz", "dW"):
        return [], []
    if kind != "dW":
        values = dC_da[l] if kind == "da" else dC_dz[l - 1]
        chosen = range(len(values)) if example == "small" else _largest(values)
        return [[int(j), -1] for j in chosen], [values[j] for j in chosen]
    W, b = gradient.weights[l - 1], gradient.biases[l - 1][:, 0]
    if example == "small":
        places = [[j, k] for j in range(len(b)) for k in (*range(W.shape[1]), -1)]
        return places, [b[j] if k < 0 else W[j, k] for j, k in places]
    seen = W[neuron : neuron + 1] if l == 1 else W
    places = [[int(i) // W.shape[1] + (neuron if l == 1 else 0), int(i) % W.shape[1]] for i in _largest(seen.ravel())]
    return places, [W[j, k] for j, k in places]


def _largest(values):
    return np.argsort(-np.abs(values), kind="stable")[:LARGEST]


def _cost_if(net, z, a, y, kind, l, place, move):
    """C_0 if the one entry were moved: an activation, a weighted sum, a weight or a bias of layer l."""
    j, k = place
    if kind == "da":
        return cost_after(net, l, _moved(a[l], j, move), y)
    W, b = net.weights[l - 1], net.biases[l - 1][:, 0]
    if kind == "dz":
        z_l = _moved(z[l - 1], j, move)
    elif k < 0:
        z_l = W @ a[l - 1] + _moved(b, j, move)
    else:
        z_l = _moved(W, (j, k), move) @ a[l - 1] + b
    return cost_after(net, l, sigmoid(z_l), y)


def _moved(values, place, move):
    values = values.copy()
    values[place] += move
    return values
