import numpy as np
import pytest
import traitlets

from nnlib import Parameters, backprop, cost
from nnlib.figures import CostSurface
from nnlib.figures.cost_surface import centre, examples, plane

START = CostSurface().state
SIZES = (784, 16, 16, 10)
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


def test_middle_of_the_map_is_the_network_itself():
    x, y, labels = examples()
    assert x.shape == (784, 80) and np.array_equal(np.bincount(labels), [8] * 10)
    for network in ("trained", "untrained"):
        result = CostSurface.compute(**{**START, "network": network, "point": [0, 0]})
        assert result["cost"] == pytest.approx(cost(centre(network).output(x), y), rel=1e-12)


def test_slopes_of_two_weights_are_their_entries_of_the_gradient():
    x, y, _ = examples()
    gradient = backprop(centre("trained"), x, y).vector
    for first, second in ((7546, 7574), (12900, 13001)):
        result = CostSurface.compute(**{**START, "first": first, "second": second, "point": [0, 0]})
        np.testing.assert_allclose(result["slopes"], gradient[[first, second]], rtol=1e-12)


@pytest.mark.parametrize("directions", ["parameters", "random", "gradient"])
def test_slopes_are_what_a_small_shift_does_to_the_cost(directions):
    state = {**START, "directions": directions, "reach": 1.0}
    for i in (0, 1):
        shifted = [
            CostSurface.compute(**{**state, "point": [0.3 + sign * 1e-6 * (i == 0), 0.2 + sign * 1e-6 * (i == 1)]})[
                "cost"
            ]
            for sign in (1, -1)
        ]
        numerical = (shifted[0] - shifted[1]) / 2e-6
        assert CostSurface.compute(**{**state, "point": [0.3, 0.2]})["slopes"][i] == pytest.approx(
            numerical, rel=1e-4, abs=1e-8
        )


def test_random_directions_are_as_long_as_each_neuron():
    base = centre("trained")
    for d in plane("trained", "random", 0, 0):
        d = Parameters.from_vector(d.copy(), SIZES)
        for W, b, D, e in zip(base.weights, base.biases, d.weights, d.biases):
            np.testing.assert_allclose((D**2).sum(axis=1) + e[:, 0] ** 2, (W**2).sum(axis=1) + b[:, 0] ** 2)
    one, other = plane("trained", "random", 0, 0)
    assert abs(one @ other) / (one @ one) < 0.2


def test_gradient_is_by_far_the_steeper_of_two_directions_of_equal_length():
    d = plane("trained", "gradient", 0, 0)
    np.testing.assert_allclose((d**2).sum(axis=1), (centre("trained").parameters.vector ** 2).sum())
    slopes = CostSurface.compute(**{**START, "directions": "gradient", "point": [0, 0]})["slopes"]
    assert slopes[0] > 20 * abs(slopes[1])


def test_weight_of_an_always_black_pixel_changes_nothing():
    black = 9 * 784
    states = [{**START, "second": black, "point": [0.5, t]} for t in (-1, 0, 1)]
    results = [CostSurface.compute(**state) for state in states]
    assert len({result["cost"] for result in results}) == 1
    assert all(result["slopes"][1] == 0 for result in results)


def test_compute_is_the_same_in_javascript(parity):
    rng = np.random.default_rng(3)
    states = [START]
    for directions, reach in (("parameters", 20), ("random", 2), ("gradient", 1)):
        for network in ("trained", "untrained"):
            for _ in range(5):
                first, second = rng.integers(0, 13002, 2).tolist()
                some = {
                    "network": network,
                    "directions": directions,
                    "first": first,
                    "second": second,
                    "reach": float(reach * rng.uniform(0.01, 1)),
                }
                states.append({**START, **some, "point": rng.uniform(-1, 1, 2).tolist()})
    for first, second in ((12624, 12630), (12992, 13001), (12800, 100), (12544, 12559), (7546, 7546)):
        states.append({**START, "first": first, "second": second, "reach": 10.0})
    parity(CostSurface, states, rtol=1e-9)


def test_bad_state_is_refused_with_the_range():
    with pytest.raises(traitlets.TraitError, match=r"first: expected a number in \[0, 13001\], got 13002"):
        CostSurface(first=13002)
    with pytest.raises(traitlets.TraitError, match=r"point: expected numbers in \[-1, 1\] of shape \(2,\)"):
        CostSurface(point=[0, 2])


def test_point_dragged_on_the_map_moves_on_the_surface_too(show):
    page = show(CostSurface())
    before = place(page, "the point on the surface")
    start = place(page, "the point on the map")
    drag(page, start, (-60, 40))
    after = place(page, "the point on the map")
    assert after == pytest.approx((start[0] - 60, start[1] + 40), abs=3)
    assert np.hypot(*np.subtract(place(page, "the point on the surface"), before)) > 20
    assert page.evaluate(STATE)["point"][0] < 0.2 and page.evaluate(STATE)["point"][1] < 0.4


