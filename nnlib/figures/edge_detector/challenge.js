// The challenge: to fire for the edge and stay quiet for the blob.
import { mark, setText, svg } from "../kit/elements.js";
import { pressable } from "../kit/handles.js";
import { fixed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { BLOB, EDGE, SIDE } from "./pictures.js";

/**
 * @typedef {import("./index.js").ThisFigure} ThisFigure
 * @typedef {import("./index.js").Result} Result
 */

const FIRES = 0.9;
const QUIET = 0.1;

const mood = (activation) => (activation >= FIRES ? "fires" : activation <= QUIET ? "quiet" : "unsure");

/** @param {Result} result */
export function verdict({ edge, blob }) {
  if (edge >= FIRES && blob <= QUIET) return "Right: it fires for the edge and stays quiet for the blob.";
  if (edge >= FIRES && blob < FIRES) return "Nearly: it fires for the edge, but for the blob it is still unsure.";
  if (edge >= FIRES) return "Not yet: it fires for the edge, and for the blob too.";
  return blob <= QUIET
    ? "Not yet: it stays quiet for the blob, but it must fire for the edge."
    : "Not yet: it must fire for the edge and stay quiet for the blob.";
}

/** @param {ThisFigure} figure */
export function drawChallenge(figure, group) {
  const heading = svg(group, "text", { y: -22, class: "nn-strong" });
  figure.update((_state, result) => setText(heading, `The challenge: ${verdict(result).split(":")[0].toLowerCase()}`));
  drawTest(figure, svg(group, "g"), {
    name: "edge",
    pixels: EDGE,
    wish: "should fire",
    passes: (activation) => activation >= FIRES,
  });
  drawTest(figure, svg(group, "g", { transform: "translate(143 0)" }), {
    name: "blob",
    pixels: BLOB,
    wish: "should be quiet",
    passes: (activation) => activation <= QUIET,
  });
}

/**
 * A small picture, the activation for it, and whether that is as it should be. Pressing it puts it under the weights.
 * @param {ThisFigure} figure
 * @param {Element} group
 * @param {{ name: "edge" | "blob", pixels: number[], wish: string, passes: (activation: number) => boolean }} test
 */
function drawTest(figure, group, { name, pixels, wish, passes }) {
  const frame = svg(group, "rect", { x: 0, y: -6, width: 140, height: 76, class: "nn-hit" });
  picture(group, { x: 2, y: 2, size: 60, columns: SIDE }).update(pixels);
  svg(group, "text", { x: 68, y: 14, class: "nn-strong" }, name);
  const value = svg(group, "text", { x: 68, y: 36, class: "nn-number" });
  const answer = svg(group, "text", { x: 68, y: 57 });
  svg(group, "text", { x: 2, y: 82, class: "nn-small nn-muted" }, wish);
  pressable(figure, group, {
    target: frame,
    label: (_state, result) => `${name}, ${wish}: activation ${fixed(result[name])}. Put it in the grid`,
    action: () => figure.set({ picture: pixels, shift: [0, 0] }),
  });
  figure.update((_state, result) => {
    const activation = result[name];
    setText(value, fixed(activation));
    setText(answer, `${passes(activation) ? "\u2713" : "\u2717"} ${mood(activation)}`);
    mark(answer, "nn-strong", !passes(activation));
  });
}
