import numpy as np
import pytest
import traitlets
from playwright.sync_api import expect

from nnlib.figures import ExampleCost
from nnlib.figures.example_cost import trained_costs

START = ExampleCost().state


def test_cost_of_one_example_worked_by_hand():
    result = ExampleCost.compute(**{**START, "outputs": [0.5, 0, 0, 0.8, 0, 0, 0.1, 0, 0, 0], "label": 3})
    np.testing.assert_allclose(result["squares"], [0.25, 0, 0, 0.04, 0, 0, 0.01, 0, 0, 0])
    assert result["cost"] == pytest.approx(0.3)


def test_perfect_outputs_cost_nothing():
    perfect = [0.0] * 10
    perfect[7] = 1.0
    assert ExampleCost.compute(**{**START, "outputs": perfect, "label": 7})["cost"] == 0


def test_average_is_that_of_the_first_costs():
    assert ExampleCost.compute(**{**START, "examples": 12})["average"] == pytest.approx(np.mean(trained_costs()[:12]))


def test_compute_is_the_same_in_javascript(parity):
    parity(ExampleCost, count=30, rtol=1e-9)


def test_bad_outputs_are_refused_with_the_range():
    with pytest.raises(traitlets.TraitError, match=r"outputs: expected numbers in \[0, 1\]"):
        ExampleCost(outputs=[2] * 10)


def test_keys_bring_the_cost_to_nothing(show):
    page = show(ExampleCost())
    for j in range(10):
        page.get_by_role("slider", name=f"output {j}").press("End" if j == 3 else "Home")
    expect(page.locator(".nn-readout")).to_contain_text("C\u2080 = 0.000. It cannot get any lower.")


def test_dragging_an_output_changes_its_square(show):
    page = show(ExampleCost())
    handle = page.get_by_role("slider", name="output 8")
    box = handle.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] - 300, box["y"] + box["height"] / 2)
    page.mouse.up()
    assert page.evaluate("() => document.querySelector('[data-figure]').nnFigure.state.outputs[8]") == 0


def test_the_trained_network_answers_with_its_own_outputs(show):
    page = show(ExampleCost())
    page.get_by_role("button", name="Ask the trained network").click()
    result = page.evaluate(
        "() => { const f = document.querySelector('[data-figure]').nnFigure; return [f.state.asked, f.result.cost]; }"
    )
    assert result[0] == 0
    assert result[1] == pytest.approx(trained_costs()[0], abs=2e-3)
