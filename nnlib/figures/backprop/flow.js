// Points that run along the edges of a step that was just taken: forward with the activations, backward with the derivatives.
import { attr, svg } from "../kit/elements.js";
import { animate } from "../kit/motion.js";
import { LINKS } from "../parts/small_network.js";

/** @typedef {number[][]} Track from one point to another */

const MOST = 6; // edges between two layers

/**
 * @param {import("./index.js").ThisFigure} figure
 * @param {SVGElement} root
 * @param {import("./small.js").Place} place
 * @param {number[]} end
 */
export function drawFlow(figure, root, place, end) {
  const points = Array.from({ length: MOST }, () =>
    svg(root, "circle", { r: 5, class: "nn-point nn-C", visibility: "hidden" }),
  );
  let before = NaN;
  figure.update(({ example }, result) => {
    const taken = result.step === before + 1 && example === "small";
    before = result.step;
    if (!taken) return;
    const tracks = tracksOf(result, place, end);
    animate(figure, (t) => points.forEach((point, i) => put(point, tracks[i], t)), 280);
  });
}

/** A point at the share t of its track; away at the end, and where there is none. */
function put(point, track, t) {
  const away = t === 1 || !track;
  const [cx, cy] = away ? [null, null] : [0, 1].map((m) => track[0][m] + t * (track[1][m] - track[0][m]));
  attr(point, { cx, cy, visibility: away ? "hidden" : "visible" });
}

/** @returns {Track[]} */
function tracksOf({ kind, l, L }, place, end) {
  const links = (layer) =>
    LINKS.filter((link) => link.l === layer).map((link) => [place(layer - 1, link.k), place(layer, link.j)]);
  if (kind === "forward") return links(l);
  if (kind === "cost") return [0, 1].map((j) => [place(L, j), end]);
  if (kind !== "da") return [];
  return l === L ? [0, 1].map((j) => [end, place(L, j)]) : links(l + 1).map(([from, to]) => [to, from]);
}
