"""The chain of chapter 4's first figures: a network 1-1-1-1, one input, one target."""

from collections.abc import Sequence

import numpy as np

from nnlib._types import Array
from nnlib.activation import sigmoid_prime
from nnlib.backprop import backprop
from nnlib.cost import cost
from nnlib.figures.kit import Figure, Number, Numbers
from nnlib.network import Network, Parameters

NAMES = ["w1", "b1", "w2", "b2", "w3", "b3"]  # the order of the gradient's column


class ChainNetwork(Figure):
    """The chain's input, weights, biases and target; its figures add their own traits. w[l - 1] is w^(l)."""

    x = Number(0.8, low=0, high=1)
    w = Numbers([1.5, -2.0, 3.0], low=-5, high=5)
    b = Numbers([-1.0, 1.0, -1.5], low=-5, high=5)
    y = Number(1.0, low=0, high=1)


def network(w: Sequence[float], b: Sequence[float]) -> Network:
    """The nnlib.Network with these weights and biases, 1-1-1-1."""
    return Network(Parameters([[[w_l]] for w_l in w], [[[b_l]] for b_l in b]))


def forward(x: float, w: Sequence[float], b: Sequence[float]) -> tuple[Array, Array]:
    """z^(1), z^(2), z^(3) and a^(0), ..., a^(3), two flat arrays."""
    z, a = network(w, b).propagate(np.array([[x]]))
    return np.ravel(z), np.ravel(a)


def gradient(x: float, w: Sequence[float], b: Sequence[float], y: float) -> Array:
    """dC_0/dw^(1), dC_0/db^(1), ..., dC_0/db^(3), by nnlib.backprop: (6,)."""
    return column(backprop(network(w, b), np.array([[x]]), np.array([[y]])))


def column(gradient: Parameters) -> Array:
    """A gradient of the chain in the order of NAMES: (6,)."""
    return np.array([entry.item() for pair in zip(gradient.weights, gradient.biases) for entry in pair])


def cost_of(x: float, w: Sequence[float], b: Sequence[float], y: float) -> float:
    """C_0 = (a^(3) - y)^2."""
    return cost(network(w, b).output(np.array([[x]])), np.array([[y]]))


def factors(leaf: str, x: float, w: Sequence[float], b: Sequence[float]) -> list[float]:
    """The derivatives along the way from the leaf ("w2", "b2", "a1" ...) to a^(3): dz/dleaf, da/dz, dz/da, ..."""
    z, a = forward(x, w, b)
    l = int(leaf[1]) + (leaf[0] == "a")  # the layer of the first z on the way
    chain = [{"w": a[l - 1], "b": 1.0, "a": w[l - 1]}[leaf[0]], sigmoid_prime(z[l - 1])]
    for m in range(l + 1, len(w) + 1):
        chain += [w[m - 1], sigmoid_prime(z[m - 1])]
    return chain
