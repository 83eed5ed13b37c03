"""What every page of the book promises. Each page is opened once and looked at in every way; the tests ask what was seen."""

import os
import shutil
import subprocess
from types import SimpleNamespace

import pytest
from node import package
from playwright.sync_api import expect

from nnlib.figures.quiz.exercises import all_exercises
from tests.pages import CHAPTERS, NARROW, PAGES, WIDE, alive, frames, laid_out, settled, watch

pytestmark = pytest.mark.slow
AXE = package("axe-core", "axe.min.js")
KATEX = package("katex", "dist", "katex.min.js")
PHONE = {"width": 390, "height": 844}
KINDS = ["index", CHAPTERS[1], "book/notation", "search"]  # one page of each: for what is alike on all of a kind


@pytest.fixture(scope="module", params=PAGES)
def seen(request, browser, site):
    """What was seen of one page, from a server, in light colours: its path, and what the functions below answer."""
    context = browser.new_context(viewport=WIDE)
    page = watch(context.new_page())
    asked = []
    page.on("requestfinished", lambda request: asked.append(request))
    page.goto(f"{site}{request.param}.html")
    laid_out(page)
    seen = SimpleNamespace(path=request.param, chapter=request.param in CHAPTERS)
    seen.without_picture = without_picture(alive(page))
    seen.exercises = page.locator("[data-figure=quiz]").evaluate_all(EXERCISES)
    seen.formula_stops = page.locator(".katex [tabindex]").count()
    seen.violations = {"light, wide": violations(page)}
    if request.param in KINDS:
        seen.judged, seen.drawn = judged(page), page.content()
    seen.stops = stops(page)
    seen.meanings = meanings(page)
    page.emulate_media(reduced_motion="reduce")
    seen.moving = page.evaluate(MOVING)
    seen.mains = page.locator(FIGURES).evaluate_all(MAINS)
    page.set_viewport_size(LAPTOP)
    seen.on_a_laptop = page.locator(FIGURES).evaluate_all(EXTENTS)
    seen.first = page.evaluate(FIRST)
    if request.param in KINDS:
        seen.violations["dark"] = in_the_dark(page)
    page.set_viewport_size(NARROW)
    frames(page, 4)  # the figures are drawn anew for their new width
    seen.narrow = page.evaluate("document.documentElement.scrollWidth")
    seen.letters = page.locator(FIGURES).evaluate_all(LETTERS)
    seen.small = page.locator("[data-figure=quiz]").evaluate_all(SMALL)
    seen.too_wide = {NARROW["width"]: page.evaluate(TOO_WIDE)}
    if request.param in KINDS:
        seen.violations["narrow"] = violations(page)
    page.set_viewport_size(PHONE)
    seen.on_a_phone = page.locator(FIGURES).evaluate_all(EXTENTS)
    seen.too_wide[PHONE["width"]] = page.evaluate(TOO_WIDE)
    seen.covered = {PHONE["width"]: page.evaluate(COVERED)}
    page.set_viewport_size(WIDE)
    seen.covered[WIDE["width"]] = page.evaluate(COVERED)
    seen.stacks, seen.moved, seen.layers = formulas(page)
    seen.asked, seen.noted = [(request.url, request.sizes()) for request in asked], page.noted
    context.close()
    return seen


# ---------------------------------------------------------------- what it loads and says


def test_it_is_quiet_from_a_server(seen):
    assert seen.noted == []


def test_it_is_light(seen):
    sizes = [
        size for url, size in seen.asked if "/_static/data/" not in url
    ]  # the figures' data comes with the figures
    kilobytes = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes) / 1000
    if os.environ.get("SHOW_WEIGHT"):
        print(f"{seen.path}: {kilobytes:.0f} kB, {len(sizes)} requests")
    assert kilobytes <= (400 if seen.chapter else 250)
    assert 1 < len(sizes) <= 30


def test_pictures_of_figures_cost_little_where_scripts_run(seen):
    pictures = [size["responseBodySize"] for url, size in seen.asked if "/stills/" in url]
    assert len(pictures) <= 5 and sum(pictures) < 60_000


