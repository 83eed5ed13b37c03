// One exercise: its words, and its numbers (nnlib/figures/quiz/exercises).
import { memo } from "../kit/memo.js";
import { MINUS } from "../kit/numbers.js";
import { random, shuffled } from "../kit/seeded.js";
import { ARITHMETIC } from "./arithmetic.js";

/**
 * The words of an exercise, and what the page needs to know of it: what Python's `Exercise` is, without its functions.
 * @typedef {object} Exercise
 * @property {"choose" | "number" | "order" | "product" | "state"} kind
 * @property {string} title
 * @property {string} statement
 * @property {string} hint
 * @property {string} solution
 * @property {any[]} options choose, product: [text, reply]; order: texts, in the right order
 * @property {Record<string, string>} replies
 * @property {number} tolerance of a number
 * @property {string} figure state: the name of the figure to be moved
 * @property {string} figure_title state: what its card is called
 * @property {string[]} reads state: which entries of its result are read
 * @property {number[][]} goal state: [low, high] for each of them
 */

/**
 * The words of all exercises, by name (shared data "exercises").
 * @type {(bytes: Uint8Array) => Record<string, Exercise>}
 */
export const exercisesIn = memo((bytes) => JSON.parse(new TextDecoder().decode(bytes)));

/**
 * An exercise with its numbers, its options in the order they are dealt in, and its words.
 * @param {string} name
 * @param {Exercise} exercise
 * @param {number} seed
 */
export function instance(name, exercise, seed) {
  const numbers = ARITHMETIC[name]?.draw(picker(seed)) ?? {};
  const values = { ...numbers, ...ARITHMETIC[name]?.answers(numbers) };
  let order = shuffled(exercise.options.length, random(seed + 1));
  if (exercise.kind === "order" && order.every((item, i) => item === i)) order = [...order.slice(1), order[0]];
  return { values, order, statement: filled(exercise.statement, values), solution: filled(exercise.solution, values) };
}

/**
 * The draws of a seed.
 * @param {number} seed
 * @returns {import("./arithmetic.js").Pick}
 */
function picker(seed) {
  const draw = random(seed);
  for (let i = 0; i < 3; i++) draw(); // the first draws of neighbouring seeds are alike
  return (low, high, step = 1) => {
    const count = Math.floor((high - low) / step + 0.5) + 1;
    return Math.floor((low + step * Math.floor(draw() * count)) * 1000 + 0.5) / 1000;
  };
}

/**
 * The words with each <name> replaced by its number, and each <(name)> by its number, in brackets if it is negative.
 * @param {string} words
 * @param {import("./arithmetic.js").Values} values
 */
export function filled(words, values) {
  return words.replace(/<(\()?(\w+)\)?>/g, (all, bracket, name) => {
    if (!(name in values)) return all;
    const text = shown(values[name]);
    return bracket && text.startsWith(MINUS) ? `(${text})` : text;
  });
}

/**
 * A number as it is written: at most four digits after the point, and a real minus sign.
 * @param {number} x
 */
export function shown(x) {
  const text = Math.abs(x)
    .toFixed(4)
    .replace(/\.?0+$/, "");
  return x < 0 && text !== "0" ? MINUS + text : text;
}
