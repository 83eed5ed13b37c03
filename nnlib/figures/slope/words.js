// What the figure says under its drawing.
import { fixed } from "../kit/numbers.js";
import { C, C_prime, level, valleyOf } from "./cost.js";

/**
 * What has happened so far, in words.
 * @param {number} steps
 * @param {import("./index.js").Result} result
 */
export function story(steps, { path, diverged, w, cost, slope }) {
  const before = path.at(-2);
  const place = ["left", "middle", "right"][valleyOf(w)];
  const at = `Step ${path.length - 1}: w = ${fixed(w, 3)}, C = ${fixed(cost, 3)}.`;
  if (diverged)
    return `Diverged: after ${path.length - 1} steps w = ${fixed(w, 1)}, and the next step would end more than 1,000 away. The learning rate is too large.`;
  if (steps === 0)
    return `The ball starts at w = ${fixed(w)}, where C = ${fixed(cost, 3)}. It has no speed: each step looks only at the slope.`;
  if (level(slope)) return `${at} The slope is almost 0: the ball rests in the ${place} valley.`;
  if (cost > C(before) + 1e-9)
    return `${at} Overshot: C rose from ${fixed(C(before), 3)}, because the step was too long.`;
  if (Math.sign(C_prime(before)) !== Math.sign(slope))
    return `${at} It jumped across the bottom to the other side, but C still fell.`;
  return `${at} C fell from ${fixed(C(before), 3)}.`;
}

/**
 * How many of the nine balls are where.
 * @param {number[]} valleys
 */
export const crowdWords = ([left, middle, right, gone]) =>
  `${left} in the left valley, ${middle} in the middle, ${right} on the right${gone ? `, ${gone} diverged` : ""}`;
