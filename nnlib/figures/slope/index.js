import { axes } from "../kit/axes.js";
import { readout } from "../kit/card.js";
import { button, slider, toggle } from "../kit/controls.js";
import { attr, mark, putAt, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { handle } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { arrow, dots, line } from "../kit/lines.js";
import { clamp } from "../kit/maths.js";
import { animate, player } from "../kit/motion.js";
import { bracketed, fixed, signed } from "../kit/numbers.js";
import { pathWithinReach } from "../parts/path.js";
import { C, C_prime, level, STARTS, valleyOf } from "./cost.js";
import { crowdWords, story } from "./words.js";

/** @typedef {{ start: number, learning_rate: number, steps: number, crowd: boolean }} State */
/** @typedef {ReturnType<typeof compute>} Result */
/** @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure */

const VALLEYS = [-3.037, -0.156, 2.959]; // where the numbers of balls stand
const [REACH, TOP, STEPS] = [4.2, 5.8, 100];

/** @param {State} state */
export function compute({ start, learning_rate, steps }) {
  const descend = (from) => pathWithinReach(([w]) => [C_prime(w)], [from], learning_rate, steps);
  const { path, diverged } = descend(start);
  const [w] = path[path.length - 1];
  const step = -learning_rate * C_prime(w);
  const ends = STARTS.map(descend);
  const balls = ends.map((end) => end.path[end.path.length - 1][0]);
  const valleys = [0, 0, 0, 0];
  ends.forEach((end, i) => {
    valleys[end.diverged ? 3 : valleyOf(balls[i])] += 1;
  });
  return {
    path: path.map(([p]) => p),
    diverged,
    w,
    cost: C(w),
    slope: C_prime(w),
    step,
    next: w + step,
    next_cost: C(w + step),
    balls,
    valleys,
  };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const height = figure.narrow ? 232 : 262;
  const root = drawing(figure, {
    height: height + (figure.narrow ? 162 : 100),
    label: "A cost curve with three valleys and a ball that steps down it",
  });
  const frame = axes(root, {
    x: 12,
    y: 28,
    width: figure.width - 24,
    height: height - 54,
    x_range: [-REACH, REACH],
    y_range: [0, TOP],
    x_label: "w",
    x_ticks: [-4, -3, -2, -1, 0, 1, 2, 3, 4],
    y_ticks: [],
  });
  drawCurve(root, frame);
  drawStep(figure, frame);
  drawCrowd(figure, frame);
  drawBall(figure, root, frame);
  drawNumbers(figure, root, height);
  addControls(figure);
}

function drawCurve(root, { X, Y, plot, path }) {
  const points = Array.from({ length: 211 }, (_, i) => -REACH + i * 0.04);
  svg(plot, "path", { d: path(points.map((w) => [w, C(w)])), class: "nn-curve nn-C" });
  maths(root, { x: X(0), y: Y(TOP) - 10, "text-anchor": "middle" }, "C(w) = w^2(w^2 - 9)^2/100 + w/4 + 3/2");
}

/**
 * The tangent, the zigzag of the steps so far, and the next step as an arrow along the w axis.
 * @param {ThisFigure} figure
 */
function drawStep(figure, { X, Y, plot, path }) {
  const drop = svg(plot, "path", { class: "nn-rule nn-dashed" });
  const trail = svg(plot, "path", { class: "nn-edge", "stroke-width": 1.5 });
  const past = svg(plot, "path", { class: "nn-dots", "stroke-width": 7 });
  const tangent = svg(plot, "path", { class: "nn-edge nn-a" });
  const ghost = svg(plot, "circle", { r: 7, class: "nn-ghost" });
  const step = arrow(plot);
  figure.update((_, { path: ws, w, cost, slope, next, next_cost }) => {
    const run = 62 / Math.hypot(X(1) - X(0), slope * (Y(1) - Y(0)));
    attr(tangent, {
      d: path([
        [w - run, cost - slope * run],
        [w + run, cost + slope * run],
      ]),
    });
    attr(trail, { d: path(ws.map((p) => [p, C(p)])) });
    const ends = [
      [w, cost],
      [next, next_cost],
    ];
    attr(drop, {
      d: ends
        .map(([p, c]) =>
          line([
            [X(p), Y(clamp(c, -TOP, 2 * TOP))],
            [X(p), Y(0)],
          ]),
        )
        .join(""),
    });
    attr(ghost, { cx: X(clamp(next, -99, 99)), cy: Y(clamp(next_cost, -99, 99)) });
    step.update(X(clamp(w, -9, 9)), Y(0) - 9, X(clamp(next, -9, 9)), Y(0) - 9);
    attr(past, { d: dots(ws.slice(0, -1).map((p) => [X(p), Y(clamp(C(p), -99, 99))])) });
  });
}

/**
 * Nine more balls, and under each valley how many are in it.
 * @param {ThisFigure} figure
 */
function drawCrowd(figure, { X, Y, plot }) {
  const group = svg(plot, "g");
  const balls = STARTS.map(() => svg(group, "circle", { r: 6, class: "nn-crowd" }));
  const counts = VALLEYS.map((w) =>
    svg(group, "text", { class: "nn-number", x: X(w), y: Y(C(w)) - 18, "text-anchor": "middle" }),
  );
  const counted = (n) => (n === 0 ? "" : figure.narrow ? String(n) : n === 1 ? "1 ball" : `${n} balls`);
  figure.update(({ crowd }, { balls: ws, valleys }) => {
    attr(group, { visibility: crowd ? "visible" : "hidden" });
    for (const [i, ball] of balls.entries())
      attr(ball, { cx: X(clamp(ws[i], -99, 99)), cy: Y(clamp(C(ws[i]), -99, 99)) });
    for (const [i, text] of counts.entries()) setText(text, counted(valleys[i]));
  });
}

/**
 * The ball: it hops from where it was to where it is; off the picture it waits at the edge.
 * @param {ThisFigure} figure
 */
function drawBall(figure, root, { X, Y, toX }) {
  const ball = svg(root, "g");
  svg(ball, "circle", { r: 22, class: "nn-hit" });
  svg(ball, "circle", { r: 9, class: "nn-point" });
  const away = svg(root, "text", { class: "nn-number", x: X(0), y: Y(TOP) + 22, "text-anchor": "middle" });
  /** @type {number | null} */
  let shown = null;
  let latest = 0;
  const place = (w) => {
    shown = w;
    putAt(ball, X(clamp(w, -REACH, REACH)), Y(clamp(C(w), 0, TOP)));
  };
  handle(figure, ball, {
    label: "ball on the curve",
    axis: "x",
    low: -3.7,
    high: 3.7,
    step: 0.1,
    at: (px) => toX(px),
    get: (_, { w }) => w,
    set: (w) => ({ start: round(w, 2), steps: 0 }),
    text: (w) => `w = ${fixed(w)}, C = ${fixed(C(w))}`,
  });
  figure.update(({ steps }, { w }) => {
    const [from, motion] = [shown ?? w, ++latest];
    if (steps === 0 || from === w) place(w);
    else animate(figure, (t) => motion === latest && place(from + (w - from) * t), 180);
    setText(
      away,
      w > REACH
        ? `off the picture, at w = ${fixed(w, 1)} \u2192`
        : w < -REACH
          ? `\u2190 off the picture, at w = ${fixed(w, 1)}`
          : "",
    );
  });
}

const round = (value, digits) => Number(value.toFixed(digits));

/**
 * The arithmetic of the next step, line by line.
 * @param {ThisFigure} figure
 */
function drawNumbers(figure, root, top) {
  const gap = figure.narrow ? 24 : 26;
  const right = figure.narrow ? 104 : 150;
  const rows = [
    ["C'(w)", "slope"],
    ["-\\eta C'(w)", "step"],
    ["w", "next"],
  ].map(([symbol, word], i) => {
    const y = top + 30 + i * gap;
    svg(root, "text", { x: figure.narrow ? 4 : 12, y, class: "nn-muted" }, word);
    maths(root, { x: right, y, "text-anchor": "end" }, symbol);
    return svg(root, "text", { x: right + 8, y, class: "nn-number" });
  });
  const words = ["slope", "step", "next"].map((_, i) =>
    svg(root, "text", {
      x: figure.narrow ? 4 : 372,
      y: figure.narrow ? top + 30 + (3 + i * 0.9) * gap : top + 30 + i * gap,
      class: "nn-muted",
    }),
  );
  figure.update(({ learning_rate }, { w, cost, slope, step, next, next_cost }) => {
    const huge = Math.abs(next) > 1000;
    setText(rows[0], `= ${signed(slope, 3)}`);
    setText(
      rows[1],
      `= \u2212${fixed(learning_rate, 3)} \u00d7 ${bracketed(slope, 3)}${huge ? "" : ` = ${signed(step, 3)}`}`,
    );
    setText(
      rows[2],
      huge
        ? "more than 1,000 away"
        : `\u2190 ${fixed(w, 3)} ${step < 0 ? "\u2212" : "+"} ${fixed(Math.abs(step), 3)} = ${fixed(next, 3)}`,
    );
    setText(
      words[0],
      level(slope)
        ? "flat: no way is downhill"
        : slope > 0
          ? "uphill to the right, so step left"
          : "downhill to the right, so step right",
    );
    setText(words[1], level(slope) ? "so there is no step" : "a step in proportion to the slope");
    const rises = next_cost > cost + 1e-9;
    setText(
      words[2],
      huge ? "C leaves the picture" : `C ${rises ? "rises" : "falls"} from ${fixed(cost, 3)} to ${fixed(next_cost, 3)}`,
    );
    mark(words[2], "nn-strong", rises);
  });
}

/** @param {ThisFigure} figure */
function addControls(figure) {
  slider(figure, { key: "learning_rate", label: "$\\eta$ rate", step: 0.005, digits: 3 });
  toggle(figure, { key: "crowd", label: "Nine more balls" });
  button(figure, "Back to the start", () => {
    figure.pause();
    figure.set({ steps: 0 });
  });
  const more = (result, steps) =>
    !result.diverged && steps < STEPS && !(level(result.slope) && Math.abs(result.step) < 1e-4);
  player(figure, {
    step: () => {
      const { steps } = figure.state;
      if (figure.result.diverged || steps >= STEPS) return false;
      figure.set({ steps: steps + 1 });
      return more(figure.result, steps + 1);
    },
  });
  readout(
    figure,
    ({ steps, crowd }, result) =>
      `${story(steps, result)}${crowd ? ` Nine more balls: ${crowdWords(result.valleys)}.` : ""}`,
  );
}
