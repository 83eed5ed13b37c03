"""Every path from one neuron to the cost, and their sum over the layer after it."""

from typing import Any

from nnlib.activation import sigmoid_prime
from nnlib.figures.kit import Integer, Numbers, bundle
from nnlib.figures.parts.small_network import NUDGE, TARGET, SmallNetwork, backward, cost_after, forward, moved, network


class Paths(SmallNetwork):
    """dC_0/da_k^(l) as a sum over the neurons j = 0 ... n - 1 of layer l + 1 (chapter 4, "Layers with multiple neurons")."""

    _esm, _css = bundle(__name__)
    title = "Every path to the cost"
    try_this = "Try: mark one path, then the other, then all. Drag a weight until the two paths cancel. Then pick a neuron of layer 0: how many paths are there now?"
    alternative = (
        "A network of three, two and two neurons, and its cost. One neuron k is picked; every path from it to the cost is marked. Below, a row for each "
        "neuron j of the next layer multiplies three derivatives along the path, the rows are added up, and the sum stands beside what a small nudge "
        "of the neuron's activation really does to the cost."
    )
    video = ("tIeHLnjs5U8", "8:28")

    y = Numbers(TARGET, low=0, high=1)
    layer = Integer(1, low=0, high=1)
    k = Integer(0, low=0, high=2)
    path = Integer(-1, low=-1, high=1)  # the neuron j that the one path lit goes through; -1: all of them

    @staticmethod
    def compute(
        x: list[float],
        W1: list[list[float]],
        b1: list[float],
        W2: list[list[float]],
        b2: list[float],
        y: list[float],
        layer: int,
        k: int,
        path: int,
    ) -> dict[str, Any]:
        """The three factors and their product for each j (n_{l+1},), the sum, and C_0 for a_k moved by h both ways."""
        net = network(W1, b1, W2, b2)
        z, a = forward(net, x)
        k = min(k, len(a[layer]) - 1)
        _, dC_da, _ = backward(net, x, y)
        dz_da, da_dz = net.weights[layer][:, k], sigmoid_prime(z[layer])
        costs = [[cost_after(net, layer, moved(a[layer], k, move), y)] for move in (NUDGE, -NUDGE)]
        return {
            "k": k,
            "a": a,
            "C": cost_after(net, 2, a[2], y),
            "dC_da": dC_da,
            "dz_da": dz_da,
            "da_dz": da_dz,
            "terms": dz_da * da_dz * dC_da[layer + 1],
            "total": dC_da[layer][k],
            "costs": costs,
        }
