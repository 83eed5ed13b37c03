import { readout } from "../kit/card.js";
import { button, choice, slider } from "../kit/controls.js";
import { svg } from "../kit/elements.js";
import { drawing } from "../kit/layout.js";
import { player } from "../kit/motion.js";
import { fixed } from "../kit/numbers.js";
import { drawCosts } from "./costs.js";
import { BATCHES, cost, EPOCHS, EXAMPLES, pathOf } from "./descent.js";
import { drawMap } from "./map.js";
import { drawTable } from "./table.js";

/**
 * @typedef {{
 *   start: number[], learning_rate: number, seed: number, count_by: "examples" | "steps", progress: number,
 * }} State
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 */

const SEEDS = 99;

/** @param {State} state */
export function compute({ start, learning_rate, seed, count_by, progress }) {
  const walked = BATCHES.map((batch) => {
    const each = count_by === "examples" ? EXAMPLES / batch : 1; // steps of one twentieth of the way
    const steps = each * progress;
    const path = pathOf(start, learning_rate, batch, seed)(steps + 1);
    const costs = path.filter((_, i) => i % each === 0).map(cost);
    return { steps, examples: steps * batch, path, point: path[steps], costs };
  });
  return {
    steps: walked.map(({ steps }) => steps),
    examples: walked.map(({ examples }) => examples),
    paths: walked.map(({ path }) => path),
    points: walked.map(({ point }) => point),
    costs: walked.map(({ costs }) => costs),
  };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const { narrow } = figure;
  const root = drawing(figure, {
    height: narrow ? 610 : 330,
    label: "Three paths over a map of the cost, and the cost along each",
  });
  drawMap(figure, svg(root, "g"), { x: 30, y: 8, size: narrow ? 278 : 280 });
  drawCosts(
    figure,
    svg(root, "g"),
    narrow ? { x: 38, y: 330, width: 270, height: 150 } : { x: 368, y: 20, width: 262, height: 176 },
  );
  drawTable(figure, svg(root, "g", { transform: narrow ? "translate(10 520)" : "translate(340 244)" }));
  drawControls(figure);
  readout(figure, words, { lines: [2, 4] });
}

/** @param {ThisFigure} figure */
function drawControls(figure) {
  slider(figure, { key: "progress", label: "Progress", step: 1, digits: 0 });
  slider(figure, { key: "learning_rate", label: "$\\eta$ rate", step: 0.5 });
  choice(figure, {
    key: "count_by",
    label: "Count by",
    options: [
      ["examples", "examples"],
      ["steps", "steps"],
    ],
  });
  player(figure, { interval: 250, step: () => takeStep(figure) });
  button(figure, "Other order", () => figure.set({ seed: (figure.state.seed % SEEDS) + 1 }), {
    describe: "other order: shuffle the examples",
  });
}

/** @param {ThisFigure} figure */
function takeStep(figure) {
  const { progress } = figure.state;
  figure.set({ progress: progress < EPOCHS ? progress + 1 : 0 });
  return progress + 1 < EPOCHS;
}

/** @type {(state: State, result: Result) => string} */
function words({ count_by, progress }, { steps, examples, costs }) {
  const ends = costs.map((list) => fixed(list[progress], 3));
  const first = steps[0] === 1 ? "step" : "steps";
  if (count_by === "steps")
    return `After ${steps[0]} ${first} each: cost ${ends[0]} having looked at ${examples[0]} examples, ${ends[1]} with ${examples[1]}, ${ends[2]} with ${examples[2]}.`;
  return `After ${examples[0]} examples each: cost ${ends[0]} in ${steps[0]} careful ${first}, ${ends[1]} in ${steps[1]}, ${ends[2]} in ${steps[2]} stumbling ones.`;
}
