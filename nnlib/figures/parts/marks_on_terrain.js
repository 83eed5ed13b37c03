// What stands on a surface and on its map alike: a point that can be moved, arrows from it, and the path behind it.
import { attr, putAt, svg } from "../kit/elements.js";
import { handle } from "../kit/handles.js";
import { arrow, dots, line } from "../kit/lines.js";
import { clamp } from "../kit/maths.js";

/**
 * One of the two views: at([x, y, C]) is the place in the drawing, toPlace(px, py, near) the [x, y] there.
 * @typedef {object} View
 * @property {Element} root
 * @property {(place: number[]) => number[]} at
 * @property {(px: number, py: number, near: number[]) => number[]} toPlace
 */

/**
 * How the point is moved, for the kit's handle, between -reach and reach.
 * @template S, R
 * @typedef {object} Hold
 * @property {string} label
 * @property {number} reach
 * @property {number} [step]
 * @property {(state: S, result: R) => number[]} get
 * @property {(place: number[]) => Partial<S>} set
 * @property {(place: number[]) => string} text
 */

/**
 * Places carry their cost: [x, y, C], and moves what they do to it: [dx, dy, dC].
 * @typedef {{ point: number[], arrows: number[][], path?: number[][], next?: number[] }} Marks
 */

/**
 * A path, arrows and the point in one of the two views; `arrows` are the classes of the arrows.
 * @template S, R
 * @param {import("../kit/figure.js").Figure<S, R>} figure
 * @param {View} view
 * @param {{ hold: Hold<S, R>, arrows?: string[] }} options
 */
export function marksIn(figure, view, { hold, arrows = [""] }) {
  const over = svg(view.root, "g", { "pointer-events": "none" });
  const walk = drawWalk(over, view);
  const drawn = arrows.map((name) => [
    arrow(over, { class: "nn-arrow nn-halo" }),
    arrow(over, { class: `nn-arrow ${name}` }),
  ]);
  const ghost = svg(over, "circle", { r: 4.5, class: "nn-crowd", visibility: "hidden" });
  const ball = svg(view.root, "g");
  svg(ball, "circle", { r: 22, class: "nn-hit" });
  svg(ball, "circle", { r: 7.5, class: "nn-point" });
  let here = [0, 0];
  const { reach, ...held } = hold;
  handle(figure, ball, {
    axis: "xy",
    low: -reach,
    high: reach,
    step: 0.1,
    ...held,
    at: (px, py) => view.toPlace(px, py, here),
  });
  /** @type {(marks: Marks) => void} */
  const show = ({ point, arrows: moves, path = [], next }) => {
    here = [point[0], point[1]];
    const [px, py] = view.at(point.map((p, i) => (i < 2 ? clamp(p, -reach, reach) : p))); // off the picture: at its edge
    putAt(ball, px, py);
    walk(path);
    attr(ghost, { visibility: next ? "visible" : "hidden" });
    if (next) attr(ghost, { cx: view.at(next)[0], cy: view.at(next)[1] });
    for (const [k, move] of moves.entries()) {
      const [tip_x, tip_y] = view.at(point.map((p, i) => p + move[i]));
      for (const one of drawn[k]) one.update(px, py, tip_x, tip_y);
    }
  };
  return { show, over };
}

/** The path so far, light around it, and a dot at each place that was left. */
function drawWalk(group, view) {
  const trails = ["nn-halo", "nn-trail"].map((name) => svg(group, "path", { class: name }));
  const past = svg(group, "path", { class: "nn-dots", "stroke-width": 5.5 });
  return (path) => {
    const places = path.map(view.at);
    for (const trail of trails) attr(trail, { d: line(places) });
    attr(past, { d: dots(places.slice(0, -1)) });
  };
}
