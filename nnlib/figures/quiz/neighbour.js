// What another figure of the page shows, for an exercise that asks the reader to move it.
import { within } from "./marking.js";

/**
 * The numbers that an exercise reads in the figure that it asks about, as an answer; "" where the page has none. Of
 * several such figures, the one that reaches the goal.
 * @param {Document} page
 * @param {import("./exercise.js").Exercise} exercise
 */
export function readAnswer(page, { figure, reads, goal }) {
  const found = figuresOf(page, figure).map(({ result }) => reads.map((path) => entry(result, path)));
  const best = found.find((values) => values.every((value, i) => within(goal[i], value))) ?? found[0] ?? [];
  return best.map((value) => (Number.isFinite(value) ? String(Number(value.toFixed(6))) : "1e9")).join(";");
}

/**
 * The figures of that name that live on the page.
 * @param {Document} page
 * @param {string} name
 * @returns {import("../kit/figure.js").Figure[]}
 */
const figuresOf = (page, name) =>
  [...page.querySelectorAll(".nn-figure")]
    .map((el) => /** @type {any} */ (el).nnFigure) // set by kit/mount.js
    .filter((figure) => figure?.about.name === name);

/**
 * The number at a path such as "costs.0" of a result.
 * @param {any} result
 * @param {string} path
 */
const entry = (result, path) => Number(path.split(".").reduce((value, key) => value[key], result));
