// Lines, dots and arrows.
import { attr, svg } from "./elements.js";

/**
 * The d of a line through points in drawing units; points that are not finite break it.
 * @param {Iterable<number>[]} points
 */
export function line(points) {
  let d = "";
  let command = "M";
  for (const [px, py] of points) {
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      command = "M";
      continue;
    }
    d += `${command}${px.toFixed(2)} ${py.toFixed(2)}`;
    command = "L";
  }
  return d;
}

/** The d of one path that is a round dot at every point; how large they are is its stroke-width. A path costs less than many circles. */
export const dots = (points) =>
  points
    .filter((point) => point.every(Number.isFinite))
    .map(([px, py]) => `M${px.toFixed(2)} ${py.toFixed(2)}h0`)
    .join("");

/**
 * An arrow from one point to another in `group`: call update(x1, y1, x2, y2). Its head shrinks with a short arrow.
 * @param {Element} parent
 * @param {import("./elements.js").Attributes} [attributes]
 * @returns {{ group: SVGGElement, update: (x1: number, y1: number, x2: number, y2: number) => void }}
 */
export function arrow(parent, attributes = {}) {
  const group = svg(parent, "g", { class: "nn-arrow", ...attributes });
  const shaft = svg(group, "line");
  const head = svg(group, "path");
  const update = (x1, y1, x2, y2) => {
    const length = Math.hypot(x2 - x1, y2 - y1);
    const size = Math.min(9, length * 0.5);
    const [ux, uy] = length > 1e-9 ? [(x2 - x1) / length, (y2 - y1) / length] : [0, 0];
    const [bx, by] = [x2 - ux * size, y2 - uy * size];
    attr(shaft, { x1, y1, x2: bx, y2: by });
    attr(head, {
      d: `${line([
        [x2, y2],
        [bx - uy * size * 0.45, by + ux * size * 0.45],
        [bx + uy * size * 0.45, by - ux * size * 0.45],
      ])}Z`,
    });
    group.style.visibility = length > 0.5 ? "" : "hidden";
  };
  return { group, update };
}
