import numpy as np
import pytest
import traitlets

from nnlib.figures import LastTwo
from nnlib.figures.last_two import PARTS


def test_the_last_step_worked_by_hand():
    # z^(1) = z^(2) = 0, so a^(L-1) = 1/2, z^(L) = 4/2 - 2 = 0, a^(L) = 1/2 and C_0 = (1/2 - 1)^2
    result = LastTwo(w=[0, 0, 4], b=[0, 0, -2], y=1).result
    assert result == pytest.approx({"a_before": 0.5, "w": 4, "b": -2, "z": 0, "a": 0.5, "y": 1, "C": 0.25})


def test_the_numbers_fit_the_three_formulas():
    r = LastTwo(x=0.3, w=[1, -1, 2], b=[0.5, 0.2, -0.4], y=0.25).result
    assert r["z"] == pytest.approx(r["w"] * r["a_before"] + r["b"])
    assert r["a"] == pytest.approx(1 / (1 + np.exp(-r["z"])))
    assert r["C"] == pytest.approx((r["a"] - r["y"]) ** 2)


def test_compute_is_the_same_in_javascript(parity):
    parity(LastTwo)


def test_a_part_that_is_not_there_is_refused():
    with pytest.raises(traitlets.TraitError, match="lit"):
        LastTwo(lit="x")


def drawn(page):
    """The page, with what was changed drawn."""
    page.locator("[data-figure]").evaluate("el => el.nnFigure.refresh()")
    return page


def ringed(page):
    """The names of what is lit."""
    found = "() => [...document.querySelectorAll('svg .nn-cursor')].filter((ring) => ring.style.visibility !== 'hidden').map((ring) => ring.parentNode.getAttribute('aria-label'))"
    return drawn(page).evaluate(found)


def test_pointing_at_a_symbol_lights_its_part_and_the_reverse(show):
    page = show(LastTwo())
    page.get_by_role("button", name="w(L) in the formula").hover()
    assert sorted(ringed(page)) == ["w(L) in the formula", "w(L) in the picture"]
    page.get_by_role("button", name="neuron a(L)", exact=True).hover()
    assert sorted(ringed(page)) == ["a(L) in the formula", "a(L) in the formula", "neuron a(L)"]


def test_focus_lights_as_pointing_does(show):
    page = show(LastTwo())
    page.get_by_role("button", name="y in the formula").focus()
    assert sorted(ringed(page)) == ["y in the formula", "y in the picture"]
    assert "y = 1.00: the wanted output" in page.locator(".nn-readout").inner_text()


def test_the_power_is_told_from_the_layer(show):
    page = show(LastTwo())
    page.get_by_role("button", name="the power 2").click()
    assert ringed(page) == ["the power 2"]
    assert "is a power" in page.locator(".nn-readout").inner_text()
    page.get_by_role("combobox").select_option(str(PARTS.index("layer")))
    assert all("(L" in name for name in ringed(page)) and len(ringed(page)) == 7


@pytest.mark.parametrize("width", [1200, 320])
def test_symbols_are_large_enough_to_press(show, width):
    page = show(LastTwo(), width=width)
    for box in [button.bounding_box() for button in page.locator("svg [role=button]").all()]:
        assert box["width"] >= 24 and box["height"] >= 24


def test_arrow_keys_go_from_symbol_to_symbol_in_one_tab_stop(show):
    page = show(LastTwo())
    page.get_by_role("button", name="z(L) in the formula").first.focus()
    page.keyboard.press("ArrowRight")
    assert sorted(ringed(page)) == ["w(L) in the formula", "w(L) in the picture"]
    assert page.locator("svg [role=button][tabindex='0']").count() == 2  # the picture and the formulas
