// The controls: the order, the place in it, the rate of the step, and a way to any entry.
import { button, choice, fold, slider } from "../kit/controls.js";
import { clamp } from "../kit/maths.js";
import { LAYERS, parameterAt, placeOf } from "../parts/giant_vector.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

/**
 * @param {ThisFigure} figure
 * @param {number} rows in sight
 */
export function addControls(figure, rows) {
  choice(figure, {
    key: "sort",
    label: "Sort",
    options: [
      ["size", "largest first"],
      ["place", "as they stand"],
    ],
  });
  slider(figure, { key: "top", label: "Scroll", step: 1, digits: 0 });
  slider(figure, {
    key: "log_rate",
    label: "$\\eta$ rate",
    step: 0.1,
    text: (value) => (10 ** value).toFixed(value < 0 ? 2 : 1),
  });
  const turn = (by) => () => figure.set({ top: figure.state.top + by });
  button(figure, "Previous", turn(-rows), { describe: "the nine entries before" });
  button(figure, "Next", turn(rows), { describe: "the next nine entries" });
  addSearch(figure);
}

/** @param {ThisFigure} figure */
function addSearch(figure) {
  const parent = fold(figure, "Find a weight or a bias");
  const picked = () => parameterAt(figure.state.picked);
  const go = (change) => ({ picked: placeOf(within({ ...picked(), ...change })) });
  choice(figure, {
    label: "Layer",
    options: LAYERS.map(({ l }) => [l, String(l)]),
    get: (state) => parameterAt(state.picked).l,
    set: (l) => go({ l }),
    parent,
  });
  choice(figure, {
    label: "Kind",
    options: [
      ["weight", "weight"],
      ["bias", "bias"],
    ],
    get: (state) => (parameterAt(state.picked).k === null ? "bias" : "weight"),
    set: (kind) => go({ k: kind === "bias" ? null : 0 }),
    parent,
  });
  const index = { low: 0, step: 1, digits: 0, parent };
  slider(figure, {
    ...index,
    label: "$j$ receives",
    high: 15,
    get: (state) => parameterAt(state.picked).j,
    set: (j) => go({ j }),
  });
  slider(figure, {
    ...index,
    label: "$k$ sends",
    high: 783,
    get: (state) => parameterAt(state.picked).k ?? 0,
    set: (k) => (picked().k === null ? {} : go({ k })),
  });
}

/**
 * The nearest parameter that its layer has.
 * @param {import("../parts/giant_vector.js").Parameter} parameter
 */
function within({ l, j, k }) {
  const { n_in, n_out } = LAYERS[l - 1];
  return { l, j: clamp(j, 0, n_out - 1), k: k === null ? null : clamp(k, 0, n_in - 1) };
}
