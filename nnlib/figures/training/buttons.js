// The button that loads the digits, and those of the training.
import { button } from "../kit/controls.js";
import { attr, html, setText } from "../kit/elements.js";
import { handOver } from "../parts/handover.js";
import { MOST } from "./session.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */
/** @typedef {import("./session.js").Training} Training */

const SIZE = "1.5 MB"; // of all parts of the data; a test weighs them

/**
 * The button that loads the digits, and how many parts have come.
 * @param {ThisFigure} figure
 * @param {Training} training
 */
export function drawLoading(figure, training) {
  const row = html(figure.stage, "div", { class: "nn-buttons" });
  const text = `Load 10,000 digits to learn from, and 2,000 to test with (${SIZE})`;
  const press = button(figure, text, () => training.load(), { parent: row, main: true });
  const bar = html(row, "progress", { max: training.parts, value: 0, "aria-label": "Digits loaded" });
  figure.update(() => {
    row.hidden = training.ready;
    bar.hidden = !training.loading;
    attr(bar, { value: training.loaded });
    press.disabled = training.loading;
  });
}

/**
 * Step, Run or Pause, Rewind, and what to do with the network.
 * @param {ThisFigure} figure
 * @param {Training} training
 */
export function drawButtons(figure, training) {
  const step = button(figure, "Step", () => training.step(), { describe: "one batch" });
  const run = button(figure, "Run", () => training.toggle(), { main: true });
  const rewind = button(figure, "Rewind", () => training.rewind(), { describe: "back to the same start" });
  const give = button(figure, "Use this network", () => giveNetwork(figure, training), {
    describe: "in the figure where you draw digits",
  });
  figure.onPause(() => training.pause());
  figure.onReset(() => training.rewind());
  figure.update(({ images, hidden }) => {
    const { ready, latest } = training;
    const { running = false, done = 0, seen = 0 } = latest ?? {};
    setText(run, running ? "Pause" : "Run");
    run.setAttribute("aria-pressed", String(running));
    step.disabled = !ready;
    run.disabled = !ready || (!running && seen >= MOST * images);
    rewind.disabled = !ready || (!done && !running);
    give.disabled = !done || running || hidden !== "16-16";
  });
}

function giveNetwork(figure, training) {
  handOver(figure, training.network(figure.state));
  training.given = training.run;
  figure.touched = true;
  figure.redraw();
}