@pytest.mark.parametrize("path", PAGES)
def test_it_is_quiet_from_a_disk_and_its_figures_live(page, file_url, path):
    page.goto(file_url(f"{path}.html"))
    assert page.evaluate("getComputedStyle(document.querySelector('.navbar-brand p')).fontWeight") == "600"
    assert without_picture(alive(page)) == []


# ---------------------------------------------------------------- its figures


def without_picture(figures):
    """The names of the figures that have nothing to look at or to press, or say that they could not be drawn."""
    drawn = ":not([data-error]) :is(svg, canvas, input, button)"
    return [
        figure.get_attribute("data-figure")
        for figure in figures
        if not figure.evaluate("(figure, drawn) => figure.matches('[data-live]') && figure.querySelector(drawn)", drawn)
    ]


def test_every_figure_lives(seen):
    assert seen.without_picture == []


# ---------------------------------------------------------------- its exercises

EXERCISES = """(cards) => cards.map((card) => {
  const { width, height } = card.getBoundingClientRect();
  return { name: card.nnFigure.state.exercise, width, height, kept: card.querySelector(".nn-readout").checkVisibility() };
})"""
SMALL = """(cards) => cards.flatMap((card) => [...card.querySelectorAll("button, summary, label, input[type=text]")])
  .map((target) => [target, target.getBoundingClientRect()]).filter(([, { height }]) => 0 < height && height < 43.9)
  .map(([target, { height }]) => `${target.outerHTML.slice(0, 120)}: ${height}`)"""


@pytest.mark.parametrize("seen", CHAPTERS, indirect=True)
def test_an_exercise_takes_little_room_before_it_is_answered(seen):
    most = {"number": 170, "state": 185, "product": 215, "choose": 320, "order": 310}
    assert [one for one in seen.exercises if one["height"] > most[all_exercises()[one["name"]].kind]] == []
    assert len(seen.exercises) >= 6 and not any(one["kept"] for one in seen.exercises)


@pytest.mark.parametrize("seen", CHAPTERS, indirect=True)
def test_on_a_phone_an_exercise_has_targets_as_high_as_a_finger(seen):
    assert seen.small == []


# ---------------------------------------------------------------- who reads it with other eyes, or by keys


def violations(page, *rules):
    """What axe finds, by these rules alone or by all of WCAG 2.2 AA."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": tags}
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate(
        "(options) => axe.run(document, options)", {"runOnly": only, "resultTypes": ["violations"], "preload": False}
    )
    found = [(rule["id"], node) for rule in result["violations"] for node in rule["nodes"]]
    return [f"{rule}: {node['target']} {node['failureSummary']}" for rule, node in found]


def in_the_dark(page):
    """What axe finds in the dark colours: nothing else changes with them."""
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    settled(page)
    found = violations(page, "color-contrast")
    page.emulate_media(color_scheme="light")
    return found


def test_it_passes_axe_with_every_figure_drawn(seen):
    assert not any(seen.violations.values()), seen.violations


JUDGES = {
    package("html_codesniffer", "build", "HTMLCS.js"): """new Promise((done) =>
      HTMLCS.process("WCAG2AA", document, () => done(HTMLCS.getMessages().filter(({ type }) => type === HTMLCS.ERROR)
        .map(({ code, msg, element }) => `${code}: ${msg} ${element.outerHTML.slice(0, 200)}`))))""",
    package("accessibility-checker-engine", "ace-window.js"): """new ace.Checker().check(document, ["WCAG_2_2"])
      .then(({ results }) => results.filter(({ value }) => value.join() === "VIOLATION,FAIL")
        .map(({ ruleId, message, snippet }) => `${ruleId}: ${message} ${snippet}`))""",
}


def judged(page):
    """What the judges besides axe find: HTML_CodeSniffer, and the engine of IBM's checker."""
    found = []
    for script, question in JUDGES.items():
        page.evaluate(script.read_text(encoding="utf-8"))
        found += page.evaluate(question)
    return found


@pytest.mark.parametrize("seen", KINDS, indirect=True)
def test_other_judges_find_nothing_either(seen):
    assert seen.judged == []


