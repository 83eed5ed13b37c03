// The book's networks, from the bytes of their data files (nnlib/figures/data/networks.py): decoded once.
import { memo } from "../kit/memo.js";
import { count, parameters, SIZES } from "../kit/network.js";
import constants from "./constants.json" with { type: "json" };

/**
 * @typedef {import("../kit/types.js").Data} Data
 * @typedef {import("../kit/types.js").Network} Network
 */

/** Powers of two by the exponent bits of a half-precision number. */
const POWERS = Float64Array.from({ length: 32 }, (_, exponent) => 2 ** (Math.max(exponent, 1) - 15));

/**
 * One half-precision number as a double.
 * @param {number} bits
 */
function half(bits) {
  const exponent = (bits >> 10) & 31;
  const size = ((exponent ? 1 : 0) + (bits & 1023) / 1024) * POWERS[exponent];
  return bits & 0x8000 ? -size : size;
}

/**
 * Half-precision numbers, little-endian, as doubles.
 * @param {Uint8Array} bytes
 */
function halves(bytes) {
  const numbers = new Float64Array(bytes.length / 2); // a plain loop: Float64Array.from is many times slower
  for (let i = 0; i < numbers.length; i++) numbers[i] = half(bytes[2 * i] | (bytes[2 * i + 1] << 8));
  return numbers;
}

/**
 * The network whose parameters are these half-precision numbers.
 * @type {(bytes: Uint8Array) => Network}
 */
export const networkOf = memo((bytes) => parameters(halves(bytes)));

/**
 * The trained network of the book (shared data "network").
 * @param {Data} data
 */
export const trainedNetwork = (data) => networkOf(data.network);

/**
 * The network as it was before its first step of training (shared data "untrained").
 * @param {Data} data
 */
export const untrainedNetwork = (data) => networkOf(data.untrained);

/**
 * Steps of training done at each of the networks in the shared data "checkpoints".
 * @type {number[]}
 */
export const CHECKPOINT_STEPS = constants.checkpoint_steps;

const BYTES = 2 * count(SIZES); // of one network

/** @type {(bytes: Uint8Array) => Network[]} */
const decodedAll = memo((bytes) =>
  CHECKPOINT_STEPS.map((_, i) => parameters(halves(bytes.subarray(i * BYTES, (i + 1) * BYTES)))),
);

/**
 * The trained network at moments of its training (shared data "checkpoints"), from the start to the end.
 * @param {Data} data
 */
export const checkpoints = (data) => decodedAll(data.checkpoints);
