// The book's trained network and its digits, as the figures use them: decoded once, then forward and backward.
import { normal, one_hot, random, sigmoid } from "./maths.js";
import { attr, html } from "./svg.js";

const SIZES = [784, 16, 16, 10];
const decoded = new WeakMap();

/** What `decode` makes of some bytes, made once however often it is asked for. */
function once(bytes, decode) {
  if (!decoded.has(bytes)) decoded.set(bytes, decode(bytes));
  return decoded.get(bytes);
}

/** Powers of two by the exponent bits of a half-precision number. */
const POWERS = Float64Array.from({ length: 32 }, (_, exponent) => 2 ** (Math.max(exponent, 1) - 15));

/** One half-precision number as a double. */
function half(bits) {
  const exponent = (bits >> 10) & 31;
  const size = ((exponent ? 1 : 0) + (bits & 1023) / 1024) * POWERS[exponent];
  return bits & 0x8000 ? -size : size;
}

/** Half-precision numbers, little-endian, as a Float64Array. */
export function halves(bytes) {
  const numbers = new Float64Array(bytes.length / 2); // a plain loop: Float64Array.from is many times slower
  for (let i = 0; i < numbers.length; i++) numbers[i] = half(bytes[2 * i] | (bytes[2 * i + 1] << 8));
  return numbers;
}

/**
 * The giant column vector as a network: weights[l - 1][j][k] and biases[l - 1][j], all views of `vector`, whose order
 * is nnlib's: W^(1) row by row, b^(1), W^(2), b^(2), ... Also the type of a gradient.
 */
export function parameters(vector, sizes = SIZES) {
  const [weights, biases] = [[], []];
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

/** The number of weights and biases of a network. */
export const count = (sizes) => sizes.slice(1).reduce((sum, n, l) => sum + n * (sizes[l] + 1), 0);

/** The trained network of the book (shared data "network"). */
export const trainedNetwork = (data) => once(data.network, (bytes) => parameters(halves(bytes)));

/** The network as it was before its first step of training (shared data "untrained"). */
export const untrainedNetwork = (data) => once(data.untrained, (bytes) => parameters(halves(bytes)));

/** The network of chapter 3, after its first epoch (shared data "story"), and the place of its digit, a 2. */
export const storyNetwork = (data) => once(data.story, (bytes) => parameters(halves(bytes)));
export const STORY_DIGIT = 43;

/** Steps of training done at each of the networks in the shared data "checkpoints" (nnlib/figures/_data.py). */
export const CHECKPOINT_STEPS = [0, 1000, 1875, 3750, 5625, 11250, 28125, 56250, 150000];

/** The trained network at moments of its training (shared data "checkpoints"), from the start to the end. */
export const checkpoints = (data) => once(data.checkpoints, (bytes) => CHECKPOINT_STEPS.map((_, i) => parameters(halves(bytes.subarray(i * 26004, (i + 1) * 26004)))));

/** A network before training: weights from N(0, 1/n_in), row by row and layer by layer, and biases 0. */
export function randomNetwork(seed, sizes = SIZES) {
  const draw = random(seed);
  const network = parameters(new Float64Array(count(sizes)), sizes);
  network.weights.forEach((W) => W.forEach((row) => row.forEach((_, k) => (row[k] = normal(draw) / Math.sqrt(row.length)))));
  return network;
}

/** A copy of a network whose parameters may be changed. */
export const copied = (network) => parameters(Float64Array.from(network.vector), network.sizes);

/** The book's test digits (shared data "digits"): [{label, index, pixels, x}], pixels 0..255, x the same as activations, index the place in the test set. */
export const digits = (data) => once(data.digits, (bytes) => {
  const size = 787;
  return Array.from({ length: bytes.length / size }, (_, i) => {
    const entry = bytes.subarray(i * size, (i + 1) * size);
    return { label: entry[0], index: entry[1] | (entry[2] << 8), pixels: entry.subarray(3), x: inputs(entry.subarray(3)) };
  });
});

/** Pixels 0..255 as activations in [0, 1]. */
export function inputs(pixels) {
  const x = new Float64Array(pixels.length);
  for (let k = 0; k < x.length; k++) x[k] = pixels[k] / 255;
  return x;
}

/** network.forward(x) for one example: { z: [z^(1), ...], a: [a^(0), a^(1), ...] }. */
export function forward(network, x) {
  const [z, a] = [[], [x]];
  network.weights.forEach((W, l) => {
    const sums = weightedSums(W, a[l], network.biases[l]);
    z.push(sums);
    a.push(sums.map(sigmoid));
  });
  return { z, a };
}

/** W a + b of one layer. Black pixels are skipped. */
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
 */
export function backward(network, x, y) {
  const { a, z } = forward(network, x);
  const gradient = parameters(new Float64Array(network.vector.length), network.sizes);
  const L = network.weights.length;
  const [dC_da, dC_dz] = [[], []];
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

const passes = new WeakMap();

/** The backward pass of chapter 3: of its network (shared data "story") for its digit, the 2. Made once. */
export function storyPass(data) {
  if (!passes.has(data.story)) passes.set(data.story, backward(storyNetwork(data), storyInputs(data), one_hot(2)));
  return passes.get(data.story);
}

/** The pixels of chapter 3's digit as activations in [0, 1] (shared data "digits"). */
export const storyInputs = (data) => digits(data)[STORY_DIGIT].x;

/** The average gradient over some digits (nnlib.backprop), as a network. */
export function averageGradient(network, examples) {
  const sum = parameters(new Float64Array(network.vector.length), network.sizes);
  for (const { x, label } of examples) {
    const { gradient } = backward(network, x, one_hot(label));
    for (let i = 0; i < sum.vector.length; i++) sum.vector[i] += gradient.vector[i] / examples.length;
  }
  return sum;
}

// ---------------------------------------------------------------- controls

/**
 * Ten buttons 0 to 9 and "Another": choose one of the book's digits; the state holds its place in the list. also(state) are
 * the changes made with every choice, and shown(state) tells whether the chosen digit is what the reader sees.
 */
export function digitPicker(figure, { key, parent = figure._controls, label = "Digit", also = () => ({}), shown = () => true }) {
  const all = digits(figure.data);
  const group = html(parent, "div", { class: "nn-control nn-choice nn-digits", role: "group", "aria-label": label });
  html(group, "span", { class: "nn-label", "aria-hidden": "true" }, label);
  const next = (label, after) => {
    const places = all.flatMap((digit, i) => (digit.label === label ? [i] : []));
    return places.find((i) => i > after) ?? places[0];
  };
  const choose = (label, after) => figure.set({ [key]: next(label, after), ...also(figure.state) });
  const buttons = Array.from({ length: 10 }, (_, digit) => figure.button(String(digit), () => choose(digit, -1), { parent: group, describe: `digit ${digit}` }));
  figure.button("Another", () => choose(all[figure.state[key]].label, figure.state[key]), { parent: group, describe: "another picture of the same digit" });
  figure.update((state) => buttons.forEach((button, digit) => attr(button, { "aria-pressed": String(shown(state) && all[state[key]].label === digit) })));
  return group;
}
