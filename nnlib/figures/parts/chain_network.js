// The chain of chapter 4, 1-1-1-1: its passes and the names of its parts. w[l - 1] is w^(l).
import { sigmoid, sigmoid_prime } from "../kit/maths.js";

/** @typedef {{ x: number, w: number[], b: number[], y: number }} Chain its input, weights, biases and target, in a state */

/**
 * z^(1), z^(2), z^(3) and a^(0), ..., a^(3).
 * @param {Omit<Chain, "y">} state
 */
export function chainForward({ x, w, b }) {
  /** @type {number[]} */
  const z = [];
  const a = [x];
  w.forEach((w_l, l) => {
    z.push(w_l * a[l] + b[l]);
    a.push(sigmoid(z[l]));
  });
  return { z, a };
}

/**
 * C_0 = (a^(3) - y)^2.
 * @param {Chain} state
 */
export const chainCost = (state) => (chainForward(state).a[3] - state.y) ** 2;

/**
 * The derivatives along the way from a leaf ("w2", "b2", "a1" ...) to a^(3): dz/dleaf, da/dz, dz/da, ...
 * @param {string} leaf
 * @param {Chain} state
 * @returns {number[]}
 */
export function chainFactors(leaf, state) {
  const { z, a } = chainForward(state);
  const l = Number(leaf[1]) + (leaf[0] === "a" ? 1 : 0);
  const found = [{ w: a[l - 1], b: 1, a: state.w[l - 1] }[leaf[0]], sigmoid_prime(z[l - 1])];
  for (let m = l + 1; m <= state.w.length; m++) found.push(state.w[m - 1], sigmoid_prime(z[m - 1]));
  return found;
}

/**
 * dC_0/dw^(1), dC_0/db^(1), ..., dC_0/db^(3).
 * @param {Chain} state
 */
export function chainGradient(state) {
  const { z, a } = chainForward(state);
  /** @type {number[]} */
  const found = [];
  let dC_da = 2 * (a[3] - state.y);
  for (let l = 3; l > 0; l--) {
    const dC_dz = sigmoid_prime(z[l - 1]) * dC_da;
    found.unshift(a[l - 1] * dC_dz, dC_dz);
    dC_da = state.w[l - 1] * dC_dz;
  }
  return found;
}

export const CHAIN_NAMES = ["w1", "b1", "w2", "b2", "w3", "b3"]; // the order of the gradient's column

/**
 * "w2" as a formula: w^{(2)}.
 * @param {string} name
 */
export const chainSymbol = (name) => (name.length > 1 && name !== "C_0" ? `${name[0]}^{(${name.slice(1)})}` : name);
