import numpy as np
import pytest
import traitlets
from playwright.sync_api import expect

from nnlib.figures import Indices


def test_the_sum_of_the_picked_row_worked_by_hand():
    result = Indices().result
    np.testing.assert_allclose(result["terms"], [1.35, -0.2, 0.3])  # 1.5 x 0.9, -1.0 x 0.2, 0.5 x 0.6
    assert result["weight"] == -1
    assert result["z"] == pytest.approx(0.95)
    np.testing.assert_allclose(result["a"][1][0], 1 / (1 + np.exp(-0.95)))


def test_j_is_the_row_and_k_the_column():
    weights = [[Indices(layer=1, j=j, k=k).result["weight"] for k in range(3)] for j in range(2)]
    assert weights == Indices().W1


def test_layer_2_has_two_senders_so_k_stops_at_1():
    result = Indices(layer=2, j=1, k=2).result
    assert (result["k"], result["weight"]) == (1, 0.5)
    assert len(result["terms"]) == 2


def test_compute_is_the_same_in_javascript(parity):
    parity(Indices)


def test_a_layer_that_is_not_there_is_refused():
    with pytest.raises(traitlets.TraitError, match=r"layer: expected a number in \[1, 2\], got 3"):
        Indices(layer=3)
    with pytest.raises(traitlets.TraitError, match=r"W1: expected numbers in \[-5, 5\] of shape \(2, 3\)"):
        Indices(W1=[[1, 2], [3, 4]])


def drawn(page):
    """The page, with what was changed drawn."""
    page.locator("[data-figure]").evaluate("el => el.nnFigure.refresh()")
    return page


def state(page):
    values = page.locator("[data-figure]").evaluate("el => el.nnFigure.state")
    return values["layer"], values["j"], values["k"]


def test_pressing_an_entry_of_a_matrix_picks_it_everywhere(show):
    page = show(Indices())
    page.locator("g.nn-pressable", has_text="+1.0").first.click()  # w_12 of W^(1)
    assert state(page) == (1, 1, 2)
    assert "neuron j = 1 receives, neuron k = 2 of layer 0 sends" in drawn(page).locator(".nn-readout").inner_text()
    assert drawn(page).locator("svg text", has_text="j = 1").count() == 2  # at the neuron and at the row


def test_pressing_an_edge_picks_its_weight(show):
    page = show(Indices())
    page.locator(".nn-hit-line").nth(8).dispatch_event("click")  # w_10 of W^(2)
    assert state(page) == (2, 1, 0)


def test_pressing_a_neuron_makes_it_j_or_k_by_its_layer(show):
    page = show(Indices())
    page.locator("svg g.nn-pressable", has_text="0.60").first.click()  # a_2 of layer 0 sends
    assert state(page) == (1, 0, 2)
    page.locator("svg g.nn-pressable", has_text="0.39").first.click()  # a_1 of layer 1 receives
    assert state(page) == (1, 1, 2)
    page.locator("svg g.nn-pressable", has_text="0.77").first.click()  # layer 2: the next matrix
    assert state(page) == (2, 1, 2)
    assert "layer 1 sends" in drawn(page).locator(".nn-readout").inner_text()


def test_keys_pick_and_turn_the_weight(show):
    page = show(Indices())
    page.get_by_role("radiogroup", name="k sends").get_by_role("radio").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert state(page) == (1, 0, 2)
    handle = page.get_by_role("slider", name="the picked weight")
    handle.press("ArrowUp")
    assert page.locator("[data-figure]").evaluate("el => el.nnFigure.state.W1") == [[1.5, -1.0, 0.6], [-0.5, 2.0, 1.0]]


def test_the_third_sender_is_not_offered_where_there_are_two(show):
    page = show(Indices(layer=2))
    assert page.get_by_role("radiogroup", name="k sends").get_by_role("radio").count() == 2


def lit(page):
    return drawn(page).evaluate(
        "() => [...document.querySelectorAll('svg:not([hidden]) .nn-linked')].map((el) => el.localName)"
    )


def test_a_symbol_in_the_sum_lights_its_edge_and_its_entry_and_back(show):
    page = show(Indices())
    page.locator("svg tspan[data-symbol='w_02^(1)']").first.hover()
    assert {"line", "g", "tspan"} == set(lit(page))
    page.locator("svg g[data-symbol~='a_1^(0)']").hover()  # the neuron
    assert "tspan" in lit(page) and "line" not in lit(page)
    page.locator(".nn-title").hover()
    assert lit(page) == []
    page.get_by_role("slider", name="the picked weight").focus()  # the picked weight, by keyboard
    assert {"line", "g", "tspan"} == set(lit(page))


def test_arrow_keys_walk_through_a_matrix_and_enter_picks_the_entry(show):
    page = show(Indices())
    matrix = page.get_by_role("slider", name="the matrix W of layer 2: symbols")
    matrix.press("ArrowRight")
    expect(matrix).to_have_attribute("aria-valuetext", "w 0 0 of layer 2")
    assert lit(page).count("line") == 2  # the edge, and what is pressed of it
    matrix.press("ArrowRight")
    matrix.press("Enter")
    assert state(page) == (2, 0, 1)


def test_arrow_keys_walk_through_what_the_sum_shows(show):
    page = show(Indices())
    page.get_by_role("radiogroup", name="layer").get_by_role("radio", name="2").check()
    total = drawn(page).get_by_role("slider", name="the sum: symbols")
    total.focus()
    said = [total.get_attribute("aria-valuetext")]
    for _ in range(int(total.get_attribute("aria-valuemax")) - 1):
        total.press("ArrowRight")
        said.append(total.get_attribute("aria-valuetext"))
    terms = [f"{name} of layer {layer}" for k in "01" for name, layer in [(f"w 0 {k}", 2), (f"a {k}", 1)]]
    assert sorted(said) == sorted([*terms, "b 0 of layer 2", "z 0 of layer 2"])
    assert (
        page.locator("g[aria-label^='the sum'] tspan >> visible=true").evaluate_all(
            "all => new Set(all.map((el) => el.dataset.symbol)).size"
        )
        == len(said) + 1
    )  # and the = sign
