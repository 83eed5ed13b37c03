import numpy as np
import pytest

from nnlib.figures import Descent

START = Descent().state


def test_preset_has_the_gradient_3_1():
    result = Descent.compute(**START)
    np.testing.assert_allclose(result["gradient"], [3, 1])
    np.testing.assert_allclose(result["next"], [0.7, 0.9])


def test_path_worked_by_hand_in_the_bowl():
    path = Descent.compute(**{**START, "steps": 3})["path"]
    np.testing.assert_allclose(path, [[0.7**t, 0.9**t] for t in range(4)])


def test_the_two_valleys_hold_balls_from_either_side():
    ends = [Descent.compute(**{**START, "surface": "valleys", "start": [x, 1.0], "steps": 60})["path"][-1] for x in (-1.5, 1.5)]
    assert ends[0][0] < -1.5 and ends[1][0] > 1.5


def test_a_large_rate_diverges_and_keeps_finite_points():
    result = Descent.compute(**{**START, "learning_rate": 0.9, "steps": 60})
    assert result["diverged"] and np.all(np.isfinite(result["path"]))


def test_compute_is_the_same_in_javascript(parity):
    parity(Descent, rtol=1e-9)


def test_run_stops_in_the_valley(show):
    page = show(Descent(learning_rate=0.3, steps=14))
    page.get_by_role("button", name="Run").click()
    page.wait_for_function("() => /almost 0/.test(document.querySelector('.nn-readout').textContent)", timeout=15_000)
    page.wait_for_timeout(500)
    assert page.get_by_role("button", name="Run").get_attribute("aria-pressed") == "false"


def test_divergence_is_said_in_words(show):
    page = show(Descent(learning_rate=0.9, steps=60))
    assert page.locator(".nn-readout").inner_text().startswith("Diverged after")


def test_start_moves_by_keys_and_forgets_the_old_path(show):
    page = show(Descent(steps=5))
    page.get_by_role("slider", name="start on the map").press("ArrowRight")
    page.wait_for_timeout(50)
    state = page.evaluate("() => document.querySelector('[data-figure]').nnFigure.state")
    assert state["start"] == pytest.approx([1.1, 1.0]) and state["steps"] == 0
