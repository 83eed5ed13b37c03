// One neuron on a hundred examples, and its mini-batch descent.
import { sigmoid } from "../kit/maths.js";
import { memo } from "../kit/memo.js";
import { random, shuffled } from "../kit/seeded.js";
import { sequence } from "../parts/sequence.js";

export const EXAMPLES = 100;
export const EPOCHS = 20;
export const BATCHES = [100, 10, 1];
const NOISE = 2;

/** The hundred examples: [x_0, x_1, y]. */
const examples = (() => {
  const draw = random(1);
  return Array.from({ length: EXAMPLES }, () => {
    const [u, v, n] = [draw(), draw(), draw()];
    return [u, v, u - v + NOISE * (n - 0.5) > 0 ? 1 : 0];
  });
})();

/** @type {(w: number[], example: number[]) => number} */
const activation = ([w_0, w_1], [x_0, x_1]) => sigmoid(w_0 * x_0 + w_1 * x_1);

/**
 * C(w_0, w_1), averaged over all examples.
 * @param {number[]} w
 */
export const cost = (w) =>
  examples.reduce((sum, example) => sum + (activation(w, example) - example[2]) ** 2, 0) / EXAMPLES;

/** (dC/dw_0, dC/dw_1), averaged over the examples at these places. */
function gradient(w, places) {
  const sum = [0, 0];
  for (const i of places) {
    const a = activation(w, examples[i]);
    const dC_dz = 2 * (a - examples[i][2]) * a * (1 - a);
    for (const k of [0, 1]) sum[k] += (dC_dz * examples[i][k]) / places.length;
  }
  return sum;
}

/**
 * The start and step after step of mini-batch descent: every epoch shuffled anew.
 * @param {number[]} start
 * @param {number} learning_rate
 * @param {number} batch
 * @param {number} seed
 * @returns {Generator<number[], never>}
 */
function* descent(start, learning_rate, batch, seed) {
  const draw = random(seed);
  let w = start;
  /** @type {number[]} */
  let order = [];
  for (let place = 0; ; place = (place + batch) % EXAMPLES) {
    yield w;
    if (place === 0) order = shuffled(EXAMPLES, draw);
    const slope = gradient(w, order.slice(place, place + batch));
    w = w.map((p, i) => p - learning_rate * slope[i]);
  }
}

/**
 * The first n points (w_0, w_1) of a descent, as a function of n. The latest descent of each batch size is kept: going
 * to and fro along it works nothing out anew.
 * @type {(start: number[], learning_rate: number, batch: number, seed: number) => (n: number) => number[][]}
 */
export const pathOf = memo((...given) => sequence(descent(...given)), { most: BATCHES.length });
