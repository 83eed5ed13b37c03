import json
import re

import numpy as np
import pytest
import traitlets
from conftest import random_states
from playwright.sync_api import expect

from nnlib import Network, Parameters, numerical_gradient
from nnlib.figures import Backprop
from nnlib.figures.backprop import steps

ONE = {"x": [0, 0, 0], "W1": np.zeros((2, 3)), "b1": [0, 0], "W2": [[1, 0], [-2, 0]], "b2": [-0.5, 1], "y": [1, 0]}


def at(step, **state):
    result = Backprop(step=step, **state).result
    return dict(zip(map(tuple, result["places"]), result["values"]))


def slopes(result, h=1e-4):
    above, below = np.array(result["costs"])
    return (above - below) / (2 * h)


def test_a_whole_backward_pass_worked_by_hand():
    # z = 0 everywhere, so a = 1/2 and sigma' = 1/4
    assert at(3, **ONE) == {}
    assert at(4, **ONE) == {(0, -1): -1, (1, -1): 1}  # 2 (a - y)
    assert at(5, **ONE) == {(0, -1): -0.25, (1, -1): 0.25}
    assert at(6, **ONE) == {(0, 0): -0.125, (0, 1): -0.125, (0, -1): -0.25, (1, 0): 0.125, (1, 1): 0.125, (1, -1): 0.25}
    assert at(7, **ONE) == {(0, -1): -0.75, (1, -1): 0}  # 1 x -1/4 + -2 x 1/4
    assert at(8, **ONE) == {(0, -1): -0.1875, (1, -1): 0}
    assert at(9, **ONE)[0, -1] == -0.1875
    assert at(9, **ONE)[0, 2] == 0  # its input is black


def test_the_order_is_forward_then_backward():
    assert steps(2, False) == [
        ("given", 0),
        ("forward", 1),
        ("forward", 2),
        ("cost", 2),
        ("da", 2),
        ("dz", 2),
        ("dW", 2),
        ("da", 1),
        ("dz", 1),
        ("dW", 1),
    ]
    assert len(steps(3, True)) == 15 and steps(3, True)[-1] == ("da", 0)


@pytest.mark.parametrize("step", range(4, 10))
def test_every_derivative_is_what_a_nudge_measures(step):
    rng = np.random.default_rng(step)
    for _ in range(10):
        state = {
            "x": rng.uniform(0, 1, 3),
            "W1": rng.normal(0, 1, (2, 3)),
            "b1": rng.normal(0, 1, 2),
            "W2": rng.normal(0, 1, (2, 2)),
            "y": rng.uniform(0, 1, 2),
        }
        result = Backprop(step=step, **state).result
        np.testing.assert_allclose(slopes(result), result["values"], atol=1e-8)


@pytest.mark.parametrize("step", range(5, 15))
def test_on_a_real_digit_too(step):
    result = Backprop(example="digit", step=step).result
    assert len(result["values"]) == 5
    assert np.abs(result["values"]).max() > 1e-3  # not all of them asleep
    np.testing.assert_allclose(slopes(result), result["values"], atol=5e-6)


def test_the_14_derivatives_are_the_gradient_of_nnlib():
    figure = Backprop()
    net = Network(
        Parameters([np.array(figure.W1), np.array(figure.W2)], [np.array([figure.b1]).T, np.array([figure.b2]).T])
    )
    gradient = numerical_gradient(net, np.array([figure.x]).T, np.array([figure.y]).T)
    for layer, step in ((2, 6), (1, 9)):
        for (j, k), value in at(step).items():
            expected = gradient.biases[layer - 1][j, 0] if k < 0 else gradient.weights[layer - 1][j, k]
            assert value == pytest.approx(expected, abs=1e-9)


def test_the_largest_entries_of_a_long_list_come_first():
    figure = Backprop(example="digit", step=13, neuron=3)
    result = figure.result
    row = result["dC_dz"][0][3] * result["a"][0]
    assert [j for j, _ in result["places"]] == [3] * 5
    np.testing.assert_allclose(np.abs(result["values"]), np.sort(np.abs(row))[::-1][:5])


def test_a_step_beyond_the_last_is_the_last():
    result = Backprop(step=14).result
    assert result["step"] == result["last"] == 9


@pytest.mark.parametrize("example, last", [("small", 9), ("digit", 14)])
def test_each_step_is_computed_from_what_earlier_steps_computed(example, last):
    known = set()
    for step in range(last + 1):
        roles = Backprop(example=example, step=step).result["roles"]
        by_role = {role: {name for name, its in roles.items() if its == role} for role in roles.values()}
        assert by_role["now"]
        assert by_role.get("from", set()) | by_role.get("known", set()) == known
        known |= by_role["now"]
    assert known == set(roles)


def test_the_roles_in_a_step_back_through_layer_1():
    roles = Backprop(step=7).result["roles"]  # dC_0/da^(1) = (W^(2))^T dC_0/dz^(2)
    assert {name: role for name, role in roles.items() if role != "known"} == {
        "da1": "now",
        "W2": "from",
        "dz2": "from",
        "dz1": "unknown",
        "dW1": "unknown",
    }


