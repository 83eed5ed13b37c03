"""A finger moves what can be held, and scrolls the page everywhere else."""

import pytest
from conftest import drawn, wait_alive

from nnlib.figures.kit import figure_class, figure_names
from tests.pages import watch
from tools.figure_page import write_page

PHONE = {"viewport": {"width": 320, "height": 700}, "has_touch": True, "is_mobile": True}
WATCH = """el => {
  window.seen = [];
  for (const name of ["pointerdown", "pointermove", "pointercancel"]) el.addEventListener(name, () => seen.push(name));
  el.scrollIntoView({ block: "center" });
}"""


@pytest.fixture(scope="module")
def phone(browser, tmp_path_factory):
    """A page of a phone with every figure on it, each alive."""
    context = browser.new_context(**PHONE)
    page = watch(context.new_page())
    page.goto(write_page(tmp_path_factory.mktemp("phone"), [figure_class(name)() for name in figure_names()]).as_uri())
    wait_alive(page)
    yield page
    context.close()


@pytest.fixture
def on_phone(phone):
    """on_phone(name) -> that figure on the phone, in the state it starts with."""

    def found(name):
        figure = phone.locator(f'[data-figure="{name}"]')
        figure.evaluate("el => { el.nnFigure.reset(); el.nnFigure.refresh(); }")
        return figure

    yield found
    assert phone.noted == []


def swipe(page, start, move, steps=6):
    """One finger, from `start` by `move`, both (x, y) in pixels of the window."""
    touch = page.context.new_cdp_session(page)

    def send(kind, *points):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    send("touchStart", start)
    for i in range(1, steps + 1):
        drawn(page)
        send("touchMove", tuple(s + m * i / steps for s, m in zip(start, move)))
    send("touchEnd")
    drawn(page)


def middle(element):
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def held(figure):
    """What a finger can hold in the drawings: handles and grids to paint on, at most four of them."""
    return [one for one in figure.locator("svg .nn-handle, svg [role=application]").all() if one.is_visible()][:4]


@pytest.mark.parametrize("name", figure_names())
def test_a_drag_is_not_taken_away_by_the_page(name, on_phone):
    figure = on_phone(name)
    for one in held(figure):
        one.evaluate(WATCH)
        upright = one.get_attribute("aria-orientation") == "vertical"
        swipe(figure.page, middle(one), (0, -30) if upright else (30, 0))
        seen = figure.page.evaluate("seen")
        label = one.get_attribute("aria-label")
        assert seen.count("pointermove") >= 4 and "pointercancel" not in seen, f"{label}: {seen}"


def test_a_finger_moves_a_handle(on_phone):
    figure = on_phone("sigmoid")
    handle = figure.get_by_role("slider", name="x on the number line")
    before = figure.evaluate("el => el.nnFigure.state.x")
    handle.evaluate(WATCH)
    swipe(figure.page, middle(handle), (-60, 0))
    assert figure.evaluate("el => el.nnFigure.state.x") < before - 1


def test_across_a_handles_way_the_page_scrolls(on_phone):
    figure = on_phone("sigmoid")
    handle = figure.get_by_role("slider", name="x on the number line")
    handle.evaluate(WATCH)
    state, top = figure.evaluate("el => el.nnFigure.state"), handle.bounding_box()["y"]
    swipe(figure.page, middle(handle), (2, -120))
    scrolled = "([handle, top]) => handle.getBoundingClientRect().y < top"
    figure.page.wait_for_function(scrolled, arg=[handle.element_handle(), top - 50])
    assert abs(figure.evaluate("el => el.nnFigure.state.x") - state["x"]) < 0.5


def test_a_finger_draws_a_line_of_many_squares(on_phone):
    figure = on_phone("edge_detector")
    grid = figure.get_by_role("application").first
    before = figure.evaluate("el => el.nnFigure.state.weights")
    grid.evaluate(WATCH)
    box = grid.bounding_box()
    swipe(
        figure.page,
        (box["x"] + 0.2 * box["width"], box["y"] + 0.3 * box["height"]),
        (0.6 * box["width"], 0.5 * box["height"]),
        steps=12,
    )
    after = figure.evaluate("el => el.nnFigure.state.weights")
    assert sum(b != a for b, a in zip(before, after)) >= 6
