// The heights of a cost over two numbers, on a grid of squares from -reach to reach.
import { clamp } from "../kit/maths.js";
import { memo } from "../kit/memo.js";

/**
 * A cost on n x n squares: values[i][j] with x growing in i and y in j, and the lowest and highest of them.
 * @typedef {{ reach: number, n: number, values: number[][], low: number, high: number }} Terrain
 */

/** @typedef {(x: number, y: number) => number} Cost */

/** From pale to dark: the classes nn-height-0 to nn-height-11. */
export const TONES = 12;

/**
 * C(x, y) on n x n squares from -reach to reach.
 * @param {Cost} C
 * @param {number} reach
 * @param {number} n
 */
export const terrain = (C, reach, n) => growing(C, reach, n).finished();

/**
 * The same, worked out row by row: step() does the next row of constant x, and finished() all that are left. `land` is
 * the terrain as soon as it is whole.
 * @param {Cost} C
 * @param {number} reach
 * @param {number} n
 */
export function growing(C, reach, n) {
  const at = (i) => ((2 * i) / n - 1) * reach;
  /** @type {number[][]} */
  const values = [];
  /** @type {Terrain | null} */
  let land = null;
  const step = () => {
    if (land) return;
    const x = at(values.length);
    values.push(Array.from({ length: n + 1 }, (_, j) => C(x, at(j))));
    if (values.length > n) land = { reach, n, values, ...ends(values) };
  };
  const finished = () => {
    while (!land) step();
    return land;
  };
  return {
    get land() {
      return land;
    },
    step,
    finished,
  };
}

const ends = (values) => ({ low: Math.min(...values.flat()), high: Math.max(...values.flat()) });

/**
 * Part of the way from the lowest to the highest, 0 to 1. A terrain that is flat to six digits is drawn flat.
 * @param {Terrain} land
 * @param {number} C
 */
export const share = ({ low, high }, C) => (C - low) / Math.max(high - low, 1e-6 * Math.abs(high), 1e-12);

/**
 * The height at a place between the grid's, by its square's four corners.
 * @param {Terrain} land
 * @param {number[]} place
 */
export function between({ reach, n, values }, place) {
  const [u, v] = place.map((p) => clamp(((p / reach + 1) / 2) * n, 0, n));
  const [i, j] = [u, v].map((p) => Math.min(n - 1, Math.floor(p)));
  const [s, t] = [u - i, v - j];
  return (
    (1 - s) * ((1 - t) * values[i][j] + t * values[i][j + 1]) +
    s * ((1 - t) * values[i + 1][j] + t * values[i + 1][j + 1])
  );
}

/**
 * The same terrain on fewer squares: what a small surface that turns has to show.
 * @param {Terrain} land
 * @param {number} n
 * @returns {Terrain}
 */
export function coarser(land, n) {
  const at = (i) => ((2 * i) / n - 1) * land.reach;
  const values = Array.from({ length: n + 1 }, (_, i) =>
    Array.from({ length: n + 1 }, (_, j) => between(land, [at(i), at(j)])),
  );
  return { ...land, n, values };
}

/**
 * How steep it is where it is steepest, from the differences of neighbours: to give arrows a length.
 * @param {Terrain} land
 */
export function steepest({ reach, n, values }) {
  let most = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      most = Math.max(most, Math.hypot(values[i + 1][j] - values[i][j], values[i][j + 1] - values[i][j]));
  return (most * n) / (2 * reach);
}

/** Each square's tone, 0 to TONES - 1. Darker as it rises, quickly at first: the bottom is what one looks for. */
export const tonesOf = memo((/** @type {Terrain} */ land) => {
  const { n, values } = land;
  const middle = (i, j) => (values[i][j] + values[i + 1][j] + values[i + 1][j + 1] + values[i][j + 1]) / 4;
  const tone = (i, j) => Math.min(TONES - 1, Math.floor(Math.sqrt(share(land, middle(i, j))) * TONES));
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => tone(i, j)));
});
