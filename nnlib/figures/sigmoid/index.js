import { axes } from "../kit/axes.js";
import { readout } from "../kit/card.js";
import { button, choice, slider } from "../kit/controls.js";
import { attr, keepPlace, putAt, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { handle } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { line } from "../kit/lines.js";
import { clamp, sigmoid, sigmoid_prime } from "../kit/maths.js";
import { bracketed, fixed } from "../kit/numbers.js";

/**
 * @typedef {"sigmoid" | "relu" | "tanh"} Name
 * @typedef {{ x: number, w: number, b: number, function: Name }} State
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 */

/** @type {Record<Name, ((z: number) => number)[]>} each function, and its slope */
const FUNCTIONS = {
  sigmoid: [sigmoid, sigmoid_prime],
  relu: [(z) => Math.max(z, 0), (z) => (z > 0 ? 1 : 0)],
  tanh: [Math.tanh, (z) => Math.cosh(z) ** -2],
};
const NAMES = { sigmoid: "\\sigma", relu: '"ReLU"', tanh: '"tanh"' };
const RANGES = { sigmoid: [-0.1, 1.1], relu: [-1, 12], tanh: [-1.2, 1.2] };
const [LOW, HIGH] = [-12, 12];
const DOTS = Array.from({ length: 25 }, (_, i) => LOW + i);

/** @param {State} state */
export function compute({ x, w, b, function: name }) {
  const [f, f_prime] = FUNCTIONS[name];
  const z = w * x + b;
  const slope = f_prime(z);
  return {
    z,
    activation: f(z),
    slope,
    slope_x: w * slope,
    images: DOTS.map((mark) => f(w * mark + b)),
    threshold: w === 0 ? null : -b / w,
  };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const narrow = figure.narrow;
  const box = narrow ? { x: 14, y: 14, width: 236, height: 190 } : { x: 20, y: 14, width: 500, height: 220 };
  const root = drawing(figure, { height: narrow ? 330 : 322, label: "The activation over the number line" });
  drawCurves(figure, svg(root, "g"), box);
  drawWords(figure, svg(root, "g", { transform: `translate(${narrow ? 8 : 20} ${narrow ? 252 : 282})` }));
  slider(figure, { key: "w", label: "$w$ weight" });
  slider(figure, { key: "b", label: "$b$ bias", step: 0.5 });
  choice(figure, {
    key: "function",
    label: "Function",
    options: [
      ["sigmoid", "sigmoid"],
      ["relu", "ReLU"],
      ["tanh", "tanh"],
    ],
  });
  button(figure, "Bias \u221210", () => figure.set({ b: -10, w: 1 }), {
    describe: "Set the bias to minus 10 and the weight to 1",
  });
  readout(figure, words, { lines: [2, 5] });
}

function words({ x, b, function: name }, { z, activation, threshold }) {
  const start = `At x = ${fixed(x, 1)} the weighted sum is z = ${fixed(z)} and the activation ${fixed(activation, 3)}.`;
  if (threshold === null) return `${start} With weight 0 the input makes no difference.`;
  if (name !== "sigmoid")
    return `${start} ${name === "relu" ? "ReLU is 0 below the threshold and grows without end above it." : "tanh runs from \u22121 to 1."}`;
  return `${start} Half active at x = ${fixed(threshold, 1)}${b === 0 ? "" : ", which is \u2212b / w"}: no jump there, only the steepest place.`;
}

/**
 * The number line, the curve over it, and on the right the short line where its marks land.
 * @param {ThisFigure} figure
 */
function drawCurves(figure, group, box) {
  const right = box.x + box.width + (figure.narrow ? 34 : 60);
  const plots = drawPlots(figure, group, box, right);
  const showLanding = drawLanding(group, right);
  const half = svg(group, "line", { y1: box.y, y2: box.y + box.height, class: "nn-rule nn-dashed nn-b" });
  const curve = svg(group, "path", { class: "nn-curve", "stroke-width": 2.5 });
  const tangent = svg(group, "path", { class: "nn-edge nn-C" });
  const point = drawPoint(figure, group, box);
  figure.update((state, result) => {
    const { X, Y } = plots[state.function];
    const [low, high] = RANGES[state.function];
    const inside = (a) => Y(clamp(a, low, high));
    attr(curve, { d: line(curvePoints(state, high).map(([x, a]) => [X(x), Y(a)])) });
    drawTangent(tangent, X, inside, state.x, result);
    putAt(point, X(state.x), inside(result.activation));
    drawThreshold(half, X, result.threshold);
    showLanding(result.images, X, inside, high);
  });
}

/**
 * The axes of each function, of which one is to be seen.
 * @param {ThisFigure} figure
 */
function drawPlots(figure, group, box, right) {
  const plot = (name) => drawPlot(svg(group, "g"), box, name, right);
  const plots = { sigmoid: plot("sigmoid"), relu: plot("relu"), tanh: plot("tanh") };
  figure.update((state) => {
    for (const [name, { all }] of Object.entries(plots)) keepPlace(all, name === state.function);
  });
  return plots;
}

/** The curve as points [x, a], up to the top of the drawing. */
function curvePoints({ w, b, function: name }, high) {
  const f = FUNCTIONS[name][0];
  return Array.from({ length: 241 }, (_, i) => LOW + i / 10)
    .map((x) => [x, f(w * x + b)])
    .filter(([, a]) => a <= high);
}

/** A thread from each mark of the number line to the place where it lands; what lands too high is left out. */
function drawLanding(group, right) {
  const threads = DOTS.map(() => svg(group, "path", { class: "nn-thread" }));
  const dots = DOTS.map((mark) =>
    svg(group, "circle", { cx: right, r: mark === 0 ? 4 : 3, class: "nn-point", "fill-opacity": 0.55 }),
  );
  return (images, X, inside, high) =>
    images.forEach((image, i) => {
      const y = inside(image);
      const ends = [
        [X(DOTS[i]), y],
        [right, y],
      ];
      attr(dots[i], { cy: y, visibility: image > high ? "hidden" : "visible" });
      attr(threads[i], { d: image > high ? "" : line(ends) });
    });
}

/**
 * The point on the number line that is moved.
 * @param {ThisFigure} figure
 */
function drawPoint(figure, group, box) {
  const point = svg(group, "g");
  svg(point, "circle", { r: 18, class: "nn-hit" });
  svg(point, "circle", { r: 8, class: "nn-point" });
  handle(figure, point, {
    label: "x on the number line",
    axis: "x",
    low: LOW,
    high: HIGH,
    step: 0.25,
    text: (x) => fixed(x),
    at: (px) => LOW + ((px - box.x) / box.width) * (HIGH - LOW),
    get: (state) => state.x,
    set: (x) => ({ x: Number(x.toFixed(2)) }),
  });
  return point;
}

function drawThreshold(dashed, X, threshold) {
  const x = threshold !== null && Math.abs(threshold) <= HIGH ? X(threshold) : null;
  attr(dashed, { x1: x ?? 0, x2: x ?? 0, visibility: x === null ? "hidden" : "visible" });
}

/** The axes of one function, and the short line on the right where the numbers land. */
function drawPlot(group, box, name, right) {
  const [low, high] = RANGES[name];
  const y_ticks = { sigmoid: [], relu: [5, 10], tanh: [] }[name];
  const plot = axes(group, {
    ...box,
    x_range: [LOW, HIGH],
    y_range: [low, high],
    x_ticks: [-10, -5, 5, 10],
    y_ticks,
    x_label: "x",
  });
  const ends = { sigmoid: [0, 1], relu: [0, high], tanh: [-1, 1] }[name];
  svg(group, "line", {
    x1: right,
    x2: right,
    y1: plot.Y(ends[0]),
    y2: plot.Y(ends[1]),
    class: "nn-curve",
    "stroke-width": 1.5,
  });
  const marks = name === "relu" ? [0] : [ends[0], (ends[0] + ends[1]) / 2, ends[1]];
  for (const mark of marks) {
    const text = fixed(mark, Number.isInteger(mark) ? 0 : 1);
    svg(group, "text", { x: right + 9, y: plot.Y(mark) + 5, class: "nn-number" }, text);
  }
  return { X: plot.X, Y: plot.Y, all: group };
}

function drawTangent(tangent, X, inside, x, { activation, slope_x }) {
  const reach = Math.min(2.5, 0.35 / Math.max(Math.abs(slope_x), 0.01));
  attr(tangent, { d: line([-reach, reach].map((dx) => [X(x + dx), inside(activation + slope_x * dx)])) });
}

/**
 * The arithmetic of the point.
 * @param {ThisFigure} figure
 */
function drawWords(figure, group) {
  const narrow = figure.narrow;
  const sum = maths(group, { x: 0, y: 0 }, "z");
  const value = maths(group, { x: narrow ? 0 : 330, y: narrow ? 26 : 0 }, "z");
  const slope = maths(group, { x: narrow ? 0 : 330, y: narrow ? 52 : 28 }, "z");
  const note = svg(group, "text", { x: 0, y: narrow ? 74 : 28, class: "nn-small nn-muted" });
  figure.update(({ x, w, b, function: name }, { z, activation, slope: steep }) => {
    setMaths(
      sum,
      `z = w x + b = ${fixed(w, 1)} \\times ${bracketed(x)} ${b < 0 ? "-" : "+"} ${fixed(Math.abs(b), 1)} = ${fixed(z)}`,
    );
    setMaths(value, `${NAMES[name]}(z) = ${NAMES[name]}(${fixed(z)}) = ${fixed(activation, 3)}`);
    setMaths(slope, `"slope "${NAMES[name]}'(z) = ${fixed(steep, 3)}${name === "sigmoid" ? ' "(at most 0.25)"' : ""}`);
    setText(note, name === "sigmoid" ? "dashed: the threshold, \u2212b / w" : "dashed: where z = 0");
  });
}
