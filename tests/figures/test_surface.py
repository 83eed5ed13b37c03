import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from playwright.sync_api import expect

from nnlib.figures import Surface
from nnlib.figures.parts.surfaces import SURFACES, gradient, height

START = Surface().state
STATE = """() => {
  const { nnFigure } = document.querySelector('[data-figure]');
  nnFigure.refresh();  // drawn at once, so that nobody waits for a frame
  return nnFigure.state;
}"""


@pytest.mark.parametrize("name", SURFACES)
def test_gradient_is_the_slope_of_the_surface(name):
    for point in np.random.default_rng(0).uniform(-2.5, 2.5, (20, 2)):
        numerical = [(height(name, point + h) - height(name, point - h)) / 2e-6 for h in np.eye(2) * 1e-6]
        np.testing.assert_allclose(gradient(name, point), numerical, atol=1e-6)


def test_no_direction_is_steeper_than_the_gradient():
    slopes = [Surface.compute(**{**START, "angle": angle})["slope"] for angle in range(360)]
    length = Surface.compute(**START)["length"]
    assert min(slopes) == pytest.approx(-length, rel=1e-3) and max(slopes) == pytest.approx(length, rel=1e-3)
    assert np.argmin(slopes) == pytest.approx(Surface.compute(**START)["downhill"], abs=1)


def test_at_right_angles_to_the_gradient_it_is_level():
    result = Surface.compute(**{**START, "point": [1, 0], "angle": 90})
    assert result["slope"] == pytest.approx(0) and result["missed"] == 90


def test_compute_is_the_same_in_javascript(parity):
    parity(Surface)


def test_needle_turns_by_keys_until_the_steepest_way_is_found(show):
    page = show(Surface(angle=165))
    needle = page.get_by_role("slider", name="compass needle")
    for _ in range(3):
        needle.press("ArrowLeft")
    expect(page.locator(".nn-readout")).to_contain_text("You have found it")


def test_needle_follows_the_pointer(show):
    page = show(Surface())
    box = page.get_by_role("slider", name="compass needle").bounding_box()
    point = page.get_by_role("slider", name="the point on the map").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(point["x"] + point["width"] / 2, point["y"] - 40)
    page.mouse.up()
    assert page.evaluate(STATE)["angle"] == pytest.approx(90, abs=4)


def test_surface_turns_by_pointer_and_keys_and_keeps_its_point(show):
    page = show(Surface())
    view = page.get_by_role("slider", name="view of the surface")
    view.press("ArrowRight")
    assert page.evaluate(STATE)["turn"] == -30
    box = view.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 100, box["y"] + 70)
    page.mouse.up()
    after = page.evaluate(STATE)
    assert after["turn"] > 0 and after["tilt"] > 50 and after["point"] == [1.5, -1.5]


def test_needle_turns_past_north_without_a_stop(show):
    page = show(Surface(angle=0))
    page.get_by_role("slider", name="compass needle").press("ArrowLeft")
    assert page.evaluate(STATE)["angle"] == 359


def test_gradient_is_kept_back_until_it_is_asked_for(show):
    page = show(Surface())
    numbers = "() => [...document.querySelectorAll('[data-figure] svg text')].map((text) => text.textContent).join(' ')"
    assert "\u2207C = ?" in page.evaluate(numbers)
    page.get_by_label("Show the gradient").check()
    expect(page.locator(".nn-readout")).to_contain_text("Steepest downhill is at 162\u00b0")
    shown = page.evaluate(numbers)
    assert (
        "\u2207C = (4.50, \u22121.50)" in shown
        and "4.50 \u00d7 (\u22120.94) + (\u22121.50) \u00d7 (\u22120.34)" in shown
    )


def test_point_dragged_on_the_surface_moves_on_the_map(show):
    page = show(Surface(point=[0.5, 0.5]))

    def middle(box):
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    on = {name: page.get_by_role("slider", name=f"the point on the {name}") for name in ("surface", "map")}
    start, before = middle(on["surface"].bounding_box()), middle(on["map"].bounding_box())
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 40, start[1] - 30)
    page.mouse.up()
    page.evaluate(STATE)
    assert middle(on["surface"].bounding_box()) == pytest.approx((start[0] + 40, start[1] - 30), abs=5)
    assert np.hypot(*np.subtract(middle(on["map"].bounding_box()), before)) > 20


# The outline of a strip: its first corner; near, far and near again at each line between two squares; the end; back along the far side.
SQUARE_BY_SQUARE = """() => document.querySelectorAll('.nn-mesh polygon').forEach((strip) => {
  const points = strip.getAttribute('points').match(/\\S+ \\S+/g) ?? [];
  const m = points.length / 4;
  const near = (k) => points[Math.max(0, 3 * k - 2)];
  const far = (k) => points[k ? 3 * k - 1 : 4 * m - 1];
  for (let k = 0; k < m; k++) {
    const square = strip.cloneNode();
    square.setAttribute('points', [near(k), near(k + 1), far(k + 1), far(k)].join(' '));
    strip.before(square);
  }
  strip.remove();
})"""


@pytest.mark.parametrize("name", SURFACES)
@pytest.mark.parametrize("turn", [0, 40, 180])  # seen along the strips, where they would fold, and from aside
def test_strips_look_as_their_squares_would(show, name, turn):
    page = show(Surface(surface=name, turn=turn, tilt=10))
    drawing = page.locator(".nn-stage svg").first
    strips = page.locator(".nn-mesh polygon").count()
    before = plt.imread(io.BytesIO(drawing.screenshot()))
    page.evaluate(SQUARE_BY_SQUARE)
    assert page.locator(".nn-mesh polygon").count() == 16 * 16 > 1.3 * strips
    assert (
        np.abs(plt.imread(io.BytesIO(drawing.screenshot())) - before).max() < 0.2
    )  # lines between two are drawn once, not twice
