"""The numbers and the words of chapter 2 that no cell of it prints."""

import itertools
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nnlib import accuracy, cost, descend, load_mnist, one_hot
from nnlib.figures import Descent, GradientVector, Slope, cost_surface
from nnlib.figures.gradient_vector import examples
from nnlib.trained import memorised_labels, trained_network, training_checkpoints

CHAPTER = Path(__file__).parents[1] / "book" / "02_gradient_descent.ipynb"
CELLS = {cell.id: cell for cell in nbformat.read(CHAPTER, 4).cells}
PROSE = "\n".join(cell.source for cell in CELLS.values() if cell.cell_type == "markdown")


def states(*sentences):
    """Whether the prose holds each of the sentences, however its lines are broken."""
    text = " ".join(PROSE.split())
    return all(sentence in text for sentence in sentences)


def printed(cell):
    """The numbers that a cell printed, those with a sign before them included."""
    text = "".join(output.get("text", "") for output in CELLS[cell].outputs)
    return [float(number) for number in re.findall(r"[-+]?\d+\.?\d*", text.replace(",", ""))]


@pytest.fixture(scope="module")
def checkpoints():
    return training_checkpoints()


@pytest.fixture(scope="module")
def test_digits():
    return load_mnist("test")


def test_the_network_was_kept_at_26_moments_the_last_of_them_trained(checkpoints):
    assert len(checkpoints) == 26 and checkpoints[0].step == 0 and checkpoints[-1].epoch == 80
    np.testing.assert_array_equal(checkpoints[-1].network.parameters.vector, trained_network().parameters.vector)
    assert states("kept at 26 moments of its training", "what eighty epochs of it did")


def test_checkpoint_10_is_the_network_after_its_first_epoch(checkpoints):
    assert checkpoints[10].epoch == 1 and "checkpoints[10]" in CELLS["one-step"].source
    assert states("after the first of its eighty epochs, and a thousand test images")


def test_an_untrained_network_hardly_changes_its_outputs_from_digit_to_digit(checkpoints, test_digits):
    spread = [
        np.ptp(c.network.output(test_digits.x[:, :1000]), axis=1).mean() for c in (checkpoints[0], checkpoints[-1])
    ]
    assert spread[0] < 0.25 and spread[1] > 0.95
    assert accuracy(checkpoints[0].network, test_digits.x, test_digits.labels) == pytest.approx(0.1, abs=0.02)


def test_the_plateau_says_none_of_them(checkpoints, test_digits):
    on_it = [c for c in checkpoints if 30 <= c.step <= 100]
    for checkpoint in on_it:
        assert checkpoint.train_cost == pytest.approx(0.9, abs=0.03)
        assert checkpoint.network.output(test_digits.x[:, :1000]).max() < 0.5
    assert cost(np.zeros((10, 1)), one_hot([3])) == 1
    assert on_it and states("plateau near 0.9")


def test_test_cost_parts_from_train_cost_slowly(checkpoints):
    gaps = np.array([c.test_cost - c.train_cost for c in checkpoints])
    assert abs(gaps[10]) < 0.01 < gaps[-1] < 0.03


def test_steps_at_rate_01_creep_05_arrive_09_swing_11_diverge():
    walks = {rate: descend(lambda w: 2 * w, np.array([1.0]), rate, steps=5)[:, 0] for rate in (0.1, 0.5, 0.9, 1.1)}
    assert (np.diff(walks[0.1]) < 0).all() and walks[0.5][1] == 0
    assert all(a * b < 0 and abs(b) < abs(a) for a, b in itertools.pairwise(walks[0.9]))
    assert all(a * b < 0 and abs(b) > abs(a) for a, b in itertools.pairwise(walks[1.1]))


def test_the_start_decides_the_valley_and_a_too_large_rate_throws_the_ball_out():
    nine = Slope().state | {"steps": 100, "crowd": True}
    assert Slope.compute(**nine | {"learning_rate": 0.05})["valleys"].tolist() == [3, 4, 2, 0]
    thrown = Slope.compute(**nine | {"learning_rate": 1.0})
    assert thrown["diverged"] and thrown["valleys"].tolist() == [0, 5, 0, 4]


def test_the_gradient_of_the_bowl_at_1_1_is_3_1():
    result = Descent.compute(**Descent().state)
    assert Descent().surface == "bowl" and tuple(Descent().start) == (1, 1)
    np.testing.assert_allclose(result["gradient"], [3, 1])
    assert states(r"\text{at } (1, 1): \begin{bmatrix} 3 \\ 1 \end{bmatrix}", "three times as much")


def test_the_vector_has_13002_entries_from_a_hundred_digits():
    x, y = examples()
    assert x.shape == (784, 100) and y.shape == (10, 100)
    assert GradientVector().schema()["picked"]["high"] == 13_001
    assert states("for these hundred digits", "13,002 numbers")


def test_a_small_step_falls_by_what_the_gradient_predicted_a_large_one_rises():
    small, *_, large = np.reshape(printed("one-step"), (-1, 3))
    assert small[2] == pytest.approx(small[1], rel=0.1) and large[2] < 0 < large[1]


def test_the_surface_of_the_real_cost_is_of_eighty_digits():
    x, y, _ = cost_surface.examples()
    assert x.shape == (784, 80) and (y.sum(axis=1) == 8).all()
    assert states("those of eighty real digits")


def test_300_images_leave_more_than_a_point_of_doubt():
    shares = printed("accuracy-error")
    assert 100 * np.sqrt(0.958 * 0.042 / 300) > 1
    assert shares[-1] - shares[-2] > 5 and states("can be off by more than a point")


def test_noise_is_answered_with_confidence_and_a_shifted_digit_is_lost():
    numbers = printed("noise-numbers")
    above_half, above_nine_tenths = numbers[2], numbers[4]
    assert above_half > 500 and above_nine_tenths > 100
    assert numbers[-1] < 50 < numbers[6]


def test_true_labels_are_learned_many_times_faster_than_shuffled_ones():
    memory = memorised_labels()
    reached = [int(np.argmax(run > 0.8)) for run in (memory.true, memory.shuffled)]
    assert memory.shuffled[-1] > 0.8 and reached[1] > 10 * reached[0]
    assert states("did this with 1,000 images", "learned many times faster")


def test_mixed_pixels_are_learned_as_well():
    assert printed("pixel-shuffle") == [90, 90]


def test_no_cell_takes_long():
    """Training beyond a few seconds is loaded: the one cell that trains passes ten times over 10,000 images."""
    trains = [cell.source for cell in CELLS.values() if cell.cell_type == "code" and "sgd(" in cell.source]
    assert len(trains) == 1 and "epochs=10," in trains[0] and "10_000" in trains[0]
