"""A nudge of any number runs down the tree of the chain to the cost; each edge has its ratio, and they multiply."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnlib._types import Array
from nnlib.activation import sigmoid
from nnlib.figures.kit import Choice, Number, bundle
from nnlib.figures.parts.chain_network import ChainNetwork, factors, forward

LEAVES = ["a0", "w1", "b1", "a1", "w2", "b2", "a2", "w3", "b3", "y"]


class NudgeTree(ChainNetwork):
    """dC_0/dleaf as a product of ratios along the way leaf -> z -> a -> ... -> C_0 (chapter 4, "Sensitivity to the weight")."""

    _esm, _css = bundle(__name__)
    title = "A nudge runs down the tree"
    try_this = "Try: drag the dot of a number and see which dots it moves. Then make the nudge smaller, and watch the differences go to 0. Start as far back as the first weight."
    alternative = (
        "A tree of number lines: the input, each weight and each bias lead to a weighted sum, this to an activation, and the last activation with the target to the cost. "
        "The dot of one of them is nudged, and all dots on its way to the cost move. Beside each edge stands the ratio of the two nudges, and the ratios multiply to that of the cost. "
        "The smaller the nudge, the closer each ratio comes to its derivative; the differences stand below."
    )
    video = ("tIeHLnjs5U8", "1:45")

    leaf = Choice("w3", LEAVES)
    nudge = Number(1.0, low=-10, high=10)

    @staticmethod
    def compute(x: float, w: list[float], b: list[float], y: float, leaf: str, nudge: float) -> dict[str, Any]:
        """z, a, C_0 before and after the nudge; along the way from the leaf the values `before` and `after`.

        derivatives: those between the numbers of the way; slope: their product, dC_0/dleaf.
        """
        z, a = forward(x, w, b)
        z_after, a_after = _nudged(x, w, b, leaf, nudge)
        y_after = y + nudge if leaf == "y" else y
        C, C_after = (a[3] - y) ** 2, (a_after[3] - y_after) ** 2
        numbers: dict[str, Sequence[float] | Array] = {"w": w, "b": b, "a": a}
        start = y if leaf == "y" else numbers[leaf[0]][int(leaf[1]) - (leaf[0] != "a")]
        way = [(start, start + nudge)]
        for m in range(_first_layer(leaf) - 1, 3):
            way += [(z[m], z_after[m]), (a[m + 1], a_after[m + 1])]
        before, after = np.array([*way, (C, C_after)]).T
        derivatives = [-2 * (a[3] - y)] if leaf == "y" else [*factors(leaf, x, w, b), 2 * (a[3] - y)]
        return {
            "z": z,
            "a": a,
            "C": C,
            "z_after": z_after,
            "a_after": a_after,
            "C_after": C_after,
            "before": before,
            "after": after,
            "derivatives": derivatives,
            "slope": np.prod(derivatives),
        }


def _first_layer(leaf: str) -> int:
    """The first layer that a nudge of the leaf reaches: 4, beyond the last one, for the target."""
    return 4 if leaf == "y" else int(leaf[1]) + (leaf[0] == "a")


def _nudged(x: float, w: Sequence[float], b: Sequence[float], leaf: str, nudge: float) -> tuple[Array, Array]:
    """All z and a with the leaf moved; a nudged activation is moved after its neuron has computed it."""
    w, b = list(w), list(b)
    if leaf[0] in "wb":
        {"w": w, "b": b}[leaf[0]][int(leaf[1]) - 1] += nudge
    if leaf[0] != "a":
        return forward(x, w, b)
    a, z = [x + (nudge if leaf == "a0" else 0)], []
    for l in (1, 2, 3):
        z.append(w[l - 1] * a[-1] + b[l - 1])
        a.append(float(sigmoid(z[-1])) + (nudge if leaf == f"a{l}" else 0))
    return np.array(z), np.array(a)
