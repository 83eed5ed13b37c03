import { digits } from "../data/digits.js";
import { readout } from "../kit/card.js";
import { drawing } from "../kit/layout.js";
import { one_hot } from "../kit/maths.js";
import { forward } from "../kit/network.js";
import { drawButtons, drawLoading } from "./buttons.js";
import { drawCurves } from "./curves.js";
import { networkOf, tenSteps } from "./numbers.js";
import { drawOutputs } from "./outputs.js";
import { Training } from "./session.js";
import { drawSettings } from "./settings.js";
import { drawWeights } from "./weights.js";
import { words } from "./words.js";

/**
 * @typedef {object} State
 * @property {number} seed
 * @property {number} learning_rate
 * @property {1 | 10 | 100 | 1000} batch_size
 * @property {"none" | "16" | "16-16" | "32"} hidden
 * @property {1000 | 3000 | 10000} images
 * @property {"true" | "shuffled"} labels
 * @property {number} digit
 * @property {import("../kit/types.js").Network | null} trained the network, whenever training rests
 */
/** @typedef {ReturnType<typeof compute>} Result */
/** @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure */

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute(state, data) {
  const { x, label } = digits(data)[state.digit];
  const { costs, after } = tenSteps(state, data);
  const { a } = forward(networkOf(state), x);
  return { outputs: a[a.length - 1], y: one_hot(label), costs, after };
}

// Boxes are [x, y, width, height].
const WIDE = {
  height: 436,
  tiles: { x: 2, y: 24, size: 62, gap: 6 },
  cost: [326, 46, 308, 96],
  accuracy: [326, 204, 308, 76],
  legend: [104, 236, 20],
  digit: [2, 330, 100],
  bars: [136, 356, 500, 56, 26],
  note: [144, 328],
};
const NARROW = {
  height: 780,
  tiles: { x: 2, y: 320, size: 73, gap: 8 },
  cost: [34, 42, 282, 84],
  accuracy: [34, 188, 282, 70],
  legend: [74, 200, 14],
  digit: [2, 676, 84],
  bars: [96, 692, 224, 62, 14],
  note: [100, 682],
};

/**
 * The picture shows the network under way, from the session; the state's `trained` is the one it came to rest with.
 * @param {ThisFigure} figure
 */
export function draw(figure) {
  const training = figure.session((ended) => new Training(figure, ended));
  const layout = figure.narrow ? NARROW : WIDE;
  drawLoading(figure, training);
  const root = drawing(figure, {
    height: layout.height,
    label: "Cost and accuracy while the network learns, its weights, and its outputs for a digit",
  });
  figure.update((state) => training.follow(state));
  drawCurves(figure, training, root, layout);
  drawWeights(figure, training, root, layout.tiles);
  drawOutputs(figure, training, root, layout);
  drawSettings(figure);
  drawButtons(figure, training);
  training.watchPage();
  readout(figure, (state, result) => words(training, state, result));
}
