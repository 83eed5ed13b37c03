"""All figures on one page in every engine: each kind of control, the keyboard's focus, a window that becomes narrow, dark colours."""

import numpy as np
import pytest

from nnlib.figures import DigitNetwork, Surface
from nnlib.figures.kit import figure_class, figure_names
from tests.engines.drivers import listening
from tools.figure_page import write_page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def figures(engine, tmp_path_factory):
    """The engine's window with all figures alive."""
    page = write_page(tmp_path_factory.mktemp("figures"), [figure_class(name)() for name in figure_names()])
    listening(page.parent)
    engine.open(page.as_uri())
    engine.alive()
    return engine


# ---------------------------------------------------------------- controls

SVG = "[data-figure] svg "
DRAG, PRESS = (
    [(30, -30), (40, -300)],
    [],
)  # from the middle of the thing, in px: the last place is among the words above
CONTROLS = {  # what it is: where the pointer takes it, and the key that changes it
    "slider": ('[data-figure] input[type="range"]', [(30, 0)], "ArrowRight"),
    "radio button": ('[data-figure] input[type="radio"]:not(:checked)', PRESS, " "),
    "tick box": ('[data-figure] input[type="checkbox"]', PRESS, " "),
    "menu": ("[data-figure] select", None, "ArrowDown"),  # what a pointer opens is no part of the page
    "handle along": (SVG + '.nn-handle[aria-orientation="horizontal"]:not([aria-roledescription])', DRAG, "ArrowRight"),
    "handle up": (SVG + '.nn-handle[aria-orientation="vertical"]', DRAG, "ArrowUp"),
    "point": (SVG + '[aria-roledescription="movable point"]', DRAG, "ArrowRight"),
    "thing to press": (SVG + '[role="button"][aria-pressed="false"]', PRESS, "Enter"),
    "pad": ('[aria-roledescription="drawing grid"]', DRAG, " "),
}
HOLD = """async (selector) => {
  for (const el of document.querySelectorAll(selector)) {
    el.scrollIntoView({ block: "center" });
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    const { x, y, width, height } = el.getBoundingClientRect();
    const place = [x + width / 2, y + height / 2];
    const full = el.matches(".nn-handle") && Number(el.getAttribute("aria-valuenow")) >= Number(el.getAttribute("aria-valuemax"));
    if (el.disabled || full || !el.contains(document.elementFromPoint(...place))) continue;
    window.held = el;
    return place;
  }
}"""
STATE = "() => JSON.stringify(held.closest('[data-figure]').nnFigure.state)"
CHANGED = "(before) => JSON.stringify(held.closest('[data-figure]').nnFigure.state) !== before"
RESET = """async () => {
  const button = [...held.closest("[data-figure]").querySelectorAll("button")].find((el) => el.textContent === "Reset");
  button.scrollIntoView({ block: "center" });
  button.focus();
  for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  const { x, y, width, height } = button.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""


@pytest.mark.parametrize("kind", CONTROLS)
def test_each_kind_of_control_moves_by_pointer_and_by_key_and_reset_undoes_it(figures, kind):
    selector, ways, key = CONTROLS[kind]
    place = figures.run(HOLD, selector)
    start = figures.run(STATE)
    if ways is not None:
        figures.drag(place, *((place[0] + dx, max(place[1] + dy, 5)) for dx, dy in ways))
        figures.until(CHANGED, start)
        assert figures.run("() => String(getSelection())") == ""
        figures.click(figures.run(RESET))
        assert figures.run(STATE) == start
    figures.run("() => held.focus()")
    figures.press(key)
    figures.until(CHANGED, start)
    figures.run(RESET)
    figures.press("Enter")
    assert figures.run(STATE) == start


def test_a_fold_opens_by_pointer_and_closes_by_key(figures):
    figures.click(figures.run(HOLD, "[data-figure] summary"))
    assert figures.run("() => held.parentElement.open")
    figures.press("Enter")
    assert not figures.run("() => held.parentElement.open")


# ---------------------------------------------------------------- where the keyboard is

KINDS = """() => {
  window.kinds = {};
  const look = (el) => `${el.localName} ${el.closest("svg") ? el.getAttribute("class") : el.type || ""}`;
  for (const el of document.querySelectorAll("[data-figure] :is([tabindex], a, button, input, select, summary)")) {
    if (!el.getClientRects().length || getComputedStyle(el).visibility !== "visible" || el.disabled || el.closest(".nn-away")) continue;
    const shape = el.closest("svg") && [el, ...el.children].find((one) => one.matches("rect, circle"));
    kinds[look(el) + (shape && shape !== el ? ` > ${look(shape)}` : "")] ??= [el, shape || el];
  }
  return Object.keys(kinds);
}"""
FOCUS = """async (kind) => {
  const [el, shape] = kinds[kind];
  shape.scrollIntoView({ block: "center" });
  el.focus({ preventScroll: true });
  for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  const { left, top, right, bottom } = shape.getBoundingClientRect();
  return [left, top, right, bottom];
}"""
COLOUR = """() => {
  const probe = document.querySelector(".nn-figure").appendChild(document.createElement("i"));
  probe.style.color = "var(--nn-focus)";
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour.match(/\\d+/g).map(Number);
}"""
RING = 8  # px around a thing in which its ring is


def ringed(picture, box, colour):
    """The sides of a box on whose middle a picture shows this colour."""
    left, top, right, bottom = box
    x, y = (left + right) / 2, (top + bottom) / 2
    middles = {"left": (left, y), "top": (x, top), "right": (right, y), "bottom": (x, bottom)}
    there = np.abs(np.array(picture, dtype=int) - colour).max(axis=2) < 60

    def painted(x, y):
        across, down = (slice(max(0, round(at) - RING), max(0, round(at) + RING + 1)) for at in (x, y))
        return there[down, across].any()

    return {side for side, place in middles.items() if painted(*place)}


def test_the_focus_is_painted_around_each_kind_of_thing(figures):
    figures.press("Tab")  # from now on the browser shows the focus
    colour, kinds = figures.run(COLOUR), figures.run(KINDS)
    painted = {}
    for kind in kinds:
        box = figures.run(FOCUS, kind)
        painted[kind] = ringed(figures.picture(), box, colour)
    assert {kind: sides for kind, sides in painted.items() if len(sides) < 4} == {} and len(kinds) > 20


# ---------------------------------------------------------------- other windows, other colours

REBUILT = "(narrow) => [...document.querySelectorAll('[data-figure]')].every((el) => el.nnFigure.narrow === narrow)"


def test_a_window_that_becomes_narrow_and_wide_again_draws_all_anew_and_says_nothing(figures):
    for width, narrow in ((460, True), (1200, False)):
        figures.resize({"width": width, "height": 800})
        figures.until(REBUILT, narrow)
        figures.run("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert not figures.run("() => document.querySelectorAll('[data-error]').length")
    assert figures.noted == []


def test_what_is_not_checked_is_dark_in_dark_colours(engine, tmp_path):
    engine.open(write_page(tmp_path, [Surface(), DigitNetwork(inside=True)], "dark").as_uri())
    engine.alive()
    for kind in ("radio", "checkbox"):
        x, y = engine.run(HOLD, f'[data-figure] input[type="{kind}"]:not(:checked)')
        assert max(engine.picture().getpixel((round(x), round(y)))) < 100, kind
