"""The simplest network, one neuron in a layer, and how sensitive its cost is to each of its six parameters."""

from collections.abc import Sequence
from typing import Any

from nnlib.figures.data import CONSTANTS
from nnlib.figures.kit import Choice, bundle
from nnlib.figures.parts.chain_network import NAMES, ChainNetwork, cost_of, factors, forward, gradient

NUDGE = CONSTANTS["nudge"]  # the h of the finite difference in the read-out


class Chain(ChainNetwork):
    """a^(l) = sigma(w^(l) a^(l-1) + b^(l)), C_0 = (a^(3) - y)^2 and its six derivatives (chapter 4, "The chain rule")."""

    _esm, _css = bundle(__name__)
    title = "A chain of neurons"
    try_this = "Try: which of the six numbers should be changed first? Drag it, and watch the cost. Then make a weight 0: which sensitivities vanish, and which do not?"
    alternative = (
        "A network of four neurons in a row, with three weights, three biases, an input, a wanted output and the cost. Below each weight and each bias "
        "stands a bar: how sensitive the cost is to it. At the start the last bias has the longest bar. For the picked one the derivative is written out as a product."
    )
    video = ("tIeHLnjs5U8", "0:39")

    picked = Choice("w3", NAMES)

    @staticmethod
    def compute(x: float, w: list[float], b: list[float], y: float, picked: str) -> dict[str, Any]:
        """All z and a, C_0, the six derivatives, the factors of the picked one's product, and C_0 after nudging it both ways."""
        z, a = forward(x, w, b)
        return {
            "z": z,
            "a": a,
            "C": cost_of(x, w, b, y),
            "gradient": gradient(x, w, b, y),
            "factors": [*factors(picked, x, w, b), 2 * (a[3] - y)],
            "costs": [_cost_if(x, w, b, y, picked, h) for h in (NUDGE, -NUDGE)],
        }


def _cost_if(x: float, w: Sequence[float], b: Sequence[float], y: float, name: str, h: float) -> float:
    moved = {"w": list(w), "b": list(b)}
    moved[name[0]][int(name[1]) - 1] += h
    return cost_of(x, moved["w"], moved["b"], y)
