// A cost over two numbers, as a surface that turns and as a map, with a point, an arrow and a path that are the same in
// both. Places are [x, y]; both views show -1..1 times the terrain's reach, and heights from its lowest to its highest.
import { attr, putAt, setText, svg } from "../kit/elements.js";
import { setMaths } from "../kit/formulas.js";
import { handle, pointerAt } from "../kit/handles.js";
import { arrow, dots, line } from "../kit/lines.js";
import { clamp } from "../kit/maths.js";

const TONES = 12; // nn-height-0 to nn-height-11
const LINES = 11; // of equal cost on the map

// ---------------------------------------------------------------- heights

/** C(x, y) on n x n squares from -reach to reach: values[i][j] with x growing in i and y in j. */
export function terrain(C, reach, n = 24) {
  let land = null;
  for (const task of terrainTasks(C, reach, n, (done) => (land = done))) task();
  return land;
}

/** The same in pieces, one for each x, for `whenIdle`; the last calls done(terrain). */
export function terrainTasks(C, reach, n, done) {
  const at = (i) => ((2 * i) / n - 1) * reach;
  const values = [];
  const row = (_, i) => () => values.push(Array.from({ length: n + 1 }, (_, j) => C(at(i), at(j))));
  const finish = () => {
    const all = values.flat();
    done({ reach, n, values, low: Math.min(...all), high: Math.max(...all) });
  };
  return [...Array.from({ length: n + 1 }, row), finish];
}

/** Part of the way from the lowest to the highest, 0 to 1. A terrain that is flat to six digits is drawn flat. */
const share = ({ low, high }, C) => (C - low) / Math.max(high - low, 1e-6 * Math.abs(high), 1e-12);

/** The height at a place between the grid's, by its square's four corners. */
function between({ reach, n, values }, [x, y]) {
  const [u, v] = [x, y].map((p) => clamp(((p / reach + 1) / 2) * n, 0, n));
  const [i, j] = [u, v].map((p) => Math.min(n - 1, Math.floor(p)));
  const [s, t] = [u - i, v - j];
  return (
    (1 - s) * ((1 - t) * values[i][j] + t * values[i][j + 1]) +
    s * ((1 - t) * values[i + 1][j] + t * values[i + 1][j + 1])
  );
}

/** The same terrain on fewer squares: what a small surface that turns has to show. */
export function coarser(land, n) {
  const at = (i) => ((2 * i) / n - 1) * land.reach;
  const values = Array.from({ length: n + 1 }, (_, i) =>
    Array.from({ length: n + 1 }, (_, j) => between(land, [at(i), at(j)])),
  );
  return { ...land, n, values };
}

/** How steep it is where it is steepest, from the differences of neighbours: to give arrows a length. */
export function steepest({ reach, n, values }) {
  let most = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      most = Math.max(most, Math.hypot(values[i + 1][j] - values[i][j], values[i][j + 1] - values[i][j]));
  return (most * n) / (2 * reach);
}

/** The line where C(x, y) = level, by marching squares over n x n of them; X and Y place x and y in the drawing. */
export function contour(C, { x_range, y_range, X, Y, level, n = 48 }) {
  const at = ([low, high], i) => low + ((high - low) * i) / n;
  const values = Array.from({ length: n + 1 }, (_, i) =>
    Array.from({ length: n + 1 }, (_, j) => C(at(x_range, i), at(y_range, j))),
  );
  return contourLine(
    values,
    level,
    (u) => X(at(x_range, u)),
    (v) => Y(at(y_range, v)),
  );
}

function contourLine(values, level, X, Y) {
  let d = "";
  for (let i = 0; i + 1 < values.length; i++)
    for (let j = 0; j + 1 < values.length; j++) {
      const below =
        (values[i][j] < level) +
        (values[i + 1][j] < level) +
        (values[i + 1][j + 1] < level) +
        (values[i][j + 1] < level);
      if (below % 4) d += contourPiece(values, i, j, level, X, Y);
    }
  return d;
}

