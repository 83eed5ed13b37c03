import { digits } from "../data/digits.js";
import { trainedNetwork } from "../data/networks.js";
import { axes } from "../kit/axes.js";
import { readout } from "../kit/card.js";
import { button, choice, slider } from "../kit/controls.js";
import { attr, mark, putAt, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { handle } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { line } from "../kit/lines.js";
import { argmax, example_cost, one_hot } from "../kit/maths.js";
import { memo } from "../kit/memo.js";
import { forward } from "../kit/network.js";
import { fixed, signed } from "../kit/numbers.js";
import { replaced } from "../kit/state.js";

/**
 * @typedef {{ outputs: number[], label: number, asked: number, examples: number }} State
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 */

const EXAMPLES = 80; // the digits that were not chosen for being wrong

/** The trained network's outputs for the first digits. */
const answersOf = memo((network, all) =>
  all.slice(0, EXAMPLES).map(({ x, label }) => ({ label, a: forward(network, x).a[3] })),
);

/** What each of its answers costs. */
const costsOf = memo((answers) => answers.map(({ a, label }) => example_cost(a, one_hot(label))));

/**
 * @param {import("../kit/types.js").Data} data
 * @returns {{ label: number, a: Float64Array }[]}
 */
const trainedAnswers = (data) => answersOf(trainedNetwork(data), digits(data));

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute({ outputs, label, examples }, data) {
  const y = one_hot(label);
  /** @type {number[]} */
  const costs = costsOf(trainedAnswers(data));
  const average = costs.slice(0, examples).reduce((sum, value) => sum + value, 0) / examples;
  return { y, squares: outputs.map((a_j, j) => (a_j - y[j]) ** 2), cost: example_cost(outputs, y), costs, average };
}

const ROW = 28;
const BAR = { x: 56, width: 150 };

/** @param {ThisFigure} figure */
export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, {
    height: narrow ? 556 : 342,
    label: "Ten outputs, their targets, and the squared differences",
  });
  drawRows(figure, svg(root, "g", { transform: "translate(0 26)" }));
  drawAverage(
    figure,
    svg(root, "g"),
    narrow ? { x: 34, y: 402, width: 276, height: 130 } : { x: 440, y: 44, width: 190, height: 190 },
  );
  choice(figure, { key: "label", label: "Digit shown", options: one_hot(0).map((_, j) => [j, String(j)]) });
  slider(figure, { key: "examples", label: "Examples", step: 1, digits: 0 });
  button(figure, "Ask the trained network", () => ask(figure), {
    main: true,
    describe: "Ask the trained network: the next of its digits",
  });
  readout(figure, words);
}

/**
 * Outputs and label of the next real digit.
 * @param {ThisFigure} figure
 */
function ask(figure) {
  const asked = (figure.state.asked + 1) % EXAMPLES;
  const { a, label } = trainedAnswers(figure.data)[asked];
  figure.set({ asked, label, outputs: Array.from(a, (a_j) => Number(a_j.toFixed(3))) });
}

/**
 * @param {State} state
 * @param {Result} result
 */
function words({ outputs, label, examples }, { squares, cost, average }) {
  const worst = argmax(squares);
  const most =
    cost > 0
      ? ` The largest part, ${fixed(squares[worst])}, comes from output ${worst}: it is ${fixed(outputs[worst])} and should be ${worst === label ? 1 : 0}.`
      : " It cannot get any lower.";
  return `C\u2080 = ${fixed(cost, 3)}.${most} Average of the trained network over ${examples} real ${examples === 1 ? "digit" : "digits"}: C = ${fixed(average, 3)}.`;
}

/** @param {ThisFigure} figure */
function drawRows(figure, group) {
  const narrow = figure.narrow;
  const columns = narrow ? { difference: 262, square: 312, area: 0 } : { difference: 292, square: 366, area: 388 };
  drawHeadings(group, columns, narrow);
  const rows = one_hot(0).map((_, j) =>
    drawRow(figure, svg(group, "g", { transform: `translate(0 ${ROW * j})` }), j, columns),
  );
  const sum = drawSum(group, columns, narrow);
  figure.update((state, result) => {
    rows.forEach((show, j) => show(state.outputs[j], result.y[j], result.squares[j]));
    setText(sum, fixed(result.cost, 3));
  });
}

function drawHeadings(group, { difference, square }, narrow) {
  const end = { y: -10, "text-anchor": "end", class: "nn-small" };
  maths(group, { x: BAR.x, y: -10, class: "nn-small" }, "a_j");
  maths(group, { ...end, x: difference - (narrow ? 10 : 0) }, "a_j - y_j");
  maths(group, { ...end, x: square }, narrow ? '"squared"' : "(a_j - y_j)^2");
}

