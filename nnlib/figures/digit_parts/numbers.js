// The layer made by hand, in which each digit wants its parts; and what the trained neurons answer to.
import { digits } from "../data/digits.js";
import { trainedNetwork } from "../data/networks.js";
import { dot, weighted_sums } from "../kit/maths.js";
import { memo } from "../kit/memo.js";
import { forward } from "../kit/network.js";

/** Each part: its name and its stroke in a box of 100 x 140. */
export const PARTS = [
  ["big loop", "M50 10C80 10 84 44 84 70S80 130 50 130S16 96 16 70S20 10 50 10Z"],
  ["upper loop", "M50 11A31 29 0 1 1 49.9 11Z"],
  ["lower loop", "M50 69A31 30.5 0 1 1 49.9 69Z"],
  ["long line", "M81 11V130"],
  ["upper hook", "M21 36C22 2 78 2 78 36C78 56 64 65 48 66"],
  ["lower hook", "M28 66C64 61 82 77 82 97C82 120 62 131 44 130C31 129 22 122 18 109"],
  ["base", "M50 66C34 74 18 92 17 130H83"],
  ["top bar", "M20 12H80"],
  ["slant", "M78 12C48 34 19 68 19 101"],
  ["short line", "M25 12V66"],
  ["middle bar", "M25 67H92"],
];

/** The parts of each digit. */
export const DIGITS = [[0], [3], [4, 6], [4, 5], [3, 9, 10], [5, 7, 9], [2, 8], [7, 8], [1, 2], [1, 3]];

export const WEIGHT = 6; // to a digit from each of its parts; -6 from every other part
const SHOWN = 6; // pictures that excite a neuron most

/** 1 for each part that is among these, else 0. */
export const only = (parts) => PARTS.map((_, part) => Number(parts.includes(part)));

const USED = DIGITS.map(only);

/** Row `digit`, column `part`. */
export const W = USED.map((used) => used.map((uses) => (uses ? WEIGHT : -WEIGHT)));
export const b = DIGITS.map((parts) => WEIGHT / 2 - WEIGHT * parts.length);

/** z = W x + b of the layer made by hand. */
export const sumsOfParts = (parts) => weighted_sums(W, parts, b);

/** How many of the digit's own parts are there, and how many others. */
export function counted(parts, digit) {
  const own = dot(USED[digit], parts);
  return { own, others: parts.reduce((sum, on) => sum + on, 0) - own };
}

/**
 * The mean activation of each neuron of layer 2 for each digit (shared data "responses"): 16 rows of 10.
 * @type {(responses: Uint8Array) => number[][]}
 */
export const meansOf = memo((responses) => {
  const view = new DataView(responses.buffer, responses.byteOffset, responses.byteLength);
  return Array.from({ length: 16 }, (_, j) =>
    Array.from({ length: 10 }, (__, digit) => view.getFloat32(4 * (10 * j + digit), true)),
  );
});

/** z^(2) of a network for each of some digits. */
const sumsOf = memo((network, all) => all.map(({ x }) => forward(network, x).z[1]));

/**
 * The places of the book's digits that excite neuron j of layer 2 most, and its z for them.
 * @param {import("../kit/types.js").Data} data
 * @param {number} j
 */
export function mostExciting(data, j) {
  /** @type {number[]} */
  const z = sumsOf(trainedNetwork(data), digits(data)).map((z_2) => z_2[j]);
  const most = Array.from(z.keys())
    .sort((i, k) => z[k] - z[i])
    .slice(0, SHOWN);
  return { most, most_z: most.map((i) => z[i]) };
}

/** For each part: the correlation of ten means with a neuron that answers 1 to the digits with that part, else 0. */
export const matchesOf = (means) =>
  PARTS.map((_, part) =>
    correlation(
      means,
      USED.map((used) => used[part]),
    ),
  );

function correlation(u, v) {
  const about = (values) => values.map((value) => value - values.reduce((sum, x) => sum + x, 0) / values.length);
  const [x, y] = [about(u), about(v)];
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}
