import { readout } from "../kit/card.js";
import { choice, slider } from "../kit/controls.js";
import { attr, keepPlace, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { handle } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { forward } from "../kit/network.js";
import { fixed, signed } from "../kit/numbers.js";
import { inkedNeuron, weighedEdge } from "../parts/neurons.js";
import { smallNetwork } from "../parts/small_network.js";
import { linkSymbols } from "../parts/symbols.js";

export function compute(state) {
  const { layer, j } = state;
  const network = smallNetwork(state);
  const { z, a } = forward(network, state.x);
  const row = network.weights[layer - 1][j];
  const k = Math.min(state.k, row.length - 1);
  return {
    k,
    weight: row[k],
    terms: row.map((w, i) => w * a[layer - 1][i]),
    bias: network.biases[layer - 1][j],
    z: z[layer - 1][j],
    a,
  };
}

const SIZES = [3, 2, 2];
const EDGES = [1, 2].flatMap((layer) =>
  [0, 1].flatMap((j) => Array.from({ length: SIZES[layer - 1] }, (_, k) => ({ layer, j, k }))),
);

export function draw(figure) {
  const root = drawing(figure, {
    height: figure.narrow ? 500 : 452,
    label: "One weight in the picture, in the matrix and in the sum",
  });
  const place = places(figure.narrow);
  drawNetwork(figure, root, place);
  const matrices = [1, 2].map((layer) => [drawMatrix(figure, root, layer, place), `the matrix W of layer ${layer}`]);
  const sum = svg(root, "g", { transform: `translate(0 ${figure.narrow ? 354 : 362})` });
  drawSum(figure, sum);
  drawControls(figure);
  linkSymbols(figure, [...matrices, [sum, "the sum"]]);
  readout(
    figure,
    ({ layer, j }, { k, weight, z, a }) =>
      `Layer ${layer}: neuron j = ${j} receives, neuron k = ${k} of layer ${layer - 1} sends. The weight between them is ${fixed(weight, 1)}; z is ${fixed(z)}, so the activation is ${fixed(a[layer][j])}.`,
  );
}

/** Where neuron i of layer l stands. */
function places(narrow) {
  const X = narrow ? [56, 160, 264] : [96, 320, 544];
  return (l, i) => [X[l], (narrow ? 62 : 70) + (SIZES[l] === 3 ? i * 62 : 28 + i * 68)];
}

const same = (state, { k }, edge) => edge.layer === state.layer && edge.j === state.j && edge.k === k;
const related = (state, { k }, edge) => edge.layer === state.layer && (edge.j === state.j || edge.k === k);

function drawNetwork(figure, root, place) {
  for (const l of [0, 1, 2]) drawHeading(figure, root, l, place(l, 0)[0]);
  const edges = EDGES.map((edge) => ({
    ...edge,
    ...weighedEdge(root, place(edge.layer - 1, edge.k), place(edge.layer, edge.j)),
  }));
  for (const { edge, ...which } of edges) attr(edge, { "data-symbol": nameOf(which) });
  for (const edge of EDGES) drawHit(figure, root, edge, place);
  SIZES.forEach((n, l) => Array.from({ length: n }, (_, i) => drawNeuron(figure, root, l, i, place(l, i))));
  drawPicked(figure, root, place);
  figure.update((state, result) => {
    for (const edge of edges)
      edge.update(weightOf(state, edge), same(state, result, edge) ? 1 : related(state, result, edge) ? 0.6 : 0.25);
  });
}

const nameOf = ({ layer, j, k }) => `w_${j}${k}^(${layer})`;
const weightOf = (state, { layer, j, k }) => (layer === 1 ? state.W1 : state.W2)[j][k];

/** The layer's number, and which of the two it is: the one that sends, or the one that receives. */
function drawHeading(figure, root, l, x) {
  svg(root, "text", { x, y: 14, "text-anchor": "middle" }, `layer ${l}`);
  const part = maths(root, { x, y: 32, "text-anchor": "middle", class: "nn-small" }, "");
  figure.update(({ layer }) => setMaths(part, l === layer ? 'j "receives"' : l === layer - 1 ? 'k "sends"' : ""));
}

function drawHit(figure, root, edge, place) {
  const [[x1, y1], [x2, y2]] = [place(edge.layer - 1, edge.k), place(edge.layer, edge.j)];
  const hit = svg(root, "line", { x1, y1, x2, y2, class: "nn-pressable nn-hit-line", "data-symbol": nameOf(edge) });
  figure.listen(hit, "click", () => figure.set(edge));
}

function drawNeuron(figure, root, l, i, [x, y]) {
  const { group, ink, update } = inkedNeuron(root, { x, y });
  const side = [
    { x: -25, y: 5, "text-anchor": "end" },
    { x: 0, y: i ? 37 : -27, "text-anchor": "middle" },
    { x: 25, y: 5 },
  ][l];
  const name = maths(group, { ...side, class: "nn-small" }, "");
  attr(group, { "data-symbol": l ? `a_${i}^(${l}) z_${i}^(${l})` : `a_${i}^(0)` });
  group.classList.add("nn-pressable");
  figure.listen(group, "click", () => pick(figure, l, i));
  figure.update(({ layer, j }, { k, a }) => {
    update(a[l][i]);
    const index = l === layer ? "j" : l === layer - 1 ? "k" : null;
    const chosen = i === (index === "j" ? j : index === "k" ? k : -1);
    setMaths(name, chosen ? `${index} = ${i}` : `a_${i}^{(${l})}`);
    mark(name, "nn-strong", chosen);
    ink.style.strokeWidth = chosen ? "4px" : "";
  });
}

/** A neuron of the layer that receives becomes j, one of the layer that sends becomes k. */
function pick(figure, l, i) {
  const { layer } = figure.state;
  if (l === layer) figure.set({ j: i });
  else if (l === layer - 1) figure.set({ k: i });
  else figure.set(l === 0 ? { layer: 1, k: i } : { layer: 2, j: i });
}

/** The picked weight on its edge: it can be dragged up and down. */
function drawPicked(figure, root, place) {
  const pill = svg(root, "g");
  const half_width = figure.narrow ? 25 : 46; // on a phone without its name, which stands in the sum
  svg(pill, "rect", { x: -half_width, y: -15, width: 2 * half_width, height: 30, rx: 15, class: "nn-pill" });
  const name = figure.narrow ? null : maths(pill, { x: 8 - half_width, y: 5 }, "");
  const value = svg(pill, "text", { class: "nn-number", x: half_width - 8, y: 5, "text-anchor": "end" });
  handle(figure, pill, {
    label: "the picked weight",
    axis: "y",
    low: -5,
    high: 5,
    step: 0.1,
    at: (px, py) => -py / 20,
    get: (state) => weightOf(state, chosen(state)),
    set: (w) => turned(figure.state, w),
    text: (w) => signed(w, 1),
  });
  figure.update((state, { k, weight }) => {
    const [[x1, y1], [x2, y2]] = [place(state.layer - 1, k), place(state.layer, state.j)];
    attr(pill, { transform: `translate(${(x1 + x2) / 2} ${(y1 + y2) / 2})`, "data-symbol": nameOf(chosen(state)) });
    if (name) setMaths(name, `w_{${state.j}${k}}^{(${state.layer})}`);
    toned(value, weight);
  });
}

const chosen = (state) => ({ layer: state.layer, j: state.j, k: Math.min(state.k, SIZES[state.layer - 1] - 1) });

/** The changes that give the picked weight another value. */
function turned(state, w) {
  const { layer, j, k } = chosen(state);
  const key = layer === 1 ? "W1" : "W2";
  return { [key]: state[key].map((row, i) => row.map((old, m) => (i === j && m === k ? Number(w.toFixed(1)) : old))) };
}

function toned(text, w) {
  setText(text, signed(w, 1));
  mark(text, "nn-plus", w >= 0);
  mark(text, "nn-minus", w < 0);
}

// ---------------------------------------------------------------- the matrix

function drawMatrix(figure, root, layer, place) {
  const [width, height] = figure.narrow ? [40, 34] : [50, 34];
  const columns = SIZES[layer - 1];
  const x = figure.narrow
    ? [46, 236][layer - 1]
    : (place(layer - 1, 0)[0] + place(layer, 0)[0] - width * columns) / 2 + 18;
  const group = svg(root, "g", { transform: `translate(${x} ${figure.narrow ? 262 : 268})` });
  maths(group, { x: -34, y: -9, "text-anchor": "middle" }, `W^{(${layer})}`);
  for (let k = 0; k < columns; k++)
    drawIndex(figure, group, { x: (k + 0.5) * width, y: -9, "text-anchor": "middle" }, layer, "k", k);
  for (const j of [0, 1])
    drawIndex(figure, group, { x: -8, y: (j + 0.5) * height + 5, "text-anchor": "end" }, layer, "j", j);
  for (const edge of EDGES.filter((one) => one.layer === layer)) drawCell(figure, group, edge, width, height);
  svg(group, "path", { class: "nn-bracket", d: `M6 0h-6v${2 * height}h6M${width * columns - 6} 0h6v${2 * height}h-6` });
  figure.update((state) => attr(group, { opacity: state.layer === layer ? 1 : 0.75 }));
  return group;
}

function drawIndex(figure, group, at, layer, letter, i) {
  const text = maths(group, { ...at, class: "nn-small" }, "");
  figure.update((state, { k }) => {
    const here = state.layer === layer && i === (letter === "j" ? state.j : k);
    setMaths(text, here ? `${letter} = ${i}` : String(i));
    mark(text, "nn-strong", here);
    mark(text, "nn-muted", !here);
  });
}

function drawCell(figure, group, edge, width, height) {
  const cell = svg(group, "g", {
    transform: `translate(${edge.k * width} ${edge.j * height})`,
    class: "nn-pressable",
    "data-symbol": nameOf(edge),
  });
  const back = svg(cell, "rect", { width, height });
  const frame = svg(cell, "rect", { class: "nn-chosen", x: 2, y: 2, width: width - 4, height: height - 4, rx: 4 });
  const value = svg(cell, "text", { class: "nn-number", x: width / 2, y: height / 2 + 5, "text-anchor": "middle" });
  figure.listen(cell, "click", () => figure.set(edge));
  figure.update((state, result) => {
    const here = same(state, result, edge);
    attr(back, { class: related(state, result, edge) ? "nn-track" : "nn-paper" });
    attr(frame, { visibility: here ? "visible" : "hidden" });
    toned(value, weightOf(state, edge));
    mark(value, "nn-strong", here);
  });
}

// ---------------------------------------------------------------- the sum

/** z_j as a sum: in symbols, in numbers, and each term's value; side by side, or below each other on a phone. */
function drawSum(figure, group) {
  const narrow = figure.narrow;
  const parts = [0, 1, 2, 3].map((i) =>
    drawTerm(figure, group, i, narrow ? [0, 26 * i] : [[126, 262, 398, 534][i], 0]),
  );
  const left = maths(group, narrow ? { x: 8, y: 130 } : { x: 104, y: 22, "text-anchor": "end" }, "");
  const sum = svg(group, "text", {
    class: "nn-number nn-strong",
    ...(narrow ? { x: 312, y: 130 } : { x: 104, y: 74 }),
    "text-anchor": "end",
  });
  if (narrow) svg(group, "line", { x1: 0, x2: 320, y1: 108, y2: 108, class: "nn-rule" });
  figure.update((state, result) => {
    setMaths(left, `z_${state.j}^{(${state.layer})} =`);
    setText(sum, narrow ? signed(result.z) : `${fixed(result.z)} =`);
    parts.forEach((part, i) => part.show(state, result, termOf(state, result, i)));
  });
}

/** What stands at place i of the sum: a term, the bias after the last one, or nothing. */
function termOf({ layer, j, ...state }, { terms, bias, a }, i) {
  if (i > terms.length) return null;
  if (i === terms.length) return { symbol: `b_${j}^{(${layer})}`, words: "", value: bias, tone: "nn-b" };
  const w = weightOf(state, { layer, j, k: i });
  return {
    symbol: `w_{${j}${i}}^{(${layer})} a_${i}^{(${layer - 1})}`,
    words: `${fixed(w, 1)} \u00d7 ${fixed(a[layer - 1][i])}`,
    value: terms[i],
    tone: w < 0 ? "nn-minus" : "nn-plus",
  };
}

function drawTerm(figure, parent, i, [x, y]) {
  const narrow = figure.narrow;
  const group = svg(parent, "g", { transform: `translate(${x} ${y})` });
  const back = svg(
    group,
    "rect",
    narrow ? { width: 320, height: 26, rx: 4 } : { x: -8, width: 104, height: 84, rx: 6 },
  );
  const at = narrow
    ? [
        { x: 8, y: 18 },
        { x: 222, y: 18, "text-anchor": "end" },
        { x: 312, y: 18, "text-anchor": "end" },
      ]
    : [22, 48, 74].map((height) => ({ x: 44, y: height, "text-anchor": "middle" }));
  const symbol = maths(group, at[0], "");
  const words = svg(group, "text", { class: "nn-number nn-muted", ...at[1] });
  const value = svg(group, "text", { class: "nn-number", ...at[2] });
  const plus = narrow ? null : svg(group, "text", { x: -20, y: 22, "text-anchor": "middle" }, i ? "+" : "");
  figure.listen(group, "click", () => i < SIZES[figure.state.layer - 1] && figure.set({ k: i }));
  const show = (state, { k, terms }, term) => {
    attr(group, { visibility: term ? "visible" : "hidden" });
    if (!term) return;
    setMaths(symbol, term.symbol);
    setText(words, term.words);
    setText(value, signed(term.value));
    attr(value, { class: `nn-number ${term.tone}` });
    attr(back, { class: i === k ? "nn-track" : "nn-hit" });
    mark(group, "nn-pressable", i < terms.length);
  };
  return { show, plus };
}

function drawControls(figure) {
  choice(figure, {
    key: "layer",
    label: "layer",
    options: [
      [1, "1"],
      [2, "2"],
    ],
  });
  choice(figure, {
    key: "j",
    label: "$j$ receives",
    options: [
      [0, "0"],
      [1, "1"],
    ],
  });
  const senders = choice(figure, {
    key: "k",
    label: "$k$ sends",
    options: [
      [0, "0"],
      [1, "1"],
      [2, "2"],
    ],
    get: (state) => chosen(state).k,
  });
  const last = senders.querySelectorAll(".nn-option")[2];
  figure.update(({ layer }) => keepPlace(last, layer === 1));
  slider(figure, {
    label: "weight",
    low: -5,
    high: 5,
    get: (state) => weightOf(state, chosen(state)),
    set: (w) => turned(figure.state, w),
  });
}
