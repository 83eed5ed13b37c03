"""The shipped network is what tools/train_network makes, and is as good as the texts say."""

import json
import re

import numpy as np
import pytest

from nnlib import Network, _shipped, accuracy, backprop, cost, load_mnist, one_hot
from nnlib.trained import memorised_labels, trained_network, training_checkpoints, untrained_network
from tools import train_network as tool

FACTS = json.loads((_shipped.DATA / "results.json").read_text())


@pytest.fixture(scope="module")
def digits():
    return load_mnist("train", dtype=np.float32)


@pytest.fixture(scope="module")
def test():
    return load_mnist("test")


@pytest.fixture(scope="module")
def checkpoints():
    return training_checkpoints()


def vector(network):
    return network.parameters.vector


def test_the_mean_of_five_seeds_reaches_95_8_percent_of_the_test_images():
    assert len(FACTS["test_accuracy"]) == 5
    assert np.mean(FACTS["test_accuracy"]) == pytest.approx(FACTS["test_accuracy_mean"])
    assert FACTS["test_accuracy_mean"] >= 0.958


def test_the_shipped_seed_is_the_best_on_the_validation_images():
    assert FACTS["seeds"][int(np.argmax(FACTS["validation_accuracy"]))] == FACTS["shipped_seed"]


def test_the_trained_network_is_as_good_as_the_results_say(test):
    network = trained_network()
    assert accuracy(network, *test) == FACTS["shipped_test_accuracy"]
    assert cost(network.output(test.x), one_hot(test.labels)) == pytest.approx(FACTS["shipped_test_cost"])


def test_the_trained_network_holds_half_precision_numbers_in_float64():
    network = trained_network()
    assert network.sizes == (784, 16, 16, 10) and network.dtype == np.float64
    assert np.array_equal(vector(network), vector(network).astype(np.float16))


def test_each_call_returns_a_network_of_its_own():
    network = trained_network()
    network.weights[0][...] = 0
    assert trained_network().weights[0].any()


def test_the_checkpoints_run_from_the_start_to_the_trained_network(checkpoints):
    steps = [checkpoint.step for checkpoint in checkpoints]
    assert steps == sorted(set(steps)) and steps[:4] == [0, 1, 3, 10]
    assert checkpoints[-1].epoch == 80 and len(checkpoints) == 26
    assert np.array_equal(vector(checkpoints[-1].network), vector(trained_network()))
    assert np.array_equal(vector(checkpoints[0].network), vector(untrained_network()))


def test_training_starts_from_random_weights_and_no_biases(checkpoints):
    start = tool.unscaled(tool.start(FACTS["shipped_seed"]))
    assert np.array_equal(vector(checkpoints[0].network), vector(start))
    assert [W.std() for W in start.weights] == pytest.approx([0.1 / 28, 1 / 4, 1 / 4], rel=0.15)
    assert not any(b.any() for b in start.biases)


@pytest.mark.parametrize("i", [0, 8, 12, 25])
def test_a_checkpoint_is_as_good_as_it_says(checkpoints, test, i):
    checkpoint = checkpoints[i]
    assert accuracy(checkpoint.network, *test) == pytest.approx(checkpoint.test_accuracy, abs=1e-9)
    assert cost(checkpoint.network.output(test.x), one_hot(test.labels)) == pytest.approx(checkpoint.test_cost)


@pytest.mark.slow
def test_the_training_images_are_counted_all(checkpoints, digits):
    last = checkpoints[-1]
    assert tool.measure(last.network, digits) == pytest.approx((last.train_cost, last.train_accuracy))
    assert last.train_accuracy == FACTS["shipped_train_accuracy"] and last.train_cost == FACTS["shipped_train_cost"]


@pytest.mark.slow
@pytest.mark.parametrize("i", [1, 7])
def test_training_again_gives_the_checkpoint_again(checkpoints, digits, i):
    assert checkpoints[i].step in (1, 300)
    again = tool.unscaled(tool.after_steps(digits, FACTS["shipped_seed"], checkpoints[i].step))
    # Other machines add up in another order: allow the last bit of half precision.
    assert vector(again) == pytest.approx(vector(checkpoints[i].network), rel=2**-9, abs=1e-6)


def test_a_rate_of_0_from_some_step_on_leaves_the_network_of_that_step(digits):
    some = tool.part(digits, 0, 64)
    start, batch = tool.start(3), np.random.default_rng(3).permutation(64)[: tool.BATCH]
    x, y = some.x * np.float32(tool.SCALE), one_hot(some.labels, np.float32)
    gradient = backprop(start, x[:, batch], y[:, batch])
    expected = vector(start) - tool.RATE * gradient.vector
    assert vector(tool.after_steps(some, 3, 1)) == pytest.approx(expected, abs=1e-6)
    assert np.array_equal(vector(tool.after_steps(some, 3, 0)), vector(start))


def test_weights_of_always_black_pixels_never_move(checkpoints, digits):
    W = np.array([checkpoint.network.weights[0] for checkpoint in checkpoints])
    still = (W[0] == W).all(axis=0)  # (16, 784)
    black = digits.x.max(axis=1) == 0
    assert black.sum() == 67 and still[:, black].sum() == 1072
    assert not still[:, digits.x.mean(axis=1) > 0.1].any()


def test_shuffled_labels_are_the_same_labels_in_another_order(digits):
    memory = memorised_labels()
    true = digits.labels[: len(memory.labels)]
    assert np.array_equal(np.bincount(memory.labels), np.bincount(true))
    assert np.mean(memory.labels == true) < 0.15


