import re

import numpy as np
import pytest
import traitlets
from playwright.sync_api import expect

from nnlib import Network, Parameters, numerical_gradient
from nnlib.figures import AverageGradient
from nnlib.figures.parts.chain_network import NAMES


def test_opposite_examples_cancel():
    # every z^(3) is 0, so a^(3) = 1/2 and dC_i/db^(3) = 1/4 x 2 (1/2 - y_i) = 1/4 or -1/4
    result = AverageGradient(w=[0, 0, 0], b=[0, 0, 0], y=[1, 0, 1, 0, 0, 0], picked="b3").result
    np.testing.assert_allclose(result["each"], [-0.25, 0.25, -0.25, 0.25, 0.25, 0.25])
    np.testing.assert_allclose(result["gradient"], [0, 0, 0, 0, 0.5 * 0.5 / 6, 0.5 / 6])


@pytest.mark.parametrize("picked", NAMES)
def test_the_average_of_the_examples_is_the_entry_of_the_gradient(picked):
    figure = AverageGradient(picked=picked)
    network = Network(Parameters([[[w]] for w in figure.w], [[[b]] for b in figure.b]))
    measured = numerical_gradient(network, np.array([figure.x]), np.array([figure.y]))
    column = [entry.item() for pair in zip(measured.weights, measured.biases) for entry in pair]
    np.testing.assert_allclose(figure.result["gradient"], column, atol=1e-9)
    assert np.mean(figure.result["each"]) == pytest.approx(column[NAMES.index(picked)], abs=1e-9)


def test_compute_is_the_same_in_javascript(parity):
    parity(AverageGradient)


def test_a_seventh_example_is_refused():
    with pytest.raises(traitlets.TraitError, match=r"x: expected numbers in \[0, 1\] of shape \(6,\)"):
        AverageGradient(x=[0.5] * 7)


def drawn(page):
    """The page, with what was changed drawn."""
    page.locator("[data-figure]").evaluate("el => el.nnFigure.refresh()")
    return page


def state(page, name):
    return page.locator("[data-figure]").evaluate("(el, name) => el.nnFigure.state[name]", name)


def test_pressing_an_entry_of_the_column_shows_its_six_derivatives(show):
    page = show(AverageGradient())
    page.get_by_role("button", name="entry for b of layer 3").click()
    assert state(page, "picked") == "b3"
    assert "the average is +0.0064" in drawn(page).locator(".nn-readout").inner_text()
    assert "∂Ci/∂b(3)" in page.locator("svg text").all_text_contents()


def test_pressing_a_row_by_keys_tells_what_its_example_asks_for(show):
    page = show(AverageGradient())
    page.get_by_role("button", name="example 4: output 0.550, derivative +0.1542", exact=True).press("Enter")
    assert state(page, "example") == 4
    assert (
        drawn(page)
        .locator(".nn-readout")
        .inner_text()
        .startswith("Example 4: x = 0.30 gives 0.55 and should give 0.00, so it asks for a smaller weight of layer 3.")
    )


@pytest.mark.parametrize("width", [1200, 320])
def test_dragging_a_target_turns_its_example_round(show, width):
    page = show(AverageGradient(), width=width)
    box = page.get_by_role("slider", name="target of example 5").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 200)
    page.mouse.up()
    assert state(page, "y")[5] == 1
    assert "4 of 6 ask for a larger one" in drawn(page).locator(".nn-readout").inner_text()


def test_keys_change_an_input(show):
    page = show(AverageGradient())
    page.get_by_role("slider", name="input of example 1").press("ArrowUp")
    assert state(page, "x") == [0.8, 0.15, 0.5, 0.9, 0.3, 0.7]


def test_step_goes_to_the_next_example_and_tells_the_average_so_far(show):
    page = show(AverageGradient())
    page.get_by_role("button", name="Step").click()
    assert state(page, "example") == 1
    each = AverageGradient().result["each"]
    assert (
        f"The examples up to this one average {(each[0] + each[1]) / 2:+.4f}."
        in drawn(page).locator(".nn-readout").inner_text()
    )


def test_run_goes_through_all_examples_and_stops(show, page):
    page.clock.install(time=0)
    show(AverageGradient(example=3))
    page.clock.pause_at(3600)
    run = page.locator("button[aria-pressed]", has_text=re.compile("^(Run|Pause)$"))
    run.click()
    assert run.inner_text() == "Pause"
    page.clock.run_for(4000)
    assert state(page, "example") == 5
    expect(run).to_have_text("Run")
    expect(run).to_have_attribute("aria-pressed", "false")


def linked(page):
    return drawn(page).locator("svg .nn-linked").all_text_contents()


def test_a_symbol_of_the_head_lights_its_numbers_and_an_entry_its_symbol(show):
    page = show(AverageGradient())
    head = page.get_by_role("slider", name="the head of the table: symbols")
    head.press("End")
    expect(head).to_have_attribute("aria-valuetext", "w of layer 3")
    assert page.locator("svg g[data-symbol='w^(3)'].nn-linked").count() == 1  # the entry
    page.locator("svg tspan[data-symbol='C_i']").first.hover()
    assert len([text for text in linked(page) if text.startswith(("+0.", "−0."))]) == 6
    page.locator(".nn-title").hover()
    page.get_by_role("slider", name="target of example 2").focus()
    assert "y" in linked(page)


def test_a_row_lights_its_own_numbers_and_their_symbols(show):
    page = show(AverageGradient())
    page.get_by_role("button", name="example 4").hover()
    assert sorted(text for text in linked(page) if text.startswith(("+", "−", "0."))) == ["+0.1542", "0.550"]
    assert "C" in linked(page) and "w" not in linked(page)
