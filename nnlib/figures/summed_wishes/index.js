import { STORY_LABEL, storyNetwork, storyPass } from "../data/story.js";
import { readout } from "../kit/card.js";
import { button } from "../kit/controls.js";
import { attr, svg } from "../kit/elements.js";
import { drawing } from "../kit/layout.js";
import { one_hot, sigmoid_prime } from "../kit/maths.js";
import { bracketed, fixed, signed } from "../kit/numbers.js";
import { drawBars, drawEmptyBars } from "./bars.js";
import { drawOutputs } from "./outputs.js";

/**
 * @typedef {{ on: number[], picked: number, back: boolean, far: number }} State
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 */

/**
 * W^T d, an entry for each column of W.
 * @param {Float64Array[]} W
 * @param {number[]} d
 */
const summed = (W, d) => Array.from(W[0], (_, k) => W.reduce((sum, row, j) => sum + row[k] * d[j], 0));

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute({ on, picked, far }, data) {
  const { weights } = storyNetwork(data);
  const { z, dC_dz } = storyPass(data);
  const wishes = Array.from(dC_dz[2], (d) => -d);
  const heard = wishes.map((wish, j) => wish * on[j]);
  const sums = summed(weights[2], heard);
  const passed = sums.map((wish, k) => wish * sigmoid_prime(z[1][k]));
  return {
    wishes,
    weights: weights[2].map((row) => row[picked]),
    terms: weights[2].map((row, j) => row[picked] * heard[j]),
    sums,
    passed,
    far_terms: weights[1].map((row, j) => row[far] * passed[j]),
    far_sums: summed(weights[1], passed),
  };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const { narrow } = figure;
  const root = drawing(figure, {
    height: narrow ? 624 : 478,
    label: "Ten outputs, sixteen sums of their wishes, and one layer further back",
  });
  drawOutputs(figure, svg(root, "g"));
  drawBars(figure, svg(root, "g"), {
    y: narrow ? 216 : 194,
    scale: 0.7,
    key: "picked",
    values: ({ sums }) => sums,
    title: "-\\partial C_0/\\partial a_k^{(2)}",
    layer: "layer 2",
    name: "layer 2, neuron",
  });
  drawFurther(figure, root);
  drawButtons(figure);
  readout(figure, words, { lines: [3, 6] });
}

/**
 * One layer further back: sixteen bars, or a hint in their places.
 * @param {ThisFigure} figure
 * @param {SVGSVGElement} root
 */
function drawFurther(figure, root) {
  const { narrow } = figure;
  const y = narrow ? 434 : 348;
  const further = svg(root, "g");
  drawBars(figure, further, {
    y,
    scale: 1.4,
    key: "far",
    values: ({ far_sums }) => far_sums,
    title: "-\\partial C_0/\\partial a_k^{(1)}",
    layer: narrow ? "one layer back" : "layer 1",
    name: "one layer back, neuron",
  });
  const waiting = svg(root, "g");
  drawEmptyBars(figure, waiting, y);
  svg(
    waiting,
    "text",
    { x: narrow ? 160 : 360, y: narrow ? 424 : 380, "text-anchor": "middle", class: "nn-muted nn-small" },
    narrow
      ? "One layer back: pass the wishes on"
      : "\u201cOne layer back\u201d passes these wishes on to the layer before",
  );
  figure.update(({ back }) => {
    attr(further, { visibility: back ? "visible" : "hidden" });
    attr(waiting, { visibility: back ? "hidden" : "visible" });
  });
}

/** @param {ThisFigure} figure */
function drawButtons(figure) {
  button(figure, "All", () => figure.set({ on: new Array(10).fill(1) }), { describe: "listen to all outputs" });
  button(figure, "Only the 2", () => figure.set({ on: one_hot(STORY_LABEL) }), {
    describe: "listen only to output 2",
  });
  const back_button = button(figure, "One layer back", () => figure.set({ back: !figure.state.back }));
  figure.update(({ back }) => attr(back_button, { "aria-pressed": String(back) }));
}

/** @type {(state: State, result: Result) => string} */
function words(state, result) {
  if (state.back) return wordsFurther(state, result);
  const { weights, wishes, sums } = result;
  const heard = state.on
    .flatMap((on, j) => (on ? [j] : []))
    .sort((i, j) => Math.abs(weights[j] * wishes[j]) - Math.abs(weights[i] * wishes[i]));
  if (heard.length === 0) return "No output speaks: nobody wishes for anything.";
  const products = heard.slice(0, 3).map((j) => `${fixed(weights[j], 3)} \u00d7 ${bracketed(wishes[j], 3)}`);
  const more = heard.length > 3 ? " + \u2026" : "";
  return `Neuron ${state.picked} of layer 2: ${products.join(" + ")}${more} = ${signed(sums[state.picked], 3)}.`;
}

/** @type {(state: State, result: Result) => string} */
function wordsFurther({ far }, { sums, passed, far_terms, far_sums }) {
  const k = far_terms.reduce((best, term, i) => (Math.abs(term) > Math.abs(far_terms[best]) ? i : best), 0);
  return `One layer back, neuron ${far} hears sixteen wishes that add up to ${signed(far_sums[far], 3)}. The loudest comes from neuron ${k}: ${fixed(far_terms[k] / passed[k] || 0, 3)} \u00d7 ${bracketed(passed[k], 3)} = ${signed(far_terms[k], 3)}, where ${fixed(passed[k], 3)} is ${bracketed(sums[k], 3)} \u00d7 \u03c3\u2032\u2060(z).`;
}
