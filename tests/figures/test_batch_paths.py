import numpy as np
import pytest
from playwright.sync_api import expect

from nnlib.figures import BatchPaths
from nnlib.figures.batch_paths import examples, path
from nnlib.figures.kit.seeded import random, shuffled

START = BatchPaths().state


def test_first_full_step_worked_by_hand():
    x, y = examples()
    a = 1 / (1 + np.exp(-(-3 * x[0] + 4 * x[1])))
    slope = np.mean(2 * (a - y[0]) * a * (1 - a) * x, axis=1)
    np.testing.assert_allclose(path([-3, 4], 2.0, 100, 1, 1)[1], np.array([-3, 4]) - 2 * slope)


def test_same_examples_are_one_hundred_times_as_many_single_steps():
    result = BatchPaths.compute(**START)
    assert result["steps"] == [8, 80, 800]
    assert result["examples"] == [800, 800, 800]
    by_steps = BatchPaths.compute(**{**START, "count_by": "steps"})
    assert by_steps["steps"] == [8, 8, 8]
    assert by_steps["examples"] == [800, 80, 8]


def test_stumbling_paths_are_lower_after_as_many_examples():
    ends = [costs[-1] for costs in BatchPaths.compute(**START)["costs"]]
    assert ends[0] > 2 * ends[1] and ends[1] > ends[2]


def test_careful_path_does_not_depend_on_the_order():
    one, other = (BatchPaths.compute(**{**START, "seed": seed})["points"] for seed in (1, 2))
    np.testing.assert_allclose(one[0], other[0], rtol=1e-12)
    assert np.abs(one[2] - other[2]).max() > 0.01


def test_shuffled_is_a_permutation_and_seeded():
    assert sorted(shuffled(50, random(3))) == list(range(50))
    assert shuffled(50, random(3)) == shuffled(50, random(3)) != shuffled(50, random(4))


def test_compute_is_the_same_in_javascript(parity):
    parity(BatchPaths, count=6, rtol=1e-9)


def test_paths_lead_from_the_start_to_the_points_reached():
    result = BatchPaths.compute(**START)
    for path_walked, steps, point in zip(result["paths"], result["steps"], result["points"], strict=True):
        assert len(path_walked) == steps + 1
        assert path_walked[0].tolist() == START["start"] and path_walked[-1].tolist() == point.tolist()


def test_run_goes_to_the_end_and_stops(show):
    page = show(BatchPaths(progress=17))
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".nn-readout")).to_contain_text("After 2000 examples each")
    expect(page.get_by_role("button", name="Run")).to_have_attribute("aria-pressed", "false")


def test_start_moves_by_keys_and_by_pointer(show):
    page = show(BatchPaths())
    start = page.get_by_role("slider", name="start of the three paths")
    start.press("ArrowRight")
    start.press("ArrowDown")
    state = "() => document.querySelector('[data-figure]').nnFigure.state.start"
    assert page.evaluate(state) == pytest.approx([-2.75, 3.75])
    box = start.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 40, box["y"] + box["height"] / 2 + 40)
    page.mouse.up()
    w = page.evaluate(state)
    assert w[0] > -1.5 and w[1] < 2.5
