"""The keyboard's place in a drawing is seen in every engine: by a ring that is a stroke, never by an outline."""

from nnlib.figures.kit import figure_class, figure_names

RINGS = """(figure) => {
  const probe = document.createElement("i");
  probe.style.color = "var(--nn-focus)";
  figure.append(probe);
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
  return [...figure.querySelectorAll("svg [tabindex]")]
    .filter((el) => el.getClientRects().length && getComputedStyle(el).visibility === "visible" && !el.closest(".nn-away"))
    .map((el) => [el.getAttribute("aria-label"), wrong(el)])
    .filter(([, what]) => what);
}"""


def test_what_the_keys_reach_in_a_drawing_gets_a_ring_and_no_outline(show):
    page = show(*[figure_class(name)() for name in figure_names()])
    page.keyboard.press("Tab")  # from now on the browser shows the focus
    for figure in page.locator(".nn-figure").all():
        assert figure.evaluate(RINGS) == [], figure.get_attribute("data-figure")
