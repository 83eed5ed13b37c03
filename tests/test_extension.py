"""The Sphinx extension's own functions. The pages it makes are tested in test_book and test_page."""

import re
from pathlib import Path
from xml.etree import ElementTree

import jinja2
import pytest
from bs4 import BeautifulSoup
from livebook import edition, formulas, node, stills, styles

TEMPLATES = Path(edition.__file__).parent / "templates"


@pytest.fixture(autouse=True, scope="module")
def processes():
    """Stop the Node processes after the tests."""
    yield
    formulas.KATEX.stop()
    stills.LINKEDOM.stop()


def test_a_formula_holds_its_latex_and_is_hidden_once_from_screen_readers():
    html = formulas.typeset("z = W a + b", False)
    assert '<annotation encoding="application/x-tex">z = W a + b</annotation>' in html
    assert html.count('aria-hidden="true"') == 1


def test_the_letters_of_the_notation_are_marked():
    html = formulas.typeset(r"C_0 = (a^{(L)} - y)^2", False)
    assert [f"sym-{name}" in html for name in "CayLw"] == [True, True, True, True, False]


def test_letters_in_words_and_set_apart_are_not_marked():
    assert "sym" not in formulas.typeset(r"\text{a cabby} + \mathit{y} + \mathrm{C}", False)


def test_the_signs_of_calculus_are_marked_although_they_are_upright():
    html = formulas.typeset(r"\nabla C = \partial C / \partial w", False)
    assert html.count("sym-nabla") == 1 and html.count("sym-partial") == 2


def test_marking_changes_no_letter():
    html = '<span class="mord mathnormal">Wax</span>'
    marked = formulas.mark(html)
    assert (
        marked
        == '<span class="mord mathnormal"><span class="sym sym-w">W</span><span class="sym sym-a">a</span>x</span>'
    )


def pieces(latex):
    """The pieces between which a display formula may be broken, as text."""
    html = BeautifulSoup(formulas.typeset(latex, True), "html.parser").select_one(".katex-html")
    return [piece.get_text().replace("\u200b", "") for piece in html.select(".base")]


def test_a_display_formula_is_broken_before_its_relations_and_operators():
    assert pieces("z = w a + b - 1") == ["z", "=wa", "+b", "−1"]
    assert pieces("-x = -1") == ["−x", "=−1"]


def test_a_formula_is_broken_at_its_relations_rather_than_at_its_operators_and_between_equations_first():
    html = BeautifulSoup(formulas.typeset(r"z = w a + b, \qquad a = 1", True), "html.parser").select_one(".katex-html")
    first, blank, second = html.find_all(recursive=False)
    assert [[part.get_text() for part in equation.find_all(recursive=False)] for equation in (first, second)] == [
        ["z", "=wa+b,"],
        ["a", "=1"],
    ]
    assert blank.get_text() == " " and blank["style"] == "word-spacing:1.75em"


def test_brackets_stay_whole_unless_they_are_wide():
    assert pieces(r"x = 2\left(a - y\right)") == ["x", "=2(a−y)"]
    many = " + ".join(f"w_{i} a_{i}" for i in range(9))
    assert len(pieces(rf"x = \sigma\left({many}\right)")) == 1 + 9


def test_a_formula_with_a_wide_piece_says_how_wide():
    wide = formulas.typeset(r"\text{" + "so many words " * 5 + "}", True)
    assert 30 < float(re.search(r"--widest:([\d.]+)", wide)[1]) < 45 and "katex-display shrinks" in wide
    assert "shrinks" not in formulas.typeset("x = y", True)


def test_a_formula_katex_cannot_read_is_an_error_that_says_why():
    with pytest.raises(ValueError, match="Undefined control sequence"):
        formulas.typeset(r"\nosuchthing", False)
    assert "katex" in formulas.typeset("x", False)  # the process is still there


