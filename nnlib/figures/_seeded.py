"""Seeded draws that the figures make alike in Python and in JavaScript (`random` and `shuffled` in nnlib/js/maths.js)."""


def random(seed):
    """Return a function that draws the next number in [0, 1): the generator mulberry32, 32 bits of state."""
    state = seed % 2**32

    def draw():
        nonlocal state
        state = (state + 0x6D2B79F5) % 2**32
        t = (state ^ (state >> 15)) * (state | 1) % 2**32
        t = (t ^ (t + (t ^ (t >> 7)) * (t | 61))) % 2**32
        return (t ^ (t >> 14)) / 2**32

    return draw


def shuffled(n, draw):
    """Return 0, ..., n - 1 in a random order (Fisher and Yates), by a function from `random`."""
    order = list(range(n))
    for i in range(n - 1, 0, -1):
        j = int(draw() * (i + 1))
        order[i], order[j] = order[j], order[i]
    return order
