import { digits } from "../data/digits.js";
import { readout } from "../kit/card.js";
import { button, choice, fold, slider } from "../kit/controls.js";
import { attr, html, mark, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { pressable } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { dot, sigmoid } from "../kit/maths.js";
import { fixed, signed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { paintGrid } from "../parts/paint_grid.js";

const SIDE = 14;
const PLACES = Array.from({ length: SIDE * SIDE }, (_, k) => k);
const PENS = [
  ["+", "+", "weight plus 1"],
  ["-", "\u2212", "weight minus 1"],
  ["0", "0", "weight 0"],
  ["ink", "Ink", "draw on the picture"],
  ["rubber", "Rub", "rub the picture out"],
  ["move", "Move", "move the picture"],
];
const WEIGHTS = { "+": 1, "-": -1, 0: 0 };
const FIRES = 0.9;
const QUIET = 0.1;

/** A picture that is 1 from the first to the last of some rows and columns, and 0 elsewhere. */
const block = ([top, bottom], [left, right]) =>
  PLACES.map((k) => {
    const [row, column] = [Math.floor(k / SIDE), k % SIDE];
    return Number(row >= top && row <= bottom && column >= left && column <= right);
  });

const EDGE = block([6, 7], [3, 10]);
const BLOB = block([3, 10], [3, 10]);

/** A picture moved dx pixels to the right and dy down; what leaves it is not seen, and 0 comes in. */
function moved(pixels, [dx, dy]) {
  return PLACES.map((k) => {
    const [row, column] = [Math.floor(k / SIDE) - dy, (k % SIDE) - dx];
    return row >= 0 && row < SIDE && column >= 0 && column < SIDE ? pixels[row * SIDE + column] : 0;
  });
}

export function compute({ weights, picture: pixels, shift, b }) {
  const a = moved(pixels, shift);
  const under = (sign) => a.reduce((sum, a_k, k) => (weights[k] === sign ? sum + a_k : sum), 0);
  const [plus, minus] = [under(1), under(-1)];
  const z = plus - minus + b;
  return {
    a,
    plus,
    minus,
    z,
    activation: sigmoid(z),
    edge: sigmoid(dot(weights, EDGE) + b),
    blob: sigmoid(dot(weights, BLOB) + b),
  };
}

export function draw(figure) {
  const narrow = figure.narrow;
  const grid = narrow ? { x: 6, y: 4, size: 308 } : { x: 4, y: 8, size: 322 };
  const root = drawing(figure, { height: narrow ? 634 : 338, label: "A neuron that looks for an edge" });
  const cursor = drawGrid(figure, svg(root, "g"), grid);
  drawSum(figure, svg(root, "g", { transform: narrow ? "translate(6 340)" : "translate(356 22)" }), cursor);
  drawTests(figure, svg(root, "g", { transform: narrow ? "translate(6 536)" : "translate(356 238)" }));
  choosePen(figure);
  choosePicture(figure);
  slider(figure, { key: "b", label: "$b$ bias", step: 0.5 });
  chooseWeights(figure, fold(figure, "Ready-made weights"));
  readout(
    figure,
    (state, result) =>
      `${verdict(result)} For the picture in the grid z = ${fixed(result.z, 1)} and the activation is ${fixed(result.activation)}.`,
  );
}

const mood = (activation) => (activation >= FIRES ? "fires" : activation <= QUIET ? "quiet" : "unsure");

function verdict({ edge, blob }) {
  if (edge >= FIRES && blob <= QUIET) return "Right: it fires for the edge and stays quiet for the blob.";
  if (edge >= FIRES && blob < FIRES) return "Nearly: it fires for the edge, but for the blob it is still unsure.";
  if (edge >= FIRES) return "Not yet: it fires for the edge, and for the blob too.";
  return blob <= QUIET
    ? "Not yet: it stays quiet for the blob, but it must fire for the edge."
    : "Not yet: it must fire for the edge and stay quiet for the blob.";
}

// ---------------------------------------------------------------- the grid

/** Weights as squares, the picture as dots of ink upon them. Returns a function that shows the arithmetic of a pixel. */
function drawGrid(figure, group, grid) {
  const brush = pens(figure);
  const watchers = [];
  let at = null;
  const look = (k) => {
    at = k;
    watchers.forEach((watch) => watch(at));
  };
  paintGrid(figure, group, {
    ...grid,
    columns: SIDE,
    kind: "sign",
    largest: () => 1.6,
    read: (state) => state.weights,
    label: "14 by 14 pixels with a weight each: arrows move, Space paints with the pen, Shift with arrows goes on",
    begin: brush.begin,
    stroke: brush.stroke,
    onCursor: look,
    say: (k) => spoken(figure, k),
  });
  drawLines(group, grid);
  drawInk(figure, group, grid);
  figure.onReset(() => look(null));
  return (watch) => {
    watchers.push(watch);
    figure.update(() => watch(at));
  };
}

/** What the six pens do to the square k. */
function pens(figure) {
  let last = 0;
  const put = (list, k, value) => list.map((old, i) => (i === k ? value : old));
  const stroke = (k, event, from = last) => {
    const { pen, weights, shift } = figure.state;
    last = k;
    if (pen in WEIGHTS) figure.set({ weights: put(weights, k, WEIGHTS[pen]) });
    else if (pen !== "move") figure.set({ picture: put(figure.result.a, k, pen === "ink" ? 1 : 0), shift: [0, 0] });
    else
      figure.set({
        shift: [shift[0] + (k % SIDE) - (from % SIDE), shift[1] + Math.floor(k / SIDE) - Math.floor(from / SIDE)],
      });
  };
  return { begin: (k) => (last = k), stroke };
}

function spoken(figure, k) {
  const { weights } = figure.state;
  return `row ${Math.floor(k / SIDE)}, column ${k % SIDE}, weight ${weights[k]}, ink ${fixed(figure.result.a[k])}`;
}

function drawLines(group, { x, y, size }) {
  const steps = PLACES.slice(1, SIDE).map((i) => (i * size) / SIDE);
  const d = steps.map((step) => `M${x + step} ${y}v${size}M${x} ${y + step}h${size}`).join("");
  svg(group, "path", { class: "nn-thread", "stroke-opacity": 0.5, "pointer-events": "none", d });
}

function drawInk(figure, group, { x, y, size }) {
  const cell = size / SIDE;
  const ink = svg(group, "g", { "pointer-events": "none" });
  const place = (k) => ({ cx: x + ((k % SIDE) + 0.5) * cell, cy: y + (Math.floor(k / SIDE) + 0.5) * cell });
  const dots = PLACES.map((k) => ({
    paper: svg(ink, "circle", { ...place(k), r: cell * 0.36, class: "nn-paper" }),
    full: svg(ink, "circle", { ...place(k), r: cell * 0.3, class: "nn-bar nn-a" }),
  }));
  figure.update((state, { a }) =>
    dots.forEach(({ paper, full }, k) => {
      attr(paper, { visibility: a[k] > 0 ? "visible" : "hidden" });
      attr(full, { visibility: a[k] > 0 ? "visible" : "hidden", "fill-opacity": a[k] });
    }),
  );
}

// ---------------------------------------------------------------- the numbers

/** The weighted sum in four lines, the neuron beside it, and the pixel under the cursor. */
function drawSum(figure, group, onPixel) {
  const row = (y, words, tone) => {
    const name = svg(group, "text", { y, class: tone }, words);
    return { name, value: svg(group, "text", { x: 190, y, "text-anchor": "end", class: `nn-number ${tone}` }) };
  };
  const plus = row(6, "ink under +", "nn-plus");
  const minus = row(36, "ink under \u2212", "nn-minus");
  const bias = row(66, "bias", "nn-b");
  svg(group, "line", { x1: 0, x2: 190, y1: 80, y2: 80, class: "nn-rule" });
  const sum = row(102, "together, z", "");
  const body = svg(group, "g", { transform: "translate(240 50)" });
  svg(body, "circle", { r: 28, class: "nn-paper" });
  const ink = svg(body, "circle", { r: 28, class: "nn-neuron" });
  const value = svg(body, "text", { class: "nn-number nn-strong", y: 5, "text-anchor": "middle" });
  maths(body, { y: 48, "text-anchor": "middle" }, "\\sigma(z)");
  const pixel = svg(group, "text", { y: 140, class: "nn-number nn-muted" });
  figure.update((state, result) => {
    setText(plus.value, signed(result.plus, 1));
    setText(minus.value, signed(-result.minus, 1).replace("+", ""));
    setText(bias.value, signed(state.b, 1));
    setText(sum.value, fixed(result.z, 1));
    attr(ink, { "fill-opacity": result.activation });
    mark(value, "nn-on-ink", result.activation > 0.5);
    setText(value, fixed(result.activation));
  });
  onPixel((k) => setText(pixel, k === null ? "Point at a pixel: its weight times its ink" : pixelWords(figure, k)));
}

function pixelWords(figure, k) {
  const [w, a] = [figure.state.weights[k], figure.result.a[k]];
  return `pixel ${k}:  w a = ${w > 0 ? "+" : ""}${fixed(w, 0)} \u00d7 ${fixed(a)} = ${fixed(w * a)}`;
}

// ---------------------------------------------------------------- the challenge

function drawTests(figure, group) {
  const heading = svg(group, "text", { y: -22, class: "nn-strong" });
  figure.update((state, result) => setText(heading, `The challenge: ${verdict(result).split(":")[0].toLowerCase()}`));
  drawTest(
    figure,
    svg(group, "g"),
    "edge",
    EDGE,
    (result) => result.edge,
    (activation) => activation >= FIRES,
    "should fire",
  );
  drawTest(
    figure,
    svg(group, "g", { transform: "translate(143 0)" }),
    "blob",
    BLOB,
    (result) => result.blob,
    (activation) => activation <= QUIET,
    "should be quiet",
  );
}

/** A small picture, the activation for it, and whether that is as it should be. Pressing it puts it under the weights. */
function drawTest(figure, group, name, pixels, activationOf, passes, wish) {
  const frame = svg(group, "rect", { x: 0, y: -6, width: 140, height: 76, class: "nn-hit" });
  picture(group, { x: 2, y: 2, size: 60, columns: SIDE }).update(pixels);
  svg(group, "text", { x: 68, y: 14, class: "nn-strong" }, name);
  const value = svg(group, "text", { x: 68, y: 36, class: "nn-number" });
  const result = svg(group, "text", { x: 68, y: 57 });
  svg(group, "text", { x: 2, y: 82, class: "nn-small nn-muted" }, wish);
  pressable(figure, group, {
    target: frame,
    label: (state, numbers) => `${name}, ${wish}: activation ${fixed(activationOf(numbers))}. Put it in the grid`,
    action: () => figure.set({ picture: pixels, shift: [0, 0] }),
  });
  figure.update((state, numbers) => {
    const activation = activationOf(numbers);
    setText(value, `${fixed(activation)}`);
    setText(result, `${passes(activation) ? "\u2713" : "\u2717"} ${mood(activation)}`);
    mark(result, "nn-strong", !passes(activation));
  });
}

// ---------------------------------------------------------------- the controls

function choosePen(figure) {
  const group = html(figure.controls, "div", {
    class: "nn-control nn-choice nn-digits",
    role: "group",
    "aria-label": "Pen",
  });
  if (!figure.narrow) html(group, "span", { class: "nn-label", "aria-hidden": "true" }, "Pen"); // six buttons fill a small screen
  const buttons = PENS.map(([pen, text, describe]) =>
    button(figure, text, () => figure.set({ pen }), { parent: group, describe }),
  );
  figure.update((state) =>
    buttons.forEach((button, i) => attr(button, { "aria-pressed": String(PENS[i][0] === state.pen) })),
  );
}

/** A digit of 28 x 28 pixels as 14 x 14: each new pixel the average of four. */
function small(pixels) {
  return PLACES.map((k) => {
    const corner = 2 * Math.floor(k / SIDE) * 28 + 2 * (k % SIDE);
    return Math.round((pixels[corner] + pixels[corner + 1] + pixels[corner + 28] + pixels[corner + 29]) / 1.02) / 1000;
  });
}

function choosePicture(figure) {
  const all = digits(figure.data);
  const known = new Map([
    ["edge", EDGE],
    ["blob", BLOB],
    ["empty", PLACES.map(() => 0)],
  ]);
  for (let digit = 0; digit < 10; digit++) known.set(digit, small(all.find(({ label }) => label === digit).pixels));
  const same = (u, v) => u.every((value, k) => value === v[k]);
  const options = [
    ["edge", "the edge"],
    ["blob", "the blob"],
    ["empty", "nothing"],
    ...PLACES.slice(0, 10).map((digit) => [digit, `a handwritten ${digit}`]),
    ["own", "your own"],
  ];
  choice(figure, {
    label: "Picture",
    options,
    get: (state) => [...known.keys()].find((name) => same(known.get(name), state.picture)) ?? "own",
    set: (name) => (known.has(name) ? { picture: known.get(name), shift: [0, 0] } : {}),
  });
}

function chooseWeights(figure, parent) {
  const around = block([4, 9], [3, 10]).map((inside, k) => (EDGE[k] ? 1 : -inside));
  const ready = [
    ["plus", EDGE, "plus only"],
    ["both", around, "plus with minus around"],
    ["none", PLACES.map(() => 0), "all 0"],
  ];
  choice(figure, {
    label: "Weights",
    parent,
    options: ready.map(([name, , text]) => [name, text]),
    get: (state) => ready.find(([, weights]) => weights.every((w, k) => w === state.weights[k]))?.[0],
    set: (name) => ({ weights: ready.find(([other]) => other === name)[1] }),
  });
}
