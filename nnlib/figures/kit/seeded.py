"""Seeded draws that the figures make alike in Python and in JavaScript (seeded.js, and randomNetwork in network.js)."""

import math
from collections.abc import Callable, Sequence

from nnlib.network import Network, Parameters


def random(seed: int) -> Callable[[], float]:
    """Return a function that draws the next number in [0, 1): the generator mulberry32, 32 bits of state."""
    state = seed % 2**32

    def draw() -> float:
        nonlocal state
        state = (state + 0x6D2B79F5) % 2**32
        t = (state ^ (state >> 15)) * (state | 1) % 2**32
        t = (t ^ (t + (t ^ (t >> 7)) * (t | 61))) % 2**32
        return (t ^ (t >> 14)) / 2**32

    return draw


def shuffled(n: int, draw: Callable[[], float]) -> list[int]:
    """Return 0, ..., n - 1 in a random order (Fisher and Yates), by a function from `random`."""
    order = list(range(n))
    for i in range(n - 1, 0, -1):
        j = int(draw() * (i + 1))
        order[i], order[j] = order[j], order[i]
    return order


def normal(draw: Callable[[], float]) -> float:
    """Return one number from the normal distribution N(0, 1), made of two draws (Box and Muller)."""
    u, v = draw(), draw()
    return math.sqrt(-2 * math.log(1 - u)) * math.cos(2 * math.pi * v)


def random_network(seed: int, sizes: Sequence[int] = (784, 16, 16, 10)) -> Network:
    """Return a `Network` before training: weights from N(0, 1/n_in), row by row and layer by layer, and biases 0."""
    draw = random(seed)
    parameters = Parameters.zeros(sizes)
    for W in parameters.weights:
        W[...] = [[normal(draw) / math.sqrt(W.shape[1]) for _ in row] for row in W]
    return Network(parameters)
