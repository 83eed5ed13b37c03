// The book's test digits (nnlib/figures/data/digits.py).
import { memo } from "../kit/memo.js";
import { inputs } from "../kit/network.js";

const ENTRY = 787; // bytes of a digit: label, place in the test set (low byte first), 784 pixels

/**
 * One handwritten digit.
 * @typedef {object} Digit
 * @property {number} label
 * @property {number} index its place in the test set
 * @property {Uint8Array} pixels 0 to 255, row by row
 * @property {Float64Array} x the same as activations in [0, 1]
 */

/** @type {(bytes: Uint8Array) => Digit[]} */
const decoded = memo((bytes) =>
  Array.from({ length: bytes.length / ENTRY }, (_, i) => {
    const entry = bytes.subarray(i * ENTRY, (i + 1) * ENTRY);
    const pixels = entry.subarray(3);
    return { label: entry[0], index: entry[1] | (entry[2] << 8), pixels, x: inputs(pixels) };
  }),
);

/**
 * The book's test digits (shared data "digits").
 * @param {import("../kit/types.js").Data} data
 */
export const digits = (data) => decoded(data.digits);
