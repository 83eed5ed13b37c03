import { digitPicker } from "../data/digit_picker.js";
import { digits } from "../data/digits.js";
import { CHECKPOINT_STEPS, checkpoints } from "../data/networks.js";
import { readout } from "../kit/card.js";
import { button, slider } from "../kit/controls.js";
import { attr, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { drawing } from "../kit/layout.js";
import { argmax, example_cost, one_hot } from "../kit/maths.js";
import { forward, inputs, randomNetwork } from "../kit/network.js";
import { fixed, grouped } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { outputRows } from "../parts/output_rows.js";

const IMAGES_A_STEP = 32;

const drawn = new Map();

/** The network shown: at a checkpoint of training, or before it, with its own start (seed 0) or another. */
function network(stage, seed, data) {
  if (stage > 0 || seed === 0) return checkpoints(data)[stage];
  if (!drawn.has(seed)) drawn.set(seed, randomNetwork(seed));
  return drawn.get(seed);
}

export function compute({ digit, stage, seed }, data) {
  const { pixels, label } = digits(data)[digit];
  const { a } = forward(network(stage, seed, data), inputs(pixels));
  const y = one_hot(label);
  return {
    hidden: [Array.from(a[1]), Array.from(a[2])],
    outputs: Array.from(a[3]),
    y,
    cost: example_cost(a[3], y),
    answer: argmax(a[3]),
  };
}

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
  const cost = maths(root, narrow ? { x: 168, y: 178 } : { x: 8, y: 276 }, "C_0");
  figure.update((state, result) => {
    view.update(inputs(digits(figure.data)[state.digit].pixels));
    hidden(result.hidden);
    outputs.update(result.outputs, result.y);
    setText(cost, `cost C\u2080 = ${fixed(result.cost, 3)}`);
    attr(cost, { class: "nn-number nn-C" });
  });
  slider(figure, {
    key: "stage",
    label: "Training",
    step: 1,
    text: (stage) => (stage === 0 ? "start" : grouped(CHECKPOINT_STEPS[stage])),
  });
  digitPicker(figure, { key: "digit" });
  button(figure, "New random weights", () => figure.set({ stage: 0, seed: (figure.state.seed % 99) + 1 }));
  readout(figure, words, { lines: [2, 4] });
}

function words({ stage, seed }, { outputs, y, answer }) {
  const label = y.indexOf(1);
  const when =
    stage === 0
      ? seed === 0
        ? "Before the first step"
        : `With random weights number ${seed}`
      : `After ${grouped(CHECKPOINT_STEPS[stage])} steps (${grouped(CHECKPOINT_STEPS[stage] * IMAGES_A_STEP)} images looked at)`;
  const verdict = answer === label ? "right" : `wrong, it is a ${label}`;
  return `${when}: output ${label} is ${fixed(outputs[label])}, the largest is output ${answer} with ${fixed(outputs[answer])}: ${verdict}.`;
}

/** The two hidden layers as columns of neurons. */
function drawHidden(root, { x, y, gap }) {
  const columns = [0, 1].map((l) => {
    svg(
      root,
      "text",
      { x: x + l * 52, y: y - 8, "text-anchor": "middle", class: "nn-small nn-muted" },
      `layer ${l + 1}`,
    );
    return Array.from({ length: 16 }, (_, j) =>
      svg(root, "circle", { cx: x + l * 52, cy: y + gap * (j + 0.5), r: gap * 0.4, class: "nn-neuron" }),
    );
  });
  return (hidden) =>
    columns.forEach((column, l) => column.forEach((circle, j) => attr(circle, { "fill-opacity": hidden[l][j] })));
}
