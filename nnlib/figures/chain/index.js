import { readout } from "../kit/card.js";
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { handle, pressable } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { bracketed, fixed, signed } from "../kit/numbers.js";
import { replaced } from "../kit/state.js";
import {
  CHAIN_NAMES,
  chainCost,
  chainFactors,
  chainForward,
  chainGradient,
  chainSymbol,
} from "../parts/chain_network.js";
import { costNode, inkedNeuron, weighedEdge } from "../parts/neurons.js";
import { numberPill } from "../parts/number_pill.js";
import { NUDGE } from "../parts/small_network.js";
import { nameAlone, roving } from "../parts/stops.js";
import { linkSymbols, symbolName } from "../parts/symbols.js";

/** @typedef {import("../parts/chain_network.js").Chain & { picked: string }} State */
/** @typedef {ReturnType<typeof compute>} Result */
/** @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure */

/** @param {State} state */
export function compute(state) {
  const { z, a } = chainForward(state);
  const [key, place] = [state.picked[0], Number(state.picked[1]) - 1];
  const costs = [NUDGE, -NUDGE].map((h) =>
    chainCost({ ...state, [key]: replaced(state[key], [place], state[key][place] + h) }),
  );
  return {
    z,
    a,
    C: chainCost(state),
    gradient: chainGradient(state),
    factors: [...chainFactors(state.picked, state), 2 * (a[3] - state.y)],
    costs,
  };
}

const LAYERS = [1, 2, 3];

/** @param {ThisFigure} figure */
export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, { height: narrow ? 466 : 372, label: "A chain of four neurons" });
  const X = narrow ? (column) => 24 + 44 * column : (column) => 46 + 76 * column; // column 2 l is a^(l), column 2 l - 1 is w^(l)
  drawBars(figure, root, X, narrow ? 270 : 226);
  drawNetwork(figure, root, X);
  const product = svg(root, "g", { transform: `translate(0 ${narrow ? 390 : 346})` });
  drawProduct(figure, product);
  readout(figure, (_, { costs: [above, below] }) => {
    const measured = (above - below) / (2 * NUDGE);
    return `A nudge of \u00b1${NUDGE} measures ${signed(measured, 4)}: ${push(measured)}`;
  });
  linkSymbols(figure, [[product, "the product"]]);
}

const push = (slope) =>
  Math.abs(slope) < 5e-5
    ? "the cost hardly notices."
    : slope < 0
      ? "raising this number lowers the cost."
      : "lowering this number lowers the cost.";

// ---------------------------------------------------------------- the network

function drawNetwork(figure, root, X) {
  const [narrow, y] = [figure.narrow, 96];
  const edges = LAYERS.map((l) => weighedEdge(root, [X(2 * l - 2), y], [X(2 * l), y]));
  edges.forEach(({ edge }, i) => attr(edge, { "data-symbol": `w^(${i + 1})` }));
  figure.update((state) => edges.forEach((edge, i) => edge.update(state.w[i])));
  const size = narrow ? { half_width: 22, symbol: false } : { half_width: 44 };
  for (const l of LAYERS) {
    svg(root, "line", { x1: X(2 * l), y1: 36, x2: X(2 * l), y2: y - 20, class: "nn-edge nn-b" });
    numberPill(figure, root, {
      x: X(2 * l),
      y: 22,
      name: `b^{(${l})}`,
      label: `bias b of layer ${l}`,
      entry: ["b", l - 1],
      tone: "nn-b",
      low: -5,
      high: 5,
      ...size,
    });
  }
  [0, 1, 2, 3].forEach((l) => drawNeuron(figure, root, l, X(2 * l), y));
  for (const l of LAYERS) {
    numberPill(figure, root, {
      x: X(2 * l - 1),
      y,
      name: `w^{(${l})}`,
      label: `weight w of layer ${l}`,
      entry: ["w", l - 1],
      low: -5,
      high: 5,
      ...size,
      half_width: narrow ? 21 : 44,
    });
  }
  drawCost(figure, root, [X(6), y]);
}

function drawNeuron(figure, root, l, x, y) {
  const { group, update } = inkedNeuron(root, { x, y, r: figure.narrow ? 18 : 20 });
  attr(group, { "data-symbol": l ? `a^(${l}) z^(${l})` : "a^(0)" });
  maths(group, { y: 37, "text-anchor": "middle", class: "nn-small" }, `a^{(${l})}`);
  if (l === 0) {
    svg(group, "circle", { r: 22, class: "nn-hit" });
    handle(figure, group, {
      label: "input a of layer 0",
      axis: "y",
      low: 0,
      high: 1,
      step: 0.05,
      at: (_, py) => -py / 80,
      get: ({ x: input }) => input,
      set: (value) => ({ x: Number(value.toFixed(2)) }),
      text: (value) => fixed(value),
    });
  }
  figure.update((_, { a }) => update(a[l]));
}

/** The cost beside the last neuron, or below it on a small screen, and the target that it compares with. */
function drawCost(figure, root, [x, y]) {
  const [cx, cy] = figure.narrow ? [x, y + 84] : [598, y];
  const [right, down] = figure.narrow ? [0, 44] : [20, 0];
  svg(root, "line", { x1: x + right, y1: y + down, x2: cx, y2: cy, class: "nn-edge nn-C" });
  const [tx, ty] = figure.narrow ? [x - 104, cy] : [cx, 22];
  svg(root, "line", { x1: tx, y1: ty, x2: cx, y2: cy, class: "nn-edge nn-y" });
  const value = costNode(root, { x: cx, y: cy, half_width: 29 });
  figure.update((_, { C }) => setText(value, fixed(C, 4)));
  numberPill(figure, root, {
    x: tx,
    y: ty,
    name: "y",
    label: "target y",
    entry: ["y"],
    tone: "nn-y",
    low: 0,
    high: 1,
    step: 0.05,
    digits: 2,
    half_width: 36,
  });
}

