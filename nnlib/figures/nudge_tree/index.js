import { readout } from "../kit/card.js";
import { slider } from "../kit/controls.js";
import { attr, mark, putAt, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { handle } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { clamp, sigmoid } from "../kit/maths.js";
import { animate, player } from "../kit/motion.js";
import { fixed, signed } from "../kit/numbers.js";
import { derivative } from "../parts/brackets.js";
import { chainFactors, chainForward, chainSymbol } from "../parts/chain_network.js";
import { linkSymbols, symbolName } from "../parts/symbols.js";

export function compute(state) {
  const { leaf, nudge, y } = state;
  const { z, a } = chainForward(state);
  const moved = nudgedForward(state);
  const start = leaf === "y" ? y : leaf[0] === "a" ? a[Number(leaf[1])] : state[leaf[0]][Number(leaf[1]) - 1];
  const [before, after] = [[start], [start + nudge]];
  for (let m = firstLayer(leaf) - 1; m < 3; m++) {
    before.push(z[m], a[m + 1]);
    after.push(moved.z[m], moved.a[m + 1]);
  }
  const y_after = leaf === "y" ? y + nudge : y;
  const [C, C_after] = [(a[3] - y) ** 2, (moved.a[3] - y_after) ** 2];
  const derivatives = leaf === "y" ? [-2 * (a[3] - y)] : [...chainFactors(leaf, state), 2 * (a[3] - y)];
  return {
    z,
    a,
    C,
    z_after: moved.z,
    a_after: moved.a,
    C_after,
    before: [...before, C],
    after: [...after, C_after],
    derivatives,
  };
}

/** The first layer that a nudge of the leaf reaches: 4, beyond the last one, for the target. */
const firstLayer = (leaf) => (leaf === "y" ? 4 : Number(leaf[1]) + (leaf[0] === "a" ? 1 : 0));

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
const LEAVES = ["a0", "w1", "b1", "a1", "w2", "b2", "a2", "w3", "b3", "y"];
const WORDS = { w: "weight w of layer", b: "bias b of layer", a: "activation a of layer" };
const ROW = 50;
const TONES = { w: "nn-plus", b: "nn-b", y: "nn-y", C: "nn-C", a: "nn-a", z: "nn-z" };
const SMALLEST = 0.0001;
const REST = 150; // ms
const BLOCK = 134; // the height of one block of the table

/** The names from the leaf down to the cost. */
const wayOf = (leaf) => [leaf, ...SPINE.slice(2 * firstLayer(leaf) - 1)];

const spoken = (leaf) => (leaf === "y" ? "target y" : `${WORDS[leaf[0]]} ${leaf[1]}`);

/** Where the name, and both ends of the line, of each number stand: those beside the way, and those on it. */
const columnsOf = (narrow) =>
  narrow ? { left: [2, 36, 122], spine: [166, 202, 314] } : { left: [24, 66, 256], spine: [336, 380, 570] };
const rowY = (row) => 30 + ROW * row;

export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, { height: narrow ? 550 : 540, label: "The tree from the weights to the cost" });
  const X = columnsOf(narrow);
  drawEdges(figure, root, X);
  SPINE.forEach((name, row) => drawNumberLine(figure, root, name, rowY(row), X.spine));
  BESIDE.forEach((name, row) => drawNumberLine(figure, root, name, rowY(row), X.left));
  if (narrow) figure.update((state, { derivatives }) => setHeight(root, derivatives.length > 3 ? 550 + BLOCK : 550));
  const table = svg(root, "g", { transform: `translate(0 ${narrow ? 416 : 414})` });
  drawTable(figure, table);
  drawMotion(figure, root, X);
  drawControls(figure);
  readout(figure, words);
  linkSymbols(figure, [[table, "the product"]]);
}

/** A long product takes a second block of the table. */
function setHeight(root, height) {
  attr(root, { viewBox: `0 0 320 ${height}` });
  root.style.aspectRatio = `320 / ${height}`;
}

/** The nudge's size on a scale of powers of ten, and two buttons that make it smaller. */
function drawControls(figure) {
  slider(figure, {
    label: "nudge\u2019s size",
    low: Math.log10(SMALLEST),
    high: 0,
    step: 0.1,
    get: ({ nudge }) => Math.log10(Math.max(SMALLEST, Math.abs(nudge))),
    set: (power) => ({ nudge: (figure.state.nudge < 0 ? -1 : 1) * Number((10 ** power).toPrecision(2)) }),
    text: () => fixed(Math.abs(figure.state.nudge), 4),
  });
  player(figure, { step: () => halve(figure), interval: 600, names: ["Halve the nudge", "Run", "Pause"] });
}