def test_compute_of_the_small_network_is_the_same_in_javascript(parity):
    parity(Backprop, [{**state, "example": "small"} for state in random_states(Backprop, 100, seed=0)])


def test_compute_of_the_digits_is_the_same_in_javascript(parity):
    parity(Backprop, [{**state, "example": "digit"} for state in random_states(Backprop, 40, seed=1)], rtol=1e-9)


def test_an_example_that_is_not_there_is_refused():
    with pytest.raises(traitlets.TraitError, match=r"'small'.*'digit'"):
        Backprop(example="large")


# ---------------------------------------------------------------- on the page


def drawn(page):
    """The page, with what was changed drawn."""
    page.locator("[data-figure]").evaluate("el => el.nnFigure.refresh()")
    return page


def words(page):
    return drawn(page).locator(".nn-readout").inner_text()


def state(page, name):
    return page.locator("[data-figure]").evaluate("(el, name) => el.nnFigure.state[name]", name)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    drawn(page)


CHIPS = """(name) => [...document.querySelectorAll('.nn-sheets > :not(.nn-away) g.nn-pressable')]
  .filter((chip) => name === 'now' ? chip.querySelector(':scope > .nn-chosen')?.getAttribute('visibility') === 'visible'
    : name === 'from' ? chip.querySelector(':scope > .nn-track') : chip.getAttribute('opacity') === '0.35')
  .map((chip) => chip.querySelector('text').textContent.split(' =')[0] + ' ' + (chip.querySelectorAll('text')[1]?.textContent ?? ''))"""


@pytest.mark.parametrize("example, last", [("small", 9), ("digit", 14)])
def test_each_step_uses_only_what_is_known_and_marks_the_rest(show, example, last):
    page = show(Backprop(example=example, step=0))
    known = set(page.evaluate(CHIPS, "now"))
    for step in range(1, last + 1):
        press(page, "Step")
        assert state(page, "step") == step
        now, used, faint = (set(page.evaluate(CHIPS, name)) for name in ("now", "from", "faint"))
        assert now and now.isdisjoint(known)
        assert used and used <= known, used - known
        assert faint.isdisjoint(known | now)
        known |= now
    assert not page.evaluate(CHIPS, "faint")


def test_what_is_not_known_is_not_told(show):
    page = show(Backprop(step=1))
    drawing = page.locator("[data-figure] svg").first
    assert "0.72" in drawing.text_content() and "0.59" not in drawing.text_content()
    press(page, "Step")
    assert "0.59" in drawing.text_content() and "0.764" not in drawing.text_content()
    press(page, "Step")
    assert "0.764" in drawing.text_content() and "0.8228" not in drawing.text_content()
    press(page, "Step")
    assert "\u22120.8228" in drawing.text_content()


def test_back_undoes_a_step_and_stops_at_the_first(show):
    page = show(Backprop(step=1))
    for _ in range(3):
        press(page, "Back")
    assert state(page, "step") == 0


def test_step_after_the_last_begins_again(show):
    page = show(Backprop(step=9))
    press(page, "Step")
    assert state(page, "step") == 0


def test_run_goes_to_the_end_and_stops(show, page):
    page.clock.install(time=0)
    show(Backprop(step=7))
    page.clock.pause_at(3600)
    press(page, "Run")
    expect(page.get_by_role("button", name="Pause")).to_have_attribute("aria-pressed", "true")
    page.clock.run_for(5000)
    assert state(page, "step") == 9
    expect(page.get_by_role("button", name="Run")).to_have_attribute("aria-pressed", "false")


def test_the_slider_follows_to_a_step_that_only_the_digit_has(show):
    page = show(Backprop(step=9))
    page.locator("[data-figure]").evaluate("el => el.nnFigure.set({ example: 'digit', step: 12 })")
    assert drawn(page).get_by_role("slider", name="step").input_value() == "12"


def test_pressing_a_derivative_goes_to_its_step(show):
    page = show(Backprop())
    page.locator(".nn-sheets > :not(.nn-away) g.nn-pressable", has_text="∂C0∂z(1)").click()
    assert state(page, "step") == 8
    assert "Through the sigmoid of layer 1" in words(page)


def test_keys_step_and_turn_a_weight_and_the_gradient_follows(show):
    page = show(Backprop())
    page.get_by_role("slider", name="step").press("End")
    assert state(page, "step") == 9
    panel = page.locator("svg[aria-label='This step in numbers']")
    drawn(page)
    before = panel.text_content()
    page.get_by_role("slider", name="weight w 1 1 of layer 2").press("Home")
    assert state(page, "W2") == [[2.0, -1.5], [1.0, -5]]
    assert "measures the same to six decimals" in words(page)
    assert panel.text_content() != before


def test_dragging_a_weight_turns_it(show):
    page = show(Backprop())
    box = page.get_by_role("slider", name="weight w 0 0 of layer 2").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 20, box["y"] + 40)
    page.mouse.up()
    assert state(page, "W2")[0][0] < 1


