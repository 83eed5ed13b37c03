import numpy as np
import pytest
import traitlets
from playwright.sync_api import expect

from nnlib import load_mnist
from nnlib.figures import DigitParts
from nnlib.figures.data import digits
from nnlib.figures.digit_parts import DIGITS, PARTS
from nnlib.trained import trained_network

STATE = "el => el.nnFigure.state"


def only(*names):
    assert set(names) <= set(PARTS)
    return [int(part in names) for part in PARTS]


def test_upper_loop_and_long_line_fire_the_nine_worked_by_hand():
    result = DigitParts(parts=only("upper loop", "long line")).result
    assert result["z"][9] == 6 + 6 - 9
    assert result["z"][8] == 6 - 6 - 9  # it has the upper loop, and a line that it does not want
    assert result["z"][1] == 6 - 6 - 3
    assert result["a"][9] == pytest.approx(1 / (1 + np.exp(-3)))


def test_each_digit_fires_for_its_own_parts_alone():
    for digit, parts in enumerate(DIGITS):
        on = [int(part in parts) for part in range(len(PARTS))]
        np.testing.assert_array_equal(np.flatnonzero(DigitParts(parts=on).result["a"] > 0.5), [digit])
        for part in range(len(PARTS)):
            other = [value ^ (i == part) for i, value in enumerate(on)]
            assert DigitParts(parts=other).result["a"][digit] < 0.05


def test_own_parts_and_others_are_counted():
    result = DigitParts(parts=only("upper loop", "lower loop"), digit=9).result
    assert (result["own"], result["others"]) == (1, 1)


def test_no_parts_fire_nothing():
    assert (DigitParts(parts=only()).result["a"] < 0.05).all()


def test_means_are_those_of_the_trained_network_over_all_test_images():
    test = load_mnist("test")
    a = trained_network().forward(test.x)[1][2]
    means = DigitParts().result["means"]
    for digit in (0, 7):
        np.testing.assert_allclose(means[:, digit], a[:, test.labels == digit].mean(axis=1), rtol=1e-6)


def test_the_pictures_excite_the_neuron_most():
    z = trained_network().forward(digits.book()[2].T / 255)[0][1]
    result = DigitParts(neuron=3).result
    np.testing.assert_allclose(result["most_z"], np.sort(z[3])[::-1][:6])
    np.testing.assert_allclose(z[3][result["most"]], result["most_z"])


def test_a_match_is_the_correlation_with_the_digits_that_have_the_part():
    result = DigitParts(neuron=4).result
    part = PARTS.index("lower loop")
    wanted = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0]
    assert result["matches"][part] == pytest.approx(np.corrcoef(result["means"][4], wanted)[0, 1])


def test_compute_is_the_same_in_javascript(parity):
    parity(DigitParts, rtol=1e-9)


def test_bad_state_is_refused_with_the_range():
    with pytest.raises(traitlets.TraitError, match=r"parts: expected whole numbers in \[0, 1\] of shape \(11,\)"):
        DigitParts(parts=[1, 0])
    with pytest.raises(traitlets.TraitError, match=r"neuron: expected a number in \[0, 15\], got 16"):
        DigitParts(neuron=16)


@pytest.fixture
def alive(show):
    page = show(DigitParts())
    return page, page.locator("[data-figure]")


def readout(page):
    page.locator("[data-figure]").evaluate("el => el.nnFigure.refresh()")
    return page.locator(".nn-readout").inner_text()


def test_swapping_parts_by_pointer_and_by_key_changes_the_digit(alive):
    page, figure = alive
    assert readout(page).startswith("9 fires.")
    page.get_by_role("button", name="long line").click()
    assert readout(page).startswith("No digit fires.")
    page.get_by_role("button", name="lower loop").press(" ")
    assert readout(page).startswith("8 fires.")
    expect(page.get_by_role("button", name="lower loop")).to_have_attribute("aria-pressed", "true")
    assert figure.evaluate(STATE)["parts"] == only("upper loop", "lower loop")


def test_a_digit_button_puts_its_parts_together(alive):
    page, _ = alive
    for digit in range(10):
        page.get_by_role("button", name=f"the parts of {digit}").click()
        assert readout(page).startswith(f"{digit} fires.")
    page.get_by_role("button", name="no parts").click()
    assert readout(page).startswith("No digit fires.")


def test_a_digit_is_chosen_by_pointer_and_by_keys_and_its_sum_shown(alive):
    page, _ = alive
    page.get_by_role("radio", name="digit 4:").click()
    assert "For 4, 1 of its 3 parts and 1 other: z = \u221215" in readout(page)
    page.get_by_role("radio", name="digit 4:").press("ArrowUp")
    assert "For 3, 0 of its 2 parts and 2 others: z = \u221221" in readout(page)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("digit 3:")


def test_the_trained_neurons_are_looked_through_by_pointer_and_by_keys(alive):
    page, figure = alive
    page.get_by_role("radio", name="the trained network").check()
    page.get_by_role("radio", name="neuron 3:").click()
    assert figure.evaluate(STATE)["neuron"] == 3
    page.get_by_role("radio", name="neuron 3:").press("ArrowDown")
    text = readout(page)
    loud = np.flatnonzero(DigitParts().result["means"][4] >= 0.5)
    assert f"neuron 4 is at 0.5 or more for {' and '.join(map(str, loud))}." in text
    assert page.get_by_role("button", name="upper loop").count() == 0


def test_reset_goes_back_to_the_nine(alive):
    page, _ = alive
    page.get_by_role("radio", name="the trained network").check()
    page.get_by_role("button", name="Reset").click()
    assert readout(page).startswith("9 fires.")
    assert page.get_by_role("button", name="upper loop").is_visible()
