// The planes through the network's parameters: along two of them, along two random directions, or along the gradient.
import { digits } from "../data/digits.js";
import { trainedNetwork, untrainedNetwork } from "../data/networks.js";
import { memo } from "../kit/memo.js";
import { averageGradient, parameters } from "../kit/network.js";
import { normal, random } from "../kit/seeded.js";
import { COUNT } from "../parts/giant_vector.js";
import { sliceOf } from "./slice.js";

/** @typedef {import("./index.js").State} State */
/** @typedef {import("../kit/types.js").Data} Data */
/** @typedef {import("../kit/types.js").Network} Network */

export const DIGITS = 80; // the first of the book's test digits: eight of each
const KEPT = 12; // planes through each network

/**
 * The network in the middle of the map.
 * @param {Data} data
 * @param {State["network"]} network
 */
export const centre = (data, network) => (network === "trained" ? trainedNetwork(data) : untrainedNetwork(data));

const some = memo((/** @type {ReturnType<typeof digits>} */ all) => all.slice(0, DIGITS));

const sliceAlong = memo(
  (/** @type {Network} */ base, /** @type {ReturnType<typeof digits>} */ examples, directions, first, second) =>
    sliceOf(base, plane(base, examples, directions, [first, second]), examples),
  { most: KEPT },
);

/**
 * The plane that the state chooses; the last few are kept.
 * @param {State} state
 * @param {Data} data
 */
export function sliceFor({ network, directions, first, second }, data) {
  const pair = directions === "parameters" ? [first, second] : [null, null];
  return sliceAlong(centre(data, network), some(digits(data)), directions, pair[0], pair[1]);
}

/** Two directions, each a vector as long as the network's. */
function plane(base, examples, directions, pair) {
  if (directions === "parameters")
    return pair.map((i) => Float64Array.from({ length: COUNT }, (_, k) => (k === i ? 1 : 0)));
  return [directions === "gradient" ? uphill(base, examples) : randomDirection(base, 1), randomDirection(base, 2)];
}

/** The direction of grad C, made as long as the network's whole parameter vector. */
function uphill(base, examples) {
  const g = averageGradient(base, examples).vector;
  const ratio = Math.sqrt(squares(base.vector) / squares(g));
  return g.map((g_i) => g_i * ratio);
}

const squares = (values) => values.reduce((sum, v) => sum + v * v, 0);

/**
 * Normal numbers, then for each neuron its weights and bias scaled to be as long as the network's own together.
 * @param {Network} base
 * @param {number} seed
 */
function randomDirection(base, seed) {
  const draw = random(seed);
  const d = parameters(Float64Array.from({ length: COUNT }, () => normal(draw)));
  d.weights.forEach((W, l) => {
    W.forEach((row, j) => {
      const own = squares(base.weights[l][j]) + base.biases[l][j] ** 2;
      const ratio = Math.sqrt(own / (squares(row) + d.biases[l][j] ** 2));
      for (let k = 0; k < row.length; k++) row[k] *= ratio;
      d.biases[l][j] *= ratio;
    });
  });
  return d.vector;
}
