"""The giant column vector of 784-16-16-10 (giant_vector.js has the same)."""

from nnlib.figures.data import CONSTANTS
from nnlib.network import Parameters

SIZES: tuple[int, ...] = tuple(CONSTANTS["sizes"])
COUNT = Parameters.zeros(SIZES).vector.size
