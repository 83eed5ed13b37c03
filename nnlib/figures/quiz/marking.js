// How an answer is read and marked (nnlib/figures/quiz/exercises).
import { filled, shown } from "./exercise.js";

/**
 * @typedef {import("./exercise.js").Exercise} Exercise
 * @typedef {{ verdict: "right" | "wrong" | "none", reply: string }} Mark
 * @typedef {{ values: import("./arithmetic.js").Values, order: number[] }} Drawn what `instance` made of the exercise
 */

/** @type {(verdict: Mark["verdict"], reply: string) => Mark} */
const said = (verdict, reply) => ({ verdict, reply });

/** @type {Record<Exercise["kind"], (exercise: Exercise, answer: string, drawn: Drawn) => Mark>} */
const MARKED = {
  choose({ options }, answer) {
    const [chosen] = places(answer, options.length);
    if (chosen === undefined) return said("none", "Choose one of the answers.");
    return said(chosen ? "wrong" : "right", options[chosen][1]);
  },

  number({ tolerance, replies }, answer, { values }) {
    const given = readNumber(answer);
    if (given === null) return said("none", "Write a number, such as 0.25, -3 or 1/4.");
    const reach = Math.max(tolerance, 1e-9);
    if (Math.abs(given - values.right) <= reach) return said("right", `The answer is ${shown(values.right)}.`);
    const mistake = Object.keys(replies).find((name) => name && Math.abs(given - values[name]) <= reach);
    return said("wrong", filled(replies[mistake ?? ""], values));
  },

  order(exercise, answer, { order }) {
    const first = arranged(exercise, order, answer).findIndex((item, i) => item !== i);
    if (first < 0) return said("right", exercise.replies.right);
    const start = ["Look at what comes first. ", "The first one is in its place. "][first];
    return said("wrong", (start ?? `The first ${first} are in their places. `) + exercise.replies[""]);
  },

  product({ options, replies }, answer) {
    const chosen = [...new Set(places(answer, options.length))].sort((i, j) => i - j);
    const belongs = options.flatMap(([, reply], i) => (reply ? [] : [i]));
    if (!chosen.length) return said("none", "Choose the factors of the product.");
    const astray = chosen.find((i) => !belongs.includes(i));
    if (astray !== undefined) return said("wrong", options[astray][1]);
    if (chosen.length < belongs.length)
      return said("wrong", `These belong to it, and ${belongs.length - chosen.length} more. ${replies[""]}`);
    return said("right", replies.right);
  },

  state({ goal, replies, figure_title }, answer) {
    const given = answer.split(";").map(readNumber);
    if (given.length !== goal.length || given.includes(null))
      return said("none", `Move the figure \u201c${figure_title}\u201d on this page first.`);
    const astray = given.findIndex((value, i) => !within(goal[i], Number(value)));
    return astray < 0 ? said("right", replies.right) : said("wrong", replies[String(astray)]);
  },
};

/**
 * "right", "wrong" or "none" (nothing that could be marked), and what to say.
 * @param {Exercise} exercise
 * @param {string} answer
 * @param {Drawn} drawn
 */
export const marked = (exercise, answer, drawn) => MARKED[exercise.kind](exercise, answer, drawn);

/**
 * @param {number[]} range [low, high]
 * @param {number} value
 */
export const within = ([low, high], value) => low <= value && value <= high;

/**
 * The number that was typed, or null: 0.25, 0,25, -3, 2e-3 or 1/4, with any minus sign.
 * @param {string} text
 */
function readNumber(text) {
  const match = text
    .replace(/\u2212/g, "-")
    .match(/^\s*([+-]?\d*[.,]?\d+(?:e[+-]?\d{1,2})?)\s*(?:\/\s*(\d{1,9}))?\s*$/i);
  if (!match || (match[2] !== undefined && Number(match[2]) === 0)) return null;
  return Number(match[1].replace(",", ".")) / (match[2] === undefined ? 1 : Number(match[2]));
}

/**
 * The whole numbers below `count` of a text such as "2,0,1"; those that are none are left out.
 * @param {string} text
 * @param {number} count
 */
export const places = (text, count) =>
  text
    .split(",")
    .filter((part) => /^\d{1,3}$/.test(part))
    .map(Number)
    .filter((i) => i < count);

/**
 * The order of the items now: the reader's, or the one they were dealt in.
 * @param {Exercise} exercise
 * @param {number[]} order
 * @param {string} answer
 */
export function arranged({ options }, order, answer) {
  const now = places(answer, options.length);
  const each = [...now].sort((i, j) => i - j);
  return each.length === options.length && each.every((item, i) => item === i) ? now : order;
}