def markup_errors(*files):
    """What the Nu HTML checker calls an error, a line each, but what is SVG 2 and not in its lists yet."""
    if not shutil.which("java"):
        pytest.fail("Java is missing: install default-jre-headless") if os.environ.get("CI") else pytest.skip("no Java")
    nu = ["java", "-Xss2m", "-jar", package("vnu-jar", "build", "dist", "vnu.jar"), "--errors-only", *files]
    said = subprocess.run(nu, capture_output=True, text=True, encoding="utf-8").stderr.splitlines()
    return [line for line in said if "Attribute “translate” not allowed" not in line]


def test_the_markup_is_valid_as_it_is_sent(built_book):
    assert markup_errors(*(built_book / f"{path}.html" for path in [*KINDS, "lite/run", "index", "book/index"])) == []


@pytest.mark.parametrize("seen", KINDS, indirect=True)
def test_the_markup_is_valid_as_it_is_drawn(seen, tmp_path):
    (tmp_path / "drawn.html").write_text(seen.drawn, encoding="utf-8")
    assert markup_errors(tmp_path / "drawn.html") == []


NOTE_STOPS = """() => {
  scrollTo(0, 0);
  document.activeElement.blur();
  window.stops = [];
  addEventListener("focusin", ({ target }) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(target);
    const ring = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
    const drawn =
      target.ownerSVGElement ? [target, ...target.children].find((shape) => shape.matches("rect, circle")) : null;
    const stroke = drawn ? getComputedStyle(drawn) : null; // WebKit draws no outline there: see test_focus.py
    stops.push([target, ring || (stroke !== null && stroke.stroke !== "none" && parseFloat(stroke.strokeWidth) >= 2.5)]);
  });
}"""
PAST_THE_END = "() => document.activeElement === document.body || stops.slice(1).some(([stop]) => stop === stops[0][0])"
NOTED_STOPS = """() => {
  const end = stops.findIndex(([stop], i) => i && stop === stops[0][0]);
  return stops.slice(0, end < 0 ? undefined : end).map(([stop, ring], i) =>
    [stop.outerHTML.slice(0, 120), ring, stops.findIndex(([other]) => other === stop) === i]);
}"""


def stops(page):
    """Where the Tab key leads: [markup, whether one sees that it is there, whether it was not there before]."""
    page.evaluate(NOTE_STOPS)
    for _ in range(40):
        for _ in range(20):
            page.keyboard.press("Tab")
        if page.evaluate(PAST_THE_END):
            break
    page.evaluate("document.activeElement.blur()")
    return page.evaluate(NOTED_STOPS)


def test_the_tab_key_goes_through_it_and_shows_where_it_is(seen):
    assert [stop for stop, _, new in seen.stops if not new] == [], "a trap"
    assert [stop for stop, ring, _ in seen.stops if not ring] == [], "no focus to be seen"
    assert 10 < len(seen.stops) < 800 and "Skip to main content" in seen.stops[0][0]


def test_formulas_are_no_tab_stops(seen):
    assert seen.formula_stops == 0


MEANINGS = """() => [...new Set([...document.querySelectorAll(".sym")].map(({ className }) => className))].map((name) => {
  const letter = document.querySelector(`.katex .${name.replace(" ", ".")}`);
  letter.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
  return [name, letter.innerText, document.querySelector(".meaning").innerText];
})"""


def meanings(page):
    """What the marked symbols of formulas say under the pointer: [class, letter, words]."""
    found = page.evaluate(MEANINGS)
    page.keyboard.press("Escape")
    expect(page.locator(".meaning")).to_be_hidden()
    return found


def test_every_symbol_that_is_marked_has_a_meaning(seen):
    assert [
        (name, words)
        for name, letter, words in seen.meanings
        if not words.startswith(letter[:1]) and name != "sym sym-w"
    ] == []
    assert len(seen.meanings) > 5 or not seen.chapter


