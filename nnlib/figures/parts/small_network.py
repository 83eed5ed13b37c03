"""The small network of chapter 4's figures with several neurons in a layer: 3-2-2, one input, one target."""

import numpy as np
from numpy.typing import ArrayLike

from nnlib._types import Array
from nnlib.activation import sigmoid
from nnlib.backprop import backprop
from nnlib.cost import cost, example_cost_prime
from nnlib.figures.data import CONSTANTS
from nnlib.figures.kit import Figure, Numbers
from nnlib.network import Network, Parameters

NUDGE = CONSTANTS["nudge"]  # the h of the finite differences that stand beside the derivatives
TARGET = [1.0, 0.0]  # y, the wanted outputs


class SmallNetwork(Figure):
    """What the reader may change of the small network; its figures add their own traits."""

    x = Numbers([0.9, 0.2, 0.6], low=0, high=1)
    W1 = Numbers([[1.5, -1.0, 0.5], [-0.5, 2.0, 1.0]], low=-5, high=5)
    b1 = Numbers([-0.5, -1.0], low=-5, high=5)
    W2 = Numbers([[2.0, -1.5], [1.0, 0.5]], low=-5, high=5)
    b2 = Numbers([-0.5, 0.3], low=-5, high=5)


def network(W1: ArrayLike, b1: ArrayLike, W2: ArrayLike, b2: ArrayLike) -> Network:
    """The nnlib.Network with these weights and biases, 3-2-2."""
    return Network(Parameters([W1, W2], [_column(b1), _column(b2)]))


def forward(network: Network, x: ArrayLike) -> tuple[list[Array], list[Array]]:
    """z^(1), z^(2) and a^(0), a^(1), a^(2) of one example, each a flat array."""
    z, a = network.propagate(_column(x))
    return [z_l.ravel() for z_l in z], [a_l.ravel() for a_l in a]


def backward(network: Network, x: ArrayLike, y: ArrayLike) -> tuple[Parameters, list[Array], list[Array]]:
    """The gradient (Parameters), dC_0/da^(l) for l = 0 .. L and dC_0/dz^(l) for l = 1 .. L, flat arrays.

    By nnlib.backprop: dC_0/dz^(l) is dC_0/db^(l), and dC_0/da^(l-1) is the sum over layer l.
    """
    x, y = _column(x), _column(y)
    gradient = backprop(network, x, y)
    dC_dz = [dC_db.ravel() for dC_db in gradient.biases]
    dC_da = [W.T @ d for W, d in zip(network.weights, dC_dz)]
    return gradient, [*dC_da, example_cost_prime(network.output(x), y).ravel()], dC_dz


def cost_after(network: Network, l: int, a: ArrayLike, y: ArrayLike) -> float:
    """C_0 if the activations of layer l were a: the rest of the way forward."""
    a = _column(a)
    for W, b in zip(network.weights[l:], network.biases[l:]):
        a = sigmoid(W @ a + b)
    return cost(a, _column(y))


def moved(values: Array, place: int | tuple[int, int], move: float) -> Array:
    """A copy with the entry at `place` moved."""
    values = values.copy()
    values[place] += move
    return values


def _column(values: ArrayLike) -> Array:
    return np.asarray(values, dtype=float)[:, None]
