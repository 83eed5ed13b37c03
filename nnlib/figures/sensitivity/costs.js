// The two costs, each along one of two weights: its values w, its slopes there, and C after a nudge of one of them.
import { STORY_LABEL, storyNetwork, storyPass } from "../data/story.js";
import { example_cost, one_hot, sigmoid } from "../kit/maths.js";

export const FAR = 2; // the largest nudge
export const NUDGES = Array.from({ length: 81 }, (_, i) => -FAR + (i * FAR) / 40); // of the curves

/**
 * [j, k] of the two weights w_jk^(3).
 * @type {[number, number][]}
 */
export const WEIGHTS = [
  [2, 7],
  [1, 6],
];

/** @typedef {{ w: number[], slopes: number[], C: ((nudge: number) => number)[] }} Cost */

/**
 * Of the story's network and its 2.
 * @param {import("../kit/types.js").Data} data
 * @returns {Cost}
 */
export function real(data) {
  const { a, z, gradient } = storyPass(data);
  const y = one_hot(STORY_LABEL);
  const cost = example_cost(a[3], y);
  const nudged = ([j, k], nudge) => cost - (a[3][j] - y[j]) ** 2 + (sigmoid(z[2][j] + nudge * a[2][k]) - y[j]) ** 2;
  return {
    w: WEIGHTS.map(([j, k]) => storyNetwork(data).weights[2][j][k]),
    slopes: WEIGHTS.map(([j, k]) => gradient.weights[2][j][k]),
    C: WEIGHTS.map((weight) => (nudge) => nudged(weight, nudge)),
  };
}

/**
 * C(w_1, w_2) = 0.4 (w_1 - 4)^2 + 0.0125 (w_2 - 4)^2 at (0, 0), where -grad C = (3.2, 0.1).
 * @returns {Cost}
 */
export const bowl = () => ({
  w: [0, 0],
  slopes: [-3.2, -0.1],
  C: [(nudge) => 0.4 * (nudge - 4) ** 2 + 0.2, (nudge) => 6.4 + 0.0125 * (nudge - 4) ** 2],
});
