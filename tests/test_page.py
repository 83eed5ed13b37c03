"""What a reader does on the pages, in a browser that the network cannot reach. What every page promises: test_every_page."""

import re

import offline
import pdf
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.pages import CHAPTERS, NARROW, laid_out


def test_the_watched_tab_notes_what_a_page_must_not_do(new_page, site):
    page = new_page(bypass_csp=True)
    page.goto(site + "index.html")
    page.evaluate("console.warn('a warning')")
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw Error('an exception') })")
    with page.expect_response("**/nowhere.png"):
        page.evaluate("new Image().src = 'nowhere.png'")
    with page.expect_event("requestfailed"):
        page.evaluate("fetch('https://example.org/').catch(() => 0)")
    noted = "\n".join(page.noted)
    assert "a warning" in noted and "an exception" in noted and "404" in noted
    assert "asked another machine: https://example.org/" in noted
    page.noted.clear()


def test_links_of_the_first_edition_lead_to_their_section_of_the_front_page(page, site, file_url):
    for address in (f"{site}book/", f"{site}book/intro.html", file_url("book/intro.html")):
        page.goto(f"{address}#what-you-need")
        page.wait_for_url(re.compile(r"html/index\.html#what-you-need$|:\d+/index\.html#what-you-need$"))
        expect(page.locator("#what-you-need > h2")).to_be_in_viewport()


def test_the_browser_refuses_scripts_that_are_not_the_books_own(page, site):
    page.goto(site + "index.html")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.intruder = 1'}))"
    )
    page.evaluate("document.body.setAttribute('onclick', 'window.intruder = 1')")
    page.locator("h1").click()
    assert page.evaluate("window.intruder") is None
    assert any("Content Security Policy" in note for note in page.noted)
    page.noted.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_symbols_have_the_colours_of_the_figures(new_page, site, scheme):
    page = new_page(color_scheme=scheme)
    page.goto(site + "book/notation.html")
    for symbol, colour in {"b": "--nn-bias", "y": "--nn-target", "w": "--nn-plus"}.items():
        letter = page.locator(f".sym-{symbol}").first
        wanted = page.evaluate(
            "name => { const probe = document.body.appendChild(document.createElement('i')); probe.style.color = `var(${name})`; return getComputedStyle(probe).color }",
            colour,
        )
        assert letter.evaluate("letter => getComputedStyle(letter).color") == wanted


SWATCHES = """() => {
  const shown = (colour) => {
    const probe = document.body.appendChild(document.createElement("i"));
    Object.assign(probe.style, { backgroundColor: `var(--nn-${colour})`, forcedColorAdjust: "none" });
    return getComputedStyle(probe).backgroundColor;
  };
  const rows = document.querySelectorAll("#colours tbody tr td:first-child");
  const wanted = [["plus"], ["minus"], ["paper", "ink"], ["bias"], ["target"], ["cost"]];
  return [...rows].flatMap((row, i) => {
    const swatches = [...row.querySelectorAll(".swatch")];
    return [[row.innerText.trim().length > 4, swatches.length === wanted[i].length], ...swatches.map((swatch, j) => {
      const { backgroundColor, borderTopWidth, borderTopColor, printColorAdjust, width } = getComputedStyle(swatch);
      return [backgroundColor === shown(wanted[i][j]), borderTopWidth === "1px", borderTopColor === shown("ink"),
        printColorAdjust === "exact", parseFloat(width) >= 12];
    })];
  });
}"""


@pytest.mark.parametrize(
    "how",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}, {"media": "print"}],
    ids=["light", "dark", "forced colours", "paper"],
)
def test_each_colour_of_the_notation_is_shown_beside_its_name(page, site, how):
    page.emulate_media(**how)
    page.goto(site + "book/notation.html")
    found = page.evaluate(SWATCHES)
    assert len(found) == 6 + 7 and all(all(one) for one in found), found


MEANING = ".meaning"


def test_a_symbol_says_what_it_means_under_the_pointer(page, site):
    page.clock.install()
    page.goto(site + "book/notation.html")
    for symbol, words in {"sym-b": "b: biases", "sym-L": "L: the last layer", "sym-nabla": "\u2207: gradient"}.items():
        page.locator(f".{symbol}").first.hover()
        expect(page.locator(MEANING)).to_contain_text(words)
    page.locator(MEANING).hover()
    page.clock.run_for(1000)
    assert page.locator(MEANING).is_visible()  # the pointer may rest on the words
    page.keyboard.press("Escape")
    expect(page.locator(MEANING)).to_be_hidden()


def test_a_symbol_in_a_figure_says_what_it_means(page, site):
    page.goto(f"{site}{CHAPTERS[0]}.html")
    page.locator("[data-figure=neuron]").first.scroll_into_view_if_needed()
    letter = page.locator("[data-figure=neuron] tspan.nn-w").first
    letter.hover()
    expect(page.locator(MEANING)).to_contain_text("weights")


def test_symbols_say_what_they_mean_by_keyboard(page, site):
    page.goto(site + "book/notation.html")
    button = page.get_by_role("button", name="Explain the symbols")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(MEANING)).to_contain_text("a: activations")
    page.keyboard.press("ArrowRight")
    expect(page.locator(MEANING)).to_contain_text("l: a layer")
    assert page.evaluate("document.activeElement.textContent") == "l"
    page.keyboard.press("ArrowLeft")
    expect(page.locator(MEANING)).to_contain_text("a: activations")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.locator(MEANING)).to_be_hidden()


