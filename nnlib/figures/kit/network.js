// Networks of sigmoid neurons in nnlib's order of parameters: made, run forward and backward.
import constants from "../data/constants.json" with { type: "json" };
import { one_hot, sigmoid } from "./maths.js";
import { normal, random } from "./seeded.js";

/** The network of the book: 28 x 28 pixels, two hidden layers, ten digits. */
export const SIZES = constants.sizes;

/**
 * The giant column vector as a network: weights[l - 1][j][k] and biases[l - 1][j], all views of `vector`, whose order
 * is nnlib's: W^(1) row by row, b^(1), W^(2), b^(2), ... Also the type of a gradient.
 * @param {Float64Array} vector
 * @param {number[]} [sizes]
 * @returns {import("./types.js").Network}
 */
export function parameters(vector, sizes = SIZES) {
  /** @type {Float64Array[][]} */
  const weights = [];
  /** @type {Float64Array[]} */
  const biases = [];
  let start = 0;
  for (let l = 1; l < sizes.length; l++) {
    const [n_in, n_out] = [sizes[l - 1], sizes[l]];
    weights.push(Array.from({ length: n_out }, (_, j) => vector.subarray(start + j * n_in, start + (j + 1) * n_in)));
    start += n_in * n_out;
    biases.push(vector.subarray(start, start + n_out));
    start += n_out;
  }
  return { sizes, vector, weights, biases };
}

/**
 * The number of weights and biases of a network.
 * @param {number[]} sizes
 */
export const count = (sizes) => sizes.slice(1).reduce((sum, n, l) => sum + n * (sizes[l] + 1), 0);

/**
 * A network before training: weights from N(0, 1/n_in), row by row and layer by layer, and biases 0.
 * @param {number} seed
 * @param {number[]} [sizes]
 */
export function randomNetwork(seed, sizes = SIZES) {
  const draw = random(seed);
  const network = parameters(new Float64Array(count(sizes)), sizes);
  network.weights.forEach((W) =>
    W.forEach((row) => row.forEach((_, k) => (row[k] = normal(draw) / Math.sqrt(row.length)))),
  );
  return network;
}

/**
 * A copy of a network whose parameters may be changed.
 * @param {import("./types.js").Network} network
 */
export const copied = (network) => parameters(Float64Array.from(network.vector), network.sizes);

/**
 * Pixels 0..255 as activations in [0, 1].
 * @param {ArrayLike<number>} pixels
 */
export function inputs(pixels) {
  const x = new Float64Array(pixels.length);
  for (let k = 0; k < x.length; k++) x[k] = pixels[k] / 255;
  return x;
}

/**
 * network.forward(x) for one example: { z: [z^(1), ...], a: [a^(0), a^(1), ...] }.
 * @param {import("./types.js").Network} network
 * @param {Float64Array} x
 * @returns {{ z: Float64Array[], a: Float64Array[] }}
 */
export function forward(network, x) {
  /** @type {Float64Array[]} */
  const z = [];
  const a = [x];
  network.weights.forEach((W, l) => {
    const sums = weightedSums(W, a[l], network.biases[l]);
    z.push(sums);
    a.push(sums.map(sigmoid));
  });
  return { z, a };
}

/**
 * W a + b of one layer. Black pixels are skipped.
 * @param {Float64Array[]} W
 * @param {ArrayLike<number>} a
 * @param {ArrayLike<number>} b
 */
export function weightedSums(W, a, b) {
  const lit = [];
  for (let k = 0; k < a.length; k++) if (a[k] !== 0) lit.push(k);
  return Float64Array.from(W, (row, j) => {
    let sum = 0;
    for (let i = 0; i < lit.length; i++) sum += row[lit[i]] * a[lit[i]];
    return sum + b[j];
  });
}

/**
 * The backward pass for one example with wanted outputs y: { gradient (as the network), dC_da, dC_dz }, where
 * dC_da[l] is dC_0/da^(l) (for l = 0 .. L) and dC_dz[l - 1] is dC_0/dz^(l).
 * @param {import("./types.js").Network} network
 * @param {Float64Array} x
 * @param {ArrayLike<number>} y
 */
export function backward(network, x, y) {
  const { a, z } = forward(network, x);
  const gradient = parameters(new Float64Array(network.vector.length), network.sizes);
  const L = network.weights.length;
  /** @type {Float64Array[]} */
  const dC_da = [];
  /** @type {Float64Array[]} */
  const dC_dz = [];
  dC_da[L] = a[L].map((a_j, j) => 2 * (a_j - y[j]));
  for (let l = L; l > 0; l--) {
    dC_dz[l - 1] = dC_da[l].map((d, j) => d * a[l][j] * (1 - a[l][j]));
    dC_dz[l - 1].forEach((d, j) => {
      gradient.biases[l - 1][j] = d;
      const row = gradient.weights[l - 1][j];
      for (let k = 0; k < row.length; k++) row[k] = d * a[l - 1][k];
    });
    dC_da[l - 1] = summedWishes(network.weights[l - 1], dC_dz[l - 1]);
  }
  return { gradient, dC_da, dC_dz, a, z };
}

/** W^T d: for each neuron k of the layer before, the sum over j of w_jk d_j. */
function summedWishes(W, d) {
  const sums = new Float64Array(W[0].length);
  W.forEach((row, j) => {
    for (let k = 0; k < row.length; k++) sums[k] += row[k] * d[j];
  });
  return sums;
}

/**
 * The average gradient over some digits (nnlib.backprop), as a network.
 * @param {import("./types.js").Network} network
 * @param {{ x: Float64Array, label: number }[]} examples
 */
export function averageGradient(network, examples) {
  const sum = parameters(new Float64Array(network.vector.length), network.sizes);
  for (const { x, label } of examples) {
    const { gradient } = backward(network, x, one_hot(label));
    for (let i = 0; i < sum.vector.length; i++) sum.vector[i] += gradient.vector[i] / examples.length;
  }
  return sum;
}
