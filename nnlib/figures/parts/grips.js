// What can be dragged of the small network: its inputs, its targets and its weights, all up and down.
import { handle } from "../kit/handles.js";
import { fixed, signed } from "../kit/numbers.js";
import { replaced } from "../kit/state.js";
import { turned, weightOf } from "./small_network.js";

/** @typedef {import("../kit/figure.js").Figure<any, any>} Figure a figure of the small network, with its traits and perhaps y */

/**
 * Let the input a_i^(0) be dragged.
 * @param {Figure} figure
 * @param {SVGElement} element
 * @param {number} i
 */
export const gripInput = (figure, element, i) => gripShare(figure, element, `input a ${i} of layer 0`, "x", i);

/**
 * Let the target y_j be dragged.
 * @param {Figure} figure
 * @param {SVGElement} element
 * @param {number} j
 */
export const gripTarget = (figure, element, j) => gripShare(figure, element, `target y ${j}`, "y", j);

function gripShare(figure, element, label, key, i) {
  handle(figure, element, {
    label,
    axis: "y",
    low: 0,
    high: 1,
    step: 0.05,
    at: (_, py) => -py / 80,
    get: (state) => state[key][i],
    set: (value) => ({ [key]: replaced(figure.state[key], [i], Number(value.toFixed(2))) }),
    text: (value) => fixed(value),
  });
}

/**
 * Let the weight be dragged that stands at link(state, result).
 * @param {Figure} figure
 * @param {SVGElement} element
 * @param {string} label
 * @param {(state: any, result: any) => import("./small_network.js").Link} link
 */
export function gripWeight(figure, element, label, link) {
  handle(figure, element, {
    label,
    axis: "y",
    low: -5,
    high: 5,
    step: 0.1,
    at: (_, py) => -py / 20,
    get: (state, result) => weightOf(state, link(state, result)),
    set: (w) => turned(figure.state, link(figure.state, figure.result), w),
    text: (w) => signed(w, 1),
  });
}
