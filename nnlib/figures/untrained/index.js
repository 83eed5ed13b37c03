import { digitPicker } from "../data/digit_picker.js";
import { digits } from "../data/digits.js";
import { CHECKPOINT_STEPS, checkpoints } from "../data/networks.js";
import { readout } from "../kit/card.js";
import { button, slider } from "../kit/controls.js";
import { attr, setText, svg } from "../kit/elements.js";
import { drawing } from "../kit/layout.js";
import { argmax, example_cost, one_hot } from "../kit/maths.js";
import { memo } from "../kit/memo.js";
import { forward, randomNetwork } from "../kit/network.js";
import { fixed, grouped } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { outputRows } from "../parts/output_rows.js";

const IMAGES_A_STEP = 32;

/**
 * @typedef {{ digit: number, stage: number, seed: number }} State
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 */

/** @type {(seed: number) => import("../kit/types.js").Network} */
const randomStart = memo((seed) => randomNetwork(seed));

/** The network shown: at a checkpoint of training, or before it, with its own start (seed 0) or another. */
const networkAt = (stage, seed, data) => (stage === 0 && seed > 0 ? randomStart(seed) : checkpoints(data)[stage]);

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute({ digit, stage, seed }, data) {
  const { x, label } = digits(data)[digit];
  const { a } = forward(networkAt(stage, seed, data), x);
  const y = one_hot(label);
  return {
    hidden: [Array.from(a[1]), Array.from(a[2])],
    outputs: Array.from(a[3]),
    y,
    cost: example_cost(a[3], y),
    answer: argmax(a[3]),
  };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, {
    height: narrow ? 440 : 300,
    label: "A digit, the hidden neurons, and the ten outputs",
  });
  const view = picture(root, narrow ? { x: 10, y: 8, size: 140 } : { x: 8, y: 56, size: 190 });
  const hidden = drawHidden(root, narrow ? { x: 186, y: 20, gap: 8.4 } : { x: 244, y: 26, gap: 16.4 });
  const outputs = outputRows(
    root,
    narrow ? { x: 8, y: 186, width: 190, row: 25 } : { x: 350, y: 22, width: 170, row: 26 },
  );
  const cost = svg(root, "text", { ...(narrow ? { x: 168, y: 178 } : { x: 8, y: 276 }), class: "nn-number nn-C" });
  figure.update((state, result) => {
    view.update(digits(figure.data)[state.digit].x);
    hidden(result.hidden);
    outputs.update(result.outputs, result.y);
    setText(cost, `cost C\u2080 = ${fixed(result.cost, 3)}`);
  });
  slider(figure, {
    key: "stage",
    label: "Training",
    step: 1,
    text: (stage) => (stage === 0 ? "start" : grouped(CHECKPOINT_STEPS[stage])),
  });
  digitPicker(figure, { key: "digit" });
  button(figure, "New random weights", () => figure.set({ stage: 0, seed: (figure.state.seed % 99) + 1 }), {
    main: true,
  });
  readout(figure, words, { lines: [2, 4] });
}

/**
 * @param {State} state
 * @param {Result} result
 */
function words({ stage, seed }, { outputs, y, answer }) {
  const label = y.indexOf(1);
  const verdict = answer === label ? "right" : `wrong, it is a ${label}`;
  return `${when(stage, seed)}: output ${label} is ${fixed(outputs[label])}, the largest is output ${answer} with ${fixed(outputs[answer])}: ${verdict}.`;
}

function when(stage, seed) {
  const steps = CHECKPOINT_STEPS[stage];
  if (stage > 0) return `After ${grouped(steps)} steps (${grouped(steps * IMAGES_A_STEP)} images looked at)`;
  return seed === 0 ? "Before the first step" : `With random weights number ${seed}`;
}

/** The two hidden layers as columns of neurons. */
function drawHidden(root, { x, y, gap }) {
  const columns = [0, 1].map((l) => {
    const heading = { x: x + l * 52, y: y - 8, "text-anchor": "middle", class: "nn-small nn-muted" };
    svg(root, "text", heading, `layer ${l + 1}`);
    return Array.from({ length: 16 }, (_, j) =>
      svg(root, "circle", { cx: x + l * 52, cy: y + gap * (j + 0.5), r: gap * 0.4, class: "nn-neuron" }),
    );
  });
  return (hidden) =>
    columns.forEach((column, l) => column.forEach((circle, j) => attr(circle, { "fill-opacity": hidden[l][j] })));
}
