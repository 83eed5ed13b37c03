"""A network: its parameters as one vector, and the forward pass."""

import numpy as np

from . import _checks, _files
from .activation import sigma


class Parameters:
    """Weights and biases of a network as one vector; also the type of a gradient.

    Parameters(weights, biases) copies them: weights[l - 1] is W^(l), (n_l, n_{l-1}), and
    biases[l - 1] is b^(l), (n_l, 1). They become float64, or float32 if all of them are.

    .vector: "the giant column vector", (13002,) for sizes 784-16-16-10. Its order is W^(1), b^(1),
    W^(2), b^(2), ..., each W row by row.
    .weights, .biases: tuples of views of the vector: changing one changes the other.
    .sizes: (n_0, n_1, ..., n_L).    .dtype: float32 or float64.

    Raises ValueError or TypeError if the shapes do not chain or an entry is not a finite number.
    Source: chapter 2, "Neural network case".
    """

    def __init__(self, weights, biases):
        weights, biases = _checks.layers(weights, biases)
        self.sizes = (weights[0].shape[1], *(len(W) for W in weights))
        self.vector = np.concatenate([p.ravel() for layer in zip(weights, biases) for p in layer])
        self._make_views()

    @classmethod
    def from_vector(cls, vector, sizes):
        """Return the Parameters that share this vector's memory: (d,) for these layer sizes."""
        parameters = cls.__new__(cls)
        parameters.sizes = _checks.sizes(sizes)
        parameters.vector = _checks.vector(vector, parameters.sizes)
        parameters._make_views()
        return parameters

    @classmethod
    def zeros(cls, sizes, dtype=np.float64):
        """Return Parameters that are all 0."""
        sizes = _checks.sizes(sizes)
        return cls.from_vector(np.zeros(_checks.count(sizes), _checks.dtype(dtype)), sizes)

    def _make_views(self):
        weights, biases, start = [], [], 0
        for n_in, n_out in zip(self.sizes, self.sizes[1:]):
            middle, end = start + n_out * n_in, start + n_out * n_in + n_out
            weights.append(self.vector[start:middle].reshape(n_out, n_in))
            biases.append(self.vector[middle:end].reshape(n_out, 1))
            start = end
        self.weights, self.biases = tuple(weights), tuple(biases)

    @property
    def dtype(self):
        return self.vector.dtype

    def __repr__(self):
        return f"Parameters(sizes={self.sizes}, dtype={self.dtype})"


class Network:
    """A fully connected network of sigmoid neurons: a^(l) = sigma(W^(l) a^(l-1) + b^(l)).

    Network(parameters) keeps the given `Parameters`; changing them changes the network.
    .parameters, .weights, .biases, .sizes, .dtype: see `Parameters`.
    Source: chapter 1, "Notation and linear algebra".
    """

    def __init__(self, parameters):
        self.parameters = _checks.instance("parameters", parameters, Parameters)

    @classmethod
    def random(cls, sizes, seed, dtype=np.float64):
        """Return a network with random weights and biases, all from N(0, 1/n_in).

        sizes: neurons a layer, input first, e.g. (784, 16, 16, 10); seed: an integer from 0 on;
        dtype: float32 or float64 (the same numbers, rounded). n_in is the number of neurons in the
        layer before, so that the weighted sums start of order 1 and no neuron starts saturated.
        Source: chapter 2, the introduction.
        """
        sizes, rng = _checks.sizes(sizes), _checks.generator(seed)
        parameters = Parameters.zeros(sizes, dtype)
        for W, b in zip(parameters.weights, parameters.biases):
            n_in = W.shape[1]
            W[...] = rng.normal(0, n_in**-0.5, W.shape)
            b[...] = rng.normal(0, n_in**-0.5, b.shape)
        return cls(parameters)

    @classmethod
    def load(cls, path):
        """Return the network that `save` wrote to this path."""
        return cls(Parameters.from_vector(*_files.read(path)))

    def save(self, path):
        """Write the network to an .npz file, all of it or nothing."""
        _files.write(path, self.parameters.vector, self.sizes)

    @property
    def weights(self):
        return self.parameters.weights

    @property
    def biases(self):
        return self.parameters.biases

    @property
    def sizes(self):
        return self.parameters.sizes

    @property
    def dtype(self):
        return self.parameters.dtype

    def astype(self, dtype):
        """Return a copy of the network in float32 or float64."""
        vector = self.parameters.vector.astype(_checks.dtype(dtype))
        return Network(Parameters.from_vector(vector, self.sizes))

    def copy(self):
        """Return a network with its own copy of the parameters."""
        return self.astype(self.dtype)

    def forward(self, x):
        """Return (z, a): the weighted sums and the activations of every layer.

        x: inputs in [0, 1], (n_0, m), a column an example; one example is (n_0, 1).
        z[l - 1] is z^(l) = W^(l) a^(l-1) + b^(l), (n_l, m); a[l] is a^(l) = sigma(z^(l)), (n_l, m),
        and a[0] is x. They have the network's dtype.

        Raises ValueError or TypeError if x does not fit the network.
        Source: chapter 1, "Notation and linear algebra".
        """
        return self.propagate(_checks.inputs(self, x))

    def propagate(self, x):
        """Return (z, a) for an x that was checked before."""
        z, a = [], [x]
        for W, b in zip(self.parameters.weights, self.parameters.biases):
            z.append(W @ a[-1] + b)
            a.append(sigma(z[-1]))
        return z, a

    def output(self, x):
        """Return a^(L), the activations of the last layer, (n_L, m); x as in `forward`."""
        return self.forward(x)[1][-1]

    def classify(self, x):
        """Return for each example the number of the brightest output neuron, (m,) of integers.

        x as in `forward`; between equals the first one wins.
        """
        return self.output(x).argmax(axis=0)

    def __repr__(self):
        return f"Network(sizes={self.sizes}, dtype={self.dtype})"
