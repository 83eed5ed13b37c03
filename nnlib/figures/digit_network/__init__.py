"""The whole network of the book, 784-16-16-10, alive: draw a digit, see every neuron, turn any weight or bias."""

from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._types import Array, Integers
from nnlib.figures.data import CONSTANTS, digits, networks
from nnlib.figures.kit import Choice, Figure, GivenNetwork, Integer, Numbers, Switch, bundle
from nnlib.figures.parts import mnist_picture
from nnlib.network import Network

SIZES: tuple[int, ...] = tuple(CONSTANTS["sizes"])
EDGES, ROWS = 20, 5  # connections drawn into each layer; terms of a sum written out


class DigitNetwork(Figure):
    """The network that reads digits, with a pad to draw on (chapter 1, the example network).

    source: what it looks at: "digit" (number `digit` of the book's test digits), "drawing" (784 grey levels, made
    like MNIST's if `normalise`) or "noise" (number `seed`); then moved by `shift`, pixels to the right and down.
    network: "trained", "untrained" (where its training began), or "own", the network in the trait `own`, which the
    figure `training` on the same page hands over (the trained one until then). edits: rows (i, value): entry i of the 13,002 is value instead.
    inside: whether more than the pad, the layers and the answer is shown: other pictures, and one neuron's sum.
    layer, neuron, sender: the neuron whose sum is shown, and one of its weights.
    """

    _esm, _css = bundle(__name__)
    title = "The network that reads digits"
    try_this = "Try: draw a digit. Your first stroke clears the pad. Then see inside: pick a neuron, turn its bias or a weight, and watch the outputs."
    alternative = (
        "A pad with a handwritten digit, and beside it the picture as the network sees it, 28 by 28 pixels. Three layers of neurons follow: "
        "16, 16, and the 10 outputs with their numbers. Lines show the strongest connections. The inside shows, for one neuron: its incoming weights "
        "as a picture, what each adds, the sum term by term, its bias, and its activation."
    )
    video = ("aircAruvnKk", "2:43")
    data = ("network", "digits", "untrained")

    source = Choice("digit", ("digit", "drawing", "noise"))
    digit = Integer(18, low=0, high=99)
    drawing = Numbers(np.zeros(784, int), low=0, high=255, whole=True)
    normalise = Switch(True)
    seed = Integer(1, low=0, high=9999)
    shift = Numbers([0, 0], low=-14, high=14, whole=True)
    network = Choice("trained", ("trained", "untrained", "own"))
    edits = Numbers([], low=-100, high=13_001, shape=(None, 2))
    inside = Switch(False)
    layer = Integer(1, low=1, high=3)
    neuron = Integer(14, low=0, high=15)
    sender = Integer(379, low=0, high=783)
    own = GivenNetwork()

    @traitlets.validate("edits")
    def _are_entries(self, proposal: Any) -> Any:
        for i, value in proposal["value"]:
            if i < 0 or i != round(i) or value > 100:
                raise traitlets.TraitError(
                    f"edits: expected rows (i, value), i whole in 0..13001, value in [-100, 100], got ({i:g}, {value:g})"
                )
        return proposal["value"]

    @staticmethod
    def compute(
        source: str,
        digit: int,
        drawing: ArrayLike,
        normalise: bool,
        seed: int,
        shift: list[int],
        network: str,
        edits: list[list[float]],
        inside: bool,
        layer: int,
        neuron: int,
        sender: int,
        own: Network | None,
    ) -> dict[str, Any]:
        """All that is drawn.

        raw, seen: grey levels (784,) on the pad and before the network; z, a: those of layers 1 to 3; says: the
        most active output. j, k: the chosen neuron and the chosen sender, or the last ones where the layer has fewer. Of
        that neuron: w and terms w_k a_k, (n_in,); rows: the senders whose terms are written out, the largest first, k
        among them; parts: those terms, the sum of the others, and the bias, which add up to z. edges: rows (l, j, k,
        w_jk a_k), the strongest connections into each layer.
        """
        raw = _raw(source, digit, drawing, seed)
        seen = mnist_picture.shifted(
            mnist_picture.normalised(raw) if source == "drawing" and normalise else raw, *shift
        )
        net = _edited(_base(network, own), edits)
        z, a = net.forward(seen.reshape(784, 1) / 255)
        j, k = min(neuron, SIZES[layer] - 1), min(sender, SIZES[layer - 1] - 1)
        w, b = net.weights[layer - 1][j], net.biases[layer - 1][j]
        terms = w * a[layer - 1][:, 0]
        rows = _rows(terms, k)
        parts = [*terms[rows], np.delete(terms, rows).sum(), b[0]]
        edges = np.concatenate([_strongest(l, W * a[l - 1].T) for l, W in enumerate(net.weights, start=1)])
        return {
            "raw": raw,
            "seen": seen,
            "z": [z_l[:, 0] for z_l in z],
            "a": [a_l[:, 0] for a_l in a[1:]],
            "says": int(a[-1].argmax()),
            "j": j,
            "k": k,
            "w": w,
            "terms": terms,
            "rows": rows,
            "parts": parts,
            "edges": edges,
        }


def _raw(source: str, digit: int, drawing: ArrayLike, seed: int) -> Array | Integers:
    if source == "digit":
        return np.asarray(digits.book()[2][digit])
    return mnist_picture.noise(seed) if source == "noise" else np.asarray(drawing)


def _base(network: str, own: Network | None) -> Network:
    if network == "untrained":
        return networks.untrained()
    if network == "own" and own is not None and own.sizes == SIZES and np.isfinite(own.parameters.vector).all():
        return own
    return networks.trained()


def _edited(network: Network, edits: list[list[float]]) -> Network:
    network = network.copy()
    for i, value in edits:
        network.parameters.vector[int(i)] = value
    return network


def _rows(terms: Array, k: int) -> Integers:
    largest = np.argsort(-np.abs(terms), kind="stable")[:ROWS]
    return largest if k in largest else np.append(largest[:-1], k)


def _strongest(l: int, contributions: Array) -> Array:
    """Rows (l, j, k, w_jk a_k) of the largest contributions of a layer, (EDGES, 4)."""
    place = np.argsort(-np.abs(contributions), axis=None, kind="stable")[:EDGES]
    j, k = np.unravel_index(place, contributions.shape)
    return np.column_stack([np.full(EDGES, l), j, k, contributions[j, k]])
