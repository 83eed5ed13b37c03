"""The keyboard's place in a drawing is seen in every engine: by a ring that is a stroke, never by an outline."""

import pytest

from nnlib.figures.kit import figure_class, figure_names

RINGS = """() => {
  const probe = document.createElement("i");
  probe.style.color = "var(--nn-focus)";
  document.querySelector(".nn-figure").append(probe);
  const blue = getComputedStyle(probe).color;
  probe.remove();
  const ringed = (shape) => {
    const { stroke, strokeWidth, visibility } = getComputedStyle(shape);
    const { width, height } = shape.getBoundingClientRect();
    return stroke === blue && parseFloat(strokeWidth) >= 2.5 && visibility === "visible" && Math.min(width, height) >= 12;
  };
  const shapes = (el) => [el, ...el.children].filter((shape) => shape.matches("rect, circle"));
  const wrong = (el) => {
    el.blur();
    const before = shapes(el).filter(ringed).length;
    el.focus();
    const now = shapes(el).filter(ringed).length - before;
    const outline = getComputedStyle(el).outlineStyle;
    return (now < 1 ? "no ring" : "") + (outline === "none" ? "" : `an outline, ${outline}`);
  };
  return [...document.querySelectorAll(".nn-figure svg [tabindex]")]
    .filter((el) => el.getClientRects().length && getComputedStyle(el).visibility === "visible" && !el.closest(".nn-away"))
    .map((el) => [el.getAttribute("aria-label"), wrong(el)])
    .filter(([, what]) => what);
}"""


@pytest.mark.parametrize("name", figure_names())
def test_what_the_keys_reach_in_a_drawing_gets_a_ring_and_no_outline(name, show):
    page = show(figure_class(name)())
    page.keyboard.press("Tab")  # from now on the browser shows the focus
    assert page.evaluate(RINGS) == []
