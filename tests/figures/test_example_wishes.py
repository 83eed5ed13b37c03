import numpy as np
from playwright.sync_api import expect

from nnlib.backprop import backprop
from nnlib.cost import cost
from nnlib.figures import ExampleWishes
from nnlib.figures.data import story
from nnlib.figures.example_wishes import PLACES, WEIGHTS, trained_on

ALL = [1] * len(PLACES)
ONLY_THE_2 = [1] + [0] * (len(PLACES) - 1)


def test_an_entry_is_one_examples_own_negative_derivative():
    table = ExampleWishes.compute(on=ALL, steps=0)["table"]
    j, k = WEIGHTS[0]
    x, y = story.example()
    assert table[0, 0] == -backprop(story.network(), x, y).weights[2][j, k]


def test_the_average_is_over_those_that_are_on():
    result = ExampleWishes.compute(on=[1, 0, 1, 0, 0, 0, 0], steps=0)
    np.testing.assert_allclose(result["average"], (result["table"][:, 0] + result["table"][:, 2]) / 2)
    assert np.all(ExampleWishes.compute(on=[0] * 7, steps=5)["average"] == 0)


def test_the_average_of_all_is_the_gradient_over_all_of_them():
    examples = [story.example(place) for place in PLACES]
    x, y = (np.hstack(part) for part in zip(*examples))
    gradient = backprop(story.network(), x, y).weights[2]
    np.testing.assert_allclose(ExampleWishes.compute(on=ALL, steps=0)["average"], [-gradient[j, k] for j, k in WEIGHTS])


def test_listening_only_to_the_2_makes_nearly_everything_a_2():
    assert ExampleWishes.compute(on=ONLY_THE_2, steps=60)["answers"][2] >= 60


def test_a_step_for_one_example_lowers_the_cost_of_that_example():
    x, y = story.example()
    before, after = (cost(trained_on(tuple(ONLY_THE_2), steps).output(x), y) for steps in (0, 1))
    assert after < before


def test_compute_is_the_same_in_javascript(parity):
    parity(
        ExampleWishes,
        states=[
            {"on": ALL, "steps": 0},
            {"on": ONLY_THE_2, "steps": 12},
            {"on": [0, 1, 1, 0, 0, 0, 1], "steps": 30},
            {"on": [0] * 7, "steps": 3},
        ],
        rtol=1e-9,
    )


def test_only_the_2_by_button_and_an_example_by_keyboard(show):
    page = show(ExampleWishes())
    page.get_by_role("button", name="listen only to the 2").click()
    expect(page.locator(".nn-readout")).to_contain_text("Listening to 1 of seven examples")
    page.get_by_role("button", name="listen to the 7", exact=True).press("Enter")
    expect(page.locator(".nn-readout")).to_contain_text("Listening to 2 of seven examples")


def test_run_ends_with_everything_a_2(show):
    page = show(ExampleWishes(on=ONLY_THE_2, steps=50))
    page.get_by_role("button", name="Run").click()
    page.wait_for_function("() => document.querySelector('[data-figure]').nnFigure.state.steps === 60", timeout=15_000)
    assert page.evaluate("() => document.querySelector('[data-figure]').nnFigure.result.answers[2]") >= 60
