import numpy as np
import pytest
from playwright.sync_api import expect

from nnlib.figures import Untrained
from nnlib.figures.data import digits
from nnlib.figures.kit.seeded import random_network
from nnlib.trained import trained_network, untrained_network

START = Untrained().state


def test_last_stage_is_the_trained_network():
    _, _, images = digits.book()
    outputs = Untrained.compute(**{**START, "stage": 8})["outputs"]
    np.testing.assert_array_equal(outputs, trained_network().output(images[[START["digit"]]].T / 255)[:, 0])


def test_first_stage_is_the_network_before_training():
    _, _, images = digits.book()
    np.testing.assert_array_equal(
        Untrained.compute(**START)["outputs"], untrained_network().output(images[[START["digit"]]].T / 255)[:, 0]
    )


def test_random_weights_have_the_spread_they_should_and_are_seeded():
    W = random_network(5).weights[0]
    assert W.std() == pytest.approx(784**-0.5, rel=0.02) and abs(W.mean()) < 1e-3
    assert np.all(random_network(5).biases[0] == 0)
    np.testing.assert_array_equal(W, random_network(5).weights[0])
    assert np.any(random_network(6).weights[0] != W)


def test_compute_is_the_same_in_javascript(parity):
    parity(Untrained, count=24, rtol=1e-9)


def test_new_random_weights_and_back_to_training(show):
    page = show(Untrained())
    page.get_by_role("button", name="New random weights").click()
    readout = page.locator(".nn-readout")
    expect(readout).to_contain_text("With random weights number 1")
    page.get_by_label("Training").fill("8")
    expect(readout).to_contain_text("After 150,000 steps")
    expect(readout).to_contain_text(": right.")


def test_another_digit_is_chosen_by_button(show):
    page = show(Untrained())
    page.get_by_role("button", name="digit 7", exact=True).click()
    expect(page.locator(".nn-readout")).to_contain_text("output 7 is")
