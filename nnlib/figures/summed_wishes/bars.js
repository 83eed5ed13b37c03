// The sixteen neurons of a layer as bars up or down from a middle line, each to pick; on a small screen in two rows.
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { pressable } from "../kit/handles.js";
import { signed } from "../kit/numbers.js";

/**
 * @typedef {import("./index.js").ThisFigure} ThisFigure
 * @typedef {object} Layer
 * @property {number} y
 * @property {number} scale the wish of a full bar
 * @property {"picked" | "far"} key the trait that holds the chosen neuron
 * @property {(result: import("./index.js").Result) => number[]} values
 * @property {string} title the formula
 * @property {string} layer its name beside the bars
 * @property {string} name of a neuron, before its number
 * @typedef {{ x: number, step: number, height: number, across: number }} Shape of a bar's place, and how many are in a row
 */

const NEURONS = Array.from({ length: 16 }, (_, k) => k);
const BELOW = 26; // the numbers of the neurons, under the bars

/** @type {(figure: ThisFigure) => Shape} */
const shapeOf = ({ narrow }) =>
  narrow ? { x: 1, step: 39.7, height: 66, across: 8 } : { x: 92, step: 33.9, height: 104, across: 16 };

/** @type {(shape: Shape, k: number) => number[]} */
const placeOf = ({ x, step, height, across }, k) => [
  x + step * (k % across),
  Math.floor(k / across) * (height + BELOW),
];

/**
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 * @param {Layer} layer
 */
export function drawBars(figure, group, layer) {
  const shape = shapeOf(figure);
  const { x, step, height, across } = shape;
  const zero = layer.y + height / 2;
  drawNames(figure, group, layer, zero);
  for (let row = 0; row < 16 / across; row++)
    svg(group, "path", { d: `M${x} ${zero + row * (height + BELOW)}h${across * step}`, class: "nn-rule" });
  for (const k of NEURONS) {
    const [left, down] = placeOf(shape, k);
    drawBar(figure, svg(group, "g", { transform: `translate(${left} ${down})` }), k, layer, shape);
  }
}

/** @type {(figure: ThisFigure, group: SVGGElement, layer: Layer, zero: number) => void} */
function drawNames({ narrow }, group, { y, title, layer }, zero) {
  const side = { x: 84, "text-anchor": "end", class: "nn-small" };
  maths(group, narrow ? { x: 2, y: y - 8 } : { ...side, y: zero - 4 }, title);
  svg(
    group,
    "text",
    { ...side, ...(narrow ? { x: 318, y: y - 8 } : { y: zero + 16 }), class: "nn-small nn-muted" },
    layer,
  );
}

/** @type {(figure: ThisFigure, group: SVGGElement, k: number, layer: Layer, shape: Shape) => void} */
function drawBar(figure, group, k, { y, scale, key, values, name }, { step, height }) {
  const zero = y + height / 2;
  const middle = { x: step / 2, "text-anchor": "middle" };
  const entry = svg(group, "rect", { x: 0.5, y, width: step - 1, height: height + 20, rx: 4, class: "nn-entry" });
  const bar = svg(group, "rect", { x: step * 0.22, width: step * 0.56 });
  svg(group, "text", { ...middle, y: y + height + 15, class: "nn-small" }, String(k));
  const value = svg(group, "text", middle);
  pressable(figure, group, {
    target: entry,
    label: (_, result) => `${name} ${k}: ${signed(values(result)[k], 3)}`,
    pressed: (state) => state[key] === k,
    action: () => figure.set({ [key]: k }),
  });
  figure.update((state, result) => {
    const wish = values(result)[k];
    const size = Math.min(1, Math.abs(wish) / scale) * (height / 2 - 15);
    const tone = Math.abs(wish) < 0.005 ? "nn-muted" : wish < 0 ? "nn-minus" : "nn-plus";
    mark(entry, "nn-picked", state[key] === k);
    attr(bar, { y: wish < 0 ? zero : zero - size, height: size, class: `nn-bar ${tone}` });
    attr(value, { y: wish < 0 ? zero + size + 13 : zero - size - 4, class: `nn-number nn-small ${tone}` });
    setText(value, short(wish));
  });
}

/** A wish in as few digits as a bar has place for. */
function short(wish) {
  if (Math.abs(wish) < 0.005) return "0";
  return Math.abs(wish) < 0.995 ? signed(wish, 2).replace("0.", ".") : signed(wish, 1);
}

/**
 * The places of the sixteen while nothing has been passed on to them.
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 * @param {number} y
 */
export function drawEmptyBars(figure, group, y) {
  const shape = shapeOf(figure);
  const { step, height } = shape;
  for (const k of NEURONS) {
    const [left, down] = placeOf(shape, k);
    svg(group, "path", { d: `M${left} ${y + height / 2 + down}h${step}`, class: "nn-rule nn-dashed" });
    svg(
      group,
      "text",
      { x: left + step / 2, y: y + height + 15 + down, "text-anchor": "middle", class: "nn-small nn-muted" },
      String(k),
    );
  }
}
