// What is said of the network and of the chosen neuron.
import { digits } from "../data/digits.js";
import { fixed } from "../kit/numbers.js";

/**
 * @typedef {import("./index.js").State} State
 * @typedef {import("./index.js").Result} Result
 */

export const named = (l, j) => (l === 3 ? `output ${j}` : `layer ${l}, neuron ${j}`);

export const capital = (words) => words[0].toUpperCase() + words.slice(1);

/** How far the picture was moved, such as "2 right, 1 up"; nothing where it was not. */
export function moved(dx, dy) {
  const ways = [
    dx && `${Math.abs(dx)} ${dx > 0 ? "right" : "left"}`,
    dy && `${Math.abs(dy)} ${dy > 0 ? "down" : "up"}`,
  ];
  return ways.filter(Boolean).join(", ");
}

/** The two outputs with the largest activations, the larger first. */
export const bestTwo = (outputs) =>
  Array.from(outputs.keys())
    .sort((i, j) => outputs[j] - outputs[i])
    .slice(0, 2);

/**
 * @param {State} state
 * @param {Result} result
 * @param {import("../kit/types.js").Data} data
 */
export function verdict(state, { a, says, seen }, data) {
  const [, second] = bestTwo(a[2]);
  const first = a[2][says] < 0.5 ? `No output reaches 0.5; the most active is ${says}` : `It says ${says}`;
  const answer = `${first}, at ${fixed(a[2][says])}; next comes ${second}, at ${fixed(a[2][second])}.`;
  if (seen.every((value) => value === 0))
    return `${answer} The picture is blank, so no pixel adds anything: this is what the biases say.`;
  if (state.source === "noise") return `${answer} The picture is noise, and there is no output for "no digit".`;
  if (state.source === "drawing") return answer;
  const { label, index } = digits(data)[state.digit];
  return `${answer} It is test image ${index}, a ${label}: ${label === says ? "right" : "wrong"}.`;
}

/**
 * @param {State} state
 * @param {Result} result
 */
export function aboutChosen({ layer: l }, { j, z, a }) {
  return `${capital(named(l, j))}: z = ${fixed(z[l - 1][j])}, activation ${fixed(a[l - 1][j])}.`;
}
