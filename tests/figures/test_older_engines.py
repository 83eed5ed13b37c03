"""What an engine lacks is done without: each thing is taken away, and the figure lives."""

import re

import pytest
from conftest import wait_alive
from playwright.sync_api import expect

from nnlib.figures import BatchPaths, DigitNetwork, Sigmoid, Surface, Training
from nnlib.figures.kit.bundles import FIGURES
from tools.figure_page import write_page

LACKED = ["structuredClone", "requestIdleCallback", "cancelIdleCallback", "ResizeObserver", "DecompressionStream"]
TAKE_AWAY = f"for (const name of {LACKED}) delete globalThis[name]; delete PointerEvent.prototype.getCoalescedEvents;"


def test_figures_live_without_what_older_engines_lack(new_page, tmp_path):
    page = new_page()
    page.add_init_script(TAKE_AWAY)
    figures = [Sigmoid(), DigitNetwork(), BatchPaths(), Training()]
    page.goto(write_page(tmp_path / "page", figures).as_uri())
    wait_alive(page)
    assert page.evaluate("typeof structuredClone + typeof requestIdleCallback") == "undefinedundefined"
    for figure in page.locator("[data-figure]").all():
        start = figure.evaluate("el => el.nnFigure.state")
        figure.get_by_role("slider").first.press("ArrowRight")
        assert figure.evaluate("el => el.nnFigure.state") != start
        figure.get_by_role("button", name="Reset").first.click()
        assert figure.evaluate("el => el.nnFigure.state") == start


def test_a_browser_that_cannot_unpack_the_digits_is_told_so(new_page, tmp_path):
    page = new_page()
    page.add_init_script(TAKE_AWAY)
    page.goto(write_page(tmp_path / "page", [Training()]).as_uri())
    wait_alive(page)
    page.get_by_role("button", name="Load 10,000 digits").click()
    expect(page.locator(".nn-readout")).to_contain_text("This browser is too old for the training")
    expect(page.locator(".nn-readout")).to_contain_text("Safari 16.4, Chrome or Edge 120 and Firefox 121")
    expect(page.locator("progress")).to_be_hidden()


UNMIXED = """() => [...document.querySelectorAll("[class^=nn-height-], .nn-mesh polygon, .nn-level, button:disabled")]
  .filter((el) => el.getClientRects().length)
  .map((el) => [el, getComputedStyle(el)])
  .filter(([el, look]) =>
    el.matches("[class^=nn-height-]") ? look.fill === "rgb(0, 0, 0)" :
    el.matches("button") ? look.color === getComputedStyle(el.parentElement).color : look.stroke === "none")
  .map(([el]) => el.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_where_no_colours_are_mixed_surfaces_are_not_black(theme, page, tmp_path):
    """A color-mix() of variables is taken by every parser, and then draws nothing: it needs its own @supports."""
    file = write_page(tmp_path / "page", [Surface(), Training()], theme)
    style = file.with_name("figures.css")
    assert "color-mix(" in style.read_text()
    style.write_text(style.read_text().replace("color-mix(", "color-unheard-of("))
    page.goto(file.as_uri())
    wait_alive(page)
    assert page.locator("[class^=nn-height-]").count() > 12 and page.locator("button:disabled").count()
    assert page.evaluate(UNMIXED) == []


def test_mixed_colours_stand_in_their_own_supports():
    supports = re.compile(r"@supports \(color: color-mix\(in srgb, red, blue\)\) \{.*?\n\}", re.S)
    sheets = [sheet for sheet in FIGURES.rglob("*.css") if sheet.parent.name != "built"]
    without = {
        sheet.name: supports.sub("", sheet.read_text()).replace("not (color: color-mix(", "") for sheet in sheets
    }
    assert [name for name, style in without.items() if "color-mix(" in style] == []


def test_a_figure_that_changes_its_size_runs_in_no_circle(show):
    page = show(Sigmoid(), BatchPaths())
    page.evaluate("() => { window.circles = []; addEventListener('error', (event) => circles.push(event.message)); }")
    for width in (400, 1200, 320, 1200):
        page.set_viewport_size({"width": width, "height": 900})
        narrow = str(width < 520).lower()
        page.wait_for_function(
            f"[...document.querySelectorAll('.nn-figure')].every((el) => el.nnFigure.narrow === {narrow})"
        )
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("circles") == []