def test_colours_follow_the_system_until_the_reader_chooses(new_page, site):
    page = new_page(color_scheme="dark")
    page.goto(site + "index.html")
    theme = "document.documentElement.dataset.theme"
    assert page.evaluate(theme) == "dark"
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    button = page.locator("[data-action=colour-mode]")
    button.click()
    button.click()
    assert button.get_attribute("aria-label") == "Colours: dark"
    page.goto(site + "book/notation.html")
    assert page.evaluate(theme) == "dark"
    page.locator("[data-action=colour-mode]").click()
    assert page.evaluate(theme) == "light"


def test_the_contents_open_in_a_dialog_on_a_narrow_screen(new_page, site):
    page = new_page(viewport=NARROW)
    page.goto(site + "index.html")
    link = page.locator(".bd-docs-nav").get_by_role("link", name="Notation", include_hidden=True)
    assert not link.is_visible()
    page.get_by_role("button", name="Table of contents").click()
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(page.get_by_role("button", name="Table of contents")).to_be_focused()
    page.get_by_role("button", name="Table of contents").click()
    page.get_by_role("button", name="Close").click()
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Table of contents").click()
    link.click()
    page.wait_for_url("**/notation.html")


def test_the_contents_of_the_page_open_in_a_dialog_on_a_narrow_screen(new_page, site):
    page = new_page(viewport=NARROW)
    page.goto(site + "book/notation.html")
    page.get_by_role("button", name="On this page").click()
    page.locator("#pst-secondary-sidebar-modal").get_by_role("link", name="Colours").click()
    page.wait_for_url("**#colours")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_the_search_finds_a_page_and_its_section(page, site):
    page.goto(site + "index.html")
    page.get_by_role("searchbox").fill("habits")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=habits")
    page.locator("#search-results").get_by_role("link", name="Five habits").click()
    page.wait_for_url("**/book/notation.html*")


def test_the_search_works_from_a_disk(page, file_url):
    page.goto(file_url("search.html") + "?q=gradient")
    assert page.locator("#search-results a").first.is_visible()


def test_a_button_copies_code(new_page, site):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{site}{CHAPTERS[0]}.html")
    page.get_by_text("Code", exact=True).first.click()
    cell = page.locator(".cell_input").first
    cell.hover()
    cell.get_by_role("button", name="Copy this code").click()
    expect(cell.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == cell.locator("pre").inner_text().strip()


def test_copied_formulas_are_latex(new_page, site):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(site + "book/notation.html")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#five-habits p:nth-of-type(3)'))")
    page.keyboard.press("Control+C")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "$W^{(l)} a^{(l-1)}$" in copied


def test_the_page_is_readable_without_scripts(new_page, site):
    page = new_page(java_script_enabled=False, viewport=NARROW)
    page.goto(site + "index.html")
    link = page.locator(".bd-docs-nav").get_by_role("link", name="Notation")
    assert link.is_visible() and link.bounding_box()["x"] >= 0
    assert page.locator(".page-tool:visible").count() == 0
    assert page.locator("h1").is_visible()


PICTURES = """async (figures) => {
  const pictures = figures.map((figure) => figure.querySelector("img"));
  await Promise.all(pictures.map((picture) => picture.decode()));
  const words = figures.filter((figure) => figure.querySelector(".nn-words p").checkVisibility({ opacityProperty: true })).length;
  return [figures.length, words, ...new Set(pictures.map((picture) => picture.naturalWidth))];
}"""


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_figure_is_a_picture_with_words_without_scripts(new_page, site, chapter):
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}{chapter}.html")
    figures, words, *widths = page.locator("[data-figure]:not([data-figure=quiz])").evaluate_all(PICTURES)
    assert figures == words >= 7 and widths == [640]


def test_paper_is_white_and_holds_the_text_alone(new_page, site):
    page = new_page(color_scheme="dark", bypass_csp=True)
    page.goto(site + "book/notation.html")
    page.evaluate("addEventListener('beforeprint', () => (window.printed = document.documentElement.dataset.theme))")
    page.pdf()
    assert page.evaluate("window.printed") == "light"
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    for part in (".bd-sidebar-primary", ".bd-sidebar-secondary", ".page-tools", ".prev-next-footer"):
        assert not page.locator(part).is_visible(), part


def test_paper_shows_every_figure(new_page, site):
    page = new_page(bypass_csp=True)
    page.goto(f"{site}{CHAPTERS[3]}.html")
    laid_out(page)
    assert page.locator("[data-figure]:not([data-live])").count()  # some were never in sight
    page.pdf()
    for figure in page.locator("[data-figure]:not([data-figure=quiz])").all():
        assert figure.locator(".nn-stage svg, img.nn-still").count(), figure.get_attribute("data-figure")
    loaded = page.locator(".nn-if-wide .nn-still").evaluate_all(
        "pictures => pictures.map(picture => picture.naturalWidth)"
    )
    assert loaded and set(loaded) == {640}
    page.emulate_media(media="print")
    assert page.locator(".nn-buttons:visible, .nn-controls:visible").count() == 0


def test_the_whole_book_prints_as_one_pdf_with_bookmarks(built_book, browser, tmp_path):
    count = pdf.bind(browser, [built_book / "index.html", built_book / "book/notation.html"], tmp_path / "book.pdf")
    book = PdfReader(tmp_path / "book.pdf")
    assert len(book.pages) == count >= 2
    assert [entry.title for entry in book.outline] == ["Neural Networks, Live", "Notation"]
    assert "example network" in "".join(page.extract_text() for page in book.pages)


def test_the_offline_book_is_small(built_book, tmp_path):
    offline.pack(built_book, tmp_path / "book.zip")
    assert (tmp_path / "book.zip").stat().st_size <= 15_000_000
