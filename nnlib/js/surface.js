// A cost over two numbers, seen from any side and from above. The surfaces are those of nnlib/figures/_surfaces.py.
import { attr, axes, line, svg } from "./svg.js";

export const REACH = 3; // both coordinates run from -3 to 3

/** Each surface: its cost C(x, y), its gradient, its formula. */
export const SURFACES = {
  bowl: { C: (x, y) => 1.5 * x * x + 0.5 * y * y, slopes: (x, y) => [3 * x, y], formula: "C = 3x^2/2 + y^2/2" },
  valleys: { C: (x, y) => (x * x - 4) ** 2 / 8 + (y * y) / 2 + x / 4 + 0.5, slopes: (x, y) => [(x * (x * x - 4)) / 2 + 0.25, y], formula: "C = (x^2 - 4)^2/8 + y^2/2 + x/4 + 1/2" },
  canyon: { C: (x, y) => 2 * (x - y) ** 2 + (x + y) ** 2 / 20, slopes: (x, y) => [4 * (x - y) + (x + y) / 10, -4 * (x - y) + (x + y) / 10], formula: "C = 2(x - y)^2 + (x + y)^2/20" },
};

const N = 22; // squares of the mesh along each side
const LEVELS = 8; // shades of height
const TOP = 12; // costs above this are drawn at this height

const grid = (i) => -REACH + (2 * REACH * i) / N;

/** A piece of a line of equal height inside one square of values, as a path; X and Y place the grid's numbers. */
function contourPiece(values, i, j, level, X, Y) {
  const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
  const crossings = [];
  corners.forEach(([i0, j0], c) => {
    const [i1, j1] = corners[(c + 1) % 4];
    const [v0, v1] = [values[i0][j0] - level, values[i1][j1] - level];
    if (v0 < 0 === v1 < 0) return;
    const t = v0 / (v0 - v1);
    crossings.push([X(i0 + t * (i1 - i0)), Y(j0 + t * (j1 - j0))]);
  });
  return crossings.length === 4 ? line(crossings.slice(0, 2)) + line(crossings.slice(2)) : line(crossings);
}

/** The line where C(x, y) = level, by marching squares over n x n of them; X and Y place x and y in the drawing. */
export function contour(C, { x_range, y_range, X, Y, level, n = 48 }) {
  const at = ([low, high], i) => low + ((high - low) * i) / n;
  const values = Array.from({ length: n + 1 }, (_, i) => Array.from({ length: n + 1 }, (_, j) => C(at(x_range, i), at(y_range, j))));
  let d = "";
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) d += contourPiece(values, i, j, level, (u) => X(at(x_range, u)), (v) => Y(at(y_range, v)));
  return d;
}

/**
 * A contour map of a surface at x, y, `size` wide. Gives the axes (X, Y, toX, toY, plot) and show(name), which draws
 * the lines of another surface when the name changes.
 */
export function contourMap(parent, { x, y, size }) {
  const group = svg(parent, "g", { class: "nn-plain" });
  svg(group, "rect", { x, y, width: size, height: size, class: "nn-paper nn-frame" });
  const range = [-REACH, REACH];
  const map = axes(group, { x, y, width: size, height: size, x_range: range, y_range: range, x_label: "x", y_label: "y", x_ticks: [-2, -1, 1, 2], y_ticks: [-2, -1, 1, 2] });
  const levels = [0.1, 0.35, 0.8, 1.5, 2.5, 4, 6, 8.5, 11.5, 15, 20, 27, 36, 48];
  const lines = levels.map(() => svg(map.plot, "path", { class: "nn-contour" }));
  let drawn = null;
  const show = (name) => {
    if (name === drawn) return;
    drawn = name;
    lines.forEach((path, i) => attr(path, { d: contour(SURFACES[name].C, { x_range: range, y_range: range, X: map.X, Y: map.Y, level: levels[i] }) }));
  };
  return { ...map, show };
}

/** From x, y, height to the drawing: seen from azimuth `turn` and elevation `tilt`, both in degrees. */
export function projection({ turn, tilt }, { cx, cy, size }) {
  const [t, e] = [(turn * Math.PI) / 180, (tilt * Math.PI) / 180];
  const unit = size / (2.9 * REACH);
  const depth = (x, y) => x * Math.sin(t) + y * Math.cos(t);
  const place = (x, y, C) => [cx + unit * (x * Math.cos(t) - y * Math.sin(t)), cy - unit * (depth(x, y) * Math.sin(e) + (Math.min(C, TOP) - TOP / 3) * 0.3 * Math.cos(e))];
  return { place, depth };
}

/** The surface as a mesh, the far squares first. show(name, view) draws it from another side. */
export function mesh(parent, box) {
  const group = svg(parent, "g", { class: "nn-mesh" });
  const paths = Array.from({ length: N * N }, () => svg(group, "path"));
  const show = (name, view) => {
    const { C } = SURFACES[name];
    const { place, depth } = projection(view, box);
    const corners = Array.from({ length: N + 1 }, (_, i) => Array.from({ length: N + 1 }, (_, j) => place(grid(i), grid(j), C(grid(i), grid(j)))));
    const squares = [];
    for (let i = 0; i < N; i++) for (let j = 0; j < N; j++) squares.push([depth(grid(i + 0.5), grid(j + 0.5)), i, j]);
    squares.sort((u, v) => v[0] - u[0]);
    squares.forEach(([, i, j], place) => {
      const level = Math.min(LEVELS - 1, Math.floor((Math.min(TOP, C(grid(i + 0.5), grid(j + 0.5))) / TOP) * LEVELS));
      attr(paths[place], { d: `${line([corners[i][j], corners[i + 1][j], corners[i + 1][j + 1], corners[i][j + 1]])}Z`, class: `nn-height-${level}` });
    });
  };
  return { group, show };
}

/** A surface that turns: drag it, or use the arrow keys. The state holds `turn` and `tilt`. show(name, view) draws. */
export function turnable(figure, parent, { x, y, width, height }) {
  const box = { cx: x + width / 2, cy: y + height * 0.6, size: Math.min(width, height * 1.15) };
  const view = mesh(parent, box);
  const hit = svg(parent, "rect", { x, y, width, height, class: "nn-hit" });
  figure.handle(hit, {
    label: "view of the surface: turn and tilt", axis: "xy", low: [-180, 10], high: [180, 85], step: [5, 5],
    at: (px, py) => [px / 1.6, py / 1.6], get: (state) => [state.turn, state.tilt], set: ([turn, tilt]) => ({ turn: Math.round(turn), tilt: Math.round(tilt) }),
    text: ([turn, tilt]) => `turned ${turn} degrees, tilted ${tilt} degrees`,
  });
  hit.style.touchAction = "pan-y";
  const place = (state, point) => projection(state, box).place(point[0], point[1], SURFACES[state.surface].C(...point));
  return { show: (state) => view.show(state.surface, state), place };
}
