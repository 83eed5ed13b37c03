// What each example wishes for some weights, and what comes of steps along the average of some examples' wishes.
import { digits } from "../data/digits.js";
import { storyNetwork } from "../data/story.js";
import { argmax } from "../kit/maths.js";
import { memo } from "../kit/memo.js";
import { averageGradient, forward, parameters } from "../kit/network.js";
import { sequence } from "../parts/sequence.js";

/**
 * @typedef {import("../kit/types.js").Data} Data
 * @typedef {import("../kit/types.js").Network} Network
 * @typedef {import("../data/digits.js").Digit} Digit
 */

/** The examples' places among the book's digits: 2, 7, 0, 4, 1, 9, 5. */
export const PLACES = [43, 0, 3, 4, 14, 12, 15];

/** [j, k] of the weights w_jk^(3) in the table. */
export const WEIGHTS = [
  [2, 7],
  [2, 8],
  [8, 7],
  [8, 8],
  [1, 7],
  [5, 8],
];

export const RATE = 0.5;
export const ASKED = 80; // digits that the network is asked for
export const MANY = 20; // of them: so often no answer should be given
const KEPT = 8; // paths of up to 61 networks

/**
 * -dC_i/dw for each weight (a row) and each example (a column).
 * @param {Data} data
 */
export const wishes = (data) => wishesOf(storyNetwork(data), digits(data));

/** @type {(network: Network, all: Digit[]) => number[][]} */
const wishesOf = memo((network, all) => {
  const gradients = PLACES.map((place) => averageGradient(network, [all[place]]).weights[2]);
  return WEIGHTS.map(([j, k]) => gradients.map((W) => -W[j][k]));
});

/**
 * The story's network after some steps of gradient descent on the examples that are on.
 * @param {number[]} on
 * @param {number} steps
 * @param {Data} data
 */
export function trainedOn(on, steps, data) {
  if (!on.some(Boolean)) return storyNetwork(data);
  return pathOf(storyNetwork(data), digits(data), on)(steps + 1)[steps];
}

/** @type {(network: Network, all: Digit[], on: number[]) => (n: number) => Network[]} */
const pathOf = memo(
  (network, all, on) => {
    const examples = PLACES.filter((_, i) => on[i]).map((place) => all[place]);
    return sequence(descent(network, examples));
  },
  { most: KEPT },
);

/**
 * @param {Network} network
 * @param {Digit[]} examples
 * @returns {Generator<Network, never>}
 */
function* descent(network, examples) {
  for (;;) {
    yield network;
    const { vector } = averageGradient(network, examples);
    network = parameters(network.vector.map((p, i) => p - RATE * vector[i]));
  }
}

/**
 * What a network calls the first digits of the book: how often each answer is given, and how many are right.
 * @param {Network} network
 * @param {Data} data
 */
export const answersOf = (network, data) => asked(network, digits(data));

/** @type {(network: Network, all: Digit[]) => { answers: number[], right: number }} */
const asked = memo((network, all) => {
  const answers = new Array(10).fill(0);
  let right = 0;
  for (const { x, label } of all.slice(0, ASKED)) {
    const answer = argmax(forward(network, x).a[3]);
    answers[answer] += 1;
    if (answer === label) right += 1;
  }
  return { answers, right };
});
