// The small network: its numbers once they are known, its weights and inputs to be dragged.
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { fixed } from "../kit/numbers.js";
import { gripInput, gripTarget, gripWeight } from "../parts/grips.js";
import { costNode, inkedNeuron, weighedEdge, writeWeight } from "../parts/neurons.js";
import { LINKS, SIZES, weightOf } from "../parts/small_network.js";
import { drawFlow } from "./flow.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */
/** @typedef {(state: import("./index.js").State, result: import("./index.js").Result) => void} Show */
/** @typedef {(l: number, i: number) => [number, number]} Place of neuron i in layer l */

/**
 * @param {ThisFigure} figure
 * @param {SVGElement} root
 */
export function drawSmall(figure, root) {
  const { place, share, end } = geometry(figure.narrow);
  const edges = drawEdges(root, place, end);
  for (const j of [0, 1]) drawTarget(figure, root, j, end, place(2, j));
  const neurons = SIZES.flatMap((n, l) =>
    Array.from({ length: n }, (_, i) => drawNeuron(figure, root, l, i, place(l, i))),
  );
  const cost = drawCost(root, end);
  const weights = LINKS.map((link) => drawWeight(figure, root, link, between(link, place, share(link))));
  drawFlow(figure, root, place, end);
  figure.update((state, result) => {
    if (state.example === "small") for (const show of [edges, ...neurons, cost, ...weights]) show(state, result);
  });
}

/**
 * Left to right, or top to bottom on a phone: the places of neurons and cost, and where on its edge a weight stands.
 * @param {boolean} narrow
 */
function geometry(narrow) {
  const along = narrow ? [36, 242, 448] : [50, 262, 452];
  const across = narrow ? { 3: [53, 160, 267], 2: [90, 230] } : { 3: [44, 150, 256], 2: [95, 207] };
  /** @type {Place} */
  const place = (l, i) => {
    const side = across[SIZES[l]][i];
    return narrow ? [side, along[l]] : [along[l], side];
  };
  /** @type {(link: import("../parts/small_network.js").Link) => number} */
  const share = ({ l, j, k }) => {
    if (j === 0) return narrow || l === 1 ? 0.3 : 0.4 - 0.07 * k;
    return narrow ? [0.55, 0.62][l - 1] : [0.58, 0.65][l - 1];
  };
  /** @type {[number, number]} */
  const end = narrow ? [160, 546] : [588, 151];
  return { place, share, end };
}

/**
 * The point at a share of the way along a connection.
 * @returns {[number, number]}
 */
