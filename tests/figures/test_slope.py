import re

import numpy as np
import pytest
from playwright.sync_api import expect

from nnlib.figures import Slope
from nnlib.figures.slope import HUMPS, C, C_prime

START = Slope().state
STATE = """() => {
  const { nnFigure } = document.querySelector('[data-figure]');
  nnFigure.refresh();  // drawn at once, so that nobody waits for a frame
  return nnFigure.state;
}"""


def test_slope_is_the_derivative_of_the_cost():
    w = np.linspace(-3.6, 3.6, 25)
    np.testing.assert_allclose(C_prime(w), (C(w + 1e-6) - C(w - 1e-6)) / 2e-6, atol=1e-7)
    assert np.allclose(C_prime(np.array(HUMPS)), 0, atol=1e-9)


def test_first_step_worked_by_hand():
    result = Slope.compute(**{**START, "start": 2.0, "learning_rate": 0.1})
    assert result["cost"] == pytest.approx(2**2 * (2**2 - 9) ** 2 / 100 + 2 / 4 + 3 / 2)
    assert result["slope"] == pytest.approx(-0.35)
    assert result["step"] == pytest.approx(0.035)
    assert result["next"] == pytest.approx(2.035)


def test_where_the_ball_starts_decides_in_which_valley_it_ends():
    ends = {start: Slope.compute(**{**START, "start": start, "steps": 100})["w"] for start in (-2, 1, 2)}
    assert ends == pytest.approx({-2: -3.0365, 1: -0.1560, 2: 2.9589}, abs=1e-3)
    assert C(ends[-2]) < C(ends[1]) < C(ends[2])


def test_nine_balls_are_counted_by_valley():
    result = Slope.compute(**{**START, "steps": 100})
    assert result["valleys"].tolist() == [3, 4, 2, 0]
    result = Slope.compute(**{**START, "learning_rate": 1.0, "steps": 100})
    assert result["valleys"].tolist() == [0, 5, 0, 4]


def test_a_ball_in_the_right_valley_overshoots_at_a_rate_above_two_over_the_curvature():
    bottom = 2.958940532833666
    curvature = (C_prime(bottom + 1e-6) - C_prime(bottom - 1e-6)) / 2e-6
    for factor, settles in ((0.9, True), (1.1, False)):
        state = {**START, "start": bottom + 1e-3, "learning_rate": factor * 2 / curvature, "steps": 40}
        assert (abs(Slope.compute(**state)["w"] - bottom) < 1e-3) == settles


def test_a_diverging_path_ends_before_it_leaves_the_numbers():
    result = Slope.compute(**{**START, "learning_rate": 1.0, "steps": 100})
    assert result["diverged"]
    assert np.abs(result["path"]).max() <= 1000 < abs(result["next"])


def test_compute_is_the_same_in_javascript(parity):
    parity(Slope)


def test_step_moves_downhill_and_a_key_on_the_ball_starts_anew(show):
    page = show(Slope())
    page.get_by_role("button", name="Step").click()
    assert page.evaluate(STATE)["steps"] == 1
    expect(page.locator(".nn-readout")).to_contain_text("C fell from 3.669")
    ball = page.get_by_role("slider", name="ball on the curve")
    expect(ball).to_have_attribute("aria-valuenow", re.compile(r"^3\.172"))
    ball.press("ArrowLeft")
    assert page.evaluate(STATE) == {**START, "start": 3.07, "steps": 0}


def test_dragging_the_ball_moves_its_start(show):
    page = show(Slope())
    box = page.get_by_role("slider", name="ball on the curve").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 160, y)
    page.mouse.up()
    assert 1 < page.evaluate(STATE)["start"] < 2.5


def test_run_stops_by_itself_at_the_bottom(show):
    page = show(Slope(start=2.9, learning_rate=0.2))
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".nn-readout")).to_contain_text("rests in the right valley", timeout=15_000)
    expect(page.get_by_role("button", name="Run")).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(STATE)["steps"] < 100


def test_overshoot_and_divergence_are_said_in_words(show):
    page = show(Slope(start=-2.8, learning_rate=0.4, steps=1), Slope(learning_rate=1.0, steps=60))
    overshot, diverged = page.locator(".nn-readout").all()
    assert "Overshot: C rose from" in overshot.inner_text()
    assert (
        diverged.inner_text().startswith("Diverged: after ") and "learning rate is too large" in diverged.inner_text()
    )
