// What can be changed of the network: a bias, a weight, and which network it is.
import { button, choice, slider } from "../kit/controls.js";
import { parameters } from "../kit/network.js";
import { onHandOver } from "../parts/handover.js";
import { baseNetwork, entryAt, fits } from "./numbers.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

const SOON = 30; // ms after which the details follow another network, so that the layers answer first

/**
 * @param {ThisFigure} figure
 * @param {import("./details.js").Details} details
 */
export function drawControls(figure, details) {
  drawSliders(figure);
  choice(figure, {
    key: "network",
    label: "Network",
    options: [
      ["trained", "trained"],
      ["untrained", "untrained"],
      ["own", "your own", ({ own }) => fits(own)],
    ],
    set: (network) => {
      details.wait(SOON);
      return { network, edits: [] };
    },
  });
  const undo = button(figure, "Undo changes", () => figure.set({ edits: [] }), {
    describe: "undo all changes of weights and biases",
  });
  figure.update((state) => {
    undo.hidden = !state.inside || state.edits.length === 0;
    figure.controls.hidden = !state.inside;
  });
}

/**
 * The bias of the chosen neuron, and the chosen one of its weights.
 * @param {ThisFigure} figure
 */
function drawSliders(figure) {
  const range = { low: -12, high: 12, step: 0.05, digits: 2 };
  slider(figure, {
    ...range,
    label: (_, { j }) => `$b_{${j}}$ bias`,
    get: (_state, { parts }) => parts[parts.length - 1],
    set: (value) => ({ edits: withEdit(figure, entryAt(figure.state.layer, figure.result.j), value) }),
  });
  slider(figure, {
    ...range,
    label: (_, { j, k }) => `$w_{${j},${k}}$ weight`,
    get: (_state, { w, k }) => w[k],
    set: (value) => ({ edits: withEdit(figure, entryAt(figure.state.layer, figure.result.j, figure.result.k), value) }),
  });
}

/**
 * The list of changes with entry i set to a value; a change back to the network's own value is no change.
 * @param {ThisFigure} figure
 */
function withEdit(figure, i, value) {
  const others = figure.state.edits.filter(([other]) => other !== i);
  return baseNetwork(figure.state, figure.data).vector[i] === value ? others : [...others, [i, value]];
}

/**
 * A network handed over on this page becomes the third choice. Others than 784-16-16-10 cannot be drawn here.
 * @param {ThisFigure} figure
 */
export function watchForOwn(figure) {
  onHandOver(figure, ({ sizes, vector }) => {
    const own = parameters(vector, sizes);
    if (fits(own)) figure.set({ own, ...(figure.state.network === "own" && { edits: [] }) });
  });
}
