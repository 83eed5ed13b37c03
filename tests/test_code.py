"""Code serves on the pages: what shows a figure is not seen, the rest is one line that opens."""

import re

import pytest
from livebook.code import shows_a_figure_alone
from playwright.sync_api import expect

CHAPTERS = [
    "01_what_is_a_neural_network",
    "02_gradient_descent",
    "03_what_backpropagation_does",
    "04_backpropagation_calculus",
]
SHOWS = re.compile(r"from nnlib\.figures import \w+|[A-Z]\w+\(.*\)")


@pytest.mark.parametrize(
    "code, alone",
    [
        ("from nnlib.figures import Pixels\n\nPixels()", True),
        ('Quiz(exercise="pixel")', True),
        ('NudgeTree(leaf="w1", nudge=-1)', True),
        ("neuron = Neuron()\nneuron", False),
        ("print(1)", False),
        ("import numpy as np\n\nPixels()", False),
        ("%pip install nnlib", False),
    ],
)
def test_code_that_only_shows_a_figure_is_known(code, alone):
    assert shows_a_figure_alone(code) is alone


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_all_code_is_folded_and_none_only_shows_a_figure(built_book, chapter):
    html = (built_book / "book" / f"{chapter}.html").read_text(encoding="utf-8")
    folds = re.findall(r'<details class="code"><summary>Code</summary>.*?</details>', html, re.S)
    assert len(folds) == html.count('class="cell_input') > 10
    lines = [re.sub("<.*?>", "", fold).split("\n")[1:] for fold in folds]
    assert not [code for code in lines if all(SHOWS.fullmatch(line) for line in code if line)]
    assert "<details open" not in html


def test_the_button_unfolds_all_code_and_is_remembered(page, site):
    address = f"{site}book/{CHAPTERS[0]}.html"
    page.goto(address)
    code, button = page.locator(".cell_input").first, page.get_by_role("button", name="Show all code")
    expect(code).to_be_hidden()
    button.click()
    expect(code).to_be_visible()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(page.locator("details.code:not([open])")).to_have_count(0)
    button.click()
    page.reload()
    expect(code).to_be_hidden()


def test_a_line_opens_its_code_without_the_script(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}book/{CHAPTERS[3]}.html")
    fold = page.locator("details.code").first
    fold.locator("summary").click()
    expect(fold.locator("pre")).to_be_visible()


def test_on_paper_all_code_is_unfolded_and_folded_again_after_it(page, site):
    page.goto(f"{site}book/{CHAPTERS[1]}.html")
    folded = page.locator("details.code:not([open])")
    before = folded.count()
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    expect(folded).to_have_count(0)
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    expect(folded).to_have_count(before)
