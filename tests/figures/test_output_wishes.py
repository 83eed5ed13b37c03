import numpy as np
import pytest
import traitlets
from playwright.sync_api import expect

from nnlib.backprop import backprop
from nnlib.figures import OutputWishes
from nnlib.figures.data import story

START = OutputWishes().state


def test_exact_wishes_are_the_biases_part_of_the_negative_gradient():
    wishes = OutputWishes.compute(**START)["wishes"]
    np.testing.assert_allclose(wishes, -backprop(story.network(), *story.example()).biases[2][:, 0], rtol=1e-12)


def test_outputs_are_undecided_and_the_two_wishes_most():
    result = OutputWishes.compute(**START)
    assert 0.2 < result["a"][2] < 0.5 and np.sum(result["a"] > 0.05) >= 4
    assert np.argmax(np.abs(result["errors"])) == 2 and result["errors"][2] > 0
    assert np.all(np.delete(result["errors"], 2) < 0)


def test_sure_and_wrong_wishes_next_to_nothing():
    a = OutputWishes.compute(**START)["a"]
    moves = np.zeros(10)
    moves[2] = 0.001 - a[2]
    result = OutputWishes.compute(moves.tolist(), 2, True)
    assert result["errors"][2] == pytest.approx(0.999)
    assert result["wishes"][2] == pytest.approx(2 * 0.999 * 0.001 * 0.999)


def test_an_output_moved_out_of_range_stops_at_its_end():
    result = OutputWishes.compute([1.0] * 10, 2, True)
    assert np.all(result["a"] == 1) and np.all(result["wishes"] == 0)


def test_compute_is_the_same_in_javascript(parity):
    parity(OutputWishes, count=30, rtol=1e-9)


def test_bad_moves_are_refused_with_the_range():
    with pytest.raises(traitlets.TraitError, match=r"moves: expected numbers in \[-1, 1\]"):
        OutputWishes(moves=[2.0] * 10)


def test_keys_at_an_output_bring_its_wish_to_nothing(show):
    page = show(OutputWishes())
    page.get_by_role("slider", name="output 2").press("End")
    assert page.evaluate("() => document.querySelector('[data-figure]').nnFigure.result.errors[2]") == 0
    expect(page.locator(".nn-readout")).to_contain_text("Output 8 wishes most")


def test_dragging_an_output_up_makes_its_wish_down_grow(show):
    page = show(OutputWishes())
    errors = "() => document.querySelector('[data-figure]').nnFigure.result.errors[8]"
    before = page.evaluate(errors)
    box = page.get_by_role("slider", name="output 8").bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, box["y"] - 60)
    page.mouse.up()
    assert page.evaluate(errors) < before - 0.2


def test_sure_and_wrong_tells_how_small_the_exact_wish_is(show):
    page = show(OutputWishes())
    page.get_by_role("button", name="Sure and wrong").click()
    page.get_by_label("exact wish").check()
    expect(page.locator(".nn-readout")).to_contain_text("Output 2, which should be 1, wishes +0.002")
