import { digitPicker } from "../data/digit_picker.js";
import { digits } from "../data/digits.js";
import { trainedNetwork } from "../data/networks.js";
import { readout } from "../kit/card.js";
import { button, choice, fold, slider } from "../kit/controls.js";
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { handle, pointerAt } from "../kit/handles.js";
import { rehearse, whenIdle } from "../kit/idle.js";
import { drawing, drawings } from "../kit/layout.js";
import { dot, example_cost, one_hot, sigmoid } from "../kit/maths.js";
import { animate, player } from "../kit/motion.js";
import { backward, inputs } from "../kit/network.js";
import { bracketed, fixed, signed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { derivative } from "../parts/brackets.js";
import { inkedNeuron, weighedEdge } from "../parts/neurons.js";
import { costAfter, differences, NUDGE, smallNetwork } from "../parts/small_network.js";
import { linkSymbols, symbolName } from "../parts/symbols.js";

const L_OF = { small: 2, digit: 3 };
const LARGEST = 5; // entries shown of a long list

export function compute(state, data) {
  const { network, x, y } = task(state, data);
  const { z, a, dC_da, dC_dz } = backward(network, x, y);
  const plan = steps(L_OF[state.example], state.example === "digit");
  const step = Math.min(state.step, plan.length - 1);
  const { kind, l } = plan[step];
  const places = shownPlaces(kind, l, state, { a, dC_da, dC_dz });
  const values = places.map((place) => valueAt(kind, l, place, { a, dC_da, dC_dz }));
  const costs = [NUDGE, -NUDGE].map((move) =>
    places.map((place) => costIf(network, { z, a }, y, kind, l, place, move)),
  );
  return { step, z, a, C: example_cost(a[a.length - 1], y), dC_da, dC_dz, places, values, costs };
}

/** The network, its input and its target: those of the state, or the trained network and a real digit. */
function task(state, data) {
  if (state.example === "small") return { network: smallNetwork(state), x: state.x, y: state.y };
  const { label, pixels } = digits(data)[state.digit];
  return { network: trainedNetwork(data), x: inputs(pixels), y: one_hot(label) };
}

/** The order of the two passes: { kind, l } each; pixels: with one more step, to a^(0). */
function steps(L, pixels) {
  const plan = [{ kind: "given", l: 0 }];
  for (let l = 1; l <= L; l++) plan.push({ kind: "forward", l });
  plan.push({ kind: "cost", l: L });
  for (let l = L; l > 0; l--) plan.push({ kind: "da", l }, { kind: "dz", l }, { kind: "dW", l });
  if (pixels) plan.push({ kind: "da", l: 0 });
  return plan;
}

/** [j, k] in a matrix, [j, -1] in a vector or a bias: all of a small network's, of a long list the largest. */
function shownPlaces(kind, l, { example, neuron }, passes) {
  if (!["da", "dz", "dW"].includes(kind)) return [];
  const rows = kind === "da" ? passes.dC_da[l].length : passes.dC_dz[l - 1].length;
  const columns = kind === "dW" ? passes.a[l - 1].length : 0;
  const all = [];
  for (let j = 0; j < rows; j++) {
    if (kind === "dW" && l === 1 && example === "digit" && j !== neuron) continue;
    for (let k = 0; k < columns; k++) all.push([j, k]);
    if (kind !== "dW" || example === "small") all.push([j, -1]);
  }
  if (example === "small") return all;
  const sizes = all.map((place) => Math.abs(valueAt(kind, l, place, passes)));
  return all
    .map((_, i) => i)
    .sort((i, m) => sizes[m] - sizes[i] || i - m)
    .slice(0, LARGEST)
    .map((i) => all[i]);
}

function valueAt(kind, l, [j, k], { a, dC_da, dC_dz }) {
  if (kind === "da") return dC_da[l][j];
  return k < 0 ? dC_dz[l - 1][j] : dC_dz[l - 1][j] * a[l - 1][k];
}

/** C_0 if the one entry were moved: an activation, a weighted sum, a weight or a bias of layer l. */
function costIf(network, { z, a }, y, kind, l, [j, k], move) {
  if (kind === "da") return costAfter(network, l, moved(a[l], j, move), y);
  const [W, b] = [network.weights[l - 1], network.biases[l - 1]];
  let z_j = z[l - 1][j] + move;
  if (kind === "dW") z_j = k < 0 ? dot(W[j], a[l - 1]) + (b[j] + move) : dot(moved(W[j], k, move), a[l - 1]) + b[j];
  return costAfter(
    network,
    l,
    z[l - 1].map((old, i) => sigmoid(i === j ? z_j : old)),
    y,
  );
}

const moved = (values, i, move) => values.map((value, m) => (m === i ? value + move : value));

// ---------------------------------------------------------------- what is known, what is computed, and from what

/** The place of every quantity in the two passes: bornAt("da2") is the step that computes dC_0/da^(2). */
function bornAt(plan, id) {
  return plan.findIndex(({ kind, l }) => born(kind, l, plan).includes(id));
}

const born = (kind, l, plan) =>
  ({
    given: ["a0", "y", ...plan.filter((one) => one.kind === "forward").map((one) => `W${one.l}`)],
    forward: [`z${l}`, `a${l}`],
    cost: ["C"],
    da: [`da${l}`],
    dz: [`dz${l}`],
    dW: [`dW${l}`],
  })[kind];

const sources = (kind, l, L) =>
  ({
    given: [],
    forward: [`a${l - 1}`, `W${l}`],
    cost: [`a${L}`, "y"],
    da: l === L ? [`a${L}`, "y"] : [`W${l + 1}`, `dz${l + 1}`],
    dz: [`da${l}`, `z${l}`],
    dW: [`dz${l}`, `a${l - 1}`],
  })[kind];

/** Where the reader is: { kind, l, L, plan, last, role(id) }, role "now", "from", "known" or "unknown". */
function situation({ example }, { step }) {
  const L = L_OF[example];
  const plan = steps(L, example === "digit");
  const { kind, l } = plan[step];
  const [now, from] = [born(kind, l, plan), sources(kind, l, L)];
  const role = (id) =>
    now.includes(id) ? "now" : from.includes(id) ? "from" : bornAt(plan, id) < step ? "known" : "unknown";
  return { kind, l, L, plan, last: plan.length - 1, role };
}

export function draw(figure) {
  const narrow = figure.narrow;
  const labels = { small: "The small network", digit: "The trained network on a real digit" };
  const { small, digit } = drawings(figure, { height: narrow ? 676 : 382, labels, shown: ({ example }) => example });
  const panel = drawing(figure, { height: narrow ? 298 : 174, label: "This step in numbers" });
  drawSmall(figure, small);
  const chips = svg(small, "g", { transform: `translate(0 ${narrow ? 588 : 296})` });
  const [pictures, numbers] = [digit, panel].map((root) => svg(root, "g"));
  drawChips(figure, chips);
  drawDigit(figure, pictures);
  drawPanel(figure, numbers);
  drawControls(figure);
  readout(figure, words, { lines: [3, 6] });
  whenIdle(figure, [() => rehearse(figure, { example: "digit", step: START.digit })]);
  linkSymbols(figure, [
    [chips, "all quantities"],
    [pictures, "all pictures"],
    [numbers, "the formulas"],
  ]);
}

// ---------------------------------------------------------------- the small network

const COUNTS = [3, 2, 2];
const LINKS = [1, 2].flatMap((l) =>
  [0, 1].flatMap((j) => Array.from({ length: COUNTS[l - 1] }, (_, k) => ({ l, j, k }))),
);

/** Left to right, or top to bottom on a phone: the places of neurons and cost, and where on its edge a weight stands. */
function geometry(narrow) {
  const along = narrow ? [36, 242, 448] : [50, 262, 452];
  const across = narrow
    ? [
        [53, 160, 267],
        [90, 230],
        [90, 230],
      ]
    : [
        [44, 150, 256],
        [95, 207],
        [95, 207],
      ];
  const place = (l, i) => (narrow ? [across[l][i], along[l]] : [along[l], across[l][i]]);
  const share = ({ l, j, k }) =>
    (narrow
      ? [
          [0.3, 0.55],
          [0.3, 0.62],
        ]
      : [
          [0.3, 0.58],
          [0.4 - 0.07 * k, 0.65],
        ])[l - 1][j];
  return { place, share, end: narrow ? [160, 546] : [588, 151] };
}

function drawSmall(figure, root) {
  const { place, share, end } = geometry(figure.narrow);
  const edges = LINKS.map((link) => ({
    ...link,
    ...weighedEdge(root, place(link.l - 1, link.k), place(link.l, link.j)),
  }));
  for (const { edge, l, j, k } of edges) attr(edge, { "data-symbol": `w_${j}${k}^(${l})` });
  const ends = [0, 1].map((j) =>
    svg(root, "line", { x1: place(2, j)[0], y1: place(2, j)[1], x2: end[0], y2: end[1], class: "nn-edge nn-C" }),
  );
  for (const j of [0, 1]) drawTarget(figure, root, j, end, place(2, j));
  COUNTS.forEach((n, l) => Array.from({ length: n }, (_, i) => drawNeuron(figure, root, l, i, place(l, i))));
  drawCost(figure, root, end);
  for (const link of LINKS)
    drawWeight(figure, root, link, place(link.l - 1, link.k), place(link.l, link.j), share(link));
  drawFlow(figure, root, place, end);
  figure.update((state, result) => {
    if (state.example !== "small") return;
    const { kind, l, L } = situation(state, result);
    const layer = kind === "da" ? l + 1 : kind === "forward" || kind === "dW" ? l : 0;
    for (const edge of edges)
      edge.update(
        (edge.l === 1 ? state.W1 : state.W2)[edge.j][edge.k],
        kind === "given" || edge.l === layer ? 1 : 0.25,
      );
    for (const line of ends) attr(line, { "stroke-opacity": kind === "cost" || (kind === "da" && l === L) ? 1 : 0.25 });
  });
}

/** A neuron with its activation once that is known, and its two derivatives once they are. */
function drawNeuron(figure, root, l, i, [x, y]) {
  const { group, ink, update } = inkedNeuron(root, { x, y });
  const value = group.querySelector("text");
  attr(group, { "data-symbol": l ? `a_${i}^(${l}) z_${i}^(${l})` : `a_${i}^(0)` });
  maths(group, { ...nameAt(figure.narrow, l, i), class: "nn-small" }, `a_${i}^{(${l})}`);
  const slopes = l ? ["a", "z"].map((letter, line) => drawSlope(group, figure.narrow, letter, line, i)) : [];
  if (l === 0) {
    handle(figure, group, {
      label: `input a ${i} of layer 0`,
      axis: "y",
      low: 0,
      high: 1,
      step: 0.05,
      at: (px, py) => -py / 80,
      get: (state) => state.x[i],
      set: (a) => ({ x: swapped(figure.state.x, i, a) }),
      text: (a) => fixed(a),
    });
  }
  figure.update((state, result) => {
    if (state.example !== "small") return;
    const { role } = situation(state, result);
    const known = role(`a${l}`) !== "unknown";
    update(known ? result.a[l][i] : 0);
    if (!known) setText(value, "?");
    ink.style.strokeWidth = role(`a${l}`) === "now" ? "4px" : "";
    slopes.forEach((show, line) =>
      show([result.dC_da[l], result.dC_dz[l - 1]][line][i], role(`${["da", "dz"][line]}${l}`)),
    );
  });
}

const nameAt = (narrow, l, i) =>
  narrow && l ? { x: i ? -26 : 26, y: 5, "text-anchor": i ? "end" : "start" } : { y: -26, "text-anchor": "middle" };

/** dC_0/da or dC_0/dz below its neuron; beside it on a phone, where the edges run down. */
function drawSlope(group, narrow, letter, line, i) {
  const side = i ? 26 : -26;
  const at = narrow
    ? { x: side, y: 32 * line - 18, "text-anchor": i ? "start" : "end" }
    : { y: 37 + 16 * line, "text-anchor": "middle" };
  const name = maths(group, { ...at, class: "nn-small nn-halo" }, "");
  const number = narrow ? svg(group, "text", { ...at, y: at.y + 14, class: "nn-number nn-small nn-halo" }) : null;
  return (value, role) => {
    const known = role !== "unknown";
    const text = known ? fixed(value, 4) : "";
    setMaths(name, known ? `\\partial C_0/\\partial ${letter}${narrow ? "" : `  ${text}`}` : "");
    if (number) setText(number, text);
    for (const each of [name, number]) if (each) mark(each, "nn-strong", role === "now");
  };
}

const swapped = (list, i, value, size = 2) => list.map((old, m) => (m === i ? Number(value.toFixed(size)) : old));

function drawCost(figure, root, [x, y]) {
  const node = svg(root, "g", { transform: `translate(${x} ${y})`, "data-symbol": "C_0" });
  svg(node, "rect", { x: -27, y: -24, width: 54, height: 48, rx: 10, class: "nn-pill" });
  maths(node, { y: -3, "text-anchor": "middle" }, "C_0");
  const value = svg(node, "text", { y: 16, "text-anchor": "middle", class: "nn-number nn-C" });
  figure.update((state, result) => {
    const role = state.example === "small" ? situation(state, result).role("C") : "known";
    setText(value, role === "unknown" ? "?" : fixed(result.C, 3));
    mark(value, "nn-strong", role === "now");
  });
}

function drawTarget(figure, root, j, end, output) {
  const [x, y] = figure.narrow ? [output[0] + (j ? 40 : -40), end[1]] : [end[0], output[1] + (j ? 18 : -18)];
  svg(root, "line", { x1: x, y1: y, x2: end[0], y2: end[1], class: "nn-edge nn-y" });
  const pill = svg(root, "g", { transform: `translate(${x} ${y})`, "data-symbol": `y_${j}` });
  svg(pill, "rect", { x: -38, y: -15, width: 76, height: 30, rx: 15, class: "nn-pill" });
  maths(pill, { x: -28, y: 5 }, `y_${j}`);
  const value = svg(pill, "text", { class: "nn-number nn-y", x: 28, y: 5, "text-anchor": "end" });
  handle(figure, pill, {
    label: `target y ${j}`,
    axis: "y",
    low: 0,
    high: 1,
    step: 0.05,
    at: (px, py) => -py / 80,
    get: (state) => state.y[j],
    set: (target) => ({ y: swapped(figure.state.y, j, target) }),
    text: (target) => fixed(target),
  });
  figure.update((state) => setText(value, fixed(state.y[j])));
}

/** A weight on its edge, which can be dragged, and below it dC_0/dw once that is known. */
function drawWeight(figure, root, { l, j, k }, [x1, y1], [x2, y2], t) {
  const pill = svg(root, "g", {
    transform: `translate(${x1 + t * (x2 - x1)} ${y1 + t * (y2 - y1)})`,
    "data-symbol": `w_${j}${k}^(${l})`,
  });
  svg(pill, "rect", { x: -22, y: -12, width: 44, height: 24, rx: 12, class: "nn-pill" });
  svg(pill, "rect", { x: -22, y: -15, width: 44, height: 30, class: "nn-hit" });
  const value = svg(pill, "text", { class: "nn-number", y: 5, "text-anchor": "middle" });
  const slope = svg(pill, "text", { class: "nn-number nn-small nn-C nn-halo", y: 25, "text-anchor": "middle" });
  const key = l === 1 ? "W1" : "W2";
  handle(figure, pill, {
    label: `weight w ${j} ${k} of layer ${l}`,
    axis: "y",
    low: -5,
    high: 5,
    step: 0.1,
    at: (px, py) => -py / 20,
    get: (state) => state[key][j][k],
    set: (w) => ({ [key]: figure.state[key].map((row, m) => (m === j ? swapped(row, k, w, 1) : row)) }),
    text: (w) => signed(w, 1),
  });
  figure.update((state, result) => {
    if (state.example !== "small") return;
    const role = situation(state, result).role(`dW${l}`);
    setText(value, signed(state[key][j][k], 1));
    mark(value, "nn-plus", state[key][j][k] >= 0);
    mark(value, "nn-minus", state[key][j][k] < 0);
    setText(slope, role === "unknown" ? "" : fixed(result.dC_dz[l - 1][j] * result.a[l - 1][k], figure.narrow ? 3 : 4));
    mark(slope, "nn-strong", role === "now");
  });
}

/** Points that run along the edges of a step that was just taken: forward with the activations, backward with the derivatives. */
function drawFlow(figure, root, place, end) {
  const points = LINKS.slice(0, 6).map(() =>
    svg(root, "circle", { r: 5, class: "nn-point nn-C", visibility: "hidden" }),
  );
  let before = null;
  figure.update((state, result) => {
    const taken = before !== null && result.step === before + 1 && state.example === "small";
    before = result.step;
    if (taken) run(figure, points, tracks(situation(state, result), place, end));
  });
}

function run(figure, points, list) {
  animate(
    figure,
    (t) => {
      points.forEach((point, i) => {
        const track = t < 1 ? list[i] : null;
        const [cx, cy] = track ? [0, 1].map((m) => track[0][m] + t * (track[1][m] - track[0][m])) : [null, null];
        attr(point, { cx, cy, visibility: track ? "visible" : "hidden" });
      });
    },
    280,
  );
}

function tracks({ kind, l, L }, place, end) {
  const links = (layer) =>
    LINKS.filter((link) => link.l === layer).map((link) => [place(layer - 1, link.k), place(layer, link.j)]);
  if (kind === "forward") return links(l);
  if (kind === "cost") return [0, 1].map((j) => [place(L, j), end]);
  if (kind !== "da") return [];
  return l === L ? [0, 1].map((j) => [end, place(L, j)]) : links(l + 1).map(([from, to]) => [to, from]);
}

/** All quantities in the order of the passes, each derivative under what it belongs to. Pressing one goes to its step. */
function drawChips(figure, group) {
  const above = ["a0", "W1", "z1", "a1", "W2", "z2", "a2", "C"];
  const width = figure.width / above.length;
  above.forEach((id, i) => drawChip(figure, group, id, i * width, 0, width));
  above.forEach((id, i) => i > 0 && id !== "C" && drawChip(figure, group, `d${id}`, i * width, 32, width));
}

const symbolOf = (id) => (id === "C" ? "C_0" : `${id.at(-2)}^{(${id.at(-1)})}`);

/** What a quantity is called by linkSymbols; of a derivative both ends. */
const chipName = (id) => symbolName(id.startsWith("d") ? `C_0/${symbolOf(id)}` : symbolOf(id));

function drawChip(figure, parent, id, x, y, width) {
  const slope = id.startsWith("d");
  const chip = svg(parent, "g", {
    class: "nn-pressable",
    "data-symbol": chipName(id),
    transform: `translate(${x} ${y})`,
  });
  const [back, frame] = ["nn-hit", "nn-chosen"].map((name) =>
    svg(chip, "rect", { x: 2, y: 2, width: width - 4, height: slope ? 44 : 28, rx: 6, class: name }),
  );
  if (slope)
    derivative(chip, {
      x: width / 2,
      y: 24,
      width: 30,
      attributes: { class: figure.narrow ? "nn-fine" : null },
    }).update("C_0", symbolOf(id));
  else maths(chip, { x: width / 2, y: 21, "text-anchor": "middle" }, symbolOf(id));
  figure.listen(chip, "click", () => figure.set({ step: bornAt(steps(2, false), id) }));
  figure.update((state, result) => {
    if (state.example === "small") shown(chip, back, frame, situation(state, result).role(id));
  });
}

/** Framed: computed now. On grey: what it is computed from. Faint: not known yet. */
function shown(group, back, frame, role) {
  attr(group, { opacity: role === "unknown" ? 0.35 : null });
  attr(back, { class: role === "from" ? "nn-track" : "nn-hit" });
  attr(frame, { visibility: role === "now" ? "visible" : "hidden" });
}

// ---------------------------------------------------------------- the real digit

const TALL = 112; // of every block

/** The same passes in pictures: above what goes forward, below it the derivative of the cost with respect to it. */
function drawDigit(figure, root) {
  const far = figure.narrow ? -318 : 0; // on a phone the last two layers stand below the others
  const down = figure.narrow ? 338 : 0;
  const [above, below] = figure.narrow ? [26, 214] : [32, 246]; // where the pictures of the two passes begin
  const blocks = [
    ["a0", 0, 112, 28, 28],
    ["W1", 124, 112, 28, 28],
    ["z1", 250, 18, 1, 16],
    ["a1", 280, 18, 1, 16],
    ["W2", 312, 88, 16, 16],
    ["z2", 414, 18, 1, 16],
    ["a2", 444, 18, 1, 16],
    ["W3", 476, 88, 16, 10],
    ["z3", 578, 18, 1, 10],
    ["a3", 608, 18, 1, 10],
  ];
  for (const [id, x, width, columns, rows] of blocks) {
    const [left, top] = id === "a0" || Number(id[1]) === 1 ? [x, 0] : [x + far, down];
    drawBlock(figure, root, { id, x: left, y: above + top, width, columns, rows });
    drawBlock(figure, root, { id: `d${id}`, x: left, y: below + top, width, columns, rows });
  }
  drawOutputs(figure, root, 629 + far, above + down);
  drawPickedRow(figure, root, 250, above);
}

function drawBlock(figure, root, { id, x, y, width, columns, rows }) {
  const slope = id.startsWith("d");
  const block = svg(root, "g", {
    class: "nn-pressable",
    "data-symbol": chipName(id),
    transform: `translate(${x} ${y})`,
  });
  const back = svg(block, "rect", {
    x: -5,
    y: slope ? -48 : -22,
    width: width + 10,
    height: TALL + (slope ? 53 : 27),
    rx: 6,
  });
  const name = slope
    ? null
    : maths(block, { x: width / 2, y: -7, "text-anchor": "middle", class: "nn-small" }, symbolOf(id));
  if (!name)
    derivative(block, { x: width / 2, y: -26, width: 28, attributes: { class: "nn-fine" } }).update(
      "C_0",
      symbolOf(id),
    );
  if (id === "W1") figure.update(({ neuron }) => setMaths(name, `W^{(1)}" row ${neuron}"`));
  const cell = width / columns;
  const inner = svg(block, "g", { transform: `scale(1 ${TALL / (rows * cell)})` });
  const kind = id[0] === "a" ? "ink" : "sign";
  const { update } = picture(inner, { x: 0, y: 0, size: width, columns, rows, kind });
  const frame = svg(block, "rect", { x: -3, y: -3, width: width + 6, height: TALL + 6, rx: 3, class: "nn-chosen" });
  figure.listen(block, "click", () => figure.set({ step: bornAt(steps(3, true), id) }));
  figure.update((state, result) => {
    if (state.example !== "digit") return;
    const { role } = situation(state, result);
    shown(block, back, frame, role(id));
    const values =
      role(id) === "unknown" ? new Float64Array(rows * columns) : blockValues(id, state, result, figure.data);
    update(values, kind === "ink" ? 1 : largestOf(values));
  });
}

const largestOf = (values) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;

/** The numbers of a block; of the 16 x 784 weights of layer 1 and their derivatives the row of the picked neuron. */
function blockValues(id, { neuron }, { z, a, dC_da, dC_dz }, data) {
  const l = Number(id.at(-1));
  const rows = l === 1 ? [neuron] : Array.from(dC_dz[l - 1] ?? [], (_, j) => j);
  if (id.startsWith("dW")) return rows.flatMap((j) => Array.from(a[l - 1], (a_k) => dC_dz[l - 1][j] * a_k));
  if (id.startsWith("W")) return rows.flatMap((j) => Array.from(trainedNetwork(data).weights[l - 1][j]));
  return { a: a[l], z: z[l - 1], da: dC_da[l], dz: dC_dz[l - 1] }[id.slice(0, -1)];
}

/** The digits beside the output neurons, the wanted one in green; the cost below. */
function drawOutputs(figure, root, x, y) {
  const names = Array.from({ length: 10 }, (_, j) =>
    svg(root, "text", { x, y: y + (j + 0.5) * (TALL / 10) + 4, class: "nn-small nn-number" }, String(j)),
  );
  const chip = svg(root, "g", { class: "nn-pressable" });
  const [back, frame] = ["nn-hit", "nn-chosen"].map((name) =>
    svg(chip, "rect", { x: x - 88, y: y + TALL + 1, width: 98, height: 27, rx: 6, class: name }),
  );
  const cost = maths(chip, { x: x + 3, y: y + TALL + 19, "text-anchor": "end" }, "");
  figure.listen(chip, "click", () => figure.set({ step: START.digit }));
  figure.update((state, result) => {
    if (state.example !== "digit") return;
    const { role } = situation(state, result);
    const known = role("C") !== "unknown";
    shown(chip, back, frame, role("C"));
    const { label } = digits(figure.data)[state.digit];
    names.forEach((name, j) => {
      mark(name, "nn-y", j === label);
      mark(name, "nn-strong", j === label);
      mark(name, "nn-muted", j !== label);
    });
    setMaths(cost, `C_0 = ${known ? fixed(result.C, 4) : '"?"'}`);
  });
}

/** A frame about the picked neuron of layer 1, whose weights are the picture on its left. */
function drawPickedRow(figure, root, x, y) {
  const row = TALL / 16;
  const frame = svg(root, "rect", { class: "nn-cursor", x: x - 3, width: 54, height: row + 2 });
  const surface = svg(root, "rect", { class: "nn-hit nn-pressable", x: x - 5, y, width: 58, height: TALL });
  figure.listen(surface, "click", (event) =>
    figure.set({ neuron: Math.floor((pointerAt(event, surface)[1] - y) / row) }),
  );
  figure.update(({ neuron }) => attr(frame, { y: y + neuron * row - 1 }));
}

// ---------------------------------------------------------------- the step in numbers

function drawPanel(figure, root) {
  const narrow = figure.narrow;
  const formula = maths(root, { x: 0, y: 16 }, "");
  const code = svg(root, "text", {
    class: "nn-small nn-muted nn-code",
    ...(narrow ? { x: 0, y: 38 } : { x: 640, y: 16, "text-anchor": "end" }),
  });
  const top = narrow ? 62 : 42;
  const blocks = [0, 1].map((j) => drawEntries(root, narrow ? 0 : 330 * j, top + (narrow ? 122 * j : 0)));
  const list = drawList(root, top, narrow);
  figure.update((state, result) => {
    const where = situation(state, result);
    setMaths(formula, formulaOf(where, result, narrow));
    setText(code, codeOf(where));
    const small = state.example === "small";
    blocks.forEach((show, j) => show(small ? entriesOf(where, state, result, j) : []));
    list(small ? null : listOf(where, state, result, digits(figure.data)[state.digit].label));
  });
}

const W_T = (l) => `(W^{(${l})})^T`;

/** The step as one line in matrix form. */
function formulaOf({ kind, l, L }, { C }, narrow) {
  const slope = (letter, m = l) => `\\partial C_0/\\partial ${letter}^{(${m})}`;
  return {
    given: "given: a^{(0)}, y, W^{(l)}, b^{(l)}".replace("given", '"given"'),
    forward: `z^{(${l})} = W^{(${l})} a^{(${l - 1})} + b^{(${l})},  a^{(${l})} = \\sigma(z^{(${l})})`,
    cost: `C_0 = \\sum_j (a_j^{(${L})} - y_j)^2 = ${fixed(C, 4)}`,
    da: l === L ? `${slope("a")} = 2(a^{(${l})} - y)` : `${slope("a")} = ${W_T(l + 1)} ${slope("z", l + 1)}`,
    dz: `${slope("z")} = \\sigma'(z^{(${l})}) \u2299 ${slope("a")}`,
    dW: `${slope("W")} = ${slope("z")} (a^{(${l - 1})})^T${narrow ? "" : `,  ${slope("b")} = ${slope("z")}`}`,
  }[kind];
}

/** The line of nnlib.backprop that does it, for one example. */
function codeOf({ kind, l, L }) {
  return {
    given: "",
    forward: "z = W @ a + b;  a = sigmoid(z)",
    cost: "C = ((a - y) ** 2).sum()",
    da: l === L ? "dC_da = 2 * (a - y)" : "dC_da = W.T @ dC_dz",
    dz: "dC_dz = dC_da * a * (1 - a)",
    dW: "dC_dW = dC_dz @ a.T;  dC_db = dC_dz",
  }[kind];
}

/** Up to four rows of { label, working, value, nudge } at x, y, under the heads of the two columns of numbers. */
function drawEntries(root, x, y) {
  const group = svg(root, "g", { transform: `translate(${x} ${y})` });
  const heads = ["chain rule", "nudge"].map((text, i) =>
    svg(group, "text", { x: [243, 311][i], y: 0, "text-anchor": "end", class: "nn-small nn-muted" }, text),
  );
  const rows = [0, 1, 2, 3].map((i) => {
    const at = { y: 24 + 25 * i };
    const label = maths(group, { ...at, x: 0 }, "");
    const [working, value, nudge] = [77, 243, 311].map((left, m) =>
      svg(group, "text", {
        ...at,
        x: left,
        class: m ? "nn-number nn-C" : "nn-number nn-small nn-muted",
        "text-anchor": m ? "end" : "start",
      }),
    );
    return { label, working, value, nudge };
  });
  return (entries) => {
    for (const head of heads) attr(head, { visibility: entries.some((entry) => entry.nudge) ? "visible" : "hidden" });
    rows.forEach(({ label, working, value, nudge }, i) => {
      const entry = entries[i] ?? {};
      setMaths(label, entry.label ?? "");
      setText(working, entry.working ?? "");
      setText(value, entry.value ?? "");
      setText(nudge, entry.nudge ?? "");
    });
  };
}

/** What the small network's panel says about neuron j in this step. */
function entriesOf(where, state, result, j) {
  const { kind, l } = where;
  if (kind === "given") return givenEntries(state, j);
  if (kind === "forward") return forwardEntries(l, state, result, j);
  if (kind === "cost") return costEntries(state, result, j);
  const slopes = differences(result.costs);
  const mine = result.places.flatMap(([row, k], i) =>
    row === j ? [{ k, value: fixed(result.values[i], 4), nudge: fixed(slopes[i], 4) }] : [],
  );
  if (kind === "dW") return mine.map((entry) => weightEntry(l, result, j, entry));
  const { symbols, numbers } = workingOf(where, state, result, j);
  const name = `\\partial C_0/\\partial ${kind[1]}_${j}^{(${l})}`;
  return [{ label: `${name} = ${symbols}` }, { label: `= ${numbers}` }, { label: "=", ...mine[0] }];
}

const text4 = (values) => Array.from(values, (value) => fixed(value)).join(", ");

function givenEntries({ x, y }, j) {
  if (j === 0)
    return [
      { label: `a^{(0)} = (${text4(x)})` },
      { label: `y = (${text4(y)})` },
      { label: '"10 weights and 4 biases"' },
    ];
  return [
    { label: '"wanted: the gradient, that is"' },
    { label: '"the derivative of "C_0" with respect to"' },
    { label: '"each of these 14 parameters"' },
  ];
}

function forwardEntries(l, state, { z, a }, j) {
  const W = l === 1 ? state.W1 : state.W2;
  const b = (l === 1 ? state.b1 : state.b2)[j];
  const terms = W[j]
    .map((w, k) => signed(w * a[l - 1][k], 3))
    .join(" ")
    .replace(/^\+/, "");
  return [
    {
      label: `z_${j}^{(${l})} = ${W[j].map((_, k) => `w_{${j}${k}}^{(${l})} a_${k}^{(${l - 1})}`).join(" + ")} + b_${j}^{(${l})}`,
    },
    { label: `= ${terms} ${signed(b, 1)} = ${fixed(z[l - 1][j], 4)}` },
    { label: `a_${j}^{(${l})} = \\sigma(${fixed(z[l - 1][j], 4)}) = ${fixed(a[l][j], 4)}` },
  ];
}

function costEntries({ y }, { a }, j) {
  return [
    { label: `(a_${j}^{(2)} - y_${j})^2 = (${fixed(a[2][j], 4)} - ${fixed(y[j])})^2` },
    { label: `= ${fixed((a[2][j] - y[j]) ** 2, 4)}` },
  ];
}

/** The product or the sum behind a derivative with respect to a_j or z_j, in symbols and in numbers. */
function workingOf({ kind, l, L }, { y, W2 }, { z, a, dC_da, dC_dz }, j) {
  const slope = (letter, i, m) => `\\partial C_0/\\partial ${letter}_${i}^{(${m})}`;
  if (kind === "dz")
    return {
      symbols: `\\sigma'(z_${j}^{(${l})}) \\times ${slope("a", j, l)}`,
      numbers: `${fixed(slopeAt(a[l][j]), 4)} \\times ${bracketed(dC_da[l][j], 4)}`,
    };
  if (l === L)
    return { symbols: `2(a_${j}^{(${l})} - y_${j})`, numbers: `2 \\times (${fixed(a[l][j], 4)} - ${fixed(y[j])})` };
  return {
    symbols: [0, 1].map((i) => `w_{${i}${j}}^{(${l + 1})} ${slope("z", i, l + 1)}`).join(" + "),
    numbers: [0, 1].map((i) => `${bracketed(W2[i][j], 1)} \\times ${bracketed(dC_dz[l][i], 4)}`).join(" + "),
  };
}

const slopeAt = (a) => a * (1 - a); // sigma'(z), by a = sigma(z)

function weightEntry(l, { a, dC_dz }, j, { k, value, nudge }) {
  const name = k < 0 ? `b_${j}^{(${l})}` : `w_{${j}${k}}^{(${l})}`;
  return {
    label: `\\partial C_0/\\partial ${name}`,
    working: `${fixed(dC_dz[l - 1][j], 4)}\u2009\u00d7\u2009${k < 0 ? "1" : fixed(a[l - 1][k], l === 1 ? 2 : 3)}`,
    value,
    nudge,
  };
}

// ---------------------------------------------------------------- the largest entries of the real digit's step

function drawList(root, y, narrow) {
  const group = svg(root, "g", { transform: `translate(0 ${y})` });
  const X = narrow ? [218, 318] : [420, 530];
  const title = svg(group, "text", { y: 0, class: "nn-small nn-muted" });
  const heads = ["chain rule", "nudge"].map((text, i) =>
    svg(group, "text", { x: X[i], y: 0, "text-anchor": "end", class: "nn-small nn-muted" }, text),
  );
  const rows = Array.from({ length: LARGEST }, (_, i) => {
    const at = { y: 24 + (narrow ? 44 : 25) * i };
    const label = maths(group, { ...at, x: 0 }, "");
    const working = svg(group, "text", {
      x: narrow ? 0 : 120,
      y: at.y + (narrow ? 19 : 0),
      class: "nn-number nn-muted",
    });
    const [value, nudge] = X.map((right) =>
      svg(group, "text", { ...at, x: right, "text-anchor": "end", class: "nn-number nn-C" }),
    );
    return { label, working, value, nudge };
  });
  return (entries) => {
    attr(group, { visibility: entries ? "visible" : "hidden" });
    setText(title, entries?.title ?? "");
    for (const head of heads) attr(head, { visibility: entries?.rows.some((row) => row.nudge) ? null : "hidden" });
    rows.forEach(({ label, working, value, nudge }, i) => {
      const entry = entries?.rows[i] ?? {};
      setMaths(label, entry.label ?? "");
      for (const [element, text] of [
        [working, entry.working],
        [value, entry.value],
        [nudge, entry.nudge],
      ])
        setText(element, text ?? "");
    });
  };
}

function listOf(where, state, result, wanted) {
  const { kind, l, L } = where;
  if (!["da", "dz", "dW"].includes(kind)) return forwardList(where, result, wanted);
  const slopes = differences(result.costs);
  const sizes = result.a.map((a_l) => a_l.length);
  const total = kind === "dW" ? sizes[l - 1] * (l === 1 ? 1 : sizes[l]) : sizes[l];
  const rows = result.places.map(([j, k], i) => ({
    label: `\\partial C_0/\\partial ${kind === "dW" ? `w_{${j},${k}}` : `${kind[1]}_{${j}}`}^{(${l})}`,
    working: listWorking(where, result, wanted, j, k),
    value: fine(result.values[i]),
    nudge: fine(slopes[i]),
  }));
  return {
    title: `${rows.length} largest of ${total}${kind === "dW" && l === 1 ? ` in row ${state.neuron}` : ""}`,
    rows,
  };
}

/** The list of a step on the way forward: the brightest neurons, or the largest squares. */
function forwardList({ kind, l }, { z, a }, wanted) {
  if (kind === "given") {
    const lit = Array.from(a[0]).filter((pixel) => pixel > 0).length;
    return {
      title: "",
      rows: [
        `a^{(0)}": 784 pixels, ${lit} of them not black"`,
        `y": 1 for the digit ${wanted}, 0 for the other nine"`,
        'W^{(l)}, b^{(l)}": 13,002 weights and biases"',
      ].map((label) => ({ label })),
    };
  }
  const squares = Array.from(a[l], (a_j, j) => (a_j - (j === wanted ? 1 : 0)) ** 2);
  const order = kind === "cost" ? squares : Array.from(a[l]);
  const rows = order
    .map((_, j) => j)
    .sort((i, j) => order[j] - order[i] || i - j)
    .slice(0, LARGEST)
    .map((j) =>
      kind === "cost"
        ? {
            label: `(a_${j}^{(${l})} - y_${j})^2`,
            working: `(${fixed(a[l][j], 4)} \u2212 ${j === wanted ? 1 : 0})\u00b2`,
            value: fixed(squares[j], 4),
          }
        : { label: `a_{${j}}^{(${l})}`, working: `\u03c3(${fixed(z[l - 1][j], 4)})`, value: fixed(a[l][j], 4) },
    );
  return {
    title: kind === "cost" ? "the 5 largest of 10 squares" : `the 5 brightest of ${order.length} neurons`,
    rows,
  };
}

function listWorking({ kind, l, L }, { a, dC_da, dC_dz }, wanted, j, k) {
  if (kind === "dW") return `${fine(dC_dz[l - 1][j])} \u00d7 ${fixed(a[l - 1][k], 4)}`;
  if (kind === "dz") return `${fine(slopeAt(a[l][j]))} \u00d7 ${inside(fine(dC_da[l][j]))}`;
  if (l < L) return `a sum of ${a[l + 1].length} products`;
  return `2 \u00d7 (${fixed(a[l][j], 4)} \u2212 ${j === wanted ? 1 : 0})`;
}

const inside = (text) => (text.startsWith("\u2212") ? `(${text})` : text); // of a product

const RAISED = {
  "-": "\u207b",
  0: "\u2070",
  1: "\u00b9",
  2: "\u00b2",
  3: "\u00b3",
  4: "\u2074",
  5: "\u2075",
  6: "\u2076",
  7: "\u2077",
  8: "\u2078",
  9: "\u2079",
};

/** Four decimals, or three digits times a power of ten where those would say little. */
function fine(x) {
  if (Math.abs(x) >= 0.01 || x === 0) return fixed(x, 4);
  const [mantissa, power] = x.toExponential(2).split("e");
  return `${fixed(Number(mantissa), 2)}\u00b710${Array.from(power, (letter) => RAISED[letter] ?? "").join("")}`;
}

// ---------------------------------------------------------------- controls and words

const START = { small: 3, digit: 4 }; // the cost is known, the way back begins

function drawControls(figure) {
  const last = (state) => situation(state, { step: 0 }).last;
  choice(figure, {
    key: "example",
    label: "network",
    options: [
      ["small", "small"],
      ["digit", "real digit"],
    ],
    set: (example) => ({ example, step: START[example] }),
  });
  const steps = slider(figure, {
    label: "step",
    low: 0,
    high: 14,
    step: 1,
    digits: 0,
    get: (state) => Math.min(state.step, last(state)),
    set: (step) => ({ step }),
  });
  figure.update((state) => attr(steps, { max: last(state) }));
  const neuron = slider(figure, { key: "neuron", label: "$W^{(1)}$ row", step: 1, digits: 0 });
  const started = ({ example, step }) => ({ example: "digit", step: example === "digit" ? step : START.digit });
  digitPicker(figure, { key: "digit", also: started, shown: ({ example }) => example === "digit" });
  const folded = fold(figure, "Biases of the small network");
  const biases = [1, 2].flatMap((l) =>
    [0, 1].map((j) => slider(figure, { key: `b${l}`, index: j, label: `$b_${j}^{(${l})}$`, parent: folded })),
  );
  figure.update(({ example }) => {
    neuron.disabled = example !== "digit";
    for (const bias of biases) bias.disabled = example !== "small";
  });
  const go = (by) => figure.set({ step: Math.min(figure.state.step, last(figure.state)) + by });
  button(figure, "Back", () => {
    figure.pause();
    go(-1);
  });
  player(figure, {
    interval: 1200,
    step: () => {
      const { state } = figure;
      if (state.step >= last(state)) figure.set({ step: 0 });
      else go(1);
      return figure.state.step < last(state);
    },
  });
}

function words(state, result) {
  const { kind, l, L, last } = situation(state, result);
  const all = state.example === "small" ? "14" : "13,002";
  const sentence = {
    given: `Known: the input, the target and all ${all} weights and biases. Wanted: how the cost changes with each of them.`,
    forward: `Forward: the weighted sums and activations of layer ${l}, from the activations of layer ${l - 1}.`,
    cost: `The cost is ${fixed(result.C, 4)}, from the outputs and the target. Now back.`,
    da:
      l === L
        ? "Backward: how the cost changes with each output, from the outputs and the target."
        : `One layer back: each neuron of layer ${l} adds up its paths through layer ${l + 1}.`,
    dz: `Through the sigmoid of layer ${l}: times the slope \u03c3\u2032(z).`,
    dW: `The gradient of layer ${l}: each weight's derivative is that of the neuron that receives, times the activation that is sent; for a bias times 1.`,
  }[kind];
  return `Step ${result.step} of ${last}. ${sentence}${agreement(result)}${kind === "dW" && l === 1 ? ` All ${all} derivatives are known.` : ""}`;
}

function agreement({ values, costs }) {
  if (!values.length) return "";
  const gap = Math.max(...differences(costs).map((slope, i) => Math.abs(slope - values[i])));
  return ` A nudge of \u00b1${NUDGE} measures the same to ${gap < 5e-7 ? "six decimals" : `within ${fine(gap)}`}.`;
}
