import { axes } from "../kit/axes.js";
import { readout } from "../kit/card.js";
import { button, choice, slider } from "../kit/controls.js";
import { attr, putAt, setText, svg } from "../kit/elements.js";
import { handle } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { sigmoid } from "../kit/maths.js";
import { player } from "../kit/motion.js";
import { fixed } from "../kit/numbers.js";
import { random, shuffled } from "../kit/seeded.js";
import { contour } from "../parts/contour.js";

const EXAMPLES = 100;
const EPOCHS = 20;
const BATCHES = [100, 10, 1];
const NAMES = ["all 100", "batches of 10", "one by one"];
const LINES = ["nn-path-all", "nn-path-ten", "nn-path-one"];
const NOISE = 2;
const [X_RANGE, Y_RANGE] = [
  [-6, 8],
  [-9, 5],
]; // of w_0 and w_1 on the map

/** The hundred examples: [x_0, x_1, y]. */
const examples = (() => {
  const draw = random(1);
  return Array.from({ length: EXAMPLES }, () => {
    const [u, v, n] = [draw(), draw(), draw()];
    return [u, v, u - v + NOISE * (n - 0.5) > 0 ? 1 : 0];
  });
})();

const activation = ([w_0, w_1], [x_0, x_1]) => sigmoid(w_0 * x_0 + w_1 * x_1);
const cost = (w) => examples.reduce((sum, example) => sum + (activation(w, example) - example[2]) ** 2, 0) / EXAMPLES;

/** (dC/dw_0, dC/dw_1), averaged over the examples at these places. */
function gradient(w, places) {
  const sum = [0, 0];
  for (const i of places) {
    const a = activation(w, examples[i]);
    const dC_dz = 2 * (a - examples[i][2]) * a * (1 - a);
    for (const k of [0, 1]) sum[k] += (dC_dz * examples[i][k]) / places.length;
  }
  return sum;
}

/** Step after step of mini-batch descent from (w_0, w_1): every epoch shuffled anew. */
function* descent(start, learning_rate, batch, seed) {
  const draw = random(seed);
  let [w, order] = [start, []];
  for (let place = 0; ; place = (place + batch) % EXAMPLES) {
    if (place === 0) order = shuffled(EXAMPLES, draw);
    const slope = gradient(w, order.slice(place, place + batch));
    yield (w = w.map((p, i) => p - learning_rate * slope[i]));
  }
}

const latest = new Map(); // the latest path of each batch size: going to and fro along it works nothing out anew

/** The points (w_0, w_1) of mini-batch descent, steps + 1 of them. */
function descentPath(start, learning_rate, batch, seed, steps) {
  const key = JSON.stringify([start, learning_rate, seed]);
  if (latest.get(batch)?.key !== key)
    latest.set(batch, { key, points: [start], walk: descent(start, learning_rate, batch, seed) });
  const { points, walk } = latest.get(batch);
  while (points.length <= steps) points.push(walk.next().value);
  return points.slice(0, steps + 1);
}

/** Steps of one twentieth of the way for a batch size. */
const stepsEach = (batch, count_by) => (count_by === "examples" ? EXAMPLES / batch : 1);

export function compute({ start, learning_rate, seed, count_by, progress }) {
  const result = { steps: [], examples: [], points: [], costs: [] };
  for (const batch of BATCHES) {
    const each = stepsEach(batch, count_by);
    const points = descentPath(start, learning_rate, batch, seed, each * progress).filter((_, i) => i % each === 0);
    result.steps.push(each * progress);
    result.examples.push(each * progress * batch);
    result.points.push(points[progress]);
    result.costs.push(points.map(cost));
  }
  return result;
}

export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, {
    height: narrow ? 610 : 330,
    label: "Three paths over a map of the cost, and the cost along each",
  });
  drawMap(figure, svg(root, "g"), narrow ? { x: 30, y: 8, size: 278 } : { x: 30, y: 8, size: 280 });
  drawCosts(
    figure,
    svg(root, "g"),
    narrow ? { x: 38, y: 330, width: 270, height: 150 } : { x: 368, y: 20, width: 262, height: 176 },
  );
  drawTable(figure, svg(root, "g", { transform: narrow ? "translate(10 520)" : "translate(340 244)" }));
  slider(figure, { key: "progress", label: "Progress", step: 1, digits: 0 });
  slider(figure, { key: "learning_rate", label: "$\\eta$ rate", step: 0.5 });
  choice(figure, {
    key: "count_by",
    label: "Count by",
    options: [
      ["examples", "examples"],
      ["steps", "steps"],
    ],
  });
  player(figure, {
    interval: 250,
    step: () => {
      const { progress } = figure.state;
      figure.set({ progress: progress < EPOCHS ? progress + 1 : 0 });
      return progress + 1 < EPOCHS;
    },
  });
  button(figure, "Other order", () => figure.set({ seed: (figure.state.seed % 99) + 1 }), {
    describe: "other order: shuffle the examples",
  });
  readout(figure, words, { lines: [2, 4] });
}