function between({ l, j, k }, place, share) {
  const [[x1, y1], [x2, y2]] = [place(l - 1, k), place(l, j)];
  return [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
}

/**
 * @param {SVGElement} root
 * @param {Place} place
 * @param {number[]} end
 * @returns {Show}
 */
function drawEdges(root, place, [x2, y2]) {
  const edges = LINKS.map((link) => {
    const { edge, update } = weighedEdge(root, place(link.l - 1, link.k), place(link.l, link.j));
    attr(edge, { "data-symbol": `w_${link.j}${link.k}^(${link.l})` });
    return { link, update };
  });
  const ends = [0, 1].map((j) => {
    const [x1, y1] = place(2, j);
    return svg(root, "line", { x1, y1, x2, y2, class: "nn-edge nn-C" });
  });
  return (state, { kind, l, L }) => {
    const layer = kind === "da" ? l + 1 : kind === "forward" || kind === "dW" ? l : 0;
    for (const { link, update } of edges)
      update(weightOf(state, link), kind === "given" || link.l === layer ? 1 : 0.25);
    const last = kind === "cost" || (kind === "da" && l === L);
    for (const line of ends) attr(line, { "stroke-opacity": last ? 1 : 0.25 });
  };
}

/**
 * A neuron with its activation once that is known, and its two derivatives once they are.
 * @param {ThisFigure} figure
 * @returns {Show}
 */
function drawNeuron(figure, root, l, i, [x, y]) {
  const { group, ink, value, update } = inkedNeuron(root, { x, y });
  attr(group, { "data-symbol": l ? `a_${i}^(${l}) z_${i}^(${l})` : `a_${i}^(0)` });
  maths(group, { ...nameAt(figure.narrow, l, i), class: "nn-small" }, `a_${i}^{(${l})}`);
  const showSlopes = l ? ["a", "z"].map((letter, line) => drawSlope(group, figure.narrow, letter, line, i)) : [];
  if (l === 0) gripInput(figure, group, i);
  return (_, { a, dC_da, dC_dz, roles }) => {
    const role = roles[`a${l}`];
    update(role === "unknown" ? 0 : a[l][i]);
    if (role === "unknown") setText(value, "?");
    ink.style.strokeWidth = role === "now" ? "4px" : "";
    const [showDa, showDz] = showSlopes;
    showDa?.(dC_da[l][i], roles[`da${l}`]);
    showDz?.(dC_dz[l - 1][i], roles[`dz${l}`]);
  };
}

const nameAt = (narrow, l, i) =>
  narrow && l ? { x: i ? -26 : 26, y: 5, "text-anchor": i ? "end" : "start" } : { y: -26, "text-anchor": "middle" };

/** dC_0/da or dC_0/dz below its neuron; beside it on a phone, where the edges run down. */
function drawSlope(group, narrow, letter, line, i) {
  const at = narrow
    ? { x: i ? 26 : -26, y: 32 * line - 18, "text-anchor": i ? "start" : "end" }
    : { y: 37 + 16 * line, "text-anchor": "middle" };
  const name = maths(group, { ...at, class: "nn-small nn-halo" }, "");
  const number = narrow ? svg(group, "text", { ...at, y: at.y + 14, class: "nn-number nn-small nn-halo" }) : null;
  return (slope, role) => {
    const known = role !== "unknown";
    const text = known ? fixed(slope, 4) : "";
    setMaths(name, known ? `\\partial C_0/\\partial ${letter}${narrow ? "" : `  ${text}`}` : "");
    mark(name, "nn-strong", role === "now");
    if (!number) return;
    setText(number, text);
    mark(number, "nn-strong", role === "now");
  };
}

/** @returns {Show} */
function drawCost(root, [x, y]) {
  const value = costNode(root, { x, y, half_width: 27 });
  return (_, { C, roles }) => {
    setText(value, roles.C === "unknown" ? "?" : fixed(C, 3));
    mark(value, "nn-strong", roles.C === "now");
  };
}

/** @param {ThisFigure} figure */
function drawTarget(figure, root, j, end, output) {
  const [x, y] = figure.narrow ? [output[0] + (j ? 40 : -40), end[1]] : [end[0], output[1] + (j ? 18 : -18)];
  svg(root, "line", { x1: x, y1: y, x2: end[0], y2: end[1], class: "nn-edge nn-y" });
  const pill = svg(root, "g", { transform: `translate(${x} ${y})`, "data-symbol": `y_${j}` });
  svg(pill, "rect", { x: -38, y: -15, width: 76, height: 30, rx: 15, class: "nn-pill" });
  maths(pill, { x: -28, y: 5 }, `y_${j}`);
  const value = svg(pill, "text", { class: "nn-number nn-y", x: 28, y: 5, "text-anchor": "end" });
  gripTarget(figure, pill, j);
  figure.update((state) => setText(value, fixed(state.y[j])));
}

/**
 * A weight on its edge, which can be dragged, and below it dC_0/dw once that is known.
 * @param {ThisFigure} figure
 * @returns {Show}
 */
function drawWeight(figure, root, link, [x, y]) {
  const { l, j, k } = link;
  const pill = svg(root, "g", { transform: `translate(${x} ${y})`, "data-symbol": `w_${j}${k}^(${l})` });
  svg(pill, "rect", { x: -22, y: -12, width: 44, height: 24, rx: 12, class: "nn-pill" });
  svg(pill, "rect", { x: -22, y: -15, width: 44, height: 30, class: "nn-hit" });
  const value = svg(pill, "text", { class: "nn-number", y: 5, "text-anchor": "middle" });
  const slope = svg(pill, "text", { class: "nn-number nn-small nn-C nn-halo", y: 25, "text-anchor": "middle" });
  gripWeight(figure, pill, `weight w ${j} ${k} of layer ${l}`, () => link);
  return (state, { a, dC_dz, roles }) => {
    const role = roles[`dW${l}`];
    writeWeight(value, weightOf(state, link));
    setText(slope, role === "unknown" ? "" : fixed(dC_dz[l - 1][j] * a[l - 1][k], figure.narrow ? 3 : 4));
    mark(slope, "nn-strong", role === "now");
  };
}
