"""The ten outputs' wishes for the layer before them, added up; then one layer further back."""

from typing import Any

import numpy as np

from nnlib.activation import sigmoid_prime
from nnlib.cost import example_cost_prime
from nnlib.figures.data import story
from nnlib.figures.kit import Figure, Integer, Numbers, Switch, bundle


class SummedWishes(Figure):
    """-dC_0/da_k^(2) = sum_j w_jk^(3) wish_j with wish_j = -dC_0/dz_j^(3) (chapter 3, "Adjusting the activations")."""

    _esm, _css = bundle(__name__)
    title = "Ten wishes, added up"
    try_this = "Try: let only the 2 speak, then add the others one by one. Pick a bar and follow its ten products. Does any neuron hear opposite wishes? Then go one layer back."
    alternative = (
        "A table with a column for each of the ten outputs: its wish, its weight from one neuron of layer 2, and their product. The sum is that neuron's bar among sixteen, up or down. "
        "Outputs can be switched off. One layer further back, the sixteen wishes are passed on in the same way."
    )
    video = ("Ilg3gGewQ5U", "7:24")
    data = ("story", "digits")

    on = Numbers([1] * 10, low=0, high=1, whole=True)
    picked = Integer(7, low=0, high=15)
    back = Switch(False)
    far = Integer(9, low=0, high=15)

    @staticmethod
    def compute(on: list[int], picked: int, back: bool, far: int) -> dict[str, Any]:
        """The outputs' `wishes` -dC_0/dz^(3) (10,), the picked neuron's `weights` and `terms` (10,), the `sums` over the
        outputs that are on (16,), those times sigma'(z^(2)), `passed` (16,), the `far_terms` of neuron `far` (16,), and
        the `far_sums` one layer further back (16,)."""
        network, (x, y) = story.network(), story.example()
        z, a = network.forward(x)
        wishes = -example_cost_prime(a[3], y) * sigmoid_prime(z[2])
        W2, W3 = network.weights[1:]
        heard = wishes[:, 0] * np.array(on)
        sums = W3.T @ heard
        passed = sums * sigmoid_prime(z[1])[:, 0]
        return {
            "wishes": wishes[:, 0],
            "weights": W3[:, picked],
            "terms": W3[:, picked] * heard,
            "sums": sums,
            "passed": passed,
            "far_terms": W2[:, far] * passed,
            "far_sums": W2.T @ passed,
        }
