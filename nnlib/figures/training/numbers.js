// The networks that training starts from, and a trial of ten steps.
import { digits } from "../data/digits.js";
import { memo } from "../kit/memo.js";
import { randomNetwork } from "../kit/network.js";
import { random, shuffled } from "../kit/seeded.js";
import { learner } from "./learner.js";

/** @typedef {import("./index.js").State} State */

const HIDDEN = { none: [], 16: [16], "16-16": [16, 16], 32: [32] };
const STEPS = 10;
const KEPT = 20;

/**
 * All layers' sizes.
 * @param {State["hidden"]} hidden
 */
export const sizesOf = (hidden) => [784, ...HIDDEN[hidden], 10];

/**
 * A start for training: a random network whose first weights suit pixels that are scaled by a quarter while it learns.
 * @param {number} seed
 * @param {number[]} sizes
 */
export function startNetwork(seed, sizes) {
  const network = randomNetwork(seed, sizes);
  for (const row of network.weights[0]) for (let k = 0; k < row.length; k++) row[k] /= 4;
  return network;
}

const startFrom = memo(
  (/** @type {number} */ seed, /** @type {State["hidden"]} */ hidden) => startNetwork(seed, sizesOf(hidden)),
  {
    most: KEPT,
  },
);

/**
 * The network before training.
 * @param {State} state
 */
export const startOf = ({ seed, hidden }) => startFrom(seed, hidden);

/**
 * The trained network, as far as it fits the other settings; before training, its start.
 * @param {State} state
 */
export const networkOf = (state) =>
  state.trained?.sizes.join() === sizesOf(state.hidden).join() ? state.trained : startOf(state);

/** The book's hundred digits as the learner takes them, with their own labels or shuffled ones. */
const hundred = memo(
  (/** @type {ReturnType<typeof digits>} */ all, labels, seed) => {
    const { image } = learner({ random, shuffled });
    const order = shuffled(all.length, random(2000000 + seed));
    return all.map(({ pixels, label }, i) => image(pixels, labels === "shuffled" ? all[order[i]].label : label));
  },
  { most: KEPT },
);

const stepsFrom = memo(
  (/** @type {ReturnType<typeof digits>} */ all, seed, learning_rate, batch_size, hidden, labels) => {
    const core = learner({ random, shuffled });
    const images = hundred(all, labels, seed);
    const { sizes, vector } = startFrom(seed, hidden);
    core.begin({ sizes, vector, images, seed, batch_size: Math.min(batch_size, images.length) });
    const costs = Array.from({ length: STEPS }, () => core.step(learning_rate).cost);
    return { costs, after: core.measure(images).cost };
  },
);

/**
 * Ten steps on the book's hundred digits: the cost of each batch before its step, and of all after the last.
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export const tenSteps = ({ seed, learning_rate, batch_size, hidden, labels }, data) =>
  stepsFrom(digits(data), seed, learning_rate, batch_size, hidden, labels);
