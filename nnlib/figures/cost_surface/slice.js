// The cost of the real network over a plane through its parameters: p + s d_1 + t d_2, on some digits. Only the layers
// from the first that a direction changes are computed anew, and their weighted sums are linear in s and t. A surface
// asks for it hundreds of times, so it runs in plain loops over numbers that are laid out beforehand.
import { memo } from "../kit/memo.js";
import { forward, parameters, weightedSums } from "../kit/network.js";

/** @typedef {import("../kit/types.js").Network} Network */
/** @typedef {{ x: Float64Array, label: number }[]} Digits */
/** @typedef {ReturnType<typeof sliceOf>} Slice */

const OUT = 10;

const passesOf = memo((/** @type {Network} */ network, /** @type {Digits} */ digits) =>
  digits.map(({ x }) => forward(network, x)),
);

/**
 * The plane through `network` along two directions (vectors as long as its own), ready for `costAt` and `slopesAt`.
 * @param {Network} network
 * @param {Float64Array[]} directions
 * @param {Digits} digits
 */
export function sliceOf(network, directions, digits) {
  const D = directions.map((d) => parameters(d));
  const changed = (l) =>
    D.some(({ weights, biases }) => biases[l].some(Boolean) || weights[l].some((row) => row.some(Boolean)));
  const from = [0, 1].find(changed) ?? 2;
  const passes = passesOf(network, digits);
  const first = [network, ...D].map((one, i) =>
    joined(passes.map(({ a, z }) => (i ? weightedSums(one.weights[from], a[from], one.biases[from]) : z[from]))),
  );
  const later = [1, 2].filter((l) => l > from);
  const layers = later.map((l) => ({
    flats: [network, ...D].map((one) => flat(one, l)),
    n_in: network.sizes[l],
    n_out: network.sizes[l + 1],
  }));
  const width = network.sizes[from + 1];
  return {
    labels: digits.map(({ label }) => label),
    first,
    width,
    layers,
    moves: moving(first, width),
    rest: first[0].map(sigma),
  };
}

const sigma = (z) => 1 / (1 + Math.exp(-z));

/**
 * Which neurons of the first computed layer a direction moves; the others keep the activations of the middle.
 * @param {Float64Array[]} first
 * @param {number} width
 */
function moving([, d_1, d_2], width) {
  return Array.from({ length: width }, (_, j) => {
    for (let i = j; i < d_1.length; i += width) if (d_1[i] !== 0 || d_2[i] !== 0) return true;
    return false;
  });
}

const joined = (lists) => Float64Array.from(lists.flatMap((list) => Array.from(list)));

/** The rows of a layer, each with its bias behind it. */
const flat = ({ weights, biases }, l) => joined(weights[l].map((row, j) => [...row, biases[l][j]]));

/** @type {(parts: Float64Array[], s: number, t: number) => Float64Array} */
const mixed = ([base, d_1, d_2], s, t) => base.map((value, i) => value + s * d_1[i] + t * d_2[i]);

/** out_j = sigma(sum_k W_jk a_k + b_j). */
function activate(W, n_in, n_out, a, out) {
  for (let j = 0, i = 0; j < n_out; j++) {
    let z = 0;
    for (let k = 0; k < n_in; k++) z += W[i++] * a[k];
    out[j] = 1 / (1 + Math.exp(-z - W[i++]));
  }
}

/**
 * The average cost at p + s d_1 + t d_2, and how many digits it gets right.
 * @param {Slice} slice
 * @param {number} s
 * @param {number} t
 */
export function costAt({ labels, first, width, layers, moves, rest }, s, t) {
  const [base, d_1, d_2] = first;
  const weights = layers.map(({ flats }) => mixed(flats, s, t));
  const a = [width, ...layers.map(({ n_out }) => n_out)].map((n) => new Float64Array(n));
  const last = a[a.length - 1];
  let [sum, right] = [0, 0];
  for (let e = 0; e < labels.length; e++) {
    for (let j = 0, i = e * width; j < width; j++, i++)
      a[0][j] = moves[j] ? sigma(base[i] + s * d_1[i] + t * d_2[i]) : rest[i];
    for (let l = 0; l < layers.length; l++) activate(weights[l], layers[l].n_in, layers[l].n_out, a[l], a[l + 1]);
    let best = 0;
    for (let j = 0; j < OUT; j++) {
      sum += (last[j] - (j === labels[e] ? 1 : 0)) ** 2;
      if (last[j] > last[best]) best = j;
    }
    if (best === labels[e]) right += 1;
  }
  return { cost: sum / labels.length, right };
}

/**
 * [dC/ds, dC/dt] at p + s d_1 + t d_2, exactly: the chain rule carried forward along each direction.
 * @param {Slice} slice
 * @param {number} s
 * @param {number} t
 */
export function slopesAt(slice, s, t) {
  const { labels, first, width, layers } = slice;
  const z = mixed(first, s, t);
  const weights = layers.map(({ flats }) => mixed(flats, s, t));
  const slopes = [0, 0];
  labels.forEach((label, e) => {
    const of_digit = (list) => list.slice(e * width, (e + 1) * width);
    let a = of_digit(z).map(sigma);
    let da = [1, 2].map((i) => of_digit(first[i]).map((d, j) => d * a[j] * (1 - a[j])));
    layers.forEach(({ flats, n_in, n_out }, l) => {
      const next = new Float64Array(n_out);
      activate(weights[l], n_in, n_out, a, next);
      da = da.map((d, i) =>
        next.map(
          (a_j, j) => (rowTimes(flats[i + 1], n_in, a, j, 1) + rowTimes(weights[l], n_in, d, j, 0)) * a_j * (1 - a_j),
        ),
      );
      a = next;
    });
    for (const [i, d] of da.entries())
      for (let j = 0; j < OUT; j++) slopes[i] += (2 * (a[j] - (j === label ? 1 : 0)) * d[j]) / labels.length;
  });
  return slopes;
}

/** sum_k W_jk a_k, and W's bias b_j `bias` times. */
function rowTimes(W, n_in, a, j, bias) {
  const start = j * (n_in + 1);
  let sum = bias * W[start + n_in];
  for (let k = 0; k < n_in; k++) sum += W[start + k] * a[k];
  return sum;
}