COVERED = """() => {
  const covered = [];
  [...document.querySelectorAll("article .katex:has(.sym)")].filter((formula) => formula.checkVisibility()).forEach((formula, i) => {
    formula.scrollIntoView({ block: ["start", "center", "end"][i % 3] });
    formula.querySelector(".katex-html .sym").dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
    const box = document.querySelector(".meaning").getBoundingClientRect();
    const over = [...formula.querySelectorAll(".base")].map((piece) => piece.getBoundingClientRect()).some((piece) =>
      piece.left < box.right && box.left < piece.right && piece.top < box.bottom - 1 && box.top < piece.bottom - 1);
    const inside = 0 <= box.left && box.right <= innerWidth && 0 <= box.top && box.bottom <= innerHeight;
    if (over || !inside || !box.height) covered.push(formula.querySelector("annotation").textContent);
  });
  document.querySelector(".meaning").hidden = true;
  return covered;
}"""


def test_what_a_symbol_means_stands_in_the_window_and_beside_the_whole_formula(seen):
    assert seen.covered == {390: [], 1200: []}


# ---------------------------------------------------------------- its layout


MOVING = """() => [...document.querySelectorAll("*")].filter((element) => {
  const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element);
  const longer = (times, least) => times.split(",").some((time) => parseFloat(time) > least);
  return longer(transitionDuration, 0) || longer(animationDuration, 0.01) || scrollBehavior === "smooth";
}).map((element) => element.outerHTML.slice(0, 80))"""


def test_nothing_moves_for_readers_who_asked_for_less_motion(seen):
    assert seen.moving == []


def test_it_fits_a_screen_of_320_pixels(seen):
    assert seen.narrow == 320


FIGURES = "[data-figure]:not([data-figure=quiz])"
LAPTOP = {"width": 1366, "height": 768}
TOOLBAR = 56  # px at the top of a phone's screen
EXTENTS = """(figures) => figures.map((figure) => {
  const edge = (selector) => figure.querySelector(selector)?.getBoundingClientRect();
  const { width, top } = figure.getBoundingClientRect();
  const moved = [".nn-controls", ".nn-main"].map(edge).filter((box) => box?.height);
  return {
    name: figure.dataset.figure,
    width,
    body: edge(".nn-body").bottom - top,
    cut: [...figure.querySelectorAll("select")].filter(({ clientWidth }) => clientWidth).flatMap((menu) => {
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = getComputedStyle(menu).font;
      return [...menu.options].map((option) => option.text).filter((text) => pen.measureText(text).width > menu.clientWidth - 40);
    }),
    reach: Math.max(...moved.map((box) => box.bottom - edge(".nn-body svg").top), 0),
  };
})"""
FIRST = """() => {
  const first = document.querySelector("[data-figure]");
  const before = (code) => code.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING;
  const inputs = first ? [...document.querySelectorAll(".cell_input")].filter((code) => code.checkVisibility() && before(code)) : [];
  return { top: first ? first.getBoundingClientRect().top + scrollY : 0, code: inputs.length };
}"""
LETTERS = """(figures) => figures.flatMap((figure) => [...figure.querySelectorAll(".nn-body svg text")]
  .filter((text) => text.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map((text) => [text.textContent, parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a])
  .filter(([words, size]) => words && size < 10.95)
  .map((small) => [figure.dataset.figure, ...small]))"""
MAINS = """(figures) => figures.map((figure) => [
  figure.dataset.figure,
  [...figure.querySelectorAll(".nn-main:enabled:not([hidden] *)")].map((main) => main === main.parentElement.firstElementChild),
])"""
# What chapters 1 to 4 draw anew: on a phone these are still higher than a screen. The list is empty after chapter 4.
HIGHER = {
    "digit_network", "surface", "descent", "gradient_vector", "cost_surface", "training", "noise", "three_levers",
    "mini_batches", "batch_paths", "nudge_tree", "backprop", "indices",
}  # fmt: skip


# What chapters 3 and 4 begin with is told anew; then their first figure is nearer, and this list is empty.
LATER = ["book/03_what_backpropagation_does", "book/04_backpropagation_calculus"]


def test_the_first_figure_is_near_the_top_and_no_code_stands_before_it(seen):
    assert seen.first["code"] == 0
    assert seen.first["top"] < (2.1 if seen.path in LATER else 1.5) * LAPTOP["height"]


def test_on_a_laptop_each_figure_and_its_controls_are_in_one_screen(seen):
    assert [one for one in seen.on_a_laptop if one["body"] > 680] == []
    assert {one["width"] for one in seen.on_a_laptop} <= {1040}


