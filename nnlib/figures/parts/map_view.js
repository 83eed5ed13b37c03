// A cost over two numbers as a map, seen from above, with lines of equal cost. Places are [x, y]; it shows -reach to
// reach of both.
import { attr, setText, svg } from "../kit/elements.js";
import { setMaths } from "../kit/formulas.js";
import { pointerAt } from "../kit/handles.js";
import { memo } from "../kit/memo.js";
import { contourLine } from "./contour.js";
import { TONES, tonesOf } from "./terrain.js";

/** @typedef {import("./terrain.js").Terrain} Terrain */

/**
 * What stands at its sides: three texts at -1, 0 and 1 of each.
 * @typedef {{ x_label?: string, y_label?: string, x_ticks?: string[], y_ticks?: string[] }} Labels
 */

const LINES = 11; // of equal cost

/**
 * The map in the square x, y, size. show(terrain, labels) draws; at([x, y]) and toPlace(px, py) convert; prepare(terrain)
 * works its paths out beforehand. `tapped(place)`: the changes that a press beside the point makes.
 * @template S, R
 * @param {import("../kit/figure.js").Figure<S, R>} figure
 * @param {Element} parent
 * @param {{ x: number, y: number, size: number, tapped: (place: number[]) => Partial<S> }} box
 */
export function mapView(figure, parent, { x, y, size, tapped }) {
  const back = svg(parent, "g", { class: "nn-flat" });
  const tones = Array.from({ length: TONES }, (_, tone) => svg(back, "path", { class: `nn-height-${tone}` }));
  const label = drawLabels(parent, { x, y, size });
  const root = svg(parent, "svg", {
    x,
    y,
    width: size,
    height: size,
    viewBox: `${x} ${y} ${size} ${size}`,
    role: "group",
    "aria-label": "map",
  });
  const lines = svg(root, "path", { class: "nn-level" });
  svg(root, "rect", { x, y, width: size, height: size, class: "nn-hollow nn-frame" });
  const hit = svg(root, "rect", { x, y, width: size, height: size, class: "nn-hit" });
  /** @type {Terrain | undefined} */
  let land;
  let reach = 1;
  /** @type {(place: number[]) => number[]} */
  const at = ([px, py]) => [x + ((px / reach + 1) / 2) * size, y + ((1 - py / reach) / 2) * size];
  /** @type {(px: number, py: number) => number[]} */
  const toPlace = (px, py) => [(((px - x) / size) * 2 - 1) * reach, (1 - ((py - y) / size) * 2) * reach];
  figure.listen(hit, "click", (event) => figure.set(tapped(toPlace(...pointerAt(event, hit)))));
  /** @type {(terrain: Terrain) => ReturnType<typeof pathsOf>} */
  const prepare = (terrain) => pathsOf(terrain, x, y, size);
  /** @type {(terrain: Terrain, labels?: Labels) => void} */
  const show = (terrain, labels = {}) => {
    label(labels);
    if (terrain === land) return;
    land = terrain;
    reach = terrain.reach;
    const { flats, levels } = prepare(terrain);
    for (const [tone, path] of tones.entries()) attr(path, { d: flats[tone] });
    attr(lines, { d: levels });
  };
  return { root, show, prepare, at, toPlace };
}

/** A terrain's paths on the map: the squares of each tone, and the lines of equal cost. */
const pathsOf = memo((/** @type {Terrain} */ land, x, y, size) => {
  const cell = size / land.n;
  const [X, Y] = [(i) => x + i * cell, (j) => y + size - j * cell];
  const levels = Array.from({ length: LINES }, (_, k) => land.low + (land.high - land.low) * ((k + 0.7) / LINES) ** 2);
  const flat = land.high - land.low <= 1e-6 * Math.abs(land.high);
  return {
    flats: flatSquares(tonesOf(land), X, Y, cell),
    levels: flat ? "" : levels.map((level) => contourLine(land.values, level, X, Y)).join(""),
  };
});

/** One path a tone, of columns as long as the tone stays; neighbours overlap by half a pixel, so that no seam shows. */
function flatSquares(tones, X, Y, cell) {
  const parts = Array.from({ length: TONES }, () => "");
  tones.forEach((column, i) => {
    for (let from = 0, to = 0; from < column.length; from = to) {
      while (to < column.length && column[to] === column[from]) to++;
      const [width, height] = [cell + 0.5, cell * (to - from) + 0.5].map((side) => side.toFixed(1));
      parts[column[from]] += `M${X(i).toFixed(1)} ${Y(to).toFixed(1)}h${width}v${height}h-${width}z`;
    }
  });
  return parts;
}

/** @returns {(labels: Labels) => void} */
function drawLabels(parent, { x, y, size }) {
  const tick = (place) => svg(parent, "text", { ...place, class: "nn-small nn-muted nn-number" });
  const along = ["start", "middle", "end"].map((anchor, i) =>
    tick({ x: x + (i * size) / 2, y: y + size + 16, "text-anchor": anchor }),
  );
  const up = [0, 4, 10].map((down, i) => tick({ x: x - 6, y: y + size - (i * size) / 2 + down, "text-anchor": "end" }));
  const name = svg(parent, "text", { x: x + size, y: y + size + 32, "text-anchor": "end" });
  const upright = svg(parent, "text", { x, y: y - 6 });
  return ({ x_label = "x", y_label = "y", x_ticks = ["", "", ""], y_ticks = x_ticks }) => {
    for (const i of [0, 1, 2]) {
      setText(along[i], x_ticks[i]);
      setText(up[i], y_ticks[i]);
    }
    setMaths(name, x_label);
    setMaths(upright, y_label);
  };
}
