"""What the reader has solved: counted beside each chapter in the contents, and forgotten there."""

import json

import pytest
from playwright.sync_api import expect

from nnlib.figures import Quiz
from tests.pages import CHAPTERS

KEY = "neural-networks-live: solved exercises"  # as the first edition has written it
REFUSED = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError'); } });"
)


def keep(page, names):
    page.evaluate("([key, names]) => localStorage.setItem(key, names)", [KEY, json.dumps(names)])
    page.reload()


def counts(page):
    """{chapter: what stands beside its name}."""
    links = page.locator("#pst-primary-sidebar nav a:has(.solved-count)")
    assert links.count() == len(CHAPTERS)
    return [link.locator(".solved-count").inner_text() for link in links.all()]


@pytest.mark.parametrize("path", ["index", CHAPTERS[0], "book/notation"])
def test_what_the_first_edition_kept_is_counted_on_every_page(page, site, path):
    page.goto(f"{site}{path}.html")
    assert counts(page) == [""] * 4
    expect(page.get_by_role("button", name="Forget what I have solved")).to_be_hidden()
    keep(page, ["pixel", "threshold", "diverge", "no longer there"])
    first, second, third, fourth = counts(page)
    assert (first, third, fourth) == ("2 of 8 solved", "", "") and second.startswith("1 of ")


def test_it_is_forgotten_when_asked_twice(page, site):
    page.goto(f"{site}index.html")
    keep(page, ["pixel"])
    button = page.get_by_role("button", name="Forget what I have solved")
    button.dblclick()
    sure = page.get_by_role("button", name="Forget all of it?")
    page.get_by_role("searchbox").focus()  # whoever goes elsewhere is asked anew
    expect(sure).to_have_count(0)
    button.press("Enter")
    assert page.evaluate("(key) => localStorage.getItem(key)", KEY) == '["pixel"]'
    sure.press("Enter")
    expect(page.locator(".solved p")).to_have_text("Forgotten.")
    expect(page.locator(".solved p")).to_be_focused()
    assert counts(page) == [""] * 4 and page.evaluate("(key) => localStorage.getItem(key)", KEY) is None


def test_it_counts_at_once_what_is_solved_on_the_page_and_in_another_window(page, file_url):
    page.goto(file_url(f"{CHAPTERS[0]}.html"))
    quiz = page.locator('[data-figure="quiz"]').filter(has_text="Which neuron is this pixel?")
    quiz.scroll_into_view_if_needed()
    expect(quiz).to_have_attribute("data-live", "")
    state = json.loads(quiz.get_attribute("data-state"))
    answer = Quiz.compute("pixel", state["seed"], "", False)["values"]["right"]
    quiz.get_by_role("textbox").fill(f"{answer:.0f}")
    quiz.get_by_role("button", name="Check").click()
    expect(page.locator(".solved-count").first).to_have_text("1 of 8 solved")
    page.evaluate(
        "([key, names]) => { localStorage.setItem(key, names); dispatchEvent(new StorageEvent('storage', { key })); }",
        [KEY, '["pixel", "threshold"]'],
    )
    expect(page.locator(".solved-count").first).to_have_text("2 of 8 solved")
    expect(quiz.locator(".nn-quiz-solved")).to_have_text(" ✓ solved")


def test_a_browser_that_keeps_nothing_counts_nothing(new_page, site):
    page = new_page()
    page.add_init_script(REFUSED)
    page.goto(f"{site}index.html")
    assert counts(page) == [""] * 4
    expect(page.get_by_role("button", name="Forget what I have solved")).to_be_hidden()