def test_the_digit_has_its_own_picture_steps_and_numbers(show):
    page = show(Backprop())
    row = page.get_by_role("slider", name="W(1) row")
    assert row.is_disabled()
    page.get_by_role("radio", name="real digit").check()
    assert state(page, "step") == 4
    assert row.is_enabled() and seen_drawings(page) == ["The trained network on a real digit", "This step in numbers"]
    cost = Backprop(example="digit").result["C"]
    assert f"The cost is {cost:.4f}" in words(page)
    press(page, "digit 7")
    assert "7" in page.locator("svg text.nn-y.nn-strong").last.text_content()
    page.get_by_role("slider", name="step").press("End")
    assert state(page, "step") == 14
    assert "Step 14 of 14" in words(page)
    page.get_by_role("radio", name="small").check()
    assert state(page, "step") == 3
    assert seen_drawings(page) == ["The small network", "This step in numbers"]


def test_the_digits_picture_is_drawn_before_it_is_seen(show):
    page = show(Backprop())
    expect(page.locator(".nn-sheets > .nn-away")).to_contain_text(f"{Backprop(example='digit').result['C']:.4f}")
    expect(page.locator(".nn-sheets")).to_have_class(re.compile("nn-laid-out"))
    assert seen_drawings(page) == ["The small network", "This step in numbers"]
    assert state(page, "example") == "small" and "Step 3" in words(page)


def seen_drawings(page):
    """The names of the drawings that a screen reader finds."""
    drawn(page)
    names = ("The small network", "The trained network on a real digit", "This step in numbers")
    return [name for name in names if page.get_by_role("group", name=name).is_visible()]


def test_a_digit_can_be_chosen_at_once(show):
    page = show(Backprop(step=9))
    page.locator(".nn-fold summary").click()
    press(page, "digit 7")
    assert state(page, "example") == "digit" and state(page, "step") == 4
    expect(page.locator(".nn-fold input").first).to_be_disabled()
    page.get_by_role("slider", name="step").press("ArrowRight")
    press(page, "digit 2")
    assert state(page, "step") == 5


def test_pressing_a_neuron_of_layer_1_shows_its_weights(show):
    page = show(Backprop(example="digit", step=13))
    box = page.locator(".nn-sheets > :not(.nn-away) rect.nn-hit.nn-pressable").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 4.5 / 16)
    assert state(page, "neuron") == 4
    assert "row 4" in drawn(page).locator(".nn-sheets > :not(.nn-away)").text_content()
    page.get_by_role("slider", name="W(1) row").press("ArrowRight")
    assert state(page, "neuron") == 5


def test_points_run_back_along_the_edges_and_vanish(show, page):
    page.clock.install(time=0)
    show(Backprop(step=6))
    page.clock.pause_at(3600)
    points = page.locator("circle.nn-point[visibility=visible]")
    page.get_by_role("button", name="Step", exact=True).click()
    page.clock.run_for(150)
    assert points.count() == 4
    page.clock.run_for(300)
    assert points.count() == 0


def lit(page):
    drawn(page)
    return page.evaluate(
        "() => [...document.querySelectorAll('svg .nn-linked')].filter((el) => !el.closest('.nn-away')).map((el) => el.localName)"
    )


def test_a_symbol_in_the_numbers_lights_its_edge_and_back(show):
    page = show(Backprop(step=9))
    page.locator("svg tspan[data-symbol='w_12^(1)']").first.hover()
    assert {"line", "g"} <= set(lit(page))
    page.get_by_role("slider", name="weight w 0 1 of layer 1").focus()
    assert "tspan" in lit(page)
    page.locator("svg tspan[data-symbol='a^(0)']").last.hover()  # in the step's formula: the whole layer
    assert "g" in lit(page)


def test_the_state_in_a_notebook_is_the_state_on_the_page():
    assert '"step":7' in json.dumps(Backprop(step=7).state, separators=(",", ":"))
    assert repr(Backprop(example="digit", step=7)) == "Backprop(example='digit', step=7)"


def test_the_symbols_of_a_step_are_one_tab_stop_and_light_the_network(show):
    page = show(Backprop(step=9))
    formulas = page.get_by_role("slider", name="the formulas: symbols")
    formulas.focus()
    for _ in range(3):
        formulas.press("ArrowRight")
    expect(formulas).to_have_attribute("aria-valuetext", "a of layer 0")  # the whole layer
    assert lit(page).count("g") >= 3
    formulas.press("End")
    expect(formulas).to_have_attribute("aria-valuetext", "b 1 of layer 1")


def test_enter_on_a_quantity_goes_to_its_step(show):
    page = show(Backprop())
    quantities = page.get_by_role("slider", name="all quantities: symbols")
    quantities.press("ArrowRight")
    expect(quantities).to_have_attribute("aria-valuetext", "W of layer 1")
    quantities.press("ArrowRight")
    quantities.press("Enter")
    assert state(page, "step") == 1  # z^(1)
