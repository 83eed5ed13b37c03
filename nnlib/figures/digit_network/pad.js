// What the network looks at: buttons for it, a pad to draw on, and the picture as it comes to the network.
import { digitPicker } from "../data/digit_picker.js";
import { button, toggle } from "../kit/controls.js";
import { attr, html, setText, svg } from "../kit/elements.js";
import { handle } from "../kit/handles.js";
import { fixed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { takePictures } from "../parts/given_picture.js";
import { paintGrid } from "../parts/paint_grid.js";
import { nextMistake } from "./numbers.js";
import { moved } from "./words.js";

/**
 * @typedef {import("./index.js").ThisFigure} ThisFigure
 * @typedef {import("./details.js").Details} Details
 */

/** @type {Partial<import("./index.js").State>} */
const FROM_THE_BOOK = { source: "digit", shift: [0, 0] };
const MOST_SHIFT = 4; // pixels to the right, after which the button moves the picture back

/**
 * Buttons for what is on the pad, other than the reader's own strokes; answers a function that tells what is wrong with
 * a picture that was given.
 * @param {ThisFigure} figure
 * @param {Element} presets
 * @param {import("./pens.js").Pens} pens
 */
export function drawPresets(figure, presets, pens) {
  digitPicker(figure, {
    key: "digit",
    parent: presets,
    also: () => FROM_THE_BOOK,
    shown: (state) => state.source === "digit",
  });
  const parent = html(presets, "div", { class: "nn-buttons nn-digits" });
  const show = (picture) => figure.set({ ...picture, shift: [0, 0] });
  const mistake = () => nextMistake(figure.data, figure.state.digit);
  button(figure, "Its mistakes", () => show({ source: "digit", digit: mistake() }), { parent });
  const nextSeed = () => (figure.state.seed + 1) % 10_000;
  const noisy = button(figure, "Noise", () => show({ source: "noise", seed: nextSeed() }), {
    parent,
    describe: "noise, another each time",
  });
  const nextShift = (dx) => (dx < MOST_SHIFT ? dx + 1 : 0);
  button(figure, "Shift", () => figure.set({ shift: [nextShift(figure.state.shift[0]), figure.state.shift[1]] }), {
    parent,
    describe: "shift what it sees, to the right by a pixel; after four, back",
  });
  figure.update((state) => attr(noisy, { "aria-pressed": String(state.source === "noise") }));
  const given = (drawing) => {
    pens.keep();
    show({ source: "drawing", drawing });
  };
  const problem = takePictures(figure, { parent, take: given });
  toggle(figure, { key: "normalise", label: "Centre and scale as MNIST does", parent });
  return problem;
}

/**
 * The pad. A stroke takes the picture itself and not the result, for which the network would run at each piece of it.
 * @param {ThisFigure} figure
 * @param {Element} root
 * @param {{ x: number, y: number, size: number }} place
 * @param {{ pens: import("./pens.js").Pens, details: Details }} options
 */
export function drawPad(figure, root, { x, y, size }, { pens, details }) {
  svg(root, "text", { x, y: y - 8 }, "Draw a digit");
  paintGrid(figure, root, {
    x,
    y,
    size,
    label: "Pad to draw a digit on: arrows move, Space draws, Shift and arrows draw a line",
    read: (_state, { raw }) => raw,
    largest: () => 255,
    begin: pens.keep,
    pen: (from, to) => {
      details.wait();
      pens.draw(from, to);
    },
    spoken: (k) => `row ${Math.floor(k / 28)}, column ${k % 28}, ink ${fixed(figure.result.raw[k] / 255)}`,
  });
}

/**
 * The picture before the network, which can be moved.
 * @param {ThisFigure} figure
 * @param {Element} root
 * @param {{ x: number, y: number, size: number }} place
 * @param {Details} details
 */
export function drawSeen(figure, root, { x, y, size }, details) {
  const words = svg(root, "text", { x, y: figure.narrow ? y - 8 : y + size + 18 }, "It sees");
  const view = picture(root, { x, y, size });
  moveByHand(figure, svg(root, "rect", { x, y, width: size, height: size, class: "nn-hit" }), size / 28, details);
  figure.update((_state, { seen }) => view.update(seen, 255));
  if (!figure.narrow)
    figure.update(({ shift: [dx, dy] }) => setText(words, ["It sees", moved(dx, dy)].filter(Boolean).join(", ")));
}

/** @param {ThisFigure} figure */
function moveByHand(figure, hit, cell, details) {
  handle(figure, hit, {
    label: "What the network sees: move it",
    axis: "xy",
    low: -14,
    high: 14,
    step: 1,
    at: (px, py) => [px / cell, -py / cell],
    get: ({ shift: [dx, dy] }) => [dx, -dy],
    set: ([dx, up]) => {
      details.wait();
      return { shift: [dx, -up] };
    },
    text: ([dx, up]) => moved(dx, -up) || "not moved",
    hint: false, // to draw comes first
  });
}
