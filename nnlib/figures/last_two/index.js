import { readout } from "../kit/card.js";
import { choice } from "../kit/controls.js";
import { mark, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { pressable } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { bracketed, fixed, signed } from "../kit/numbers.js";
import { chainForward } from "../parts/chain_network.js";
import { inkedNeuron, weighedEdge } from "../parts/neurons.js";
import { nameAlone, roving } from "../parts/stops.js";

/** @typedef {import("../parts/chain_network.js").Chain & { lit: string }} State */
/** @typedef {ReturnType<typeof compute>} Result */
/** @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure */

/** @param {State} state */
export function compute(state) {
  const { z, a } = chainForward(state);
  return { a_before: a[2], w: state.w[2], b: state.b[2], z: z[2], a: a[3], y: state.y, C: (a[3] - state.y) ** 2 };
}

const SYMBOLS = { a_before: "a^{(L-1)}", w: "w^{(L)}", b: "b^{(L)}", z: "z^{(L)}", a: "a^{(L)}", y: "y", C: "C_0" };
const MEANINGS = {
  a_before: "the activation of the neuron before the last one, in layer L \u2212 1",
  w: "the weight of the connection into layer L; it belongs to layer L",
  b: "the bias of the last neuron; it belongs to layer L",
  z: "the weighted sum plus bias, before it is squeezed",
  a: "the activation of the last neuron, in layer L: the output",
  y: "the wanted output for this example",
  C: "the cost of this one example, example 0",
  layer: "L counts layers: here L = 3. In brackets above a letter it is a label and never a power",
  square: "this 2 is a power, the only one here: it stands outside of the bracket and squares the difference",
};
const DIGITS = { a_before: 4, w: 1, b: 1, z: 4, a: 4, y: 2, C: 4 };

/** @param {ThisFigure} figure */
export function draw(figure) {
  const root = drawing(figure, { height: figure.narrow ? 388 : 366, label: "The last two neurons and their formulas" });
  const picture = svg(root, "g");
  const formulas = svg(root, "g", { transform: `translate(0 ${figure.narrow ? 222 : 226})` });
  drawPicture(figure, picture);
  drawFormulas(figure, formulas);
  for (const group of [picture, formulas]) roving(figure, buttonsIn(group));
  choice(figure, { key: "lit", label: "point at", options: Object.keys(MEANINGS).map(option) });
  readout(
    figure,
    ({ lit }, result) =>
      `${SYMBOLS[lit] ? `${spoken(lit)} = ${fixed(result[lit], DIGITS[lit])}: ` : ""}${MEANINGS[lit]}.`,
    { lines: [2, 4] },
  );
}

/** @returns {SVGGElement[]} */
const buttonsIn = (group) => [...group.querySelectorAll("[role=button]")];

/** @returns {[string, string]} */
const option = (name) => [name, { layer: "(L)", square: "2" }[name] ?? spoken(name)];

const spoken = (name) => SYMBOLS[name].replace(/[\^_{}]/g, "").replace("-", "\u2212");

/** Pointing at it, focus and a press light what stands for the same. */
function pointed(figure, element, name, label) {
  pressable(figure, element, { label, action: () => figure.set({ lit: name }), pressed: ({ lit }) => lit === name });
  nameAlone(element);
  for (const event of ["pointerenter", "focus"])
    figure.listen(element, event, () => figure.state.lit !== name && figure.set({ lit: name }));
}

// ---------------------------------------------------------------- the picture

function drawPicture(figure, root) {
  const narrow = figure.narrow;
  const [x1, x2, x3, y] = narrow ? [34, 176, 280, 106] : [110, 340, 540, 106];
  drawWeight(figure, root, x1, x2, y);
  svg(root, "line", { x1: x2, x2, y1: 40, y2: y, class: "nn-edge nn-b" });
  svg(root, "line", { x1: x2, x2: x3, y1: y, y2: y, class: "nn-edge nn-C" });
  svg(root, "line", { x1: x3, x2: x3, y1: 40, y2: y, class: "nn-edge nn-y" });
  svg(root, "line", { x1: 0, x2: x1 - 30, y1: y, y2: y, class: "nn-edge nn-dashed", "stroke-width": 1.5 });
  drawNeuron(figure, root, "a_before", x1, y);
  drawNeuron(figure, root, "a", x2, y);
  drawPart(figure, root, "b", [x2, 26], 50, "nn-b");
  drawPart(figure, root, "y", [x3, 26], narrow ? 38 : 44, "nn-y");
  drawPart(figure, root, "C", [x3, y], narrow ? 39 : 48, "nn-C");
  drawPart(figure, root, "z", [x2, y + 76], 56, "nn-z");
}

function drawNeuron(figure, root, name, x, y) {
  const { group, update } = inkedNeuron(root, { x, y, r: 28 });
  const ring = svg(group, "circle", { r: 34, class: "nn-cursor" });
  maths(group, { y: 50, "text-anchor": "middle" }, SYMBOLS[name]);
  pointed(figure, group, name, `neuron ${spoken(name)}`);
  figure.update(({ lit }, result) => {
    update(result[name]);
    ring.style.visibility = lit === name ? "" : "hidden";
  });
}

function drawWeight(figure, root, x1, x2, y) {
  const { update } = weighedEdge(root, [x1, y], [x2, y]);
  figure.update((state) => update(state.w[2]));
  drawPart(figure, root, "w", [(x1 + x2) / 2, y], figure.narrow ? 39 : 46, null);
}

function drawPart(figure, root, name, [x, y], half_width, tone) {
  const part = svg(root, "g", { transform: `translate(${x} ${y})` });
  svg(part, "rect", { x: -half_width, y: -15, width: 2 * half_width, height: 30, rx: 15, class: "nn-pill" });
  const ring = svg(part, "rect", {
    x: -half_width - 4,
    y: -19,
    width: 2 * half_width + 8,
    height: 38,
    rx: 19,
    class: "nn-cursor",
  });
  maths(part, { x: 8 - half_width, y: 5 }, SYMBOLS[name]);
  const value = svg(part, "text", {
    x: half_width - 8,
    y: 5,
    "text-anchor": "end",
    class: `nn-number ${tone ?? "nn-plus"}`,
  });
  pointed(figure, part, name, `${spoken(name)} in the picture`);
  figure.update(({ lit }, result) => {
    const digits = figure.narrow ? Math.min(2, DIGITS[name]) : DIGITS[name];
    setText(value, ["w", "b"].includes(name) ? signed(result[name], 1) : fixed(result[name], digits));
    if (tone === null) mark(value, "nn-minus", result[name] < 0);
    ring.style.visibility = lit === name ? "" : "hidden";
  });
}

// ---------------------------------------------------------------- the formulas

const FORMULAS = [
  ["z", " = ", "w", " \u00d7 ", "a_before", " + ", "b"],
  ["a", " = \u03c3( ", "z", " )"],
  ["C", " = ( ", "a", " \u2212 ", "y", " )", "square"],
];
const WIDTHS = { a_before: 62, w: 46, b: 46, z: 58, a: 58, y: 42, C: 58, square: 29 };

/** A line each; a symbol above its number, so that both can be pointed at. */
function drawFormulas(figure, group) {
  FORMULAS.forEach((formula, row) => {
    let x = figure.narrow ? 0 : 170;
    const y = 22 + row * (figure.narrow ? 56 : 46);
    for (const piece of formula) {
      const width = WIDTHS[piece] ?? (piece.length > 5 ? 38 : piece.length > 4 ? 30 : piece.length > 2 ? 20 : 12);
      if (WIDTHS[piece]) drawSymbol(figure, group, piece, x, y, width);
      else svg(group, "text", { x: x + 5, y }, piece.trim());
      x += width;
    }
  });
}

function drawSymbol(figure, group, name, x, y, width) {
  const symbol = svg(group, "g");
  svg(symbol, "rect", { x, y: y - 18, width, height: 40, rx: 6, class: "nn-hit" });
  const ring = svg(symbol, "rect", { x: x + 1, y: y - 18, width: width - 2, height: 40, rx: 6, class: "nn-cursor" });
  if (name === "square") svg(symbol, "text", { x: x + 4, y: y - 4, class: "nn-small" }, "2");
  else maths(symbol, { x: x + width / 2, y, "text-anchor": "middle" }, SYMBOLS[name]);
  const value = svg(symbol, "text", {
    x: x + width / 2,
    y: y + 16,
    "text-anchor": "middle",
    class: "nn-number nn-small nn-muted",
  });
  pointed(figure, symbol, name, name === "square" ? "the power 2" : `${spoken(name)} in the formula`);
  figure.update(({ lit }, result) => {
    if (name !== "square") setText(value, name === "z" ? fixed(result.z, 4) : bracketed(result[name], DIGITS[name]));
    ring.style.visibility = lit === name || (lit === "layer" && !["y", "C", "square"].includes(name)) ? "" : "hidden";
  });
}
