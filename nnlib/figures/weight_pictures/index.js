import { digits } from "../data/digits.js";
import { CHECKPOINT_STEPS, checkpoints } from "../data/networks.js";
import { readout } from "../kit/card.js";
import { slider, toggle } from "../kit/controls.js";
import { attr, setText, svg } from "../kit/elements.js";
import { pressable } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { dot, sigmoid } from "../kit/maths.js";
import { memo } from "../kit/memo.js";
import { player } from "../kit/motion.js";
import { fixed, grouped, signed } from "../kit/numbers.js";
import { picture, pictures } from "../kit/pictures.js";

/** @typedef {{ stage: number, neuron: number, still: boolean }} State */
/** @typedef {ReturnType<typeof compute>} Result */
/** @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure */
/** @typedef {import("../kit/types.js").Network} Network */

// The pixels that are empty in every training image; the test compares them with the 60,000 images.
const BLACK = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 52, 53, 54, 55,
  56, 57, 82, 83, 84, 85, 111, 112, 140, 141, 168, 476, 560, 644, 645, 671, 672, 673, 699, 700, 701, 727, 728, 729, 730,
  754, 755, 756, 757, 758, 759, 780, 781, 782, 783,
];
const MOST = 6; // digits shown

/** Half the largest weight of the first layer, and how far those of the empty pixels and all have moved at most. */
const measure = memo((/** @type {Network} */ network, /** @type {Network} */ start) => {
  let [largest, moved, others] = [0, 0, 0];
  network.weights[0].forEach((row, j) => {
    const before = start.weights[0][j];
    for (let k = 0; k < row.length; k++) {
      largest = Math.max(largest, Math.abs(row[k]));
      others = Math.max(others, Math.abs(row[k] - before[k]));
    }
    for (const k of BLACK) moved = Math.max(moved, Math.abs(row[k] - before[k]));
  });
  return { full: largest / 2, moved, others };
});

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute({ stage, neuron }, data) {
  const networks = checkpoints(data);
  const [w, b] = [networks[stage].weights[0][neuron], networks[stage].biases[0][neuron]];
  const a = digits(data).map(({ x }) => sigmoid(dot(w, x) + b));
  const order = a.map((value, i) => [Math.round(value * 1e9), i]).sort((u, v) => v[0] - u[0] || u[1] - v[1]);
  const most = order.slice(0, MOST).map(([, i]) => i);
  return { w, ...measure(networks[stage], networks[0]), most, activations: most.map((i) => a[i]), black: BLACK };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, {
    height: narrow ? 640 : 366,
    label: "Sixteen pictures of weights, and one of them large",
  });
  drawSixteen(figure, svg(root, "g"), narrow ? { x: 4, y: 4, size: 72, gap: 7 } : { x: 6, y: 6, size: 82, gap: 8 });
  drawLarge(figure, svg(root, "g", { transform: narrow ? "translate(4 340)" : "translate(392 6)" }), narrow);
  slider(figure, {
    key: "stage",
    label: "Training",
    step: 1,
    text: (stage) => (stage === 0 ? "start" : grouped(CHECKPOINT_STEPS[stage])),
  });
  toggle(figure, { key: "still", label: "Mark the pixels that are always empty" });
  player(figure, {
    interval: 700,
    step: () => {
      const stage = (figure.state.stage + 1) % CHECKPOINT_STEPS.length;
      figure.set({ stage });
      return stage < CHECKPOINT_STEPS.length - 1;
    },
  });
  readout(figure, words);
}

/**
 * @param {State} state
 * @param {Result} result
 */
function words({ stage, neuron, still }, { full, most, activations, moved, others }) {
  const all = `After ${grouped(CHECKPOINT_STEPS[stage])} steps; weights of \u00b1${fixed(full)} and beyond are drawn in full colour.`;
  if (still)
    return `${all} The ${BLACK.length} marked pixels are empty in all 60,000 training images: their 16 \u00d7 ${BLACK.length} = ${grouped(16 * BLACK.length)} weights have moved by ${moved === 0 ? "exactly 0" : fixed(moved, 4)}, others by up to ${fixed(others)}.`;
  return `${all} Neuron ${neuron} answers most to the digits shown below its weights: ${fixed(activations[0])} for the first of ${most.length}.`;
}

