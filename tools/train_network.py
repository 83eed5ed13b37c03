"""Make the shipped network, its training and the run with shuffled labels: python -m tools.train_network

The notes' algorithm and no other: sigmoid neurons, the quadratic cost, mini-batch gradient descent. The recipe was chosen
on the last 10,000 training images, and so is the seed of the shipped network; the test images are counted at the end.
It writes network.npz, training.npz, shuffled.npz, results.json and sha256sums.txt into nnlib/data. On one machine the same
seeds give the same bytes. Set OMP_NUM_THREADS=1; it takes about four minutes on a free core.
"""

import json
import sys
import time
from hashlib import sha256
from pathlib import Path

import numpy as np

from nnlib import Network, Parameters, accuracy, cost, load_mnist, one_hot, sgd
from nnlib.trained import SIZES

DATA = Path(__file__).parents[1] / "nnlib" / "data"
MADE = ("network.npz", "training.npz", "shuffled.npz", "results.json")
SEEDS = range(5)
# Training sees SCALE * pixels, and SCALE goes into W^(1) afterwards, so that the network takes plain pixels. It amounts to
# small weights and a small learning rate for the first layer, whose inputs are many.
SCALE, BATCH, EPOCHS, RATE = 0.1, 32, 80, 2.5
STEPS = (0, 1, 3, 10, 30, 100, 200, 300, 600, 1000)  # checkpoints inside the first epoch
AFTER = (1, 2, 3, 4, 6, 8, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80)  # checkpoints after these epochs
SHUFFLED = {"n": 1000, "batch_size": 10, "epochs": 400, "learning_rate": 1.0, "seed": 0}


def part(digits, start, stop):
    """The digits from start to stop."""
    return digits._replace(x=digits.x[:, start:stop], labels=digits.labels[start:stop])


def unscaled(network):
    """The same network for plain pixels, its parameters rounded to half precision, in float64."""
    network = network.astype(np.float64)
    network.weights[0][...] *= SCALE
    network.parameters.vector[...] = network.parameters.vector.astype(np.float16)
    return network


def falling(fraction):
    """The learning rate: down to 0 in a straight line."""
    return RATE * (1 - fraction)


def start(seed):
    """The network before training, for scaled pixels: weights from N(0, 1/n_in), biases 0."""
    rng = np.random.default_rng(seed)
    parameters = Parameters.zeros(SIZES, np.float32)
    for W in parameters.weights:
        W[...] = rng.normal(0, W.shape[1] ** -0.5, W.shape)
    return Network(parameters)


def train(digits, seed, rate=falling):
    """The iterator of networks of one run, one an epoch."""
    y = one_hot(digits.labels, np.float32)
    return sgd(start(seed), digits.x, y, learning_rate=rate, batch_size=BATCH, epochs=EPOCHS, seed=seed, scale=SCALE)


def after_steps(digits, seed, steps):
    """The network after some steps of the first epoch: the rate is 0 from there on."""
    end = (steps - 0.5) * BATCH / digits.labels.size / EPOCHS
    return next(train(digits, seed, lambda fraction: falling(fraction) if fraction < end else 0))


