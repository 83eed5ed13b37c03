"""Text that the reader or a translator sets otherwise: wider spacing (WCAG 1.4.12), and a page that runs from right to left."""

import pytest
from conftest import drawn, wait_alive

from nnlib.figures.kit import figure_class, figure_names
from tests.pages import watch
from tools.figure_page import write_page

SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }"""

# Where each line of text stands in its figure: [words, left, top, right, bottom, whether it belongs to a drawing].
LINES = """(figure) => {
  const lines = [];
  const card = figure.getBoundingClientRect();
  const note = (words, box, drawing) =>
    box.width > 1 && lines.push([words, box.left - card.left, box.top - card.top, box.right - card.left, box.bottom - card.top, drawing]);
  for (const text of figure.querySelectorAll("svg text")) {
    const seen = text.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !text.closest(".nn-away");
    if (seen && text.textContent.trim()) note(text.textContent, text.getBoundingClientRect(), true);
  }
  const walker = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const [node, el] = [walker.currentNode, walker.currentNode.parentElement];
    if (!node.data.trim() || el.closest("svg, select, .nn-hidden, .nn-away") || !el.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) note(node.data, box, false);
  }
  return { lines, width: card.width };
}"""

# Boxes that hold text and do not grow with it.
BURST = """(figure) => [...figure.querySelectorAll("button, .nn-steady, .nn-label, .nn-value, select, .nn-readout, summary")]
  .filter((el) => el.getClientRects().length && !el.closest(".nn-hidden, .nn-away") && el.textContent.trim())
  .filter((el) => el.scrollWidth > el.clientWidth + 2 && el.clientWidth || el.scrollHeight > el.clientHeight + 4 && el.clientHeight)
  .map((el) => `${el.className || el.tagName}: ${el.textContent.slice(0, 40)} ${el.scrollWidth} > ${el.clientWidth} or ${el.scrollHeight} > ${el.clientHeight}`)"""


@pytest.fixture(scope="module", params=[1200, 320])
def sheet(request, browser, tmp_path_factory):
    """A page with every figure on it, each alive."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    page = watch(context.new_page())
    file = write_page(tmp_path_factory.mktemp("sheet"), [figure_class(name)() for name in figure_names()])
    page.goto(file.as_uri())
    wait_alive(page)
    yield page
    context.close()


def overlapping(lines):
    """The pairs of lines, by their places in the list, that lie upon one another."""
    return {
        (i, k)
        for i, (_, left, top, right, bottom, _) in enumerate(lines)
        for k, (_, left_k, top_k, right_k, bottom_k, _) in enumerate(lines[:i])
        if min(right, right_k) - max(left, left_k) > 2 and min(bottom, bottom_k) - max(top, top_k) > 4
    }


def faults(before, after, width):
    """What lies upon another line that did not before, or leaves the card; words only where a line is broken anew."""
    drawing, drawing_before = ([line for line in lines if line[5]] for lines in (after, before))
    found = [f"{line[0]}: out of the card" for line in after if line[1] < -1 or line[3] > width + 1]
    if [line[0] for line in drawing] != [line[0] for line in drawing_before]:
        return [*found, "the drawing shows other words"]
    new = overlapping(drawing) - overlapping(drawing_before)
    found += [f"{drawing[i][0]} upon {drawing[k][0]}" for i, k in new]
    found += [
        f"{now[0]}: {now[3] - now[1]:.0f} px wide instead of {was[3] - was[1]:.0f}"
        for now, was in zip(drawing, drawing_before, strict=True)
        if now[3] - now[1] > was[3] - was[1] + 2
    ]
    words = [line for line in after if not line[5]]
    found += [f"{words[i][0]} upon {words[k][0]}" for i, k in overlapping(words) if words[i][0] != words[k][0]]
    return found


def test_wider_spacing_hides_and_bursts_nothing(sheet):
    figures = sheet.locator("[data-figure]").all()
    before = [figure.evaluate(LINES)["lines"] for figure in figures]
    style = sheet.add_style_tag(content=SPACING)
    for _ in range(3):
        drawn(sheet)  # the figures hear of their new size in one frame, and draw in another
    wrong = {}
    for figure, was in zip(figures, before, strict=True):
        seen = figure.evaluate(LINES)
        found = faults(was, seen["lines"], seen["width"]) + figure.evaluate(BURST)
        if found:
            wrong[figure.get_attribute("data-figure")] = found
    wide = sheet.evaluate("document.documentElement.scrollWidth - innerWidth")
    style.evaluate("el => el.remove()")
    for _ in range(3):
        drawn(sheet)
    left = sheet.locator("[textLength], .nn-spaced").count()
    assert not wrong, "\n".join(f"{name}: {fault}" for name, found in wrong.items() for fault in found)
    assert wide <= 0
    assert left == 0


def test_on_a_page_from_right_to_left_every_label_is_where_it_was(sheet):
    figures = sheet.locator("[data-figure]").all()
    before = [figure.evaluate(LINES)["lines"] for figure in figures]
    sheet.evaluate("document.documentElement.dir = 'rtl'")
    for _ in range(3):
        drawn(sheet)
    after = [figure.evaluate(LINES)["lines"] for figure in figures]
    sheet.evaluate("document.documentElement.dir = ''")
    moved = {
        figure.get_attribute("data-figure"): [line[0] for line, other in zip(now, was) if line != other]
        for figure, was, now in zip(figures, before, after, strict=True)
        if now != was
    }
    assert not moved, "\n".join(f"{name}: {lines}" for name, lines in moved.items())
