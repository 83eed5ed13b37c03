// How the gradients of the hundred digits point to each other.
import { dot, one_hot } from "../kit/maths.js";
import { memo } from "../kit/memo.js";
import { backward } from "../kit/network.js";

/**
 * @typedef {import("../kit/types.js").Network} Network
 * @typedef {import("../data/digits.js").Digit} Digit
 * @typedef {Float64Array[]} Products g_i . g_m for the gradients g of every two of the digits
 */

export const EXAMPLES = 100;

/**
 * The products for a network. The gradient by W^(l) is dC_dz^(l) times a^(l - 1), each with each, so the product of two
 * is (dC_dz . dC_dz')(a . a' + 1) added over the layers; the 1 is the biases'.
 * @type {(network: Network, all: Digit[]) => Products}
 */
export const productsOf = memo((network, all) => {
  const passes = all.slice(0, EXAMPLES).map(({ x, label }) => backward(network, x, one_hot(label)));
  const product = (u, v) => u.dC_dz.reduce((sum, d, l) => sum + dot(d, v.dC_dz[l]) * (dot(u.a[l], v.a[l]) + 1), 0);
  const table = passes.map(() => new Float64Array(EXAMPLES));
  for (let i = 0; i < EXAMPLES; i++)
    for (let m = i; m < EXAMPLES; m++) table[i][m] = table[m][i] = product(passes[i], passes[m]);
  return table;
});

/**
 * The product of the sum of some gradients with the sum of others.
 * @param {Products} products
 * @param {number[]} some
 * @param {number[]} others
 */
export const productOfSums = (products, some, others) =>
  some.reduce((sum, i) => others.reduce((inner, m) => inner + products[i][m], sum), 0);
