import { readout } from "../kit/card.js";
import { button, choice, slider } from "../kit/controls.js";
import { attr, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { drawing } from "../kit/layout.js";
import { player } from "../kit/motion.js";
import { bracketed, fixed } from "../kit/numbers.js";
import { pathWithinReach } from "../parts/path.js";
import { marksInBoth, surfaceAndMap, viewControls } from "../parts/surface_and_map.js";
import { CHOICES, landsOf, REACH, SURFACES } from "../parts/surfaces.js";
import { steepest } from "../parts/terrain.js";

/**
 * @typedef {object} State
 * @property {import("../parts/surfaces.js").SurfaceName} surface
 * @property {number[]} start
 * @property {number} learning_rate
 * @property {number} steps
 * @property {number} turn
 * @property {number} tilt
 */
/** @typedef {ReturnType<typeof compute>} Result */
/** @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure */

const STEPS = 60;

/** @param {State} state */
export function compute({ surface, start, learning_rate, steps }) {
  const { C, slopes } = SURFACES[surface];
  const { path, diverged } = pathWithinReach(([x, y]) => slopes(x, y), start, learning_rate, steps);
  const [x, y] = path[path.length - 1];
  const gradient = slopes(x, y);
  return {
    path,
    diverged,
    cost: C(x, y),
    gradient,
    length: Math.hypot(...gradient),
    next: [x - learning_rate * gradient[0], y - learning_rate * gradient[1]],
  };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const { narrow } = figure;
  const root = drawing(figure, { height: narrow ? 764 : 412, label: "The surface, the map, and the path downhill" });
  const plain = svg(root, "g", { class: "nn-plain" });
  const views = surfaceAndMap(figure, plain, startAt);
  drawWalk(figure, views);
  const below = narrow ? { x: 44, y: 606 } : { x: 384, y: 310 };
  svg(root, "text", { ...below, class: "nn-small nn-muted" }, "ring: where the next step lands");
  drawNumbers(figure, svg(plain, "g", { transform: narrow ? "translate(6 636)" : "translate(10 346)" }));
  addControls(figure);
  readout(figure, words);
}

/** @param {ThisFigure} figure */
function addControls(figure) {
  const surfaces = choice(figure, {
    key: "surface",
    label: "Surface",
    options: CHOICES,
    set: (surface) => ({ surface, steps: 0 }),
  });
  surfaces.style.gridColumn = "1 / -1";
  slider(figure, { key: "learning_rate", label: "$\\eta$ rate", step: 0.01, digits: 2 });
  button(figure, "Back to the start", () => {
    figure.pause();
    figure.set({ steps: 0 });
  });
  player(figure, { interval: 250, step: () => walkOn(figure) });
  viewControls(figure);
}

/** The point dropped somewhere: a new start, of two digits. */
const startAt = (place) => ({ start: place.map((p) => Number(p.toFixed(2))), steps: 0 });

/** One step more; false at the bottom, after the last step, and where there is no next point. */
function walkOn(figure) {
  const done = ({ diverged, length }) => diverged || length < 1e-3 || figure.state.steps >= STEPS;
  if (done(figure.result)) return false;
  figure.set({ steps: figure.state.steps + 1 });
  return !done(figure.result);
}

/**
 * The path, the point at its end, the arrow against the gradient, and a ring where the next step lands.
 * @param {ThisFigure} figure
 */
function drawWalk(figure, views) {
  const marks = marksInBoth(figure, views, { get: (_, { path }) => path[path.length - 1], moveTo: startAt });
  const name = maths(marks.overMap, { class: "nn-small", "text-anchor": "middle" }, "-\\nabla C");
  figure.update(({ surface }, { path, cost, gradient, next }) => {
    const end = path[path.length - 1];
    /** @param {number[]} place */
    const high = ([x, y]) => [x, y, SURFACES[surface].C(x, y)];
    const arrow = inside(end) ? downhill(gradient, (0.8 * REACH) / steepest(landsOf(surface)[0])) : [0, 0, 0];
    marks.show({ point: [...end, cost], path: path.map(high), next: high(next), arrows: [arrow] });
    nameArrow(name, views.map, end, arrow);
  });
}

/** @param {number[]} point */
const inside = (point) => point.every((p) => Math.abs(p) <= REACH);

/**
 * A move against the gradient, and what it does to the cost along the tangent.
 * @param {[number, number]} gradient
 * @param {number} scale
 */
function downhill(gradient, scale) {
  const [dx, dy] = gradient.map((slope) => -slope * scale);
  return [dx, dy, dx * gradient[0] + dy * gradient[1]];
}

/**
 * The name beyond the arrow's head.
 * @param {SVGTextElement} text
 * @param {import("../parts/marks_on_terrain.js").View} map
 * @param {number[]} end
 * @param {number[]} arrow
 */
function nameArrow(text, map, [x, y], [dx, dy]) {
  const length = Math.hypot(dx, dy);
  const beyond = 1 + 0.3 / (length || 1);
  const [px, py] = map.at([x + dx * beyond, y + dy * beyond]);
  attr(text, { x: px, y: py + 4, visibility: length > 0.3 ? "visible" : "hidden" });
}

/**
 * The formula, the gradient, and the next step in numbers.
 * @param {ThisFigure} figure
 */
function drawNumbers(figure, group) {
  const place = (i) =>
    figure.narrow ? { x: 0, y: 14 + 30 * i } : { x: (i % 2) * 326, y: 14 + 30 * Math.floor(i / 2) };
  const rows = [0, 1, 2, 3].map((i) => maths(group, place(i), "C"));
  figure.update(({ surface, learning_rate }, { path, gradient, next }) => {
    const [x, y] = path[path.length - 1];
    const rate = fixed(learning_rate);
    const two = (v) => (Math.abs(v) <= 1000 ? fixed(v) : '"far away"');
    setMaths(rows[0], SURFACES[surface].formula);
    setMaths(rows[1], `\\nabla C = (${fixed(gradient[0])}, ${fixed(gradient[1])})" at "(${two(x)}, ${two(y)})`);
    setMaths(rows[2], `x \\leftarrow ${two(x)} - ${rate} \\times ${bracketed(gradient[0])} = ${two(next[0])}`);
    setMaths(rows[3], `y \\leftarrow ${two(y)} - ${rate} \\times ${bracketed(gradient[1])} = ${two(next[1])}`);
  });
}

/**
 * @param {State} state
 * @param {Result} result
 */
function words({ surface, learning_rate }, { path, diverged, cost, gradient, length }) {
  const { C, slopes } = SURFACES[surface];
  const taken = path.length - 1;
  const [x, y] = path[Math.max(0, taken - 1)]; // before the last step
  const before = C(x, y);
  const counted = `${taken} ${taken === 1 ? "step" : "steps"}`;
  const why = `the learning rate ${fixed(learning_rate)} is too large here`;
  if (diverged) return `Diverged after ${counted}: the next point would be more than 1,000 away, for ${why}.`;
  const place = `${taken === 0 ? "At the start" : `After ${counted}`}: C = ${fixed(cost, 3)}`;
  if (!inside(path[taken]))
    return `${place}, and the point is off the picture, at (${path[taken].map((p) => fixed(p)).join(", ")}): ${why}.`;
  if (length < 1e-3) return `${place}. The gradient is almost 0: level ground.`;
  if (cost > before + 1e-9) return `${place}. Overshot: it was ${fixed(before, 3)} before, for ${why}.`;
  const swung = taken > 0 && slopes(x, y).some((slope, i) => slope * gradient[i] < -1e-6);
  if (swung) return `${place}, less than before. But the step crossed the bottom: the path swings from side to side.`;
  return `${place}. In the steepest direction it falls by ${fixed(length)} for each unit of the way: that is the length of the gradient.`;
}