function words({ count_by, progress }, { steps, examples: seen, costs }) {
  const ends = costs.map((list) => fixed(list[progress], 3));
  if (count_by === "steps")
    return `After ${steps[0]} ${steps[0] === 1 ? "step" : "steps"} each: cost ${ends[0]} having looked at ${seen[0]} examples, ${ends[1]} with ${seen[1]}, ${ends[2]} with ${seen[2]}.`;
  return `After ${seen[0]} examples each: cost ${ends[0]} in ${steps[0]} careful ${steps[0] === 1 ? "step" : "steps"}, ${ends[1]} in ${steps[1]}, ${ends[2]} in ${steps[2]} stumbling ones.`;
}

function drawMap(figure, group, { x, y, size }) {
  svg(group, "rect", { x, y, width: size, height: size, class: "nn-paper nn-frame" });
  const map = axes(group, {
    x,
    y,
    width: size,
    height: size,
    x_range: X_RANGE,
    y_range: Y_RANGE,
    x_label: "w_0",
    y_label: "w_1",
    x_ticks: [-4, 4],
    y_ticks: [-8, -4, 4],
  });
  for (const level of [0.188, 0.2, 0.22, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5])
    svg(map.plot, "path", {
      class: "nn-contour",
      d: contour((w_0, w_1) => cost([w_0, w_1]), { x_range: X_RANGE, y_range: Y_RANGE, X: map.X, Y: map.Y, level }),
    });
  const paths = LINES.map((name) => svg(map.plot, "path", { class: `nn-curve ${name}` })).reverse();
  const ends = LINES.map((name) => svg(map.plot, "circle", { r: 5.5, class: `nn-point ${name}` }));
  const ball = svg(group, "g");
  svg(ball, "circle", { r: 16, class: "nn-hit" });
  svg(ball, "circle", { r: 8, class: "nn-start" });
  handle(figure, ball, {
    label: "start of the three paths",
    axis: "xy",
    low: [X_RANGE[0], Y_RANGE[0]],
    high: [X_RANGE[1], Y_RANGE[1]],
    step: 0.25,
    at: (px, py) => [map.toX(px), map.toY(py)],
    get: (state) => state.start,
    set: (start) => ({ start: start.map((v) => Number(v.toFixed(2))) }),
    text: (w) => `w 0: ${fixed(w[0])}, w 1: ${fixed(w[1])}`,
  });
  figure.update((state, result) => {
    putAt(ball, map.X(state.start[0]), map.Y(state.start[1]));
    BATCHES.forEach((batch, i) => {
      const points = descentPath(state.start, state.learning_rate, batch, state.seed, result.steps[i]);
      attr(paths[2 - i], { d: map.path(points) });
      attr(ends[i], { cx: map.X(result.points[i][0]), cy: map.Y(result.points[i][1]) });
    });
  });
}

function drawCosts(figure, group, { x, y, width, height }) {
  const plot = axes(group, {
    x,
    y,
    width,
    height,
    x_range: [0, EPOCHS],
    y_range: [0, 0.6],
    y_label: "C",
    y_ticks: [0.2, 0.4],
  });
  const unit = svg(group, "text", {
    x: x + width,
    y: y + height + 18,
    "text-anchor": "end",
    class: "nn-muted nn-small",
  });
  const curves = LINES.map((name) => svg(plot.plot, "path", { class: `nn-curve ${name}` }));
  const now = svg(plot.plot, "line", { y1: y, y2: y + height, class: "nn-rule nn-dashed" });
  figure.update((state, { costs }) => {
    setText(unit, state.count_by === "examples" ? "examples looked at: 0 to 2,000" : "steps: 0 to 20");
    curves.forEach((curve, i) => attr(curve, { d: plot.path(costs[i].map((value, t) => [t, value])) }));
    attr(now, { x1: plot.X(state.progress), x2: plot.X(state.progress) });
  });
}

/** The legend and the numbers in one: a row a path. */
function drawTable(figure, group) {
  const columns = [
    ["steps", 168],
    ["examples", 236],
    ["cost", 294],
  ];
  for (const [name, x] of columns)
    svg(group, "text", { x, y: 0, "text-anchor": "end", class: "nn-muted nn-small" }, name);
  const rows = NAMES.map((name, i) => {
    const y = 24 + 24 * i;
    svg(group, "path", { d: `M0 ${y - 5}h22`, class: `nn-curve ${LINES[i]}` });
    svg(group, "text", { x: 30, y }, name);
    return columns.map(([, x]) => svg(group, "text", { x, y, "text-anchor": "end", class: "nn-number" }));
  });
  figure.update((state, { steps, examples: seen, costs }) => {
    rows.forEach(([step, example, end], i) => {
      setText(step, String(steps[i]));
      setText(example, String(seen[i]));
      setText(end, fixed(costs[i][state.progress], 3));
    });
  });
}
