// Lines of equal cost, by marching squares.
import { line } from "../kit/lines.js";

/** @typedef {(value: number) => number} Scale from the grid or from a value to the drawing */

/**
 * The line where C(x, y) = level, by n x n squares; X and Y place x and y in the drawing.
 * @param {(x: number, y: number) => number} C
 * @param {{ x_range: number[], y_range: number[], X: Scale, Y: Scale, level: number, n?: number }} map
 */
export function contour(C, { x_range, y_range, X, Y, level, n = 48 }) {
  /** @type {(range: number[], i: number) => number} */
  const at = ([low, high], i) => low + ((high - low) * i) / n;
  const values = Array.from({ length: n + 1 }, (_, i) =>
    Array.from({ length: n + 1 }, (_, j) => C(at(x_range, i), at(y_range, j))),
  );
  return contourLine(
    values,
    level,
    (u) => X(at(x_range, u)),
    (v) => Y(at(y_range, v)),
  );
}

/**
 * The line of one level through values[i][j]; X and Y place i and j in the drawing.
 * @param {number[][]} values
 * @param {number} level
 * @param {Scale} X
 * @param {Scale} Y
 */
export function contourLine(values, level, X, Y) {
  let d = "";
  for (let i = 0; i + 1 < values.length; i++)
    for (let j = 0; j + 1 < values.length; j++) {
      const here = values[i][j] < level;
      if (
        here !== values[i + 1][j] < level ||
        here !== values[i + 1][j + 1] < level ||
        here !== values[i][j + 1] < level
      )
        d += pieceInside(values, i, j, level, X, Y);
    }
  return d;
}

/** The piece of the line inside one square. */
function pieceInside(values, i, j, level, X, Y) {
  const corners = [
    [i, j],
    [i + 1, j],
    [i + 1, j + 1],
    [i, j + 1],
  ];
  /** @type {number[][]} */
  const crossings = [];
  corners.forEach(([i0, j0], c) => {
    const [i1, j1] = corners[(c + 1) % 4];
    const [v0, v1] = [values[i0][j0] - level, values[i1][j1] - level];
    if (v0 < 0 === v1 < 0) return;
    const t = v0 / (v0 - v1);
    crossings.push([X(i0 + t * (i1 - i0)), Y(j0 + t * (j1 - j0))]);
  });
  return crossings.length === 4 ? line(crossings.slice(0, 2)) + line(crossings.slice(2)) : line(crossings);
}