/**
 * The sixteen pictures on one common scale; pressing one chooses its neuron.
 * @param {ThisFigure} figure
 * @param {Element} group
 * @param {{ x: number, y: number, size: number, gap: number }} place
 */
function drawSixteen(figure, group, { x, y, size, gap }) {
  const places = Array.from({ length: 16 }, (_, j) => [
    x + (j % 4) * (size + gap),
    y + Math.floor(j / 4) * (size + gap),
  ]);
  const views = pictures(group, { places, size, kind: "sign" });
  const tiles = places.map(([left, top], j) => {
    const tile = svg(group, "g", { transform: `translate(${left} ${top})` });
    svg(tile, "rect", { width: size, height: size, class: "nn-hit" });
    const chosen = svg(tile, "rect", { x: -3, y: -3, width: size + 6, height: size + 6, rx: 3, class: "nn-chosen" });
    pressable(figure, tile, {
      label: `weights of neuron ${j}`,
      action: () => figure.set({ neuron: j }),
      pressed: ({ neuron }) => neuron === j,
    });
    return chosen;
  });
  /** @type {number | null} */
  let shown = null;
  figure.update(({ stage, neuron }, { full }) => {
    for (const [j, chosen] of tiles.entries()) attr(chosen, { visibility: j === neuron ? "visible" : "hidden" });
    if (shown === stage) return;
    shown = stage;
    views.update(checkpoints(figure.data)[stage].weights[0], full);
  });
}

/**
 * The chosen neuron's weights large, and the digits that make it most active.
 * @param {ThisFigure} figure
 * @param {Element} group
 * @param {boolean} narrow
 */
function drawLarge(figure, group, narrow) {
  const size = narrow ? 196 : 240;
  const view = picture(group, { x: 0, y: 0, size, kind: "sign" });
  const cell = size / 28;
  const marks = svg(group, "path", {
    class: "nn-still",
    d: BLACK.map(
      (k) =>
        `M${((k % 28) * cell).toFixed(2)} ${(Math.floor(k / 28) * cell).toFixed(2)}l${cell} ${cell}m0 ${-cell}l${-cell} ${cell}`,
    ).join(""),
  });
  const side = narrow ? { x: 206, y: 20 } : { x: 0, y: 262 };
  const name = svg(group, "text", side);
  const hint = svg(group, "text", {
    x: narrow ? side.x : size,
    y: narrow ? side.y + 20 : side.y,
    "text-anchor": narrow ? "start" : "end",
    class: "nn-small nn-muted",
  });
  svg(
    group,
    "text",
    { x: side.x, y: narrow ? size - 4 : side.y + 22, class: "nn-small nn-muted" },
    narrow ? "answers most to" : "it answers most to",
  );
  const places = Array.from({ length: MOST }, (_, i) => [i * (narrow ? 52 : 41), narrow ? 220 : 294]);
  const most_pictures = pictures(group, { places, size: narrow ? 46 : 37 });
  const values = places.map((_, i) =>
    svg(group, "text", {
      x: narrow ? i * 52 + 23 : i * 41 + 18,
      y: narrow ? 284 : 348,
      "text-anchor": "middle",
      class: "nn-small nn-number",
    }),
  );
  figure.update(({ neuron, still }, { w, full, most, activations }) => {
    view.update(w, full);
    attr(marks, { visibility: still ? "visible" : "hidden" });
    setText(name, `Neuron ${neuron}`);
    setText(hint, `${narrow ? "" : "weights "}${fixed(Math.min(...w))} to ${signed(Math.max(...w))}`);
    most_pictures.update(most.map((i) => digits(figure.data)[i].x));
    for (const [place, value] of values.entries()) setText(value, fixed(activations[place]));
  });
}
