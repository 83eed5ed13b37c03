// A pair of axes, and the scales that go with them.
import { svg } from "./elements.js";
import { maths } from "./formulas.js";
import { line } from "./lines.js";
import { clamp } from "./maths.js";
import { fixed } from "./numbers.js";

/**
 * A pair of axes in the box x, y, width, height, for values x_range and y_range. Gives the scales X, Y and their
 * inverses toX, toY, the clipped group `plot` to draw in, and `path(points)`, the d of a line through [x, y] values.
 * @param {Element} parent
 * @param {{
 *   x: number, y: number, width: number, height: number, x_range: number[], y_range: number[],
 *   x_label?: string, y_label?: string, x_ticks?: number[], y_ticks?: number[],
 * }} box
 */
export function axes(parent, { x, y, width, height, x_range, y_range, x_label, y_label, x_ticks = [], y_ticks = [] }) {
  const [x0, x1] = x_range;
  const [y0, y1] = y_range;
  const X = (value) => x + ((value - x0) / (x1 - x0)) * width;
  const Y = (value) => y + height - ((value - y0) / (y1 - y0)) * height;
  const group = svg(parent, "g", { class: "nn-axes" });
  const zeroX = X(clamp(0, x0, x1));
  const zeroY = Y(clamp(0, y0, y1));
  svg(group, "line", { x1: x, y1: zeroY, x2: x + width, y2: zeroY });
  svg(group, "line", { x1: zeroX, y1: y, x2: zeroX, y2: y + height });
  for (const tick of x_ticks) {
    svg(group, "line", { x1: X(tick), y1: zeroY, x2: X(tick), y2: zeroY + 4 });
    if (tick !== 0 || x0 === 0)
      svg(
        group,
        "text",
        { x: X(tick), y: zeroY + 17, "text-anchor": "middle" },
        fixed(tick, Number.isInteger(tick) ? 0 : 1),
      );
  }
  for (const tick of y_ticks) {
    svg(group, "line", { x1: zeroX - 4, y1: Y(tick), x2: zeroX, y2: Y(tick) });
    if (tick !== 0)
      svg(
        group,
        "text",
        { x: zeroX - 7, y: Y(tick) + 4, "text-anchor": "end" },
        fixed(tick, Number.isInteger(tick) ? 0 : 1),
      );
  }
  if (x_label) maths(group, { x: x + width, y: zeroY - 7, "text-anchor": "end" }, x_label);
  if (y_label) maths(group, { x: zeroX + 7, y: y + 11 }, y_label);
  const plot = svg(
    svg(parent, "svg", {
      x,
      y,
      width,
      height,
      viewBox: `${x} ${y} ${width} ${height}`,
      role: "group",
      "aria-label": "plot",
    }),
    "g",
  );
  const path = (points) =>
    line(points.map(([px, py]) => [X(px), Y(clamp(py, y0 - 4 * (y1 - y0), y1 + 4 * (y1 - y0)))]));
  return {
    X,
    Y,
    toX: (px) => x0 + ((px - x) / width) * (x1 - x0),
    toY: (py) => y0 + ((y + height - py) / height) * (y1 - y0),
    plot,
    group,
    path,
  };
}
