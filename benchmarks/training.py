"""Seconds per epoch of the 60,000 digits: nnlib beside its floor and its peers, on one thread.

    python benchmarks/training.py [rounds]

The floor is the eight matrix products of a training step alone, at the same shapes and with the same
BLAS. All contenders train 784-16-16-10 by plain mini-batch gradient descent and take turns, an epoch
each per round; a ratio is one of medians. The peers: `pip install -r benchmarks/requirements.txt`.
"""

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import sys
import warnings
from itertools import count, pairwise
from statistics import median
from time import perf_counter

import numpy as np

from nnlib import Network, backprop, load_mnist, one_hot, sgd

try:
    import torch
except ImportError:
    torch = None
try:
    from sklearn.neural_network import MLPClassifier
except ImportError:
    MLPClassifier = None

SIZES, RATE = (784, 16, 16, 10), 1.0


# Each contender gets the digits and a batch size, and returns a function that trains for one epoch.


def floor(digits, y, batch_size):
    """The products W a, (dC/dz) a^T and W^T (dC/dz) of each layer, on NumPy's row-major arrays."""
    rng, dtype = np.random.default_rng(0), y.dtype
    W = Network.random(SIZES, seed=0, dtype=dtype).weights
    a = [rng.random((n, batch_size)).astype(dtype) for n in SIZES]

    def epoch():
        for _ in range(y.shape[1] // batch_size):
            for l in (1, 2, 3):
                W[l - 1] @ a[l - 1]
            for l in (3, 2, 1):
                a[l] @ a[l - 1].T
            for l in (3, 2):
                W[l - 1].T @ a[l]

    return epoch


def nnlib(digits, y, batch_size):
    network = Network.random(SIZES, seed=0, dtype=y.dtype)
    x = digits.images.reshape(-1, 784).T  # grey levels
    networks = sgd(network, x, y, learning_rate=RATE, batch_size=batch_size, epochs=10**6, seed=0, scale=1 / 255)
    return lambda: next(networks)


def torch_eager(digits, y, batch_size):
    """PyTorch on the CPU, not compiled: modules, autograd and its own SGD."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    x, y = torch.from_numpy(digits.x.T), torch.from_numpy(np.ascontiguousarray(y.T))
    linear = [torch.nn.Linear(n_in, n_out, dtype=x.dtype) for n_in, n_out in pairwise(SIZES)]
    model = torch.nn.Sequential(*(module for layer in linear for module in (layer, torch.nn.Sigmoid())))
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)

    def epoch():
        for batch in torch.randperm(len(x)).split(batch_size):
            loss = ((model(x[batch]) - y[batch]) ** 2).sum(dim=1).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()

    return epoch


def scikit_learn(digits, y, batch_size):
    """MLPClassifier: the same layers and steps, with softmax and log loss, since it has no other."""
    x = np.ascontiguousarray(digits.x.T)
    seeds = count()

    def epoch():
        with warnings.catch_warnings(action="ignore"):  # that one epoch does not converge
            MLPClassifier(
                SIZES[1:-1],
                activation="logistic",
                solver="sgd",
                alpha=0,
                batch_size=batch_size,
                momentum=0,
                learning_rate_init=0.1,
                max_iter=1,
                random_state=next(seeds),
            ).fit(x, digits.labels)

    return epoch


def per_example(digits, y, batch_size):
    """The same gradients, an example at a time: one `backprop` for each column."""
    network = Network.random(SIZES, seed=0, dtype=y.dtype)

    def epoch():
        for start in range(0, int(PART[per_example] * y.shape[1]), batch_size):
            columns = range(start, start + batch_size)
            gradients = [backprop(network, digits.x[:, [i]], y[:, [i]]).vector for i in columns]
            network.parameters.vector -= RATE * sum(gradients) / batch_size

    return epoch


PART = {per_example: 0.1}  # of an epoch is run, and the time multiplied


def compare(dtype, batch_size, rounds):
    """Return the median seconds per epoch of each contender, None for one that is not installed."""
    digits = load_mnist("train", dtype=dtype)
    y = one_hot(digits.labels, dtype=dtype)
    missing = {torch_eager: torch is None, scikit_learn: MLPClassifier is None}
    contenders = [floor, nnlib, torch_eager, scikit_learn, per_example]
    epochs = {c: c(digits, y, batch_size) for c in contenders if not missing.get(c)}
    seconds = {c: [] for c in epochs}
    for _ in range(1 + rounds):
        for contender, epoch in epochs.items():
            start = perf_counter()
            epoch()
            seconds[contender].append((perf_counter() - start) / PART.get(contender, 1))
    return {c.__name__: median(seconds[c][1:]) if c in seconds else None for c in contenders}  # the first warms up


def main(rounds=9):
    print(f"{'':22}{'seconds per epoch':>18}{'nnlib / floor':>15}{'/ nnlib':>9}")
    for dtype in (np.float32, np.float64):
        for batch_size in (100, 10):
            print(f"{dtype.__name__}, batch {batch_size}")
            medians = compare(dtype, batch_size, rounds)
            for name, seconds in medians.items():
                if seconds is None:
                    print(f"    {name:18}{'not installed':>18}")
                    continue
                over_floor = f"{seconds / medians['floor']:.2f}" if name == "nnlib" else ""
                print(f"    {name:18}{seconds:18.3f}{over_floor:>15}{seconds / medians['nnlib']:9.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
