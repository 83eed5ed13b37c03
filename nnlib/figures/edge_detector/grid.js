// The grid: weights as squares, the picture as dots of ink upon them, and six pens to paint with.
import { attr, svg } from "../kit/elements.js";
import { fixed } from "../kit/numbers.js";
import { replaced } from "../kit/state.js";
import { paintGrid } from "../parts/paint_grid.js";
import { PLACES, SIDE } from "./pictures.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

const WEIGHTS = { "+": 1, "-": -1, 0: 0 }; // of three pens

/**
 * @param {ThisFigure} figure
 * @param {Element} group
 * @param {{ x: number, y: number, size: number }} grid
 * @param {(k: number) => void} onCursor
 */
export function drawGrid(figure, group, grid, onCursor) {
  paintGrid(figure, group, {
    ...grid,
    columns: SIDE,
    kind: "sign",
    largest: () => 1.6,
    read: (state) => state.weights,
    label: "14 by 14 pixels with a weight each: arrows move, Space paints with the pen, Shift with arrows goes on",
    stroke: (k, from) => figure.set(stroked(figure, k, from)),
    onCursor,
    spoken: (k) => spoken(figure, k),
  });
  drawLines(group, grid);
  drawInk(figure, group, grid);
}

/**
 * What the pen changes when it reaches square k from another.
 * @param {ThisFigure} figure
 */
function stroked(figure, k, from) {
  const { pen, weights, shift } = figure.state;
  if (pen === "move") {
    const [right, down] = [(k % SIDE) - (from % SIDE), Math.floor(k / SIDE) - Math.floor(from / SIDE)];
    return { shift: [shift[0] + right, shift[1] + down] };
  }
  if (pen in WEIGHTS) return { weights: replaced(weights, [k], WEIGHTS[pen]) };
  return { picture: replaced(figure.result.a, [k], pen === "ink" ? 1 : 0), shift: [0, 0] };
}

/** @param {ThisFigure} figure */
function spoken(figure, k) {
  const [weight, ink] = [figure.state.weights[k], figure.result.a[k]];
  return `row ${Math.floor(k / SIDE)}, column ${k % SIDE}, weight ${weight}, ink ${fixed(ink)}`;
}

function drawLines(group, { x, y, size }) {
  const steps = PLACES.slice(1, SIDE).map((i) => (i * size) / SIDE);
  const d = steps.map((step) => `M${x + step} ${y}v${size}M${x} ${y + step}h${size}`).join("");
  svg(group, "path", { class: "nn-thread", "stroke-opacity": 0.5, "pointer-events": "none", d });
}

/** @param {ThisFigure} figure */
function drawInk(figure, group, { x, y, size }) {
  const cell = size / SIDE;
  const ink = svg(group, "g", { "pointer-events": "none" });
  const place = (k) => ({ cx: x + ((k % SIDE) + 0.5) * cell, cy: y + (Math.floor(k / SIDE) + 0.5) * cell });
  const dots = PLACES.map((k) => ({
    paper: svg(ink, "circle", { ...place(k), r: cell * 0.36, class: "nn-paper" }),
    full: svg(ink, "circle", { ...place(k), r: cell * 0.3, class: "nn-bar nn-a" }),
  }));
  figure.update((_state, { a }) =>
    dots.forEach(({ paper, full }, k) => {
      const visibility = a[k] > 0 ? "visible" : "hidden";
      attr(paper, { visibility });
      attr(full, { visibility, "fill-opacity": a[k] });
    }),
  );
}
