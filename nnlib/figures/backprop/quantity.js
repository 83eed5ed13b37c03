// A quantity of the passes as something to press: it goes to the step that computes it, and shows its role in this step.
import { attr } from "../kit/elements.js";
import { symbolName } from "../parts/symbols.js";
import { stepOf } from "./passes.js";

/**
 * "a1" as a formula.
 * @param {string} id
 */
export const symbolOf = (id) => (id === "C" ? "C_0" : `${id.at(-2)}^{(${id.at(-1)})}`);

/** @param {string} id */
export const isDerivative = (id) => id.startsWith("d");

/**
 * What it is called by linkSymbols; of a derivative both ends.
 * @param {string} id
 */
export const quantityName = (id) => symbolName(isDerivative(id) ? `C_0/${symbolOf(id)}` : symbolOf(id));

/**
 * Pressing `element` goes to the step that computes it.
 * @param {import("./index.js").ThisFigure} figure
 * @param {SVGElement} element
 * @param {import("./passes.js").Example} example
 * @param {string} id
 */
export function goesToItsStep(figure, element, example, id) {
  element.classList.add("nn-pressable");
  figure.listen(element, "click", () => figure.set({ step: stepOf(example, id) }));
}

/**
 * Framed: computed now. On grey: what it is computed from. Faint: not known yet.
 * @param {{ group: Element, back: Element, frame: Element }} parts
 * @param {import("./passes.js").Role} role
 */
export function showRole({ group, back, frame }, role) {
  attr(group, { opacity: role === "unknown" ? 0.35 : null });
  attr(back, { class: role === "from" ? "nn-track" : "nn-hit" });
  attr(frame, { visibility: role === "now" ? "visible" : "hidden" });
}
