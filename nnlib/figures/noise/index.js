import { digits } from "../data/digits.js";
import { trainedNetwork } from "../data/networks.js";
import { readout } from "../kit/card.js";
import { button, choice, slider } from "../kit/controls.js";
import { attr, setText, svg } from "../kit/elements.js";
import { whenIdle } from "../kit/idle.js";
import { drawing } from "../kit/layout.js";
import { argmax } from "../kit/maths.js";
import { memo } from "../kit/memo.js";
import { forward, inputs } from "../kit/network.js";
import { fixed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { random, shuffled } from "../kit/seeded.js";
import { noise, shifted } from "../parts/mnist_picture.js";
import { outputRows } from "../parts/output_rows.js";

/** @typedef {"even" | "sparse" | "shuffled" | "moved"} Kind */
/** @typedef {{ kind: Kind, picture: number, shift: number }} State */
/** @typedef {ReturnType<typeof compute>} Result */
/** @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure */
/** @typedef {import("../kit/types.js").Network} Network */
/** @typedef {ReturnType<typeof digits>} Digits */

const PICTURES = 80;
const INK = 0.13; // of the pixels, about what a digit has
const EVERY = Array.from({ length: PICTURES }, (_, i) => i);

/**
 * Picture i of a kind, 784 grey levels: all by chance, a few lit, a digit's pixels shuffled, or a digit moved.
 * @param {Kind} kind
 * @param {number} i
 * @param {number} shift
 * @param {Digits} all
 */
function nonsense(kind, i, shift, all) {
  const { pixels } = all[i];
  const next = random(1000 + i);
  if (kind === "even") return noise(1000 + i);
  if (kind === "sparse") return Uint8Array.from({ length: 784 }, () => (next() < INK ? 255 : 0));
  if (kind === "shuffled") return Uint8Array.from(shuffled(784, next), (k) => pixels[k]);
  return shifted(pixels, shift, 0);
}

/** The outputs for all pictures of a kind: they do not depend on the picture shown. */
const outputsFor = memo((/** @type {Network} */ network, /** @type {Digits} */ all, kind, shift) =>
  EVERY.map((i) => forward(network, inputs(nonsense(kind, i, shift, all))).a[3]),
);

/**
 * The same for a state; only moved digits depend on the shift.
 * @param {Pick<State, "kind" | "shift">} state
 * @param {import("../kit/types.js").Data} data
 */
const answers = ({ kind, shift }, data) =>
  outputsFor(trainedNetwork(data), digits(data), kind, kind === "moved" ? shift : 0);

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute({ kind, picture, shift }, data) {
  const outputs = answers({ kind, shift }, data);
  const largest = outputs.map((a) => Math.max(...a));
  const right = EVERY.filter((i) => argmax(outputs[i]) === digits(data)[i].label).length;
  return {
    x: nonsense(kind, picture, shift, digits(data)),
    outputs: outputs[picture],
    answer: argmax(outputs[picture]),
    largest,
    sure: largest.filter((a) => a > 0.5).length,
    right: kind === "moved" ? right : null,
  };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, {
    height: narrow ? 590 : 300,
    label: "A picture of nonsense, the ten outputs, and how sure the network is of eighty such pictures",
  });
  const view = picture(root, narrow ? { x: 60, y: 8, size: 196 } : { x: 8, y: 30, size: 210 });
  const rows = outputRows(
    root,
    narrow ? { x: 8, y: 216, width: 190, row: 24 } : { x: 240, y: 12, width: 110, row: 27 },
  );
  drawCrowd(
    figure,
    svg(root, "g"),
    narrow ? { x: 20, y: 484, width: 280, height: 60 } : { x: 462, y: 60, width: 164, height: 168 },
  );
  figure.update((_, { x, outputs }) => {
    view.update(inputs(x));
    rows.update(outputs);
  });
  /** @type {[Kind, string][]} */
  const kinds = [
    ["even", "grey by chance"],
    ["sparse", "few full pixels"],
    ["shuffled", "shuffled digits"],
    ["moved", "moved digits"],
  ];
  choice(figure, { key: "kind", label: "Pictures", options: kinds });
  const shift = slider(figure, { key: "shift", label: "Move right", step: 1, digits: 0 });
  figure.update(({ kind }) => {
    shift.disabled = kind !== "moved";
  });
  button(figure, "Another", () => figure.set({ picture: (figure.state.picture + 1) % PICTURES }), {
    main: true,
    describe: "another picture of this kind",
  });
  readout(figure, words);
  const work = kinds.map(([kind]) => () => {
    answers({ kind, shift: figure.state.shift }, figure.data);
  });
  whenIdle(figure, work);
}

/**
 * @param {State} state
 * @param {Result} result
 */
function words({ kind, picture, shift }, { outputs, answer, sure, right }) {
  const says = `Picture ${picture + 1}: the network says ${answer}, at ${fixed(outputs[answer])}.`;
  if (kind === "moved")
    return `${says} Moved by ${Math.abs(shift)} ${Math.abs(shift) === 1 ? "pixel" : "pixels"} to the ${shift < 0 ? "left" : "right"}, ${right} of ${PICTURES} digits are read correctly.`;
  return `${says} None of these is a digit, yet for ${sure} of ${PICTURES} the largest output exceeds 0.5.`;
}

/**
 * Eighty pictures by their largest output, in bins of one tenth; a mark under the axis is the picture shown.
 * @param {ThisFigure} figure
 * @param {Element} group
 * @param {{ x: number, y: number, width: number, height: number }} place
 */
function drawCrowd(figure, group, { x, y, width, height }) {
  svg(group, "text", { x, y: y - 16, class: "nn-small nn-muted" }, figure.narrow ? "" : "80 such pictures, by");
  svg(
    group,
    "text",
    { x, y: y - 1, class: "nn-small nn-muted" },
    figure.narrow ? "80 such pictures, by their largest output" : "their largest output",
  );
  const base = y + height;
  svg(group, "line", { x1: x, x2: x + width, y1: base, y2: base, class: "nn-rule" });
  const ticks = [0, 0.5, 1];
  for (const tick of ticks)
    svg(
      group,
      "text",
      { x: x + tick * width, y: base + 16, "text-anchor": "middle", class: "nn-small nn-muted" },
      String(tick),
    );
  svg(group, "line", { x1: x + width / 2, x2: x + width / 2, y1: y + 8, y2: base, class: "nn-rule nn-dashed" });
  const bars = Array.from({ length: 10 }, (_, bin) =>
    svg(group, "rect", { x: x + (bin * width) / 10 + 1, width: width / 10 - 2, class: "nn-bar" }),
  );
  const counts = bars.map((_, bin) =>
    svg(group, "text", { x: x + ((bin + 0.5) * width) / 10, "text-anchor": "middle", class: "nn-small nn-number" }),
  );
  const here = svg(group, "path", { class: "nn-bar nn-a" });
  figure.update(({ picture }, { largest }) => {
    const bins = bars.map((_, bin) => largest.filter((a) => Math.min(9, Math.floor(a * 10)) === bin).length);
    const unit = (height - 26) / Math.max(...bins, 1);
    bins.forEach((n, bin) => {
      attr(bars[bin], { y: base - n * unit, height: n * unit });
      attr(counts[bin], { y: base - n * unit - 4 });
      setText(counts[bin], n ? String(n) : "");
    });
    attr(here, { d: `M${(x + largest[picture] * width).toFixed(1)} ${base + 20}l5 8h-10z` });
  });
}
