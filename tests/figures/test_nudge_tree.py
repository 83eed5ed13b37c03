import numpy as np
import pytest
import traitlets
from playwright.sync_api import expect

from nnlib.figures import NudgeTree
from nnlib.figures.nudge_tree import LEAVES
from nnlib.figures.parts.chain_network import gradient


def ratios(result):
    """The ratio of the nudges at both ends of each edge on the way."""
    steps = np.asarray(result["after"]) - np.asarray(result["before"])
    return steps[1:] / steps[:-1]


def test_a_nudge_of_the_last_bias_worked_by_hand():
    # z^(3) goes from 0 to 2, a^(3) from 1/2 to sigma(2), C_0 from 1/4 to (sigma(2) - 1)^2
    result = NudgeTree(w=[0, 0, 0], b=[0, 0, 0], y=1, leaf="b3", nudge=2).result
    a = 1 / (1 + np.exp(-2))
    np.testing.assert_allclose(result["before"], [0, 0, 0.5, 0.25])
    np.testing.assert_allclose(result["after"], [2, 2, a, (a - 1) ** 2])
    np.testing.assert_allclose(result["derivatives"], [1, 0.25, -1])


def test_a_nudge_of_the_target_worked_by_hand():
    # a^(3) = 1/2 stays; y goes from 1 to 0.75, C_0 from 1/4 to 1/16; dC_0/dy = -2 (1/2 - 1) = 1
    result = NudgeTree(w=[0, 0, 0], b=[0, 0, 0], y=1, leaf="y", nudge=-0.25).result
    np.testing.assert_allclose(result["before"], [1, 0.25])
    np.testing.assert_allclose(result["after"], [0.75, 0.0625])
    np.testing.assert_allclose(result["derivatives"], [1])


@pytest.mark.parametrize("leaf", LEAVES)
def test_the_ratios_multiply_to_that_of_the_cost_and_approach_the_derivatives(leaf):
    errors = []
    for nudge in (0.5, 0.01, 0.0002):
        result = NudgeTree(leaf=leaf, nudge=nudge).result
        assert np.prod(ratios(result)) == pytest.approx((result["C_after"] - result["C"]) / nudge, rel=1e-9)
        errors.append(np.abs(ratios(result) - result["derivatives"]).max())
    assert errors[0] > errors[1] > errors[2] and errors[2] < 1e-3


@pytest.mark.parametrize("i, leaf", list(enumerate(["w1", "b1", "w2", "b2", "w3", "b3"])))
def test_the_product_of_the_derivatives_is_that_of_backprop(i, leaf):
    figure = NudgeTree(leaf=leaf)
    expected = pytest.approx(gradient(figure.x, figure.w, figure.b, figure.y)[i], rel=1e-12)
    assert figure.result["slope"] == expected
    assert np.prod(figure.result["derivatives"]) == expected


def test_a_nudged_activation_leaves_what_is_before_it():
    result = NudgeTree(leaf="a2", nudge=0.25).result
    np.testing.assert_array_equal(result["z_after"][:2], result["z"][:2])
    assert result["a_after"][2] == pytest.approx(result["a"][2] + 0.25)
    assert result["z_after"][2] == pytest.approx(result["z"][2] + 3 * 0.25)


def test_compute_is_the_same_in_javascript(parity):
    parity(NudgeTree)


def test_a_leaf_that_is_not_there_is_refused():
    with pytest.raises(traitlets.TraitError, match="a3"):
        NudgeTree(leaf="a3")


def state(page, name):
    return page.locator("[data-figure]").evaluate("(el, name) => el.nnFigure.state[name]", name)


def drawn(page):
    """The page, with what was changed drawn."""
    page.locator("[data-figure]").evaluate("el => el.nnFigure.refresh()")
    return page


def lit(page):
    return drawn(page).locator("svg line.nn-edge.nn-C[stroke-width='3']").count()


@pytest.mark.parametrize("width", [1200, 320])
def test_dragging_the_first_weight_moves_everything_after_it(show, width):
    page = show(NudgeTree(), width=width)
    assert lit(page) == 3
    box = page.get_by_role("slider", name="weight w of layer 1").bounding_box()
    assert box["width"] >= 24 and box["height"] >= 24
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 15, y)
    page.mouse.up()
    assert state(page, "leaf") == "w1" and -3 < state(page, "nudge") < -0.3
    assert lit(page) == 7
    assert page.locator("svg text", has_text="\u2192").count() == 8  # the weight, three z, three a, the cost


def test_keys_nudge_another_leaf_and_the_first_goes_back(show):
    page = show(NudgeTree())
    page.get_by_role("slider", name="bias b of layer 2").press("ArrowRight")
    assert (state(page, "leaf"), state(page, "nudge")) == ("b2", 0.2)
    expect(page.get_by_role("slider", name="weight w of layer 3")).to_have_attribute("aria-valuenow", "3")


