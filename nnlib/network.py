"""A network: its parameters as one vector, and the way forward through its layers."""

import numpy as np

from . import _checks, _files
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

    def __init__(self, weights, biases):
        weights, biases = _checks.layers(weights, biases)
        parts = [p.ravel() for layer in zip(weights, biases) for p in layer]
        self._share(np.concatenate(parts), (weights[0].shape[1], *map(len, weights)))

    @classmethod
    def from_vector(cls, vector, sizes):
        """Return the Parameters that share the memory of `vector`, (d,), split for these sizes."""
        parameters, sizes = cls.__new__(cls), _checks.sizes(sizes)
        parameters._share(_checks.vector(vector, sizes), sizes)
        return parameters

    @classmethod
    def zeros(cls, sizes, dtype=np.float64):
        """Return Parameters of these sizes that are all 0."""
        sizes, dtype = _checks.sizes(sizes), _checks.dtype(dtype)
        return cls.from_vector(np.zeros(_checks.count(sizes), dtype), sizes)

    def _share(self, vector, sizes):
        self._vector, self._sizes = vector, sizes
        layers, start = [], 0
        for n_in, n_out in zip(sizes, sizes[1:]):
            middle, end = start + n_out * n_in, start + n_out * n_in + n_out
            W, b = vector[start:middle].reshape(n_out, n_in), vector[middle:end].reshape(n_out, 1)
            layers.append((W, b))
            start = end
        self._weights, self._biases = zip(*layers)

    # To be changed entry by entry: a new array would be no view of the vector.
    weights = property(lambda self: self._weights)
    biases = property(lambda self: self._biases)
    sizes = property(lambda self: self._sizes)
    dtype = property(lambda self: self._vector.dtype)

    @property
    def vector(self):
        return self._vector

    @vector.setter
    def vector(self, values):  # `parameters.vector -= step` ends here too, already done
        if values is not self._vector:
            self._vector[...] = _checks.vector(values, self.sizes, self.dtype)

    def location(self, i):
        """Return where entry i of the vector stands: (l, j, k) for w_jk^(l), (l, j, None) for b_j^(l)."""
        i = _checks.index(i, len(self._vector))
        for l, (W, b) in enumerate(zip(self.weights, self.biases), start=1):
            if i < W.size:
                return l, i // W.shape[1], i % W.shape[1]
            if i < W.size + b.size:
                return l, i - W.size, None
            i -= W.size + b.size

    def __reduce__(self):  # a copy or a pickle of the views alone would no longer be views
        return Parameters.from_vector, (self._vector, self.sizes)

    def __repr__(self):
        return f"Parameters(sizes={self.sizes}, dtype={self.dtype})"


class Network:
    """A network of sigmoid neurons, each connected to all of the layer before.

    Network(parameters) keeps the given `Parameters` and does not copy them.
    .parameters, .weights, .biases, .sizes, .dtype: see `Parameters`.
    Source: chapter 1, "Notation and linear algebra".
    """

    def __init__(self, parameters):
        self._parameters = _checks.instance("parameters", parameters, Parameters)

    @classmethod
    def random(cls, sizes, seed, dtype=np.float64):
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
    def load(cls, path):
        """Return the network that `save` wrote to `path`.

        Nothing in the file is ever run. Raises OSError if it cannot be opened, ValueError if it is
        not a whole and sound network of this format.
        """
        return cls(Parameters.from_vector(*_files.read(path)))

    def save(self, path):
        """Write the network to `path`, an .npz file: all of it, or nothing if that fails."""
        _files.write(path, _checks.vector(self.parameters.vector, self.sizes), self.sizes)

    parameters = property(lambda self: self._parameters)
    weights = property(lambda self: self.parameters.weights)
    biases = property(lambda self: self.parameters.biases)
    sizes = property(lambda self: self.parameters.sizes)
    dtype = property(lambda self: self.parameters.dtype)

    @quietly
    def astype(self, dtype):
        """Return a copy in float32 or float64."""
        vector = self.parameters.vector.astype(_checks.dtype(dtype))
        return Network(Parameters.from_vector(vector, self.sizes))

    def copy(self):
        """Return a network with its own parameters, equal to these."""
        return self.astype(self.dtype)

    @quietly
    def forward(self, x):
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

    def propagate(self, x):
        """Return (z, a) for an x that was checked before."""
        z, a = [], [x]
        for W, b in zip(self.weights, self.biases):
            z.append(np.matmul(W, a[-1], order="F") + b)  # W @ a + b, each column in one piece: faster
            a.append(sigma(z[-1]))
        return z, a

    def output(self, x):
        """Return a^(L), the activations of the last layer, (n_L, m); x and errors as in `forward`."""
        return self.forward(x)[1][-1]

    def classify(self, x):
        """Return the number of the brightest output neuron for each example, (m,) integers.

        x and errors as in `forward`. Of equally bright neurons the first counts.
        """
        return self.output(x).argmax(axis=0)

    def __repr__(self):
        return f"Network(sizes={self.sizes}, dtype={self.dtype})"
