import numpy as np
import pytest
import traitlets
from playwright.sync_api import expect

from nnlib.figures import Descent

START = Descent().state
STATE = """() => {
  const { nnFigure } = document.querySelector('[data-figure]');
  nnFigure.refresh();  // drawn at once, so that nobody waits for a frame
  return nnFigure.state;
}"""


def place(page, name):
    """The middle of one of the two drawn points, in px."""
    box = page.get_by_role("slider", name=name).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, start, move):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + move[0], start[1] + move[1])
    page.mouse.up()
    page.evaluate(STATE)


def test_preset_has_the_gradient_3_1():
    result = Descent.compute(**START)
    np.testing.assert_allclose(result["gradient"], [3, 1])
    np.testing.assert_allclose(result["next"], [0.7, 0.9])


def test_path_worked_by_hand_in_the_bowl():
    path = Descent.compute(**{**START, "steps": 3})["path"]
    np.testing.assert_allclose(path, [[0.7**t, 0.9**t] for t in range(4)])


def test_the_two_valleys_hold_balls_from_either_side():
    ends = [
        Descent.compute(**{**START, "surface": "valleys", "start": [x, 1.0], "steps": 60})["path"][-1]
        for x in (-1.5, 1.5)
    ]
    assert ends[0][0] < -1.5 and ends[1][0] > 1.5


@pytest.mark.parametrize("rate, swings, diverges", [(0.3, False, False), (0.5, True, False), (0.7, True, True)])
def test_bowl_swings_above_a_third_and_diverges_above_two_thirds(rate, swings, diverges):
    path = Descent.compute(**{**START, "learning_rate": rate, "steps": 60})["path"][:, 0]
    assert (path[1] < 0) == swings
    assert (abs(path[-1]) > 1) == diverges


def test_a_large_rate_diverges_and_keeps_finite_points():
    result = Descent.compute(**{**START, "learning_rate": 0.9, "steps": 60})
    assert result["diverged"] and np.abs(result["path"]).max() <= 1000 < np.abs(result["next"]).max()


def test_compute_is_the_same_in_javascript(parity):
    parity(Descent)


def test_bad_state_is_refused_with_the_range():
    with pytest.raises(traitlets.TraitError, match=r"start: expected numbers in \[-2.5, 2.5\] of shape \(2,\)"):
        Descent(start=[3, 0])


def test_run_stops_in_the_valley(show):
    page = show(Descent(learning_rate=0.3, steps=14))
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".nn-readout")).to_contain_text("almost 0", timeout=15_000)
    expect(page.get_by_role("button", name="Run")).to_have_attribute("aria-pressed", "false")


def test_overshoot_leaving_and_divergence_are_said_in_words(show):
    states = [
        {"start": [1, 0], "learning_rate": 0.7, "steps": 1},
        {"learning_rate": 0.8, "steps": 3},
        {"learning_rate": 0.9, "steps": 60},
    ]
    words = [words.inner_text() for words in show(*[Descent(**state) for state in states]).locator(".nn-readout").all()]
    assert "Overshot: it was" in words[0]
    assert "off the picture" in words[1]
    assert words[2].startswith("Diverged after") and "too large" in words[2]


def test_point_moves_by_keys_and_forgets_the_old_path(show):
    page = show(Descent(steps=5))
    end = Descent(steps=5).result["path"][-1]
    page.get_by_role("slider", name="the point on the map").press("ArrowRight")
    state = page.evaluate(STATE)
    assert state["start"] == pytest.approx([end[0] + 0.1, end[1]], abs=0.006) and state["steps"] == 0


def test_point_dragged_in_one_view_moves_in_the_other(show):
    page = show(Descent(steps=3))
    for one, other in (("map", "surface"), ("surface", "map")):
        start, before = place(page, f"the point on the {one}"), place(page, f"the point on the {other}")
        drag(page, start, (-40, -30))
        assert place(page, f"the point on the {one}") == pytest.approx((start[0] - 40, start[1] - 30), abs=5)
        assert np.hypot(*np.subtract(place(page, f"the point on the {other}"), before)) > 15
        assert page.evaluate(STATE)["steps"] == 0


def test_press_on_the_map_drops_the_point(show):
    page = show(Descent(steps=2))
    x, y = place(page, "the point on the map")
    page.mouse.click(x + 40, y + 60)
    assert page.evaluate(STATE)["steps"] == 0
    assert place(page, "the point on the map") == pytest.approx((x + 40, y + 60), abs=2)


def test_path_stays_in_both_views_while_the_surface_turns(show):
    page = show(Descent(steps=4))
    trails = "() => [...document.querySelectorAll('.nn-trail')].map((path) => path.getAttribute('d'))"
    before = page.evaluate(trails)
    page.get_by_role("slider", name="view of the surface").press("ArrowRight")
    assert page.evaluate(STATE) == {**START, "steps": 4, "turn": -30}
    after = page.evaluate(trails)
    assert [d.count("L") for d in before + after] == [4, 4, 4, 4]
    assert after[0] != before[0] and after[1] == before[1]
