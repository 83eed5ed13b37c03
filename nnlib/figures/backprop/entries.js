// The entries of a derivative that a step shows: their values, and the cost after a nudge of each.
import { dot, sigmoid } from "../kit/maths.js";
import { costAfter, moved, NUDGE } from "../parts/small_network.js";

/** @typedef {[number, number]} Entry [j, k] in a matrix, [j, -1] in a vector or a bias */
/** @typedef {{ z: Float64Array[], a: Float64Array[], dC_da: Float64Array[], dC_dz: Float64Array[] }} Passes */

export const LARGEST = 5; // entries shown of a long list

/**
 * All entries of the small network's, the largest of a long list; of the weights of layer 1 those of one row.
 * @param {import("./passes.js").Step} step
 * @param {import("./index.js").State} state
 * @param {Passes} passes
 */
export function shownEntries({ kind, l }, { example, neuron }, passes) {
  if (!["da", "dz", "dW"].includes(kind)) return [];
  const rows = kind === "da" ? passes.dC_da[l].length : passes.dC_dz[l - 1].length;
  const columns = kind === "dW" ? passes.a[l - 1].length : 0;
  /** @type {Entry[]} */
  const all = [];
  for (let j = 0; j < rows; j++) {
    if (kind === "dW" && l === 1 && example === "digit" && j !== neuron) continue;
    for (let k = 0; k < columns; k++) all.push([j, k]);
    if (kind !== "dW" || example === "small") all.push([j, -1]);
  }
  if (example === "small") return all;
  const sizes = all.map((entry) => Math.abs(valueAt({ kind, l }, entry, passes)));
  return largest(sizes).map((i) => all[i]);
}

/**
 * The places of the largest values, the first of equals first.
 * @param {ArrayLike<number>} values
 */
export const largest = (values) =>
  Array.from(values, (_, i) => i)
    .sort((i, m) => values[m] - values[i] || i - m)
    .slice(0, LARGEST);

/**
 * The derivative of C_0 by an entry.
 * @param {import("./passes.js").Step} step
 * @param {Entry} entry
 * @param {Passes} passes
 */
export function valueAt({ kind, l }, [j, k], { a, dC_da, dC_dz }) {
  if (kind === "da") return dC_da[l][j];
  return k < 0 ? dC_dz[l - 1][j] : dC_dz[l - 1][j] * a[l - 1][k];
}

/**
 * C_0 with an entry moved up by the nudge, and moved down: an activation, a weighted sum, a weight or a bias of layer l.
 * @param {import("../kit/types.js").Network} network
 * @param {ArrayLike<number>} y
 * @param {import("./passes.js").Step} step
 * @param {Entry[]} entries
 * @param {Passes} passes
 */
export function nudgedCosts(network, y, { kind, l }, entries, { z, a }) {
  /** @type {(entry: Entry, move: number) => Float64Array} */
  const movedLayer = ([j, k], move) => {
    if (kind === "da") return moved(a[l], j, move);
    const z_j = kind === "dz" ? z[l - 1][j] + move : movedSum(network, l, a[l - 1], [j, k], move);
    return z[l - 1].map((old, i) => sigmoid(i === j ? z_j : old));
  };
  return [NUDGE, -NUDGE].map((move) => entries.map((entry) => costAfter(network, l, movedLayer(entry, move), y)));
}

/** z_j^(l) with a weight or the bias of its neuron moved. */
function movedSum({ weights, biases }, l, a, [j, k], move) {
  const [row, b] = [weights[l - 1][j], biases[l - 1][j]];
  return k < 0 ? dot(row, a) + (b + move) : dot(moved(row, k, move), a) + b;
}
