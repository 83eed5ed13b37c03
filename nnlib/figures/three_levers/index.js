import { STORY_LABEL, storyNetwork, storyPass } from "../data/story.js";
import { readout } from "../kit/card.js";
import { slider } from "../kit/controls.js";
import { svg } from "../kit/elements.js";
import { drawing } from "../kit/layout.js";
import { clamp, dot, sigmoid } from "../kit/maths.js";
import { fixed, signed } from "../kit/numbers.js";
import { drawNeurons } from "./neurons.js";
import { drawOutput } from "./output.js";

/**
 * @typedef {{ bias: number, weights: number, activations: number, picked: number }} State
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 */

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute({ bias, weights, activations, picked }, data) {
  const { a, z, gradient } = storyPass(data);
  const network = storyNetwork(data);
  const j = STORY_LABEL; // the output that is to be raised
  const [w, sent, b] = [network.weights[2][j], a[2], network.biases[2][j]];
  const new_w = w.map((w_k, k) => w_k + weights * sent[k]);
  const new_a = sent.map((a_k, k) => clamp(a_k + activations * w[k], 0, 1));
  const new_z = dot(new_w, new_a) + b + bias;
  const risen = new_a.map((a_k, k) => a_k - sent[k]);
  const wish = -gradient.biases[2][j];
  return {
    a: sent,
    w,
    new_a,
    new_w,
    b: b + bias,
    z: [z[2][j], new_z],
    output: [a[3][j], sigmoid(new_z)],
    gains: [bias, weights * dot(sent, sent), dot(w, risen)],
    wish,
    shares: [wish, -gradient.weights[2][j][picked], wish * w[picked]],
  };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const { narrow } = figure;
  const root = drawing(figure, {
    height: narrow ? 842 : 416,
    label: "Sixteen neurons and their weights into the output 2",
  });
  drawNeurons(figure, svg(root, "g"));
  drawOutput(
    figure,
    svg(root, "g", { transform: narrow ? "translate(6 502)" : "translate(412 22)" }),
    narrow ? 306 : 216,
  );
  slider(figure, { key: "bias", label: "$b$ bias", step: 0.01, digits: 2 });
  slider(figure, { key: "weights", label: "$w$ weights", step: 0.01, digits: 2 });
  slider(figure, { key: "activations", label: "$a$ activations", step: 0.01, digits: 2 });
  readout(figure, words, { lines: [3, 5] });
}

/** @type {(state: State, result: Result) => string} */
function words({ bias, weights, activations }, { z, output, gains }) {
  const levers = [
    { pulled: bias, name: "bias" },
    { pulled: weights, name: `weights (each ${fixed(weights)} a\u2096)` },
    { pulled: activations, name: `activations (each ${fixed(activations)} w\u2096)` },
  ];
  const pulled = levers.flatMap((lever, i) => (lever.pulled > 0 ? [`${lever.name} ${signed(gains[i])}`] : []));
  if (pulled.length === 0)
    return `No lever is pulled: z\u2082 = ${fixed(z[0], 3)}, and the output is ${fixed(output[0], 3)}. It should be 1.`;
  const alone = pulled.length > 1 ? ", each alone" : "";
  return `z\u2082 goes from ${fixed(z[0])} to ${fixed(z[1])}: ${pulled.join(", ")}${alone}. The output goes from ${fixed(output[0], 3)} to ${fixed(output[1], 3)}.`;
}