/** Halve the nudge; is there more to do? */
function halve(figure) {
  const { nudge } = figure.state;
  if (Math.abs(nudge) > 2 * SMALLEST) figure.set({ nudge: nudge / 2 });
  return Math.abs(nudge) > 4 * SMALLEST;
}

function words({ leaf, nudge }, { C, C_after, derivatives }) {
  const slope = derivatives.reduce((product, factor) => product * factor);
  if (nudge === 0) return `Nothing is nudged. Move the ${spoken(leaf)}.`;
  const ratio = (C_after - C) / nudge;
  return `The ${spoken(leaf)} is nudged by ${signed(nudge, 4)}, the cost by ${signed(C_after - C, 5)}: ratio ${signed(ratio, 4)}, derivative ${signed(slope, 4)}, difference ${signed(ratio - slope, 5)}.`;
}

// ---------------------------------------------------------------- the numbers, each on its line

const rangeOf = (name) => (/^[wbz]/.test(name) ? [-5, 5] : [0, 1]);

/** The value of a number before and after the nudge. */
function values(name, state, result) {
  if (name === "C_0") return [result.C, result.C_after];
  if (name === "y") return [state.y, state.y + (state.leaf === "y" ? state.nudge : 0)];
  const [kind, place] = [name[0], Number(name.slice(1))];
  if (kind === "a") return [result.a[place], result.a_after[place]];
  if (kind === "z") return [result.z[place - 1], result.z_after[place - 1]];
  return [state[kind][place - 1], state[kind][place - 1] + (state.leaf === name ? state.nudge : 0)];
}

function drawNumberLine(figure, parent, name, y, [x, x0, x1]) {
  const root = svg(parent, "g", { "data-symbol": symbolName(chainSymbol(name)) });
  const [low, high] = rangeOf(name);
  const at = (value) => x0 + ((clamp(value, low, high) - low) / (high - low)) * (x1 - x0);
  const tone = TONES[name[0]];
  maths(root, { x, y: y + 5 }, chainSymbol(name));
  svg(root, "line", { x1: x0, x2: x1, y1: y, y2: y, class: "nn-rule" });
  for (const end of [low, high])
    svg(root, "line", { x1: at(end), x2: at(end), y1: y - 3, y2: y + 3, class: "nn-rule" });
  const base = svg(root, "line", { y1: y - 7, y2: y + 7, class: `nn-edge ${tone}` });
  const trail = svg(root, "line", { y1: y, y2: y, class: `nn-edge ${tone}`, "stroke-width": 5 });
  const dot = svg(root, "g", { "data-symbol": symbolName(chainSymbol(name)) });
  if (LEAVES.includes(name)) svg(dot, "circle", { r: 15, class: "nn-hit" });
  svg(dot, "circle", { r: LEAVES.includes(name) ? 7 : 4.5, class: `nn-point ${tone}` });
  const text = svg(root, "text", { x: x1, y: y - 11, "text-anchor": "end", class: `nn-number nn-small ${tone}` });
  if (LEAVES.includes(name)) makeLeaf(figure, dot, name, [low, high], [x0, x1]);
  figure.update((state, result) => {
    const [before, after] = values(name, state, result);
    attr(base, { x1: at(before), x2: at(before) });
    attr(trail, { x1: at(before), x2: at(after), display: before === after ? "none" : null });
    putAt(dot, at(after), y);
    setText(text, before === after ? fixed(before, 3) : `${fixed(before, 3)} \u2192 ${fixed(after, 3)}`);
    mark(text, "nn-strong", name === state.leaf);
  });
}

/** Dragging a dot makes its number the nudged one; the one nudged before goes back to its place. */
function makeLeaf(figure, dot, name, [low, high], [x0, x1]) {
  const baseOf = () => values(name, { ...figure.state, nudge: 0 }, compute({ ...figure.state, nudge: 0 }))[0];
  handle(figure, dot, {
    label: spoken(name),
    axis: "x",
    low,
    high,
    step: (high - low) / 50,
    at: (px) => low + ((px - x0) / (x1 - x0)) * (high - low),
    get: (state) => baseOf() + (state.leaf === name ? state.nudge : 0),
    set: (value) => ({ leaf: name, nudge: Number((value - baseOf()).toFixed(4)) }),
    text: (value) => fixed(value, 3),
  });
}

