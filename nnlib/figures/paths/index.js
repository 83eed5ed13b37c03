import { readout } from "../kit/card.js";
import { choice } from "../kit/controls.js";
import { attr, keepPlace, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { handle } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { example_cost, sigmoid_prime } from "../kit/maths.js";
import { backward } from "../kit/network.js";
import { bracketed, fixed, signed } from "../kit/numbers.js";
import { derivative } from "../parts/brackets.js";
import { inkedNeuron, weighedEdge } from "../parts/neurons.js";
import { costAfter, differences, moved, NUDGE, smallNetwork } from "../parts/small_network.js";
import { linkSymbols } from "../parts/symbols.js";

export function compute(state) {
  const { x, y, layer } = state;
  const network = smallNetwork(state);
  const { z, a, dC_da } = backward(network, x, y);
  const k = Math.min(state.k, a[layer].length - 1);
  const dz_da = network.weights[layer].map((row) => row[k]);
  const da_dz = Array.from(z[layer], sigmoid_prime);
  const terms = dz_da.map((w, j) => w * da_dz[j] * dC_da[layer + 1][j]);
  const costs = [NUDGE, -NUDGE].map((move) => [costAfter(network, layer, moved(a[layer], k, move), y)]);
  return {
    k,
    a,
    C: example_cost(a[2], y),
    dC_da,
    dz_da,
    da_dz,
    terms,
    total: terms.reduce((sum, term) => sum + term),
    costs,
  };
}

const NEURONS = [3, 2, 2];
const CONNECTIONS = [0, 1].flatMap((l) =>
  [0, 1].flatMap((j) => Array.from({ length: NEURONS[l] }, (_, k) => ({ l, j, k }))),
);

export function draw(figure) {
  const root = drawing(figure, { height: figure.narrow ? 462 : 470, label: "The paths from one neuron to the cost" });
  drawNetwork(figure, root, places(figure.narrow));
  const table = svg(root, "g", { transform: `translate(0 ${figure.narrow ? 274 : 284})` });
  drawTable(figure, table);
  choice(figure, {
    key: "layer",
    label: "neuron in layer",
    options: [
      [1, "1"],
      [0, "0"],
    ],
  });
  const menu = choice(figure, {
    key: "k",
    label: "$k$",
    options: [
      [0, "0"],
      [1, "1"],
      [2, "2"],
    ],
    get: ({ layer, k }) => Math.min(k, NEURONS[layer] - 1),
  });
  const last = menu.querySelectorAll(".nn-option")[2];
  figure.update(({ layer }) => keepPlace(last, layer === 0));
  choice(figure, {
    key: "path",
    label: "light",
    options: [
      [-1, "all"],
      [0, "j = 0"],
      [1, "j = 1"],
    ],
  });
  readout(figure, words, { lines: [3, 6] });
  linkSymbols(figure, [[table, "the sum over the paths"]]);
}

function words({ layer }, { k, terms, total, costs }) {
  const ways = layer ? "2 paths" : "4 paths, two through each neuron of layer 1";
  return `Neuron ${k} of layer ${layer} reaches the cost by ${ways}. Their sum is ${terms.map((term) => signed(term, 4)).join(" ")} = ${signed(total, 4)}; a nudge of \u00b1${NUDGE} measures ${signed(differences(costs)[0], 4)}.`;
}

// ---------------------------------------------------------------- the network

function places(narrow) {
  const X = narrow ? [34, 130, 216, 284] : [84, 264, 432, 580];
  return (l, i) => [X[l], l === 3 ? 136 : NEURONS[l] === 3 ? 50 + 86 * i : 84 + i * 104];
}

/** Is the connection on one of the paths that are lit? From layer 0 each path goes on to both output neurons. */
function lit({ layer, path }, { k }, edge) {
  if (edge.l === layer) return edge.k === k && (path < 0 || edge.j === path);
  return edge.l > layer && (path < 0 || edge.k === path);
}

function drawNetwork(figure, root, place) {
  const edges = CONNECTIONS.map((edge) => ({
    ...edge,
    ...weighedEdge(root, place(edge.l, edge.k), place(edge.l + 1, edge.j)),
  }));
  for (const { edge, l, j, k } of edges) attr(edge, { "data-symbol": `w_${j}${k}^(${l + 1})` });
  const ends = [0, 1].map((j) => drawEnd(root, place(2, j), place(3, 0)));
  for (const j of [0, 1]) drawTarget(figure, root, j, place);
  NEURONS.forEach((n, l) => Array.from({ length: n }, (_, i) => drawNeuron(figure, root, l, i, place(l, i))));
  drawCost(figure, root, place(3, 0));
  for (const edge of CONNECTIONS) drawWeight(figure, root, edge, place);
  figure.update((state, result) => {
    for (const edge of edges) edge.update(weightAt(state, edge), lit(state, result, edge) ? 1 : 0.2);
    ends.forEach((end, j) =>
      attr(end, { "stroke-opacity": state.layer === 0 || state.path < 0 || state.path === j ? 1 : 0.2 }),
    );
  });
}

const weightAt = (state, { l, j, k }) => (l ? state.W2 : state.W1)[j][k];
const drawEnd = (root, [x1, y1], [x2, y2]) => svg(root, "line", { x1, y1, x2, y2, class: "nn-edge nn-C" });

/** A neuron, its name, and below it dC_0/da where that is a part of the sum. Inputs can be dragged. */
function drawNeuron(figure, root, l, i, [x, y]) {
  const { group, ink, update } = inkedNeuron(root, { x, y });
  maths(group, { y: -27, "text-anchor": "middle", class: "nn-small" }, `a_${i}^{(${l})}`);
  const slope = svg(group, "text", { y: 36, "text-anchor": "middle", class: "nn-number nn-small nn-C" });
  attr(group, { "data-symbol": l ? `a_${i}^(${l}) z_${i}^(${l})` : `a_${i}^(0)` });
  if (l < 2) figure.listen(group, "click", () => figure.set({ layer: l, k: i }));
  if (l < 2) group.classList.add("nn-pressable");
  if (l === 0) {
    handle(figure, group, {
      label: `input a ${i} of layer 0`,
      axis: "y",
      low: 0,
      high: 1,
      step: 0.05,
      at: (px, py) => -py / 80,
      get: (state) => state.x[i],
      set: (value) => ({ x: swapped(figure.state.x, i, value) }),
      text: (value) => fixed(value),
    });
  }
  figure.update(({ layer, path }, { k, a, dC_da }) => {
    update(a[l][i]);
    const picked = l === layer && i === k;
    const used = l === layer + 1 && (path < 0 || path === i);
    ink.style.strokeWidth = picked ? "4px" : "";
    setText(slope, picked || used ? signed(dC_da[l][i], figure.narrow ? 3 : 4) : "");
    mark(slope, "nn-strong", picked);
  });
}

const swapped = (list, i, value) => list.map((old, m) => (m === i ? Number(value.toFixed(2)) : old));

function drawCost(figure, root, [x, y]) {
  const node = svg(root, "g", { transform: `translate(${x} ${y})`, "data-symbol": "C_0" });
  svg(node, "rect", { x: -26, y: -24, width: 52, height: 48, rx: 10, class: "nn-pill" });
  maths(node, { y: -3, "text-anchor": "middle" }, "C_0");
  const value = svg(node, "text", { y: 16, "text-anchor": "middle", class: "nn-number nn-C" });
  figure.update((state, { C }) => setText(value, fixed(C, 3)));
}

/** The target y_j above or below its output's line to the cost. */
function drawTarget(figure, root, j, place) {
  const [x, y] = [place(3, 0)[0], place(2, j)[1] + (j ? 22 : -22)];
  const half_width = figure.narrow ? 36 : 40;
  svg(root, "line", { x1: x, y1: y, x2: x, y2: place(3, 0)[1], class: "nn-edge nn-y" });
  const pill = svg(root, "g", { transform: `translate(${x} ${y})`, "data-symbol": `y_${j}` });
  svg(pill, "rect", { x: -half_width, y: -15, width: 2 * half_width, height: 30, rx: 15, class: "nn-pill" });
  maths(pill, { x: 9 - half_width, y: 5 }, `y_${j}`);
  const value = svg(pill, "text", { class: "nn-number nn-y", x: half_width - 8, y: 5, "text-anchor": "end" });
  handle(figure, pill, {
    label: `target y ${j}`,
    axis: "y",
    low: 0,
    high: 1,
    step: 0.05,
    at: (px, py) => -py / 80,
    get: (state) => state.y[j],
    set: (y) => ({ y: swapped(figure.state.y, j, y) }),
    text: (y) => fixed(y),
  });
  figure.update((state) => setText(value, fixed(state.y[j])));
}

/** The weight of a connection that leaves the picked neuron, on that connection; it can be dragged. */
function drawWeight(figure, root, edge, place) {
  const { l, j, k } = edge;
  const [[x1, y1], [x2, y2]] = [place(l, k), place(l + 1, j)];
  const t = figure.narrow ? 0.54 : 0.56;
  const half_width = figure.narrow ? 22 : 44;
  const pill = svg(root, "g", {
    transform: `translate(${x1 + t * (x2 - x1)} ${y1 + t * (y2 - y1)})`,
    "data-symbol": `w_${j}${k}^(${l + 1})`,
  });
  svg(pill, "rect", { x: -half_width, y: -14, width: 2 * half_width, height: 28, rx: 14, class: "nn-pill" });
  if (!figure.narrow) maths(pill, { x: -35, y: 5 }, `w_{${j}${k}}^{(${l + 1})}`);
  const value = svg(pill, "text", {
    class: "nn-number",
    ...(figure.narrow ? { y: 5, "text-anchor": "middle" } : { x: 36, y: 5, "text-anchor": "end" }),
  });
  const key = l ? "W2" : "W1";
  handle(figure, pill, {
    label: `weight w ${j} ${k} of layer ${l + 1}`,
    axis: "y",
    low: -5,
    high: 5,
    step: 0.1,
    at: (px, py) => -py / 20,
    get: (state) => state[key][j][k],
    set: (w) => ({ [key]: figure.state[key].map((row, m) => (m === j ? swapped(row, k, Number(w.toFixed(1))) : row)) }),
    text: (w) => signed(w, 1),
  });
  figure.update((state, result) => {
    const seen = state.layer === l && lit(state, result, edge);
    keepPlace(pill, seen);
    setText(value, signed(state[key][j][k], 1));
    mark(value, "nn-plus", state[key][j][k] >= 0);
    mark(value, "nn-minus", state[key][j][k] < 0);
  });
}

// ---------------------------------------------------------------- the sum over the paths

/** The formula is the head of the table: a column a factor, a row a path, and below them their sum and the nudge. */
function drawTable(figure, group) {
  const X = figure.narrow
    ? { left: 23, sum: 48, factors: [100, 166, 234], product: 318 }
    : { left: 40, sum: 74, factors: [170, 282, 394], product: 500 };
  drawFormula(figure, group, X);
  const rows = [0, 1].map((j) => drawRow(figure, group, j, 82 + 28 * j, X));
  if (!figure.narrow) svg(group, "line", { x1: 574, x2: 574, y1: 64, y2: 150, class: "nn-rule" });
  svg(group, "line", { x1: 0, x2: figure.width, y1: 121, y2: 121, class: "nn-rule" });
  const sum = drawResult(group, 142, X, figure.narrow);
  const nudge = drawResult(group, 170, X, figure.narrow);
  figure.update((state, result) => {
    const bars = scaled(result.terms);
    let from = 0;
    result.terms.forEach((term, j) => {
      rows[j](state, result, bars(from), bars(from + term));
      from += term;
    });
    const name = `a_${result.k}^{(${state.layer})}`;
    sum(`"the sum is " \\partial C_0 / \\partial ${name}`, signed(result.total, 4), bars(0), bars(result.total));
    nudge(
      `${figure.narrow ? "" : '"measured: "'} [C_0(${name} + h) - C_0(${name} - h)] / 2h`,
      signed(differences(result.costs)[0], 4),
    );
  });
}

function drawFormula(figure, group, { left, sum, factors }) {
  const head = derivative(group, { x: left, y: 16 });
  const sigma = maths(group, { x: sum, y: 21 }, "");
  const parts = factors.map((x) => derivative(group, { x, y: 16 }));
  for (const x of factors.slice(1))
    svg(group, "text", { x: (2 * x - factors[1] + factors[0]) / 2, y: 21, "text-anchor": "middle" }, "\u00d7");
  const meaning = factors.map((x) =>
    maths(group, { x, y: 56, "text-anchor": "middle", class: "nn-small nn-muted" }, ""),
  );
  figure.update(({ layer }, { k }) => {
    const [here, there] = [`(${layer})`, `(${layer + 1})`];
    head.update("C_0", `a_${k}^{${here}}`);
    setMaths(sigma, figure.narrow ? "=\\sum_j" : "= \\sum_{j=0}^{1}");
    parts[0].update(`z_j^{${there}}`, `a_${k}^{${here}}`);
    parts[1].update(`a_j^{${there}}`, `z_j^{${there}}`);
    parts[2].update("C_0", `a_j^{${there}}`);
    const words = [
      `w_{j${k}}^{${there}}`,
      `\\sigma'(z_j^{${there}})`,
      layer ? `2(a_j^{${there}} - y_j)` : '"itself a sum"',
    ];
    meaning.forEach((text, i) => setMaths(text, words[i]));
  });
}

function drawRow(figure, group, j, y, { left, factors, product }) {
  const row = svg(group, "g", { class: "nn-pressable" });
  const back = svg(row, "rect", { x: 0, y: y - 19, width: figure.width, height: 27, rx: 4 });
  maths(row, { x: 10, y }, `j = ${j}`);
  const numbers = factors.map((x) => svg(row, "text", { x: x + 26, y, "text-anchor": "end", class: "nn-number" }));
  for (const x of factors.slice(1))
    svg(
      row,
      "text",
      { x: (2 * x - factors[1] + factors[0]) / 2, y, "text-anchor": "middle", class: "nn-muted" },
      "\u00d7",
    );
  const value = svg(row, "text", { x: product, y, "text-anchor": "end", class: "nn-number nn-C" });
  const bar = figure.narrow ? null : svg(row, "rect", { y: y - 12, height: 14 });
  figure.listen(row, "click", () => figure.set({ path: figure.state.path === j ? -1 : j }));
  return ({ layer, path }, { dz_da, da_dz, dC_da, terms }, x1, x2) => {
    attr(back, { class: path === j ? "nn-track" : "nn-hit" });
    const slope = figure.narrow ? fixed(dC_da[layer + 1][j], 3) : bracketed(dC_da[layer + 1][j], 4);
    [fixed(dz_da[j], 1), fixed(da_dz[j], figure.narrow ? 3 : 4), slope].forEach((text, i) => setText(numbers[i], text));
    setText(value, signed(terms[j], figure.narrow ? 3 : 4));
    if (bar) spanned(bar, x1, x2);
  };
}

function drawResult(group, y, { product }, narrow) {
  const name = maths(group, narrow ? { x: 10, y } : { x: product - 78, y, "text-anchor": "end" }, "");
  const number = svg(group, "text", { x: product, y, "text-anchor": "end", class: "nn-number nn-strong nn-C" });
  const bar = narrow ? null : svg(group, "rect", { y: y - 12, height: 14 });
  return (symbol, text, x1 = 0, x2 = 0) => {
    setMaths(name, symbol);
    setText(number, text);
    if (bar) spanned(bar, x1, x2);
  };
}

function spanned(bar, x1, x2) {
  attr(bar, { x: Math.min(x1, x2), width: Math.abs(x2 - x1), class: "nn-bar nn-C" });
}

/** Where partial sums lie beside the table: symmetric about 0, in steps so that it does not jump at each move. */
function scaled(terms) {
  let [sum, reach] = [0, 0];
  for (const term of terms) {
    sum += term;
    reach = Math.max(reach, Math.abs(sum));
  }
  const widest = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50].find((size) => size >= reach) ?? reach;
  return (value) => 574 + (value / widest) * 60;
}