@pytest.mark.parametrize("kind", ["spread", "wide", "narrow"])
def test_a_still_picture_is_the_first_state_in_light_and_dark_colours(kind):
    drawing = stills.drawn("sigmoid", '{"x":1.5}')[kind]
    svg = stills.picture(drawing)
    root = ElementTree.fromstring(svg)
    assert root.get("viewBox") == f"0 0 {320 if kind == 'narrow' else 640} {drawing['height']}"
    assert "0.818" in "".join(root.itertext())  # sigmoid(1.5)
    assert svg.count("--nn-plus:") >= 2 and "prefers-color-scheme:dark" in svg
    assert "tabindex" not in svg and "aria-" not in svg


def test_what_is_reserved_holds_nothing_for_hands_and_no_drawing():
    for drawing in stills.drawn("sigmoid", '{"x":1.5}').values():
        place = drawing["stage"] + drawing["rest"]
        assert "nn-place" in place and 'type="range"' in place and "Reset" in place
        assert not re.search(r"<svg|tabindex|aria-|role=|data-| id=", place)


def test_a_figure_that_cannot_be_drawn_stops_the_build_with_its_reason():
    with pytest.raises(ValueError, match="no_such_figure"):
        stills.LINKEDOM.ask(figure="no_such_figure", about={}, schema={}, state={}, data={})


def test_fonts_are_woff2_alone():
    sheet = formulas.local_styles()
    assert sheet.count("@font-face") == sheet.count('format("woff2")') == 20
    assert ".ttf" not in sheet and ".woff)" not in sheet


def test_minifying_keeps_what_a_script_does_and_refuses_what_is_no_script():
    script = node.minify("function twice(number) {\n  return 2 * number; // words\n}", "js").strip()
    assert re.fullmatch(r"function twice\((\w)\)\{return 2\*\1\}", script)
    with pytest.raises(ValueError, match="Expected"):
        node.minify("const = 1", "js")


def test_a_missing_package_says_how_to_install_it():
    with pytest.raises(FileNotFoundError, match="make install"):
        node.package("no-such-package")


@pytest.mark.parametrize(
    "selector, kept",
    [
        ("p", True),
        (".used", True),
        (".used .gone", False),
        ("#gone", False),
        ("a:hover > .used::before", True),
        (".used:not(.gone)", True),
        (".used:not(:has(.gone))", False),
        (".used:has(> .used)", False),
        (".used:is(.gone, :not(.used))", True),
        ("[data-theme=dark] .used", True),
        ("[href='.gone']", True),
    ],
)
def test_a_rule_stays_while_its_classes_are_used(selector, kept):
    assert bool(styles.pruned(f"{selector} {{ color: red }}", {"used"})) == kept


def test_of_a_list_of_selectors_those_that_match_stay():
    assert styles.pruned(".gone, .used, a:is(.x, b) {color:red}", {"used"}) == ".used,a:is(.x, b){color:red}"


def test_blocks_are_searched_and_empty_ones_go():
    assert styles.pruned("@media print { .gone {color:red} }", {"used"}) == ""
    assert styles.pruned("@media print{.used{color:red}.gone{color:red}}", {"used"}) == "@media print{.used{color:red}}"


def test_imports_and_the_icon_fonts_go_and_other_fonts_stay():
    assert styles.pruned('@import "basic.css"; @font-face{font-family:"Font Awesome 6 Free"}', set()) == ""
    assert "KaTeX_Main" in styles.pruned("@font-face{font-family:KaTeX_Main}", set())


def test_words_are_taken_from_markup_and_scripts():
    assert {"bd-main", "open-it", "wide"} <= styles.words(['<main class="bd-main wide">', 'x.classList.add("open-it")'])


def test_the_date_of_the_pages_is_that_of_the_build_or_of_the_last_commit(monkeypatch, tmp_path):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert edition.day(edition.changed(tmp_path)) == "1 January 2026"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert edition.changed(tmp_path) is None and edition.day(None) == ""


@pytest.mark.parametrize("repository", ["", "https://github.com/me/live"])
def test_a_mistake_is_reported_once_the_repository_has_an_address(repository):
    templates = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
    said = templates.get_template("edition.html").render(
        edition="Second edition", theme_repository_url=repository, title="A <em>sign</em>", hasdoc=lambda name: False
    )
    assert ("Report a mistake here" in said) == bool(repository)
    assert not repository or "https://github.com/me/live/issues/new?template=mistake.md&amp;title=In%20A%20sign" in said
