// The book's networks, from the bytes of their data files (nnlib/figures/data/networks.py): decoded once.
import { memo } from "../kit/memo.js";
import { count, parameters, SIZES } from "../kit/network.js";
import constants from "./constants.json" with { type: "json" };

/** Powers of two by the exponent bits of a half-precision number. */
const POWERS = Float64Array.from({ length: 32 }, (_, exponent) => 2 ** (Math.max(exponent, 1) - 15));

/** One half-precision number as a double. */
function half(bits) {
  const exponent = (bits >> 10) & 31;
  const size = ((exponent ? 1 : 0) + (bits & 1023) / 1024) * POWERS[exponent];
  return bits & 0x8000 ? -size : size;
}

/** Half-precision numbers, little-endian, as a Float64Array. */
export function halves(bytes) {
  const numbers = new Float64Array(bytes.length / 2); // a plain loop: Float64Array.from is many times slower
  for (let i = 0; i < numbers.length; i++) numbers[i] = half(bytes[2 * i] | (bytes[2 * i + 1] << 8));
  return numbers;
}

const decoded = memo((bytes) => parameters(halves(bytes)));

/** The trained network of the book (shared data "network"). */
export const trainedNetwork = (data) => decoded(data.network);

/** The network as it was before its first step of training (shared data "untrained"). */
export const untrainedNetwork = (data) => decoded(data.untrained);

/** Steps of training done at each of the networks in the shared data "checkpoints". */
export const CHECKPOINT_STEPS = constants.checkpoint_steps;

const BYTES = 2 * count(SIZES);

const decodedAll = memo((bytes) =>
  CHECKPOINT_STEPS.map((_, i) => parameters(halves(bytes.subarray(i * BYTES, (i + 1) * BYTES)))),
);

/** The trained network at moments of its training (shared data "checkpoints"), from the start to the end. */
export const checkpoints = (data) => decodedAll(data.checkpoints);