/** The piece of the line inside one square. */
function contourPiece(values, i, j, level, X, Y) {
  const corners = [
    [i, j],
    [i + 1, j],
    [i + 1, j + 1],
    [i, j + 1],
  ];
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

// ---------------------------------------------------------------- the surface that turns

const radians = (degrees) => (degrees * Math.PI) / 180;
const wrapped = (degrees) => ((((degrees + 180) % 360) + 360) % 360) - 180;

/** From [x, y] and a height share to the drawing, seen from `turn` and `tilt` degrees; depth grows away from the reader. */
function projection({ turn, tilt }, { cx, cy, R }, reach) {
  const [sin, cos, up, flat] = [
    Math.sin(radians(turn)),
    Math.cos(radians(turn)),
    Math.sin(radians(tilt)),
    Math.cos(radians(tilt)),
  ];
  const depth = (x, y) => (x * sin + y * cos) / reach;
  const place = (x, y, h) => [
    cx + (R * (x * cos - y * sin)) / reach,
    cy - R * (depth(x, y) * up + (h - 0.5) * 1.1 * flat),
  ];
  /** Where the line of sight through a place of the drawing is at a depth. */
  const sight = (px, v) => [((px - cx) / R) * cos + v * sin, (-(px - cx) / R) * sin + v * cos].map((p) => p * reach);
  return { place, depth, sight, sin, cos };
}

/**
 * The surface in the box x, y, width, height. The state holds `turn` and `tilt`: dragging beside the point or the arrow
 * keys change them. show(terrain, state, {x_label, y_label}) draws; at([x, y, C]) and toPlace(px, py, near) convert;
 * prepare(terrain, state) works its strips out beforehand.
 */
export function surfaceView(figure, parent, { x, y, width, height }) {
  const root = svg(parent, "svg", { x, y, width, height, viewBox: `${x} ${y} ${width} ${height}` });
  const box = { cx: x + width / 2, cy: y + height / 2, R: Math.min(width, height) / 2.9 };
  const floor = svg(root, "path", { class: "nn-floor" });
  const mesh = meshOf(svg(root, "g", { class: "nn-mesh" }));
  const names = [0, 1].map(() => svg(root, "text", { class: "nn-small", "text-anchor": "middle" }));
  const hit = svg(root, "rect", { x, y, width, height, class: "nn-hit" });
  turning(figure, hit);
  let [land, eye] = [null, null];
  const show = (terrain, state, { x_label = "x", y_label = "y" } = {}) => {
    [land, eye] = [terrain, projection(state, box, terrain.reach)];
    mesh(terrain, eye, state);
    const { place } = eye;
    const r = terrain.reach;
    attr(floor, {
      d: `${line(
        [
          [-r, -r],
          [r, -r],
          [r, r],
          [-r, r],
        ].map(([px, py]) => place(px, py, 0)),
      )}Z`,
    });
    const [near_x, near_y] = [eye.sin > 0 ? -1.17 : 1.17, eye.cos > 0 ? -1.17 : 1.17]; // the floor's edges in front
    [
      [0.6, near_y, x_label],
      [near_x, 0.6, y_label],
    ].forEach(([px, py, name], i) => {
      const [tx, ty] = place(px * r, py * r, 0);
      attr(names[i], { x: clamp(tx, x + 12, x + width - 12), y: ty + 4 });
      setMaths(names[i], name);
    });
  };
  const at = ([px, py, C]) => eye.place(px, py, clamp(share(land, C), -2, 4));
  const prepare = (terrain, state) => stripsOf(terrain, projection(state, box, terrain.reach), state);
  return { root, show, prepare, at, toPlace: (px, py, near) => seen(land, eye, px, py, near) };
}

/** A cost in about three digits. */
export const short = (C) => String(Number(C.toPrecision(3))).replace("-", "\u2212");

/** The place of the surface that is seen at px, py: of several behind each other, the one nearest to `near`. */
function seen(land, { place, depth, sight }, px, py, near) {
  const from = depth(...near);
  let [best, far] = [near, Infinity];
  let before = null;
  for (let v = -1.5; v <= 1.5; v += 0.025) {
    const [sx, sy] = sight(px, v);
    if (Math.max(Math.abs(sx), Math.abs(sy)) > land.reach) continue;
    const off = place(sx, sy, share(land, between(land, [sx, sy])))[1] - py;
    if (before !== null && off > 0 !== before > 0 && Math.abs(v - from) < far) {
      best = sight(px, v - (0.025 * off) / (off - before));
      far = Math.abs(v - from);
    }
    before = off;
  }
  return best;
}

function meshOf(group) {
  const polygons = []; // a path's d is a matter of style, and slower
  let drawn = null;
  return (land, eye, state) => {
    const strips = stripsOf(land, eye, state);
    if (strips === drawn) return;
    drawn = strips;
    while (polygons.length < strips.length) polygons.push({ polygon: svg(group, "polygon") });
    while (polygons.length > strips.length) polygons.pop().polygon.remove();
    polygons.forEach((polygon, i) => paint(polygon, strips[i]));
  };
}

const projected = new WeakMap(); // of each terrain: its strips as they were seen last

/** Strips of squares, the far ones first: for a surface that is a height over each place, in the order of rows and columns. */
function stripsOf(land, eye, { turn, tilt }) {
  const view = `${turn} ${tilt} ${eye.place(0, 0, 0)}`;
  if (projected.get(land)?.view !== view) projected.set(land, { view, strips: project(land, eye) });
  return projected.get(land).strips;
}

/** Neighbours in a row of one tone are one strip, up to where the surface turns its other side: the fewer shapes, the sooner they are drawn. */
function project(land, eye) {
  const { n, reach, values } = land;
  const at = (i) => ((2 * i) / n - 1) * reach;
  const corners = values.map((row, i) => row.map((C, j) => eye.place(at(i), at(j), share(land, C))));
  const texts = corners.map((row) => row.map((corner) => corner.map((p) => p.toFixed(1)).join(" ")));
  const tones = tonesOf(land);
  const side = (i, j) => facing(corners[i][j], corners[i + 1][j], corners[i + 1][j + 1], corners[i][j + 1]);
  const [rows, columns] = [eye.sin, eye.cos].map((away) => (away > 0 ? [n - 1, -1, -1] : [0, n, 1]));
  const strips = [];
  for (let [i, end, step] = rows; i !== end; i += step) {
    for (let [j, last, on] = columns, first = j; j !== last; j += on) {
      if (j + on !== last && tones[i][j + on] === tones[i][j] && side(i, j + on) === side(i, j)) continue;
      strips.push({
        points: outline(texts[i], texts[i + 1], Math.min(first, j), Math.max(first, j)),
        tone: tones[i][j],
      });
      first = j + on;
    }
  }
  return strips;
}

/** Whether a square with these corners is seen from the one side or the other, by the cross product of its diagonals. */
const facing = ([ax, ay], [bx, by], [cx, cy], [dx, dy]) => (cx - ax) * (dy - by) > (cy - ay) * (dx - bx);

/** About the squares from column j to column `last` between two rows of corners; on the way, there and back over each line between two of them. */
function outline(near, far, j, last) {
  let points = near[j];
  for (let k = j + 1; k <= last; k++) points += ` ${near[k]} ${far[k]} ${near[k]}`;
  for (let k = last + 1; k >= j; k--) points += ` ${k > last ? `${near[k]} ${far[k]}` : far[k]}`;
  return points;
}

/** Some hundred at once: what is known to stay is not asked for. */
function paint(drawn, { points, tone }) {
  if (drawn.points !== points) drawn.polygon.setAttribute("points", (drawn.points = points));
  if (drawn.tone !== tone) drawn.polygon.setAttribute("class", `nn-height-${(drawn.tone = tone)}`);
}

const toned = new WeakMap(); // of each terrain: the tones of its squares

/** Each square's tone, 0 to TONES - 1. Darker as it rises, quickly at first: the bottom is what one looks for. */
function tonesOf(land) {
  const { n, values } = land;
  const middle = (i, j) => (values[i][j] + values[i + 1][j] + values[i + 1][j + 1] + values[i][j + 1]) / 4;
  const tone = (i, j) => Math.min(TONES - 1, Math.floor(Math.sqrt(share(land, middle(i, j))) * TONES));
  if (!toned.has(land))
    toned.set(
      land,
      Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => tone(i, j))),
    );
  return toned.get(land);
}

