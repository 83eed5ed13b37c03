// The small network of chapter 4, 3-2-2: its parameters, what a nudge does to the cost, its neurons and edges.
import { example_cost, sigmoid, weighted_sums } from "./maths.js";
import { attr, fixed, mark, maths, setMaths, setText, svg } from "./svg.js";
import { parameters } from "./trained.js";

export const NUDGE = 0.0001; // the h of the finite differences that stand beside the derivatives

/** The network of a state, as trained.js keeps one: its forward and backward fit both. */
export const smallNetwork = ({ W1, b1, W2, b2 }) => parameters(Float64Array.from([...W1.flat(), ...b1, ...W2.flat(), ...b2]), [3, 2, 2]);

/** C_0 if the activations of layer l were a: the rest of the way forward. */
export function costAfter({ weights, biases }, l, a, y) {
  for (let m = l; m < weights.length; m++) a = weighted_sums(weights[m], a, biases[m]).map(sigmoid);
  return example_cost(a, y);
}

/** [above, below]: costOf(values) with each entry of a flat list moved up, and moved down, by the nudge. */
export function nudgedCosts(values, costOf, entries = values.map((_, i) => i)) {
  return [NUDGE, -NUDGE].map((move) => entries.map((entry) => costOf(values.map((value, i) => (i === entry ? value + move : value)))));
}

/** The finite differences of those costs. */
export const differences = ([above, below]) => above.map((C, i) => (C - below[i]) / (2 * NUDGE));

// ---------------------------------------------------------------- drawing

/** A neuron at x, y: a circle filled with ink as far as its activation, its number on it. Returns { group, update(a) }. */
export function inkedNeuron(parent, { x, y, r = 20, digits = 2 }) {
  const group = svg(parent, "g", { transform: `translate(${x} ${y})` });
  svg(group, "circle", { r, class: "nn-paper" });
  const ink = svg(group, "circle", { r, class: "nn-neuron" });
  const value = svg(group, "text", { class: "nn-number", y: 5, "text-anchor": "middle" });
  const update = (a) => {
    attr(ink, { "fill-opacity": a });
    mark(value, "nn-on-ink", a > 0.5);
    setText(value, fixed(a, digits));
  };
  return { group, ink, update };
}

/** An edge from [x1, y1] to [x2, y2]. update(w, opacity): width by size, colour and dashes by sign. */
export function weighedEdge(parent, [x1, y1], [x2, y2]) {
  const edge = svg(parent, "line", { x1, y1, x2, y2, class: "nn-edge" });
  const update = (w, opacity = 1) => {
    attr(edge, { "stroke-width": 1 + 0.8 * Math.abs(w), "stroke-opacity": opacity });
    mark(edge, "nn-minus", w < 0);
    mark(edge, "nn-plus", w > 0);
  };
  return { edge, update };
}

/** A derivative as a fraction about x, its bar at height y, `width` wide. Returns { group, update(above, below) }. */
export function derivative(parent, { x, y, width = 48, attributes = {} }) {
  const group = svg(parent, "g", { transform: `translate(${x} ${y})`, ...attributes });
  const above = maths(group, { x: 0, y: -7, "text-anchor": "middle" }, "");
  svg(group, "line", { x1: -width / 2, x2: width / 2, y1: 0, y2: 0, class: "nn-bracket" });
  const below = maths(group, { x: 0, y: 18, "text-anchor": "middle" }, "");
  const update = (top, bottom) => {
    setMaths(above, `\\partial ${top}`);
    setMaths(below, `\\partial ${bottom}`);
  };
  return { group, update };
}

// ---------------------------------------------------------------- symbols

/**
 * Link formulas and picture both ways: what carries the same data-symbol as the thing under the pointer or the focus
 * is lit. Formulas carry it by themselves ("w_01^(2)"); neurons and edges are given it.
 */
export function linkSymbols(figure) {
  const light = (event) => {
    const symbol = event?.target.closest?.("[data-symbol]")?.getAttribute("data-symbol");
    for (const element of figure.el.querySelectorAll("[data-symbol]")) mark(element, "nn-linked", element.getAttribute("data-symbol") === symbol);
  };
  for (const event of ["pointerover", "focusin"]) figure.listen(figure.el, event, light);
  for (const event of ["pointerleave", "focusout"]) figure.listen(figure.el, event, () => light());
}
