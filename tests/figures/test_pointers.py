"""One pointer at a time: two fingers, a palm under a pen, a pointer that is lost, and places between two events."""

import re
from functools import partial

import pytest
from conftest import wait_alive

from nnlib.figures import DigitNetwork, NudgeTree, Sigmoid
from nnlib.figures.kit.bundles import FIGURES
from tools.figure_page import write_page

TABLET = {"viewport": {"width": 800, "height": 1000}, "has_touch": True, "bypass_csp": True}


def test_a_figure_follows_pointers_through_the_kit_alone():
    listens = re.compile(r'"(pointerdown|pointermove|mouse\w+|touchmove)"')
    own = [path for path in FIGURES.rglob("*.js") if path.parent.name not in ("built", "kit")]
    assert len(own) > 60 and not [path.name for path in own if listens.search(path.read_text(encoding="utf-8"))]


class Glass:
    """What lies on the glass over one thing of a figure: fingers by number, and a pen. Places are shares of its box."""

    def __init__(self, thing):
        thing.evaluate("el => el.scrollIntoView({ block: 'center' })")
        self.box = thing.bounding_box()
        self._cdp = thing.page.context.new_cdp_session(thing.page)
        self._fingers = {}

    def at(self, x, y):
        return {"x": self.box["x"] + x * self.box["width"], "y": self.box["y"] + y * self.box["height"]}

    def touch(self, kind, **places):
        """Put down ("touchStart") or move fingers ("touchMove"): finger names and their places."""
        self._fingers |= {ord(name): self.at(*place) for name, place in places.items()}
        self._send(kind, self._fingers)

    def lift(self, *names):
        self._send("touchEnd", {ord(name): self._fingers.pop(ord(name)) for name in names})

    def _send(self, kind, fingers):
        points = [{"id": number, **place} for number, place in fingers.items()]
        self._cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def pen(self, kind, x, y):
        button = {"button": "left", "buttons": 0 if kind == "mouseReleased" else 1, "clickCount": 1}
        pen = {"type": kind, "pointerType": "pen", **self.at(x, y), **button}
        self._cdp.send("Input.dispatchMouseEvent", pen)


@pytest.fixture
def alive(new_page, tmp_path):
    """alive(figure) -> the figure on a page of a tablet."""

    def open_page(figure):
        page = new_page(**TABLET)
        page.goto(write_page(tmp_path / "page", [figure], "light").as_uri())
        wait_alive(page)
        return page.locator("[data-figure]")

    return open_page


def state(figure):
    figure.evaluate("() => new Promise(requestAnimationFrame)")
    return figure.evaluate("el => el.nnFigure.state")


def reset(figure):
    figure.get_by_role("button", name="Reset").first.click()
    return state(figure)


OPEN = partial(DigitNetwork, inside=True)
THINGS = {
    "a pad": (OPEN, '[aria-roledescription="drawing grid"]', [(0.2, 0.3), (0.5, 0.3), (0.8, 0.3)]),
    "a picture of weights": (
        OPEN,
        '[aria-roledescription="weight picture"]',
        [(0.2, 0.3), (0.5, 0.3), (0.8, 0.3)],
    ),
    "a handle": (Sigmoid, '.nn-handle[aria-label="x on the number line"]', [(0.5, 0.5), (-2, 0.5), (-5, 0.5)]),
}


@pytest.mark.parametrize("finger", ["on it", "beside it"])
@pytest.mark.parametrize("cls, selector, places", THINGS.values(), ids=THINGS)
def test_a_second_finger_changes_nothing(cls, selector, places, finger, alive):
    figure = alive(cls())
    thing = figure.locator(selector).first
    begin, middle, end = places
    glass, start = Glass(thing), state(figure)
    glass.touch("touchStart", a=begin)
    glass.touch("touchMove", a=middle)
    glass.touch("touchMove", a=end)
    glass.lift("a")
    alone = state(figure)
    assert alone != start
    assert reset(figure) == start
    glass = Glass(thing)
    rests = (0.9, 0.9) if finger == "on it" else (0.5, -0.3)
    glass.touch("touchStart", a=begin)
    glass.touch("touchMove", a=middle)
    glass.touch("touchStart", b=rests)
    glass.touch("touchMove", b=(rests[0] - 0.3, rests[1]))
    glass.touch("touchMove", a=end)
    glass.lift("b")
    glass.lift("a")
    assert state(figure) == alone


PAD = '[aria-roledescription="drawing grid"]'