// ---------------------------------------------------------------- the six sensitivities, each below its number

function drawBars(figure, root, X, zero) {
  const [width, half_height] = [figure.narrow ? 44 : 76, 44];
  const columns = CHAIN_NAMES.map((name, i) => drawColumn(figure, root, name, X(i + 1), zero, width, half_height));
  roving(
    figure,
    columns.map(({ column }) => column),
  );
  svg(root, "line", { x1: X(1) - width / 2, x2: X(6) + width / 2, y1: zero, y2: zero, class: "nn-rule" });
  if (!figure.narrow) maths(root, { x: X(1) - width / 2 - 8, y: zero + 4, "text-anchor": "end" }, "\\partial C_0");
  figure.update(({ picked }, { gradient }) => {
    const reach = Math.max(...gradient.map(Math.abs));
    const full = [0.05, 0.1, 0.3, 0.6, 1, 2, 5].find((size) => size >= reach) ?? reach;
    columns.forEach(({ show }, i) => show(gradient[i], (gradient[i] / full) * half_height, CHAIN_NAMES[i] === picked));
  });
}

/** A bar up from the line for plus, down for minus; its number at its end, its symbol below. Pressed, it is picked. */
function drawColumn(figure, root, name, x, zero, width, half_height) {
  const column = svg(root, "g", { "data-symbol": symbolName(chainSymbol(name)) });
  const back = svg(column, "rect", {
    x: x - width / 2 + 1,
    y: zero - half_height - 22,
    width: width - 2,
    height: 2 * half_height + 66,
    rx: 6,
  });
  const bar = svg(column, "rect", { x: x - 11, width: 22, class: "nn-bar nn-C" });
  const value = svg(column, "text", {
    x,
    "text-anchor": "middle",
    class: `nn-number nn-C ${figure.narrow ? "nn-small" : ""}`,
  });
  maths(
    column,
    { x, y: zero + half_height + 36, "text-anchor": "middle" },
    figure.narrow ? chainSymbol(name) : `\\partial ${chainSymbol(name)}`,
  );
  nameAlone(column);
  pressable(figure, column, {
    label: (_, { gradient }) =>
      `${signed(gradient[CHAIN_NAMES.indexOf(name)], 4)}\u2202${name[0]}(${name[1]}), the derivative with respect to ${name[0]} of layer ${name[1]}`, // what is written there comes first
    action: () => figure.set({ picked: name }),
    pressed: ({ picked }) => picked === name,
  });
  const show = (number, height, picked) => {
    attr(back, { class: picked ? "nn-track" : "nn-hit" });
    attr(bar, { y: height > 0 ? zero - height : zero, height: Math.abs(height) });
    attr(value, { y: height < 0 ? zero - height + 16 : zero - height - 6 });
    setText(value, figure.narrow ? fixed(number, 3) : signed(number, 4));
    mark(value, "nn-strong", picked);
  };
  return { column, show };
}

// ---------------------------------------------------------------- the product of the picked one

/** The names of the factors, from the picked number to the cost. */
function factorNames(picked) {
  const l = Number(picked[1]);
  const names = [picked[0] === "w" ? `a^{(${l - 1})}` : "1", `\\sigma'(z^{(${l})})`];
  for (let m = l + 1; m <= 3; m++) names.push(`w^{(${m})}`, `\\sigma'(z^{(${m})})`);
  return [...names, "2(a^{(3)} - y)"];
}

/** A bias has the factor 1; weights, which stand between two slopes, are short numbers. */
const digitsOf = (picked, i, count, digits) =>
  i === 0 && picked[0] === "b" ? 0 : i > 0 && i % 2 === 0 && i < count - 1 ? 2 : digits;

/** Factor above number, as many columns as fit: on a small screen in two rows. */
function drawProduct(figure, group) {
  const pitch = figure.narrow ? 80 : 81;
  const places = Array.from({ length: 8 }, (_, i) =>
    figure.narrow ? [38 + (i % 4) * pitch, Math.floor(i / 4) * 46] : [38 + i * pitch, 0],
  );
  const cells = places.map(([x, y]) => ({
    name: maths(group, { x, y, "text-anchor": "middle" }, ""),
    number: svg(group, "text", { x, y: y + 20, "text-anchor": "middle", class: "nn-number" }),
    sign: svg(group, "text", { x: Math.max(5, x - pitch / 2), y: y + 20, "text-anchor": "middle", class: "nn-muted" }),
  }));
  figure.update(({ picked }, { factors, gradient }) => {
    const total = gradient[CHAIN_NAMES.indexOf(picked)];
    const names = [`\\partial C_0/\\partial ${chainSymbol(picked)}`, ...factorNames(picked)];
    const numbers = [
      signed(total, 4),
      ...factors.map((factor, i) => bracketed(factor, digitsOf(picked, i, factors.length, figure.narrow ? 3 : 4))),
    ];
    cells.forEach(({ name, number, sign }, i) => {
      setMaths(name, names[i] ?? "");
      setText(number, numbers[i] ?? "");
      setText(sign, i === 0 || i >= numbers.length ? "" : i === 1 ? "=" : "\u00d7");
      mark(number, "nn-C", i === 0);
      mark(number, "nn-strong", i === 0);
    });
  });
}
