// The directions: the whole gradient points to the right; the batch's is turned away from it by the angle between them,
// faintly those of all batches.
import { attr, setText, svg } from "../kit/elements.js";
import { arrow } from "../kit/lines.js";
import { clamp } from "../kit/maths.js";
import { fixed } from "../kit/numbers.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

/**
 * The angle of a cosine.
 * @param {number} cosine
 */
export const degrees = (cosine) => (Math.acos(clamp(cosine, -1, 1)) * 180) / Math.PI;

const BEND = 34; // radius of the arc that shows the angle

/**
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 */
export function drawDial(figure, group) {
  const [x, y, r] = [figure.narrow ? 186 : 172, 34, 128];
  const end = (cosine, length) => [x + length * cosine, y + length * Math.sqrt(Math.max(0, 1 - cosine * cosine))];
  const written = (point) => point.map((v) => v.toFixed(1)).join(" ");
  svg(group, "path", { d: `M${x - r} ${y}A${r} ${r} 0 0 0 ${x + r} ${y}`, class: "nn-outline" });
  const fan = svg(group, "path", { class: "nn-thread" });
  const whole = arrow(group, { class: "nn-arrow nn-a" });
  const part = arrow(group);
  const bend = svg(group, "path", { class: "nn-edge nn-a", "stroke-width": 1.5 });
  whole.update(x, y, x + r, y);
  figure.update((_, { cosines, cosine }) => {
    const [px, py] = end(cosine, r);
    attr(fan, { d: cosines.map((c) => `M${x} ${y}L${written(end(c, r))}`).join("") });
    part.update(x, y, px, py);
    attr(bend, {
      d: `M${x + BEND} ${y}A${BEND} ${BEND} 0 0 1 ${written(end(cosine, BEND))}`,
      visibility: cosine > 0.995 ? "hidden" : "visible",
    });
  });
  drawWords(figure, group, { left: x - r, right: x + r, y });
}

/** @type {(figure: ThisFigure, group: SVGGElement, box: { left: number, right: number, y: number }) => void} */
function drawWords(figure, group, { left, right, y }) {
  svg(group, "text", { x: right, y: y - 12, "text-anchor": "end", class: "nn-small" }, "gradient of all 100");
  const name = svg(group, "text", { x: left, y: y - 12, class: "nn-small nn-C" });
  const cosine_text = svg(group, "text", { x: 4, y: y + 108, class: "nn-number nn-strong" });
  const angle = svg(group, "text", { x: 4, y: y + 126, class: "nn-number nn-small nn-muted" });
  figure.update(({ batch }, { cosine }) => {
    setText(name, batch === 1 ? "gradient of this digit" : "gradient of this batch");
    setText(cosine_text, `cosine ${fixed(cosine)}`);
    setText(angle, `${fixed(degrees(cosine), 0)}\u00b0 away`);
  });
}
