// Lines that belong to formulas: the bar of a fraction, the brackets about a matrix.
import { svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";

/**
 * A derivative as a fraction about x, its bar at height y, `width` wide. update(above, below): its two formulas.
 * @param {Element} parent
 * @param {{ x: number, y: number, width?: number, attributes?: import("../kit/elements.js").Attributes }} place
 */
export function derivative(parent, { x, y, width = 48, attributes = {} }) {
  const group = svg(parent, "g", { transform: `translate(${x} ${y})`, ...attributes });
  const above = maths(group, { x: 0, y: -7, "text-anchor": "middle" }, "");
  svg(group, "line", { x1: -width / 2, x2: width / 2, y1: 0, y2: 0, class: "nn-bracket" });
  const below = maths(group, { x: 0, y: 18, "text-anchor": "middle" }, "");
  /** @type {(top: string, bottom: string) => void} */
  const update = (top, bottom) => {
    setMaths(above, `\\partial ${top}`);
    setMaths(below, `\\partial ${bottom}`);
  };
  return { group, update };
}

/**
 * Square brackets about a matrix of this width and height, from 0, 0 on.
 * @param {Element} parent
 * @param {{ width: number, height: number }} size
 */
export const squareBrackets = (parent, { width, height }) =>
  svg(parent, "path", { class: "nn-bracket", d: `M6 0h-6v${height}h6M${width - 6} 0h6v${height}h-6` });