def test_point_dragged_on_the_surface_stays_under_the_pointer(show):
    page = show(CostSurface())
    start = place(page, "the point on the surface")
    drag(page, start, (-50, 10))
    assert place(page, "the point on the surface") == pytest.approx((start[0] - 50, start[1] + 10), abs=4)
    assert page.evaluate(STATE)["point"] != START["point"]


def test_turning_the_surface_leaves_the_point_where_it_is(show):
    page = show(CostSurface())
    view = page.get_by_role("slider", name="view of the surface")
    for key in ("ArrowLeft", "ArrowUp"):
        view.press(key)
    assert page.evaluate(STATE) == {**START, "turn": -40, "tilt": 45}
    box = view.bounding_box()
    drag(page, (box["x"] + 30, box["y"] + 30), (80, 0))
    assert page.evaluate(STATE)["turn"] > 0 and page.evaluate(STATE)["point"] == START["point"]


def test_press_on_the_map_puts_the_point_there_and_keys_move_it(show):
    page = show(CostSurface(point=[0, 0]))
    x, y = place(page, "the point on the map")
    page.mouse.click(x + 60, y - 60)
    s, t = page.evaluate(STATE)["point"]
    assert s == pytest.approx(t, abs=0.02) and s > 0.3
    page.get_by_role("slider", name="the point on the map").press("ArrowLeft")
    assert page.evaluate(STATE)["point"] == pytest.approx([s - 0.05, t], abs=1e-9)


def test_reach_changes_and_the_weights_stay_the_same(show):
    page = show(CostSurface(point=[0.1, 0.2]))
    slider = page.get_by_role("slider", name="Reach")
    slider.press("ArrowLeft")
    state = page.evaluate(STATE)
    assert state["reach"] == 1.6
    assert np.multiply(state["point"], state["reach"]) == pytest.approx([0.2, 0.4], abs=1e-3)


def test_another_pair_is_drawn_and_its_entries_are_shown(show):
    page = show(CostSurface())
    page.get_by_role("button", name="draw two of the 13,002").click()
    state = page.evaluate(STATE)
    assert (state["first"], state["second"]) != (START["first"], START["second"])
    slopes = CostSurface.compute(**state)["slopes"]
    shown = page.locator("svg text", has_text="\u2202").evaluate_all("list => list.map((text) => text.textContent)")
    assert [float(text.split("=")[1].replace("\u2212", "-")) for text in shown] == pytest.approx(slopes, abs=6e-6)


def test_a_page_with_random_directions_says_how_they_are_scaled(show):
    page = show(CostSurface())
    page.get_by_label("two random directions").check()
    assert page.evaluate(STATE)["reach"] == 1
    assert "as long as its own weights and bias" in page.locator(".nn-controls").first.inner_text()


STRIPS = "() => [...document.querySelectorAll('.nn-mesh polygon')].map((strip) => strip.getAttribute('points')).filter(Boolean)"
SQUARES = f"() => ({STRIPS})().join(' ').split(' ').length / 8"  # the outline of a strip has four corners for each of its squares


def test_nothing_of_the_last_surface_is_left_while_a_new_one_is_drawn_roughly(show):
    page = show(CostSurface())
    assert page.evaluate(SQUARES) == 16 * 16
    frames = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    roughly = page.evaluate(
        f"async () => {{ document.querySelector('[data-figure]').nnFigure.set({{ reach: 1 }}); await ({frames})(); return ({SQUARES})(); }}"
    )
    assert roughly == 8 * 8
    page.wait_for_function(f"({SQUARES})() === 16 * 16")


COUNT_IDLE = """
const ask = requestIdleCallback;
globalThis.idle = 0;  // pieces of work that wait for an idle moment
requestIdleCallback = (run) => { idle += 1; return ask((deadline) => { run(deadline); idle -= 1; }); };
"""


@pytest.mark.parametrize("name", ["the untrained one", "two random directions", "gradient and random"])
def test_the_surface_of_another_choice_is_worked_out_beforehand(show, page, name):
    frames = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    choose = f"async (radio) => {{ radio.click(); await {frames}; return [({SQUARES})(), ({STRIPS})()]; }}"
    page.add_init_script(COUNT_IDLE)
    show(CostSurface())
    page.wait_for_function("() => globalThis.idle === 0")
    squares, at_once = page.get_by_label(name).evaluate(choose)
    assert squares == 16 * 16
    page.add_init_script("requestIdleCallback = () => 1")
    show(CostSurface())
    assert page.get_by_label(name).evaluate(choose)[0] == 8 * 8
    page.wait_for_function(f"({SQUARES})() === 16 * 16")
    assert page.evaluate(STRIPS) == at_once


def test_a_surface_seen_before_is_whole_at_once(show):
    page = show(CostSurface())
    start = page.evaluate(STRIPS)
    page.get_by_label("the untrained one").check()
    page.wait_for_function(f"start => ({SQUARES})() === 16 * 16 && String(({STRIPS})()) !== start", arg=",".join(start))
    page.get_by_label("the trained network").check()
    page.evaluate(STATE)
    assert page.evaluate(STRIPS) == start
