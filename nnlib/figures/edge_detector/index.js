import { readout } from "../kit/card.js";
import { fold, slider } from "../kit/controls.js";
import { svg } from "../kit/elements.js";
import { drawing } from "../kit/layout.js";
import { dot, sigmoid } from "../kit/maths.js";
import { fixed } from "../kit/numbers.js";
import { drawChallenge, verdict } from "./challenge.js";
import { choosePen, choosePicture, chooseWeights } from "./choices.js";
import { drawGrid } from "./grid.js";
import { BLOB, EDGE, moved } from "./pictures.js";
import { drawSum } from "./sum.js";

/**
 * @typedef {"+" | "-" | "0" | "ink" | "rubber" | "move"} Pen
 * @typedef {{ weights: number[], picture: number[], shift: number[], b: number, pen: Pen }} State
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 */

/** @param {State} state */
export function compute({ weights, picture, shift, b }) {
  const a = moved(picture, shift);
  const under = (sign) => a.reduce((sum, a_k, k) => (weights[k] === sign ? sum + a_k : sum), 0);
  const [plus, minus] = [under(1), under(-1)];
  const z = plus - minus + b;
  return {
    a,
    plus,
    minus,
    z,
    activation: sigmoid(z),
    edge: sigmoid(dot(weights, EDGE) + b),
    blob: sigmoid(dot(weights, BLOB) + b),
  };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, { height: narrow ? 634 : 338, label: "A neuron that looks for an edge" });
  const grid = svg(root, "g");
  const sum = svg(root, "g", { transform: narrow ? "translate(6 340)" : "translate(356 22)" });
  const challenge = svg(root, "g", { transform: narrow ? "translate(6 536)" : "translate(356 238)" });
  const onCursor = drawSum(figure, sum);
  drawGrid(figure, grid, narrow ? { x: 6, y: 4, size: 308 } : { x: 4, y: 8, size: 322 }, onCursor);
  drawChallenge(figure, challenge);
  choosePen(figure);
  choosePicture(figure);
  slider(figure, { key: "b", label: "$b$ bias", step: 0.5 });
  chooseWeights(figure, fold(figure, "Ready-made weights"));
  readout(
    figure,
    (_state, result) =>
      `${verdict(result)} For the picture in the grid z = ${fixed(result.z, 1)} and the activation is ${fixed(result.activation)}.`,
  );
}
