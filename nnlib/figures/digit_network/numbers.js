// The picture before the network, the network with the reader's changes, and what counts most in its sums.
import { digits } from "../data/digits.js";
import { trainedNetwork, untrainedNetwork } from "../data/networks.js";
import { argmax } from "../kit/maths.js";
import { memo } from "../kit/memo.js";
import { copied, count, forward, SIZES } from "../kit/network.js";
import { noise } from "../parts/mnist_picture.js";

/**
 * @typedef {import("./index.js").State} State
 * @typedef {import("../kit/types.js").Data} Data
 * @typedef {import("../kit/types.js").Network} Network
 */

export const EDGES = 20; // connections drawn into each layer
export const ROWS = 5; // terms of a sum written out

/**
 * What is on the pad: 784 grey levels.
 * @param {State} state
 * @param {Data} data
 */
export function rawPicture({ source, digit, drawing, seed }, data) {
  if (source === "digit") return digits(data)[digit].pixels;
  return source === "noise" ? noise(seed) : drawing;
}

/** The places of the book's digits that a network gets wrong. */
const mistakesOf = memo((network, all) =>
  all.flatMap(({ x, label }, i) => (argmax(forward(network, x).a[3]) === label ? [] : [i])),
);

/**
 * The next of the book's digits, after `place`, that the shipped network gets wrong.
 * @param {Data} data
 * @param {number} place
 */
export function nextMistake(data, place) {
  /** @type {number[]} */
  const wrong = mistakesOf(trainedNetwork(data), digits(data));
  return wrong.find((i) => i > place) ?? wrong[0];
}

/**
 * Whether a network can be drawn here: 784-16-16-10.
 * @type {(own: Network | null) => boolean}
 */
export const fits = memo(
  (own) => own !== null && own.sizes.join() === SIZES.join() && own.vector.every(Number.isFinite),
);

/**
 * The network without the reader's changes; `own` is the trained one until another was handed over.
 * @param {State} state
 * @param {Data} data
 */
export function baseNetwork({ network, own }, data) {
  if (network === "untrained") return untrainedNetwork(data);
  return network === "own" && own && fits(own) ? own : trainedNetwork(data);
}

/**
 * The network with the reader's changes. One that nobody changed is the very same object.
 * @param {State} state
 * @param {Data} data
 */
export const changedNetwork = (state, data) => withEdits(baseNetwork(state, data), state.edits);

/** @type {(base: Network, edits: number[][]) => Network} */
const withEdits = memo(
  (base, edits) => {
    const sound = edits.filter(([i, value]) => i in base.vector && value !== undefined);
    if (sound.length === 0) return base;
    const network = copied(base);
    for (const [i, value] of sound) network.vector[i] = value;
    return network;
  },
  { most: 2 },
);

/** The place of w_jk^(l), or of b_j^(l) without k, in the giant vector. */
export function entryAt(l, j, k) {
  const [n_in, n_out] = [SIZES[l - 1], SIZES[l]];
  return count(SIZES.slice(0, l)) + (k === undefined ? n_out * n_in + j : j * n_in + k);
}

/**
 * The senders whose terms are written out: the largest first, the chosen one among them.
 * @param {Float64Array} terms
 * @param {number} k
 */
export function writtenOut(terms, k) {
  const largest = strongest(0, [terms], new Float64Array(terms.length).fill(1), ROWS).map((row) => row[2]);
  return largest.includes(k) ? largest : [...largest.slice(0, -1), k];
}

/**
 * The `most` largest contributions w_jk a_k into layer l, as rows [l, j, k, w_jk a_k]; of equals the first.
 * @param {number} l
 * @param {Float64Array[]} W
 * @param {Float64Array} a
 * @param {number} most
 */
export function strongest(l, W, a, most) {
  /** @type {number[][]} */
  const found = [];
  let least = -1;
  W.forEach((row, j) => {
    for (let k = 0; k < row.length; k++) {
      const size = Math.abs(row[k] * a[k]);
      if (size <= least) continue;
      let place = found.length;
      while (place > 0 && Math.abs(found[place - 1][3]) < size) place -= 1;
      found.splice(place, 0, [l, j, k, row[k] * a[k]]);
      if (found.length > most) found.pop();
      if (found.length === most) least = Math.abs(found[most - 1][3]);
    }
  });
  return found;
}

/** The largest size among some values, for a scale: never 0. */
export const largestOf = (values) => values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-9);
