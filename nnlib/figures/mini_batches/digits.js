// The hundred digits in their order, a batch outlined: it can be moved, and another one pressed.
import { digits } from "../data/digits.js";
import { attr, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { handle, pointerAt } from "../kit/handles.js";
import { clamp } from "../kit/maths.js";
import { picture } from "../kit/pictures.js";
import { EXAMPLES } from "./gradients.js";

/**
 * @typedef {import("./index.js").ThisFigure} ThisFigure
 * @typedef {{ left: number, top: number, cell: number }} Grid where the digits begin, and the size of each
 */

const ACROSS = 10; // digits in a row

/**
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 * @param {Grid} grid
 */
export function drawDigits(figure, group, grid) {
  const { left, top, cell } = grid;
  attr(group, { transform: `translate(${left} ${top})` });
  maths(group, { x: 0, y: -10, class: "nn-muted nn-small" }, '"100 digits, shuffled and cut into batches"');
  drawPictures(figure, group, cell);
  drawCuts(figure, group, cell);
  drawFrame(figure, group, grid);
}

/**
 * What the epoch has already used is faint.
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 * @param {number} cell
 */
function drawPictures(figure, group, cell) {
  const drawn = digits(figure.data)
    .slice(0, EXAMPLES)
    .map(({ x }) => {
      const digit = svg(group, "g");
      picture(digit, { x: 2, y: 2, size: cell - 4, frame: false }).update(x);
      return digit;
    });
  figure.update(({ batch }, { order, now }) => {
    order.forEach((place, at) => {
      attr(drawn[place], {
        transform: `translate(${(at % ACROSS) * cell} ${Math.floor(at / ACROSS) * cell})`,
        opacity: at < now * batch ? 0.3 : 1,
      });
    });
  });
}

/**
 * The lines between the batches.
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 * @param {number} cell
 */
function drawCuts(figure, group, cell) {
  const cuts = svg(group, "path", { class: "nn-outline" });
  const outline = ({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`;
  figure.update(({ batch }, { steps }) =>
    attr(cuts, { d: Array.from({ length: steps }, (_, n) => outline(boxOf(n, batch, cell))).join("") }),
  );
}

/**
 * The frame around the batch of this step.
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 * @param {Grid} grid
 */
function drawFrame(figure, group, { left, top, cell }) {
  const area = svg(group, "rect", { width: ACROSS * cell, height: ACROSS * cell, class: "nn-hit nn-pressable" });
  const frame = svg(group, "rect", { class: "nn-chosen", rx: 3, "stroke-width": 3, "pointer-events": "all" });
  const batchAt = (px, py) => {
    const [column, row] = [px - left, py - top].map((v) => clamp(Math.floor(v / cell), 0, ACROSS - 1));
    return Math.floor((ACROSS * row + column) / figure.state.batch);
  };
  figure.listen(area, "click", (event) => figure.set({ step: batchAt(...pointerAt(event, group)) }));
  handle(figure, frame, {
    label: "batch",
    axis: "x",
    low: 0,
    high: EXAMPLES - 1,
    step: 1,
    at: batchAt,
    get: (_, { now }) => now,
    set: (step) => ({ step: Math.min(step, figure.result.steps - 1) }),
    text: (now) => `batch ${now + 1} of ${figure.result.steps}`,
  });
  figure.update(({ batch }, { now }) => attr(frame, boxOf(now, batch, cell)));
}

/**
 * Where batch n lies among the rows of ten.
 * @param {number} n
 * @param {number} batch
 * @param {number} cell
 */
function boxOf(n, batch, cell) {
  const first = n * batch;
  return {
    x: (first % ACROSS) * cell,
    y: Math.floor(first / ACROSS) * cell,
    width: Math.min(batch, ACROSS) * cell,
    height: Math.max(1, batch / ACROSS) * cell,
  };
}
