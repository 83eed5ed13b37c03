// What stands at the axes, beside the drawing, and under it.
import { fixed, signed } from "../kit/numbers.js";
import { parameterAt, symbol } from "../parts/giant_vector.js";
import { DIGITS } from "./plane.js";

/** @typedef {import("./index.js").State} State */
/** @typedef {import("./index.js").Result} Result */
/** @typedef {import("../parts/terrain.js").Terrain} Terrain */

/** What is said of each kind of directions. */
export const NOTES = {
  parameters: "The other 13,000 numbers of the network stay as they are.",
  random:
    "All 13,002 numbers move, along two random directions. In each, the part of every neuron is as long as its own weights and bias together.",
  gradient:
    "All 13,002 numbers move: s along \u2207C at the middle, t at random. Both directions are as long as the vector of all 13,002.",
};

/**
 * A number as short as it can be read off an axis.
 * @param {number} value
 */
export const plain = (value) =>
  value === 0 ? "0" : fixed(value, Math.abs(value) < 0.1 ? 3 : Math.abs(value) < 10 ? 2 : 1);

/** A cost in about three digits. */
const short = (C) => String(Number(C.toPrecision(3))).replace("-", "\u2212");

/**
 * The names of what the two axes change, as formulas.
 * @param {State} state
 */
const namesOf = ({ directions, first, second }) =>
  directions === "parameters" ? [first, second].map((i) => symbol(parameterAt(i))) : ["s", "t"];

/**
 * What stands at the axes: two parameters and their values, or s and t.
 * @param {State} state
 * @param {Result} result
 */
export function labels(state, { start }) {
  const single = state.directions === "parameters";
  const [x_label, y_label] = namesOf(state);
  const [x_ticks, y_ticks] = start.map((middle) =>
    [-state.reach, 0, state.reach].map((shift) => plain((single ? middle : 0) + shift)),
  );
  return { x_label, y_label, x_ticks, y_ticks };
}

/**
 * Six formulas: the cost, its range on the map, and for each axis its place and its slope.
 * @param {State} state
 * @param {Result} result
 * @param {Terrain} land
 */
export function formulas(state, { shift, cost, right, slopes, start }, land) {
  const single = state.directions === "parameters";
  const axes = namesOf(state).flatMap((name, i) => {
    const change = single && state.first === state.second ? shift[0] + shift[1] : shift[i];
    const sum = `${fixed(start[i], 3)} ${change < 0 ? "-" : "+"} ${fixed(Math.abs(change), 3)} = ${fixed(start[i] + change, 3)}`;
    return [`${name} = ${single ? sum : fixed(change, 3)}`, `\\partial C/\\partial ${name} = ${signed(slopes[i], 5)}`];
  });
  return [
    `C = ${fixed(cost, 4)}", "${right}" of ${DIGITS} digits right"`,
    `"on the map, "C" is "${short(land.low)}" to "${short(land.high)}`,
    ...axes,
  ];
}

/**
 * The read-out: the cost here and in the middle, and the ways downhill.
 * @param {State} state
 * @param {Result} result
 * @param {Terrain} land
 */
export function words({ directions }, { cost, slopes }, { n, values }) {
  const middle = values[n / 2][n / 2];
  const [s, t] = slopes.map((slope) =>
    Math.abs(slope) < 1e-9 ? "does not matter" : slope > 0 ? "must fall" : "must grow",
  );
  const names = directions === "parameters" ? ["the first number", "the second"] : ["s", "t"];
  const alike = ` and so ${t === "does not matter" ? "does" : "must"} ${names[1]}`;
  return `C = ${short(cost)} here, ${short(middle)} in the middle. The slopes are ${slopes.map((slope) => signed(slope, 4)).join(" and ")}: to go downhill, ${names[0]} ${s}${s === t ? alike : ` and ${names[1]} ${t}`}.`;
}
