"""The files of shared data, which pages and notebooks load when a figure needs them."""

import json
import zlib
from functools import cache, partial

import numpy as np

from nnlib.figures.data import digits, networks, story


def _training_digits(part):
    halves = [(np.round(15 * x.T).astype(np.uint8), labels) for x, labels in digits.training()]
    greys, labels = (
        np.concatenate([half[i][part * n : (part + 1) * n] for half, n in zip(halves, (1000, 200))]) for i in (0, 1)
    )
    packed = 16 * greys[:, ::2] + greys[:, 1::2]
    return zlib.compress(labels.astype(np.uint8).tobytes() + packed.tobytes(), 9)


def _halves(network):
    return network.parameters.vector.astype("<f2").tobytes()


def _checkpoints():
    return b"".join(map(_halves, networks.checkpoints()))


def _responses():
    return networks.responses().astype("<f4").tobytes()


def _digits():
    entries = zip(*digits.book())
    return b"".join(bytes([label, index % 256, index // 256]) + image.tobytes() for index, label, image in entries)


def _exercises():
    from nnlib.figures.quiz.exercises import all_exercises

    words = {name: exercise.words for name, exercise in all_exercises().items()}
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()


_FILES = {
    "exercises": _exercises,
    "network": lambda: _halves(networks.trained()),
    "untrained": lambda: _halves(networks.untrained()),
    "digits": _digits,
    "checkpoints": _checkpoints,
    "responses": _responses,
    "story": lambda: _halves(story.network()),
}
TRAINING_DIGITS = tuple(f"training_digits_{part}" for part in range(10))
_FILES |= {name: partial(_training_digits, part) for part, name in enumerate(TRAINING_DIGITS)}
NAMES = tuple(_FILES)


@cache
def load(name):
    """The bytes of the shared data called `name`, one of NAMES.

    "network": the 13,002 parameters as half-precision numbers, in the order of their vector (exactly: the trained
    network is rounded to them); "untrained", "story" and "checkpoints": the same, of it before and at moments of its training.
    "responses": 16 x 10 single-precision numbers, row by row. "digits": for each digit its label, its index (two bytes, low first), 784 pixels.
    "exercises": the words of the exercises, JSON. TRAINING_DIGITS: a tenth of `training_digits` each, in zlib's format: 1,000 labels and 200, then their pictures, two pixels in a byte.
    """
    return _FILES[name]()
