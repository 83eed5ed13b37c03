// The small network of chapter 4, 3-2-2: its parameters, and what a nudge does to its cost.
import constants from "../data/constants.json" with { type: "json" };
import { example_cost, sigmoid } from "../kit/maths.js";
import { parameters, weightedSums } from "../kit/network.js";
import { replaced } from "../kit/state.js";

/** @typedef {{ W1: number[][], b1: number[], W2: number[][], b2: number[] }} SmallNetwork its weights and biases, in a state */

/** @typedef {{ l: number, j: number, k: number }} Link the connection of w_jk^(l), from neuron k of layer l - 1 to neuron j of layer l */

export const NUDGE = constants.nudge; // the h of the finite differences that stand beside the derivatives

export const SIZES = [3, 2, 2];

/** All connections, layer by layer and row by row. */
export const LINKS = [1, 2].flatMap((l) =>
  [0, 1].flatMap((j) => Array.from({ length: SIZES[l - 1] }, (_, k) => ({ l, j, k }))),
);

/**
 * The network of a state.
 * @param {SmallNetwork} state
 */
export const smallNetwork = ({ W1, b1, W2, b2 }) =>
  parameters(Float64Array.from([...W1.flat(), ...b1, ...W2.flat(), ...b2]), SIZES);

/**
 * w_jk^(l).
 * @param {SmallNetwork} state
 * @param {Link} link
 */
export const weightOf = (state, { l, j, k }) => (l === 1 ? state.W1 : state.W2)[j][k];

/**
 * The changes of a state that give one weight another value, with one decimal.
 * @param {SmallNetwork} state
 * @param {Link} link
 * @param {number} w
 */
export function turned(state, { l, j, k }, w) {
  const rounded = Number(w.toFixed(1));
  return l === 1 ? { W1: replaced(state.W1, [j, k], rounded) } : { W2: replaced(state.W2, [j, k], rounded) };
}

/**
 * C_0 if the activations of layer l were a: the rest of the way forward.
 * @param {import("../kit/types.js").Network} network
 * @param {number} l
 * @param {Float64Array} a
 * @param {ArrayLike<number>} y
 */
export function costAfter({ weights, biases }, l, a, y) {
  let a_m = a;
  for (let m = l; m < weights.length; m++) a_m = weightedSums(weights[m], a_m, biases[m]).map(sigmoid);
  return example_cost(a_m, y);
}

/**
 * A vector with its entry i moved.
 * @param {Float64Array} values
 * @param {number} i
 * @param {number} move
 */
export const moved = (values, i, move) => values.map((value, m) => (m === i ? value + move : value));

/**
 * The finite differences of costs after nudges up, and after nudges down.
 * @param {number[][]} costs
 */
export const differences = ([above, below]) => above.map((C, i) => (C - below[i]) / (2 * NUDGE));
