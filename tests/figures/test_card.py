"""What a card does for the reader's eye and hand: places for wide screens and phones, a hint, a strip that stays, a flow."""

import pytest
from playwright.sync_api import expect

from nnlib.figures import DigitNetwork, ExampleCost, Neuron, Slope

PHONE = {"width": 390, "height": 700}


def box(locator):
    return locator.bounding_box()


@pytest.mark.parametrize("width, beside", [(960, True), (870, False), (350, False)])
def test_the_controls_stand_beside_the_drawing_where_there_is_room(show, width, beside):
    page = show(Neuron(), width=width)
    drawing, controls = box(page.locator(".nn-body svg").first), box(page.locator(".nn-controls").first)
    if beside:
        assert controls["x"] > drawing["x"] + drawing["width"] and abs(controls["y"] - drawing["y"]) < 20
    else:
        assert controls["y"] >= drawing["y"] + drawing["height"]


def test_what_can_be_dragged_is_said_until_the_reader_has_changed_something(show):
    page = show(Slope(), width=700)
    hint = page.locator(".nn-hint")
    expect(hint).to_have_text("Drag in the picture")
    expect(hint).to_have_css("opacity", "1")
    page.locator(".nn-handle").first.press("ArrowRight")
    expect(hint).to_have_css("opacity", "0")


def test_a_figure_without_anything_to_drag_has_no_hint(show):
    page = show(DigitNetwork(), width=700)
    expect(page.locator(".nn-hint")).to_have_count(0)


def test_on_a_phone_the_numbers_stay_in_sight_once_the_reader_has_begun(show):
    page = show(ExampleCost(), width=350)
    page.set_viewport_size(PHONE)
    readout, title = page.locator(".nn-readout"), page.locator(".nn-title")
    title.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 0)")
    assert box(readout)["y"] > PHONE["height"]
    page.locator("[data-figure]").evaluate("(el) => el.nnFigure.set({ label: 4 })")
    expect(readout).to_be_in_viewport(ratio=1)
    lowest = box(readout)["y"] + box(readout)["height"]
    assert lowest == pytest.approx(PHONE["height"], abs=1)
    page.locator(".nn-caption").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    assert box(readout)["y"] + box(readout)["height"] <= box(page.locator(".nn-caption"))["y"] + 1


def test_on_a_phone_a_figure_that_fits_the_screen_covers_nothing(show):
    page = show(DigitNetwork(), width=366)
    page.set_viewport_size({"width": 382, "height": 844})
    page.locator("[data-figure]").evaluate("(el) => el.nnFigure.set({ digit: 34 })")
    expect(page.locator(".nn-answer")).to_contain_text("It says7")
    expect(page.locator(".nn-readout")).to_have_css("position", "static")
    page.get_by_role("button", name="See inside").click()
    expect(page.locator(".nn-readout")).to_have_css("position", "sticky")


FLOWS = """async (el) => {
  const widths = [];
  el.nnFigure.set({ source: "digit", digit: 3 });
  const end = performance.now() + 600;
  while (performance.now() < end) {
    await new Promise(requestAnimationFrame);
    const group = el.querySelector("[clip-path]");
    if (group) widths.push(Number(el.querySelector("clipPath rect").getAttribute("width")));
  }
  return widths;
}"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_values_flow_along_the_connections_when_another_picture_comes(show, motion):
    page = show(DigitNetwork(), width=700)
    page.emulate_media(reduced_motion=motion)
    figure = page.locator("[data-figure]")
    expect(figure.locator("[clip-path]")).to_have_count(0)
    widths = figure.evaluate(FLOWS)
    assert widths == sorted(widths) and all(0 <= width < 640 for width in widths)
    assert (len(widths) > 1) == (motion == "no-preference")
    expect(figure.locator("[clip-path]")).to_have_count(0)
