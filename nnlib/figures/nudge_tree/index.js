import { readout } from "../kit/card.js";
import { slider } from "../kit/controls.js";
import { attr, svg } from "../kit/elements.js";
import { drawing } from "../kit/layout.js";
import { sigmoid } from "../kit/maths.js";
import { player } from "../kit/motion.js";
import { fixed, signed } from "../kit/numbers.js";
import { chainFactors, chainForward } from "../parts/chain_network.js";
import { linkSymbols } from "../parts/symbols.js";
import { drawMessenger } from "./messenger.js";
import { drawTable, moreHeight } from "./table.js";
import { drawTree } from "./tree.js";
import { firstLayer, spoken } from "./way.js";

/** @typedef {import("../parts/chain_network.js").Chain & { leaf: string, nudge: number }} State */
/** @typedef {ReturnType<typeof compute>} Result */
/** @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure */

/** @param {State} state */
export function compute(state) {
  const { leaf, nudge, y } = state;
  const { z, a } = chainForward(state);
  const moved = nudgedForward(state);
  const start = leaf === "y" ? y : leaf[0] === "a" ? a[Number(leaf[1])] : state[leaf[0]][Number(leaf[1]) - 1];
  const [before, after] = [[start], [start + nudge]];
  for (let m = firstLayer(leaf) - 1; m < 3; m++) {
    before.push(z[m], a[m + 1]);
    after.push(moved.z[m], moved.a[m + 1]);
  }
  const y_after = leaf === "y" ? y + nudge : y;
  const [C, C_after] = [(a[3] - y) ** 2, (moved.a[3] - y_after) ** 2];
  const derivatives = leaf === "y" ? [-2 * (a[3] - y)] : [...chainFactors(leaf, state), 2 * (a[3] - y)];
  return {
    z,
    a,
    C,
    z_after: moved.z,
    a_after: moved.a,
    C_after,
    before: [...before, C],
    after: [...after, C_after],
    derivatives,
    slope: derivatives.reduce((product, factor) => product * factor),
  };
}

/**
 * All z and a with the leaf moved; a nudged activation is moved after its neuron has computed it.
 * @param {State} state
 */
function nudgedForward({ x, w, b, leaf, nudge }) {
  const extra = (name) => (name === leaf ? nudge : 0);
  /** @type {number[]} */
  const z = [];
  const a = [x + extra("a0")];
  for (let l = 1; l <= 3; l++) {
    z.push((w[l - 1] + extra(`w${l}`)) * a[l - 1] + (b[l - 1] + extra(`b${l}`)));
    a.push(sigmoid(z[l - 1]) + extra(`a${l}`));
  }
  return { z, a };
}

const SMALLEST = 0.0001;

/** @param {ThisFigure} figure */
export function draw(figure) {
  const { narrow } = figure;
  const root = drawing(figure, { height: narrow ? 550 : 540, label: "The tree from the weights to the cost" });
  const ends = drawTree(figure, root);
  if (narrow) figure.update((_, result) => setHeight(root, 550 + moreHeight(result)));
  const table = svg(root, "g", { transform: `translate(0 ${narrow ? 416 : 414})` });
  drawTable(figure, table);
  drawMessenger(figure, root, ends);
  drawControls(figure);
  readout(figure, words);
  linkSymbols(figure, [[table, "the product"]]);
}

function setHeight(root, height) {
  attr(root, { viewBox: `0 0 320 ${height}` });
  root.style.aspectRatio = `320 / ${height}`;
  root.style.maxHeight = "none";
}

/**
 * The nudge's size on a scale of powers of ten, and two buttons that make it smaller.
 * @param {ThisFigure} figure
 */
function drawControls(figure) {
  slider(figure, {
    label: "nudge\u2019s size",
    low: Math.log10(SMALLEST),
    high: 0,
    step: 0.1,
    get: ({ nudge }) => Math.log10(Math.max(SMALLEST, Math.abs(nudge))),
    set: (power) => ({ nudge: (figure.state.nudge < 0 ? -1 : 1) * Number((10 ** power).toPrecision(2)) }),
    text: () => fixed(Math.abs(figure.state.nudge), 4),
  });
  player(figure, { step: () => halve(figure), interval: 600, names: ["Halve the nudge", "Run", "Pause"] });
}

/**
 * Halve the nudge; is there more to do?
 * @param {ThisFigure} figure
 */
function halve(figure) {
  const { nudge } = figure.state;
  if (Math.abs(nudge) > 2 * SMALLEST) figure.set({ nudge: nudge / 2 });
  return Math.abs(nudge) > 4 * SMALLEST;
}

/** @type {(state: State, result: Result) => string} */
function words({ leaf, nudge }, { C, C_after, slope }) {
  if (nudge === 0) return `Nothing is nudged. Move the ${spoken(leaf)}.`;
  const ratio = (C_after - C) / nudge;
  return `The ${spoken(leaf)} is nudged by ${signed(nudge, 4)}, the cost by ${signed(C_after - C, 5)}: ratio ${signed(ratio, 4)}, derivative ${signed(slope, 4)}, difference ${signed(ratio - slope, 5)}.`;
}
