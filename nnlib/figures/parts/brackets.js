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
 * Square brackets about a matrix of this width and height, from x, 0 on.
 * @param {Element} parent
 * @param {{ x?: number, width: number, height: number, serif?: number }} size
 */
export const squareBrackets = (parent, { x = 0, width, height, serif = 6 }) =>
  svg(parent, "path", {
    class: "nn-bracket",
    d: `M${x + serif} 0h-${serif}v${height}h${serif}M${x + width - serif} 0h${serif}v${height}h-${serif}`,
  });

/**
 * One round bracket, from x, y on down: side 1 opens, -1 closes.
 * @param {Element} parent
 * @param {{ x: number, y: number, height: number, side: 1 | -1 }} size
 */
export const roundBracket = (parent, { x, y, height, side }) =>
  svg(parent, "path", { class: "nn-bracket", d: `M${x} ${y}q${-side * 8} ${height / 2} 0 ${height}` });
