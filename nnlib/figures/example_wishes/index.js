import { digits } from "../data/digits.js";
import { storyNetwork } from "../data/story.js";
import { readout } from "../kit/card.js";
import { button, slider } from "../kit/controls.js";
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { pressable } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { argmax } from "../kit/maths.js";
import { player } from "../kit/motion.js";
import { averageGradient, forward, parameters } from "../kit/network.js";
import { fixed, signed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";

const PLACES = [43, 0, 3, 4, 14, 12, 15]; // of the examples among the book's digits
const WEIGHTS = [
  [2, 7],
  [2, 8],
  [8, 7],
  [8, 8],
  [1, 7],
  [5, 8],
]; // [j, k] of the weights in the table
const RATE = 0.5;
const MOST = 60;

const walked = new Map(); // networks after 0, 1, 2, ... steps, by which examples they listened to

function trainedOn(on, steps, data) {
  const chosen = PLACES.filter((_, i) => on[i]).map((place) => digits(data)[place]);
  if (chosen.length === 0) return storyNetwork(data);
  const key = on.join("");
  if (!walked.has(key)) walked.set(key, [storyNetwork(data)]);
  const path = walked.get(key);
  while (path.length <= steps) {
    const last = path[path.length - 1];
    const { vector } = averageGradient(last, chosen);
    path.push(parameters(last.vector.map((p, i) => p - RATE * vector[i])));
  }
  return path[steps];
}

const asked = new WeakMap();

/** What a network calls the first 80 digits: how often each answer is given, and how many are right. */
function answersOf(network, data) {
  if (asked.has(network)) return asked.get(network);
  const answers = new Array(10).fill(0);
  let right = 0;
  for (const { x, label } of digits(data).slice(0, 80)) {
    const answer = argmax(forward(network, x).a[3]);
    answers[answer] += 1;
    if (answer === label) right += 1;
  }
  asked.set(network, { answers, right });
  return asked.get(network);
}

const tables = new WeakMap();

/** -dC_i/dw for each weight and example, found once. */
function wishes(data) {
  if (!tables.has(data.digits)) {
    const gradients = PLACES.map((place) => averageGradient(storyNetwork(data), [digits(data)[place]]).weights[2]);
    tables.set(
      data.digits,
      WEIGHTS.map(([j, k]) => gradients.map((W) => -W[j][k])),
    );
  }
  return tables.get(data.digits);
}

export function compute({ on, steps }, data) {
  const table = wishes(data);
  const chosen = PLACES.map((_, i) => i).filter((i) => on[i]);
  const average = table.map((row) => (chosen.length ? chosen.reduce((sum, i) => sum + row[i], 0) / chosen.length : 0));
  return { table, average, ...answersOf(trainedOn(on, steps, data), data) };
}

export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, {
    height: narrow ? 444 : 412,
    label: "A table of wishes, and what the network answers after listening to them",
  });
  drawTable(
    figure,
    svg(root, "g"),
    narrow ? { x: 46, cell: 31, row: 34, size: 26, last: 291 } : { x: 76, cell: 62, row: 34, size: 44, last: 548 },
  );
  drawAnswers(
    figure,
    svg(root, "g"),
    narrow ? { x: 16, y: 318, width: 290, height: 76 } : { x: 76, y: 318, width: 480, height: 64 },
  );
  slider(figure, { key: "steps", label: "Steps", step: 1, digits: 0 });
  player(figure, {
    interval: 120,
    step: () => {
      const steps = figure.state.steps + 1;
      if (steps > MOST) return false;
      figure.set({ steps });
      return steps < MOST;
    },
  });
  button(figure, "Only the 2", () => figure.set({ on: PLACES.map((_, i) => (i === 0 ? 1 : 0)), steps: 0 }), {
    describe: "listen only to the 2",
  });
  button(figure, "All", () => figure.set({ on: PLACES.map(() => 1), steps: 0 }), {
    describe: "listen to all examples",
  });
  readout(figure, words, { lines: [2, 4] });
}

function words({ on, steps }, { answers, right }) {
  const count = on.filter(Boolean).length;
  const whom = count === 0 ? "nobody" : count === PLACES.length ? "all seven examples" : `${count} of seven examples`;
  const most = answers.indexOf(Math.max(...answers));
  const when =
    steps === 0
      ? `Listening to ${whom}, before the first step`
      : `Listening to ${whom}, after ${steps} ${steps === 1 ? "step" : "steps"} with \u03b7 = ${RATE}`;
  return `${when}: the network reads ${right} of 80 digits rightly${answers[most] > 20 ? `, and calls ${answers[most]} of them a ${most}` : ""}.`;
}