/** The line under the squares, and the place of their sum. */
function drawSum(group, { difference, square }, narrow) {
  const y = 10 * ROW;
  const [x1, x2] = [difference - 50, square + (narrow ? 0 : 34)];
  svg(group, "line", { x1, x2, y1: y + 4, y2: y + 4, class: "nn-rule" });
  maths(group, { x: x1, y: y + 26 }, "C_0 =");
  return svg(group, "text", { x: square, y: y + 26, "text-anchor": "end", class: "nn-number nn-strong nn-C" });
}

/**
 * One output: its number, circle, bar with a handle, target, difference, square (as a number and as an area).
 * @param {ThisFigure} figure
 */
function drawRow(figure, group, j, columns) {
  const Y = ROW / 2;
  const end = { y: Y + 5, "text-anchor": "end" };
  const name = svg(group, "text", { x: 8, y: Y + 5, "text-anchor": "middle", class: "nn-number" }, String(j));
  const ink = svg(group, "circle", { cx: 34, cy: Y, r: 10, class: "nn-neuron" });
  svg(group, "rect", { x: BAR.x, y: Y - 7, width: BAR.width, height: 14, class: "nn-track" });
  const bar = svg(group, "rect", { x: BAR.x, y: Y - 7, height: 14, class: "nn-bar nn-a" });
  const target = svg(group, "path", { d: `M0 ${Y - 12}v24`, class: "nn-edge nn-y", "stroke-width": 3 });
  const grip = drawGrip(figure, group, j);
  const difference = svg(group, "text", { ...end, x: columns.difference, class: "nn-number" });
  const square = svg(group, "text", { ...end, x: columns.square, class: "nn-number nn-C" });
  const area = columns.area ? svg(group, "rect", { class: "nn-bar nn-C" }) : null;
  return (a, y, squared) => {
    attr(ink, { "fill-opacity": a });
    attr(bar, { width: BAR.width * a });
    attr(target, { transform: `translate(${BAR.x + BAR.width * y} 0)` });
    putAt(grip, BAR.x + BAR.width * a, Y);
    mark(name, "nn-strong", y === 1);
    setText(difference, signed(a - y));
    setText(square, fixed(squared, 3));
    const side = Math.abs(a - y) * 24;
    if (area) attr(area, { x: columns.area, y: Y - side / 2, width: side, height: side });
  };
}

/** @param {ThisFigure} figure */
function drawGrip(figure, group, j) {
  const grip = svg(group, "g");
  svg(grip, "circle", { r: 14, class: "nn-hit" });
  svg(grip, "circle", { r: 7, class: "nn-start" });
  handle(figure, grip, {
    label: `output ${j}`,
    axis: "x",
    low: 0,
    high: 1,
    step: 0.05,
    at: (px) => (px - BAR.x) / BAR.width,
    get: (state) => state.outputs[j],
    text: (a) => fixed(a),
    set: (a) => ({ outputs: replaced(figure.state.outputs, [j], Number(a.toFixed(2))) }),
  });
  return grip;
}

/**
 * The costs of real digits as bars, and their running average as a line.
 * @param {ThisFigure} figure
 */
function drawAverage(figure, group, box) {
  const { X, Y, plot } = drawAxes(group, box);
  const bars = one_hot(0, EXAMPLES).map((_, i) =>
    svg(plot, "rect", { x: X(i), width: box.width / EXAMPLES - 0.6, class: "nn-bar" }),
  );
  const average = svg(plot, "path", { class: "nn-curve nn-C", "stroke-width": 2.5 });
  const end = svg(plot, "circle", { r: 5, class: "nn-point nn-C" });
  const place = { x: box.x + box.width, y: box.y + 26, "text-anchor": "end", class: "nn-number" };
  const value = svg(group, "text", place);
  figure.update(({ examples }, result) => {
    result.costs.forEach((cost, i) =>
      attr(bars[i], { y: Y(cost), height: Y(0) - Y(cost), "fill-opacity": i < examples ? 0.75 : 0.15 }),
    );
    const running = runningAverage(result.costs.slice(0, examples));
    attr(average, { d: line(running.map((C, i) => [X(i + 0.5), Y(C)])) });
    attr(end, { cx: X(examples - 0.5), cy: Y(result.average) });
    setText(value, `C = ${fixed(result.average, 3)}`);
  });
}

function drawAxes(group, { x, y, width, height }) {
  maths(group, { x: x - 24, y: y - 14, class: "nn-small" }, '"The trained network on 80 digits"');
  const ranges = { x_range: [0, EXAMPLES], y_range: [0, 1.2], y_ticks: [0.5, 1], y_label: "C_i" };
  const scales = axes(group, { x, y, width, height, ...ranges });
  const below = { x: x + width, y: y + height + 16, "text-anchor": "end", class: "nn-small nn-muted" };
  svg(group, "text", below, "examples i");
  return scales;
}

function runningAverage(costs) {
  let sum = 0;
  return costs.map((cost, i) => (sum += cost) / (i + 1));
}
