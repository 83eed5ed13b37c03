import numpy as np
import pytest
from playwright.sync_api import expect

from nnlib.figures import Sigmoid

START = Sigmoid().state


def test_activation_and_slope_worked_by_hand():
    result = Sigmoid.compute(x=0, w=2, b=0, function="sigmoid")
    assert (result["z"], result["activation"], result["slope"], result["slope_x"]) == (0, 0.5, 0.25, 0.5)


def test_bias_of_minus_ten_moves_the_threshold_to_ten():
    result = Sigmoid.compute(x=10, w=1, b=-10, function="sigmoid")
    assert result["threshold"] == 10
    assert result["activation"] == 0.5


def test_without_a_weight_there_is_no_threshold():
    assert Sigmoid.compute(x=3, w=0, b=1, function="sigmoid")["threshold"] is None


def test_the_whole_line_lands_strictly_between_0_and_1():
    images = Sigmoid.compute(**START)["images"]
    assert np.all((images > 0) & (images < 1)) and np.all(np.diff(images) > 0)


@pytest.mark.parametrize("function, activation", [("relu", 2.0), ("tanh", np.tanh(2.0))])
def test_other_functions(function, activation):
    assert Sigmoid.compute(x=2, w=1, b=0, function=function)["activation"] == pytest.approx(activation)


def test_compute_is_the_same_in_javascript(parity):
    parity(Sigmoid)


def test_point_moves_by_keys_and_preset_sets_the_bias(show):
    page = show(Sigmoid())
    page.get_by_role("slider", name="x on the number line").press("End")
    page.get_by_role("button", name="Set the bias to minus 10").click()
    expect(page.locator(".nn-readout")).to_contain_text("At x = 12.0 the weighted sum is z = 2.00")
    expect(page.locator(".nn-readout")).to_contain_text("Half active at x = 10.0")


def test_point_follows_the_pointer(show):
    page = show(Sigmoid())
    box = page.get_by_role("slider", name="x on the number line").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 100, y + 40)
    page.mouse.up()
    assert page.evaluate("() => document.querySelector('[data-figure]').nnFigure.state.x") < -2