// ---------------------------------------------------------------- the edges and their ratios

/** From where to where the edge between two numbers runs. */
function ends(X, from, to) {
  const [row, below] = [SPINE.indexOf(from), SPINE.indexOf(to)];
  if (row >= 0)
    return [
      [X.spine[0] + 8, rowY(row) + 13],
      [X.spine[0] + 8, rowY(below) - 15],
    ];
  return [
    [X.left[2] + 8, rowY(BESIDE.indexOf(from))],
    [X.spine[0] - 8, rowY(below)],
  ];
}

/** What the leaf at the side goes into. */
const targetOf = (name) => SPINE[BESIDE.indexOf(name) + (name[0] === "b" ? 0 : 1)];

function drawEdges(figure, root, X) {
  SPINE.slice(1).forEach((name, i) =>
    drawEdge(figure, root, SPINE[i], name, ends(X, SPINE[i], name), [X.spine[0] + 16, rowY(i) + 23]),
  );
  BESIDE.forEach((name) => {
    const [[x1, y1], [x2, y2]] = ends(X, name, targetOf(name));
    drawEdge(
      figure,
      root,
      name,
      targetOf(name),
      [
        [x1, y1],
        [x2, y2],
      ],
      y1 === y2 ? [x2, y1 - 8] : [x1 + 0.3 * (x2 - x1) - 7, y1 + 20],
      "end",
    );
  });
}

/** Is the edge on the way from the nudged number to the cost? Its place on the way, or -1. */
function placeOnWay(leaf, from, to) {
  if (from === leaf) return 0;
  const row = SPINE.indexOf(from);
  const first = 2 * firstLayer(leaf) - 1;
  return row >= first && SPINE[row + 1] === to ? row - first + 1 : -1;
}

/** A ratio's name: what is nudged above, by what below. */
const ratioName = (from, to) => `${symbolName(chainSymbol(to))}/${symbolName(chainSymbol(from))}`;

function drawEdge(figure, root, from, to, [[x1, y1], [x2, y2]], [x, y], anchor) {
  const name = { "data-symbol": ratioName(from, to) };
  const edge = svg(root, "line", { x1, y1, x2, y2, class: "nn-edge", ...name });
  svg(root, "line", { x1, y1, x2, y2, class: "nn-hit-line", ...name });
  const ratio = svg(root, "text", {
    x,
    y,
    "text-anchor": anchor,
    class: "nn-number nn-small nn-strong nn-halo",
    ...name,
  });
  figure.update((state, result) => {
    const place = placeOnWay(state.leaf, from, to);
    mark(edge, "nn-C", place >= 0);
    attr(edge, { "stroke-width": place >= 0 ? 3 : 1.5, "stroke-opacity": place >= 0 ? 1 : 0.5 });
    setText(
      ratio,
      place < 0
        ? ""
        : `\u00d7 ${Number.isFinite(ratioOf(result, place)) ? fixed(ratioOf(result, place), 3) : "\u2013"}`,
    );
  });
}

/** The nudge at the end of an edge divided by that at its start; none if that is 0. */
const ratioOf = ({ before, after }, i) =>
  after[i] === before[i] ? NaN : (after[i + 1] - before[i + 1]) / (after[i] - before[i]);

// ---------------------------------------------------------------- the nudge on its way

/** A point runs from the nudged number down to the cost, once the nudge rests after a change; not while it is dragged. */
function drawMotion(figure, root, X) {
  const point = svg(root, "circle", { r: 6, class: "nn-point nn-C", visibility: "hidden", "pointer-events": "none" });
  let [seen, held, timer] = [nudgeOf(figure.state), false, 0];
  figure.onEnd(() => clearTimeout(timer));
  const run = () => {
    const way = wayOf(figure.state.leaf);
    const stops = way.slice(1).flatMap((to, i) => ends(X, way[i], to));
    animate(figure, (t) => travel(point, stops, t), 290);
  };
  const look = () => {
    if (held || nudgeOf(figure.state) === seen) return;
    seen = nudgeOf(figure.state);
    clearTimeout(timer);
    timer = setTimeout(run, REST);
  };
  const hold = (on) => {
    held = on;
    look();
  };
  figure.listen(root, "pointerdown", ({ target, button }) =>
    hold(button === 0 && target.closest(".nn-handle") !== null),
  );
  for (const end of ["pointerup", "pointercancel"]) figure.listen(root, end, () => hold(false));
  figure.update(look);
}