/** Columns are examples that can be switched, rows are weights; the last column is the average of those that are on. */
function drawTable(figure, group, { x, cell, row, size, last }) {
  const narrow = figure.narrow;
  const top = size + 30;
  const heads = PLACES.map((place, i) => {
    const head = svg(group, "g", { transform: `translate(${x + cell * i} 6)` });
    const view = picture(head, { x: (cell - size) / 2, y: 0, size });
    view.update(digits(figure.data)[place].x);
    const frame = svg(head, "rect", { width: cell - 2, height: size + 6, class: "nn-hit" });
    const tick = svg(head, "text", { x: cell / 2, y: size + 17, "text-anchor": "middle", class: "nn-small" });
    pressable(figure, head, {
      target: frame,
      label: `listen to the ${digits(figure.data)[place].label}`,
      pressed: ({ on }) => on[i] === 1,
      action: () => figure.set({ on: figure.state.on.map((value, n) => (n === i ? 1 - value : value)), steps: 0 }),
    });
    return { head, tick };
  });
  svg(
    group,
    "text",
    { x: last, y: size / 2 + 10, "text-anchor": "middle", class: "nn-strong" },
    narrow ? "av." : "average",
  );
  const cells = WEIGHTS.map(([j, k], r) => {
    const y = top + row * r;
    maths(group, { x: 2, y: y + 20 }, `w_{${j},${k}}^{(3)}`);
    return [...PLACES, null].map((_, i) =>
      drawWish(group, i < PLACES.length ? x + cell * (i + 0.5) : last, y, cell, narrow),
    );
  });
  if (narrow)
    svg(
      group,
      "text",
      { x: 306, y: top + row * WEIGHTS.length + 12, "text-anchor": "end", class: "nn-small nn-muted" },
      "wishes in thousandths",
    );
  figure.update(({ on }, { table, average }) => {
    heads.forEach(({ head, tick }, i) => {
      attr(head, { opacity: on[i] ? 1 : 0.35 });
      setText(tick, on[i] ? "on" : "off");
    });
    cells.forEach((line, r) =>
      line.forEach((show, i) =>
        show(i < PLACES.length ? table[r][i] : average[r], i === PLACES.length || on[i] === 1, i === PLACES.length),
      ),
    );
  });
}

/** One wish as a bar from the middle line and a number in thousandths. */
function drawWish(group, x, y, cell, narrow) {
  const bar = svg(group, "rect", { y: y + 25, height: 5 });
  const value = svg(group, "text", { x, y: y + 20, "text-anchor": "middle" });
  return (wish, heard, average) => {
    const tone = Math.abs(wish) < 0.0005 ? "nn-muted" : wish < 0 ? "nn-minus" : "nn-plus";
    const width = Math.max(-1, Math.min(1, wish / 0.12)) * (cell / 2 - 3);
    attr(bar, { x: x + Math.min(0, width), width: Math.abs(width), class: `nn-bar ${tone}`, opacity: heard ? 1 : 0.3 });
    attr(value, {
      class: `nn-number ${narrow ? "nn-small" : ""} ${tone} ${average ? "nn-strong" : ""}`,
      opacity: heard ? 1 : 0.45,
    });
    setText(value, Math.abs(wish) < 0.0005 ? "0" : narrow ? signed(1000 * wish, 0) : signed(wish, 3));
  };
}

/** How often the 80 digits are called 0, 1, ..., 9. */
function drawAnswers(figure, group, { x, y, width, height }) {
  maths(
    group,
    { x, y: y - 12, class: "nn-muted nn-small" },
    figure.narrow
      ? '"what the network calls 80 digits"'
      : '"what the network calls 80 digits, eight or so of each kind"',
  );
  const base = y + height;
  const step = width / 10;
  svg(group, "line", { x1: x, x2: x + width, y1: base, y2: base, class: "nn-rule" });
  const bars = Array.from({ length: 10 }, (_, j) => {
    svg(group, "text", { x: x + (j + 0.5) * step, y: base + 18, "text-anchor": "middle" }, String(j));
    return {
      bar: svg(group, "rect", { x: x + j * step + 4, width: step - 8, class: "nn-bar" }),
      count: svg(group, "text", { x: x + (j + 0.5) * step, "text-anchor": "middle", class: "nn-small nn-number" }),
    };
  });
  figure.update((state, { answers }) =>
    bars.forEach(({ bar, count }, j) => {
      const h = (answers[j] / 80) * (height - 14);
      attr(bar, { y: base - h, height: h });
      attr(count, { y: base - h - 4 });
      setText(count, String(answers[j]));
      mark(count, "nn-strong", answers[j] > 20);
    }),
  );
}
