// The read-out, for the hope and for the trained network.
import { argmax } from "../kit/maths.js";
import { fixed } from "../kit/numbers.js";
import { DIGITS, PARTS } from "./numbers.js";

/**
 * @typedef {import("./index.js").State} State
 * @typedef {import("./index.js").Result} Result
 */

const listed = (words) => (words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words[0]);

/** The digits to which says(digit) is true. */
const digitsThat = (says) => DIGITS.flatMap((_, digit) => (says(digit) ? [digit] : []));

/**
 * @param {State} state
 * @param {Result} result
 */
export function aboutHope({ digit }, { z, a, own, others }) {
  const firing = digitsThat((d) => a[d] > 0.5);
  const all = DIGITS[digit].length;
  const sum = `For ${digit}, ${own} of its ${all} part${all > 1 ? "s" : ""} and ${others} other${others === 1 ? "" : "s"}: z = ${fixed(z[digit], 0)}, \u03c3(z) = ${fixed(a[digit])}.`;
  return `${firing.length ? `${listed(firing)} fires.` : "No digit fires."} ${sum} These weights were made by hand.`;
}

/**
 * @param {State} state
 * @param {Result} result
 */
export function aboutNeuron({ neuron }, { means, matches }) {
  const loud = digitsThat((digit) => means[neuron][digit] >= 0.5);
  const part = argmax(matches);
  const users = digitsThat((digit) => DIGITS[digit].includes(part));
  const answers = loud.length ? `is at 0.5 or more for ${listed(loud)}` : "is below 0.5 for every digit";
  const nearest = `It is most like the ${PARTS[part][0]} of ${listed(users)}: correlation ${fixed(matches[part])}, where 1 is a perfect match.`;
  const doubt = matches[part] > 0.7 ? " That alone does not say that it looks for it." : "";
  return `On average over the 10,000 test images, neuron ${neuron} ${answers}. ${nearest}${doubt}`;
}
