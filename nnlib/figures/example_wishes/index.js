import { readout } from "../kit/card.js";
import { button, slider } from "../kit/controls.js";
import { svg } from "../kit/elements.js";
import { drawing } from "../kit/layout.js";
import { player } from "../kit/motion.js";
import { drawAnswers } from "./answers.js";
import { answersOf, MANY, PLACES, RATE, trainedOn, wishes } from "./numbers.js";
import { drawTable } from "./table.js";

/**
 * @typedef {{ on: number[], steps: number }} State
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 */

const MOST = 60; // steps

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute({ on, steps }, data) {
  const table = wishes(data);
  const chosen = PLACES.map((_, i) => i).filter((i) => on[i]);
  const average = table.map((row) => (chosen.length ? chosen.reduce((sum, i) => sum + row[i], 0) / chosen.length : 0));
  return { table, average, ...answersOf(trainedOn(on, steps, data), data) };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const { narrow } = figure;
  const root = drawing(figure, {
    height: narrow ? 444 : 412,
    label: "A table of wishes, and what the network answers after listening to them",
  });
  drawTable(figure, svg(root, "g"));
  drawAnswers(
    figure,
    svg(root, "g"),
    narrow ? { x: 16, y: 318, width: 290, height: 76 } : { x: 76, y: 318, width: 480, height: 64 },
  );
  slider(figure, { key: "steps", label: "Steps", step: 1, digits: 0 });
  player(figure, { interval: 120, step: () => step(figure) });
  button(figure, "Only the 2", () => figure.set({ on: PLACES.map((_, i) => (i === 0 ? 1 : 0)), steps: 0 }), {
    describe: "listen only to the 2",
  });
  button(figure, "All", () => figure.set({ on: PLACES.map(() => 1), steps: 0 }), {
    describe: "listen to all examples",
  });
  readout(figure, words, { lines: [2, 4] });
}

/** @param {ThisFigure} figure */
function step(figure) {
  const steps = figure.state.steps + 1;
  if (steps > MOST) return false;
  figure.set({ steps });
  return steps < MOST;
}

/** @type {(state: State, result: Result) => string} */
function words({ on, steps }, { answers, right }) {
  const count = on.filter(Boolean).length;
  const whom = count === 0 ? "nobody" : count === PLACES.length ? "all seven examples" : `${count} of seven examples`;
  const most = answers.indexOf(Math.max(...answers));
  const when =
    steps === 0 ? "before the first step" : `after ${steps} ${steps === 1 ? "step" : "steps"} with \u03b7 = ${RATE}`;
  const called = answers[most] > MANY ? `, and calls ${answers[most]} of them a ${most}` : "";
  return `Listening to ${whom}, ${when}: the network reads ${right} of 80 digits correctly${called}.`;
}
