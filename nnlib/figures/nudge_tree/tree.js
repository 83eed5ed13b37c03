// The tree: a number line for each number, and the edges between them with their ratios.
import { attr, mark, putAt, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { handle } from "../kit/handles.js";
import { clamp } from "../kit/maths.js";
import { fixed } from "../kit/numbers.js";
import { chainSymbol } from "../parts/chain_network.js";
import { symbolName } from "../parts/symbols.js";
import { BESIDE, placeOnWay, ratioName, ratioOf, SPINE, spoken, targetOf, valuesOf } from "./way.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */
/** @typedef {(from: string, to: string) => number[][]} Ends from where to where the edge between two numbers runs */

const LEAVES = ["a0", "w1", "b1", "a1", "w2", "b2", "a2", "w3", "b3", "y"];
const TONES = { w: "nn-plus", b: "nn-b", y: "nn-y", C: "nn-C", a: "nn-a", z: "nn-z" };
const ROW = 50;
const rowY = (row) => 30 + ROW * row;

/**
 * @param {ThisFigure} figure
 * @param {SVGElement} root
 * @returns {Ends}
 */
export function drawTree(figure, root) {
  const X = columnsOf(figure.narrow);
  const ends = (from, to) => endsOf(X, from, to);
  SPINE.slice(1).forEach((to, i) => {
    const at = { x: X.spine[0] + 16, y: rowY(i) + 23 };
    drawEdge(figure, root, SPINE[i], to, ends, at);
  });
  for (const name of BESIDE) {
    const [[x1, y1], [x2, y2]] = ends(name, targetOf(name));
    const at = y1 === y2 ? { x: x2, y: y1 - 8 } : { x: x1 + 0.3 * (x2 - x1) - 7, y: y1 + 20 };
    drawEdge(figure, root, name, targetOf(name), ends, { ...at, "text-anchor": "end" });
  }
  SPINE.forEach((name, row) => drawNumberLine(figure, root, name, rowY(row), X.spine));
  BESIDE.forEach((name, row) => drawNumberLine(figure, root, name, rowY(row), X.left));
  return ends;
}

/** Where the name, and both ends of the line, of each number stand: those beside the way, and those on it. */
const columnsOf = (narrow) =>
  narrow ? { left: [2, 36, 122], spine: [166, 202, 314] } : { left: [24, 66, 256], spine: [336, 380, 570] };

function endsOf(X, from, to) {
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

// ---------------------------------------------------------------- the edges and their ratios

/**
 * @param {ThisFigure} figure
 * @param {SVGElement} root
 * @param {string} from
 * @param {string} to
 * @param {Ends} ends
 * @param {import("../kit/elements.js").Attributes} at where its ratio stands
 */
function drawEdge(figure, root, from, to, ends, at) {
  const [[x1, y1], [x2, y2]] = ends(from, to);
  const name = { "data-symbol": ratioName(from, to) };
  const edge = svg(root, "line", { x1, y1, x2, y2, class: "nn-edge", ...name });
  svg(root, "line", { x1, y1, x2, y2, class: "nn-hit-line", ...name });
  const text = svg(root, "text", { ...at, class: "nn-number nn-small nn-strong nn-halo", ...name });
  figure.update(({ leaf }, result) => {
    const place = placeOnWay(leaf, from, to);
    mark(edge, "nn-C", place >= 0);
    attr(edge, { "stroke-width": place >= 0 ? 3 : 1.5, "stroke-opacity": place >= 0 ? 1 : 0.5 });
    setText(text, place >= 0 ? ratioText(ratioOf(result, place)) : "");
  });
}

const ratioText = (ratio) => `\u00d7 ${Number.isFinite(ratio) ? fixed(ratio, 3) : "\u2013"}`;

// ---------------------------------------------------------------- the numbers, each on its line

const rangeOf = (name) => (/^[wbz]/.test(name) ? [-5, 5] : [0, 1]);

/**
 * @param {ThisFigure} figure
 * @param {SVGElement} parent
 * @param {string} name
 * @param {number} y
 * @param {number[]} columns
 */
function drawNumberLine(figure, parent, name, y, [x, x0, x1]) {
  const root = svg(parent, "g", { "data-symbol": symbolName(chainSymbol(name)) });
  const [low, high] = rangeOf(name);
  const at = (value) => x0 + ((clamp(value, low, high) - low) / (high - low)) * (x1 - x0);
  const tone = TONES[name[0]];
  maths(root, { x, y: y + 5 }, chainSymbol(name));
  svg(root, "line", { x1: x0, x2: x1, y1: y, y2: y, class: "nn-rule" });
  for (const end of [x0, x1]) svg(root, "line", { x1: end, x2: end, y1: y - 3, y2: y + 3, class: "nn-rule" });
  const base = svg(root, "line", { y1: y - 7, y2: y + 7, class: `nn-edge ${tone}` });
  const trail = svg(root, "line", { y1: y, y2: y, class: `nn-edge ${tone}`, "stroke-width": 5 });
  const dot = drawDot(root, name, tone);
  const text = svg(root, "text", { x: x1, y: y - 11, "text-anchor": "end", class: `nn-number nn-small ${tone}` });
  if (LEAVES.includes(name)) makeLeaf(figure, dot, name, x0, x1);
  figure.update((state, result) => {
    const [before, after] = valuesOf(name, state, result);
    attr(base, { x1: at(before), x2: at(before) });
    attr(trail, { x1: at(before), x2: at(after), display: before === after ? "none" : null });
    putAt(dot, at(after), y);
    setText(text, before === after ? fixed(before, 3) : `${fixed(before, 3)} \u2192 ${fixed(after, 3)}`);
    mark(text, "nn-strong", name === state.leaf);
  });
}

function drawDot(root, name, tone) {
  const dot = svg(root, "g", { "data-symbol": symbolName(chainSymbol(name)) });
  const leaf = LEAVES.includes(name);
  if (leaf) svg(dot, "circle", { r: 15, class: "nn-hit" });
  svg(dot, "circle", { r: leaf ? 7 : 4.5, class: `nn-point ${tone}` });
  return dot;
}

/**
 * Dragging a dot makes its number the nudged one; the one nudged before goes back to its place.
 * @param {ThisFigure} figure
 */
function makeLeaf(figure, dot, name, x0, x1) {
  const [low, high] = rangeOf(name);
  const base = (state, result) => valuesOf(name, state, result)[0];
  handle(figure, dot, {
    label: spoken(name),
    axis: "x",
    low,
    high,
    step: (high - low) / 50,
    at: (px) => low + ((px - x0) / (x1 - x0)) * (high - low),
    get: (state, result) => base(state, result) + (state.leaf === name ? state.nudge : 0),
    set: (value) => ({ leaf: name, nudge: Number((value - base(figure.state, figure.result)).toFixed(4)) }),
    text: (value) => fixed(value, 3),
  });
}
