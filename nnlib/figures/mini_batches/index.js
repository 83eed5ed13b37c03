import { digits } from "../data/digits.js";
import { trainedNetwork, untrainedNetwork } from "../data/networks.js";
import { storyNetwork } from "../data/story.js";
import { axes } from "../kit/axes.js";
import { readout } from "../kit/card.js";
import { button, choice } from "../kit/controls.js";
import { attr, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { handle, pointerAt } from "../kit/handles.js";
import { whenIdle } from "../kit/idle.js";
import { drawing } from "../kit/layout.js";
import { arrow, dots } from "../kit/lines.js";
import { clamp, dot, one_hot } from "../kit/maths.js";
import { player } from "../kit/motion.js";
import { backward } from "../kit/network.js";
import { fixed, grouped } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { random, shuffled } from "../kit/seeded.js";

const NETWORKS = { untrained: untrainedNetwork, story: storyNetwork, trained: trainedNetwork };
const EXAMPLES = 100;
const TRAINING = 60000;
const ACROSS = 10; // digits in a row of the picture

const products = new Map();

/**
 * g_i . g_m for the gradients g of every two of the hundred digits. The gradient by W^(l) is dC_dz^(l) times a^(l - 1),
 * each with each, so the product of two is (dC_dz . dC_dz')(a . a' + 1) added over the layers; the 1 is the biases'.
 */
function gradientProducts(name, data) {
  if (products.has(name)) return products.get(name);
  const network = NETWORKS[name](data);
  const passes = digits(data)
    .slice(0, EXAMPLES)
    .map(({ x, label }) => backward(network, x, one_hot(label)));
  const product = (u, v) => u.dC_dz.reduce((sum, d, l) => sum + dot(d, v.dC_dz[l]) * (dot(u.a[l], v.a[l]) + 1), 0);
  const table = passes.map(() => new Float64Array(EXAMPLES));
  passes.forEach((u, i) => passes.slice(i).forEach((v, m) => (table[i][i + m] = table[i + m][i] = product(u, v))));
  products.set(name, table);
  return table;
}

/** The product of the sum of some gradients with the sum of others. */
const productOfSums = (table, some, others) =>
  some.reduce((sum, i) => others.reduce((inner, m) => inner + table[i][m], sum), 0);

export function compute({ network, batch, seed, step }, data) {
  const table = gradientProducts(network, data);
  const order = shuffled(EXAMPLES, random(seed));
  const steps = EXAMPLES / batch;
  const length = Math.sqrt(productOfSums(table, order, order));
  const cosines = Array.from({ length: steps }, (_, n) => {
    const part = order.slice(n * batch, (n + 1) * batch);
    return productOfSums(table, part, order) / length / Math.sqrt(productOfSums(table, part, part));
  });
  const now = Math.min(step, steps - 1);
  return {
    order,
    now,
    cosines,
    cosine: cosines[now],
    average: cosines.reduce((sum, c) => sum + c, 0) / steps,
    steps,
    training_steps: TRAINING / batch,
  };
}

export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, {
    height: narrow ? 724 : 352,
    label: "A hundred shuffled digits in batches, and where a batch's gradient points",
  });
  drawDigits(figure, svg(root, "g", { transform: narrow ? "translate(0 24)" : "translate(2 28)" }), narrow ? 32 : 30);
  drawDial(figure, svg(root, "g", { transform: narrow ? "translate(0 362)" : "translate(330 0)" }));
  drawCosines(
    figure,
    svg(root, "g"),
    narrow ? { x: 34, y: 564, width: 280, height: 82 } : { x: 364, y: 202, width: 272, height: 82 },
  );
  drawSteps(
    figure,
    svg(root, "g", { transform: narrow ? "translate(2 690)" : "translate(334 320)" }),
    narrow ? 314 : 302,
  );
  choice(figure, {
    key: "batch",
    label: "Batch size",
    options: [1, 5, 10, 20, 50, 100].map((size) => [size, String(size)]),
    set: (batch) => ({ batch, step: 0 }),
  });
  choice(figure, {
    key: "network",
    label: "Network",
    options: [
      ["untrained", "untrained"],
      ["story", "after one epoch"],
      ["trained", "trained"],
    ],
  });
  player(figure, {
    interval: 350,
    step: () => {
      const { now, steps } = figure.result;
      figure.set(now + 1 < steps ? { step: now + 1 } : reshuffled(figure.state));
      return now + 2 < steps;
    },
  });
  button(figure, "Shuffle", () => figure.set(reshuffled(figure.state)), { describe: "shuffle the digits anew" });
  readout(figure, (state, result) => words(state, result, digits(figure.data)), { lines: [3, 6] });
  whenIdle(
    figure,
    Object.keys(NETWORKS).map((network) => () => gradientProducts(network, figure.data)),
  );
}

