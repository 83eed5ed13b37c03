import { chainFactors, chainForward, chainSymbol } from "../js/chain_network.js";
import { clamp, sigmoid } from "../js/maths.js";
import { derivative } from "../js/small_network.js";
import { attr, fixed, mark, maths, setText, signed, svg } from "../js/svg.js";

export function compute(state) {
  const { leaf, nudge, y } = state;
  const { z, a } = chainForward(state);
  const moved = nudgedForward(state);
  const place = Number(leaf[1]);
  const start = leaf[0] === "a" ? a[place] : state[leaf[0]][place - 1];
  const [before, after] = [[start], [start + nudge]];
  for (let m = firstLayer(leaf) - 1; m < 3; m++) {
    before.push(z[m], a[m + 1]);
    after.push(moved.z[m], moved.a[m + 1]);
  }
  const [C, C_after] = [(a[3] - y) ** 2, (moved.a[3] - y) ** 2];
  const derivatives = [...chainFactors(leaf, state), 2 * (a[3] - y)];
  return { z, a, C, z_after: moved.z, a_after: moved.a, C_after, before: [...before, C], after: [...after, C_after], derivatives };
}

/** The first layer that a nudge of the leaf reaches. */
const firstLayer = (leaf) => Number(leaf[1]) + (leaf[0] === "a" ? 1 : 0);

/** All z and a with the leaf moved; a nudged activation is moved after its neuron has computed it. */
function nudgedForward(state) {
  const { x, leaf, nudge } = state;
  const extra = (name) => (name === leaf ? nudge : 0);
  const [z, a] = [[], [x + extra("a0")]];
  for (let l = 1; l <= 3; l++) {
    z.push((state.w[l - 1] + extra(`w${l}`)) * a[l - 1] + (state.b[l - 1] + extra(`b${l}`)));
    a.push(sigmoid(z[l - 1]) + extra(`a${l}`));
  }
  return { z, a };
}

const SPINE = ["a0", "z1", "a1", "z2", "a2", "z3", "a3", "C_0"]; // a row each; beside them what else goes into the next, or into the same
const BESIDE = ["w1", "b1", "w2", "b2", "w3", "b3", "y"];
const LEAVES = ["a0", "w1", "b1", "a1", "w2", "b2", "a2", "w3", "b3"];
const WORDS = { w: "weight w of layer", b: "bias b of layer", a: "activation a of layer" };
const ROW = 50;
const TONES = { w: "nn-plus", b: "nn-b", y: "nn-y", C: "nn-C", a: "nn-a", z: "nn-z" };

export function draw(figure) {
  const narrow = figure.narrow;
  const root = figure.drawing({ height: narrow ? 532 : 524, label: "The tree from the weights to the cost" });
  const X = narrow ? { left: [2, 36, 122], spine: [166, 202, 314] } : { left: [24, 66, 256], spine: [336, 380, 570] };
  const rowY = (row) => 30 + ROW * row;
  drawEdges(figure, root, X, rowY);
  SPINE.forEach((name, row) => drawNumberLine(figure, root, name, rowY(row), X.spine));
  BESIDE.forEach((name, row) => drawNumberLine(figure, root, name, rowY(row), X.left));
  if (narrow) figure.update((state, { derivatives }) => setHeight(root, derivatives.length > 3 ? 644 : 532));
  drawTable(figure, svg(root, "g", { transform: `translate(0 ${narrow ? 430 : 436})` }));
  figure.player({ step: () => halve(figure), interval: 500, names: ["Halve the nudge", "Shrink it", "Pause"] });
  figure.readout(words);
}

/** A long product takes a second block of the table. */
function setHeight(root, height) {
  attr(root, { viewBox: `0 0 320 ${height}` });
  root.style.aspectRatio = `320 / ${height}`;
}

/** Halve the nudge; is there more to do? */
function halve(figure) {
  const { nudge } = figure.state;
  if (Math.abs(nudge) > 2e-4) figure.set({ nudge: nudge / 2 });
  return Math.abs(nudge) > 4e-4;
}

