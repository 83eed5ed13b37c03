import { readout } from "../kit/card.js";
import { choice, slider } from "../kit/controls.js";
import { svg } from "../kit/elements.js";
import { drawing } from "../kit/layout.js";
import { forward } from "../kit/network.js";
import { fixed } from "../kit/numbers.js";
import { SIZES, smallNetwork, turned } from "../parts/small_network.js";
import { linkSymbols } from "../parts/symbols.js";
import { drawMatrix } from "./matrix.js";
import { drawPicture, picked, places } from "./picture.js";
import { drawSum } from "./sum.js";

/** @typedef {import("../parts/small_network.js").SmallNetwork & { x: number[], layer: number, j: number, k: number }} State */
/** @typedef {ReturnType<typeof compute>} Result */
/** @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure */

/** @param {State} state */
export function compute(state) {
  const { layer, j } = state;
  const network = smallNetwork(state);
  const { z, a } = forward(network, Float64Array.from(state.x));
  const row = network.weights[layer - 1][j];
  const k = Math.min(state.k, row.length - 1);
  return {
    k,
    weight: row[k],
    terms: row.map((w, i) => w * a[layer - 1][i]),
    bias: network.biases[layer - 1][j],
    z: z[layer - 1][j],
    a,
  };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const root = drawing(figure, {
    height: figure.narrow ? 500 : 452,
    label: "One weight in the picture, in the matrix and in the sum",
  });
  const place = places(figure.narrow);
  drawPicture(figure, root, place);
  const [first, second] = [1, 2].map((l) => drawMatrix(figure, root, l, place));
  const sum = svg(root, "g", { transform: `translate(0 ${figure.narrow ? 354 : 362})` });
  drawSum(figure, sum);
  drawControls(figure);
  linkSymbols(figure, [
    [first, "the matrix W of layer 1"],
    [second, "the matrix W of layer 2"],
    [sum, "the sum"],
  ]);
  readout(figure, words);
}

/** @type {(state: State, result: Result) => string} */
function words({ layer, j }, { k, weight, z, a }) {
  const ends = `neuron j = ${j} receives, neuron k = ${k} of layer ${layer - 1} sends`;
  return `Layer ${layer}: ${ends}. The weight between them is ${fixed(weight, 1)}; z is ${fixed(z)}, so the activation is ${fixed(a[layer][j])}.`;
}

/** @param {ThisFigure} figure */
function drawControls(figure) {
  choice(figure, {
    key: "layer",
    label: "layer",
    options: [
      [1, "1"],
      [2, "2"],
    ],
  });
  choice(figure, {
    key: "j",
    label: "$j$ receives",
    options: [
      [0, "0"],
      [1, "1"],
    ],
  });
  choice(figure, {
    key: "k",
    label: "$k$ sends",
    options: [
      [0, "0"],
      [1, "1"],
      [2, "2", ({ layer }) => SIZES[layer - 1] === 3],
    ],
    get: ({ layer, k }) => Math.min(k, SIZES[layer - 1] - 1),
  });
  slider(figure, {
    label: "weight",
    low: -5,
    high: 5,
    get: (_, { weight }) => weight,
    set: (w) => turned(figure.state, picked(figure.state, figure.result), w),
  });
}
