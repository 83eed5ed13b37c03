import numpy as np
import pytest
import traitlets
from playwright.sync_api import expect

from nnlib import backprop
from nnlib.figures import Sensitivity
from nnlib.figures.data import story

START = Sensitivity().state
STATE = "() => document.querySelector('[data-figure]').nnFigure.state"


def result(**changes):
    return Sensitivity.compute(**{**START, **changes})


def test_slopes_of_the_network_are_those_of_backprop():
    gradient = backprop(story.network(), *story.example()).weights[2]
    assert result()["slopes"].tolist() == [gradient[2, 7], gradient[1, 6]]
    assert 30 < result()["ratio"] < 32.5


def test_bowl_has_the_negative_gradient_3_2_and_0_1_and_is_32_times_as_steep():
    there = result(costs="bowl", nudge=0.5)
    assert (-there["slopes"]).tolist() == [3.2, 0.1] and there["ratio"] == 32
    np.testing.assert_allclose(there["predicted"], [-1.6, -0.05])
    np.testing.assert_allclose(there["measured"], [0.4 * (3.5**2 - 4**2), 0.0125 * (3.5**2 - 4**2)])
    assert there["cost"] == pytest.approx(0.4 * 16 + 0.0125 * 16)


@pytest.mark.parametrize("costs", ["network", "bowl"])
def test_half_the_nudge_leaves_a_quarter_of_the_miss(costs):
    whole, half = (result(costs=costs, nudge=nudge)["misses"] for nudge in (0.02, 0.01))
    np.testing.assert_allclose(whole / half, [4, 4], rtol=0.02)


def test_a_big_nudge_leaves_the_line():
    small, big = (result(nudge=nudge) for nudge in (0.05, 2.0))
    assert abs(small["misses"][0] / small["predicted"][0]) < 0.02
    assert abs(big["misses"][0] / big["predicted"][0]) > 0.4


@pytest.mark.parametrize("costs", ["network", "bowl"])
def test_curves_hold_the_measured_costs(costs):
    there = result(costs=costs, nudge=1.0)
    np.testing.assert_allclose(there["curves"][:, 60], there["cost"] + there["measured"])
    np.testing.assert_allclose(there["curves"][:, 40], there["cost"])


def test_no_nudge_changes_nothing():
    there = result(nudge=0.0)
    assert not there["measured"].any() and not there["predicted"].any() and not there["misses"].any()


def test_compute_is_the_same_in_javascript(parity):
    parity(Sensitivity, count=12)


def test_bad_nudge_is_refused_with_the_range():
    with pytest.raises(traitlets.TraitError, match=r"nudge: expected a number in \[-2.0, 2.0\]"):
        Sensitivity(nudge=3)


def test_dragging_either_ball_nudges_both_weights(show):
    page = show(Sensitivity())
    for name, far in (("nudge of w 2,7", -60), ("nudge of w 1,6", -60)):
        before = page.evaluate(STATE)["nudge"]
        box = page.get_by_role("slider", name=name).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + far, y)
        page.mouse.up()
        assert page.evaluate(STATE)["nudge"] < before - 0.5
    nudge = page.evaluate(STATE)["nudge"]
    for name in ("nudge of w 2,7", "nudge of w 1,6"):
        expect(page.get_by_role("slider", name=name)).to_have_attribute("aria-valuenow", f"{nudge:g}")


def test_keys_on_a_ball_and_half_and_opposite(show):
    page = show(Sensitivity())
    page.get_by_role("slider", name="nudge of w 2,7").press("ArrowLeft")
    assert page.evaluate(STATE)["nudge"] == pytest.approx(0.75)
    page.get_by_role("button", name="Half").press("Enter")
    page.get_by_role("button", name="Opposite").press("Enter")
    assert page.evaluate(STATE)["nudge"] == pytest.approx(-0.375)
    for _ in range(6):
        if page.get_by_role("button", name="Half").is_enabled():
            page.get_by_role("button", name="Half").press("Enter")
            page.evaluate("() => document.querySelector('[data-figure]').nnFigure.refresh()")
    assert page.get_by_role("button", name="Half").is_disabled()
    assert abs(page.evaluate(STATE)["nudge"]) >= 0.01


def test_the_videos_numbers_are_a_press_away(show):
    page = show(Sensitivity())
    page.get_by_role("radio", name="3.2 and 0.1").press("Space")
    expect(page.locator(".nn-stage")).to_contain_text("3.2 / 0.1 = 32 times as sensitive")
    expect(page.get_by_role("slider", name="nudge of w 1", exact=True)).to_be_visible()
    expect(page.get_by_role("slider", name="nudge of w 2,7")).not_to_be_visible()