def test_under_a_pen_that_is_down_neither_palm_nor_finger_draws(alive):
    figure = alive(DigitNetwork())
    glass, start = Glass(figure.locator(PAD)), state(figure)
    glass.pen("mousePressed", 0.2, 0.3)
    glass.pen("mouseMoved", 0.8, 0.3)
    glass.pen("mouseReleased", 0.8, 0.3)
    alone = state(figure)
    assert alone != start == reset(figure)
    glass = Glass(figure.locator(PAD))
    glass.pen("mousePressed", 0.2, 0.3)
    glass.touch("touchStart", a=(0.9, 0.9))
    glass.touch("touchMove", a=(0.6, 0.9))
    glass.pen("mouseMoved", 0.8, 0.3)
    glass.pen("mouseReleased", 0.8, 0.3)
    glass.lift("a")
    assert state(figure) == alone


def test_a_pen_takes_over_from_a_palm_that_was_there_first(alive):
    figure = alive(DigitNetwork())
    glass = Glass(figure.locator(PAD))
    glass.touch("touchStart", a=(0.9, 0.9))
    palm = state(figure)
    glass.pen("mousePressed", 0.2, 0.3)
    glass.touch("touchMove", a=(0.6, 0.9))
    pen = state(figure)
    assert pen != palm
    glass.touch("touchMove", a=(0.3, 0.9))
    assert state(figure) == pen
    glass.pen("mouseMoved", 0.8, 0.3)
    assert state(figure) != pen


@pytest.mark.parametrize("lost", ["pointercancel", "lostpointercapture"])
@pytest.mark.parametrize("cls, selector, places", THINGS.values(), ids=THINGS)
def test_a_pointer_that_is_lost_ends_what_it_did(cls, selector, places, lost, alive):
    figure = alive(cls())
    thing = figure.locator(selector).first
    glass = Glass(thing)
    begin, middle, end = [glass.at(*place) for place in places]
    mouse = figure.page.mouse
    mouse.move(**begin)
    mouse.down()
    mouse.move(**middle)
    before = state(figure)
    thing.dispatch_event(lost, {"pointerId": 1, "bubbles": True})
    mouse.move(**end)
    assert state(figure) == before
    mouse.up()
    glass = Glass(thing)
    mouse.move(**glass.at(*places[0]))
    mouse.down()
    mouse.move(**end)
    mouse.up()
    assert state(figure) != before  # it can be taken hold of again


def test_a_button_that_was_let_go_unseen_ends_the_stroke(alive):
    figure = alive(DigitNetwork())
    pad = figure.locator(PAD)
    glass = Glass(pad)
    figure.page.mouse.move(**glass.at(0.2, 0.3))
    figure.page.mouse.down()
    before = state(figure)
    place = glass.at(0.8, 0.3)
    pad.dispatch_event("pointermove", {"pointerId": 1, "buttons": 0, "clientX": place["x"], "clientY": place["y"]})
    assert state(figure) == before
    figure.page.mouse.up()


def test_places_between_two_events_are_drawn(alive):
    """A fast pointer: the browser gives one event with all the places that it passed."""
    figure = alive(DigitNetwork())
    figure.get_by_role("button", name="Clear").click()
    pad = figure.locator(PAD)
    glass = Glass(pad)
    figure.page.mouse.move(**glass.at(0.2, 0.2))
    figure.page.mouse.down()
    passed = [glass.at(0.2, 0.8), glass.at(0.8, 0.8)]
    pad.evaluate(
        """(el, passed) => {
          const made = (places) => ({ pointerId: 1, buttons: 1, bubbles: true, coalescedEvents: places.map(one) });
          const one = ({ x, y }) => new PointerEvent("pointermove", { ...made([]), clientX: x, clientY: y });
          el.dispatchEvent(new PointerEvent("pointermove", { ...made(passed), clientX: passed[1].x, clientY: passed[1].y }));
        }""",
        passed,
    )
    figure.page.mouse.up()
    drawn = {k for k, ink in enumerate(state(figure)["drawing"]) if ink}
    assert 28 * 22 + 5 in drawn, "the corner"
    assert 28 * 13 + 13 not in drawn, "the straight way past it"


def test_a_nudge_that_is_held_rests_while_a_second_finger_comes_and_goes(alive):
    figure = alive(NudgeTree())
    thing = figure.locator(".nn-handle").first
    glass = Glass(thing)
    figure.evaluate(
        "el => { window.ran = 0; const own = window.setTimeout; window.setTimeout = (run, wait) => { ran += wait === 150; return own(run, wait); }; }"
    )
    glass.touch("touchStart", a=(0.5, 0.5))
    glass.touch("touchMove", a=(3, 0.5))
    glass.touch("touchStart", b=(-8, 4))
    glass.lift("b")
    glass.touch("touchMove", a=(5, 0.5))
    moved = state(figure)
    assert figure.page.evaluate("ran") == 0
    glass.lift("a")
    assert state(figure) == moved
    assert figure.page.evaluate("ran") == 1