def watched(networks, epochs, label):
    """The same networks, with a bar on a terminal."""
    begun = time.monotonic()
    for epoch, network in enumerate(networks, 1):
        if sys.stderr.isatty():
            bar = "#" * (30 * epoch // epochs)
            print(f"\r{label} [{bar:<30}] epoch {epoch} of {epochs}", end="", file=sys.stderr, flush=True)
        yield network
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(f"{label}: {time.monotonic() - begun:.0f} s", flush=True)


def last(networks):
    *_, network = networks
    return unscaled(network)


def measure(network, digits):
    """(cost, accuracy) over digits, 10,000 at a time: in float64 all of them would take much memory."""
    parts = [part(digits, start, start + 10_000) for start in range(0, digits.labels.size, 10_000)]
    pairs = [(cost(network.output(some.x), one_hot(some.labels)), accuracy(network, *some)) for some in parts]
    return tuple(float(value) for value in np.mean(pairs, axis=0))


def checkpoints(digits, test, seed):
    """The arrays of training.npz, and the network at the end of that run."""
    kept = [(steps, unscaled(after_steps(digits, seed, steps))) for steps in STEPS]
    steps_an_epoch = -(-digits.labels.size // BATCH)
    for epoch, network in enumerate(watched(train(digits, seed), EPOCHS, f"checkpoints of seed {seed}"), 1):
        if epoch in AFTER:
            kept.append((epoch * steps_an_epoch, unscaled(network)))
    steps, networks = zip(*kept)
    train_cost, train_accuracy = np.transpose([measure(network, digits) for network in networks])
    test_cost, test_accuracy = np.transpose([measure(network, test) for network in networks])
    return {
        "step": np.array(steps),
        "vector": np.array([network.parameters.vector for network in networks], np.float16),
        "train_cost": train_cost,
        "test_cost": test_cost,
        "train_accuracy": train_accuracy,
        "test_accuracy": test_accuracy,
    }, networks[-1]


def shuffled(digits, n, batch_size, epochs, learning_rate, seed):
    """The arrays of shuffled.npz: accuracy on n images, epoch by epoch, with true and with shuffled labels."""
    some = part(digits, 0, n)
    wrong = np.random.default_rng(seed).permutation(some.labels)
    curves = {}
    for name, labels in (("true", some.labels), ("shuffled", wrong)):
        runs = sgd(
            Network.random(SIZES, seed, np.float32),
            some.x,
            one_hot(labels, np.float32),
            batch_size=batch_size,
            learning_rate=lambda fraction: learning_rate * (1 - fraction),
            epochs=epochs,
            seed=seed,
        )
        networks = list(watched(runs, epochs, f"{name} labels"))
        curves[name] = np.array([accuracy(network, some.x, labels) for network in networks])
    return {**curves, "labels": wrong.astype(np.uint8), "vector": networks[-1].parameters.vector.astype(np.float16)}


def facts(validation, tests, shipped, run, memory):
    """What results.json says, for the texts to quote."""
    end = {f"shipped_{name}": float(run[name][-1]) for name in run if name not in ("step", "vector")}
    return {
        "recipe": {"sizes": SIZES, "scale": SCALE, "batch_size": BATCH, "epochs": EPOCHS, "learning_rate": RATE},
        "seeds": list(SEEDS),
        "validation_accuracy": validation,
        "test_accuracy": tests,
        "validation_accuracy_mean": float(np.mean(validation)),
        "validation_accuracy_spread": float(np.std(validation, ddof=1)),
        "test_accuracy_mean": float(np.mean(tests)),
        "test_accuracy_spread": float(np.std(tests, ddof=1)),
        "shipped_seed": SEEDS[shipped],
        "shipped_validation_accuracy": validation[shipped],
        **end,
        "shuffled_recipe": SHUFFLED,
        "shuffled_labels_accuracy": float(memory["shuffled"][-1]),
        "true_labels_accuracy": float(memory["true"][-1]),
    }


def write(network, run, memory, results):
    DATA.mkdir(exist_ok=True)
    network.save(DATA / "network.npz")
    np.savez_compressed(DATA / "training.npz", **run)
    np.savez_compressed(DATA / "shuffled.npz", **memory)
    (DATA / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    sums = [f"{sha256((DATA / name).read_bytes()).hexdigest()}  {name}\n" for name in MADE]
    (DATA / "sha256sums.txt").write_text("".join(sums))


def main():
    digits, test = load_mnist("train", dtype=np.float32), load_mnist("test", dtype=np.float32)
    most, held = part(digits, 0, 50_000), part(digits, 50_000, 60_000)
    validation, finished = [], []
    for seed in SEEDS:
        chosen = last(watched(train(most, seed), EPOCHS, f"seed {seed}, 50,000 images"))
        validation.append(measure(chosen, held)[1])
        finished.append(last(watched(train(digits, seed), EPOCHS, f"seed {seed}, 60,000 images")))
    shipped = int(np.argmax(validation))
    run, network = checkpoints(digits, test, SEEDS[shipped])
    assert np.array_equal(network.parameters.vector, finished[shipped].parameters.vector)
    memory = shuffled(digits, **SHUFFLED)
    results = facts(validation, [measure(network, test)[1] for network in finished], shipped, run, memory)
    write(network, run, memory, results)
    print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
