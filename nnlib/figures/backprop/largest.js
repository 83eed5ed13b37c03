// What the panel lists of the real digit's step: the largest entries of something long.
import { fixed } from "../kit/numbers.js";
import { largest } from "./entries.js";
import { fine } from "./fine.js";

/** @typedef {import("./index.js").Result} Result */
/** @typedef {import("./tables.js").List} List */

/**
 * @param {import("./index.js").State} state
 * @param {Result} result
 * @param {number[]} slopes by nudges
 * @param {number} wanted the digit
 * @returns {List}
 */
export function listOf({ neuron }, result, slopes, wanted) {
  if (result.kind === "given") return given(result, wanted);
  if (result.kind === "forward") return brightest(result);
  if (result.kind === "cost") return squares(result, wanted);
  return derivatives(result, slopes, wanted, neuron);
}

/** @type {(result: Result, wanted: number) => List} */
function given({ a }, wanted) {
  const lit = a[0].filter((pixel) => pixel > 0).length;
  return {
    title: "",
    rows: [
      { label: `a^{(0)}": 784 pixels, ${lit} of them with ink"` },
      { label: `y": 1 for the digit ${wanted}, 0 for the other nine"` },
      { label: 'W^{(l)}, b^{(l)}": 13,002 weights and biases"' },
    ],
  };
}

/** @type {(result: Result) => List} */
function brightest({ l, z, a }) {
  return {
    title: `the 5 most active of ${a[l].length} neurons`,
    rows: largest(a[l]).map((j) => ({
      label: `a_{${j}}^{(${l})}`,
      working: `\u03c3(${fixed(z[l - 1][j], 4)})`,
      value: fixed(a[l][j], 4),
    })),
  };
}

/** @type {(result: Result, wanted: number) => List} */
function squares({ l, a }, wanted) {
  const found = a[l].map((a_j, j) => (a_j - Number(j === wanted)) ** 2);
  return {
    title: "the 5 largest of 10 squares",
    rows: largest(found).map((j) => ({
      label: `(a_${j}^{(${l})} - y_${j})^2`,
      working: `(${fixed(a[l][j], 4)} \u2212 ${Number(j === wanted)})\u00b2`,
      value: fixed(found[j], 4),
    })),
  };
}

/** @type {(result: Result, slopes: number[], wanted: number, neuron: number) => List} */
function derivatives(result, slopes, wanted, neuron) {
  const { kind, l, a, places, values } = result;
  const inRow = kind === "dW" && l === 1;
  const total = kind === "dW" ? a[l - 1].length * (inRow ? 1 : a[l].length) : a[l].length;
  /** @type {(place: import("./entries.js").Entry) => string} */
  const nameOf = ([j, k]) => (kind === "dW" ? `w_{${j},${k}}` : `${kind[1]}_{${j}}`);
  return {
    title: `${places.length} largest of ${total}${inRow ? ` in row ${neuron}` : ""}`,
    rows: places.map((place, i) => ({
      label: `\\partial C_0/\\partial ${nameOf(place)}^{(${l})}`,
      working: workingOf(result, wanted, place),
      value: fine(values[i]),
      nudge: fine(slopes[i]),
    })),
  };
}

/** @type {(result: Result, wanted: number, place: import("./entries.js").Entry) => string} */
function workingOf({ kind, l, L, a, dC_da, dC_dz }, wanted, [j, k]) {
  if (kind === "dW") return `${fine(dC_dz[l - 1][j])} \u00d7 ${fixed(a[l - 1][k], 4)}`;
  if (kind === "dz") return `${fine(a[l][j] * (1 - a[l][j]))} \u00d7 ${inside(fine(dC_da[l][j]))}`;
  if (l < L) return `a sum of ${a[l + 1].length} products`;
  return `2 \u00d7 (${fixed(a[l][j], 4)} \u2212 ${Number(j === wanted)})`;
}

/** In brackets when negative, for the inside of a product. */
const inside = (text) => (text.startsWith("\u2212") ? `(${text})` : text);
