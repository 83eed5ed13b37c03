import numpy as np
import pytest
import traitlets
from playwright.sync_api import expect

from nnlib import sigmoid_prime
from nnlib.figures import Chain
from nnlib.figures.parts.chain_network import NAMES


def test_a_chain_worked_by_hand():
    # every z is 0, so every a is 1/2 and every slope 1/4; dC_0/da^(3) = 2 (1/2 - 1) = -1
    result = Chain(x=0, w=[2, 4, -2], b=[0, -2, 1], y=1, picked="w2").result
    np.testing.assert_allclose(result["a"], [0, 0.5, 0.5, 0.5])
    assert result["C"] == pytest.approx(0.25)
    np.testing.assert_allclose(result["factors"], [0.5, 0.25, -2, 0.25, -1])
    np.testing.assert_allclose(result["gradient"], [0, 0.125, 0.0625, 0.125, -0.125, -0.25])


@pytest.mark.parametrize("picked", NAMES)
def test_the_product_is_the_derivative_and_what_a_nudge_measures(picked):
    rng = np.random.default_rng(NAMES.index(picked))
    result = Chain(
        x=rng.uniform(), w=rng.uniform(-3, 3, 3), b=rng.uniform(-2, 2, 3), y=rng.uniform(), picked=picked
    ).result
    derivative = result["gradient"][NAMES.index(picked)]
    assert np.prod(result["factors"]) == pytest.approx(derivative, rel=1e-12)
    assert (result["costs"][0] - result["costs"][1]) / 2e-4 == pytest.approx(derivative, rel=1e-5, abs=1e-7)


def test_a_weight_of_0_cuts_off_what_is_before_it_but_not_itself():
    result = Chain(w=[1.5, 0, 3]).result
    w1, b1, w2, *rest = result["gradient"]
    assert w1 == b1 == 0 and all([w2, *rest])
    assert w2 == pytest.approx(
        result["a"][1] * sigmoid_prime(1.0) * 3 * sigmoid_prime(result["z"][2]) * 2 * (result["a"][3] - 1)
    )


def test_compute_is_the_same_in_javascript(parity):
    parity(Chain)


def test_a_seventh_parameter_is_refused():
    with pytest.raises(traitlets.TraitError, match="w4"):
        Chain(picked="w4")


def drawn(page):
    """The page, with what was changed drawn."""
    page.locator("[data-figure]").evaluate("el => el.nnFigure.refresh()")
    return page


def state(page, name):
    return page.locator("[data-figure]").evaluate("(el, name) => el.nnFigure.state[name]", name)


def test_pressing_a_bar_writes_out_its_product(show):
    page = show(Chain())
    page.get_by_role("button", name="derivative with respect to w of layer 1").click()
    assert state(page, "picked") == "w1"
    assert "measures +0.0767" in drawn(page).locator(".nn-readout").inner_text()
    numbers = page.locator("svg text.nn-number").all_text_contents()
    assert numbers[-8:] == ["+0.0767", "0.8000", "0.2475", "(−2.00)", "0.2494", "3.00", "0.2497", "(−1.0373)"]


def test_a_bar_is_picked_by_keys_too(show):
    page = show(Chain())
    page.get_by_role("button", name="derivative with respect to b of layer 2").press("Enter")
    assert state(page, "picked") == "b2"


@pytest.mark.parametrize("width", [1200, 320])
def test_dragging_the_last_bias_up_lowers_the_cost(show, width):
    page = show(Chain(), width=width)
    before = page.locator("[data-figure]").evaluate("el => el.nnFigure.result.C")
    box = page.get_by_role("slider", name="bias b of layer 3").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 25)
    page.mouse.up()
    assert state(page, "b")[2] > -1
    assert page.locator("[data-figure]").evaluate("el => el.nnFigure.result.C") < before


def test_keys_turn_weights_input_and_target(show):
    page = show(Chain())
    page.get_by_role("slider", name="weight w of layer 2").press("ArrowUp")
    page.get_by_role("slider", name="input a of layer 0").press("Home")
    page.get_by_role("slider", name="target y").press("Home")
    assert state(page, "w") == [1.5, -1.9, 3.0]
    assert (state(page, "x"), state(page, "y")) == (0, 0)


def linked(page):
    return drawn(page).evaluate("() => [...document.querySelectorAll('svg .nn-linked')].map((el) => el.localName)")


def test_a_symbol_of_the_product_lights_its_neuron_or_edge_and_back(show):
    page = show(Chain(picked="w2"))
    page.locator("svg tspan[data-symbol='w^(3)']").last.hover()
    assert {"line", "g", "tspan"} == set(linked(page))
    page.locator("svg tspan[data-symbol='z^(2)']").first.hover()
    assert {"g", "tspan"} == set(linked(page))
    page.get_by_role("slider", name="weight w of layer 3").focus()
    page.locator(".nn-title").hover()
    assert {"line", "g", "tspan"} == set(linked(page))


def test_the_product_is_one_tab_stop_with_arrow_keys(show):
    page = show(Chain(picked="w2"))
    product = page.get_by_role("slider", name="the product: symbols")
    product.press("ArrowRight")
    product.press("ArrowRight")
    expect(product).to_have_attribute("aria-valuetext", "a of layer 1")
    assert "g" in linked(page)
    page.evaluate("document.activeElement.blur()")
    assert linked(page) == []


def test_the_six_columns_are_one_tab_stop(show):
    page = show(Chain())
    columns = page.locator("svg [role=button]")
    assert [column.get_attribute("tabindex") for column in columns.all()] == ["0"] + 5 * ["-1"]
    columns.first.press("ArrowRight")
    page.keyboard.press("Enter")
    assert state(page, "picked") == "b1"


def test_a_tapped_symbol_stays_lit_when_the_finger_is_gone(show):
    page = show(Chain())
    page.evaluate("""() => {
      const finger = { bubbles: true, pointerType: 'touch' };
      document.querySelector("svg tspan[data-symbol='w^(3)']").dispatchEvent(new PointerEvent('pointerover', finger));
      document.querySelector('[data-figure]').dispatchEvent(new PointerEvent('pointerleave', finger));
    }""")
    assert "line" in linked(page)
