// Pen and eraser, and the strokes that can be taken back.
import { say } from "../kit/card.js";
import { button } from "../kit/controls.js";
import { stroked } from "../parts/mnist_picture.js";
import { rawPicture } from "./numbers.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

const PEN = { radius: 1.1 }; // in pixels of the picture
const ERASER = { rub: true, radius: 2 };
const MOST_KEPT = 50; // strokes that can be taken back

const BLANK = new Array(784).fill(0);

/**
 * @typedef {object} Pens
 * @property {() => void} keep remember what is on the pad, before it changes
 * @property {() => void} undo take the last change back
 * @property {(from: number[], to: number[]) => void} draw a piece of a stroke
 */

/**
 * What a stroke does. The first one on a picture that the reader did not draw begins a fresh one; the eraser takes
 * away from any. What was on the pad before each stroke is kept.
 * @param {ThisFigure} figure
 * @param {() => boolean} erases
 * @returns {Pens}
 */
function pensOf(figure, erases) {
  /** @type {{ past: Partial<import("./index.js").State>[] }} */
  const kept = figure.session(() => ({ past: [] }));
  figure.onReset(() => kept.past.splice(0));
  return {
    keep() {
      const { source, digit, drawing, seed, shift } = figure.state;
      kept.past.push({ source, digit, drawing, seed, shift });
      if (kept.past.length > MOST_KEPT) kept.past.shift();
    },
    undo() {
      const before = kept.past.pop();
      if (before) figure.set(before);
      else say(figure, "There is no stroke to take back.");
    },
    draw(from, to) {
      const { state } = figure;
      const fresh = state.source !== "drawing" && !erases();
      const before = fresh ? BLANK : rawPicture(state, figure.data);
      const drawing = stroked(before, from, to, erases() ? ERASER : PEN);
      figure.set({ source: "drawing", drawing, ...(fresh && { shift: [0, 0] }) });
    },
  };
}

/**
 * Buttons to clear the pad, to erase, and to take a stroke back.
 * @param {ThisFigure} figure
 */
export function drawPens(figure) {
  let held = false;
  const pens = pensOf(figure, () => held);
  const clear = () => {
    pens.keep();
    figure.set({ source: "drawing", drawing: BLANK, shift: [0, 0] });
  };
  button(figure, "Clear", clear, { main: true, describe: "clear the pad" });
  const eraser = button(figure, "Eraser", () => take(!held));
  const take = (on) => {
    held = on;
    eraser.setAttribute("aria-pressed", String(on));
  };
  take(false);
  figure.onReset(() => take(false));
  button(figure, "Undo", pens.undo, { describe: "undo stroke" });
  return pens;
}