function words({ leaf, nudge }, { C, C_after, derivatives }) {
  const slope = derivatives.reduce((product, factor) => product * factor);
  const name = `${WORDS[leaf[0]]} ${leaf[1]}`;
  if (nudge === 0) return `Nothing is nudged. Move the ${name}.`;
  return `The ${name} is nudged by ${signed(nudge, 4)}, the cost by ${signed(C_after - C, 5)}: ratio ${signed((C_after - C) / nudge, 4)}, derivative ${signed(slope, 4)}.`;
}

// ---------------------------------------------------------------- the numbers, each on its line

const rangeOf = (name) => (/^[wbz]/.test(name) ? [-5, 5] : [0, 1]);

/** The value of a number before and after the nudge. */
function values(name, state, result) {
  if (name === "C_0") return [result.C, result.C_after];
  if (name === "y") return [state.y, state.y];
  const [kind, place] = [name[0], Number(name.slice(1))];
  if (kind === "a") return [result.a[place], result.a_after[place]];
  if (kind === "z") return [result.z[place - 1], result.z_after[place - 1]];
  return [state[kind][place - 1], state[kind][place - 1] + (state.leaf === name ? state.nudge : 0)];
}

function drawNumberLine(figure, root, name, y, [x, x0, x1]) {
  const [low, high] = rangeOf(name);
  const at = (value) => x0 + ((clamp(value, low, high) - low) / (high - low)) * (x1 - x0);
  const tone = TONES[name[0]];
  maths(root, { x, y: y + 5 }, chainSymbol(name));
  svg(root, "line", { x1: x0, x2: x1, y1: y, y2: y, class: "nn-rule" });
  for (const end of [low, high]) svg(root, "line", { x1: at(end), x2: at(end), y1: y - 3, y2: y + 3, class: "nn-rule" });
  const base = svg(root, "line", { y1: y - 7, y2: y + 7, class: `nn-edge ${tone}` });
  const trail = svg(root, "line", { y1: y, y2: y, class: `nn-edge ${tone}`, "stroke-width": 5 });
  const dot = svg(root, "g");
  if (LEAVES.includes(name)) svg(dot, "circle", { r: 15, class: "nn-hit" });
  svg(dot, "circle", { r: LEAVES.includes(name) ? 7 : 4.5, class: `nn-point ${tone}` });
  const text = svg(root, "text", { x: x1, y: y - 11, "text-anchor": "end", class: `nn-number nn-small ${tone}` });
  if (LEAVES.includes(name)) makeLeaf(figure, dot, name, [low, high], [x0, x1]);
  figure.update((state, result) => {
    const [before, after] = values(name, state, result);
    attr(base, { x1: at(before), x2: at(before) });
    attr(trail, { x1: at(before), x2: at(after), display: before === after ? "none" : null });
    attr(dot, { transform: `translate(${at(after).toFixed(2)} ${y})` });
    setText(text, before === after ? fixed(before, 3) : `${fixed(before, 3)} \u2192 ${fixed(after, 3)}`);
    mark(text, "nn-strong", name === state.leaf);
  });
}

/** Dragging a dot makes its number the nudged one; the one nudged before goes back to its place. */
function makeLeaf(figure, dot, name, [low, high], [x0, x1]) {
  const baseOf = () => values(name, { ...figure.state, nudge: 0 }, compute({ ...figure.state, nudge: 0 }))[0];
  figure.handle(dot, {
    label: `${WORDS[name[0]]} ${name[1]}`, axis: "x", low, high, step: (high - low) / 50,
    at: (px) => low + ((px - x0) / (x1 - x0)) * (high - low),
    get: (state) => baseOf() + (state.leaf === name ? state.nudge : 0),
    set: (value) => ({ leaf: name, nudge: Number((value - baseOf()).toFixed(4)) }), text: (value) => fixed(value, 3),
  });
}

// ---------------------------------------------------------------- the edges and their ratios

