import numpy as np
import pytest
from playwright.sync_api import expect

from nnlib import load_mnist
from nnlib.figures import WeightPictures
from nnlib.figures.data import networks
from nnlib.figures.weight_pictures import black

START = WeightPictures().state


@pytest.mark.slow
def test_67_pixels_are_black_in_every_training_image():
    x = load_mnist("train", dtype=np.float32).x
    assert len(black()) == 67
    assert x[black()].max() == 0
    assert np.delete(x, black(), axis=0).max(axis=1).min() > 0


def test_their_1072_weights_never_move_and_others_do():
    result = WeightPictures.compute(**START)
    assert 16 * len(black()) == 1072
    assert result["moved"] < 1e-3 < 0.1 < result["others"]


def test_the_row_is_the_trained_networks_own():
    np.testing.assert_array_equal(WeightPictures.compute(**START)["w"], networks.trained().weights[0][9])


def test_compute_is_the_same_in_javascript(parity):
    parity(WeightPictures, count=12, rtol=1e-9)


def test_run_plays_to_the_end(show):
    page = show(WeightPictures(stage=6))
    page.get_by_role("button", name="Run").click()
    page.wait_for_function("() => document.querySelector('[data-figure]').nnFigure.state.stage === 8", timeout=8000)
    expect(page.get_by_role("button", name="Run")).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("() => document.querySelector('[data-figure]').nnFigure.state.stage") == 8


def test_a_neuron_is_chosen_by_keyboard_and_black_pixels_are_marked(show):
    page = show(WeightPictures())
    page.get_by_role("button", name="weights of neuron 3", exact=True).press("Enter")
    expect(page.locator(".nn-readout")).to_contain_text("Neuron 3 answers most")
    page.get_by_label("Mark the pixels that are always empty").check()
    expect(page.locator(".nn-readout")).to_contain_text("16 \u00d7 67 = 1,072 weights")
    expect(page.locator(".nn-still")).to_have_attribute("visibility", "visible")
