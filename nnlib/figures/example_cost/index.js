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
import { example_cost, one_hot } from "../kit/maths.js";
import { forward, inputs } from "../kit/network.js";
import { fixed, signed } from "../kit/numbers.js";

const EXAMPLES = 80; // the digits that were not chosen for being wrong
const answers = new WeakMap();

/** The trained network's outputs for the first digits, found once. */
function trainedOutputs(data) {
  if (!answers.has(data.digits)) {
    const network = trainedNetwork(data);
    answers.set(
      data.digits,
      digits(data)
        .slice(0, EXAMPLES)
        .map(({ pixels, label }) => ({ label, a: forward(network, inputs(pixels)).a[3] })),
    );
  }
  return answers.get(data.digits);
}

export function compute({ outputs, label, examples }, data) {
  const y = one_hot(label);
  const costs = trainedOutputs(data).map((answer) => example_cost(answer.a, one_hot(answer.label)));
  const average = costs.slice(0, examples).reduce((sum, value) => sum + value, 0) / examples;
  return { y, squares: outputs.map((a_j, j) => (a_j - y[j]) ** 2), cost: example_cost(outputs, y), costs, average };
}

const ROW = 28;
const BAR = { x: 56, width: 150 };

export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, {
    height: narrow ? 556 : 342,
    label: "Ten outputs, their targets, and the squared differences",
  });
  drawRows(figure, svg(root, "g", { transform: "translate(0 26)" }), narrow);
  drawAverage(
    figure,
    svg(root, "g"),
    narrow ? { x: 34, y: 402, width: 276, height: 130 } : { x: 440, y: 44, width: 190, height: 190 },
  );
  choice(figure, { key: "label", label: "Digit shown", options: one_hot(0).map((_, j) => [j, String(j)]) });
  slider(figure, { key: "examples", label: "Examples", step: 1, digits: 0 });
  button(figure, "Ask the trained network", () => ask(figure), {
    describe: "Ask the trained network: the next of its digits",
  });
  readout(figure, words);
}

/** Outputs and label of the next real digit. */
function ask(figure) {
  const asked = (figure.state.asked + 1) % EXAMPLES;
  const { a, label } = trainedOutputs(figure.data)[asked];
  figure.set({ asked, label, outputs: Array.from(a, (a_j) => Number(a_j.toFixed(3))) });
}

function words({ outputs, label, examples }, { squares, cost, average }) {
  const worst = squares.indexOf(Math.max(...squares));
  const most =
    cost > 0
      ? ` The largest part, ${fixed(squares[worst])}, comes from output ${worst}: it is ${fixed(outputs[worst])} and should be ${worst === label ? 1 : 0}.`
      : " Nothing is left to pay.";
  return `C\u2080 = ${fixed(cost, 3)}.${most} Average of the trained network over ${examples} real ${examples === 1 ? "digit" : "digits"}: C = ${fixed(average, 3)}.`;
}

function drawRows(figure, group, narrow) {
  const columns = narrow ? { difference: 262, square: 312, area: 0 } : { difference: 292, square: 366, area: 388 };
  maths(group, { x: BAR.x, y: -10, class: "nn-small" }, "a_j");
  maths(
    group,
    { x: columns.difference - (narrow ? 10 : 0), y: -10, "text-anchor": "end", class: "nn-small" },
    "a_j - y_j",
  );
  maths(
    group,
    { x: columns.square, y: -10, "text-anchor": "end", class: "nn-small" },
    narrow ? '"squared"' : "(a_j - y_j)^2",
  );
  const rows = one_hot(0).map((_, j) =>
    drawRow(figure, svg(group, "g", { transform: `translate(0 ${ROW * j})` }), j, columns),
  );
  svg(group, "line", {
    x1: columns.difference - 50,
    x2: columns.square + (narrow ? 0 : 34),
    y1: 10 * ROW + 4,
    y2: 10 * ROW + 4,
    class: "nn-rule",
  });
  maths(group, { x: columns.difference - 50, y: 10 * ROW + 26 }, "C_0 =");
  const sum = svg(group, "text", {
    x: columns.square,
    y: 10 * ROW + 26,
    "text-anchor": "end",
    class: "nn-number nn-strong nn-C",
  });
  figure.update((state, result) => {
    rows.forEach((show, j) => show(state.outputs[j], result.y[j], result.squares[j]));
    setText(sum, fixed(result.cost, 3));
  });
}

/** One output: its number, circle, bar with a handle, target, difference, square (as a number and as an area). */
function drawRow(figure, group, j, columns) {
  const Y = ROW / 2;
  const name = svg(group, "text", { x: 8, y: Y + 5, "text-anchor": "middle", class: "nn-number" }, String(j));
  const ink = svg(group, "circle", { cx: 34, cy: Y, r: 10, class: "nn-neuron" });
  svg(group, "rect", { x: BAR.x, y: Y - 7, width: BAR.width, height: 14, class: "nn-track" });
  const bar = svg(group, "rect", { x: BAR.x, y: Y - 7, height: 14, class: "nn-bar nn-a" });
  const target = svg(group, "path", { d: `M0 ${Y - 12}v24`, class: "nn-edge nn-y", "stroke-width": 3 });
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
    set: (value) => ({ outputs: figure.state.outputs.map((a, i) => (i === j ? Number(value.toFixed(2)) : a)) }),
  });
  const difference = svg(group, "text", { x: columns.difference, y: Y + 5, "text-anchor": "end", class: "nn-number" });
  const square = svg(group, "text", { x: columns.square, y: Y + 5, "text-anchor": "end", class: "nn-number nn-C" });
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

/** The costs of real digits as bars, and their running average as a line. */
function drawAverage(figure, group, { x, y, width, height }) {
  maths(group, { x: x - 24, y: y - 14, class: "nn-small" }, '"The trained network on 80 digits"');
  const plot = axes(group, {
    x,
    y,
    width,
    height,
    x_range: [0, EXAMPLES],
    y_range: [0, 1.2],
    y_ticks: [0.5, 1],
    y_label: "C_i",
  });
  svg(
    group,
    "text",
    { x: x + width, y: y + height + 16, "text-anchor": "end", class: "nn-small nn-muted" },
    "examples i",
  );
  const bars = Array.from({ length: EXAMPLES }, (_, i) =>
    svg(plot.plot, "rect", { x: plot.X(i), width: width / EXAMPLES - 0.6, class: "nn-bar" }),
  );
  const average = svg(plot.plot, "path", { class: "nn-curve nn-C", "stroke-width": 2.5 });
  const end = svg(plot.plot, "circle", { r: 5, class: "nn-point nn-C" });
  const value = maths(group, { x: x + width, y: y + 26, "text-anchor": "end", class: "nn-number" }, "C");
  figure.update((state, result) => {
    let sum = 0;
    const running = result.costs.map((cost, i) => (sum += cost) / (i + 1));
    result.costs.forEach((cost, i) =>
      attr(bars[i], {
        y: plot.Y(cost),
        height: plot.Y(0) - plot.Y(cost),
        "fill-opacity": i < state.examples ? 0.75 : 0.15,
      }),
    );
    attr(average, { d: line(running.slice(0, state.examples).map((c, i) => [plot.X(i + 0.5), plot.Y(c)])) });
    attr(end, { cx: plot.X(state.examples - 0.5), cy: plot.Y(result.average) });
    setText(value, `C = ${fixed(result.average, 3)}`);
  });
}
