"""The files of shared data, which pages and notebooks load when a figure needs them."""

import json
import zlib
from collections.abc import Callable
from functools import cache, partial

import numpy as np

from nnlib.figures.data import digits, networks, story
from nnlib.network import Network

PARTS = 10  # of the digits to learn from


def _training_digits(part: int) -> bytes:
    """A tenth of the training images and of the test images: their labels, then two grey pixels in a byte."""
    greys, labels = [], []
    for x, of_x in digits.training():
        tenth = slice(part * len(of_x) // PARTS, (part + 1) * len(of_x) // PARTS)
        greys.append(np.round(15 * x.T[tenth]).astype(np.uint8))
        labels.append(of_x[tenth].astype(np.uint8))
    pixels = np.concatenate(greys)
    packed = 16 * pixels[:, ::2] + pixels[:, 1::2]
    return zlib.compress(np.concatenate(labels).tobytes() + packed.tobytes(), 9)


def _halves(network: Network) -> bytes:
    return network.parameters.vector.astype("<f2").tobytes()


def _checkpoints() -> bytes:
    return b"".join(map(_halves, networks.checkpoints()))


def _responses() -> bytes:
    return networks.responses().astype("<f4").tobytes()


def _digits() -> bytes:
    entries = zip(*digits.book())
    return b"".join(bytes([label, index % 256, index // 256]) + image.tobytes() for index, label, image in entries)


def _exercises() -> bytes:
    from nnlib.figures.quiz.exercises import all_exercises  # a figure's: not before it is asked for

    words = {name: exercise.words for name, exercise in all_exercises().items()}
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()


_FILES: dict[str, Callable[[], bytes]] = {
    "exercises": _exercises,
    "network": lambda: _halves(networks.trained()),
    "untrained": lambda: _halves(networks.untrained()),
    "digits": _digits,
    "checkpoints": _checkpoints,
    "responses": _responses,
    "story": lambda: _halves(story.network()),
}
TRAINING_DIGITS = tuple(f"training_digits_{part}" for part in range(PARTS))
_FILES |= {name: partial(_training_digits, part) for part, name in enumerate(TRAINING_DIGITS)}
NAMES = tuple(_FILES)


@cache
def load(name: str) -> bytes:
    """The bytes of the shared data called `name`, one of NAMES.

    "network"           the 13,002 parameters as half-precision numbers, in the order of their vector (exactly: the
                        trained network is rounded to them); "untrained", "story" and "checkpoints": the same, of it
                        before and at moments of its training
    "responses"         16 x 10 single-precision numbers, row by row
    "digits"            for each digit its label, its index (two bytes, low first), 784 pixels
    "exercises"         the words of the exercises, JSON
    TRAINING_DIGITS     a tenth of `digits.training` each, in zlib's format: 1,000 labels and 200, then their pictures,
                        two pixels in a byte
    """
    return _FILES[name]()
