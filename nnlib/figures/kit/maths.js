// What the figures need of nnlib, under nnlib's own names. Same formulas, same order of summation.

/** sigma(z) = 1 / (1 + e^-z), stable for any finite z (nnlib.sigmoid). */
export function sigmoid(z) {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const e = Math.exp(z);
  return e / (1 + e);
}

/** sigma'(z) = sigma(z) (1 - sigma(z)), at most 1/4 (nnlib.sigmoid_prime). */
export function sigmoid_prime(z) {
  const a = sigmoid(z);
  return a * sigmoid(-z);
}

/**
 * sum_k u_k v_k.
 * @param {ArrayLike<number>} u
 * @param {ArrayLike<number>} v
 */
export function dot(u, v) {
  let sum = 0;
  for (let k = 0; k < u.length; k++) sum += u[k] * v[k];
  return sum;
}

/**
 * z = W a + b for one example: W is a list of rows, row j into neuron j.
 * @param {number[][]} W
 * @param {ArrayLike<number>} a
 * @param {ArrayLike<number>} b
 */
export function weighted_sums(W, a, b) {
  return W.map((row, j) => dot(row, a) + b[j]);
}

/**
 * C_0 = sum_j (a_j - y_j)^2, without a 1/2 (nnlib.example_costs).
 * @param {ArrayLike<number>} a
 * @param {ArrayLike<number>} y
 */
export function example_cost(a, y) {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] - y[j]) ** 2;
  return sum;
}

/** The wanted outputs of a digit: 1 at its place, else 0 (nnlib.one_hot). */
export function one_hot(label, classes = 10) {
  return Array.from({ length: classes }, (_, j) => (j === label ? 1 : 0));
}

/**
 * The place of the largest entry, the first one of equals (numpy.argmax).
 * @param {ArrayLike<number>} values
 */
export function argmax(values) {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

export const clamp = (x, low, high) => Math.min(high, Math.max(low, x));
