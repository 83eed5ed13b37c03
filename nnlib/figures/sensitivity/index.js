import { readout } from "../kit/card.js";
import { button, choice, slider } from "../kit/controls.js";
import { svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { drawing } from "../kit/layout.js";
import { fixed, signed } from "../kit/numbers.js";
import { amount, percent } from "./amounts.js";
import { bowl, NUDGES, real } from "./costs.js";
import { drawWeight } from "./weight.js";

/**
 * @typedef {{ costs: "network" | "bowl", nudge: number }} State
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 */

const SMALLEST = 0.02; // nudge that halving leads to
const LEFT = 0.08; // part of a prediction by which it misses where the curve has left its tangent

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute({ costs, nudge }, data) {
  const { w, slopes, C } = costs === "bowl" ? bowl() : real(data);
  const predicted = slopes.map((slope) => slope * nudge);
  const measured = C.map((along) => along(nudge) - along(0));
  return {
    w,
    slopes,
    cost: C[0](0),
    predicted,
    measured,
    misses: measured.map((change, i) => change - predicted[i]),
    ratio: Math.abs(slopes[0] / slopes[1]),
    curves: C.map((along) => NUDGES.map(along)),
  };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const { narrow } = figure;
  const root = drawing(figure, { height: narrow ? 622 : 338, label: "The cost along each of two weights" });
  const size = narrow ? { width: 316, height: 160 } : { width: 300, height: 190 };
  const places = narrow ? [2, 2] : [6, 334];
  places.forEach((left, i) => {
    const group = svg(root, "g", { transform: `translate(${left} ${narrow ? 298 * i : 0})` });
    drawWeight(figure, group, i, { left, ...size });
  });
  drawRatio(figure, root, narrow ? 606 : 330);
  drawControls(figure);
  readout(figure, words);
}

/**
 * How many times as sensitive the cost is to the first weight.
 * @param {ThisFigure} figure
 * @param {SVGElement} root
 * @param {number} y
 */
function drawRatio(figure, root, y) {
  const text = maths(root, { x: figure.width / 2, y, "text-anchor": "middle", class: "nn-number nn-strong" }, "");
  figure.update(({ costs }, { slopes, ratio }) => {
    const steepness = slopes.map((slope) => fixed(Math.abs(slope), costs === "bowl" ? 1 : 4)).join(" / ");
    setMaths(text, `"${steepness} = ${fixed(ratio, 0)} times as sensitive"`);
  });
}

/** @param {ThisFigure} figure */
function drawControls(figure) {
  choice(figure, {
    key: "costs",
    label: "The cost of",
    options: [
      ["network", "the real 2"],
      ["bowl", "3.2 and 0.1"],
    ],
  });
  slider(figure, { key: "nudge", label: "nudge", step: 0.05, text: amount });
  const half = button(figure, "Half", () => figure.set({ nudge: figure.state.nudge / 2 }), {
    describe: "half the nudge",
  });
  const opposite = button(figure, "Opposite", () => figure.set({ nudge: -figure.state.nudge }), {
    describe: "the opposite nudge",
  });
  figure.update(({ nudge }) => {
    half.disabled = Math.abs(nudge) < 2 * SMALLEST;
    opposite.disabled = nudge === 0;
  });
}

/** @type {(state: State, result: Result) => string} */
function words({ nudge }, { predicted, measured, misses }) {
  if (nudge === 0) return "Without a nudge the cost stays as it is. The tangents touch the curves here.";
  const [first, second] = measured.map((change) => signed(change, 4));
  const off = misses.map((miss, i) => percent(miss, predicted[i]));
  const how =
    Math.abs(misses[0] / predicted[0]) > LEFT
      ? "so far out the curve has left its tangent"
      : "this close, curve and tangent are almost one";
  return `A nudge of ${amount(nudge)} changes the cost by ${first} through the first weight, by ${second} through the second. The predictions are off by ${off[0]} and ${off[1]}: ${how}.`;
}
