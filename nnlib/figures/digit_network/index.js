import { readout } from "../kit/card.js";
import { whenIdle } from "../kit/idle.js";
import { drawing } from "../kit/layout.js";
import { argmax } from "../kit/maths.js";
import { forward, inputs, SIZES } from "../kit/network.js";
import { normalised, shifted } from "../parts/mnist_picture.js";
import { drawAnswer } from "./answer.js";
import { watchForOwn } from "./changes.js";
import { detailsOf } from "./details.js";
import { drawInside } from "./inside.js";
import { drawLayers } from "./layers.js";
import { changedNetwork, EDGES, rawPicture, strongest, writtenOut } from "./numbers.js";
import { drawPad, drawSeen } from "./pad.js";
import { drawPens } from "./pens.js";
import { NARROW, SPREAD, WIDE } from "./places.js";
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
 * @property {boolean} inside
 * @property {number} layer
 * @property {number} neuron
 * @property {number} sender
 * @property {import("../kit/types.js").Network | null} own
 */

/**
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
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

/** @param {ThisFigure} figure */
export function draw(figure) {
  const layout = figure.narrow ? NARROW : figure.spread ? SPREAD : WIDE;
  watchForOwn(figure);
  const details = detailsOf(figure);
  drawAnswer(figure);
  const root = drawing(figure, { height: layout.height, label: "The network 784-16-16-10" });
  figure.stage.appendChild(figure.buttons); // what they do is done to the pad
  const pens = drawPens(figure);
  drawPad(figure, root, layout.pad, { pens, details });
  drawSeen(figure, root, layout.seen, details);
  drawLayers(figure, root, layout, details);
  const problem = drawInside(figure, layout, { pens, details });
  let said = "";
  details.update((state, result) => {
    said = verdict(state, result, figure.data);
    if (state.inside) said += ` ${aboutChosen(state, result)}`;
  });
  readout(figure, () => problem() || said, { lines: [2, 3] });
  whenIdle(figure, [() => compute({ ...figure.state, network: "untrained" }, figure.data)]);
}
