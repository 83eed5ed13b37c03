// The cost surfaces that `surface` and `descent` share (surfaces.py).
import { memo } from "../kit/memo.js";
import { terrain } from "./terrain.js";

export const REACH = 2.5; // both coordinates run from -2.5 to 2.5

/** @typedef {"bowl" | "valleys" | "canyon"} SurfaceName */

/**
 * Each surface: its cost C(x, y), its gradient, its formula.
 * @type {Record<SurfaceName, {
 *   C: (x: number, y: number) => number, slopes: (x: number, y: number) => [number, number], formula: string,
 * }>}
 */
export const SURFACES = {
  bowl: { C: (x, y) => 1.5 * x * x + 0.5 * y * y, slopes: (x, y) => [3 * x, y], formula: "C = 3x^2/2 + y^2/2" },
  valleys: {
    C: (x, y) => (x * x - 4) ** 2 / 8 + (y * y) / 2 + x / 4 + 0.5,
    slopes: (x, y) => [(x * (x * x - 4)) / 2 + 0.25, y],
    formula: "C = (x^2 - 4)^2/8 + y^2/2 + x/4 + 1/2",
  },
  canyon: {
    C: (x, y) => 2 * (x - y) ** 2 + (x + y) ** 2 / 20,
    slopes: (x, y) => [4 * (x - y) + (x + y) / 10, -4 * (x - y) + (x + y) / 10],
    formula: "C = 2(x - y)^2 + (x + y)^2/20",
  },
};

/** @type {[SurfaceName, string][]} */
export const CHOICES = [
  ["bowl", "bowl"],
  ["valleys", "two valleys"],
  ["canyon", "canyon"],
];

/** A surface's terrain: on a few squares to turn, on more for its map. */
export const landsOf = memo((/** @type {SurfaceName} */ name) =>
  [16, 48].map((n) => terrain(SURFACES[name].C, REACH, n)),
);
