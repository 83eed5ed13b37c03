"""A palette that the reader has forced on everything: figures keep to it, and their states stay apart."""

import pytest
from conftest import wait_alive

from nnlib.figures import Backprop, DigitNetwork, GradientVector, Neuron
from nnlib.figures.kit import figure_class, figure_names
from tools.figure_page import write_page

# Colours that are not of the palette or a mixture of it, words below 4.5:1, shapes below 3:1.
FAULTS = """(figure) => {
  const probe = figure.appendChild(document.createElement("i"));
  probe.style.forcedColorAdjust = "none";
  const rgb = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const system = (name) => { probe.style.color = name; return rgb(getComputedStyle(probe).color).slice(0, 3); };
  const NAMES = ["Canvas", "CanvasText", "LinkText", "VisitedText", "Highlight", "HighlightText", "ButtonFace", "ButtonText",
    "ButtonBorder", "Field", "FieldText", "GrayText", "ActiveText"];
  const palette = new Set(NAMES.map((name) => String(system(name))));
  const canvas = system("Canvas");
  probe.remove();
  const part = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const contrast = (u, v) => (Math.max(light(u), light(v)) + 0.05) / (Math.min(light(u), light(v)) + 0.05);
  const faults = [];
  const wrong = (el, what) => faults.push(`${what}: ${el.outerHTML.slice(0, 100)}`);
  const painted = (colour) => colour.startsWith("rgb") && rgb(colour)[3] !== 0;
  for (const el of figure.querySelectorAll("*")) {
    if (!el.getClientRects().length || el.closest(".nn-hidden, .nn-away")) continue;
    const look = getComputedStyle(el);
    const own = el.closest("svg") ? ["fill", "stroke"] : ["color", "backgroundColor", "borderTopColor"];
    for (const name of own)
      if (painted(look[name]) && !palette.has(String(rgb(look[name]).slice(0, 3)))) wrong(el, `${name} ${look[name]}`);
    const words = [...el.childNodes].some((node) => node.nodeType === 3 && node.nodeValue.trim());
    if (!words || el.matches("option, :disabled, :disabled *")) continue;
    const behind = el.closest("svg") ? (el.closest(".nn-on-ink") ? system_ink() : canvas) : ground(el);
    const colour = rgb(el.closest("svg") ? look.fill : look.color);
    if (contrast(colour, behind) < 4.5) wrong(el, `words ${colour} on ${behind}`);
  }
  function system_ink() { return rgb(getComputedStyle(figure).color); }
  function ground(el) {
    for (let at = el; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (painted(colour)) return rgb(colour);
    }
    return canvas;
  }
  return [...new Set(faults)].slice(0, 5);
}"""


@pytest.fixture
def forced(new_page, tmp_path):
    """forced(figures, scheme, theme) -> a page with these figures in a light or dark forced palette."""

    def open_page(figures, scheme, theme):
        page = new_page(forced_colors="active", color_scheme=scheme)
        page.goto(write_page(tmp_path / "page", figures, theme).as_uri())
        wait_alive(page)
        return page

    return open_page


@pytest.mark.parametrize("scheme, theme", [("light", "dark"), ("dark", "light")])
def test_every_figure_keeps_to_the_palette(scheme, theme, forced):
    """Where the reader has set the page to the other mode, even."""
    page = forced([figure_class(name)() for name in figure_names()], scheme, theme)
    for figure in page.locator(".nn-figure").all():
        assert figure.evaluate(FAULTS) == [], figure.get_attribute("data-figure")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_activations_0_and_1_are_apart(scheme, forced):
    page = forced([Neuron(a=[0, 1, 0, 1])], scheme, scheme)
    looks = page.locator(".nn-handle .nn-neuron").evaluate_all(
        "all => all.map((el) => getComputedStyle(el)).map((look) => [look.fillOpacity, look.fill, look.stroke])"
    )
    ink = "rgb(255, 255, 255)" if scheme == "dark" else "rgb(0, 0, 0)"
    assert looks == [["0", ink, ink], ["1", ink, ink], ["0", ink, ink], ["1", ink, ink]]


STATES = {
    ".nn-track": "stroke",
    ".nn-chosen": "stroke",
    ".nn-picked": "stroke",
    '.nn-button[aria-pressed="true"]': "backgroundColor",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_chosen_has_a_colour_that_the_ground_has_not(scheme, forced):
    page = forced([DigitNetwork(inside=True), GradientVector(), Backprop()], scheme, scheme)
    ground = page.locator(".nn-figure").first.evaluate("el => getComputedStyle(el).backgroundColor")
    for selector, key in STATES.items():
        looks = page.locator(selector).evaluate_all("(all, key) => all.map((el) => getComputedStyle(el)[key])", key)
        assert looks and not {"none", ground} & set(looks), selector
