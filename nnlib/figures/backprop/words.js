// The read-out: what the step does, and how well its derivatives agree with nudges.
import { fixed } from "../kit/numbers.js";
import { differences, NUDGE } from "../parts/small_network.js";
import { fine } from "./fine.js";

/** @type {(state: import("./index.js").State, result: import("./index.js").Result) => string} */
export function words({ example }, result) {
  const { step, last, kind, l, L } = result;
  const all = example === "small" ? "14" : "13,002";
  const sentence = {
    given: `Known: the input, the target and all ${all} weights and biases. Wanted: how the cost changes with each of them.`,
    forward: `Forward: the weighted sums and activations of layer ${l}, from the activations of layer ${l - 1}.`,
    cost: `The cost is ${fixed(result.C, 4)}, from the outputs and the target. Now back.`,
    da:
      l === L
        ? "Backward: how the cost changes with each output, from the outputs and the target."
        : `One layer back: each neuron of layer ${l} adds up its paths through layer ${l + 1}.`,
    dz: `Through the sigmoid of layer ${l}: times the slope \u03c3\u2032(z).`,
    dW: `The gradient of layer ${l}: each weight's derivative is that of the neuron that receives, times the activation that is sent; for a bias times 1.`,
  }[kind];
  const end = kind === "dW" && l === 1 ? ` All ${all} derivatives are known.` : "";
  return `Step ${step} of ${last}. ${sentence}${agreement(result)}${end}`;
}

function agreement({ values, costs }) {
  if (!values.length) return "";
  const gap = Math.max(...differences(costs).map((slope, i) => Math.abs(slope - values[i])));
  return ` A nudge of \u00b1${NUDGE} measures the same to ${gap < 5e-7 ? "six decimals" : `within ${fine(gap)}`}.`;
}
