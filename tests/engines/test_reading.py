"""What a reader does in every engine: train, answer, follow links, search, go back, read again."""

import pytest

from nnlib.figures import Quiz
from tests.pages import CHAPTERS

pytestmark = pytest.mark.slow

FIND = """async (selector, words) => {
  const named = (el) => (el.getAttribute("aria-label") ?? el.textContent).trim().startsWith(words);
  const el = [...document.querySelectorAll(selector)].find((one) => one.getClientRects().length && named(one));
  if (!el || el.disabled) return null;
  el.scrollIntoView({ block: "center" });
  for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  const { x, y, width, height } = el.getClientRects()[0];
  return [x + width / 2, y + height / 2];
}"""


def click(engine, selector, words=""):
    """Click the first thing that matches and whose name begins with these words, once it is there and may be pressed."""
    engine.click(engine.until(FIND, selector, words))


def come_to(engine, figure):
    """Scroll to the first figure that matches, and wait until it lives."""
    engine.laid_out()
    engine.run("(figure) => document.querySelector(figure).scrollIntoView({ block: 'center' })", figure)
    engine.until("(figure) => document.querySelector(figure).matches('[data-live]')", figure)


# ---------------------------------------------------------------- figures

TRAINING = "document.querySelector('[data-figure=training]').nnFigure.session()"


def test_the_training_passes_90_per_cent(engine, site):
    engine.open(f"{site}{CHAPTERS[1]}.html")
    come_to(engine, "[data-figure=training]")
    click(engine, "[data-figure=training] button", "Load 10,000 digits")
    click(engine, "[data-figure=training] button", "Run")
    engine.until(f"() => {TRAINING}.curve.at(-1)?.test_accuracy > 0.9")
    click(engine, "[data-figure=training] button", "Pause")
    engine.until(f"() => {TRAINING}.latest.running === false")
    assert engine.noted == []


THRESHOLD = '[data-figure=quiz][data-state*="threshold"]'
CHOSEN = "(quiz) => [...document.querySelectorAll(`${quiz} .nn-option input`)].findIndex(({ checked }) => checked)"
SOLVED = "(quiz) => document.querySelector(`${quiz} .nn-quiz-solved`)?.textContent.includes('solved')"


def test_an_exercise_is_answered_and_remembered_where_it_was_read(engine, site):
    engine.open(f"{site}{CHAPTERS[0]}.html")
    come_to(engine, THRESHOLD)
    right = Quiz.compute("threshold", 0, "", False)["order"].index(0)
    click(engine, f"{THRESHOLD} .nn-option:nth-child({right + 1}) input")
    click(engine, f"{THRESHOLD} button", "Check")
    engine.until(SOLVED, THRESHOLD)
    engine.run("() => (document.querySelector('details.code').open = true)")
    before = engine.run(TOP, THRESHOLD)
    engine.reload()
    engine.laid_out()
    engine.until(SOLVED, THRESHOLD)
    assert engine.run(CHOSEN, THRESHOLD) == right
    assert engine.run("() => document.querySelectorAll('details.code[open]').length") == 1
    engine.until(f"(quiz, before) => Math.abs(({TOP})(quiz) - before) < 60", THRESHOLD, before)


# ---------------------------------------------------------------- places

TOP = "(selector) => document.querySelector(selector).getBoundingClientRect().top"
IN_PLACE = """(section) => {
  const { bottom } = document.querySelector(".bd-header-article").getBoundingClientRect();
  const { top } = document.querySelector(`#${section} > :is(h2, h3)`).getBoundingClientRect();
  const living = [...document.querySelectorAll("[data-figure]")].every((figure) => {
    const near = figure.getBoundingClientRect();
    return near.bottom < -800 || near.top > innerHeight + 800 || figure.hasAttribute("data-live");
  });
  return living && bottom <= top && top < bottom + 40;
}"""
SECTION = "layers-with-multiple-neurons"  # below many figures


def test_a_section_of_an_address_comes_to_its_place(engine, site):
    engine.open(f"{site}{CHAPTERS[3]}.html#{SECTION}")
    engine.laid_out()
    engine.until(IN_PLACE, SECTION)


def test_a_section_of_a_link_comes_to_its_place(engine, site):
    engine.open(f"{site}{CHAPTERS[3]}.html")
    click(engine, ".secondary-toggle")
    click(engine, f'dialog .page-toc a[href="#{SECTION}"]')
    engine.laid_out()
    engine.until(IN_PLACE, SECTION)


# ---------------------------------------------------------------- the search


def test_a_search_from_a_disk_leads_to_a_section_and_back_again(engine, file_url):
    engine.open(file_url("index.html"))
    click(engine, "input[type=search]")
    engine.press(*"13,002", "Enter")
    engine.arrive("search.html?q=")
    click(engine, "#search-results a[href*='#']")
    engine.arrive("#")
    section = "document.getElementById(decodeURIComponent(location.hash.slice(1)))"
    engine.until(f"() => {section}.innerText.includes('13,002') && {section}.getBoundingClientRect().top < innerHeight")
    assert engine.noted == []
    if engine.back:
        engine.back()
        engine.arrive("search.html?q=")
        engine.until("() => document.querySelector('#search-results a')")