const reshuffled = ({ seed }) => ({ seed: (seed % 99) + 1, step: 0 });

const degrees = (cosine) => (Math.acos(clamp(cosine, -1, 1)) * 180) / Math.PI;

const often = (count, one, many) => `${grouped(count)} ${count === 1 ? one : many}`;

function words({ batch }, { order, now, cosine, steps, average }, all) {
  const labels = order.slice(now * batch, (now + 1) * batch).map((place) => all[place].label);
  const whom =
    batch > 20 ? `${batch} digits` : batch === 1 ? `a single ${labels[0]}` : `the digits ${labels.join(" ")}`;
  const way =
    batch === EXAMPLES
      ? "This batch is all there is, so its gradient is the whole one."
      : `Its gradient points ${fixed(degrees(cosine), 0)}\u00b0 away from the whole one: cosine ${fixed(cosine)}, ${fixed(average)} on average over the epoch.`;
  return `Step ${now + 1} of ${steps}: the batch is ${whom}. ${way}`;
}

// ---------------------------------------------------------------- the digits

/** The hundred in their order; what the epoch has already used is faint, the batch of this step has a frame. */
function drawDigits(figure, group, cell) {
  maths(group, { x: 0, y: -10, class: "nn-muted nn-small" }, '"100 digits, shuffled and cut into batches"');
  const places = digits(figure.data)
    .slice(0, EXAMPLES)
    .map(({ x }) => {
      const digit = svg(group, "g");
      picture(digit, { x: 2, y: 2, size: cell - 4, frame: false }).update(x);
      return digit;
    });
  const cuts = svg(group, "path", { class: "nn-floor" });
  const area = svg(group, "rect", { width: ACROSS * cell, height: ACROSS * cell, class: "nn-hit nn-pressable" });
  const frame = svg(group, "rect", { class: "nn-chosen", rx: 3, "stroke-width": 3, "pointer-events": "all" });
  const [left, top] = figure.narrow ? [0, 24] : [2, 28]; // of the group
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
    get: () => figure.result.now,
    set: (step) => ({ step: Math.min(step, figure.result.steps - 1) }),
    text: (now) => `batch ${now + 1} of ${figure.result.steps}`,
  });
  figure.update(({ batch }, { order, now, steps }) => {
    order.forEach((place, at) => {
      attr(places[place], {
        transform: `translate(${(at % ACROSS) * cell} ${Math.floor(at / ACROSS) * cell})`,
        opacity: at < now * batch ? 0.3 : 1,
      });
    });
    attr(cuts, {
      d: Array.from({ length: steps }, (_, n) => box(n, batch, cell))
        .map(({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`)
        .join(""),
    });
    attr(frame, box(now, batch, cell));
  });
}

/** Where batch n lies among the rows of ten. */
function box(n, batch, cell) {
  const first = n * batch;
  return {
    x: (first % ACROSS) * cell,
    y: Math.floor(first / ACROSS) * cell,
    width: Math.min(batch, ACROSS) * cell,
    height: Math.max(1, batch / ACROSS) * cell,
  };
}

// ---------------------------------------------------------------- the directions

/** The whole gradient points to the right; the batch's is turned away from it by the angle between them, faintly those of all batches. */
function drawDial(figure, group) {
  const [x, y, r] = [figure.narrow ? 186 : 172, 34, 128];
  svg(group, "path", { d: `M${x - r} ${y}A${r} ${r} 0 0 0 ${x + r} ${y}`, class: "nn-floor" });
  const fan = svg(group, "path", { class: "nn-thread" });
  const whole = arrow(group, { class: "nn-arrow nn-a" });
  const part = arrow(group);
  const bend = svg(group, "path", { class: "nn-edge nn-a", "stroke-width": 1.5 });
  svg(group, "text", { x: x + r, y: y - 12, "text-anchor": "end", class: "nn-small" }, "gradient of all 100");
  const name = svg(group, "text", { x: x - r, y: y - 12, class: "nn-small nn-C" });
  const cosine = svg(group, "text", { x: 4, y: y + 108, class: "nn-number nn-strong" });
  const angle = svg(group, "text", { x: 4, y: y + 126, class: "nn-number nn-small nn-muted" });
  whole.update(x, y, x + r, y);
  const end = (c, length) => [x + length * c, y + length * Math.sqrt(Math.max(0, 1 - c * c))];
  figure.update(({ batch }, { cosines, cosine: now }) => {
    attr(fan, {
      d: cosines
        .map(
          (c) =>
            `M${x} ${y}L${end(c, r)
              .map((v) => v.toFixed(1))
              .join(" ")}`,
        )
        .join(""),
    });
    part.update(x, y, ...end(now, r));
    const [bx, by] = end(now, 34);
    attr(bend, {
      d: `M${x + 34} ${y}A34 34 0 0 1 ${bx.toFixed(1)} ${by.toFixed(1)}`,
      visibility: now > 0.995 ? "hidden" : "visible",
    });
    setText(name, batch === 1 ? "gradient of this digit" : "gradient of this batch");
    setText(cosine, `cosine ${fixed(now)}`);
    setText(angle, `${fixed(degrees(now), 0)}\u00b0 away`);
  });
}

/** The cosine of every batch of the epoch, the one of this step marked, and their average as a line. */
function drawCosines(figure, group, { x, y, width, height }) {
  const frame = axes(group, { x, y, width, height, x_range: [0, 1], y_range: [-1, 1], y_ticks: [-1, 1] });
  svg(group, "text", { x: x - 7, y: frame.Y(0) + 4, "text-anchor": "end", class: "nn-small nn-muted" }, "0");
  svg(group, "text", { x: x - 30, y: y - 12, class: "nn-small nn-muted" }, "cosine of every batch of the epoch");
  const mean = svg(group, "path", { class: "nn-rule nn-dashed" });
  const all = svg(group, "path", { class: "nn-dots", "stroke-width": 6 });
  const now = svg(group, "circle", { r: 6.5, class: "nn-point nn-C" });
  const label = svg(group, "text", {
    x: x + width,
    y: y - 12,
    "text-anchor": "end",
    class: "nn-number nn-small nn-muted",
  });
  figure.update((state, { cosines, now: n, steps, average }) => {
    const X = (i) => frame.X((i + 0.5) / steps);
    attr(all, { d: dots(cosines.map((c, i) => [X(i), frame.Y(c)])) });
    attr(now, { cx: X(n), cy: frame.Y(cosines[n]) });
    attr(mean, { d: `M${x} ${frame.Y(average)}h${width}` });
    setText(label, `average ${fixed(average)}`);
  });
}

function drawSteps(figure, group, width) {
  const rows = [0, 1].map((i) => maths(group, { x: width, y: 22 * i, "text-anchor": "end", class: "nn-number" }, ""));
  figure.update(({ batch }, { steps, training_steps }) => {
    setText(rows[0], `100 digits / ${batch} = ${often(steps, "step", "steps")} an epoch`);
    setText(rows[1], `60,000 images / ${batch} = ${often(training_steps, "step", "steps")} an epoch`);
  });
}
