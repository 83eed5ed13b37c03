"""What goes wrong around a figure stays there: a sentence in its place, and its neighbours alive."""

import html
import json
import shutil

import pytest
from conftest import drawn, wait_alive
from figure_files import data_file, script_and_style
from playwright.sync_api import expect

from nnlib.figures import DigitNetwork, Neuron, Sigmoid, Training
from nnlib.figures.kit import bundles
from tools.figure_page import write_page

WORDS = "This figure could not be drawn here; the rest of the page is not affected."
LOST = "The data of this figure did not arrive; the rest of the page is not affected."
FIGURES = (Neuron, DigitNetwork, Sigmoid)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The folder of a page with three figures, the second one with data of its own."""
    return write_page(tmp_path_factory.mktemp("sound"), [cls() for cls in FIGURES]).parent


@pytest.fixture
def folder(sound, tmp_path):
    """A copy of that folder, to be damaged."""
    return shutil.copytree(sound, tmp_path / "page")


def opened(page, folder):
    page.goto((folder / "figures.html").as_uri())
    wait_alive(page)
    return page.locator("[data-figure]").all()


def failed(figure):
    return figure.get_attribute("data-error") is not None


def only_the_second_failed(figures, words=WORDS, cls=DigitNetwork):
    assert [failed(figure) for figure in figures] == [False, True, False]
    assert words in figures[1].inner_text() and cls.title in figures[1].inner_text()
    assert cls.alternative in figures[1].inner_text()
    figures[0].get_by_role("slider").first.press("ArrowRight")
    assert figures[0].evaluate("el => el.nnFigure.state") != Neuron().state


def test_a_data_file_that_is_missing(page, folder):
    (folder / "data" / data_file("network")[0]).unlink()
    only_the_second_failed(opened(page, folder), LOST)
    assert all("ERR_FILE_NOT_FOUND" in note for note in page.noted)  # what the browser says itself
    page.noted.clear()


DAMAGED = {
    "empty": lambda text: "",
    "cut short": lambda text: text[: len(text) // 2],
    "one letter changed": lambda text: text[:5000] + ("A" if text[5000] != "A" else "B") + text[5001:],
    "not base64": lambda text: text[:5000] + "%" + text[5001:],
    "a page in its place": lambda text: "<!DOCTYPE html><title>404</title>",
    "another file": lambda text: text.replace('"network"', '"digits"'),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_a_data_file_that_is_damaged(page, folder, damage):
    file = folder / "data" / data_file("network")[0]
    file.write_text(damage(file.read_text()))
    figures = opened(page, folder)
    only_the_second_failed(figures, LOST)
    assert figures[1].get_attribute("data-error") == "the data file network.js is damaged"
    assert all(
        "Invalid or unexpected token" in note or "Unexpected token" in note for note in page.noted
    )  # a script that is none
    page.noted.clear()


def losing(page, times, how):
    """Let the file of the network get lost so many times; return the list of the requests for it."""
    asked = []

    def answer(route):
        asked.append(route.request.url)
        if len(asked) > times:
            route.fallback()
        elif how == "lost":
            route.abort()
        else:
            route.fulfill(body="", content_type="text/javascript")

    page.route("**/network-*.js", answer)
    return asked


@pytest.mark.parametrize("how", ["lost", "damaged"])
def test_a_data_file_that_got_lost_once_is_asked_for_again_by_itself(page, folder, how):
    asked = losing(page, 1, how)
    figures = opened(page, folder)
    assert len(asked) == 2 and not any(failed(figure) for figure in figures)
    page.noted.clear()  # the browser's own words about a file that is lost


@pytest.mark.parametrize("how", ["lost", "damaged"])
def test_a_reader_tries_again_until_the_data_comes(page, folder, how):
    asked = losing(page, 4, how)
    figures = opened(page, folder)
    only_the_second_failed(figures, LOST)
    again = figures[1].get_by_role("button", name="Try again")
    again.evaluate("button => (button.dataset.first = '')")
    again.press("Enter")
    expect(figures[1].locator("button:not([data-first])", has_text="Try again")).to_be_focused()  # that of the next try
    only_the_second_failed(figures, LOST)
    assert len(asked) == 4
    again.press("Enter")
    expect(figures[1].get_by_role("button", name="Reset")).to_be_visible()
    assert not failed(figures[1]) and "nn-failed" not in figures[1].get_attribute("class")
    assert figures[1].locator(":focus").count() == 1
    page.noted.clear()


STATES = {
    "no JSON": '{"w":[0.5,',
    "null": "null",
    "a list": "[1,2]",
    "a word": '"w"',
    "of another figure": '{"W":[[1]],"picked":"w3"}',
    "out of range": '{"w":[1e300,-1e300,0,0],"b":1e999,"a":[-1,2,3,4]}',
    "of other types": '{"w":"0.5","b":null,"a":{"length":4}}',
    "too long": json.dumps({"w": [1] * 100_000, "a": [[[]]] * 4}),
    "with a prototype": '{"__proto__":{"b":3},"constructor":1,"b":2}',
}


def test_a_state_edited_by_hand(page, tmp_path):
    file = write_page(tmp_path / "page", [Neuron() for _ in STATES])
    given = Neuron().markup().split('data-state="')[1].split('"')[0]
    for state in STATES.values():
        file.write_text(file.read_text().replace(given, html.escape(state), 1))
    for name, figure in zip(STATES, opened(page, file.parent)):
        assert failed(figure) == (name == "no JSON"), name
        assert "NaN" not in figure.inner_html(), name


def test_a_figure_that_is_not_in_this_book(page, folder):
    file = folder / "figures.html"
    file.write_text(file.read_text().replace('data-figure="digit_network"', 'data-figure="of_a_newer_book"'))
    figures = opened(page, folder)
    assert [failed(figure) for figure in figures] == [False, True, False]
    assert figures[1].get_attribute("data-error") == "there is no figure named of_a_newer_book"


FAULTS = {
    "draw": ("function draw(figure) {", "function draw(figure) { throw Error('boom');"),
    "compute": ("function compute(state, data) {", "function compute(state, data) { throw Error('boom');"),
    "an update": ("function draw(figure) {", "function draw(figure) { figure.update(() => { throw Error('boom'); });"),
    "the second update": (
        "function draw(figure) {",
        "function draw(figure) { let n = 0; figure.update(() => { if (n++) throw Error('boom'); });",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_figure_with_a_mistake_in_it(page, folder, fault):
    sources = shutil.copytree(bundles.FIGURES, folder / "sources", ignore=shutil.ignore_patterns("built"))
    module = sources / "digit_network" / "index.js"
    old, new = FAULTS[fault]
    assert old in module.read_text()
    module.write_text(module.read_text().replace(old, new, 1))
    (folder / "figures.js").write_text(script_and_style(FIGURES, sources)[0])
    figures = opened(page, folder)
    figures[1].evaluate("el => el.nnFigure?.window && el.nnFigure.reset()")
    drawn(page)
    only_the_second_failed(figures)
    for width in (320, 1200):  # it is not drawn anew with the others
        page.set_viewport_size({"width": width, "height": 800})
        drawn(page)
    only_the_second_failed(figures)


def test_two_tabs_do_not_touch_each_other(new_page, folder):
    first, second = (opened(new_page(), folder)[0] for _ in range(2))
    start = second.evaluate("el => el.nnFigure.state")
    first.get_by_role("slider").first.press("End")
    drawn(first.page)
    assert first.evaluate("el => el.nnFigure.state") != start == second.evaluate("el => el.nnFigure.state")


@pytest.mark.parametrize("damage", ["missing", "empty"])
def test_data_that_the_reader_asked_for_is_asked_for_again_by_the_next_press(page, tmp_path, damage):
    folder = write_page(tmp_path / "page", [Training()]).parent
    file = folder / "data" / data_file("training_digits_3")[0]
    whole = file.read_text()
    file.unlink() if damage == "missing" else file.write_text("")
    (figure,) = opened(page, folder)
    load = figure.get_by_role("button", name="Load 10,000 digits")
    load.click()
    expect(figure).to_contain_text("The digits could not be loaded.", timeout=20_000)
    drawn(page)
    page.noted.clear()  # the browser's own words about a file that is missing
    file.write_text(whole)
    load.click()
    expect(load).to_be_hidden(timeout=20_000)
    assert not failed(figure)
