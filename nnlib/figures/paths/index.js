import { readout } from "../kit/card.js";
import { choice } from "../kit/controls.js";
import { svg } from "../kit/elements.js";
import { drawing } from "../kit/layout.js";
import { example_cost, sigmoid_prime } from "../kit/maths.js";
import { backward } from "../kit/network.js";
import { signed } from "../kit/numbers.js";
import { costAfter, differences, moved, NUDGE, SIZES, smallNetwork } from "../parts/small_network.js";
import { linkSymbols } from "../parts/symbols.js";
import { drawPicture } from "./picture.js";
import { drawTable } from "./table.js";

/** @typedef {{ x: number[], y: number[], layer: number, k: number, path: number }} Own */
/** @typedef {import("../parts/small_network.js").SmallNetwork & Own} State */
/** @typedef {ReturnType<typeof compute>} Result */
/** @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure */

/** @param {State} state */
export function compute(state) {
  const { y, layer } = state;
  const network = smallNetwork(state);
  const { z, a, dC_da } = backward(network, Float64Array.from(state.x), y);
  const k = Math.min(state.k, a[layer].length - 1);
  const dz_da = network.weights[layer].map((row) => row[k]);
  const da_dz = Array.from(z[layer], sigmoid_prime);
  const terms = dz_da.map((w, j) => w * da_dz[j] * dC_da[layer + 1][j]);
  return {
    k,
    a,
    C: example_cost(a[2], y),
    dC_da,
    dz_da,
    da_dz,
    terms,
    total: terms.reduce((sum, term) => sum + term),
    costs: [NUDGE, -NUDGE].map((move) => [costAfter(network, layer, moved(a[layer], k, move), y)]),
  };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const root = drawing(figure, { height: figure.narrow ? 462 : 470, label: "The paths from one neuron to the cost" });
  drawPicture(figure, root);
  const table = svg(root, "g", { transform: `translate(0 ${figure.narrow ? 274 : 284})` });
  drawTable(figure, table);
  drawControls(figure);
  readout(figure, words, { lines: [3, 6] });
  linkSymbols(figure, [[table, "the sum over the paths"]]);
}

/** @param {ThisFigure} figure */
function drawControls(figure) {
  choice(figure, {
    key: "layer",
    label: "neuron in layer",
    options: [
      [1, "1"],
      [0, "0"],
    ],
  });
  choice(figure, {
    key: "k",
    label: "$k$",
    options: [
      [0, "0"],
      [1, "1"],
      [2, "2", ({ layer }) => SIZES[layer] === 3],
    ],
    get: ({ layer, k }) => Math.min(k, SIZES[layer] - 1),
  });
  choice(figure, {
    key: "path",
    label: "mark",
    options: [
      [-1, "all"],
      [0, "j = 0"],
      [1, "j = 1"],
    ],
  });
}

/** @type {(state: State, result: Result) => string} */
function words({ layer }, { k, terms, total, costs }) {
  const ways = layer ? "2 paths" : "4 paths, two through each neuron of layer 1";
  const sum = `${terms.map((term) => signed(term, 4)).join(" ")} = ${signed(total, 4)}`;
  const measured = signed(differences(costs)[0], 4);
  return `Neuron ${k} of layer ${layer} reaches the cost by ${ways}. Their sum is ${sum}; a nudge of \u00b1${NUDGE} measures ${measured}.`;
}
