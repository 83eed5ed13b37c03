// The plot of one of the two costs along one weight: the curve, its tangent, the ball.
import { storyInputs } from "../data/story.js";
import { axes } from "../kit/axes.js";
import { attr, putAt, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { handle } from "../kit/handles.js";
import { line } from "../kit/lines.js";
import { picture } from "../kit/pictures.js";
import { amount } from "./amounts.js";
import { FAR, NUDGES, WEIGHTS } from "./costs.js";

/**
 * @typedef {import("./index.js").ThisFigure} ThisFigure
 * @typedef {import("./index.js").Result} Result
 * @typedef {import("./weight.js").Box & { costs: "network" | "bowl", top: number }} Plot with its largest C
 */

const SPOKEN = { network: WEIGHTS.map(([j, k]) => `w ${j},${k}`), bowl: ["w 1", "w 2"] };

/**
 * Draw it under the group of weight i; gives its own group.
 * @param {ThisFigure} figure
 * @param {SVGGElement} parent
 * @param {number} i
 * @param {Plot} plot
 */
export function drawPlot(figure, parent, i, plot) {
  const group = svg(parent, "g");
  const frame = drawFrame(figure, group, plot);
  drawWhose(figure, group, i, plot);
  const drawCurve = curveOf(frame, i);
  const drawNudge = nudgeOf(frame, i);
  const ball = drawBall(figure, group, i, plot, frame);
  figure.update((state, result) => {
    if (state.costs !== plot.costs) return;
    drawCurve(result);
    drawNudge(state.nudge, result);
    putAt(ball, frame.X(state.nudge), frame.Y(result.cost + result.measured[i]));
  });
  return group;
}

/** @type {(figure: ThisFigure, group: SVGGElement, plot: Plot) => ReturnType<typeof axes>} */
function drawFrame(figure, group, { width, height, top }) {
  const frame = axes(group, {
    x: 0,
    y: 28,
    width,
    height: height - 6,
    x_range: [-FAR, FAR],
    y_range: [0, top],
    y_label: "C",
    x_ticks: figure.narrow ? [-1, 1] : [-2, -1, 1, 2],
    y_ticks: [top / 2, top],
  });
  maths(group, { x: width * 0.875, y: height + 39, "text-anchor": "middle", class: "nn-small nn-muted" }, '"nudge"');
  return frame;
}

/** Whose cost it is, once for the two weights: the picture of the 2, or the formula. */
function drawWhose(figure, group, i, { costs, width, height }) {
  if (costs === "network" && i === 0)
    picture(group, { x: width - 52, y: 30, size: 52 }).update(storyInputs(figure.data));
  if (costs === "bowl" && i === 1)
    maths(
      group,
      { x: width, y: height - 24, "text-anchor": "end", class: "nn-small nn-muted" },
      "C = 0.4(w_1 - 4)^2 + 0.0125(w_2 - 4)^2",
    );
}

/** The curve and its tangent where the weight stands. */
function curveOf({ plot, path }, i) {
  const curve = svg(plot, "path", { class: "nn-curve nn-C" });
  const tangent = svg(plot, "path", { class: "nn-edge nn-a" });
  /** @param {Result} result */
  return ({ cost, slopes, curves }) => {
    attr(curve, { d: path(curves[i].map((C, n) => [NUDGES[n], C])) });
    attr(tangent, { d: path([-FAR, FAR].map((nudge) => [nudge, cost + nudge * slopes[i]])) });
  };
}

/** From the start along the nudge, up or down to the curve, and on to what was foretold. */
function nudgeOf({ plot, X, Y }, i) {
  const change = svg(plot, "path", { class: "nn-rule nn-dashed" });
  const ghost = svg(plot, "circle", { r: 6, class: "nn-ghost" });
  const start = svg(plot, "circle", { r: 4, class: "nn-dot" });
  /** @type {(nudge: number, result: Result) => void} */
  return (nudge, { cost, predicted, measured }) => {
    const [x, y, foretold] = [X(nudge), Y(cost + measured[i]), Y(cost + predicted[i])];
    const corners = [
      [X(0), Y(cost)],
      [x, Y(cost)],
      [x, y],
      [x, foretold],
    ];
    attr(start, { cx: X(0), cy: Y(cost) });
    attr(ghost, { cx: x, cy: foretold });
    attr(change, {
      d: corners
        .slice(1)
        .map((corner, n) => line([corners[n], corner]))
        .join(""),
    });
  };
}

/** @type {(figure: ThisFigure, group: SVGGElement, i: number, plot: Plot, frame: ReturnType<typeof axes>) => SVGGElement} */
function drawBall(figure, group, i, { costs, left }, { toX }) {
  const ball = svg(group, "g");
  svg(ball, "circle", { r: 22, class: "nn-hit" });
  svg(ball, "circle", { r: 8, class: "nn-point" });
  handle(figure, ball, {
    label: `nudge of ${SPOKEN[costs][i]}`,
    axis: "x",
    low: -FAR,
    high: FAR,
    step: 0.05,
    at: (px) => toX(px - left),
    get: ({ nudge }) => nudge,
    set: (nudge) => ({ nudge: Number(nudge.toFixed(2)) }),
    text: amount,
  });
  return ball;
}