/** Dragging turns the surface as a hand would; a finger that moves up or down still scrolls the page. */
function turning(figure, hit) {
  handle(figure, hit, {
    label: "view of the surface: turn and tilt",
    axis: "xy",
    touch: "x",
    low: [-900, 10],
    high: [900, 85],
    step: [5, 5],
    at: (px, py) => [px / 1.6, py / 1.6],
    get: (state) => [state.turn, state.tilt],
    set: ([turn, tilt]) => ({ turn: Math.round(wrapped(turn)), tilt: Math.round(tilt) }),
    text: ([turn, tilt]) => `turned ${turn} degrees, tilted ${tilt} degrees`,
  });
}

// ---------------------------------------------------------------- the map

/**
 * The same from above, with lines of equal cost, in the square x, y, size. show(terrain, {x_label, y_label, x_ticks,
 * y_ticks}) draws, with three texts at -1, 0 and 1 of each side; prepare(terrain) works them out beforehand.
 * `tapped(place)`: what a press beside the point does.
 */
export function mapView(figure, parent, { x, y, size, tapped }) {
  const back = svg(parent, "g", { class: "nn-flat" });
  const tones = Array.from({ length: TONES }, (_, tone) => svg(back, "path", { class: `nn-height-${tone}` }));
  const labels = mapLabels(parent, { x, y, size });
  const root = svg(parent, "svg", { x, y, width: size, height: size, viewBox: `${x} ${y} ${size} ${size}` });
  const lines = svg(root, "path", { class: "nn-level" });
  svg(root, "rect", { x, y, width: size, height: size, class: "nn-hollow nn-frame" });
  const hit = svg(root, "rect", { x, y, width: size, height: size, class: "nn-hit" });
  const drawn = new WeakMap(); // of each terrain: its paths
  let land = null;
  const place = ([px, py]) => [x + ((px / land.reach + 1) / 2) * size, y + ((1 - py / land.reach) / 2) * size];
  const toPlace = (px, py) => [(((px - x) / size) * 2 - 1) * land.reach, (1 - ((py - y) / size) * 2) * land.reach];
  if (tapped) figure.listen(hit, "click", (event) => figure.set(tapped(toPlace(...pointerAt(event, hit)))));
  const prepare = (terrain) => {
    if (!drawn.has(terrain)) drawn.set(terrain, mapOf(terrain, { x, y, size }));
    return drawn.get(terrain);
  };
  const show = (terrain, words = {}) => {
    labels(words);
    if (terrain === land) return;
    land = terrain;
    const { flats, levels } = prepare(land);
    tones.forEach((path, tone) => attr(path, { d: flats[tone] }));
    attr(lines, { d: levels });
  };
  return { root, show, prepare, at: place, toPlace };
}