def test_on_a_phone_what_is_moved_and_what_it_changes_are_in_one_screen(seen):
    high = [one for one in seen.on_a_phone if one["reach"] > PHONE["height"] - TOOLBAR]
    assert [one for one in high if one["name"] not in HIGHER] == []


def test_no_words_of_a_menu_are_cut_off(seen):
    assert [(one["name"], one["cut"]) for one in (*seen.on_a_laptop, *seen.on_a_phone) if one["cut"]] == []


def test_no_letter_of_a_figure_is_too_small_on_the_smallest_screen(seen):
    assert seen.letters == []


def test_a_figure_has_one_main_action_at_most_and_it_is_the_first_of_its_row(seen):
    assert [name for name, firsts in seen.mains if firsts not in ([], [True])] == []


TOO_WIDE = """() => {
  const folds = [...document.querySelectorAll("details:not([open])")];
  for (const fold of folds) fold.open = true;
  const wide = [...document.querySelectorAll(".katex-display")].filter((formula) => {
    const { left, right } = formula.getBoundingClientRect();
    const pieces = [...formula.querySelectorAll(".base")].map((piece) => piece.getBoundingClientRect());
    const small = parseFloat(getComputedStyle(formula.firstElementChild).fontSize) < 12;
    return small || formula.scrollWidth > formula.clientWidth || pieces.some((piece) => piece.left < left || right < piece.right);
  });
  for (const fold of folds) fold.open = false;
  return wide.map((formula) => formula.querySelector("annotation").textContent);
}"""


def test_a_display_formula_is_broken_on_a_phone_and_neither_cut_off_nor_tiny(seen):
    assert seen.too_wide == {320: [], 390: []}


FORMULAS = """() => {
  document.documentElement.removeAttribute("data-later");
  for (const display of document.querySelectorAll(".katex-display")) display.style.width = "1600px"; // none is broken
  const places = (formula) => {
    const [range, places, of] = [document.createRange(), [], formula.getBoundingClientRect()];
    const walker = document.createTreeWalker(formula.querySelector(".katex-html"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (let i = 0; i < walker.currentNode.length; i++) {
        if (/\\s/.test(walker.currentNode.data[i])) continue; // a wide space is a blank of ours
        range.setStart(walker.currentNode, i);
        range.setEnd(walker.currentNode, i + 1);
        const box = range.getBoundingClientRect();
        places.push(box.x - of.x, box.y - of.y);
      }
    }
    return [of.width, of.height, ...places];
  };
  const layers = [...document.querySelectorAll(".katex .stacked, .katex .stacked > *, .katex .base")]
    .filter((element) => getComputedStyle(element).position !== "static").length;
  const stacks = document.querySelectorAll(".stacked").length;
  const pairs = [...document.querySelectorAll(".katex")].filter((formula) => formula.checkVisibility()).map((formula) => {
    const template = document.createElement("template");
    const displayMode = formula.closest(".katex-display") !== null;
    template.innerHTML = katex.renderToString(formula.querySelector("annotation").textContent, { displayMode, strict: "error" });
    return [formula, template.content.querySelector(".katex"), places(formula)];
  });
  for (const [formula, theirs] of pairs) formula.replaceWith(theirs);
  const moved = pairs.map(([formula, theirs, shown]) => {
    const wanted = places(theirs);
    const rounded = 0.3 * formula.querySelectorAll("[style^=word-spacing]").length; // the browser rounds a blank
    return shown.length === wanted.length ? Math.max(0, ...shown.map((place, i) => Math.abs(place - wanted[i]) - rounded)) : Infinity;
  });
  return [stacks, Math.max(0, ...moved), layers];
}"""


def formulas(page):
    """How many parts of formulas are stacked, how far from where KaTeX puts them, and how many have a layer of their own.

    typeset.mjs gives margins to what KaTeX moves by position: relative and top.
    """
    page.evaluate(KATEX.read_text(encoding="utf-8"))
    return page.evaluate(FORMULAS)


def test_what_a_formula_stacks_without_layers_stands_where_katex_puts_it(seen):
    assert seen.moved < 0.1 and seen.layers == 0
    assert seen.stacks > 20 or not seen.chapter
