// A point that runs from the nudged number down to the cost, once the nudge rests after a change; not while it is dragged.
import { attr, svg } from "../kit/elements.js";
import { animate } from "../kit/motion.js";
import { holds } from "../kit/pointers.js";
import { wayOf } from "./way.js";

const REST = 150; // ms

/**
 * @param {import("./index.js").ThisFigure} figure
 * @param {SVGElement} root
 * @param {import("./tree.js").Ends} ends
 */
export function drawMessenger(figure, root, ends) {
  const point = svg(root, "circle", { r: 6, class: "nn-point nn-C", visibility: "hidden", "pointer-events": "none" });
  let [seen, timer] = [nudgeOf(figure.state), 0];
  const run = () => {
    const way = wayOf(figure.state.leaf);
    const stops = way.slice(1).flatMap((to, i) => ends(way[i], to));
    animate(figure, (t) => travel(point, stops, t), 290);
  };
  const look = () => {
    const { window } = figure;
    if (!window || holds(figure) || nudgeOf(figure.state) === seen) return;
    seen = nudgeOf(figure.state);
    window.clearTimeout(timer);
    timer = window.setTimeout(run, REST);
  };
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) figure.listen(root, end, look);
  figure.onEnd(() => figure.window?.clearTimeout(timer));
  figure.update(look);
}

const nudgeOf = ({ leaf, nudge }) => `${leaf} ${nudge}`;

/** The point at the share t of the way through the stops; away at its end. */
function travel(point, stops, t) {
  const lengths = stops.slice(1).map(([x, y], i) => Math.hypot(x - stops[i][0], y - stops[i][1]));
  let rest = t * lengths.reduce((sum, length) => sum + length, 0);
  let i = 0;
  while (i < lengths.length - 1 && rest > lengths[i]) rest -= lengths[i++];
  const share = lengths[i] ? Math.min(1, rest / lengths[i]) : 1;
  const [x, y] = [0, 1].map((m) => stops[i][m] + share * (stops[i + 1][m] - stops[i][m]));
  attr(point, { cx: t < 1 ? x : null, cy: t < 1 ? y : null, visibility: t < 1 ? "visible" : "hidden" });
}
