"""The gradient of the cost: by the chain rule, and by nudging every parameter."""

import numpy as np
from numpy.typing import ArrayLike

from . import _checks
from ._types import Array
from .activation import quietly
from .cost import cost
from .network import Network, Parameters


@quietly
def backprop(network: Network, x: ArrayLike, y: ArrayLike) -> Parameters:
    """Return grad C: the derivative of C = (1/m) sum_i C_i with respect to every parameter.

    network: a `Network` with L layers after the input; x: inputs in [0, 1], (n_0, m); y: wanted
    outputs in [0, 1], (n_L, m). The result is a `Parameters` of the network's sizes and dtype,
    averaged over the m columns: `.weights[l - 1]` is dC/dW^(l), `.biases[l - 1]` is dC/db^(l), and
    `.vector` is all of them.

    Raises TypeError or ValueError if x or y does not fit the network, ArithmeticError if its
    parameters are too large to compute with.
    Source: chapter 4, "Layers with multiple neurons".
    """
    network = _checks.instance("network", network, Network)
    x, y = _checks.examples(network, x, y)
    gradient = Parameters.zeros(network.sizes, network.dtype)
    write_gradient(gradient, network, x, y)
    _checks.sound(gradient.vector)
    return gradient


def write_gradient(gradient: Parameters, network: Network, x: Array, y: Array) -> None:
    """Write grad C into `gradient`, for x and y that were checked before."""
    W, dC_dW, dC_db = network.weights, gradient.weights, gradient.biases
    z, a = network.propagate(x)
    dC_da = (2 / x.shape[1]) * (a[-1] - y)  # the 1/m of the average goes in here, once
    for l in range(len(W), 0, -1):
        dC_dz = dC_da * a[l] * (1 - a[l])  # sigma'(z) = a (1 - a)      (n_l, m)
        np.matmul(dC_dz, a[l - 1].T, out=dC_dW[l - 1])
        dC_dz.sum(axis=1, keepdims=True, out=dC_db[l - 1])
        if l > 1:
            dC_da = W[l - 1].T @ dC_dz  # (n_{l-1}, m)


def numerical_gradient(network: Network, x: ArrayLike, y: ArrayLike, h: float = 1e-5) -> Parameters:
    """Return grad C by central differences: (C(p + h) - C(p - h)) / 2h for every parameter p.

    network, x, y, errors and result as in `backprop`, but always in float64, and slow: two forward
    passes a parameter. h: the nudge, from 1e-10 (less would be lost in rounding) to 1.
    Source: chapter 2, "Gradient descent": the slope is what a small nudge does to the cost.
    """
    network = _checks.instance("network", network, Network).astype(np.float64)
    x, y = _checks.examples(network, x, y)
    h = _checks.fraction("h", h, least=1e-10)
    p, gradient = network.parameters.vector, Parameters.zeros(network.sizes)
    for i, p_i in enumerate(p.copy()):
        p[i] = p_i + h
        C_above = cost(network.output(x), y)
        p[i] = p_i - h
        C_below = cost(network.output(x), y)
        p[i] = p_i
        gradient.vector[i] = (C_above - C_below) / (2 * h)
    return gradient
