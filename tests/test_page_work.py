"""How much a browser has to do for a chapter. The work is counted, not timed: a busy machine does the same work."""

import itertools
import json
from contextlib import contextmanager

import pytest

from tests.pages import CHAPTERS, NARROW, WIDE, alive, frames, laid_out

# A page without a clock: what waits for a moment comes at once, and what shows a chapter's rest after eight seconds, should
# nothing else have done so, never comes. `idle` counts what is still to be done while nothing else is.
NO_CLOCK = """{
  const { setTimeout, requestIdleCallback, cancelIdleCallback } = window;
  const asked = new Set();
  window.setTimeout = (run, wait = 0, ...more) => wait < 8000 ? setTimeout(run, 0, ...more) : 0;
  window.requestIdleCallback = (run) => {
    const request = requestIdleCallback((deadline) => (run(deadline), asked.delete(request)));
    asked.add(request);
    return request;
  };
  window.cancelIdleCallback = (request) => (asked.delete(request), cancelIdleCallback(request));
  Object.defineProperty(window, "idle", { get: () => asked.size });
}"""


@pytest.fixture
def without_clock(new_page):
    """A tab that has all the time it needs."""
    page = new_page(bypass_csp=True, viewport=WIDE)
    page.add_init_script(NO_CLOCK)
    return page


@contextmanager
def traced(browser, page):
    """The browser's own record of what it does: a list that is filled at the end."""
    events = []
    browser.start_tracing(page=page, categories=["devtools.timeline", "blink.user_timing"])
    try:
        yield events
    finally:
        events += json.loads(browser.stop_tracing())["traceEvents"]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_is_laid_out_in_small_pieces(browser, without_clock, site, chapter):
    page = without_clock
    with traced(browser, page) as events:
        page.goto(f"{site}{chapter}.html")
        laid_out(page)
        frames(page)
    styled = [
        event["args"]["elementCount"]
        for event in events
        if event["name"] == "UpdateLayoutTree" and "elementCount" in event.get("args", {})
    ]
    assert len(styled) > 100
    assert max(styled) < page.evaluate("document.querySelectorAll('*').length") / 4


def test_what_waits_is_shown_where_the_script_that_brings_it_never_comes(page, site):
    page.clock.install()
    page.route("**/pages-*.js", lambda route: route.abort())
    page.goto(f"{site}{CHAPTERS[0]}.html")
    assert page.locator("html[data-later]").count() == 1
    page.clock.run_for(8000)
    assert page.locator("html[data-later]").count() == 0
    page.noted.clear()  # the browser's word on the script


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_section_opened_by_its_link_stays_where_it_is(new_page, site, size):
    page = new_page(viewport=size)
    page.goto(f"{site}/{CHAPTERS[3]}.html#layers-with-multiple-neurons")
    frames(page)
    heading = page.locator("#layers-with-multiple-neurons > h2")
    before = heading.bounding_box()["y"]
    laid_out(page)  # what stands above it, too
    frames(page)
    assert 0 <= before < 200 and heading.bounding_box()["y"] == pytest.approx(before, abs=20)


def test_formulas_are_there_for_screen_readers_wherever_they_stand(page, site):
    page.goto(f"{site}{CHAPTERS[3]}.html")
    laid_out(page)
    assert page.locator(".katex-mathml:not(.ready)").count() == 0  # brought one by one, not all at the last moment
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    read = [node for node in nodes if not node["ignored"] and node["role"]["value"] == "MathMLMath"]
    hidden = page.locator("details .katex").count()  # in solutions that are not open
    assert len(read) >= page.locator(".katex").count() - hidden > 100


# Of each figure one slider, one handle and one choice, where it has them, in order.
MOVED = """(figures) => figures.flatMap((figure) =>
  ['input[type="range"]', '[role="slider"]:not(input)', 'input[type="radio"]:checked, select'].flatMap((kind) =>
    [...figure.querySelectorAll(kind)].filter((one) => !one.disabled && one.getClientRects().length
      && one.checkVisibility({ visibilityProperty: true })).slice(0, 1))
).map((one, i) => {
  one.dataset.moved = i;
  return `${one.closest("[data-figure]").dataset.figure}: ${one.outerHTML.slice(0, 200)}`;
})"""


def change(page, name):
    """Move what has the focus to and fro, and let that be drawn and also said aloud; the record has its begin and end."""
    page.evaluate("(name) => performance.mark(`${name} begins`)", name)
    for key in ["ArrowRight", "ArrowLeft"] * 2:
        page.keyboard.press(key)
        frames(page)
    page.evaluate("(name) => performance.mark(`${name} ends`)", name)


def layout_roots(events, name):
    """From where on the browser has laid the page out anew during a change: node names."""
    begin, end = (
        next(event["ts"] for event in events if event["name"] == f"{name} {mark}") for mark in ("begins", "ends")
    )
    return {
        root["nodeName"]
        for event in events
        if event["name"] == "Layout" and begin < event["ts"] < end
        for root in event["args"].get("endData", {}).get("layoutRoots", [])
    }


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_change_of_a_figure_does_not_lay_out_the_page(browser, without_clock, site, chapter):
    page = without_clock
    page.goto(f"{site}{chapter}.html")
    laid_out(page)
    alive(page)
    things = page.locator("[data-figure]:not([data-figure=quiz])").evaluate_all(MOVED)
    page.wait_for_function("idle === 0")
    with traced(browser, page) as events:
        for i, turn in itertools.product(range(len(things)), range(2)):
            page.locator(f'[data-moved="{i}"]').focus()
            frames(page)
            change(page, f"change {i} {turn}")
    first, second = ([layout_roots(events, f"change {i} {turn}") for i in range(len(things))] for turn in (0, 1))
    roots = [one & other for one, other in zip(first, second, strict=True)]  # what happens each time is the change's
    assert [thing for thing, found in zip(things, roots, strict=True) if "#document" in found] == []
    assert sum(map(bool, roots)) > 0.7 * len(things) > 5
