import { readout } from "../kit/card.js";
import { choice } from "../kit/controls.js";
import { html, keepPlace } from "../kit/elements.js";
import { drawings } from "../kit/layout.js";
import { sigmoid } from "../kit/maths.js";
import { drawDigitButtons, drawGlyph, drawHope } from "./hope.js";
import { counted, matchesOf, meansOf, mostExciting, sumsOfParts } from "./numbers.js";
import { drawMost, drawTable } from "./trained.js";
import { aboutHope, aboutNeuron } from "./words.js";

/**
 * @typedef {{ view: "hope" | "trained", parts: number[], digit: number, neuron: number }} State
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 */

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute({ parts, digit, neuron }, data) {
  const z = sumsOfParts(parts);
  const means = meansOf(data.responses);
  return {
    z,
    a: z.map(sigmoid),
    ...counted(parts, digit),
    means,
    ...mostExciting(data, neuron),
    matches: matchesOf(means[neuron]),
  };
}

const WIDE = {
  height: 416,
  glyph: { x: 0, y: 26, width: 150 },
  sum: { x: 0, y: 268 },
  parts: { x: 180, y: 24, row: 35 },
  neuronX: 322,
  outputs: { x: 416, width: 112, row: 38.5 },
  headings: [180, 418],
  table: { x: 82, y: 28, width: 33.4, row: 24, label: "neuron " },
  most: { x: 444, y: 28, size: 90, places: [0, 1, 2].flatMap((i) => [444, 550].map((x) => [x, 28 + 128 * i])) },
};
const NARROW = {
  height: 576,
  glyph: { x: 0, y: 4, width: 100 },
  sum: { x: 124, y: 40 },
  parts: { x: 0, y: 186, row: 35 },
  neuronX: 134,
  outputs: { x: 182, width: 58, row: 38.5 },
  headings: [0, 184],
  table: { x: 34, y: 28, width: 28, row: 28, label: "" },
  most: { x: 0, y: 508, size: 46, places: [0, 1, 2, 3, 4, 5].map((i) => [54.8 * i, 508]) },
};

/** @param {ThisFigure} figure */
export function draw(figure) {
  const plan = figure.narrow ? NARROW : WIDE;
  const labels = { hope: "From parts to digits", trained: "The neurons of layer 2 after training" };
  const { hope, trained } = drawings(figure, { height: plan.height, labels, shown: ({ view }) => view });
  drawGlyph(figure, hope, plan);
  drawHope(figure, hope, plan);
  drawTable(figure, trained, plan.table);
  drawMost(figure, trained, plan.most);
  chooseView(figure);
  readout(figure, (state, result) => (state.view === "hope" ? aboutHope(state, result) : aboutNeuron(state, result)), {
    lines: [3, 7],
  });
}

/**
 * The two views, and in one place what goes with each of them.
 * @param {ThisFigure} figure
 */
function chooseView(figure) {
  const views = choice(figure, {
    key: "view",
    label: "Layer 2 is",
    options: [
      ["hope", "the hope"],
      ["trained", "the trained network"],
    ],
  });
  views.style.gridColumn = "1 / -1";
  const place = html(figure.controls, "div", { class: "nn-stacked" });
  const presets = drawDigitButtons(figure, place);
  const hint = "Press a row of the table, or go through them with the arrow keys.";
  const words = html(place, "p", { class: "nn-muted" }, hint);
  figure.update(({ view }) => {
    keepPlace(presets, view === "hope");
    keepPlace(words, view === "trained");
  });
}
