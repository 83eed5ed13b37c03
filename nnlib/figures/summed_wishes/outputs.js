// The ten outputs as columns: a switch with its wish, its weight from the picked neuron, and their product.
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { pressable } from "../kit/handles.js";
import { fixed, signed } from "../kit/numbers.js";
import { replaced } from "../kit/state.js";

/**
 * @typedef {import("./index.js").ThisFigure} ThisFigure
 * @typedef {{ x: number, step: number, top: number }} Table
 */

/** The rows' places below the top of the table. */
const ROWS = { name: 20, wish: 42, weight: 82, product: 112 };

/**
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 */
export function drawOutputs(figure, group) {
  const table = figure.narrow ? { x: 3, step: 31.4, top: 22 } : { x: 92, step: 54.2, top: 0 };
  const { x, step, top } = table;
  nameRows(figure, group, table);
  for (let j = 0; j < 10; j++)
    drawColumn(figure, svg(group, "g", { transform: `translate(${x + step * j} ${top})` }), j, step);
  svg(group, "path", { d: `M${x} ${top + 124}h${10 * step}`, class: "nn-rule" });
  const sum = maths(group, { x: x + 10 * step, y: top + 148, "text-anchor": "end", class: "nn-number nn-strong" }, "");
  figure.update(({ picked }, { sums }) => setMaths(sum, `"sum for neuron ${picked}: ${signed(sums[picked], 3)}"`));
}

/** @type {(figure: ThisFigure, group: SVGGElement, table: Table) => void} */
function nameRows(figure, group, { x }) {
  if (figure.narrow) {
    maths(group, { x: 2, y: 12, class: "nn-small" }, '"rows: wish" -\\partial C_0/\\partial z_j", weight, product"');
    return;
  }
  const name = (y, text) => maths(group, { x: x - 8, y, "text-anchor": "end" }, text);
  name(ROWS.name, '"output" j');
  name(ROWS.wish, '"its wish"');
  name(ROWS.product, '"product"');
  const weight = name(ROWS.weight, "");
  figure.update(({ picked }) => setMaths(weight, `"\u00d7" w_{j,${picked}}^{(3)}`));
}

/** @type {(figure: ThisFigure, group: SVGGElement, j: number, step: number) => void} */
function drawColumn(figure, group, j, step) {
  const middle = { x: step / 2, "text-anchor": "middle" };
  const tick = svg(group, "g");
  const entry = svg(tick, "rect", { x: 1, y: 1, width: step - 2, height: 50, rx: 4, class: "nn-entry" });
  svg(tick, "text", { ...middle, y: ROWS.name, class: "nn-strong" }, String(j));
  const wish = svg(tick, "text", { ...middle, y: ROWS.wish });
  const weight = svg(group, "text", { ...middle, y: ROWS.weight });
  const product = svg(group, "text", { ...middle, y: ROWS.product });
  pressable(figure, tick, {
    target: entry,
    label: (_, { wishes }) => `output ${j}, wish ${signed(wishes[j], 3)}`,
    pressed: ({ on }) => on[j] === 1,
    action: () => figure.set({ on: replaced(figure.state.on, [j], 1 - figure.state.on[j]) }),
  });
  figure.update(({ on }, { wishes, weights, terms }) => {
    mark(entry, "nn-picked", on[j] === 1);
    attr(group, { opacity: on[j] ? 1 : 0.45 });
    write(wish, wishes[j], figure.narrow);
    write(weight, weights[j], figure.narrow);
    write(product, terms[j], figure.narrow);
  });
}

function write(text, value, narrow) {
  const tone = Math.abs(value) < 0.0005 ? "nn-muted" : value < 0 ? "nn-minus" : "nn-plus";
  attr(text, { class: `nn-number nn-small ${tone}` });
  setText(text, short(value, narrow));
}

/** A number with its sign; on a small screen without the 0 before its point. */
function short(value, narrow) {
  const places = narrow ? 2 : 3;
  const text = Math.abs(value) < 0.5 / 10 ** places ? fixed(0, places) : signed(value, places);
  if (!narrow) return text;
  return Math.abs(value) < 1 ? text.replace("0.", ".") : signed(value, 1);
}
