import numpy as np
import pytest
import traitlets
from playwright.sync_api import expect

from nnlib import load_mnist
from nnlib.figures import Pixels

START = Pixels().state


def test_the_picture_is_the_test_digit_pixel_by_pixel():
    result = Pixels.compute(**START)
    x = load_mnist("test", 20).x[:, 9]
    np.testing.assert_array_equal(result["a"], x)
    assert (result["row"], result["column"]) == (11, 12)
    assert result["activation"] == x[28 * 11 + 12]
    assert result["lit"] == (x > 0).sum()


def test_a_drawing_takes_the_place_of_the_digit():
    result = Pixels.compute(**{**START, "drawing": [255] * 784})
    assert np.all(result["a"] == 1) and result["lit"] == 784


def test_compute_is_the_same_in_javascript(parity):
    drawing = np.random.default_rng(0).integers(0, 256, 784).tolist()
    parity(Pixels, states=[START, {**START, "digit": 42, "k": 783}, {**START, "drawing": drawing}])


def test_grey_levels_out_of_range_are_refused():
    with pytest.raises(traitlets.TraitError, match=r"drawing: expected whole numbers in \[0, 255\]"):
        Pixels(drawing=[256] * 784)


def test_keys_move_and_space_draws(show):
    page = show(Pixels(k=0))
    page.get_by_role("button", name="an empty picture to draw on").click()
    grid = page.get_by_role("application")
    grid.focus()
    for key in ("ArrowRight", "ArrowDown", " "):
        grid.press(key)
    readout = "k = 28 \u00d7 15 + 15 = 435, and the activation is 1.00"
    expect(page.locator(".nn-readout")).to_contain_text(readout)
    page.get_by_role("button", name="Reset").click()
    assert page.evaluate("() => document.querySelector('[data-figure]').nnFigure.state.drawing.length") == 0


def test_a_stroke_of_the_pointer_draws_and_begun_on_ink_rubs_out(show):
    page = show(Pixels())
    page.get_by_role("button", name="an empty picture to draw on").click()
    box = page.get_by_role("application").bounding_box()
    lit = "() => document.querySelector('[data-figure]').nnFigure.result.lit"
    for _ in range(2):
        page.mouse.move(box["x"] + 60, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + 160, box["y"] + 60, steps=5)
        page.mouse.up()
        after, before = page.evaluate(lit), locals().get("after", 0)
    assert before > 15
    assert after < before / 2


def test_a_finger_draws_without_scrolling(show):
    page = show(Pixels(), width=320)
    assert page.get_by_role("application").evaluate("el => el.style.touchAction") == "none"
