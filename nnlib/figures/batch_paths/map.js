// The map of the cost over (w_0, w_1), with the three paths and their start.
import { axes } from "../kit/axes.js";
import { attr, putAt, svg } from "../kit/elements.js";
import { handle } from "../kit/handles.js";
import { fixed } from "../kit/numbers.js";
import { contour } from "../parts/contour.js";
import { cost } from "./descent.js";
import { LINES } from "./looks.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

const W_0 = [-6, 8]; // what is to be seen of both
const W_1 = [-9, 5];
const LEVELS = [0.188, 0.2, 0.22, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5];

/**
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 * @param {{ x: number, y: number, size: number }} box
 */
export function drawMap(figure, group, { x, y, size }) {
  svg(group, "rect", { x, y, width: size, height: size, class: "nn-paper nn-frame" });
  const map = axes(group, {
    x,
    y,
    width: size,
    height: size,
    x_range: W_0,
    y_range: W_1,
    x_label: "w_0",
    y_label: "w_1",
    x_ticks: [-4, 4],
    y_ticks: [-8, -4, 4],
  });
  for (const level of LEVELS)
    svg(map.plot, "path", {
      class: "nn-contour",
      d: contour((w_0, w_1) => cost([w_0, w_1]), { x_range: W_0, y_range: W_1, X: map.X, Y: map.Y, level }),
    });
  drawPaths(figure, map);
  drawStart(figure, group, map);
}

/** @type {(figure: ThisFigure, map: ReturnType<typeof axes>) => void} */
function drawPaths(figure, { plot, path, X, Y }) {
  const lines = LINES.map((name) => svg(plot, "path", { class: `nn-curve ${name}` }));
  const ends = LINES.map((name) => svg(plot, "circle", { r: 5.5, class: `nn-point ${name}` }));
  figure.update((_, { paths, points }) => {
    lines.forEach((line, i) => {
      attr(line, { d: path(paths[i]) });
      attr(ends[i], { cx: X(points[i][0]), cy: Y(points[i][1]) });
    });
  });
}

/** @type {(figure: ThisFigure, group: SVGGElement, map: ReturnType<typeof axes>) => void} */
function drawStart(figure, group, { X, Y, toX, toY }) {
  const ball = svg(group, "g");
  svg(ball, "circle", { r: 16, class: "nn-hit" });
  svg(ball, "circle", { r: 8, class: "nn-start" });
  handle(figure, ball, {
    label: "start of the three paths",
    axis: "xy",
    low: [W_0[0], W_1[0]],
    high: [W_0[1], W_1[1]],
    step: 0.25,
    at: (px, py) => [toX(px), toY(py)],
    get: ({ start }) => start,
    set: (start) => ({ start: start.map((v) => Number(v.toFixed(2))) }),
    text: (w) => `w 0: ${fixed(w[0])}, w 1: ${fixed(w[1])}`,
  });
  figure.update(({ start }) => putAt(ball, X(start[0]), Y(start[1])));
}
