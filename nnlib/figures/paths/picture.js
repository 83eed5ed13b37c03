// The network with its cost, and the paths that are lit in it.
import { attr, keepPlace, mark, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { fixed, signed } from "../kit/numbers.js";
import { gripInput, gripTarget, gripWeight } from "../parts/grips.js";
import { costNode, inkedNeuron, weighedEdge, writeWeight } from "../parts/neurons.js";
import { LINKS, SIZES, weightOf } from "../parts/small_network.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */
/** @typedef {(l: number, i: number) => [number, number]} Place of neuron i in layer l; the cost is the layer after the last */

/**
 * @param {ThisFigure} figure
 * @param {SVGElement} root
 */
export function drawPicture(figure, root) {
  const place = places(figure.narrow);
  drawEdges(figure, root, place);
  for (const j of [0, 1]) drawTarget(figure, root, j, place);
  SIZES.forEach((n, l) => Array.from({ length: n }, (_, i) => drawNeuron(figure, root, l, i, place(l, i))));
  const [x, y] = place(3, 0);
  const cost = costNode(root, { x, y, half_width: 26 });
  figure.update((_, { C }) => setText(cost, fixed(C, 3)));
  for (const link of LINKS) drawWeight(figure, root, link, place);
}

/** @returns {Place} */
function places(narrow) {
  const X = narrow ? [34, 130, 216, 284] : [84, 264, 432, 580];
  return (l, i) => [X[l], l === 3 ? 136 : SIZES[l] === 3 ? 50 + 86 * i : 84 + i * 104];
}

/** Is the connection on one of the paths that are lit? From layer 0 each path goes on to both output neurons. */
function isLit({ layer, path }, picked, { l, j, k }) {
  if (l === layer + 1) return k === picked && (path < 0 || j === path);
  return l > layer + 1 && (path < 0 || k === path);
}

/**
 * @param {ThisFigure} figure
 * @param {SVGElement} root
 * @param {Place} place
 */
function drawEdges(figure, root, place) {
  const edges = LINKS.map((link) => {
    const { edge, update } = weighedEdge(root, place(link.l - 1, link.k), place(link.l, link.j));
    attr(edge, { "data-symbol": `w_${link.j}${link.k}^(${link.l})` });
    return { link, update };
  });
  const [x2, y2] = place(3, 0);
  const ends = [0, 1].map((j) => {
    const [x1, y1] = place(2, j);
    return svg(root, "line", { x1, y1, x2, y2, class: "nn-edge nn-C" });
  });
  figure.update((state, { k }) => {
    for (const { link, update } of edges) update(weightOf(state, link), isLit(state, k, link) ? 1 : 0.2);
    ends.forEach((end, j) => {
      const lit = state.layer === 0 || state.path < 0 || state.path === j;
      attr(end, { "stroke-opacity": lit ? 1 : 0.2 });
    });
  });
}

/**
 * A neuron, its name, and below it dC_0/da where that is a part of the sum. Inputs can be dragged.
 * @param {ThisFigure} figure
 */
function drawNeuron(figure, root, l, i, [x, y]) {
  const { group, ink, update } = inkedNeuron(root, { x, y });
  maths(group, { y: -27, "text-anchor": "middle", class: "nn-small" }, `a_${i}^{(${l})}`);
  const slope = svg(group, "text", { y: 36, "text-anchor": "middle", class: "nn-number nn-small nn-C" });
  attr(group, { "data-symbol": l ? `a_${i}^(${l}) z_${i}^(${l})` : `a_${i}^(0)` });
  if (l < 2) {
    figure.listen(group, "click", () => figure.set({ layer: l, k: i }));
    group.classList.add("nn-pressable");
  }
  if (l === 0) gripInput(figure, group, i);
  figure.update(({ layer, path }, { k, a, dC_da }) => {
    update(a[l][i]);
    const picked = l === layer && i === k;
    const used = l === layer + 1 && (path < 0 || path === i);
    ink.style.strokeWidth = picked ? "4px" : "";
    setText(slope, picked || used ? signed(dC_da[l][i], figure.narrow ? 3 : 4) : "");
    mark(slope, "nn-strong", picked);
  });
}

/**
 * The target y_j above or below its output's line to the cost.
 * @param {ThisFigure} figure
 */
function drawTarget(figure, root, j, place) {
  const [x, y] = [place(3, 0)[0], place(2, j)[1] + (j ? 22 : -22)];
  const half_width = figure.narrow ? 36 : 40;
  svg(root, "line", { x1: x, y1: y, x2: x, y2: place(3, 0)[1], class: "nn-edge nn-y" });
  const pill = svg(root, "g", { transform: `translate(${x} ${y})`, "data-symbol": `y_${j}` });
  svg(pill, "rect", { x: -half_width, y: -15, width: 2 * half_width, height: 30, rx: 15, class: "nn-pill" });
  maths(pill, { x: 9 - half_width, y: 5 }, `y_${j}`);
  const value = svg(pill, "text", { class: "nn-number nn-y", x: half_width - 8, y: 5, "text-anchor": "end" });
  gripTarget(figure, pill, j);
  figure.update((state) => setText(value, fixed(state.y[j])));
}

/**
 * The weight of a connection that leaves the picked neuron, on that connection; it can be dragged.
 * @param {ThisFigure} figure
 */
function drawWeight(figure, root, link, place) {
  const { l, j, k } = link;
  const [[x1, y1], [x2, y2]] = [place(l - 1, k), place(l, j)];
  const t = figure.narrow ? 0.54 : 0.56;
  const half_width = figure.narrow ? 22 : 44;
  const pill = svg(root, "g", {
    transform: `translate(${x1 + t * (x2 - x1)} ${y1 + t * (y2 - y1)})`,
    "data-symbol": `w_${j}${k}^(${l})`,
  });
  svg(pill, "rect", { x: -half_width, y: -14, width: 2 * half_width, height: 28, rx: 14, class: "nn-pill" });
  if (!figure.narrow) maths(pill, { x: -35, y: 5 }, `w_{${j}${k}}^{(${l})}`);
  const place_of_value = figure.narrow ? { y: 5, "text-anchor": "middle" } : { x: 36, y: 5, "text-anchor": "end" };
  const value = svg(pill, "text", { class: "nn-number", ...place_of_value });
  gripWeight(figure, pill, `weight w ${j} ${k} of layer ${l}`, () => link);
  figure.update((state, result) => {
    keepPlace(pill, state.layer === l - 1 && isLit(state, result.k, link));
    writeWeight(value, weightOf(state, link));
  });
}
