// The sixteen neurons of the layer before, one to pick: the activation a_k of each, and its weight w_2k.
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { pressable } from "../kit/handles.js";
import { clamp } from "../kit/maths.js";
import { fixed, signed } from "../kit/numbers.js";

/**
 * @typedef {import("./index.js").ThisFigure} ThisFigure
 * @typedef {import("./index.js").Result} Result
 * @typedef {(result: Result) => void} Show
 * @typedef {{ a: number, a_width: number, w: number, w_width: number, end: number, row: number }} Table
 *   where the bars of a begin, and where w is 0; their widths; where a row ends, and its height
 */

const WIDEST = 2.6; // the size of a weight that fills its place

/**
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 */
export function drawNeurons(figure, group) {
  const table = figure.narrow
    ? { a: 28, a_width: 60, w: 200, w_width: 46, end: 316, row: 28 }
    : { a: 32, a_width: 90, w: 250, w_width: 66, end: 374, row: 24 };
  svg(group, "text", { x: 10, y: 16, "text-anchor": "middle", class: "nn-small nn-muted" }, "k");
  maths(group, { x: table.a, y: 16 }, "a_k");
  maths(group, { x: table.w, y: 16, "text-anchor": "middle" }, "w_{2,k}");
  for (let k = 0; k < 16; k++)
    drawNeuron(figure, svg(group, "g", { transform: `translate(0 ${24 + table.row * k})` }), k, table);
}

/** @type {(figure: ThisFigure, group: SVGGElement, k: number, table: Table) => void} */
function drawNeuron(figure, group, k, table) {
  const entry = svg(group, "rect", { x: 0.5, width: table.end, height: table.row, rx: 4, class: "nn-entry" });
  svg(group, "text", { x: 10, y: 17, "text-anchor": "middle", class: "nn-small" }, String(k));
  const showActivation = drawActivation(group, k, table);
  const showWeight = drawWeight(group, k, table);
  pressable(figure, group, {
    target: entry,
    label: (_, { new_a, new_w }) => `neuron ${k}: activation ${fixed(new_a[k])}, weight ${fixed(new_w[k])}`,
    pressed: ({ picked }) => picked === k,
    action: () => figure.set({ picked: k }),
  });
  figure.update(({ picked }, result) => {
    mark(entry, "nn-picked", picked === k);
    showActivation(result);
    showWeight(result);
  });
}

/** @type {(group: SVGGElement, k: number, table: Table) => Show} */
function drawActivation(group, k, { a: x, a_width }) {
  svg(group, "rect", { x, y: 6, width: a_width, height: 12, class: "nn-track" });
  const bar = svg(group, "rect", { x, y: 6, height: 12, class: "nn-bar nn-a" });
  const begun = drawBegun(group);
  const value = svg(group, "text", { x: x + a_width + 34, y: 17, "text-anchor": "end", class: "nn-number nn-small" });
  return ({ a, new_a }) => {
    attr(bar, { width: a_width * new_a[k] });
    begun(x + a_width * a[k], new_a[k] !== a[k]);
    setText(value, fixed(new_a[k]));
  };
}

/** @type {(group: SVGGElement, k: number, table: Table) => Show} */
function drawWeight(group, k, { w: zero, w_width, end }) {
  const X = (w) => zero + (clamp(w, -WIDEST, WIDEST) / WIDEST) * w_width;
  svg(group, "path", { d: `M${zero} 2v20`, class: "nn-rule" });
  const bar = svg(group, "rect", { y: 6, height: 12 });
  const begun = drawBegun(group);
  const value = svg(group, "text", { x: end - 6, y: 17, "text-anchor": "end" });
  return ({ w, new_w }) => {
    const x = X(new_w[k]);
    const tone = new_w[k] < 0 ? "nn-minus" : "nn-plus";
    attr(bar, { x: Math.min(zero, x), width: Math.abs(x - zero), class: `nn-bar ${tone}` });
    begun(X(w[k]), new_w[k] !== w[k]);
    setText(value, signed(new_w[k]));
    attr(value, { class: `nn-number nn-small ${tone}` });
  };
}

/** The thin mark where a bar began, there once it has changed. */
function drawBegun(group) {
  const begun = svg(group, "path", { d: "M0 2v20", class: "nn-begun" });
  return (x, changed) => attr(begun, { transform: `translate(${x} 0)`, visibility: changed ? "visible" : "hidden" });
}
