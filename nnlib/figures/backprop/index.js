import { digitPicker } from "../data/digit_picker.js";
import { digits } from "../data/digits.js";
import { trainedNetwork } from "../data/networks.js";
import { readout } from "../kit/card.js";
import { button, choice, fold, slider } from "../kit/controls.js";
import { attr, svg } from "../kit/elements.js";
import { rehearse, whenIdle } from "../kit/idle.js";
import { drawing, drawings } from "../kit/layout.js";
import { example_cost, one_hot } from "../kit/maths.js";
import { player } from "../kit/motion.js";
import { backward } from "../kit/network.js";
import { smallNetwork } from "../parts/small_network.js";
import { linkSymbols } from "../parts/symbols.js";
import { drawChips } from "./chips.js";
import { drawDigit } from "./digit.js";
import { nudgedCosts, shownEntries, valueAt } from "./entries.js";
import { drawPanel } from "./panel.js";
import { L_OF, PLANS, rolesIn, START } from "./passes.js";
import { drawSmall } from "./small.js";
import { words } from "./words.js";

/** @typedef {import("../kit/types.js").Data} Data */
/** @typedef {{ x: number[], y: number[], example: "small" | "digit", step: number, digit: number, neuron: number }} Own */
/** @typedef {import("../parts/small_network.js").SmallNetwork & Own} State */
/** @typedef {ReturnType<typeof compute>} Result */
/** @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure */

/**
 * @param {State} state
 * @param {Data} data
 */
export function compute(state, data) {
  const { network, x, y } = task(state, data);
  const { z, a, dC_da, dC_dz } = backward(network, x, y);
  const plan = PLANS[state.example];
  const last = plan.length - 1;
  const step = Math.min(state.step, last);
  const places = shownEntries(plan[step], state, { z, a, dC_da, dC_dz });
  return {
    step,
    last,
    kind: plan[step].kind,
    l: plan[step].l,
    L: L_OF[state.example],
    roles: rolesIn(state.example, step),
    z,
    a,
    C: example_cost(a[a.length - 1], y),
    dC_da,
    dC_dz,
    places,
    values: places.map((place) => valueAt(plan[step], place, { z, a, dC_da, dC_dz })),
    costs: nudgedCosts(network, y, plan[step], places, { z, a, dC_da, dC_dz }),
  };
}

/**
 * The network, its input and its target: those of the state, or the trained network and a real digit.
 * @param {State} state
 * @param {Data} data
 */
function task(state, data) {
  if (state.example === "small") return { network: smallNetwork(state), x: Float64Array.from(state.x), y: state.y };
  const { label, x } = digits(data)[state.digit];
  return { network: trainedNetwork(data), x, y: one_hot(label) };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const { narrow } = figure;
  const labels = { small: "The small network", digit: "The trained network on a real digit" };
  const { small, digit } = drawings(figure, { height: narrow ? 676 : 382, labels, shown: ({ example }) => example });
  const panel = drawing(figure, { height: narrow ? 298 : 174, label: "This step in numbers" });
  drawSmall(figure, small);
  const chips = svg(small, "g", { transform: `translate(0 ${narrow ? 588 : 296})` });
  const [pictures, numbers] = [svg(digit, "g"), svg(panel, "g")];
  drawChips(figure, chips);
  drawDigit(figure, pictures);
  drawPanel(figure, numbers);
  drawControls(figure);
  readout(figure, words, { lines: [3, 6] });
  whenIdle(figure, [() => rehearse(figure, { example: "digit", step: START.digit })]);
  linkSymbols(figure, [
    [chips, "all quantities"],
    [pictures, "all pictures"],
    [numbers, "the formulas"],
  ]);
}

/** @param {ThisFigure} figure */
function drawControls(figure) {
  choice(figure, {
    key: "example",
    label: "network",
    options: [
      ["small", "small"],
      ["digit", "real digit"],
    ],
    set: (example) => ({ example, step: START[example] }),
  });
  const steps = slider(figure, {
    label: "step",
    low: 0,
    high: 14,
    step: 1,
    digits: 0,
    get: (_, { step }) => step,
    set: (step) => ({ step }),
  });
  figure.update((_, { step, last }) => {
    attr(steps, { max: last });
    steps.value = String(step); // the other network's end may have held it back
  });
  const neuron = slider(figure, { key: "neuron", label: "$W^{(1)}$ row", step: 1, digits: 0 });
  digitPicker(figure, {
    key: "digit",
    also: started,
    shown: ({ example }) => example === "digit",
  });
  const folded = fold(figure, "Biases of the small network");
  const biases = [
    slider(figure, { key: "b1", index: 0, label: "$b_0^{(1)}$", parent: folded }),
    slider(figure, { key: "b1", index: 1, label: "$b_1^{(1)}$", parent: folded }),
    slider(figure, { key: "b2", index: 0, label: "$b_0^{(2)}$", parent: folded }),
    slider(figure, { key: "b2", index: 1, label: "$b_1^{(2)}$", parent: folded }),
  ];
  figure.update(({ example }) => {
    neuron.disabled = example !== "digit";
    for (const bias of biases) bias.disabled = example !== "small";
  });
  drawButtons(figure);
}

/**
 * The real digit, at the step where it is, or at its first.
 * @type {(state: State) => Partial<State>}
 */
const started = ({ example, step }) => ({ example: "digit", step: example === "digit" ? step : START.digit });

/** @param {ThisFigure} figure */
function drawButtons(figure) {
  button(figure, "Back", () => {
    figure.pause();
    figure.set({ step: figure.result.step - 1 });
  });
  player(figure, {
    interval: 1200,
    step: () => {
      const { step, last } = figure.result;
      figure.set({ step: step < last ? step + 1 : 0 });
      return figure.result.step < last;
    },
  });
}