/** A terrain's paths on the map: the squares of each tone, and the lines of equal cost. */
function mapOf(land, { x, y, size }) {
  const cell = size / land.n;
  const [X, Y] = [(i) => x + i * cell, (j) => y + size - j * cell];
  const levels = Array.from({ length: LINES }, (_, k) => land.low + (land.high - land.low) * ((k + 0.7) / LINES) ** 2);
  const flat = land.high - land.low <= 1e-6 * Math.abs(land.high);
  return {
    flats: flatSquares(tonesOf(land), X, Y, cell),
    levels: flat ? "" : levels.map((level) => contourLine(land.values, level, X, Y)).join(""),
  };
}

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

function mapLabels(parent, { x, y, size }) {
  const along = [0, 0.5, 1].map((t, i) =>
    svg(parent, "text", {
      x: x + t * size,
      y: y + size + 16,
      class: "nn-small nn-muted nn-number",
      "text-anchor": ["start", "middle", "end"][i],
    }),
  );
  const up = [0, 0.5, 1].map((t, i) =>
    svg(parent, "text", {
      x: x - 6,
      y: y + size - t * size + [0, 4, 10][i],
      class: "nn-small nn-muted nn-number",
      "text-anchor": "end",
    }),
  );
  const name = svg(parent, "text", { x: x + size, y: y + size + 32, "text-anchor": "end" });
  const upright = svg(parent, "text", { x, y: y - 6 });
  return ({ x_label = "x", y_label = "y", x_ticks = ["", "", ""], y_ticks = x_ticks }) => {
    x_ticks.forEach((text, i) => setText(along[i], text));
    y_ticks.forEach((text, i) => setText(up[i], text));
    setMaths(name, x_label);
    setMaths(upright, y_label);
  };
}

// ---------------------------------------------------------------- what stands in both

/**
 * A path, an arrow and the point in one of the two views. Places carry their cost: show({ point: [x, y, C], arrows:
 * [[dx, dy, dC], ...], path: [[x, y, C], ...], next }). `hold` is what the kit's handle needs to move the point:
 * {label, get, set, text, reach, step}.
 */
export function marksIn(figure, view, { hold, arrows = [""] }) {
  const over = svg(view.root, "g", { "pointer-events": "none" });
  const trails = ["nn-halo", "nn-trail"].map((name) => svg(over, "path", { class: name }));
  const past = svg(over, "path", { class: "nn-dots", "stroke-width": 5.5 });
  const drawn = arrows.map((name) => [
    arrow(over, { class: "nn-arrow nn-halo" }),
    arrow(over, { class: `nn-arrow ${name}` }),
  ]);
  const ghost = svg(over, "circle", { r: 4.5, class: "nn-crowd", visibility: "hidden" });
  const ball = svg(view.root, "g");
  svg(ball, "circle", { r: 22, class: "nn-hit" });
  svg(ball, "circle", { r: 7.5, class: "nn-point" });
  let here = [0, 0];
  handle(figure, ball, {
    axis: "xy",
    low: -hold.reach,
    high: hold.reach,
    step: 0.1,
    ...hold,
    at: (px, py) => view.toPlace(px, py, here),
  });
  const show = ({ point, path = [], next, arrows: given }) => {
    here = [point[0], point[1]];
    const [px, py] = view.at(point.map((p, i) => (i < 2 ? clamp(p, -hold.reach, hold.reach) : p))); // off the picture: at its edge
    putAt(ball, px, py);
    attr(ghost, { visibility: next ? "visible" : "hidden" });
    const places = path.map(view.at);
    for (const trail of trails) attr(trail, { d: line(places) });
    attr(past, { d: dots(places.slice(0, -1)) });
    if (next) attr(ghost, { cx: view.at(next)[0], cy: view.at(next)[1] });
    given.forEach((move, k) =>
      drawn[k].forEach((one) => one.update(px, py, ...view.at(point.map((p, i) => p + move[i])))),
    );
  };
  return { show, over };
}
