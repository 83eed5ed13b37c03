// Neurons, edges and the cost, as chapter 4 draws them.
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { fixed, signed } from "../kit/numbers.js";

/**
 * A neuron at x, y: a circle filled with ink as far as its activation, its number on it.
 * @param {Element} parent
 * @param {{ x: number, y: number, r?: number }} place
 */
export function inkedNeuron(parent, { x, y, r = 20 }) {
  const group = svg(parent, "g", { transform: `translate(${x} ${y})` });
  svg(group, "circle", { r, class: "nn-paper" });
  const ink = svg(group, "circle", { r, class: "nn-neuron" });
  const value = svg(group, "text", { class: "nn-number", y: 5, "text-anchor": "middle" });
  /** @param {number} a */
  const update = (a) => {
    attr(ink, { "fill-opacity": a });
    mark(value, "nn-on-ink", a > 0.5);
    setText(value, fixed(a));
  };
  return { group, ink, value, update };
}

/**
 * An edge between two points. update(w, opacity): width by size, colour and dashes by sign.
 * @param {Element} parent
 * @param {number[]} from
 * @param {number[]} to
 */
export function weighedEdge(parent, [x1, y1], [x2, y2]) {
  const edge = svg(parent, "line", { x1, y1, x2, y2, class: "nn-edge" });
  /** @param {number} w */
  const update = (w, opacity = 1) => {
    attr(edge, { "stroke-width": 1 + 0.8 * Math.abs(w), "stroke-opacity": opacity });
    mark(edge, "nn-minus", w < 0);
    mark(edge, "nn-plus", w > 0);
  };
  return { edge, update };
}

/**
 * Write a weight into a text, in the colour of its sign.
 * @param {Element} text
 * @param {number} w
 */
export function writeWeight(text, w, digits = 1) {
  setText(text, signed(w, digits));
  mark(text, "nn-plus", w >= 0);
  mark(text, "nn-minus", w < 0);
}

/**
 * The cost at x, y: its symbol above its number. Gives the text of the number.
 * @param {Element} parent
 * @param {{ x: number, y: number, half_width: number }} place
 */
export function costNode(parent, { x, y, half_width }) {
  const node = svg(parent, "g", { transform: `translate(${x} ${y})`, "data-symbol": "C_0" });
  svg(node, "rect", { x: -half_width, y: -24, width: 2 * half_width, height: 48, rx: 10, class: "nn-pill" });
  maths(node, { y: -3, "text-anchor": "middle" }, "C_0");
  return svg(node, "text", { y: 16, "text-anchor": "middle", class: "nn-number nn-C" });
}
