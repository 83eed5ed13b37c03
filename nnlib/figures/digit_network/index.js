import { readout } from "../kit/card.js";
import { whenIdle } from "../kit/idle.js";
import { drawing } from "../kit/layout.js";
import { argmax } from "../kit/maths.js";
import { forward, inputs, SIZES } from "../kit/network.js";
import { normalised, shifted } from "../parts/mnist_picture.js";
import { drawAnswer } from "./answer.js";
import { drawControls, watchForOwn } from "./changes.js";
import { detailsOf } from "./details.js";
import { drawLayers } from "./layers.js";
import { changedNetwork, EDGES, rawPicture, strongest, writtenOut } from "./numbers.js";
import { drawPad, drawPresets, drawSeen } from "./pad.js";
import { drawSum } from "./sum.js";
import { drawWeights } from "./weights.js";
import { aboutChosen, verdict } from "./words.js";

/**
 * @typedef {object} State
 * @property {"digit" | "drawing" | "noise"} source
 * @property {number} digit
 * @property {number[]} drawing
 * @property {boolean} normalise
 * @property {number} seed
 * @property {number[]} shift
 * @property {"trained" | "untrained" | "own"} network
 * @property {number[][]} edits
 * @property {number} layer
 * @property {number} neuron
 * @property {number} sender
 * @property {import("../kit/types.js").Network | null} own
 */

/**
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 * @typedef {typeof WIDE} Layout
 */

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute(state, data) {
  const l = state.layer;
  const [j, k] = [Math.min(state.neuron, SIZES[l] - 1), Math.min(state.sender, SIZES[l - 1] - 1)];
  const [dx, dy] = state.shift;
  const raw = rawPicture(state, data);
  const seen = shifted(state.source === "drawing" && state.normalise ? normalised(raw) : raw, dx, dy);
  const network = changedNetwork(state, data);
  const { z, a } = forward(network, inputs(seen));
  const w = network.weights[l - 1][j];
  const terms = w.map((w_k, i) => w_k * a[l - 1][i]);
  const rows = writtenOut(terms, k);
  const rest = terms.reduce((sum, term, i) => (rows.includes(i) ? sum : sum + term), 0);
  const parts = [...rows.map((i) => terms[i]), rest, network.biases[l - 1][j]];
  const edges = network.weights.flatMap((W, i) => strongest(i + 1, W, a[i], EDGES));
  return { raw, seen, z, a: a.slice(1), says: argmax(a[3]), j, k, w, terms, rows, parts, edges };
}

const WIDE = {
  height: 416,
  pad: { x: 0, y: 22, size: 190 },
  seen: { x: 15, y: 252, size: 160 },
  columns: [276, 376],
  top: 24,
  row: 24,
  reach: 44,
  outputs: { x: 446, width: 104 },
  heading: 14,
  panel: 262,
  weights: { x: [0, 158], y: 46, size: 148 },
  formula: { x: 0, y: 222 },
  table: { x: 318, y: 36, row: 24, product: 186, value: 244, bar: 286, half: 36 },
};
/** @type {Layout} */
const NARROW = {
  height: 748,
  pad: { x: 0, y: 22, size: 236 },
  seen: { x: 248, y: 22, size: 72 },
  columns: [22, 108],
  top: 296,
  row: 28,
  reach: 44,
  outputs: { x: 164, width: 66 },
  heading: 286,
  panel: 512,
  weights: { x: [0, 170], y: 46, size: 150 },
  formula: { x: 0, y: 224 },
  table: { x: 0, y: 252, row: 28, product: 186, value: 246, bar: 283, half: 34 },
};

/** @param {ThisFigure} figure */
export function draw(figure) {
  const layout = figure.narrow ? NARROW : WIDE;
  watchForOwn(figure);
  const { pens, problem } = drawPresets(figure);
  const details = detailsOf(figure);
  drawAnswer(figure);
  const root = drawing(figure, { height: layout.height, label: "The network 784-16-16-10" });
  drawPad(figure, root, layout.pad, { pens, details });
  drawSeen(figure, root, layout.seen, details);
  drawLayers(figure, root, layout);
  const panel = drawing(figure, { height: layout.panel, label: "The chosen neuron" });
  drawWeights(figure, panel, layout, details);
  drawSum(figure, panel, layout.table, details);
  drawControls(figure, details);
  let said = "";
  details.update((state, result) => (said = `${verdict(state, result, figure.data)} ${aboutChosen(state, result)}`));
  readout(figure, () => problem() || said, { lines: [3, 5] });
  whenIdle(figure, [() => compute({ ...figure.state, network: "untrained" }, figure.data)]);
}
