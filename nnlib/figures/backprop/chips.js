// All quantities of the small network in the order of the passes, each derivative under what it belongs to.
import { svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { derivative } from "../parts/brackets.js";
import { goesToItsStep, isDerivative, quantityName, showRole, symbolOf } from "./quantity.js";

const ABOVE = ["a0", "W1", "z1", "a1", "W2", "z2", "a2", "C"];

/**
 * @param {import("./index.js").ThisFigure} figure
 * @param {SVGElement} group
 */
export function drawChips(figure, group) {
  const width = figure.width / ABOVE.length;
  const chips = ABOVE.map((id, i) => drawChip(figure, group, id, i * width, 0, width));
  ABOVE.forEach((id, i) => {
    if (i > 0 && id !== "C") chips.push(drawChip(figure, group, `d${id}`, i * width, 32, width));
  });
  figure.update(({ example }, { roles }) => {
    if (example === "small") for (const { id, ...parts } of chips) showRole(parts, roles[id]);
  });
}

/** @param {import("./index.js").ThisFigure} figure */
function drawChip(figure, parent, id, x, y, width) {
  const group = svg(parent, "g", { "data-symbol": quantityName(id), transform: `translate(${x} ${y})` });
  const height = isDerivative(id) ? 44 : 28;
  const [back, frame] = ["nn-hit", "nn-chosen"].map((name) =>
    svg(group, "rect", { x: 2, y: 2, width: width - 4, height, rx: 6, class: name }),
  );
  if (isDerivative(id)) {
    const attributes = { class: figure.narrow ? "nn-fine" : null };
    derivative(group, { x: width / 2, y: 24, width: 30, attributes }).update("C_0", symbolOf(id));
  } else maths(group, { x: width / 2, y: 21, "text-anchor": "middle" }, symbolOf(id));
  goesToItsStep(figure, group, "small", id);
  return { id, group, back, frame };
}
