"""What stands in a figure's place until its script runs: its picture, its true height, and words where it never runs."""

import pytest
from playwright.sync_api import expect

from tests.pages import CHAPTERS, NARROW, WIDE, alive, frames, laid_out, settled

SCRIPTS = "**/figures-*.js*"
NO_ANCHORING = """addEventListener("readystatechange", () => {
  if (document.body) document.body.append(Object.assign(document.createElement("style"), { textContent: "* { overflow-anchor: none !important }" }));
}, { once: true });"""
HEIGHTS = """(figures) => figures.map((figure) =>
  [`${figure.dataset.figure} ${figure.dataset.state.slice(0, 60)}`, figure.getBoundingClientRect().height])"""


LINE = 22  # px by which the words of an exercise may differ: its live formulas are set a little narrower
BETWEEN = {"width": 700, "height": 800}
PHONE = {"width": 390, "height": 844}


def heights(page):
    """The height of each figure at each width of the window."""
    found = []
    for size in (BETWEEN, NARROW, WIDE):
        page.set_viewport_size(size)
        frames(page, 4)
        settled(page)  # the sidebar slides
        found += page.locator("[data-figure]").evaluate_all(HEIGHTS)
    return found


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_figure_has_its_height_before_it_lives(new_page, site, chapter):
    page = new_page(viewport=WIDE)
    held = []
    page.route(SCRIPTS, lambda route: held.append(route))
    page.goto(f"{site}{chapter}.html", wait_until="commit")
    page.locator("footer").last.wait_for(state="attached")
    page.evaluate("document.documentElement.removeAttribute('data-later')")
    page.evaluate("document.fonts.ready.then(() => null)")
    page.add_style_tag(
        content=".nn-figure * { animation: none !important }"
    )  # a busy machine may take the 8 s after which words come
    before = heights(page)
    assert page.locator("[data-live]").count() == 0
    for route in held:
        route.continue_()
    alive(page)
    after = heights(page)
    changed = [(name, abs(was - now)) for (name, was), (_, now) in zip(before, after, strict=True)]
    assert [(name, by) for name, by in changed if by > (LINE if name.startswith("quiz ") else 1)] == []


SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({ type: "layout-shift", buffered: true });"""
SHIFTED = "shifts.filter((one) => !one.hadRecentInput).reduce((sum, { value }) => sum + value, 0)"


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_nothing_shifts_when_figures_come_alive_where_no_browser_keeps_the_place(new_page, site, chapter, size):
    page = new_page(viewport=size)
    page.add_init_script(NO_ANCHORING + SHIFTS)
    page.goto(f"{site}{chapter}.html")
    laid_out(page)
    height = page.evaluate("document.documentElement.scrollHeight")
    for part in (0.9, 0.3, 0.6, 0.1, 1, 0.5):
        page.evaluate("([part, height]) => scrollTo(0, part * height)", [part, height])
        frames(page)
    alive(page)
    frames(page, 4)
    assert page.evaluate(SHIFTED) < 0.02
    assert page.evaluate("document.documentElement.scrollHeight") == pytest.approx(height, abs=25)  # a line


# ---------------------------------------------------------------- where the script never runs

STILL = """addEventListener("readystatechange", () => {
  document.body.append(Object.assign(document.createElement("style"), { textContent: "* { animation-play-state: paused !important }" }));
}, { once: true });"""  # what comes by itself after a while comes when LATER says so, on a busy machine too
LATER = "document.getAnimations().forEach((one) => (one.currentTime = 8001))"
STANDS = """(figures) => figures.filter((figure) => {
  const seen = (el) => el?.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const picture = [...figure.querySelectorAll(".nn-still")].find(seen);
  return [...figure.querySelectorAll(".nn-words p")].every(seen) && picture;
}).length"""
BROKEN = {
    "too new": lambda route: route.fulfill(body="const old = class { #x @@ };", content_type="text/javascript"),
    "blocked": lambda route: route.abort(),
}


def opened(page, site, viewport=None):
    page.goto(f"{site}{CHAPTERS[0]}.html")
    laid_out(page)
    page.evaluate("document.documentElement.removeAttribute('data-later')")
    frames(page)
    return page.locator("[data-figure]:not([data-figure=quiz])")  # an exercise is words, which stand there at once


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("how", BROKEN)
def test_a_figure_whose_script_does_not_run_is_a_picture_with_words(new_page, site, how, size):
    page = new_page(viewport=size, color_scheme="dark")
    page.add_init_script(STILL)
    page.route(SCRIPTS, BROKEN[how])
    figures = opened(page, site)
    assert figures.evaluate_all(STANDS) == 0 and not figures.locator(".nn-late").first.is_visible()
    page.evaluate(LATER)
    assert figures.evaluate_all(STANDS) == figures.count()
    late = figures.locator(".nn-late").first
    assert late.is_visible() and "Safari 16.4, Chrome or Edge 120, Firefox 121" in late.inner_text()
    assert page.locator(".nn-reserved :is(button, input, select):visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.noted.clear()  # the browser's word on the script


@pytest.mark.parametrize("lacked", ["IntersectionObserver", "AbortController"])
def test_an_engine_that_lacks_something_keeps_the_pictures(new_page, site, lacked):
    page = new_page()
    page.add_init_script(f"delete window.{lacked}")
    page.goto(f"{site}{CHAPTERS[0]}.html")
    figure = page.locator("[data-figure]").first
    expect(figure.locator(".nn-still").first).to_be_visible()
    page.evaluate(LATER)
    assert figure.evaluate_all(STANDS) == 1
    page.noted.clear()


def test_the_words_for_older_browsers_are_not_shown_where_the_script_runs(page, site):
    figures = opened(page, site)
    expect(figures.last).to_have_attribute("data-awaited", "")
    page.evaluate(LATER)
    assert page.locator(".nn-late:visible").count() == 0
    assert page.locator("[data-figure]:not([data-live])").count()  # some are not near yet


def test_without_scripts_the_pictures_and_words_stand_at_once(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}{CHAPTERS[0]}.html")
    figures = page.locator("[data-figure]:not([data-figure=quiz])")
    assert figures.evaluate_all(STANDS) == figures.count()
    assert page.locator("[data-figure] :is(button, input):visible").count() == 0
