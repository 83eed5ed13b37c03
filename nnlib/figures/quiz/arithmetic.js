// The numbers of the exercises that ask for one: drawn, and solved, as nnlib/figures/quiz/exercises does it.
import { sigmoid, sigmoid_prime } from "../kit/maths.js";

/** @typedef {(low: number, high: number, step?: number) => number} Pick a number of low, low + step, ..., high */
/** @typedef {Record<string, number>} Values numbers by name */

/** @param {Pick} pick */
const sign = (pick) => (pick(0, 1) ? 1 : -1);

/**
 * By the name of an exercise: draw its numbers; and answers(numbers), the right one and those of mistakes and of steps
 * on the way, by name.
 * @type {Record<string, { draw: (pick: Pick) => Values, answers: (numbers: Values) => Values }>}
 */
export const ARITHMETIC = {
  pixel: {
    draw: (pick) => ({ row: pick(3, 24), column: pick(3, 24) }),
    answers: ({ row, column }) => ({
      right: 28 * row + column,
      swapped: 28 * column + row,
      from_one: 28 * (row - 1) + column - 1,
    }),
  },
  one_neuron: {
    draw: (pick) => ({
      w0: pick(0.5, 3, 0.5),
      w1: pick(-3, -0.5, 0.5),
      a0: pick(0.2, 1, 0.1),
      a1: pick(0.1, 1, 0.1),
      b: pick(-2, -0.5, 0.5),
    }),
    answers: ({ w0, w1, a0, a1, b }) => {
      const z = w0 * a0 + w1 * a1 + b;
      return { right: sigmoid(z), z, no_bias: sigmoid(z - b), bias_taken_off: sigmoid(z - b - b) };
    },
  },
  count_parameters: {
    draw: (pick) => ({ hidden: pick(20, 100, 5) }),
    answers: ({ hidden }) => {
      const [first, second, biases] = [784 * hidden, hidden * 10, hidden + 10];
      const right = first + second + biases;
      return {
        right,
        first,
        second,
        biases,
        weights: first + second,
        input_biases: right + 784,
        no_last: first + hidden,
      };
    },
  },
  cost_of_one: {
    draw: (pick) => ({ a0: pick(0.1, 0.9, 0.1), a1: pick(0.1, 0.9, 0.1), a2: pick(0.1, 0.9, 0.1), label: pick(0, 2) }),
    answers: ({ a0, a1, a2, label }) => {
      const gaps = [a0, a1, a2].map((a, j) => a - (j === label ? 1 : 0));
      const sum = (values) => values.reduce((total, value) => total + value, 0);
      const right = sum(gaps.map((gap) => gap * gap));
      return {
        right,
        absolute: sum(gaps.map(Math.abs)),
        signed: sum(gaps),
        halved: right / 2,
        averaged: right / 3,
        d0: gaps[0],
        d1: gaps[1],
        d2: gaps[2],
      };
    },
  },
  one_step: {
    draw: (pick) => ({ w: pick(-2, 2, 0.5), slope: pick(1, 6) * sign(pick), eta: pick(0.1, 0.4, 0.1) }),
    answers: ({ w, slope, eta }) => ({
      right: w - eta * slope,
      uphill: w + eta * slope,
      no_rate: w - slope,
      step: eta * slope,
      downstep: -eta * slope,
    }),
  },
  slope_along: {
    draw: (pick) => ({ gx: pick(1, 6), gy: pick(-6, 6), ux: 0.6 * sign(pick), uy: 0.8 * sign(pick) }),
    answers: ({ gx, gy, ux, uy }) => ({
      right: gx * ux + gy * uy,
      negative: -(gx * ux + gy * uy),
      length: Math.sqrt(gx ** 2 + gy ** 2),
      sum: gx + gy,
      crossed: gx * uy + gy * ux,
    }),
  },
  sampling_error: {
    draw: (pick) => ({ p: pick(80, 98, 2), n: pick(1, 9) * 100 }),
    answers: ({ p, n }) => {
      const share = p / 100;
      const root = Math.sqrt((share * (1 - share)) / n);
      return { right: 100 * root, no_root: (100 * share * (1 - share)) / n, as_share: root, share };
    },
  },
  more_sensitive: {
    draw: (pick) => ({ g0: pick(1, 4, 0.2) * sign(pick), g1: pick(0.1, 0.4, 0.1) * sign(pick) }),
    answers: ({ g0, g1 }) => ({
      right: Math.abs(g0 / g1),
      inverse: Math.abs(g1 / g0),
      difference: Math.abs(g0) - Math.abs(g1),
      product: Math.abs(g0 * g1),
    }),
  },
  weight_wish: {
    draw: (pick) => ({
      a: pick(0.1, 0.9, 0.1),
      w: pick(-2, 2, 0.5),
      d: pick(0, 1) ? pick(-0.5, -0.1, 0.1) : pick(0.1, 0.5, 0.1),
    }),
    answers: ({ a, w, d }) => ({ right: a * d, by_weight: w * d, only_wish: d, all_three: a * w * d }),
  },
  pass_back: {
    draw: (pick) => ({
      w00: pick(-2, 2, 0.5),
      w01: pick(-2, 2, 0.5),
      w10: pick(-2, 2, 0.5),
      w11: pick(-2, 2, 0.5),
      d0: pick(0.1, 0.6, 0.1),
      d1: pick(-0.6, -0.1, 0.1),
    }),
    answers: ({ w00, w01, w10, w11, d0, d1 }) => ({
      right: w00 * d0 + w10 * d1,
      across: w00 * d0 + w01 * d1,
      other: w01 * d0 + w11 * d1,
      unweighted: d0 + d1,
      only_weights: w00 + w10,
      first: w00 * d0,
      second: w10 * d1,
    }),
  },
  steps_an_epoch: {
    draw: (pick) => ({ images: pick(1, 60) * 1000, batch: pick(1, 4) * 50 }),
    answers: ({ images, batch }) => ({
      right: Math.ceil(images / batch),
      one: 1,
      every_image: images,
      product: images * batch,
    }),
  },
  last_weight: {
    draw: (pick) => ({ a_before: pick(0.2, 0.9, 0.1), w: pick(-2, 2, 0.5), b: pick(-1, 1, 0.5), y: pick(0, 1) }),
    answers: ({ a_before, w, b, y }) => {
      const z = w * a_before + b;
      const a = sigmoid(z);
      const right = a_before * sigmoid_prime(z) * 2 * (a - y);
      return {
        right,
        z,
        a,
        prime: sigmoid_prime(z),
        no_two: right / 2,
        sign: -right,
        no_prime: a_before * 2 * (a - y),
        bias: right / a_before,
      };
    },
  },
  sum_over_j: {
    draw: (pick) => ({
      w0: pick(-3, 3, 0.5),
      w1: pick(-3, 3, 0.5),
      a0: pick(0.1, 0.9, 0.1),
      a1: pick(0.1, 0.9, 0.1),
      y0: 1,
      y1: 0,
    }),
    answers: ({ w0, w1, a0, a1, y0, y1 }) => {
      const [d0, d1] = [
        [a0, y0],
        [a1, y1],
      ].map(([a, y]) => a * (1 - a) * 2 * (a - y));
      const right = w0 * d0 + w1 * d1;
      return {
        right,
        first: w0 * d0,
        second: w1 * d1,
        no_weights: d0 + d1,
        no_two: right / 2,
        no_prime: w0 * 2 * (a0 - y0) + w1 * 2 * (a1 - y1),
        d0,
        d1,
      };
    },
  },
  count_paths: {
    draw: (pick) => ({ n1: pick(4, 32, 4), n2: pick(4, 16, 4), n3: pick(2, 10) }),
    answers: ({ n1, n2, n3 }) => ({ right: n1 * n2 * n3, sum: n1 + n2 + n3, last_two: n2 * n3, first_two: n1 * n2 }),
  },
};
