import { digits } from "../data/digits.js";
import { trainedNetwork } from "../data/networks.js";
import { readout } from "../kit/card.js";
import { button, choice } from "../kit/controls.js";
import { attr, html, keepPlace, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { pressable } from "../kit/handles.js";
import { drawings } from "../kit/layout.js";
import { argmax, sigmoid } from "../kit/maths.js";
import { forward, inputs } from "../kit/network.js";
import { fixed, signed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { outputRows } from "../parts/output_rows.js";

// ---------------------------------------------------------------- the numbers

/** Each part: its name and its stroke in a box of 100 x 140. */
const PARTS = [
  ["big loop", "M50 10C80 10 84 44 84 70S80 130 50 130S16 96 16 70S20 10 50 10Z"],
  ["upper loop", "M50 11A31 29 0 1 1 49.9 11Z"],
  ["lower loop", "M50 69A31 30.5 0 1 1 49.9 69Z"],
  ["long line", "M81 11V130"],
  ["upper hook", "M21 36C22 2 78 2 78 36C78 56 64 65 48 66"],
  ["lower hook", "M28 66C64 61 82 77 82 97C82 120 62 131 44 130C31 129 22 122 18 109"],
  ["base", "M50 66C34 74 18 92 17 130H83"],
  ["top bar", "M20 12H80"],
  ["slant", "M78 12C48 34 19 68 19 101"],
  ["short line", "M25 12V66"],
  ["middle bar", "M25 67H92"],
];
const DIGITS = [[0], [3], [4, 6], [4, 5], [3, 9, 10], [5, 7, 9], [2, 8], [7, 8], [1, 2], [1, 3]]; // the parts of each
const WEIGHT = 6; // to a digit from each of its parts; -6 from every other part
const SHOWN = 6; // pictures that excite a neuron most

const weightTo = (digit, part) => (DIGITS[digit].includes(part) ? WEIGHT : -WEIGHT);
const biasOf = (digit) => WEIGHT / 2 - WEIGHT * DIGITS[digit].length;

export function compute({ parts, neuron }, data) {
  const z = DIGITS.map(
    (_, digit) => parts.reduce((sum, on, part) => sum + weightTo(digit, part) * on, 0) + biasOf(digit),
  );
  const means = meansOf(data);
  const sums = sumsOf(data).map((of_digit) => of_digit[neuron]);
  const most = sums
    .map((_, i) => i)
    .sort((i, j) => sums[j] - sums[i])
    .slice(0, SHOWN);
  const matches = PARTS.map((_, part) =>
    correlation(
      means[neuron],
      DIGITS.map((used) => (used.includes(part) ? 1 : 0)),
    ),
  );
  return { z, a: z.map(sigmoid), means, most, most_z: most.map((i) => sums[i]), matches };
}

/** The mean activation of each neuron of layer 2 for each digit (shared data "responses"): 16 rows of 10. */
function meansOf({ responses }) {
  const view = new DataView(responses.buffer, responses.byteOffset, responses.byteLength);
  return Array.from({ length: 16 }, (_, j) =>
    Array.from({ length: 10 }, (__, digit) => view.getFloat32(4 * (10 * j + digit), true)),
  );
}

const known = new WeakMap();

/** z^(2) of the trained network for each of the book's digits, worked out once. */
function sumsOf(data) {
  if (!known.has(data.digits))
    known.set(
      data.digits,
      digits(data).map(({ pixels }) => forward(trainedNetwork(data), inputs(pixels)).z[1]),
    );
  return known.get(data.digits);
}

function correlation(u, v) {
  const about = (values) => values.map((value) => value - values.reduce((sum, x) => sum + x, 0) / values.length);
  const product = (x, y) => x.reduce((sum, x_i, i) => sum + x_i * y[i], 0);
  const [x, y] = [about(u), about(v)];
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}

// ---------------------------------------------------------------- the drawing

const WIDE_PLAN = {
  height: 416,
  glyph: [0, 26, 150],
  sum: [0, 268],
  rows: [180, 24, 35],
  neuronX: 322,
  outputs: [416, 112, 38.5],
  headings: [180, 418],
  table: { x: 82, y: 28, width: 33.4, row: 24, label: "neuron " },
  pictures: { x: 444, y: 28, size: 90, step: [106, 128], columns: 2 },
};
const NARROW_PLAN = {
  height: 576,
  glyph: [0, 4, 100],
  sum: [124, 40],
  rows: [0, 186, 35],
  neuronX: 134,
  outputs: [182, 58, 38.5],
  headings: [0, 184],
  table: { x: 34, y: 28, width: 28, row: 28, label: "" },
  pictures: { x: 0, y: 508, size: 46, step: [54.8, 0], columns: 6 },
};

export function draw(figure) {
  const plan = figure.narrow ? NARROW_PLAN : WIDE_PLAN;
  const labels = { hope: "From parts to digits", trained: "The neurons of layer 2 after training" };
  const { hope, trained } = drawings(figure, { height: plan.height, labels, shown: ({ view }) => view });
  drawGlyph(hope, figure, plan);
  drawHope(hope, figure, plan);
  drawTable(trained, figure, plan.table);
  drawMost(trained, figure, plan);
  const views = choice(figure, {
    key: "view",
    label: "Layer 2 is",
    options: [
      ["hope", "the hope"],
      ["trained", "the trained network"],
    ],
  });
  views.style.gridColumn = "1 / -1";
  const place = html(figure.controls, "div", { class: "nn-stacked" });
  const presets = drawDigitButtons(figure, place);
  const hint = html(
    place,
    "p",
    { class: "nn-muted" },
    "Press a row of the table, or go through them with the arrow keys.",
  );
  figure.update(({ view }) => {
    keepPlace(presets, view === "hope");
    keepPlace(hint, view === "trained");
  });
  readout(figure, (state, result) => (state.view === "hope" ? aboutHope(state, result) : aboutNeuron(state, result)), {
    lines: [3, 6],
  });
}

function drawDigitButtons(figure, place) {
  const group = html(place, "div", {
    class: "nn-control nn-choice nn-digits",
    role: "group",
    "aria-label": "Parts of a digit",
  });
  html(group, "span", { class: "nn-label", "aria-hidden": "true" }, "Parts of");
  const only = (used) => PARTS.map((_, part) => (used.includes(part) ? 1 : 0));
  DIGITS.forEach((used, digit) =>
    button(figure, String(digit), () => figure.set({ parts: only(used), digit }), {
      parent: group,
      describe: `the parts of ${digit}`,
    }),
  );
  button(figure, "None", () => figure.set({ parts: only([]) }), { parent: group, describe: "no parts" });
  return group;
}

/** The picture that the parts make, and the sum of the chosen digit. */
function drawGlyph(root, figure, { glyph: [x, y, width], sum: [sumX, sumY] }) {
  const scale = width / 100;
  const group = svg(root, "g", { transform: `translate(${x} ${y}) scale(${scale})` });
  svg(group, "rect", { width: 100, height: 140, class: "nn-paper nn-frame" });
  const strokes = PARTS.map(([, d]) => svg(group, "path", { d, class: "nn-curve", "stroke-width": 7 / scale }));
  const lines = [0, 26, 52].map((step) => maths(root, { x: sumX, y: sumY + step }, "z"));
  figure.update(({ parts, digit }, { z, a }) => {
    strokes.forEach((stroke, part) =>
      attr(stroke, { class: parts[part] ? "nn-curve nn-a" : "nn-curve", "stroke-opacity": parts[part] ? 1 : 0 }),
    );
    const { has, extra } = counted(parts, digit);
    setMaths(lines[0], `z_${digit} = ${WEIGHT} \\times ${has} - ${WEIGHT} \\times ${extra} - ${-biasOf(digit)}`);
    setMaths(lines[1], `z_${digit} = ${fixed(z[digit], 0)}`);
    setMaths(lines[2], `\\sigma(z_${digit}) = ${fixed(a[digit])}`);
  });
}

/** How many of the digit's own parts are there, and how many others. */
function counted(parts, digit) {
  const own = DIGITS[digit].filter((part) => parts[part]).length;
  return { has: own, extra: parts.reduce((sum, on) => sum + on, 0) - own };
}

/** A row a part, a switch with its neuron; lines to the ten outputs. */
function drawHope(root, figure, plan) {
  const [x, y, row] = plan.rows;
  const [outputX, width, pitch] = plan.outputs;
  const Y = (part) => y + row * (part + 0.5);
  const lines = svg(root, "g", { "pointer-events": "none" });
  const edges = DIGITS.map((_, digit) =>
    PARTS.map((__, part) =>
      svg(lines, "line", {
        x1: plan.neuronX,
        y1: Y(part),
        x2: outputX - 4,
        y2: y + pitch * (digit + 0.5),
        class: weightTo(digit, part) > 0 ? "nn-edge nn-plus" : "nn-edge nn-minus",
      }),
    ),
  );
  ["parts", "digits"].forEach((words, i) =>
    svg(root, "text", { x: plan.headings[i], y: y - 10, class: "nn-small nn-muted" }, words),
  );
  PARTS.forEach((_, part) => drawPart(root, figure, part, { x, y: Y(part), row, neuronX: plan.neuronX }));
  const outputs = outputRows(root, { x: outputX, y, width, row: pitch });
  const ring = svg(root, "circle", { cx: outputX + 26, r: 14, class: "nn-cursor" });
  figure.update(({ parts, digit }, { a }) => {
    outputs.update(a);
    attr(ring, { cy: y + pitch * (digit + 0.5) });
    edges.forEach((of_digit, d) =>
      of_digit.forEach((edge, part) =>
        showWeight(edge, { mine: d === digit, on: parts[part], plus: weightTo(d, part) > 0 }),
      ),
    );
  });
  const hits = DIGITS.map((_, d) =>
    svg(root, "rect", {
      x: outputX,
      y: y + pitch * d,
      width: figure.width - outputX,
      height: pitch,
      rx: 4,
      class: "nn-hit nn-pressable",
    }),
  );
  chooseOne(figure, root, hits, {
    label: "Digit whose sum is shown",
    key: "digit",
    name: (d, state, { z, a }) => `digit ${d}: z = ${fixed(z[d], 0)}, activation ${fixed(a[d])}`,
  });
}

/** All weights of the chosen digit; of the others only those that carry something to a digit that wants it. */
function showWeight(edge, { mine, on, plus }) {
  const shown = mine || (on && plus);
  attr(edge, {
    visibility: shown ? "visible" : "hidden",
    "stroke-width": mine && on ? 2.5 : 1,
    "stroke-opacity": mine ? (on ? 1 : 0.35) : 0.5,
  });
}

function drawPart(root, figure, part, { x, y, row, neuronX }) {
  const [name, d] = PARTS[part];
  const group = svg(root, "g", { transform: `translate(${x} ${y})` });
  svg(group, "rect", { x: -4, y: -row / 2, width: neuronX - x + 18, height: row, rx: 4, class: "nn-hit" });
  svg(group, "rect", { y: -13, width: 19, height: 26.6, class: "nn-paper nn-frame" });
  const icon = svg(group, "path", { d, transform: "translate(0 -13) scale(0.19)", "stroke-width": 10 });
  const words = svg(group, "text", { x: 28, y: 5 }, name);
  svg(group, "circle", { cx: neuronX - x, r: 10, class: "nn-paper" });
  const ink = svg(group, "circle", { cx: neuronX - x, r: 10, class: "nn-neuron" });
  pressable(figure, group, {
    label: name,
    pressed: ({ parts }) => parts[part],
    action: () => figure.set({ parts: figure.state.parts.map((on, i) => (i === part ? 1 - on : on)) }),
  });
  figure.update(({ parts }) => {
    attr(icon, { class: parts[part] ? "nn-curve nn-a" : "nn-curve" });
    mark(words, "nn-muted", !parts[part]);
    attr(ink, { "fill-opacity": parts[part] });
  });
}

/** Rows of which one is chosen: one Tab stop, arrow keys move. The state holds its number under `key`. */
function chooseOne(figure, root, hits, { label, key, name }) {
  const group = svg(root, "g", { role: "radiogroup", "aria-label": label });
  hits.forEach((hit, i) => {
    group.appendChild(hit);
    attr(hit, { role: "radio" });
    figure.listen(hit, "click", () => figure.set({ [key]: i }));
    figure.listen(hit, "keydown", (event) => {
      const to = {
        ArrowDown: i + 1,
        ArrowRight: i + 1,
        ArrowUp: i - 1,
        ArrowLeft: i - 1,
        Home: 0,
        End: hits.length - 1,
        " ": i,
        Enter: i,
      }[event.key];
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const next = Math.min(hits.length - 1, Math.max(0, to));
      figure.set({ [key]: next });
      hits[next].focus();
    });
  });
  figure.update((state, result) =>
    hits.forEach((hit, i) =>
      attr(hit, {
        tabindex: state[key] === i ? 0 : -1,
        "aria-checked": String(state[key] === i),
        "aria-label": name(i, state, result),
      }),
    ),
  );
}

// ---------------------------------------------------------------- the trained neurons

/** 16 neurons x 10 digits: ink for the mean activation; the chosen row in numbers. */
function drawTable(root, figure, { x, y, width, row, label }) {
  for (let digit = 0; digit < 10; digit++)
    svg(root, "text", { x: x + width * (digit + 0.5), y: y - 9, "text-anchor": "middle" }, String(digit));
  const names = Array.from({ length: 16 }, (_, j) =>
    svg(root, "text", { x: x - 8, y: y + row * (j + 0.5) + 5, "text-anchor": "end" }, `${label}${j}`),
  );
  const cells = names.map((_, j) =>
    Array.from({ length: 10 }, (__, digit) =>
      svg(root, "rect", {
        x: x + width * digit + 1,
        y: y + row * j + 1,
        width: width - 2,
        height: row - 2,
        class: "nn-bar nn-a",
      }),
    ),
  );
  const numbers = Array.from({ length: 10 }, (_, digit) =>
    svg(root, "text", { x: x + width * (digit + 0.5), class: "nn-number nn-small", "text-anchor": "middle" }),
  );
  const frame = svg(root, "rect", { x: x - 1, width: 10 * width + 2, height: row, rx: 3, class: "nn-cursor" });
  figure.update(({ neuron }, { means }) => {
    cells.forEach((line, j) => line.forEach((cell, digit) => attr(cell, { "fill-opacity": means[j][digit] })));
    names.forEach((text, j) => mark(text, "nn-strong", j === neuron));
    attr(frame, { y: y + row * neuron });
    numbers.forEach((text, digit) => {
      setText(text, fixed(means[neuron][digit]));
      attr(text, { y: y + row * (neuron + 0.5) + 5 });
      mark(text, "nn-on-ink", means[neuron][digit] > 0.55);
    });
  });
  const hits = names.map((_, j) =>
    svg(root, "rect", { x: 0, y: y + row * j, width: x + 10 * width, height: row, class: "nn-hit nn-pressable" }),
  );
  chooseOne(figure, root, hits, {
    label: "Neuron of layer 2",
    key: "neuron",
    name: (j, state, { means }) =>
      `neuron ${j}: ${means[j].map((mean, digit) => `${fixed(mean, 1)} for ${digit}`).join(", ")}`,
  });
}

/** The book's digits that excite the chosen neuron most. */
function drawMost(root, figure, { pictures: { x, y, size, step, columns } }) {
  const heading = svg(root, "text", { x, y: y - 9, class: "nn-small nn-muted" });
  const views = Array.from({ length: SHOWN }, (_, i) => {
    const [left, top] = [x + step[0] * (i % columns), y + step[1] * Math.floor(i / columns)];
    const words = svg(root, "text", {
      x: left + size / 2,
      y: top + size + 17,
      class: "nn-small nn-number",
      "text-anchor": "middle",
    });
    return { ...picture(root, { x: left, y: top, size }), words };
  });
  figure.update(({ neuron }, { most, most_z }) => {
    setText(heading, `digits that excite neuron ${neuron} most`);
    views.forEach(({ update, words }, i) => {
      update(digits(figure.data)[most[i]].pixels, 255);
      setText(words, `${figure.narrow ? "" : "z = "}${signed(most_z[i], 1)}`);
    });
  });
}

// ---------------------------------------------------------------- words

const listed = (words) => (words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words[0]);

function aboutHope({ parts, digit }, { z, a }) {
  const firing = a.flatMap((activation, d) => (activation > 0.5 ? [d] : []));
  const { has, extra } = counted(parts, digit);
  const all = DIGITS[digit].length;
  const sum = `For ${digit}, ${has} of its ${all} part${all > 1 ? "s" : ""} and ${extra} other${extra === 1 ? "" : "s"}: z = ${fixed(z[digit], 0)}, \u03c3(z) = ${fixed(a[digit])}.`;
  return `${firing.length ? `${listed(firing)} fires.` : "No digit fires."} ${sum} These weights were made by hand.`;
}

function aboutNeuron({ neuron }, { means, matches }) {
  const loud = means[neuron].flatMap((mean, digit) => (mean >= 0.5 ? [digit] : []));
  const part = argmax(matches);
  const users = DIGITS.flatMap((used, digit) => (used.includes(part) ? [digit] : []));
  const answers = loud.length ? `is at 0.5 or more for ${listed(loud)}` : "is below 0.5 for every digit";
  return `On average over the 10,000 test images, neuron ${neuron} ${answers}. Its nearest part is the ${PARTS[part][0]}, for ${listed(users)} alone: correlation ${fixed(matches[part])}, where 1 would be the same.${matches[part] > 0.7 ? " The same digits, which does not yet say that it looks at that part." : ""}`;
}
