// The weighted sum in four lines, the neuron beside it, and the pixel under the cursor.
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { fixed, signed } from "../kit/numbers.js";

/**
 * @typedef {import("./index.js").ThisFigure} ThisFigure
 * @typedef {import("./index.js").State} State
 * @typedef {import("./index.js").Result} Result
 */

/**
 * Draw the sum; the answer shows the arithmetic of pixel k.
 * @param {ThisFigure} figure
 * @param {Element} group
 * @returns {(k: number) => void}
 */
export function drawSum(figure, group) {
  const plus = drawLine(group, 6, "ink under +", "nn-plus");
  const minus = drawLine(group, 36, "ink under \u2212", "nn-minus");
  const bias = drawLine(group, 66, "bias", "nn-b");
  svg(group, "line", { x1: 0, x2: 190, y1: 80, y2: 80, class: "nn-rule" });
  const sum = drawLine(group, 102, "together, z", "");
  drawNeuron(figure, svg(group, "g", { transform: "translate(240 50)" }));
  figure.update((state, result) => {
    setText(plus, signed(result.plus, 1));
    setText(minus, signed(-result.minus, 1).replace("+", ""));
    setText(bias, signed(state.b, 1));
    setText(sum, fixed(result.z, 1));
  });
  return drawPixel(figure, group);
}

/** A line with its words; the answer is the place of its number. */
function drawLine(group, y, words, tone) {
  svg(group, "text", { y, class: tone }, words);
  return svg(group, "text", { x: 190, y, "text-anchor": "end", class: `nn-number ${tone}` });
}

/** @param {ThisFigure} figure */
function drawNeuron(figure, body) {
  svg(body, "circle", { r: 28, class: "nn-paper" });
  const ink = svg(body, "circle", { r: 28, class: "nn-neuron" });
  const value = svg(body, "text", { class: "nn-number nn-strong", y: 5, "text-anchor": "middle" });
  maths(body, { y: 48, "text-anchor": "middle" }, "\\sigma(z)");
  figure.update((_state, { activation }) => {
    attr(ink, { "fill-opacity": activation });
    mark(value, "nn-on-ink", activation > 0.5);
    setText(value, fixed(activation));
  });
}

/** @param {ThisFigure} figure */
function drawPixel(figure, group) {
  const pixel = svg(group, "text", { y: 140, class: "nn-number nn-muted" });
  /** @type {number | null} */
  let at = null;
  const show = (state, result) => setText(pixel, at === null ? HINT : product(at, state, result));
  const point = (k) => {
    at = k;
    show(figure.state, figure.result);
  };
  figure.update(show);
  figure.onReset(() => point(null));
  return point;
}

const HINT = "Point at a pixel: its weight times its ink";

/**
 * @param {number} k
 * @param {State} state
 * @param {Result} result
 */
function product(k, { weights }, result) {
  const [w, a] = [weights[k], result.a[k]];
  return `pixel ${k}:  w a = ${w > 0 ? "+" : ""}${fixed(w, 0)} \u00d7 ${fixed(a)} = ${fixed(w * a)}`;
}
