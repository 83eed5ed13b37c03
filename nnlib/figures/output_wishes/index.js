import { storyInputs, storyPass } from "../data/story.js";
import { readout } from "../kit/card.js";
import { button, choice, toggle } from "../kit/controls.js";
import { svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { drawing } from "../kit/layout.js";
import { clamp, example_cost, one_hot } from "../kit/maths.js";
import { bracketed, fixed, signed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { drawOutput } from "./output.js";

/**
 * @typedef {{ moves: number[], wanted: number, exact: boolean }} State
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 */

const OUTPUTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/**
 * The outputs of the story's network for its digit.
 * @param {import("../kit/types.js").Data} data
 */
const outputs = (data) => Array.from(storyPass(data).a[3]);

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute({ moves, wanted }, data) {
  const y = one_hot(wanted);
  const a = outputs(data).map((a_j, j) => clamp(a_j + moves[j], 0, 1));
  const errors = a.map((a_j, j) => y[j] - a_j);
  const slopes = a.map((a_j) => a_j * (1 - a_j));
  return { a, y, errors, slopes, wishes: errors.map((error, j) => 2 * error * slopes[j]), cost: example_cost(a, y) };
}

/** @type {Record<number, number>} */
const SURE_AND_WRONG = { 2: 0.001, 8: 0.999 };

/** @param {ThisFigure} figure */
export function draw(figure) {
  const { narrow } = figure;
  const start = outputs(figure.data);
  const root = drawing(figure, { height: narrow ? 372 : 318, label: "Ten outputs and their wishes" });
  const at = narrow ? { x: 2, step: 31.6, top: 88, height: 190 } : { x: 128, step: 50, top: 30, height: 200 };
  drawDigit(figure, svg(root, "g"));
  drawScale(figure, root, at);
  const show = OUTPUTS.map((j) => {
    const group = svg(root, "g", { transform: `translate(${at.x + at.step * j} 0)` });
    return drawOutput(figure, group, j, start[j], at);
  });
  figure.update((state, result) => {
    for (const one of show) one(state, result);
  });
  choice(figure, { key: "wanted", label: "Digit wanted", options: OUTPUTS.map((j) => [j, String(j)]) });
  toggle(figure, { key: "exact", label: "exact wish, with the slope of \u03c3" });
  button(
    figure,
    "Sure and wrong",
    () => figure.set({ moves: start.map((a_j, j) => (j in SURE_AND_WRONG ? SURE_AND_WRONG[j] - a_j : 0)) }),
    { describe: "Sure and wrong: output 2 at 0.001, output 8 at 0.999" },
  );
  readout(figure, words);
}

/** @type {(state: State, result: Result) => string} */
function words({ exact, wanted }, { a, y, errors, slopes, wishes, cost }) {
  const sizes = (exact ? wishes : errors).map(Math.abs);
  const j = sizes.indexOf(Math.max(...sizes));
  const sum = exact
    ? `2 \u00d7 ${bracketed(errors[j], 3)} \u00d7 ${fixed(slopes[j], 3)} = ${signed(wishes[j], 3)}, where ${fixed(slopes[j], 3)} is \u03c3\u2032\u2060(z)`
    : `${y[j]} \u2212 ${fixed(a[j], 3)} = ${signed(errors[j], 3)}`;
  const whom = sizes[j] > 0 ? `Output ${j} wishes most: ${sum}.` : "No output has a wish left.";
  const two = exact && j !== wanted ? ` Output ${wanted}, which should be 1, wishes ${signed(wishes[wanted], 3)}.` : "";
  return `${whom}${two} C\u2080 = ${fixed(cost, 3)}.`;
}

/** @type {(figure: ThisFigure, group: SVGGElement) => void} */
function drawDigit({ data, narrow }, group) {
  picture(group, narrow ? { x: 4, y: 0, size: 64 } : { x: 4, y: 30, size: 92 }).update(storyInputs(data));
  const lines = narrow
    ? ["a real 2, and what a network", "makes of it after one epoch"]
    : ["a real 2, after", "one epoch"];
  const at = narrow ? { x: 80, y: [24, 42] } : { x: 4, y: [142, 158] };
  lines.forEach((text, i) => {
    svg(group, "text", { x: at.x, y: at.y[i], class: "nn-small nn-muted" }, text);
  });
}

/**
 * The scale of the bars and the names of the rows of numbers below them.
 * @param {ThisFigure} figure
 * @param {SVGElement} root
 * @param {import("./output.js").Columns} at
 */
function drawScale(figure, root, { x, step, top, height }) {
  const { narrow } = figure;
  const [bottom, side] = [top + height, { x: x - 8, "text-anchor": "end" }];
  for (const value of [0, 1]) {
    const y = bottom - height * value;
    svg(root, "line", { x1: x, x2: x + 10 * step, y1: y, y2: y, class: "nn-rule" });
    if (!narrow) svg(root, "text", { ...side, y: y + 5, class: "nn-small nn-muted" }, String(value));
  }
  if (!narrow) {
    svg(root, "text", { ...side, y: bottom + 26, class: "nn-small nn-muted" }, "output");
    maths(root, { ...side, y: bottom + 48 }, "a_j");
  }
  const wish = maths(
    root,
    narrow ? { x: x + 5 * step, y: bottom + 84, "text-anchor": "middle" } : { ...side, y: bottom + 74 },
    "",
  );
  figure.update(({ exact }) =>
    setMaths(wish, (narrow ? '"rows: " a_j " and "' : "") + (exact ? "2(y_j - a_j)\\sigma'(z_j)" : "y_j - a_j")),
  );
}