function drawEdges(figure, root, X, rowY) {
  const middle = X.spine[0] + 8;
  SPINE.slice(1).forEach((name, i) => drawEdge(figure, root, SPINE[i], name, [middle, rowY(i) + 13], [middle, rowY(i + 1) - 15], [middle + 8, rowY(i) + 26]));
  const [from, to] = [X.left[2] + 8, X.spine[0] - 8];
  BESIDE.forEach((name, row) => {
    const level = name[0] === "b";
    const target = level ? SPINE[row] : SPINE[row + 1];
    const y = rowY(row);
    drawEdge(figure, root, name, target, [from, y], [to, level ? y : y + ROW], level ? [to, y - 8] : [(from + to) / 2 - 10, y + 27], "end");
  });
}

/** Is the edge on the way from the nudged number to the cost? Its place on the way, or -1. */
function placeOnWay(leaf, from, to) {
  if (from === leaf) return 0;
  const row = SPINE.indexOf(from);
  const first = 2 * firstLayer(leaf) - 1;
  return row >= first && SPINE[row + 1] === to ? row - first + 1 : -1;
}

function drawEdge(figure, root, from, to, [x1, y1], [x2, y2], [x, y], anchor) {
  const edge = svg(root, "line", { x1, y1, x2, y2, class: "nn-edge" });
  const ratio = svg(root, "text", { x, y, "text-anchor": anchor, class: "nn-number nn-small nn-strong" });
  figure.update((state, result) => {
    const place = placeOnWay(state.leaf, from, to);
    mark(edge, "nn-C", place >= 0);
    attr(edge, { "stroke-width": place >= 0 ? 3 : 1.5, "stroke-opacity": place >= 0 ? 1 : 0.5 });
    setText(ratio, place < 0 ? "" : `\u00d7 ${ratioAt(result, place)}`);
  });
}

/** The nudge at the end of an edge divided by that at its start. */
function ratioAt({ before, after }, i) {
  const below = after[i] - before[i];
  return below === 0 ? "\u2013" : fixed((after[i + 1] - before[i + 1]) / below, 3);
}

// ---------------------------------------------------------------- the product

/** A column a factor: the derivative's symbol, its value, and the ratio of the nudges now. Two blocks on a small screen. */
function drawTable(figure, group) {
  const [first, pitch, columns] = figure.narrow ? [74, 68, 4] : [106, 71, 8];
  const blocks = figure.narrow ? 2 : 1;
  const labels = Array.from({ length: blocks }, (_, block) => ["exact", "now"].map((text, row) => svg(group, "text", { x: 0, y: block * 112 + 62 + 22 * row, class: "nn-muted nn-small" }, text)));
  const cells = Array.from({ length: 8 }, (_, i) => drawFactor(group, first + (i % columns) * pitch, Math.floor(i / columns) * 112, i, pitch));
  figure.update((state, result) => {
    const names = [state.leaf, ...SPINE.slice(2 * firstLayer(state.leaf) - 1)];
    const exact = result.derivatives.reduce((product, factor) => product * factor);
    const total = state.nudge === 0 ? "\u2013" : signed((result.C_after - result.C) / (result.after[0] - result.before[0]), 4);
    cells[0](["C_0", state.leaf], signed(exact, 4), total);
    cells.slice(1).forEach((show, i) => (i < result.derivatives.length ? show([names[i + 1], names[i]], fixed(result.derivatives[i], 3), ratioAt(result, i)) : show(null)));
    labels.slice(1).flat().forEach((label) => attr(label, { display: result.derivatives.length > 3 ? null : "none" }));
  });
}

function drawFactor(group, x, y, i, pitch) {
  const fraction = derivative(group, { x, y: y + 18, width: 44 });
  const [exact, now] = [62, 84].map((below) => svg(group, "text", { x: x + 27, y: y + below, "text-anchor": "end", class: `nn-number ${i === 0 ? "nn-C nn-strong" : ""}` }));
  const signs = [23, 62, 84].map((below) => svg(group, "text", { x: x - pitch / 2 + 1, y: y + below, "text-anchor": "middle", class: "nn-muted" }, i === 1 ? "=" : "\u00d7"));
  return (names, exact_text = "", now_text = "") => {
    attr(fraction.group, { display: names ? null : "none" });
    if (names) fraction.update(...names.map(chainSymbol));
    setText(exact, exact_text);
    setText(now, now_text);
    for (const sign of signs) attr(sign, { display: names && i > 0 ? null : "none" });
  };
}
