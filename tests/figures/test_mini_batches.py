import re

import numpy as np
import pytest
import traitlets
from playwright.sync_api import expect

from nnlib import backprop
from nnlib.figures import MiniBatches
from nnlib.figures.data import digits, story
from nnlib.figures.mini_batches import examples

START = MiniBatches().state
STATE = "() => document.querySelector('[data-figure]').nnFigure.state"


def result(**changes):
    return MiniBatches.compute(**{**START, **changes})


def test_the_hundred_are_the_books_digits_each_once():
    assert examples()[0].shape == (784, 100) and len(digits.book()[1]) == 100
    assert sorted(result()["order"]) == list(range(100))


def test_a_batch_of_one_hundred_makes_six_hundred_steps_of_sixty_thousand():
    assert result(batch=100)["training_steps"] == 600
    assert [result(batch=batch)["steps"] for batch in (1, 5, 10, 20, 50, 100)] == [100, 20, 10, 5, 2, 1]


def test_the_batch_of_all_has_the_whole_gradient():
    assert result(batch=100)["cosine"] == pytest.approx(1, abs=1e-12)


def test_cosine_of_a_batch_is_that_of_its_digits_mean_gradient():
    x, y = examples()
    there = result(batch=5, step=3)
    places = there["order"][15:20]
    each = np.mean([backprop(story.network(), x[:, [i]], y[:, [i]]).vector for i in places], axis=0)
    whole = backprop(story.network(), x, y).vector
    assert there["cosine"] == pytest.approx(each @ whole / np.sqrt((each @ each) * (whole @ whole)))


@pytest.mark.slow
def test_larger_batches_point_closer_and_untrained_networks_agree_most():
    for network in ("untrained", "story", "trained"):
        averages = [result(network=network, batch=batch)["average"] for batch in (1, 5, 10, 20, 50)]
        assert averages == sorted(averages)
    untrained, story, trained = (
        result(network=network, batch=10)["average"] for network in ("untrained", "story", "trained")
    )
    assert untrained > 0.95 > 0.5 > story > trained


def test_a_step_beyond_the_epoch_is_its_last():
    assert result(batch=50, step=99)["now"] == 1


def test_compute_is_the_same_in_javascript(parity):
    parity(MiniBatches, count=24, rtol=1e-9)


def test_bad_batch_size_is_refused():
    with pytest.raises(traitlets.TraitError):
        MiniBatches(batch=7)


def test_step_goes_through_the_epoch_and_shuffles_for_the_next(show):
    page = show(MiniBatches(batch=50))
    page.get_by_role("button", name="Step", exact=True).press("Enter")
    assert page.evaluate(STATE) == {**START, "batch": 50, "step": 1}
    expect(page.locator(".nn-readout")).to_have_text(re.compile("^Step 2 of 2: the batch is 50 digits."))
    page.get_by_role("button", name="Step", exact=True).click()
    assert page.evaluate(STATE) == {**START, "batch": 50, "step": 0, "seed": 2}


def test_run_stops_at_the_end_of_the_epoch(show):
    page = show(MiniBatches(batch=20, step=2))
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".nn-readout")).to_contain_text("Step 5 of 5")
    expect(page.get_by_role("button", name="Run")).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(STATE) == {**START, "batch": 20, "step": 4}


@pytest.mark.parametrize("width", [1200, 320])
def test_a_batch_is_picked_by_pressing_it(show, width):
    page = show(MiniBatches(), width=width)
    box = page.locator(".nn-stage .nn-pressable").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.75)
    assert page.evaluate(STATE)["step"] == 7


def test_the_frame_moves_by_keys_and_by_dragging(show):
    page = show(MiniBatches(batch=20))
    frame = page.get_by_role("slider", name="batch", exact=True)
    frame.press("ArrowRight")
    expect(frame).to_have_attribute("aria-valuetext", "batch 2 of 5")
    assert page.evaluate(STATE)["step"] == 1
    frame.press("End")
    expect(frame).to_have_attribute("aria-valuetext", "batch 5 of 5")
    assert page.evaluate(STATE)["step"] == 4
    box = frame.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] - 1.5 * box["height"])
    page.mouse.up()
    assert page.evaluate(STATE)["step"] == 2


def test_another_batch_size_begins_the_epoch_anew(show):
    page = show(MiniBatches(step=5))
    page.get_by_label("Batch size").select_option("100")
    expect(page.locator(".nn-stage")).to_contain_text("60,000 images / 100 = 600 steps per epoch")
    assert page.evaluate(STATE) == {**START, "batch": 100, "step": 0}
    page.get_by_role("button", name="Shuffle").press("Enter")
    assert page.evaluate(STATE)["seed"] == 2


def test_every_batch_of_the_epoch_has_a_dot_at_the_height_of_its_cosine(show):
    for batch in (5, 1):
        page = show(MiniBatches(batch=batch))
        dots = re.findall(r"M([\d.]+) ([\d.]+)h0", page.locator(".nn-dots").get_attribute("d"))
        heights = np.array(dots, float)[:, 1]
        cosines = MiniBatches(batch=batch).result["cosines"]
        assert len(heights) == 100 // batch and np.corrcoef(heights, cosines)[0, 1] == pytest.approx(-1, abs=1e-4)
