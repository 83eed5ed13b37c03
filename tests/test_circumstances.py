"""The pages where readers stand otherwise than their builders: storage refused, palettes forced, translated, printed, copied, saved."""

import io
import json
import re
import subprocess
import threading
from pathlib import Path

import node
import pytest
import serve
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import expect

from nnlib.figures.quiz.exercises import all_exercises
from tests.pages import CHAPTERS, NARROW, PAGES, alive, frames, laid_out
from tests.test_every_page import violations

ROOT = Path(__file__).parent.parent
FINDING = ROOT / "book/_ext/livebook/pages/finding.js"
CHAPTER_1, CHAPTER_4 = "book/01_what_is_a_neural_network.html", "book/04_backpropagation_calculus.html"
REFUSED = """for (const name of ["localStorage", "sessionStorage", "indexedDB"])
  Object.defineProperty(window, name, { get() { throw new DOMException(`${name} is refused`, "SecurityError"); } });"""


def pages_in(built_book):
    """The pages of the book, without that of the folder, which leads to the first of them."""
    return [built_book / f"{page}.html" for page in PAGES if page not in ("search", "404")]


# ---------------------------------------------------------------- the search


@pytest.fixture(scope="module")
def sections(built_book):
    """What the index of the search says of each section."""
    (index,) = built_book.glob("searchindex-*.js")
    text = index.read_text(encoding="utf-8")
    return json.loads(text.partition(" = ")[2].rstrip(";\n"))


