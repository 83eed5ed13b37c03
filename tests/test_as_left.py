"""A chapter is as its reader left it when it is read again on the same visit, and as it was written on a fresh one."""

import pytest

from tests.pages import CHAPTERS, alive, laid_out

ADDRESS = f"{CHAPTERS[0]}.html"
THRESHOLD = '[data-figure=quiz][data-state*="threshold"]'
SEEN = """() => ({
  states: [...document.querySelectorAll("[data-figure]")].map(({ nnFigure }) => nnFigure.state),
  typed: [...document.querySelectorAll("[data-figure=quiz] input[type=text]")].map(({ value }) => value),
  open: [...document.querySelectorAll("article details")].map(({ open }) => open),
})"""


@pytest.fixture
def changed(page, site):
    """A chapter with a moved figure, a typed answer, a chosen answer, and four open folds: the page, and what it was before."""
    page.goto(f"{site}{ADDRESS}")
    laid_out(page)
    alive(page)
    start = page.evaluate(SEEN)
    neuron = page.locator("[data-figure=neuron]").first
    neuron.get_by_text("Weights and inputs as sliders").click()
    neuron.locator("input[type=range]").first.press("ArrowRight")
    page.get_by_label("Your answer, exactly").first.fill("180")
    page.locator(THRESHOLD).get_by_role("radio").nth(1).check()
    page.locator(THRESHOLD).locator("summary", has_text="Hint").click()
    for fold in page.locator("article details.code").all()[1:3]:
        fold.locator("summary").click()
    return page, start


def read_again(page):
    laid_out(page)
    alive(page)
    return page.evaluate(SEEN)


def test_it_is_as_it_was_left_after_reload_and_back_and_as_written_on_a_fresh_visit(changed, site):
    page, start = changed
    left = page.evaluate(SEEN)
    assert [left[what] != start[what] for what in left] == [True] * 3 and left["open"].count(True) == 4
    page.reload()
    assert read_again(page) == left
    page.goto(f"{site}book/notation.html")
    page.go_back()
    assert read_again(page) == left
    page.goto(f"{site}book/notation.html")
    page.goto(f"{site}{ADDRESS}")
    assert read_again(page) == start
