// Where the reader has letters and words set wider apart (WCAG 1.4.12), what stands in a drawing keeps the width that the
// drawing was made for: the letters become narrower, not smaller, and stay as far apart as they are asked to be.
import { attr, html, mark } from "./elements.js";
import { observeSize } from "./size.js";

/**
 * Follow the reader's spacing of text; the last that a drawing is told, as it looks at what the others drew.
 * @param {import("./figure.js").Figure<any, any>} figure
 */
export function followSpacing(figure) {
  const probe = html(figure.el, "span", { class: "nn-probe", "aria-hidden": "true" });
  figure.el.insertBefore(probe, figure.el.querySelector("figcaption")); // HTML has a caption at the end
  let spaced = false;
  const fit = () => spaced && fitTexts(figure);
  figure.update(fit);
  const { window } = figure;
  const end = observeSize(window, probe, () => {
    const { letterSpacing, wordSpacing } = /** @type {Window} */ (window).getComputedStyle(probe);
    const before = spaced;
    spaced = [letterSpacing, wordSpacing].some((space) => parseFloat(space) > 0);
    mark(figure.el, "nn-spaced", spaced);
    if (spaced) fit();
    else if (before) textsOf(figure).forEach(free);
  });
  figure.onEnd(end);
}

const textsOf = ({ el }) => [...el.querySelectorAll("svg text")];
const free = (text) => attr(text, { textLength: null, lengthAdjust: null });

function fitTexts(figure) {
  const texts = textsOf(figure);
  texts.forEach(free);
  const widths = texts.map((text) => text.getBBox().width - spaces(text, figure.window));
  texts.forEach((text, i) => {
    if (widths[i] > 0) attr(text, { textLength: widths[i], lengthAdjust: "spacingAndGlyphs" });
  });
}

/** By how much the reader's spacing has widened a text and its parts. */
function spaces(element, window) {
  const { letterSpacing, wordSpacing } = window.getComputedStyle(element);
  return [...element.childNodes].reduce((sum, node) => {
    if (node.nodeType !== 3) return sum + spaces(node, window);
    const words = node.data.split(/\s/).length - 1;
    return sum + node.data.length * (parseFloat(letterSpacing) || 0) + words * (parseFloat(wordSpacing) || 0);
  }, 0);
}
