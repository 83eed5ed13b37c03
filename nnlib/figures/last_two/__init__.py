"""The last two neurons of the chain, and the letters that stand for their numbers."""

from typing import Any

from nnlib.figures.kit import Choice, bundle
from nnlib.figures.parts.chain_network import ChainNetwork, forward

PARTS = ["a_before", "w", "b", "z", "a", "y", "C", "layer", "square"]


class LastTwo(ChainNetwork):
    """z^(L) = w^(L) a^(L-1) + b^(L), a^(L) = sigma(z^(L)), C_0 = (a^(L) - y)^2, each symbol with its place (chapter 4, "The chain rule")."""

    _esm, _css = bundle(__name__)
    title = "The last two neurons"
    try_this = "Try: point at a symbol, and find the part it stands for. Then point at a part, and find every place where its symbol occurs. Which of the small raised signs is a power?"
    alternative = (
        "The last two neurons of a chain, with the weight between them, the bias, the target and the cost. Below them three formulas with the numbers under their letters. "
        "Pointing at a letter marks the part of the picture that it stands for, and pointing at a part marks its letter everywhere. "
        "The raised L in brackets says in which layer a number lives; only the 2 outside the bracket of the cost is a power."
    )
    video = ("tIeHLnjs5U8", "1:01")

    lit = Choice("a_before", PARTS)

    @staticmethod
    def compute(x: float, w: list[float], b: list[float], y: float, lit: str) -> dict[str, Any]:
        """The numbers of the last layer under their letters."""
        z, a = forward(x, w, b)
        return {"a_before": a[2], "w": w[2], "b": b[2], "z": z[2], "a": a[3], "y": y, "C": (a[3] - y) ** 2}
