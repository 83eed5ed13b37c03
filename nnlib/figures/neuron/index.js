import { readout } from "../kit/card.js";
import { fold, slider } from "../kit/controls.js";
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { handle } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { dot, sigmoid } from "../kit/maths.js";
import { fixed, signed } from "../kit/numbers.js";
import { replaced } from "../kit/state.js";

/**
 * @typedef {{ w: number[], a: number[], b: number }} State
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 */

/** @param {State} state */
export function compute({ w, a, b }) {
  const z = dot(w, a) + b;
  return { terms: w.map((w_k, k) => w_k * a[k]), z, activation: sigmoid(z) };
}

const ROW = 58; // between two inputs
const INPUTS = [0, 1, 2, 3];

/** @param {ThisFigure} figure */
export function draw(figure) {
  const root = drawing(figure, { height: figure.narrow ? 556 : 306, label: "One neuron with four inputs" });
  drawNeuron(figure, svg(root, "g", { transform: figure.narrow ? "translate(24 0)" : null }));
  drawSum(figure, svg(root, "g", { transform: figure.narrow ? "translate(-296 262)" : "translate(16 10)" }));
  slider(figure, { key: "b", label: "$b$ bias" });
  const more = fold(figure, "Weights and inputs as sliders");
  for (const k of INPUTS) slider(figure, { key: "w", index: k, label: `$w_${k}$ weight`, parent: more });
  for (const k of INPUTS)
    slider(figure, { key: "a", index: k, label: `$a_${k}$ input`, step: 0.05, digits: 2, parent: more });
  readout(
    figure,
    (_state, { z, activation }) =>
      `z = ${fixed(z)}, so the activation \u03c3(z) is ${fixed(activation)}: the neuron is ${mood(activation)}.`,
  );
}

function mood(activation) {
  if (activation > 0.9) return "fully active";
  if (activation > 0.6) return "active";
  if (activation >= 0.4) return "half active";
  return activation >= 0.1 ? "barely active" : "inactive";
}

/**
 * The picture: inputs on the left, the neuron on the right, a line with its weight between them.
 * @param {ThisFigure} figure
 */
function drawNeuron(figure, group) {
  const [x0, x1, y1] = [30, 232, 40 + 1.5 * ROW];
  const y = (k) => 40 + k * ROW;
  const edges = INPUTS.map((k) => svg(group, "line", { x1: x0, y1: y(k), x2: x1, y2: y1, class: "nn-edge" }));
  for (const k of INPUTS) drawInput(figure, group, k, x0, y(k));
  for (const k of INPUTS) drawWeight(figure, group, k, x0 + 0.4 * (x1 - x0), y(k) + 0.4 * (y1 - y(k)));
  drawBias(figure, group, x1, y1);
  const body = svg(group, "g", { transform: `translate(${x1} ${y1})` });
  svg(body, "circle", { r: 28, class: "nn-paper" });
  const ink = svg(body, "circle", { r: 28, class: "nn-neuron" });
  const value = svg(body, "text", { class: "nn-number nn-strong", y: 5, "text-anchor": "middle" });
  maths(body, { y: 46, "text-anchor": "middle" }, "\\sigma(z)");
  figure.update((state, { activation }) => {
    edges.forEach((edge, k) => weigh(edge, state.w[k]));
    fill(ink, value, activation);
  });
}

/** Width by size, colour and dashes by sign. */
function weigh(edge, w) {
  attr(edge, { "stroke-width": 0.75 + Math.abs(w) });
  mark(edge, "nn-minus", w < 0);
  mark(edge, "nn-plus", w > 0);
}

/** A neuron's circle filled with ink as far as its activation, its number readable on it. */
function fill(circle, text, activation) {
  attr(circle, { "fill-opacity": activation });
  mark(text, "nn-on-ink", activation > 0.5);
  setText(text, fixed(activation));
}

/** @param {ThisFigure} figure */
function drawInput(figure, group, k, x, y) {
  const input = svg(group, "g", { transform: `translate(${x} ${y})` });
  svg(input, "circle", { r: 22, class: "nn-paper" });
  const ink = svg(input, "circle", { r: 22, class: "nn-neuron" });
  const value = svg(input, "text", { class: "nn-number", y: 5, "text-anchor": "middle" });
  handle(figure, input, {
    label: `input a ${k}`,
    axis: "y",
    low: 0,
    high: 1,
    step: 0.05,
    at: (_px, py) => -py / 80,
    get: (state) => state.a[k],
    set: (value) => ({ a: replaced(figure.state.a, [k], rounded(value, 2)) }),
    text: (value) => fixed(value),
  });
  figure.update((state) => fill(ink, value, state.a[k]));
}

