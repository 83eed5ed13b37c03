// One output: a bar to drag, its target, and an arrow as long as its wish; below them the numbers.
import { attr, mark, setText, svg } from "../kit/elements.js";
import { handle } from "../kit/handles.js";
import { arrow } from "../kit/lines.js";
import { fixed, signed } from "../kit/numbers.js";
import { replaced } from "../kit/state.js";

/**
 * @typedef {import("./index.js").ThisFigure} ThisFigure
 * @typedef {import("./index.js").State} State
 * @typedef {import("./index.js").Result} Result
 * @typedef {{ x: number, step: number, top: number, height: number }} Columns where the ten columns and their bars stand
 */

/**
 * Output j, which begins at `start`; gives the function that shows a state.
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 * @param {number} j
 * @param {number} start
 * @param {Columns} columns
 * @returns {(state: State, result: Result) => void}
 */
export function drawOutput(figure, group, j, start, columns) {
  const showBar = drawBar(group, j, columns);
  const showNumbers = drawNumbers(figure, group, j, columns);
  drawGrip(figure, group, j, start, columns);
  return ({ exact }, result) => {
    const wish = (exact ? result.wishes : result.errors)[j];
    showBar(result, wish, exact);
    showNumbers(result, wish);
  };
}

/** The bar, its target and the arrow; beside an exact wish, the whole error is dashed. */
function drawBar(group, j, { step, top, height }) {
  const Y = scale(top, height);
  const bar_place = { x: step * 0.1, width: step * 0.36 };
  svg(group, "rect", { ...bar_place, y: top, height, class: "nn-track" });
  const bar = svg(group, "rect", { ...bar_place, class: "nn-bar nn-a", "fill-opacity": 0.55 });
  const target = svg(group, "path", {
    d: `M${step * 0.04} 0h${step * 0.88}`,
    class: "nn-edge nn-y",
    "stroke-width": 3,
  });
  const error = svg(group, "path", { class: "nn-rule nn-dashed" });
  const way = arrow(group);
  /** @type {(result: Result, wish: number, exact: boolean) => void} */
  return ({ a, y }, wish, exact) => {
    attr(bar, { y: Y(a[j]), height: height * a[j] });
    attr(target, { transform: `translate(0 ${Y(y[j])})` });
    attr(error, { d: `M${step * 0.72} ${Y(a[j])}V${Y(y[j])}`, visibility: exact ? "visible" : "hidden" });
    attr(way.group, { class: `nn-arrow ${toneOf(wish)}` });
    way.update(step * 0.72, Y(a[j]), step * 0.72, Y(a[j] + wish));
  };
}

const scale = (top, height) => (a) => top + height - height * a;
const toneOf = (wish) => (wish < 0 ? "nn-minus" : "nn-plus");

/** The output's name, its activation, its wish. */
function drawNumbers({ narrow }, group, j, { step, top, height }) {
  const text = (y, name = "") =>
    svg(group, "text", { x: step / 2, y: top + height + y, "text-anchor": "middle" }, name);
  const name = text(26, String(j));
  const activation = attr(text(48), { class: "nn-number nn-small" });
  const number = text(narrow ? 64 : 74);
  const places = narrow ? 2 : 3;
  const short = (digits) => (narrow ? digits.replace("0.", ".") : digits); // on a small screen without the leading 0
  /** @type {(result: Result, wish: number) => void} */
  return ({ a, y }, wish) => {
    mark(name, "nn-strong", y[j] === 1);
    setText(activation, short(fixed(a[j])));
    attr(number, { class: `nn-number nn-small ${Math.abs(wish) < 0.005 ? "nn-muted" : toneOf(wish)}` });
    setText(number, short(Math.abs(wish) < 0.5 / 10 ** places ? fixed(0, places) : signed(wish, places)));
  };
}

/** What takes hold of the bar's end. */
function drawGrip(figure, group, j, start, { step, top, height }) {
  const Y = scale(top, height);
  const grip = svg(group, "g");
  const hit = svg(grip, "rect", { x: 0, width: step * 0.96, height: 32, class: "nn-hit" });
  const knob = svg(grip, "circle", { cx: step * 0.28, r: 7, class: "nn-start" });
  handle(figure, grip, {
    label: `output ${j}`,
    axis: "y",
    low: 0,
    high: 1,
    step: 0.05,
    at: (_, py) => (top + height - py) / height,
    text: (a) => fixed(a),
    get: (_, { a }) => a[j],
    set: (value) => ({ moves: replaced(figure.state.moves, [j], value - start) }),
  });
  figure.update((_, { a }) => {
    attr(hit, { y: Y(a[j]) - 16 });
    attr(knob, { cy: Y(a[j]) });
  });
}
