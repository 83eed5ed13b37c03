// The giant column vector of 784-16-16-10: which parameter stands where, and what it is called.
import { count, SIZES } from "../kit/network.js";

/** @typedef {{ l: number, j: number, k: number | null }} Parameter of layer l; k = null for a bias */

/** How many parameters there are: 13,002. */
export const COUNT = count(SIZES);

/** Layers 1 to 3: how many activations go in, and how many neurons there are. */
export const LAYERS = SIZES.slice(1).map((n_out, i) => ({ l: i + 1, n_in: SIZES[i], n_out }));

/**
 * Which parameter stands at a place of the vector.
 * @param {number} index
 * @returns {Parameter}
 */
export function parameterAt(index) {
  let rest = index;
  for (const { l, n_in, n_out } of LAYERS) {
    if (rest < n_in * n_out) return { l, j: Math.floor(rest / n_in), k: rest % n_in };
    rest -= n_in * n_out;
    if (rest < n_out) return { l, j: rest, k: null };
    rest -= n_out;
  }
  throw new RangeError(`expected a place from 0 to ${COUNT - 1}, got ${index}`);
}

/**
 * The place of a parameter in the vector.
 * @param {Parameter} parameter
 */
export function placeOf({ l, j, k }) {
  const before = LAYERS.slice(0, l - 1).reduce((sum, { n_in, n_out }) => sum + (n_in + 1) * n_out, 0);
  const { n_in, n_out } = LAYERS[l - 1];
  return before + (k === null ? n_in * n_out + j : j * n_in + k);
}

/**
 * Its symbol, for maths().
 * @param {Parameter} parameter
 */
export const symbol = ({ l, j, k }) => (k === null ? `b^{(${l})}_{${j}}` : `w^{(${l})}_{${j},${k}}`);

/**
 * Its name in words.
 * @param {Parameter} parameter
 */
export const spoken = ({ l, j, k }) =>
  k === null
    ? `bias of neuron ${j} of layer ${l}`
    : `weight from neuron ${k} of layer ${l - 1} to neuron ${j} of layer ${l}`;
