"""Make the shipped network and all that the book tells of its training: python -m tools.train_network

The notes' own algorithm and no other: sigmoid neurons, the quadratic cost, mini-batch gradient descent. The recipe was
chosen on the last 10,000 training images, and so is the seed of the shipped network. The test images are counted once.
It writes nnlib/data/network.npz, training.npz and results.json, and the file's digest into nnlib/trained.py. On one
machine the same seeds give the same bytes. About ten minutes on one core.
"""

import json
import re
import sys
import time
from hashlib import sha256
from pathlib import Path

import numpy as np

from nnlib import Network, Parameters, accuracy, cost, load_mnist, one_hot, sgd

DATA = Path(__file__).parents[1] / "nnlib" / "data"
SIZES = (784, 16, 16, 10)
SEEDS = range(5)
# Pixels are multiplied by SCALE while training, and W^(1) by SCALE afterwards, so that the network takes plain pixels:
# it amounts to a smaller learning rate for the first layer, whose inputs are many.
SCALE, BATCH, EPOCHS, RATE = 0.1, 32, 80, 2.5
STEPS = (0, 10, 30, 100, 300, 1000)  # checkpoints inside the first epoch
AFTER = (1, 2, 3, 5, 8, 12, 20, 30, 50, 80)  # checkpoints after these epochs
MEMORY, MEMORY_EPOCHS, MEMORY_RATE = 1000, 600, 2.0  # the run with shuffled labels


def start(seed):
    """The network before training, for scaled pixels: weights from N(0, 1/n_in), biases 0, float32."""
    rng = np.random.default_rng(seed)
    parameters = Parameters.zeros(SIZES, np.float32)
    for W in parameters.weights:
        W[...] = rng.normal(0, W.shape[1] ** -0.5, W.shape)
    return Network(parameters)


def folded(network):
    """The same network for plain pixels, its parameters rounded to half precision, in float64."""
    parameters = network.astype(np.float64).parameters
    parameters.weights[0][...] *= SCALE
    parameters.vector[...] = parameters.vector.astype(np.float16)
    return Network(parameters)


def falling(fraction):
    """The learning rate: falling to 0 in a straight line."""
    return RATE * (1 - fraction)


def train(digits, seed, rate=falling):
    """The iterator of networks of one run over these digits, one an epoch."""
    x, y = digits.x, one_hot(digits.labels, np.float32)
    return sgd(start(seed), x, y, learning_rate=rate, batch_size=BATCH, epochs=EPOCHS, seed=seed, scale=SCALE)


def last(networks, label):
    """The last of an iterator of networks, with a bar on a terminal."""
    begun = time.monotonic()
    for epoch, network in enumerate(networks, 1):
        if sys.stderr.isatty():
            bar = "#" * (30 * epoch // EPOCHS)
            print(f"\r{label} [{bar:<30}] epoch {epoch}", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(f"{label}: {time.monotonic() - begun:.0f} s", flush=True)
    return network


def early(digits, seed, steps):
    """The network after some steps of the first epoch: the rate is 0 from then on."""
    end = steps * BATCH / digits.x.shape[1] / EPOCHS
    return next(train(digits, seed, lambda fraction: falling(fraction) if fraction < end - 1e-12 else 0.0))


def checkpoints(digits, test, seed):
    """The shipped run at its checkpoints: arrays for training.npz, and the network at the end."""
    epoch_steps = -(-digits.x.shape[1] // BATCH)
    kept = [(steps, folded(early(digits, seed, steps))) for steps in STEPS]
    for epoch, network in enumerate(train(digits, seed), 1):
        if epoch in AFTER:
            kept.append((epoch * epoch_steps, folded(network)))
    sample = digits.x[:, :10_000].astype(float), digits.labels[:10_000]
    measures = {
        "train_cost": [cost(network.output(sample[0]), one_hot(sample[1])) for _, network in kept],
        "test_cost": [cost(network.output(test.x), one_hot(test.labels)) for _, network in kept],
        "train_accuracy": [accuracy(network, *sample) for _, network in kept],
        "test_accuracy": [accuracy(network, test.x, test.labels) for _, network in kept],
    }
    vectors = np.array([network.parameters.vector for _, network in kept]).astype(np.float16)
    return {"vectors": vectors, "steps": np.array([steps for steps, _ in kept]), **{name: np.array(values) for name, values in measures.items()}}, kept[-1][1]


def memorised(digits):
    """Accuracy on a thousand training images, epoch by epoch, with true and with shuffled labels."""
    x, labels = digits.x[:, :MEMORY], digits.labels[:MEMORY]
    shuffled = np.random.default_rng(0).permutation(labels)
    curves = {}
    for name, wanted in (("true", labels), ("shuffled", shuffled)):
        networks = sgd(start(0), x, one_hot(wanted, np.float32), learning_rate=MEMORY_RATE, batch_size=10, epochs=MEMORY_EPOCHS, seed=0, scale=1)
        curves[f"{name}_accuracy"] = np.array([np.mean(network.classify(x) == wanted) for network in networks])
    return curves


def main():
    train_digits, test = load_mnist("train", dtype=np.float32), load_mnist("test")
    fitted = train_digits._replace(x=train_digits.x[:, :50_000], labels=train_digits.labels[:50_000])
    held = train_digits.x[:, 50_000:].astype(float), train_digits.labels[50_000:]
    validation = [accuracy(folded(last(train(fitted, seed), f"seed {seed}, 50,000 images")), *held) for seed in SEEDS]
    tests = [accuracy(folded(last(train(train_digits, seed), f"seed {seed}, 60,000 images")), test.x, test.labels) for seed in SEEDS]
    chosen = int(np.argmax(validation))
    run, network = checkpoints(train_digits, test, chosen)
    network.save(DATA / "network.npz")
    np.savez_compressed(DATA / "training.npz", **run, **memorised(train_digits))
    write_facts(validation, tests, chosen, run)


def write_facts(validation, tests, chosen, run):
    """Write results.json, and the digest of training.npz into nnlib/trained.py."""
    facts = {
        "recipe": {"sizes": SIZES, "scale": SCALE, "batch_size": BATCH, "epochs": EPOCHS, "learning_rate": f"{RATE} falling linearly to 0"},
        "validation_accuracy": validation, "test_accuracy": tests, "shipped_seed": chosen,
        "test_accuracy_mean": float(np.mean(tests)), "test_accuracy_spread": float(np.std(tests, ddof=1)),
        "shipped_test_accuracy": float(run["test_accuracy"][-1]), "shipped_test_cost": float(run["test_cost"][-1]),
        "shipped_train_accuracy": float(run["train_accuracy"][-1]), "shipped_train_cost": float(run["train_cost"][-1]),
    }
    (DATA / "results.json").write_text(json.dumps(facts, indent=1) + "\n")
    module = DATA.parent / "trained.py"
    digest = sha256((DATA / "training.npz").read_bytes()).hexdigest()
    module.write_text(re.sub(r'DIGEST = "\w*"', f'DIGEST = "{digest}"', module.read_text()))
    print(json.dumps(facts, indent=1))


if __name__ == "__main__":
    main()
