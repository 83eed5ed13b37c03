// The layers with their connections: the neuron that receives, the one that sends, and the weight between them.
import { attr, mark, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { gripWeight } from "../parts/grips.js";
import { inkedNeuron, weighedEdge, writeWeight } from "../parts/neurons.js";
import { LINKS, SIZES, weightOf } from "../parts/small_network.js";

/** @typedef {import("./index.js").State} State */
/** @typedef {import("./index.js").Result} Result */
/** @typedef {import("./index.js").ThisFigure} ThisFigure */
/** @typedef {import("../parts/small_network.js").Link} Link */
/** @typedef {(l: number, i: number) => [number, number]} Place */

/**
 * Where neuron i of layer l stands.
 * @param {boolean} narrow
 * @returns {Place}
 */
export function places(narrow) {
  const X = narrow ? [56, 160, 264] : [96, 320, 544];
  return (l, i) => [X[l], (narrow ? 62 : 70) + (SIZES[l] === 3 ? i * 62 : 28 + i * 68)];
}

/**
 * The connection of the picked weight.
 * @type {(state: State, result: Result) => Link}
 */
export const picked = ({ layer, j }, { k }) => ({ l: layer, j, k });

/**
 * How near a weight is to the picked one: "same", "related" (in its row or its column), or "".
 * @type {(link: Link, state: State, result: Result) => "same" | "related" | ""}
 */
export function nearness({ l, j, k }, state, result) {
  const [row, column] = [j === state.j, k === result.k];
  if (l !== state.layer || !(row || column)) return "";
  return row && column ? "same" : "related";
}

/** @param {Link} link */
export const symbolOf = ({ l, j, k }) => `w_${j}${k}^(${l})`;

/**
 * @param {ThisFigure} figure
 * @param {SVGElement} root
 * @param {Place} place
 */
export function drawPicture(figure, root, place) {
  for (const l of [0, 1, 2]) drawHeading(figure, root, l, place(l, 0)[0]);
  for (const link of LINKS) drawEdge(figure, root, link, place);
  for (const link of LINKS) drawHit(figure, root, link, place);
  SIZES.forEach((n, l) => Array.from({ length: n }, (_, i) => drawNeuron(figure, root, l, i, place(l, i))));
  drawPicked(figure, root, place);
}

/**
 * The layer's number, and which of the two it is: the one that sends, or the one that receives.
 * @param {ThisFigure} figure
 */
function drawHeading(figure, root, l, x) {
  svg(root, "text", { x, y: 14, "text-anchor": "middle" }, `layer ${l}`);
  const part = maths(root, { x, y: 32, "text-anchor": "middle", class: "nn-small" }, "");
  figure.update(({ layer }) => setMaths(part, l === layer ? 'j "receives"' : l === layer - 1 ? 'k "sends"' : ""));
}

const OPACITY = { same: 1, related: 0.6, "": 0.25 };

/** @param {ThisFigure} figure */
function drawEdge(figure, root, link, place) {
  const { edge, update } = weighedEdge(root, place(link.l - 1, link.k), place(link.l, link.j));
  attr(edge, { "data-symbol": symbolOf(link) });
  figure.update((state, result) => update(weightOf(state, link), OPACITY[nearness(link, state, result)]));
}

/**
 * A wide line that is pressed in place of the edge.
 * @param {ThisFigure} figure
 */
function drawHit(figure, root, link, place) {
  const { l, j, k } = link;
  const [[x1, y1], [x2, y2]] = [place(l - 1, k), place(l, j)];
  const hit = svg(root, "line", { x1, y1, x2, y2, class: "nn-pressable nn-hit-line", "data-symbol": symbolOf(link) });
  figure.listen(hit, "click", () => figure.set({ layer: l, j, k }));
}

/** @param {ThisFigure} figure */
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
  figure.listen(group, "click", () => figure.set(pick(figure.state.layer, l, i)));
  figure.update(({ layer, j }, { k, a }) => {
    update(a[l][i]);
    const index = l === layer ? "j" : l === layer - 1 ? "k" : "";
    const chosen = i === { j, k }[index];
    setMaths(name, chosen ? `${index} = ${i}` : `a_${i}^{(${l})}`);
    mark(name, "nn-strong", chosen);
    ink.style.strokeWidth = chosen ? "4px" : "";
  });
}

/** A neuron of the layer that receives becomes j, one of the layer that sends becomes k. */
function pick(layer, l, i) {
  if (l === layer) return { j: i };
  if (l === layer - 1) return { k: i };
  return l === 0 ? { layer: 1, k: i } : { layer: 2, j: i };
}

/**
 * The picked weight on its edge: it can be dragged up and down.
 * @param {ThisFigure} figure
 */
function drawPicked(figure, root, place) {
  const pill = svg(root, "g");
  const half_width = figure.narrow ? 25 : 46; // on a phone without its name, which stands in the sum
  svg(pill, "rect", { x: -half_width, y: -15, width: 2 * half_width, height: 30, rx: 15, class: "nn-pill" });
  const name = figure.narrow ? null : maths(pill, { x: 8 - half_width, y: 5 }, "");
  const value = svg(pill, "text", { class: "nn-number", x: half_width - 8, y: 5, "text-anchor": "end" });
  gripWeight(figure, pill, "the picked weight", picked);
  figure.update((state, result) => {
    const { l, j, k } = picked(state, result);
    const [[x1, y1], [x2, y2]] = [place(l - 1, k), place(l, j)];
    const middle = `translate(${(x1 + x2) / 2} ${(y1 + y2) / 2})`;
    attr(pill, { transform: middle, "data-symbol": symbolOf({ l, j, k }) });
    if (name) setMaths(name, `w_{${j}${k}}^{(${l})}`);
    writeWeight(value, result.weight);
  });
}
