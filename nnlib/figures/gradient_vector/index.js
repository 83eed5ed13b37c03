import { digits } from "../data/digits.js";
import { trainedNetwork } from "../data/networks.js";
import { readout } from "../kit/card.js";
import { mark, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { drawing } from "../kit/layout.js";
import { fixed, signed } from "../kit/numbers.js";
import { parameterAt, spoken } from "../parts/giant_vector.js";
import { drawConnection } from "./connection.js";
import { addControls } from "./controls.js";
import { drawEntries } from "./entries.js";
import { costAfter, costOver, gradientOver } from "./numbers.js";

/** @typedef {{ sort: "place" | "size", top: number, picked: number, log_rate: number }} State */
/** @typedef {ReturnType<typeof compute>} Result */
/** @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure */

const ROWS = 9; // entries in sight

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute({ sort, top, picked, log_rate }, data) {
  const [network, examples] = [trainedNetwork(data), digits(data)];
  const { gradient, largest, square, bySize, rank } = gradientOver(network, examples);
  const rate = 10 ** log_rate;
  const before = costOver(network, examples);
  const window = Array.from({ length: ROWS }, (_, i) => (sort === "size" ? bySize[top + i] : top + i));
  return {
    window,
    values: window.map((i) => network.vector[i]),
    wishes: window.map((i) => -gradient[i]),
    value: network.vector[picked],
    wish: -gradient[picked],
    rank: rank[picked],
    length: Math.sqrt(square),
    largest,
    before,
    predicted: before - rate * square,
    after: costAfter(network, examples, rate),
  };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const { narrow } = figure;
  const root = drawing(figure, {
    height: narrow ? 690 : 372,
    label: "A window onto the weights and the negative gradient",
  });
  drawEntries(figure, svg(root, "g", { transform: "translate(0 22)" }), ROWS);
  drawConnection(figure, svg(root, "g", { transform: narrow ? "translate(0 350)" : "translate(352 22)" }));
  drawStep(figure, svg(root, "g", { transform: narrow ? "translate(0 580)" : "translate(352 262)" }));
  addControls(figure, ROWS);
  readout(figure, words);
}

/**
 * @param {State} state
 * @param {Result} result
 */
function words({ picked }, { value, wish, rank }) {
  const way = wish > 0 ? "up" : wish < 0 ? "down" : "nowhere";
  return `Entry ${picked} is the ${spoken(parameterAt(picked))}: it is ${fixed(value, 3)} and wants to go ${way} (${signed(wish, 5)}, number ${rank + 1} by size).`;
}

/**
 * The step along -grad C: what the gradient promises, to first order, and what is measured.
 * @param {ThisFigure} figure
 * @param {Element} group
 */
function drawStep(figure, group) {
  maths(group, { x: 0, y: 8 }, '"Take the step: "p \\leftarrow p - \\eta \\nabla C');
  const names = ['"cost before"', 'C - \\eta |\\nabla C|^2" predicted"', '"cost after"'];
  for (const [i, name] of names.entries()) maths(group, { x: 0, y: 36 + 26 * i }, name);
  const values = names.map((_, i) =>
    svg(group, "text", { x: 250, y: 36 + 26 * i, "text-anchor": "end", class: "nn-number nn-C" }),
  );
  mark(values[2], "nn-strong", true);
  const verdict = svg(group, "text", { x: 0, y: 106, class: "nn-small nn-muted" });
  figure.update((_, { before, predicted, after }) => {
    for (const [i, cost] of [before, predicted, after].entries()) setText(values[i], fixed(cost, 5));
    const kept = (before - after) / (before - predicted);
    const brought = `The step brought ${fixed(100 * kept, 0)} % of what was predicted.`;
    setText(verdict, after > before ? "Too far: the cost has risen." : brought);
  });
}