def test_the_network_that_learned_shuffled_labels_knows_them_and_no_digits(digits, test):
    memory = memorised_labels()
    x = digits.x[:, : len(memory.labels)]
    assert accuracy(memory.network, x, memory.labels) == pytest.approx(memory.shuffled[-1], abs=0.005)
    assert memory.shuffled[-1] == FACTS["shuffled_labels_accuracy"] > 0.85
    assert accuracy(memory.network, *test) < 0.15


def test_true_labels_are_learned_much_sooner_than_shuffled_ones():
    memory = memorised_labels()
    assert memory.true.shape == memory.shuffled.shape == (400,)
    assert memory.true[9] > 0.9 > 0.3 > memory.shuffled[9]
    assert memory.true[-1] == FACTS["true_labels_accuracy"]


def test_results_are_shown_without_their_arrays(checkpoints):
    assert re.fullmatch(r"Checkpoint\(step=150000, test_accuracy=0\.\d{4}\)", repr(checkpoints[-1]))
    assert repr(memorised_labels()) == "Memory(1000 images, 400 epochs)"


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the shipped files, which the package reads instead."""
    for name in (*tool.MADE, "sha256sums.txt"):
        (tmp_path / name).write_bytes((_shipped.DATA / name).read_bytes())
    monkeypatch.setattr(_shipped, "DATA", tmp_path)
    return tmp_path


LOADERS = {"network.npz": trained_network, "training.npz": training_checkpoints, "shuffled.npz": memorised_labels}


@pytest.mark.parametrize("name, load", LOADERS.items(), ids=LOADERS)
def test_a_changed_file_is_refused(copied, name, load):
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / name).write_bytes(content)
    with pytest.raises(ValueError, match=f"{name} is not the file that was shipped"):
        load()


def test_a_file_that_is_not_listed_is_refused(copied):
    (copied / "sha256sums.txt").write_text("")
    with pytest.raises(ValueError, match=r"sha256sums\.txt does not list network\.npz"):
        trained_network()


@pytest.fixture
def small(monkeypatch, digits):
    """The tool, set to train for two epochs of 128 images."""
    for name, value in {"EPOCHS": 2, "STEPS": (0, 1, 3), "AFTER": (1, 2), "SEEDS": range(2)}.items():
        monkeypatch.setattr(tool, name, value)
    return tool.part(digits, 0, 128)


def test_what_the_tool_writes_is_what_the_package_reads(small, copied, monkeypatch, capsys):
    monkeypatch.setattr(tool, "DATA", copied)
    run, network = tool.checkpoints(small, small, seed=0)
    memory = tool.shuffled(small, n=50, batch_size=10, epochs=2, learning_rate=1.0, seed=0)
    results = tool.facts([0.1, 0.2], [0.3, 0.5], 1, run, memory)
    tool.write(network, run, memory, results)
    assert [checkpoint.step for checkpoint in training_checkpoints()] == [0, 1, 3, 4, 8]
    assert np.array_equal(vector(trained_network()), vector(network))
    assert memorised_labels().true.shape == (2,)
    written = json.loads((copied / "results.json").read_text())
    assert written["shipped_seed"] == 1 and written["test_accuracy_mean"] == 0.4
    assert written["test_accuracy_spread"] == pytest.approx(0.1 * 2**0.5)


def test_the_same_seed_writes_the_same_bytes(small, tmp_path, monkeypatch, capsys):
    digests = []
    for folder in ("once", "again"):
        monkeypatch.setattr(tool, "DATA", tmp_path / folder)
        run, network = tool.checkpoints(small, small, seed=0)
        tool.write(network, run, {"true": np.zeros(1)}, {})
        digests.append((tmp_path / folder / "sha256sums.txt").read_text())
    assert digests[0] == digests[1]


def test_the_bar_is_drawn_on_a_terminal_only(monkeypatch, capsys):
    assert list(tool.watched(iter("ab"), 2, "seed 0")) == ["a", "b"]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert list(tool.watched(iter("ab"), 2, "seed 0")) == ["a", "b"]
    assert f"[{'#' * 30}] epoch 2 of 2" in capsys.readouterr().err


def test_the_scale_is_folded_into_the_first_weights():
    network = Network.random((784, 16, 16, 10), 0)
    x = load_mnist("test", 20).x
    outputs = tool.unscaled(network).output(x)
    assert outputs == pytest.approx(network.output(tool.SCALE * x), abs=5e-3)


def test_the_numbers_in_the_data_readme_are_the_results():
    text = " ".join((_shipped.DATA / "README.md").read_text().split())
    memory = memorised_labels()
    for seed, *pair in zip(FACTS["seeds"], FACTS["validation_accuracy"], FACTS["test_accuracy"]):
        assert re.search(rf"\| {seed}( \(shipped\))? \| {100 * pair[0]:.2f} \| {100 * pair[1]:.2f} \|", text)
    assert f"| {FACTS['shipped_seed']} (shipped) |" in text
    for split in ("validation", "test"):
        mean, spread = (100 * FACTS[f"{split}_accuracy_{kind}"] for kind in ("mean", "spread"))
        assert f"| {mean:.2f} % +- {spread:.2f} |" in text
    assert f"{100 * FACTS['shipped_test_accuracy']:.2f} % of the test images" in text
    assert f"{100 * FACTS['shipped_train_accuracy']:.2f} % of the training images" in text
    assert f"{FACTS['shipped_train_cost']:.4f} on the training images" in text
    assert f"{FACTS['shipped_test_cost']:.4f} on the test images" in text
    for curve in (memory.true, memory.shuffled):
        assert f"{100 * curve[-1]:.1f} % of " in text and f"after ten epochs it has {100 * curve[9]:.1f} %" in text
