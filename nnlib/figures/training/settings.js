// The settings of a training.
import { digitPicker } from "../data/digit_picker.js";
import { choice, fold, slider, toggle } from "../kit/controls.js";
import { whenIdle } from "../kit/idle.js";
import { grouped } from "../kit/numbers.js";
import { tenSteps } from "./numbers.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

const RATES = [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5, 10, 20, 30, 50, 100]; // on the slider
/** @type {import("./index.js").State["labels"][]} */
const LABELS = ["true", "shuffled"];

/** @param {ThisFigure} figure */
export function drawSettings(figure) {
  slider(figure, {
    key: "learning_rate",
    label: () => "Learning rate",
    low: 0,
    high: RATES.length - 1,
    step: 1,
    text: () => String(Number(figure.state.learning_rate.toPrecision(3))),
    get: ({ learning_rate }) => nearest(learning_rate),
    set: (i) => ({ learning_rate: RATES[i] }),
  });
  lookAhead(figure);
  const numbers = (list) => list.map((n) => [n, grouped(n)]);
  choice(figure, { key: "batch_size", label: "Batch size", options: numbers([1, 10, 100, 1000]) });
  choice(figure, { key: "images", label: "Images", options: numbers([1000, 3000, 10000]) });
  toggle(figure, {
    label: "Shuffle the labels",
    get: ({ labels }) => labels === "shuffled",
    set: (on) => ({ labels: LABELS[Number(on)] }),
  });
  digitPicker(figure, { key: "digit" });
  const parent = fold(figure, "Hidden layers and seed");
  choice(figure, {
    key: "hidden",
    label: "Hidden",
    parent,
    options: [
      ["none", "none"],
      ["16", "16"],
      ["16-16", "16, 16"],
      ["32", "32"],
    ],
  });
  slider(figure, { key: "seed", label: "Seed", step: 1, digits: 0, parent });
}

/**
 * The ten steps for the rates beside the slider's, so that it moves at once.
 * @param {ThisFigure} figure
 */
function lookAhead(figure) {
  figure.update((state) => {
    const place = nearest(state.learning_rate);
    const beside = [RATES[place - 1], RATES[place + 1]].filter(Boolean);
    const work = beside.map((learning_rate) => () => {
      tenSteps({ ...state, learning_rate }, figure.data);
    });
    whenIdle(figure, work, "rates");
  });
}

/** The place of the rate that is nearest, as a ratio. */
function nearest(rate) {
  const off = RATES.map((one) => Math.abs(Math.log(one / rate)));
  return off.indexOf(Math.min(...off));
}
