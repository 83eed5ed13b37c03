"""The glossary: every bold word of the chapters is in it, says what it means where it stands, and is found by the search."""

import json
import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from tests.pages import CHAPTERS, ROOT, laid_out

BOLD = re.compile(r"\*\*(.+?)\*\*", re.S)


def terms(text):
    """The bold words of a text, in small letters: not the sentences and numbers that begin a paragraph in bold."""
    found = [" ".join(words.split()) for words in BOLD.findall(text)]
    return [words.lower() for words in found if not words.endswith((".", "?", "!", ":"))]


@pytest.fixture(scope="module")
def bold():
    """The bold words of all chapters."""
    cells = [cell for chapter in CHAPTERS for cell in nbformat.read(ROOT / f"{chapter}.ipynb", 4).cells]
    return {term for cell in cells if cell.cell_type == "markdown" for term in terms(cell.source)}


@pytest.fixture(scope="module")
def glossary(built_book):
    """{word in small letters: (id, meaning, where it is introduced)}."""
    page = BeautifulSoup((built_book / "book/glossary.html").read_text(encoding="utf-8"), "html.parser")
    found = {}
    for term in page.select("dl.glossary dt"):
        meaning, *introduced = term.find_next("dd").find_all("p")
        name = term.find(string=True, recursive=False).strip().lower()
        found[name] = (
            term["id"],
            meaning.get_text(),
            [link["href"] for line in introduced for link in line.select("a")],
        )
    return found


def test_every_bold_word_of_the_chapters_has_an_entry(bold, glossary):
    assert len(bold) > 20
    assert bold - set(glossary) == set()


def test_every_entry_is_a_sentence_or_two_and_leads_to_where_it_is_introduced(glossary):
    for name, (_, meaning, introduced) in glossary.items():
        assert meaning.endswith(".") and 1 <= len(re.findall(r"[.?!](?=\s|$)", meaning)) <= 2, name
        assert len(introduced) == 1 and "#" in introduced[0], name


def test_headings_in_bold_are_no_words_of_the_glossary():
    assert terms("**Code it.** A **chain\nrule**, **1.** and **Why?**") == ["chain rule"]


def test_the_search_leads_to_each_word(built_book, glossary):
    (index,) = built_book.glob("searchindex-*.js")
    sections = json.loads(index.read_text(encoding="utf-8").partition(" = ")[2].rstrip(";\n"))
    found = {section["address"]: section for section in sections if section["page"] == "Glossary"}
    for anchor, meaning, _ in glossary.values():
        assert found[f"book/glossary.html#{anchor}"]["text"] == meaning


def test_a_word_says_its_meaning_under_the_pointer_and_the_keyboard(page, site, glossary):
    page.goto(f"{site}{CHAPTERS[0]}.html")
    laid_out(page)
    box, word = page.locator(".meaning"), page.locator("article a.term").first
    word.locator("strong").hover()
    expect(box).to_have_text(glossary[word.inner_text().lower()][1])
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    word.focus()
    expect(box).to_be_visible()
    word.press("Enter")
    expect(page).to_have_url(re.compile(r"/book/glossary\.html#term-"))


def test_a_tap_explains_and_a_second_one_leads_to_the_glossary(new_page, site):
    page = new_page(has_touch=True, viewport={"width": 390, "height": 844})
    page.goto(f"{site}{CHAPTERS[0]}.html")
    laid_out(page)
    word = page.locator("article a.term").first
    word.tap()
    expect(page.locator(".meaning")).to_be_visible()
    assert page.url.endswith(f"{CHAPTERS[0]}.html")
    word.tap()
    expect(page).to_have_url(re.compile(r"/book/glossary\.html#term-"))


def test_without_a_script_a_word_leads_to_the_glossary(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}{CHAPTERS[2]}.html")
    page.locator("article a.term").first.click()
    expect(page).to_have_url(re.compile(r"/book/glossary\.html#term-"))
