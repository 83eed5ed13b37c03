import { readout } from "../kit/card.js";
import { svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { whenIdle } from "../kit/idle.js";
import { drawing } from "../kit/layout.js";
import { memo } from "../kit/memo.js";
import { fixed } from "../kit/numbers.js";
import { mapView } from "../parts/map_view.js";
import { marksIn } from "../parts/marks_on_terrain.js";
import { surfaceView } from "../parts/surface_view.js";
import { steepest } from "../parts/terrain.js";
import { addControls, lookAlong, tidy } from "./controls.js";
import { groundUnder, lookAhead, meshOf } from "./ground.js";
import { centre, sliceFor } from "./plane.js";
import { costAt, slopesAt } from "./slice.js";
import { formulas, labels, NOTES, words } from "./words.js";

/**
 * @typedef {object} State
 * @property {"trained" | "untrained"} network
 * @property {"parameters" | "random" | "gradient"} directions
 * @property {number} first
 * @property {number} second
 * @property {number} reach
 * @property {number[]} point
 * @property {number} turn
 * @property {number} tilt
 */
/** @typedef {ReturnType<typeof compute>} Result */
/** @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure */

/** What there is at a place of a plane; kept, as only the view may have turned. */
const standingAt = memo(
  (/** @type {import("./slice.js").Slice} */ slice, s, t) => ({
    ...costAt(slice, s, t),
    slopes: slopesAt(slice, s, t),
  }),
  { most: 1 },
);

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute(state, data) {
  const { vector } = centre(data, state.network);
  const shift = state.point.map((p) => p * state.reach);
  const { cost, right, slopes } = standingAt(sliceFor(state, data), shift[0], shift[1]);
  return { shift, cost, right, slopes, start: [vector[state.first], vector[state.second]] };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const { narrow } = figure;
  const root = drawing(figure, {
    height: narrow ? 784 : 424,
    label: "The cost of the digit network as a surface and as a map",
  });
  const ground = groundUnder(figure);
  const views = drawViews(figure, root);
  drawMarks(figure, views, ground);
  drawNumbers(figure, svg(root, "g", { transform: narrow ? "translate(6 620)" : "translate(10 344)" }), ground);
  addControls(figure);
  readout(figure, (state, result) => words(state, result, ground(state)));
  haveReady(figure, views);
}

/** @param {ThisFigure} figure */
function drawViews(figure, root) {
  const boxes = figure.narrow
    ? { surface: { x: 0, y: 0, width: 320, height: 280 }, map: { x: 46, y: 308, size: 256 } }
    : { surface: { x: 0, y: 0, width: 336, height: 316 }, map: { x: 390, y: 26, size: 240 } };
  return {
    surface: surfaceView(figure, root, boxes.surface),
    map: mapView(figure, root, { ...boxes.map, tapped: (point) => ({ point: tidy(point) }) }),
  };
}

/**
 * The terrain in both views, the point, and an arrow against the gradient.
 * @param {ThisFigure} figure
 * @param {ReturnType<typeof drawViews>} views
 */
function drawMarks(figure, { surface, map }, ground) {
  const hold = {
    reach: 1,
    step: 0.05,
    get: ({ point }) => point,
    set: (point) => ({ point: tidy(point) }),
    text: (/** @type {number[]} */ [s, t]) => `${fixed(s)} and ${fixed(t)} of the reach`,
  };
  const marks = [
    marksIn(figure, surface, { hold: { ...hold, label: "the point on the surface" } }),
    marksIn(figure, map, { hold: { ...hold, label: "the point on the map" } }),
  ];
  figure.update((state, result) => {
    const land = ground(state);
    const names = labels(state, result);
    surface.show(meshOf(land), state, names);
    map.show(land, names);
    const arrow = downhill(
      result.slopes.map((slope) => slope * state.reach),
      steepest(land),
    );
    for (const mark of marks) mark.show({ point: [...state.point, result.cost], arrows: [arrow] });
  });
}

/** A move against the slopes, along the map's own units: longer where it is steeper, to be seen where it is gentle. */
function downhill(slopes, most) {
  const size = Math.hypot(...slopes);
  const length = 0.55 * Math.sqrt(Math.min(1, size / Math.max(most, 1e-9)));
  const [ds, dt] = slopes.map((slope) => (size > 1e-9 ? (-slope * length) / size : 0));
  return [ds, dt, ds * slopes[0] + dt * slopes[1]];
}

/** @param {ThisFigure} figure */
function drawNumbers(figure, group, ground) {
  const place = (i) =>
    figure.narrow ? { x: 0, y: 14 + 27 * i } : { x: i % 2 ? 318 : 0, y: 14 + 28 * Math.floor(i / 2) };
  const rows = [0, 1, 2, 3, 4, 5].map((i) => maths(group, place(i), "C"));
  figure.update((state, result) => {
    for (const [i, formula] of formulas(state, result, ground(state)).entries()) setMaths(rows[i], formula);
  });
}

/**
 * Work out beforehand what the next choice shows: the other network, and the other directions.
 * @param {ThisFigure} figure
 * @param {ReturnType<typeof drawViews>} views
 */
function haveReady(figure, { surface, map }) {
  const { state, data } = figure;
  const kinds = /** @type {State["directions"][]} */ (Object.keys(NOTES));
  /** @type {Partial<State>[]} */
  const near = [
    { network: state.network === "trained" ? "untrained" : "trained" },
    ...kinds.filter((kind) => kind !== state.directions).map((kind) => lookAlong(state, kind)),
  ];
  const work = near.flatMap((change) => {
    const other = { ...state, ...change };
    return lookAhead(other, data, (land) => {
      surface.prepare(meshOf(land), other);
      map.prepare(land);
    });
  });
  whenIdle(figure, work, "near");
}