def test_halving_the_nudge_brings_the_ratio_to_the_derivative(show):
    page = show(NudgeTree())
    assert "ratio −0.1080, derivative −0.1230" in page.locator(".nn-readout").inner_text()
    page.get_by_role("button", name="Halve the nudge").click()
    assert state(page, "nudge") == 0.5
    for _ in range(13):
        page.get_by_role("button", name="Halve the nudge").click()
    assert "ratio −0.1230, derivative −0.1230" in drawn(page).locator(".nn-readout").inner_text()


def test_without_a_nudge_there_is_no_ratio(show):
    page = show(NudgeTree(nudge=0))
    assert page.locator(".nn-readout").inner_text() == "Nothing is nudged. Move the weight w of layer 3."
    assert page.locator("svg text", has_text="× –").count() == 3


def test_the_slider_sets_the_size_by_powers_of_ten_and_keeps_the_sign(show):
    page = show(NudgeTree(nudge=-1))
    slider = page.get_by_role("slider", name="nudge’s size")
    slider.press("Home")
    assert state(page, "nudge") == -0.0001
    slider.press("End")
    assert state(page, "nudge") == -1
    for _ in range(10):
        slider.press("ArrowLeft")
    assert state(page, "nudge") == -0.1
    expect(slider).to_have_attribute("aria-valuetext", "0.1000")


def test_the_difference_of_each_ratio_to_its_derivative_goes_to_0(show):
    page = show(NudgeTree(leaf="w1", nudge=0.5))

    def differences():
        found = drawn(page).locator("svg text.nn-small.nn-muted.nn-number:visible").all_text_contents()
        return [abs(float(text.replace("−", "-"))) for text in found]

    large = differences()
    assert len(large) == 8 and max(large) > 0.01
    page.get_by_role("slider", name="nudge’s size").press("Home")
    assert max(differences()) < 0.0002


def test_the_target_can_be_nudged_too(show):
    page = show(NudgeTree())
    page.get_by_role("slider", name="target y").press("ArrowLeft")
    assert (state(page, "leaf"), state(page, "nudge")) == ("y", -0.02)
    assert lit(page) == 1
    assert "The target y is nudged by −0.0200" in drawn(page).locator(".nn-readout").inner_text()


@pytest.fixture
def still_page(show, page):
    """A page with the tree, nudged at its first weight, on which time passes only as a test lets it."""
    page.clock.install(time=0)
    show(NudgeTree(leaf="w1"))
    page.clock.pause_at(3600)
    return page


def point(page, ms):
    """The height of the point that runs, after some time; None where it is not to be seen."""
    page.clock.run_for(ms)
    circle = page.locator("svg circle.nn-C[pointer-events]")
    height = circle.get_attribute("cy")
    assert circle.get_attribute("visibility") == ("visible" if height else "hidden")
    return height and float(height)


def halve(page):
    page.get_by_role("button", name="Halve the nudge").click()


def test_a_point_runs_from_the_nudged_number_to_the_cost_and_is_gone(still_page):
    halve(still_page)
    heights = [height for height in (point(still_page, 20) for _ in range(20)) if height]
    assert len(heights) > 10 and heights == sorted(heights)
    assert heights[0] < 80 and heights[-1] > 250  # from w^(1) to C_0
    assert point(still_page, 200) is None


def test_the_point_waits_until_the_nudge_rests(still_page):
    for _ in range(5):
        halve(still_page)
        assert point(still_page, 100) is None
    assert point(still_page, 100)


def test_with_reduced_motion_nothing_runs(still_page):
    still_page.emulate_media(reduced_motion="reduce")
    halve(still_page)
    assert not any(point(still_page, 20) for _ in range(30))


def linked(page):
    return drawn(page).evaluate("() => [...document.querySelectorAll('svg .nn-linked')].map((el) => el.localName)")


def test_a_symbol_of_the_product_lights_its_number_line_and_a_ratio_its_edge(show):
    page = show(NudgeTree())
    page.locator("svg tspan[data-symbol='z^(3)']").last.hover()
    assert {"g", "tspan"} == set(linked(page))
    page.locator("svg text[data-symbol='a^(3)/z^(3)']").last.hover()
    assert "line" in linked(page)
    page.locator("svg line[data-symbol='z^(3)/w^(3)']").last.hover(force=True)
    assert "text" in linked(page)
    page.locator(".nn-title").hover()
    assert linked(page) == []


def test_the_symbols_of_the_product_are_one_tab_stop_with_arrow_keys(show):
    page = show(NudgeTree())
    product = page.get_by_role("slider", name="the product: symbols")
    product.focus()
    expect(product).to_have_attribute("aria-valuetext", "C 0")
    assert "g" in linked(page)
    product.press("ArrowRight")
    expect(product).to_have_attribute("aria-valuetext", "w of layer 3")
    product.press("End")
    expect(product).to_have_attribute("aria-valuenow", product.get_attribute("aria-valuemax"))
    page.get_by_role("slider", name="bias b of layer 3").focus()
    assert "tspan" in linked(page)
