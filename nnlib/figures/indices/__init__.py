"""Three indices of one weight: in the matrix, in the picture of the layers, and in the sum for z_j."""

from typing import Any

from nnlib.figures.kit import Integer, bundle
from nnlib.figures.parts.small_network import SmallNetwork, forward, network


class Indices(SmallNetwork):
    """w_jk^(l) in three places: row j and column k of W^(l), the edge from k to j, a term of z_j^(l) (chapter 4)."""

    _esm, _css = bundle(__name__)
    title = "Which weight is which"
    try_this = "Try: press any weight, in a matrix, in the picture or in the sum. Then keep j and change k: what stays the same?"
    alternative = (
        "A network of three, two and two neurons. Under each gap between two layers stands the matrix of its weights, and below them the weighted sum "
        "of one neuron in numbers. The picked weight is marked in all three: row j is the neuron that receives, column k the one that sends, and the "
        "number in brackets above is the layer that receives, never a power."
    )
    video = ("tIeHLnjs5U8", "6:59")

    layer = Integer(1, low=1, high=2)
    j = Integer(0, low=0, high=1)
    k = Integer(1, low=0, high=2)

    @staticmethod
    def compute(
        x: list[float],
        W1: list[list[float]],
        b1: list[float],
        W2: list[list[float]],
        b2: list[float],
        layer: int,
        j: int,
        k: int,
    ) -> dict[str, Any]:
        """The picked weight, the terms w_jk a_k of z_j (n_{l-1},), z_j, and all activations; k at most n_{l-1} - 1."""
        net = network(W1, b1, W2, b2)
        z, a = forward(net, x)
        row = net.weights[layer - 1][j]
        k = min(k, len(row) - 1)
        return {
            "k": k,
            "weight": row[k],
            "terms": row * a[layer - 1],
            "bias": net.biases[layer - 1][j, 0],
            "z": z[layer - 1][j],
            "a": a,
        }
