// The book's test digits (nnlib/figures/data/digits.py).
import { memo } from "../kit/memo.js";
import { inputs } from "../kit/network.js";

const ENTRY = 787; // bytes of a digit: label, place in the test set (low byte first), 784 pixels

const decoded = memo((bytes) =>
  Array.from({ length: bytes.length / ENTRY }, (_, i) => {
    const entry = bytes.subarray(i * ENTRY, (i + 1) * ENTRY);
    const pixels = entry.subarray(3);
    return { label: entry[0], index: entry[1] | (entry[2] << 8), pixels, x: inputs(pixels) };
  }),
);

/** The book's test digits (shared data "digits"): [{label, index, pixels, x}], pixels 0..255, x the same as activations, index the place in the test set. */
export const digits = (data) => decoded(data.digits);
