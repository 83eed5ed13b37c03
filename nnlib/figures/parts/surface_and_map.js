// The two views of `surface` and `descent`: one of the shared surfaces, which turns, and its map.
import { fold, slider } from "../kit/controls.js";
import { whenIdle } from "../kit/idle.js";
import { fixed } from "../kit/numbers.js";
import { mapView } from "./map_view.js";
import { marksIn } from "./marks_on_terrain.js";
import { surfaceView } from "./surface_view.js";
import { CHOICES, landsOf, REACH } from "./surfaces.js";

/** @typedef {import("./surface_view.js").Turned & { surface: import("./surfaces.js").SurfaceName }} Seen */

const LABELS = { x_label: "x", y_label: "y", x_ticks: [fixed(-REACH, 1), "0", fixed(REACH, 1)] };

/**
 * Both views of the surface that the state names, { surface, map }; `moveTo(place)` are the changes that a press on the
 * map makes. The other surfaces are worked out beforehand.
 * @template {Seen} S
 * @template R
 * @param {import("../kit/figure.js").Figure<S, R>} figure
 * @param {Element} parent
 * @param {(place: number[]) => Partial<S>} moveTo
 */
export function surfaceAndMap(figure, parent, moveTo) {
  const boxes = figure.narrow
    ? { surface: { x: 0, y: 0, width: 320, height: 290 }, map: { x: 44, y: 318, size: 256 } }
    : { surface: { x: 0, y: 0, width: 340, height: 330 }, map: { x: 384, y: 30, size: 248 } };
  const surface = surfaceView(figure, parent, boxes.surface);
  const map = mapView(figure, parent, { ...boxes.map, tapped: moveTo });
  figure.update((state) => {
    const [coarse, fine] = landsOf(state.surface);
    surface.show(coarse, state, LABELS);
    map.show(fine, LABELS);
  });
  const prepare = CHOICES.flatMap(([name]) => [
    () => surface.prepare(landsOf(name)[0], figure.state),
    () => map.prepare(landsOf(name)[1]),
  ]);
  whenIdle(figure, prepare);
  return { surface, map };
}

/**
 * The point and its arrows in both views: get(state, result) is where the point is, and `arrows` are the arrows' classes.
 * @template {Seen} S
 * @template R
 * @param {import("../kit/figure.js").Figure<S, R>} figure
 * @param {Record<"surface" | "map", import("./marks_on_terrain.js").View>} views
 * @param {{ get: (state: S, result: R) => number[], moveTo: (place: number[]) => Partial<S>, arrows?: string[] }} options
 */
export function marksInBoth(figure, { surface, map }, { get, moveTo, arrows }) {
  /** @type {(place: number[]) => string} */
  const text = ([x, y]) => `x = ${fixed(x)}, y = ${fixed(y)}`;
  const hold = { reach: REACH, get, set: moveTo, text };
  const marks = [
    marksIn(figure, surface, { hold: { ...hold, label: "the point on the surface" }, arrows }),
    marksIn(figure, map, { hold: { ...hold, label: "the point on the map" }, arrows }),
  ];
  /** @param {import("./marks_on_terrain.js").Marks} what */
  const show = (what) => {
    for (const mark of marks) mark.show(what);
  };
  return { show, overMap: marks[1].over };
}

/**
 * Turn and tilt, folded away.
 * @param {import("../kit/figure.js").Figure<any, any>} figure
 */
export function viewControls(figure) {
  const parent = fold(figure, "The view");
  slider(figure, { key: "turn", label: "Turn", step: 5, digits: 0, parent });
  slider(figure, { key: "tilt", label: "Tilt", step: 5, digits: 0, parent });
}
