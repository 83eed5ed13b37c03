"""The front page: the network alive in the first screen, and the chapters as pictures."""

import gzip
from types import SimpleNamespace

import pytest
from livebook.figures import LiveFigure
from playwright.sync_api import expect

from tests.pages import CHAPTERS, alive

FIRST_SCREENS = [{"width": 1366, "height": 768}, {"width": 390, "height": 844}]


@pytest.fixture(params=FIRST_SCREENS, ids=lambda size: str(size["width"]))
def first_screen(request, new_page, site):
    """The front page as it is opened, its figure alive."""
    page = new_page(viewport=request.param)
    page.goto(site)
    page.wait_for_selector("[data-figure=digit_network][data-live]")
    return page


def test_the_network_is_alive_within_the_first_screen(first_screen):
    page = first_screen
    figure = page.locator("[data-figure=digit_network]")
    seen = [
        page.locator("h1"),
        page.locator("h1 + p"),
        figure.locator(".nn-answer"),
        figure.get_by_role("application", name="Pad to draw a digit on"),
        figure.locator("svg").first,
        figure.get_by_role("button", name="Clear"),
        figure.get_by_role("button", name="See inside"),
    ]
    for thing in seen:
        expect(thing).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == 0
    expect(figure.locator(".nn-answer")).to_contain_text("It says7at")


def test_the_first_stroke_clears_the_pad_and_is_read(first_screen):
    page = first_screen
    figure = page.locator("[data-figure=digit_network]")
    box = figure.get_by_role("application", name="Pad to draw a digit on").bounding_box()
    page.mouse.move(box["x"] + 0.52 * box["width"], box["y"] + 0.15 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.48 * box["width"], box["y"] + 0.85 * box["height"], steps=8)
    page.mouse.up()
    expect(figure.locator(".nn-answer")).to_contain_text("It says1at")


def test_all_that_it_sends_is_small(new_page, site):
    page, sizes = new_page(), {}
    page.on("response", lambda response: sizes.update({response.url: len(gzip.compress(response.body()))}))
    page.goto(site)
    alive(page)
    assert sum(sizes.values()) < 200_000, sizes


def test_a_card_leads_to_each_chapter_and_shows_a_figure_of_it(page, site):
    page.goto(site)
    cards = page.locator(".sd-card")
    assert cards.locator("a").evaluate_all("links => links.map((link) => link.getAttribute('href'))") == [
        f"{chapter}.html" for chapter in CHAPTERS
    ]
    for picture in cards.locator("img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("picture => picture.naturalWidth") == 640


@pytest.mark.parametrize(
    "name, state, words",
    [
        ("digits", "{}", "there is no figure digits"),
        ("digit_network", '{"digit": 100}', r"digit_network cannot take the state \{\"digit\": 100\}: .*expected"),
        ("digit_network", "{digit: 1}", "cannot take the state"),
        ("digit_network", '{"digits": 1}', "cannot take the state"),
    ],
)
def test_a_figure_that_cannot_be_is_named_when_the_book_is_built(name, state, words):
    directive = SimpleNamespace(arguments=[name], options={"state": state}, error=ValueError)
    with pytest.raises(ValueError, match=words):
        LiveFigure.run(directive)
