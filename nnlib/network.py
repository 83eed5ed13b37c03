"""A network: its parameters as one vector, and the way forward through its layers."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from os import PathLike
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from . import _checks, _files
from ._types import Array, DType, Integers, Precision
from .activation import quietly, sigma


class Parameters:
    """The weights and biases of a network as one vector; a gradient has the same type.

    Parameters(weights, biases) copies two lists of arrays: weights[l - 1] is W^(l), (n_l, n_{l-1}),
    and biases[l - 1] is b^(l), (n_l, 1). Float32 if all of them are, else float64.

    .vector   all of them, "the giant column vector": (13002,) for sizes 784-16-16-10. The order is
              W^(1), b^(1), W^(2), b^(2), ..., each W row by row.
    .weights, .biases   views of the vector, so that a change of one is a change of the other.
    .sizes    (n_0, n_1, ..., n_L)          .dtype    float32 or float64

    Raises TypeError or ValueError if the shapes do not fit or an entry is not a finite number.
    Source: chapter 2, "Neural network case".
    """

    def __init__(self, weights: Iterable[ArrayLike], biases: Iterable[ArrayLike]) -> None:
        weights, biases = _checks.layers(weights, biases)
        parts = [p.ravel() for layer in zip(weights, biases) for p in layer]
        self._share(np.concatenate(parts), (weights[0].shape[1], *map(len, weights)))

    @classmethod
    def from_vector(cls, vector: Array, sizes: Iterable[int]) -> Self:
        """Return the Parameters that share the memory of `vector`, (d,), split for these sizes."""
        parameters, sizes = cls.__new__(cls), _checks.sizes(sizes)
        parameters._share(_checks.vector(vector, sizes), sizes)
        return parameters

    @classmethod
    def zeros(cls, sizes: Iterable[int], dtype: Precision = np.float64) -> Self:
        """Return Parameters of these sizes that are all 0."""
        sizes, dtype = _checks.sizes(sizes), _checks.dtype(dtype)
        return cls.from_vector(np.zeros(_checks.count(sizes), dtype), sizes)

    def _share(self, vector: Array, sizes: tuple[int, ...]) -> None:
        self._vector, self._sizes = vector, sizes
        weights, biases, start = [], [], 0
        for n_in, n_out in pairwise(sizes):
            middle, end = start + n_out * n_in, start + n_out * n_in + n_out
            weights.append(vector[start:middle].reshape(n_out, n_in))
            biases.append(vector[middle:end].reshape(n_out, 1))
            start = end
        self._weights, self._biases = tuple(weights), tuple(biases)

    # Weights and biases are to be changed entry by entry: a new array would be no view of the vector.
    @property
    def weights(self) -> tuple[Array, ...]:
        return self._weights

    @property
    def biases(self) -> tuple[Array, ...]:
        return self._biases

    @property
    def sizes(self) -> tuple[int, ...]:
        return self._sizes

    @property
    def dtype(self) -> DType:
        return self._vector.dtype

    @property
    def vector(self) -> Array:
        return self._vector

    @vector.setter
    def vector(self, values: Array) -> None:  # `parameters.vector -= step` ends here too, already done
        if values is not self._vector:
            self._vector[...] = _checks.vector(values, self.sizes, self.dtype)

    def location(self, i: int) -> tuple[int, int, int | None]:
        """Return where entry i of the vector stands: (l, j, k) for w_jk^(l), (l, j, None) for b_j^(l)."""
        i = _checks.index(i, len(self._vector))
        l, W = 1, self.weights[0]
        while i >= W.size + len(W):  # weights and biases of the layer
            i -= W.size + len(W)
            l, W = l + 1, self.weights[l]  # W^(l+1)
        if i < W.size:
            return l, i // W.shape[1], i % W.shape[1]
        return l, i - W.size, None

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        # A copy or a pickle of the views alone would no longer be views.
        return Parameters.from_vector, (self._vector, self.sizes)

    def __repr__(self) -> str:
        return f"Parameters(sizes={self.sizes}, dtype={self.dtype})"


class Network:
    """A network of sigmoid neurons, each connected to all of the layer before.

    Network(parameters) keeps the given `Parameters` and does not copy them.
    .parameters, .weights, .biases, .sizes, .dtype: see `Parameters`.
    Source: chapter 1, "Notation and linear algebra".
    """

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = _checks.instance("parameters", parameters, Parameters)

    @classmethod
    def random(cls, sizes: Iterable[int], seed: int, dtype: Precision = np.float64) -> Self:
        """Return a network with random weights and biases, all drawn from N(0, 1/n_in).

        sizes: neurons in each layer, input first, such as (784, 16, 16, 10); seed: an integer, 0 or
        more; dtype: float32 or float64 (the same numbers, rounded). n_in is the number of neurons
        in the layer before: with variance 1/n_in no weighted sum starts far out on the sigmoid.
        Source: chapter 2, the introduction.
        """
        parameters, rng = Parameters.zeros(sizes, dtype), _checks.generator(seed)
        for W, b in zip(parameters.weights, parameters.biases):
            n_in = W.shape[1]
            W[...] = rng.normal(0, n_in**-0.5, W.shape)
            b[...] = rng.normal(0, n_in**-0.5, b.shape)
        return cls(parameters)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Self:
        """Return the network that `save` wrote to `path`.

        Nothing in the file is ever run. Raises OSError if it cannot be opened, ValueError if it is
        not a whole and sound network of this format.
        """
        return cls(Parameters.from_vector(*_files.read(path)))

    def save(self, path: str | PathLike[str]) -> None:
        """Write the network to `path`, an .npz file: all of it, or nothing if that fails."""
        _files.write(path, _checks.vector(self.parameters.vector, self.sizes), self.sizes)

    @property
    def parameters(self) -> Parameters:
        return self._parameters

    @property
    def weights(self) -> tuple[Array, ...]:
        return self.parameters.weights

    @property
    def biases(self) -> tuple[Array, ...]:
        return self.parameters.biases

    @property
    def sizes(self) -> tuple[int, ...]:
        return self.parameters.sizes

    @property
    def dtype(self) -> DType:
        return self.parameters.dtype

    @quietly
    def astype(self, dtype: Precision) -> "Network":
        """Return a copy in float32 or float64."""
        vector = self.parameters.vector.astype(_checks.dtype(dtype))
        return Network(Parameters.from_vector(vector, self.sizes))

    def copy(self) -> "Network":
        """Return a network with its own parameters, equal to these."""
        return self.astype(self.dtype)

    @quietly
    def forward(self, x: ArrayLike) -> tuple[list[Array], list[Array]]:
        """Return (z, a), the weighted sums and the activations of every layer.

        x: inputs in [0, 1], (n_0, m), a column an example; a single one is (n_0, 1).
        z[l - 1] is z^(l) = W^(l) a^(l-1) + b^(l), and a[l] is a^(l) = sigma(z^(l)), both (n_l, m);
        a[0] is x. They have the network's dtype.

        Raises TypeError or ValueError if x does not fit the network, ArithmeticError if its
        parameters are too large to compute with.
        Source: chapter 1, "Notation and linear algebra".
        """
        z, a = self.propagate(_checks.inputs(self, x))
        _checks.sound(a[-1])
        return z, a

    def propagate(self, x: Array) -> tuple[list[Array], list[Array]]:
        """Return (z, a) for an x that was checked before."""
        z: list[Array] = []
        a = [x]
        for W, b in zip(self.weights, self.biases):
            z.append(np.matmul(W, a[-1], order="F") + b)  # W @ a + b, each column in one piece: faster
            a.append(sigma(z[-1]))
        return z, a

    def output(self, x: ArrayLike) -> Array:
        """Return a^(L), the activations of the last layer, (n_L, m); x and errors as in `forward`."""
        return self.forward(x)[1][-1]

    def classify(self, x: ArrayLike) -> Integers:
        """Return the number of the most active output neuron for each example, (m,) integers.

        x and errors as in `forward`. Of equally active neurons the first counts.
        """
        largest: Integers = self.output(x).argmax(axis=0)
        return largest

    def __repr__(self) -> str:
        return f"Network(sizes={self.sizes}, dtype={self.dtype})"
