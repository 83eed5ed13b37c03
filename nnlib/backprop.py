"""The gradient of the cost: by the chain rule, and by nudging every parameter."""

import numpy as np

from . import _checks
from .cost import cost
from .network import Network, Parameters


def backprop(network, x, y):
    """Return grad C, the derivatives of C = (1/m) sum_i C_i with respect to every parameter.

    network: a `Network` of L layers; x: inputs in [0, 1], (n_0, m); y: wanted outputs in [0, 1],
    (n_L, m). The result is a `Parameters`: dC/dW^(l) is `.weights[l - 1]`, dC/db^(l) is
    `.biases[l - 1]`, and all of them are one `.vector`, averaged over the m columns.

    Raises ValueError or TypeError if x or y does not fit the network.
    Source: chapter 4, "Layers with multiple neurons".
    """
    network = _checks.instance("network", network, Network)
    x, y = _checks.examples(network, x, y)
    gradient = Parameters.zeros(network.sizes, network.dtype)
    fill_gradient(gradient, network, x, y)
    return gradient


def fill_gradient(gradient, network, x, y):
    """Write grad C into `gradient`, for examples that were checked before."""
    W, dC_dW, dC_db = network.weights, gradient.weights, gradient.biases
    z, a = network.propagate(x)
    dC_da = (2 / x.shape[1]) * (a[-1] - y)  # the average's 1/m goes in once, here
    for l in range(len(W), 0, -1):
        dC_dz = dC_da * a[l] * (1 - a[l])  # sigma'(z) = a (1 - a)   (n_l, m)
        dC_dW[l - 1][...] = dC_dz @ a[l - 1].T
        dC_db[l - 1][...] = dC_dz.sum(axis=1, keepdims=True)
        dC_da = W[l - 1].T @ dC_dz  # (n_{l-1}, m)


def numerical_gradient(network, x, y, h=1e-5):
    """Return grad C by central differences, (C(p + h) - C(p - h)) / 2h for each parameter p.

    Arguments and result as in `backprop`, but in float64 whatever the network's precision, and
    slow: two forward passes a parameter. h: the nudge, above 0.
    Source: chapter 2, "Gradient descent": a slope is what a small nudge does to the cost.
    """
    network = _checks.instance("network", network, Network)
    h = _checks.positive("h", h)
    nudged = network.astype(np.float64)
    x, y = _checks.examples(nudged, x, y)
    p = nudged.parameters.vector
    gradient = Parameters.zeros(network.sizes, np.float64)
    for i, p_i in enumerate(p.copy()):
        p[i] = p_i + h
        C_plus = cost(nudged.propagate(x)[1][-1], y)
        p[i] = p_i - h
        C_minus = cost(nudged.propagate(x)[1][-1], y)
        p[i] = p_i
        gradient.vector[i] = (C_plus - C_minus) / (2 * h)
    return gradient
