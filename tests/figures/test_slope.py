import numpy as np
import pytest

from nnlib.figures import Slope
from nnlib.figures.slope import C, C_prime, HUMPS

START = Slope().state


def test_slope_is_the_derivative_of_the_cost():
    w = np.linspace(-3.6, 3.6, 25)
    np.testing.assert_allclose(C_prime(w), (C(w + 1e-6) - C(w - 1e-6)) / 2e-6, atol=1e-7)
    assert np.allclose(C_prime(np.array(HUMPS)), 0, atol=1e-9)


def test_first_step_worked_by_hand():
    result = Slope.compute(start=2.0, learning_rate=0.1, steps=0, crowd=False)
    slope = 3 * 2 * (4 - 9) * (4 - 3) / 50 + 0.25
    assert result["slope"] == pytest.approx(slope)
    assert result["next"] == pytest.approx(2 - 0.1 * slope)


def test_balls_from_different_starts_end_in_different_valleys():
    assert np.all(Slope.compute(**{**START, "steps": 100})["valleys"][:3] > 0)


def test_a_large_rate_throws_the_ball_out():
    assert Slope.compute(start=3.5, learning_rate=1, steps=100, crowd=False)["diverged"]


def test_compute_is_the_same_in_javascript(parity):
    parity(Slope, rtol=1e-9)


def test_step_moves_downhill_and_a_drag_changes_the_start(show):
    page = show(Slope())
    page.get_by_role("button", name="Step").click()
    page.wait_for_timeout(400)
    state = "() => document.querySelector('[data-figure]').nnFigure.state"
    assert page.evaluate(state)["steps"] == 1
    handle = page.get_by_role("slider").first
    handle.press("Home")
    page.wait_for_timeout(80)
    assert page.evaluate(state)["start"] == pytest.approx(-3.7)


def test_divergence_is_said_in_words(show):
    page = show(Slope(learning_rate=1.0, steps=60))
    words = page.locator(".nn-readout").inner_text()
    assert words.startswith("Diverged: after 4 steps") and "learning rate is too large" in words
