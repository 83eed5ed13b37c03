"""The book's hundred digits shuffled and cut into mini-batches, and how close each batch's gradient points to the whole one."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from nnlib._types import Array
from nnlib.backprop import backprop
from nnlib.figures.data import digits, networks, story
from nnlib.figures.kit import Choice, Figure, Integer, bundle
from nnlib.figures.kit.seeded import random, shuffled
from nnlib.mnist import one_hot

NETWORKS = {"untrained": networks.untrained, "story": story.network, "trained": networks.trained}
EXAMPLES = 100
TRAINING = 60_000


@cache
def examples() -> tuple[Array, Array]:
    """(x, y) of the hundred digits, (784, 100) and (10, 100)."""
    _, labels, images = digits.book()
    return images[:EXAMPLES].T / 255, one_hot(labels[:EXAMPLES])


def gradient(network: str, places: Sequence[int]) -> Array:
    """The average gradient over the digits at these places, as one vector."""
    x, y = examples()
    return backprop(NETWORKS[network](), x[:, places], y[:, places]).vector


class MiniBatches(Figure):
    """The cosine between the gradient of a mini-batch and that of all hundred digits (chapter 3, "Stochastic gradient descent")."""

    _esm, _css = bundle(__name__)
    title = "Shuffle, cut into batches, step"
    try_this = (
        "Try: press Step or move the frame, and watch the batch's gradient swing about the whole one. Take batches of 1, of 5, of 50. "
        "For which network do the batches agree best: untrained, after one epoch, or trained?"
    )
    alternative = (
        "A square of a hundred handwritten digits in shuffled order, cut into batches; one batch is outlined. Beside it an arrow for the gradient of all hundred and one for the gradient of the batch, with the angle between them, "
        "and the cosine of that angle for every batch of the epoch. Large batches point nearly the right way, single digits often far off; with an untrained network all agree better."
    )
    video = ("Ilg3gGewQ5U", "9:43")
    data = ("untrained", "story", "network", "digits")

    network = Choice("story", tuple(NETWORKS))
    batch = Choice(10, (1, 5, 10, 20, 50, 100))
    seed = Integer(1, low=1, high=99)
    step = Integer(0, low=0, high=EXAMPLES - 1)

    @staticmethod
    def compute(network: str, batch: int, seed: int, step: int) -> dict[str, Any]:
        """The `order` of the shuffled places (100,), the number of this step's batch, `now`, the `cosines` of every batch's
        gradient with the whole one (steps,), this batch's `cosine`, their `average`, and the `steps` an epoch of the
        hundred and, `training_steps`, of 60,000 training images."""
        order, steps = shuffled(EXAMPLES, random(seed)), EXAMPLES // batch
        whole = gradient(network, range(EXAMPLES))
        parts = [gradient(network, order[n * batch : (n + 1) * batch]) for n in range(steps)]
        cosines = np.array([part @ whole / np.linalg.norm(part) / np.linalg.norm(whole) for part in parts])
        now = min(step, steps - 1)
        return {
            "order": order,
            "now": now,
            "cosines": cosines,
            "cosine": cosines[now],
            "average": cosines.mean(),
            "steps": steps,
            "training_steps": TRAINING // batch,
        }
