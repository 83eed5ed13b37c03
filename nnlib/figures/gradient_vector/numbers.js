// The gradient of the trained network over the book's digits, and the cost of a step along it.
import { example_cost, one_hot, sigmoid } from "../kit/maths.js";
import { memo } from "../kit/memo.js";
import { averageGradient, forward, parameters } from "../kit/network.js";

/** @typedef {import("../kit/types.js").Network} Network */
/** @typedef {ReturnType<typeof import("../data/digits.js").digits>} Digits */

/** grad C over some digits: its largest entry, |grad C|^2, and its entries' order by size, the largest first. */
export const gradientOver = memo((/** @type {Network} */ network, /** @type {Digits} */ digits) => {
  const gradient = averageGradient(network, digits).vector;
  const largest = gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  const size = gradient.map((g) => Math.round((Math.abs(g) / largest) * 1e9)); // equal to nine digits: as they stand
  const bySize = Array.from(gradient.keys()).sort((i, k) => size[k] - size[i] || i - k);
  const rank = new Int32Array(gradient.length);
  for (const [place, i] of bySize.entries()) rank[i] = place;
  return { gradient, largest, square: gradient.reduce((sum, g) => sum + g * g, 0), bySize, rank };
});

/** The average cost over some digits. */
export const costOver = memo((/** @type {Network} */ network, /** @type {Digits} */ digits) =>
  average(digits.map(({ x, label }) => example_cost(forward(network, x).a[3], one_hot(label)))),
);

/** The weighted sums of layer 1 for each digit, and what they change by along the gradient. */
const firstSums = memo((/** @type {Network} */ network, /** @type {Digits} */ digits) => {
  const along = parameters(gradientOver(network, digits).gradient);
  return digits.map(({ x }) => [network, along].map((one) => forward(one, x).z[0]));
});

/**
 * The cost after a step along -grad C. The weighted sums of layer 1 are linear in the rate, so only the small layers are
 * gone through.
 */
export const costAfter = memo(
  (/** @type {Network} */ network, /** @type {Digits} */ digits, /** @type {number} */ rate) => {
    const { gradient } = gradientOver(network, digits);
    const [n_in, ...small] = network.sizes;
    const start = small[0] * (n_in + 1);
    const stepped = network.vector.slice(start).map((p, i) => p - rate * gradient[start + i]);
    const later = parameters(stepped, small);
    const costs = firstSums(network, digits).map(([z, dz], e) => {
      const a = z.map((z_j, j) => sigmoid(z_j - rate * dz[j]));
      return example_cost(forward(later, a).a[2], one_hot(digits[e].label));
    });
    return average(costs);
  },
);

const average = (costs) => costs.reduce((sum, C) => sum + C, 0) / costs.length;