/** @param {ThisFigure} figure */
function drawWeight(figure, group, k, x, y) {
  const pill = svg(group, "g", { transform: `translate(${x} ${y})` });
  svg(pill, "rect", { x: -36, y: -15, width: 72, height: 30, rx: 15, class: "nn-pill" });
  maths(pill, { x: -28, y: 5 }, `w_${k}`);
  const value = svg(pill, "text", { class: "nn-number", x: 30, y: 5, "text-anchor": "end" });
  handle(figure, pill, {
    label: `weight w ${k}`,
    axis: "y",
    low: -5,
    high: 5,
    step: 0.1,
    at: (_px, py) => -py / 20,
    get: (state) => state.w[k],
    set: (value) => ({ w: replaced(figure.state.w, [k], rounded(value, 2)) }),
    text: (value) => signed(value, 1),
  });
  figure.update((state) => {
    setText(value, signed(state.w[k], 1));
    mark(value, "nn-plus", state.w[k] >= 0);
    mark(value, "nn-minus", state.w[k] < 0);
  });
}

/** @param {ThisFigure} figure */
function drawBias(figure, group, x, y) {
  svg(group, "line", { x1: x, y1: y - 75, x2: x, y2: y - 28, class: "nn-edge nn-b" });
  const pill = svg(group, "g", { transform: `translate(${x} ${y - 82})` });
  svg(pill, "rect", { x: -36, y: -15, width: 72, height: 30, rx: 15, class: "nn-pill" });
  maths(pill, { x: -26, y: 5 }, "b");
  const value = svg(pill, "text", { class: "nn-number nn-b", x: 30, y: 5, "text-anchor": "end" });
  handle(figure, pill, {
    label: "bias b",
    axis: "y",
    low: -10,
    high: 10,
    step: 0.1,
    at: (_px, py) => -py / 15,
    get: (state) => state.b,
    set: (b) => ({ b: rounded(b, 1) }),
    text: (b) => signed(b, 1),
  });
  figure.update((state) => setText(value, signed(state.b, 1)));
}

const rounded = (value, digits) => Number(value.toFixed(digits));

/**
 * The arithmetic: a row a term, each bar starting where the one before it ended; the last one ends at z.
 * @param {ThisFigure} figure
 */
function drawSum(figure, group) {
  const rows = [...INPUTS.map((k) => drawTerm(group, `w_${k} a_${k}`, 34 + 34 * k)), drawTerm(group, "b", 34 + 34 * 4)];
  svg(group, "line", { x1: 300, x2: 604, y1: 190, y2: 190, class: "nn-rule" });
  const sum = drawTerm(group, "z", 214);
  const squashed = drawTerm(group, "\\sigma(z)", 248);
  const zero = svg(group, "line", { y1: 14, y2: 226, class: "nn-rule" });
  const end = svg(group, "line", { y1: 14, y2: 226, class: "nn-rule nn-dashed" });
  maths(group, { x: 300, y: 286, class: "nn-muted" }, "z = w_0 a_0 + w_1 a_1 + w_2 a_2 + w_3 a_3 + b");
  figure.update((state, { terms, z, activation }) => {
    const parts = [...terms, state.b];
    const X = scale(parts);
    let from = 0;
    parts.forEach((value, k) => {
      const words = k < 4 ? `${fixed(state.w[k], 1)} \u00d7 ${fixed(state.a[k])}` : "";
      const tone = k === 4 ? "nn-b" : value < 0 ? "nn-minus" : "nn-plus";
      rows[k](words, signed(value), X(from), X(from + value), tone);
      from += value;
    });
    sum("", signed(z), X(0), X(z), "nn-z");
    squashed(`\u03c3(${fixed(z)})`, fixed(activation), X(0), X(0), "nn-a");
    attr(zero, { x1: X(0), x2: X(0) });
    attr(end, { x1: X(z), x2: X(z) });
  });
}

/** Where partial sums lie in the column of bars: symmetric about 0, in steps so that it does not jump at each move. */
function scale(values) {
  let [sum, reach] = [0, 0];
  for (const value of values) {
    sum += value;
    reach = Math.max(reach, Math.abs(sum));
  }
  const half = [1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24].find((size) => size >= reach) ?? 32;
  return (value) => 548 + (value / half) * 56;
}

/** A line of the sum; the answer shows its words, its number and its bar from x1 to x2. */
function drawTerm(group, symbol, y) {
  maths(group, { x: 300, y }, symbol);
  const words = svg(group, "text", { class: "nn-number nn-muted", x: 434, y, "text-anchor": "end" });
  const value = svg(group, "text", { class: "nn-number", x: 486, y, "text-anchor": "end" });
  const bar = svg(group, "rect", { class: "nn-bar", y: y - 12, height: 14 });
  return (text, number, x1, x2, tone) => {
    setText(words, text);
    setText(value, number);
    attr(value, { class: `nn-number ${tone}` });
    attr(bar, { x: Math.min(x1, x2), width: Math.abs(x2 - x1), class: `nn-bar ${tone}` });
  };
}