def addresses(sections, queries):
    """The addresses of the sections found for each query, by the script of the search page."""
    script = f"""
        import {{ found }} from {json.dumps(FINDING.as_uri())};
        import {{ readFileSync }} from "node:fs";
        const {{ sections, queries }} = JSON.parse(readFileSync(0, "utf-8"));
        console.log(JSON.stringify(queries.map((query) => found(query, sections).map(({{ address }}) => address))));"""
    done = subprocess.run(
        node.command("node", "--input-type=module", "--eval", script),
        input=json.dumps({"sections": sections, "queries": queries}),
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return json.loads(done.stdout)


def text_of(title="", text=""):
    return {"page": "A page", "title": title, "address": title or text, "text": text}


@pytest.mark.parametrize(
    "query, said",
    [
        ("13,002", "a network of 13,002 weights"),
        ("13002", "a network of 13,002 weights"),
        ("13,002", "vector[13002]"),
        ("0.5", "a rate of 0.5, say"),
        ("σ", "the sigma of z"),
        ("sigma", "σ(z)"),
        ("∇C", "the gradient nabla C"),
        ("nabla", "−η∇C"),
        ("eta", "−η∇C"),
        ("η", "eta"),
        ("∂C/∂w", " partial C / partial w"),
        ("one_hot", "y = one_hot ( labels )"),
        ("numerical_gradient", "numerical_gradient(network, x, y)"),
        ("gradient", "numerical_gradient(network, x, y)"),
        ("biases", "its bias"),
        ("notes", "a note"),
        ("learning", "it learned"),
        ("WEIGHT", "the weights"),
        ("constructor", "the constructor of a class"),
    ],
)
def test_the_search_finds_numbers_signs_names_and_other_endings(query, said):
    assert addresses([text_of(text=said), text_of(text="something else")], [query]) == [[said]]


@pytest.mark.parametrize(
    "query, said", [("13", "13,002"), ("z", "zero"), ("σ", "sigh"), ("toString", "a word"), ("!", "!")]
)
def test_the_search_finds_no_other_numbers_and_letters(query, said):
    assert addresses([text_of(text=said)], [query]) == [[]]


def test_the_search_puts_titles_first_and_keeps_what_holds_most_words():
    cost, step, both = text_of("Cost"), text_of("Step", "cost cost"), text_of("Both", "a cost and a slope")
    assert addresses([step, cost, both], ["cost", "cost slope", "cost nowhere"]) == [
        ["Cost", "Step", "Both"],
        ["Both"],
        ["Cost", "Step", "Both"],
    ]


def test_the_search_finds_every_long_number_and_every_name_of_code_of_the_book(built_book, sections):
    texts = {file: BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser") for file in pages_in(built_book)}
    wanted = {}
    for file, page in texts.items():
        for unread in page.select(".katex, .nn-reserved"):  # formulas, and what stands unseen in a figure's place
            unread.decompose()
        text = page.select_one("article").get_text(" ")
        for query in re.findall(r"\d+,\d{3}", text) + re.findall(r"\b[a-z]+_[a-z_]+\b", text):
            wanted.setdefault(query, set()).add(file.relative_to(built_book).as_posix())
    assert {"13,002", "one_hot", "numerical_gradient"} <= set(wanted) and len(wanted["13,002"]) > 5
    for query, hits in zip(wanted, addresses(sections, list(wanted)), strict=True):
        assert wanted[query] <= {hit.partition("#")[0] for hit in hits}, query


def test_every_section_of_the_search_is_on_its_page(built_book, sections):
    ids = {
        file.relative_to(built_book).as_posix(): {
            tag["id"] for tag in BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").select("[id]")
        }
        for file in pages_in(built_book)
    }
    pages = [section["address"].partition("#") for section in sections]
    assert {page for page, _, _ in pages} == set(ids)
    assert all(not place or place in ids[page] for page, _, place in pages)
    assert len({section["address"] for section in sections}) == len(sections) > 50


@pytest.mark.parametrize("from_disk", [False, True], ids=["server", "disk"])
@pytest.mark.parametrize("storage", [None, REFUSED], ids=["", "storage refused"])
def test_a_hit_leads_to_its_section(new_page, site, file_url, from_disk, storage):
    page = new_page()
    if storage:
        page.add_init_script(storage)
    page.goto(file_url("index.html") if from_disk else site + "index.html")
    page.get_by_role("searchbox").fill("13,002")
    page.get_by_role("search").get_by_role("button", name="Search").click()
    page.wait_for_url("**/search.html?q=13%2C002")
    expect(page.locator("#search-results p")).to_contain_text(re.compile(r"Found in \d+ sections"))
    page.locator("#search-results a[href*='#']").first.click()
    page.wait_for_url("**/*.html#*")
    assert page.evaluate("document.querySelector(location.hash).innerText.includes('13,002')")


def test_a_search_without_hits_and_one_without_its_list_say_so(new_page, site):
    page = new_page()
    page.goto(site + "search.html?q=%3Cxyzzy%3E")
    expect(page.locator("#search-results")).to_contain_text("Nothing in the book matches “<xyzzy>”")
    page = new_page()
    page.route("**/searchindex-*.js", lambda route: route.abort())
    page.goto(site + "search.html?q=weights")
    expect(page.locator("#search-results")).to_contain_text("could not be loaded")
    page.noted.clear()


def test_every_search_form_may_be_sent_from_a_disk_too(built_book):
    for file in [*pages_in(built_book), built_book / "search.html"]:
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        policy = page.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
        assert "form-action 'self' file:" in policy.split("; ")
        assert page.select_one("form[role=search] button[type=submit]")["aria-label"] == "Search"


# ---------------------------------------------------------------- colours that the page did not choose


def contrast(png):
    """How far the lightest and the darkest dot of a picture are apart, as WCAG measures it."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    linear = [value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in range(256)]
    light = [
        0.2126 * linear[r] + 0.7152 * linear[g] + 0.0722 * linear[b] for _, (r, g, b) in picture.getcolors(1 << 16)
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)


@pytest.mark.parametrize("forced", ["active", "none"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 400, 320])
def test_every_icon_is_seen_whatever_the_palette(new_page, site, width, scheme, forced):
    page = new_page(forced_colors=forced, color_scheme=scheme, viewport={"width": width, "height": 700})
    page.goto(site + CHAPTER_1)
    seen = [button for button in page.locator(".bd-header-article .page-tool").all() if button.is_visible()]
    assert len(seen) >= 4
    for button in seen:
        icon = button.locator(".icon")
        assert not icon.count() or contrast(icon.screenshot()) >= 3, button.get_attribute("title")
    if width < 992:
        page.get_by_role("button", name="Table of contents").click()
        assert contrast(page.locator("dialog .close .icon").screenshot()) >= 3
    assert contrast(page.locator(".icon-search").screenshot()) >= 3


def test_masks_are_drawn_by_older_engines_too(built_book):
    (sheet,) = (built_book / "_static").glob("book-*.css")
    style = sheet.read_text(encoding="utf-8")
    assert len(re.findall(r"[^-]mask:", style)) == style.count("-webkit-mask:") > 1


# ---------------------------------------------------------------- places

NO_ANCHORING = """addEventListener("readystatechange", () => {
  if (document.body) document.body.append(Object.assign(document.createElement("style"), { textContent: "* { overflow-anchor: none !important }" }));
}, { once: true });"""


def top(page, section):
    return page.locator(f"#{section} > :is(h1, h2, h3)").bounding_box()["y"]


@pytest.mark.parametrize("width", [1200, 400])
@pytest.mark.parametrize("script", ["", NO_ANCHORING], ids=["", "no scroll anchoring"])
def test_a_section_that_a_link_leads_to_stands_below_the_toolbar_whatever_grows(new_page, site, width, script):
    page = new_page(viewport={"width": width, "height": 800})
    page.add_init_script(script)
    page.goto(f"{site}{CHAPTER_4}#the-whole-backward-pass")
    expect(page.locator("html")).to_have_attribute("data-laid-out", "", timeout=20_000)
    expect(page.locator("#layers-with-multiple-neurons [data-figure]").last).to_have_attribute("data-live", "")
    bar = page.locator(".bd-header-article").bounding_box()
    expect(page.locator("#the-whole-backward-pass > h2")).to_be_in_viewport()
    assert bar["y"] + bar["height"] <= top(page, "the-whole-backward-pass") < bar["height"] + 40


def test_a_page_read_again_or_moved_by_its_reader_is_not_moved_back(new_page, site):
    page = new_page()
    page.goto(f"{site}{CHAPTER_4}#the-whole-backward-pass")
    expect(page.locator("html")).to_have_attribute("data-laid-out", "", timeout=20_000)
    page.mouse.move(600, 400)  # over the chapter: the contents beside it scroll by themselves
    page.mouse.wheel(0, 600)
    expect(page.locator("#the-whole-backward-pass > h2")).not_to_be_in_viewport()
    page.evaluate("document.body.style.paddingBottom = '10px'")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(page.locator("#the-whole-backward-pass > h2")).not_to_be_in_viewport()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-laid-out", "", timeout=20_000)
    expect(page.locator("#the-whole-backward-pass > h2")).not_to_be_in_viewport()


# ---------------------------------------------------------------- translation

TRANSLATED = """() => {
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const [texts, kept] = [[], '[translate="no"], script, style, noscript'];
  while (walker.nextNode()) if (/[a-z]/i.test(walker.currentNode.data) && !walker.currentNode.parentElement.closest(kept)) texts.push(walker.currentNode);
  for (const text of texts) {
    const [outer, inner] = [document.createElement("font"), document.createElement("font")];
    inner.textContent = `~${text.data}`;
    outer.append(inner);
    text.replaceWith(outer);
  }
  return texts.length;
}"""


def test_formulas_and_code_are_not_to_be_translated_and_the_rest_is(built_book):
    for file in pages_in(built_book):
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        for kept in page.select(".katex, article pre, article code"):
            assert kept.find_parent(translate="no") or kept.get("translate") == "no", f"{file.name}: {kept}"[:200]
        for unseen in page.select(".nn-reserved"):
            unseen.decompose()
        for words in page.select("article :is(p, li, h1, h2, h3, td) > em, article :is(p, li, h1, h2, h3, figcaption)"):
            assert not words.find_parent(translate="no") and not words.get("translate"), f"{file.name}: {words}"[:200]


def test_a_translated_figure_goes_on_and_keeps_what_does_not_change(new_page, site):
    page = new_page()
    page.goto(site + CHAPTER_1)
    figure = page.locator('[data-figure="sigmoid"]').first
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-live", "")
    assert page.evaluate(TRANSLATED) > 100
    figure.locator('[translate="no"]').first.wait_for(state="attached")
    before = figure.locator(".nn-readout").inner_text()
    assert before.startswith("~") and "~" in figure.locator(".nn-title").inner_text()
    figure.locator('input[type="range"]').first.press("ArrowRight")
    expect(figure.locator(".nn-readout")).not_to_have_text(before)
    assert not figure.locator(".nn-readout font").count()
    assert "~" in figure.locator(".nn-title").inner_text()


def test_every_slider_goes_on_after_a_translation(new_page, site):
    page = new_page(viewport={"width": 1200, "height": 900})
    page.goto(site + CHAPTER_4)
    for figure in page.locator("[data-figure]").all():
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_attribute("data-live", "", timeout=15_000)
    page.evaluate(TRANSLATED)
    shown = "(input) => input.closest('label').querySelector('.nn-value').textContent"
    sliders = [
        slider for slider in page.locator('[data-figure] input[type="range"]:enabled').all() if slider.is_visible()
    ]
    for slider in sliders:
        before = slider.evaluate(shown)
        slider.press("ArrowRight")
        if slider.evaluate(shown) == before:
            slider.press("ArrowLeft")
        assert slider.evaluate(shown) != before
    assert len(sliders) > 2 and not page.locator("[data-error]").count()


def test_a_translation_of_a_text_stays_until_another_text_is_to_be_shown():
    script = f"""
        import {{ parseHTML }} from {json.dumps(node.package("linkedom", "esm", "index.js").as_uri())};
        import {{ setText }} from {json.dumps((ROOT / "nnlib/figures/kit/elements.js").as_uri())};
        const {{ document }} = parseHTML("<p></p>");
        const element = document.querySelector("p");
        const after = (text) => (setText(element, text), element.textContent);
        const first = after("a word");
        element.innerHTML = "<font><font>ein Wort</font></font>";
        console.log(JSON.stringify([first, after("a word"), after("another word"), after("a word")]));"""
    run = node.command("node", "--input-type=module", "--eval", script)
    done = subprocess.run(run, capture_output=True, text=True, check=True, encoding="utf-8")
    assert json.loads(done.stdout) == ["a word", "ein Wort", "another word", "a word"]


# ---------------------------------------------------------------- a page saved from the browser


def saved_from_the_browser(page, address):
    """The markup of a page with its first figures drawn."""
    page.goto(address)
    for figure in page.locator("[data-figure]").all()[:3]:
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_attribute("data-live", "", timeout=15_000)
    expect(page.locator("html")).to_have_attribute("data-laid-out", "", timeout=20_000)
    return page.content()


PARTS = ".nn-title, .nn-stage, .nn-readout, .nn-caption, .copy, .meaning, .page-tool, .icon"


def test_a_saved_page_comes_alive_again_and_doubles_nothing(new_page, site):
    page = new_page()
    saved = saved_from_the_browser(page, site + CHAPTER_1)
    parts = page.locator(PARTS).count()
    page.route("**/book/01*.html", lambda route: route.fulfill(body=saved, content_type="text/html"))
    page.goto(site + CHAPTER_1)
    for figure in page.locator("[data-figure]").all()[:3]:
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_attribute("data-live", "", timeout=15_000)
        assert figure.evaluate("(el) => Boolean(el.nnFigure)")
        assert figure.locator(".nn-title").count() == 1
    assert page.locator(PARTS).count() == parts


def test_a_saved_page_without_its_scripts_shows_the_figures_as_they_were(new_page, site):
    saved = saved_from_the_browser(new_page(), site + CHAPTER_1)
    page = new_page(java_script_enabled=False)
    page.route("**/book/01*.html", lambda route: route.fulfill(body=saved, content_type="text/html"))
    page.goto(site + CHAPTER_1)
    figure = page.locator("[data-figure]").first
    assert figure.locator("svg").first.is_visible() and figure.locator(".nn-title").count() == 1
    assert not figure.locator("noscript").count()


# ---------------------------------------------------------------- an update of the book


def of_an_older_edition(text, file):
    """A text that names the file called so by another hash, which no server has."""
    return re.sub(rf"({file})-[0-9a-f]{{8}}(?=\.\w+\")", r"\1-00000000", text)


@pytest.mark.parametrize("gone", ["_static/pages", "_static/book", r"_static/figures-[\w-]+", r"\"\w+"])
def test_a_page_whose_files_are_gone_says_that_the_book_was_renewed_and_reloads(new_page, site, built_book, gone):
    page = new_page()
    of_data = not gone.startswith("_static")
    kept = (built_book / CHAPTER_1).read_text(encoding="utf-8")
    kept = of_an_older_edition(kept, r"_static/figures-[\w-]+" if of_data else gone)
    page.route(f"**/{CHAPTER_1}", lambda route: route.fulfill(body=kept, content_type="text/html"), times=1)
    if of_data:
        (script,) = (built_book / "_static").glob("figures-book-01*.js")
        old = of_an_older_edition(script.read_text(encoding="utf-8"), gone)
        page.route("**/figures-*-00000000.js", lambda route: route.fulfill(body=old, content_type="text/javascript"))
    page.goto(site + CHAPTER_1)
    bar = page.get_by_role("alert")
    expect(bar).to_contain_text("the book has been renewed since you opened it")
    bar.get_by_role("button", name="Reload the page").click()
    expect(page.locator("[data-figure][data-live] svg").first).to_be_visible()
    expect(bar).to_have_count(0)
    page.noted.clear()


def test_a_file_that_is_lost_on_the_way_is_no_renewal(new_page, site):
    page = new_page()
    page.route("**/_static/data/*.js", lambda route: route.abort())
    page.goto(site + CHAPTER_1)
    expect(page.locator(".nn-failed").first).to_contain_text("did not arrive")
    assert page.get_by_role("alert").count() == 0
    page.noted.clear()


# ---------------------------------------------------------------- paper

PRINTED = "() => [...document.querySelectorAll('article summary')].filter((fold) => fold.checkVisibility()).length"


@pytest.mark.parametrize("drawn", [False, True], ids=["never in sight", "alive"])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_exercise_is_whole_on_paper_and_its_help_stands_at_the_end(new_page, site, chapter, drawn):
    page = new_page(viewport={"width": 1000, "height": 900})
    page.goto(f"{site}{chapter}.html")
    laid_out(page)
    if drawn:
        alive(page)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(PRINTED) == 0
    help_at_the_end = page.locator("article > .solutions:last-child")
    assert "$" not in help_at_the_end.inner_text() and "\\" not in help_at_the_end.inner_text()
    for quiz in page.locator('[data-figure="quiz"]').all():
        exercise = all_exercises()[json.loads(quiz.get_attribute("data-state"))["exercise"]]
        options = quiz.locator(
            ".nn-quiz-printed > li, .nn-quiz-factors > button, .nn-quiz-options > label, .nn-quiz-order > li"
        )
        assert options.count() == len(exercise.options), exercise.title
        assert all(option.is_visible() for option in options.all()), exercise.title
        assert "\\" not in quiz.inner_text()
        assert help_at_the_end.get_by_role("heading", name=exercise.title, exact=True).is_visible()
    assert help_at_the_end.locator(".help").count() >= 2 * page.locator('[data-figure="quiz"]').count()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not page.locator(".solutions").count()


def test_the_solution_on_paper_is_that_of_the_numbers_that_were_asked(new_page, site):
    page = new_page()
    page.goto(site + CHAPTER_4)
    quiz = page.locator('[data-figure="quiz"]').filter(has_text="One derivative in numbers")
    quiz.scroll_into_view_if_needed()
    before = quiz.locator(".nn-quiz-words").first.inner_text()
    quiz.get_by_role("button", name="Another one").click()
    expect(quiz.locator(".nn-quiz-words").first).not_to_have_text(before)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    solution = quiz.locator(".nn-quiz-help p").last.text_content()
    assert solution in page.locator(".solutions").text_content()


# ---------------------------------------------------------------- copying


@pytest.mark.parametrize("drawn", [False, True], ids=["never in sight", "alive"])
def test_a_chapter_is_copied_as_text_latex_tables_and_names_of_figures(new_page, site, drawn):
    page = new_page(permissions=["clipboard-read", "clipboard-write"], viewport={"width": 1000, "height": 900})
    page.goto(site + CHAPTER_4)
    laid_out(page)
    if drawn:
        alive(page)
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    text = page.evaluate("navigator.clipboard.readText()")
    rich = page.evaluate(
        "navigator.clipboard.read().then(([all]) => all.getType('text/html')).then((all) => all.text())"
    )
    lines = text.split("\n")
    assert lines[0] == "4. Backpropagation calculus"
    assert "[Figure: A chain of neurons]" in lines
    assert "the formula\tthe line" in lines
    assert r"Which factors make $\partial C_0 / \partial w^{(L)}$, in a network with one neuron in each layer?" in lines
    assert "    z[l] = w[l] * a[l - 1] + b[l]" in lines
    assert any(line.startswith("$$") and line.endswith("$$") for line in lines)
    for unwanted in (
        "<img",
        "noscript",
        "nn-",
        "Reset",
        "Check",
        "A network of four neurons in a row",
        "#\n",
        "Skip to",
    ):
        assert unwanted not in text, unwanted
    for unwanted in ("<svg", "katex", "<button", "<input", "noscript", "<details"):
        assert unwanted not in rich, unwanted
    assert rich.count("<table") >= 1 and 'href="http' in rich


def test_a_part_of_a_formula_is_copied_as_the_whole_and_a_row_as_a_row(new_page, site):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(site + "book/notation.html")
    laid_out(page)
    copied = "navigator.clipboard.readText()"
    page.evaluate("""() => {
      const formula = document.querySelector("p .katex");
      const text = document.createTreeWalker(formula.querySelector(".katex-html"), NodeFilter.SHOW_TEXT).nextNode();
      getSelection().setBaseAndExtent(text, 0, formula.closest("p"), formula.closest("p").childNodes.length);
    }""")
    page.keyboard.press("Control+c")
    latex = page.locator("p .katex annotation").first.text_content()
    assert page.evaluate(copied).startswith(f"${latex}$")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('tbody tr'))")
    page.keyboard.press("Control+c")
    assert page.evaluate(copied).count("\t") == page.locator("tbody tr").first.locator("td").count() - 1


# ---------------------------------------------------------------- from the first moment


@pytest.mark.parametrize("path", ["index", CHAPTERS[0], CHAPTERS[3], "book/notation", "search"])
def test_a_page_whose_scripts_have_not_come_yet_passes_axe(new_page, site, path):
    page = new_page(viewport=NARROW)
    page.route("**/_static/*.js", lambda route: route.abort())
    page.goto(f"{site}{path}.html")
    page.evaluate("delete document.documentElement.dataset.later")  # axe takes what is not laid out yet for overlapping
    assert violations(page) == []
    page.goto("about:blank")
    page.noted.clear()


# ---------------------------------------------------------------- hosts


@pytest.mark.parametrize("path", ["/html/", "/html/book/"])
def test_the_book_lives_below_a_path_and_in_a_folder_without_a_file(new_page, built_book, served, path):
    page = new_page()
    page.goto(served(built_book.parent) + path)
    page.wait_for_url(re.compile(r"/html/(index\.html)?$"))
    laid_out(page)
    alive(page)
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 100


@pytest.fixture
def served():
    """A function that serves a folder on this machine and gives its address."""
    servers = []

    def serving(folder):
        servers.append(serve.server(folder))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}"

    yield serving
    for httpd in servers:
        httpd.shutdown()
        httpd.server_close()


@pytest.mark.parametrize("sandbox", ["allow-scripts", "allow-scripts allow-same-origin"])
def test_a_page_in_the_frame_of_a_course_lives_and_has_its_fonts(new_page, site, served, tmp_path, sandbox):
    frame = f'<iframe width="900" height="700" sandbox="{sandbox}" src="{site}{CHAPTER_1}"></iframe>'
    (tmp_path / "course.html").write_text(f'<!doctype html><link rel="icon" href="data:,">{frame}')
    page = new_page()
    page.goto(served(tmp_path) + "/course.html")
    book = page.frame_locator("iframe")
    figure = book.locator("[data-figure]").first
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-live", "")
    figure.get_by_role("button", name="Reset").click()
    book.locator(".katex").first.scroll_into_view_if_needed()
    (inner,) = page.frames[1:]
    used = (
        "() => [...document.fonts].some(({ family, status }) => family.includes('KaTeX_Math') && status === 'loaded')"
    )
    while not inner.evaluate(used):
        frames(page)
    page.goto("about:blank")
    page.noted[:] = [note for note in page.noted if "font" not in note and "ERR_FAILED" not in note]


# ---------------------------------------------------------------- enlarged, and in stronger colours


def test_at_400_percent_nothing_stays_over_the_page(new_page, site):
    page = new_page(viewport={"width": 341, "height": 192})  # 1366 x 768, four times as large
    page.goto(f"{site}{CHAPTERS[0]}.html")
    laid_out(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 341
    figure = page.locator("[data-figure=neuron]").first
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-live", "")
    figure.evaluate("(el) => el.nnFigure.set({ b: 1 })")
    figure.locator("svg").first.evaluate("(svg) => svg.scrollIntoView()")
    frames(page)
    covered = """() => [[170, 8], [170, 96], [170, 184]].filter(([x, y]) =>
      ["sticky", "fixed"].some((how) => {
        for (let el = document.elementFromPoint(x, y); el; el = el.parentElement) if (getComputedStyle(el).position === how) return true;
      }))"""
    assert page.evaluate(covered) == []


@pytest.mark.parametrize(
    "scheme, ink, paper",
    [("light", "rgb(0, 0, 0)", "rgb(255, 255, 255)"), ("dark", "rgb(255, 255, 255)", "rgb(0, 0, 0)")],
)
def test_who_asks_for_more_contrast_gets_black_on_white(new_page, site, scheme, ink, paper):
    page = new_page(color_scheme=scheme, contrast="more")
    page.goto(f"{site}index.html")
    figure = alive(page)[0]
    expect(figure).to_have_css("color", ink)
    expect(figure).to_have_css("background-color", paper)


def test_an_extension_that_darkens_pages_leaves_this_one_to_its_own_dark_colours(built_book):
    pages = list(built_book.glob("*.html")) + list((built_book / "book").glob("*.html"))
    unlocked = [
        page.name
        for page in pages
        if '<meta name="darkreader-lock" content="">' not in page.read_text(encoding="utf-8")
    ]
    moved = {"intro.html", "index.html"}  # in book/: they lead on
    assert set(unlocked) <= moved and len(pages) > len(PAGES)
