// The table of wishes: columns are examples that can be switched, rows are weights; the last column is the average of
// those that are on.
import { digits } from "../data/digits.js";
import { attr, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { pressable } from "../kit/handles.js";
import { signed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { replaced } from "../kit/state.js";
import { PLACES, WEIGHTS } from "./numbers.js";

/**
 * @typedef {import("./index.js").ThisFigure} ThisFigure
 * @typedef {{ x: number, cell: number, row: number, size: number, last: number }} Table
 *   where the examples' columns begin, their width, the rows' height, the size of a picture, the middle of the average
 */

const LARGEST = 0.12; // the wish of a full bar

/**
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 */
export function drawTable(figure, group) {
  const { narrow } = figure;
  const table = narrow
    ? { x: 46, cell: 31, row: 34, size: 26, last: 291 }
    : { x: 76, cell: 62, row: 34, size: 44, last: 548 };
  const { x, cell, row, size, last } = table;
  PLACES.forEach((place, i) => {
    drawHead(figure, svg(group, "g", { transform: `translate(${x + cell * i} 6)` }), place, i, table);
  });
  const average = { x: last, y: size / 2 + 10, "text-anchor": "middle", class: "nn-strong" };
  svg(group, "text", average, narrow ? "av." : "average");
  WEIGHTS.forEach(([j, k], r) => {
    const y = size + 30 + row * r;
    maths(group, { x: 2, y: y + 20 }, `w_{${j},${k}}^{(3)}`);
    drawRow(figure, group, r, y, table);
  });
  const note = { x: 306, y: size + 42 + row * WEIGHTS.length, "text-anchor": "end", class: "nn-small nn-muted" };
  if (narrow) svg(group, "text", note, "wishes in thousandths");
}

/** @type {(figure: ThisFigure, group: SVGGElement, place: number, i: number, table: Table) => void} */
function drawHead(figure, group, place, i, { cell, size }) {
  const { label, x } = digits(figure.data)[place];
  picture(group, { x: (cell - size) / 2, y: 0, size }).update(x);
  const frame = svg(group, "rect", { width: cell - 2, height: size + 6, class: "nn-hit" });
  const tick = svg(group, "text", { x: cell / 2, y: size + 17, "text-anchor": "middle", class: "nn-small" });
  pressable(figure, group, {
    target: frame,
    label: `listen to the ${label}`,
    pressed: ({ on }) => on[i] === 1,
    action: () => figure.set({ on: replaced(figure.state.on, [i], 1 - figure.state.on[i]), steps: 0 }),
  });
  figure.update(({ on }) => {
    attr(group, { opacity: on[i] ? 1 : 0.35 });
    setText(tick, on[i] ? "on" : "off");
  });
}

/** @type {(figure: ThisFigure, group: SVGGElement, r: number, y: number, table: Table) => void} */
function drawRow(figure, group, r, y, { x, cell, last }) {
  const wishes = PLACES.map((_, i) => drawWish(figure, group, x + cell * (i + 0.5), y, cell));
  const mean = drawWish(figure, group, last, y, cell, "nn-strong");
  figure.update(({ on }, { table, average }) => {
    wishes.forEach((show, i) => {
      show(table[r][i], on[i] === 1);
    });
    mean(average[r], true);
  });
}

/**
 * One wish as a bar from the middle line and a number, on a small screen in thousandths; gives the function that shows it.
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 * @param {number} x
 * @param {number} y
 * @param {number} cell
 * @returns {(wish: number, heard: boolean) => void}
 */
function drawWish({ narrow }, group, x, y, cell, weight = "") {
  const bar = svg(group, "rect", { y: y + 25, height: 5 });
  const value = svg(group, "text", { x, y: y + 20, "text-anchor": "middle" });
  return (wish, heard) => {
    const small = Math.abs(wish) < 0.0005;
    const tone = small ? "nn-muted" : wish < 0 ? "nn-minus" : "nn-plus";
    const width = Math.max(-1, Math.min(1, wish / LARGEST)) * (cell / 2 - 3);
    attr(bar, { x: x + Math.min(0, width), width: Math.abs(width), class: `nn-bar ${tone}`, opacity: heard ? 1 : 0.3 });
    attr(value, {
      class: `nn-number ${narrow ? "nn-small" : ""} ${tone} ${weight}`,
      opacity: heard ? 1 : 0.45,
    });
    setText(value, small ? "0" : narrow ? signed(1000 * wish, 0) : signed(wish, 3));
  };
}