const nudgeOf = ({ leaf, nudge }) => `${leaf} ${nudge}`;

/** The point at the share t of the way through the stops; away at its end. */
function travel(point, stops, t) {
  const lengths = stops.slice(1).map(([x, y], i) => Math.hypot(x - stops[i][0], y - stops[i][1]));
  let rest = t * lengths.reduce((sum, length) => sum + length, 0);
  let i = 0;
  while (i < lengths.length - 1 && rest > lengths[i]) rest -= lengths[i++];
  const share = lengths[i] ? Math.min(1, rest / lengths[i]) : 1;
  const [x, y] = [0, 1].map((m) => stops[i][m] + share * (stops[i + 1][m] - stops[i][m]));
  attr(point, { cx: t < 1 ? x : null, cy: t < 1 ? y : null, visibility: t < 1 ? "visible" : "hidden" });
}

// ---------------------------------------------------------------- the product

/** A column a factor: its symbol, the derivative, the ratio of the nudges now, their difference. Two blocks on a small screen. */
function drawTable(figure, group) {
  const [first, pitch, columns] = figure.narrow ? [79, 67, 4] : [106, 71, 8];
  const blocks = figure.narrow ? 2 : 1;
  const heads = figure.narrow ? ["exact", "now", "off by"] : ["derivative", "ratio now", "difference"];
  const labels = Array.from({ length: blocks }, (_, block) =>
    heads.map((text, row) =>
      svg(group, "text", { x: 0, y: block * BLOCK + 62 + 22 * row, class: "nn-muted nn-small" }, text),
    ),
  );
  const cells = Array.from({ length: 8 }, (_, i) =>
    drawFactor(group, first + (i % columns) * pitch, Math.floor(i / columns) * BLOCK, i, pitch),
  );
  figure.update((state, result) => {
    const names = wayOf(state.leaf);
    const { before, after, derivatives, C, C_after } = result;
    cells[0](
      ["C_0", state.leaf],
      derivatives.reduce((product, factor) => product * factor),
      (C_after - C) / (after[0] - before[0]),
    );
    cells
      .slice(1)
      .forEach((show, i) =>
        i < derivatives.length ? show([names[i + 1], names[i]], derivatives[i], ratioOf(result, i)) : show(null),
      );
    labels
      .slice(1)
      .flat()
      .forEach((label) => attr(label, { display: derivatives.length > 3 ? null : "none" }));
  });
}

function drawFactor(parent, x, y, i, pitch) {
  const group = svg(parent, "g");
  const fraction = derivative(group, { x, y: y + 18, width: 44 });
  const [exact, now, off] = [62, 84, 106].map((below) =>
    svg(group, "text", {
      x: x + 27,
      y: y + below,
      "text-anchor": "end",
      class: `nn-number ${i === 0 ? "nn-C nn-strong" : ""}`,
    }),
  );
  const signs = [23, 62, 84].map((below) =>
    svg(
      group,
      "text",
      { x: x - pitch / 2 + 1, y: y + below, "text-anchor": "middle", class: "nn-muted" },
      i === 1 ? "=" : "\u00d7",
    ),
  );
  attr(off, { class: "nn-number nn-small nn-muted" });
  const show = i === 0 ? signed : fixed;
  return (names, slope, ratio) => {
    attr(group, {
      display: names ? null : "none",
      "data-symbol": names && i > 0 ? ratioName(names[1], names[0]) : null,
    });
    if (!names) return;
    fraction.update(...names.map(chainSymbol));
    setText(exact, show(slope, i === 0 ? 4 : 3));
    setText(now, Number.isFinite(ratio) ? show(ratio, i === 0 ? 4 : 3) : "\u2013");
    setText(off, Number.isFinite(ratio) ? signed(ratio - slope, 5) : "\u2013");
    for (const element of [exact, now]) attr(element, { "data-symbol": i > 0 ? ratioName(names[1], names[0]) : null });
    for (const sign of signs) attr(sign, { display: i > 0 ? null : "none" });
  };
}
