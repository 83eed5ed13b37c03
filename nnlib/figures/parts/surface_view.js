// A cost over two numbers as a surface that turns. Places are [x, y]; it shows -reach to reach of both, and heights from
// the terrain's lowest to its highest.
import { attr, svg } from "../kit/elements.js";
import { setMaths } from "../kit/formulas.js";
import { handle } from "../kit/handles.js";
import { line } from "../kit/lines.js";
import { clamp } from "../kit/maths.js";
import { memo } from "../kit/memo.js";
import { between, share, tonesOf } from "./terrain.js";

/** @typedef {import("./terrain.js").Terrain} Terrain */
/** @typedef {{ turn: number, tilt: number }} Turned in degrees; part of a figure's state */
/** @typedef {ReturnType<typeof projection>} Projection */

const SIGHT = 0.025; // steps along the line of sight, in parts of the reach

const radians = (degrees) => (degrees * Math.PI) / 180;
const wrapped = (degrees) => ((((degrees + 180) % 360) + 360) % 360) - 180;

/**
 * From [x, y] and a height share to the drawing, seen from `turn` and `tilt` degrees; depth grows away from the reader.
 * The middle of the surface is at cx, cy, and its reach is R wide.
 * @param {Turned} turned
 * @param {number[]} frame
 * @param {number} reach
 */
function projection({ turn, tilt }, [cx, cy, R], reach) {
  const [sin, cos] = [Math.sin(radians(turn)), Math.cos(radians(turn))];
  const [up, flat] = [Math.sin(radians(tilt)), Math.cos(radians(tilt))];
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
 * @template {Turned} S
 * @template R
 * @param {import("../kit/figure.js").Figure<S, R>} figure
 * @param {Element} parent
 * @param {{ x: number, y: number, width: number, height: number }} box
 */
export function surfaceView(figure, parent, { x, y, width, height }) {
  const root = svg(parent, "svg", {
    x,
    y,
    width,
    height,
    viewBox: `${x} ${y} ${width} ${height}`,
    role: "group",
    "aria-label": "surface",
  });
  const frame = [x + width / 2, y + height / 2, Math.min(width, height) / 2.9];
  const floor = svg(root, "path", { class: "nn-floor" });
  const mesh = drawMesh(svg(root, "g", { class: "nn-mesh" }));
  const names = [0, 1].map(() => svg(root, "text", { class: "nn-small", "text-anchor": "middle" }));
  turning(figure, svg(root, "rect", { x, y, width, height, class: "nn-hit" }));
  /** @type {Terrain} */
  let land;
  /** @type {Projection} */
  let eye;
  /** @type {(terrain: Terrain, state: Turned) => ReturnType<typeof stripsOf>} */
  const prepare = (terrain, { turn, tilt }) => stripsOf(terrain, turn, tilt, frame);
  /** @type {(terrain: Terrain, state: Turned, labels?: { x_label?: string, y_label?: string }) => void} */
  const show = (terrain, state, { x_label = "x", y_label = "y" } = {}) => {
    [land, eye] = [terrain, projection(state, frame, terrain.reach)];
    mesh(prepare(terrain, state));
    attr(floor, { d: floorOf(eye, land.reach) });
    namePlaces(eye, land.reach).forEach(([tx, ty], i) => {
      attr(names[i], { x: clamp(tx, x + 12, x + width - 12), y: ty + 4 });
      setMaths(names[i], [x_label, y_label][i]);
    });
  };
  /** @type {(place: number[]) => number[]} */
  const at = ([px, py, C]) => eye.place(px, py, clamp(share(land, C), -2, 4));
  /** @type {(px: number, py: number, near: number[]) => number[]} */
  const toPlace = (px, py, near) => placeSeen(land, eye, px, py, near);
  return { root, show, prepare, at, toPlace };
}

function floorOf({ place }, r) {
  const corners = [
    [-r, -r],
    [r, -r],
    [r, r],
    [-r, r],
  ];
  return `${line(corners.map(([x, y]) => place(x, y, 0)))}Z`;
}

/** Where the names of x and y stand: at the floor's edges in front. */
function namePlaces({ place, sin, cos }, r) {
  const [near_x, near_y] = [sin > 0 ? -1.17 : 1.17, cos > 0 ? -1.17 : 1.17];
  return [place(0.6 * r, near_y * r, 0), place(near_x * r, 0.6 * r, 0)];
}

/** The place of the surface that is seen at px, py: of several behind each other, the one nearest to `near`. */
function placeSeen(land, { place, depth, sight }, px, py, near) {
  const from = depth(...near);
  let [best, far] = [near, Infinity];
  /** @type {number | null} */
  let before = null;
  for (let v = -1.5; v <= 1.5; v += SIGHT) {
    const [sx, sy] = sight(px, v);
    if (Math.max(Math.abs(sx), Math.abs(sy)) > land.reach) continue;
    const off = place(sx, sy, share(land, between(land, [sx, sy])))[1] - py;
    if (before !== null && off > 0 !== before > 0 && Math.abs(v - from) < far) {
      best = sight(px, v - (SIGHT * off) / (off - before));
      far = Math.abs(v - from);
    }
    before = off;
  }
  return best;
}

/** Draws strips: some hundred at once, so what is known to stay is not asked for. */
function drawMesh(group) {
  /** @type {{ polygon: SVGPolygonElement, points?: string, tone?: number }[]} */
  const drawn = []; // polygons: a path's d is a matter of style, and slower
  /** @type {unknown} */
  let shown = null;
  return (strips) => {
    if (strips === shown) return;
    shown = strips;
    while (drawn.length < strips.length) drawn.push({ polygon: svg(group, "polygon") });
    while (drawn.length > strips.length) drawn.pop()?.polygon.remove();
    drawn.forEach((one, i) => {
      const { points, tone } = strips[i];
      if (one.points !== points) one.polygon.setAttribute("points", points);
      if (one.tone !== tone) one.polygon.setAttribute("class", `nn-height-${tone}`);
      Object.assign(one, { points, tone });
    });
  };
}

/**
 * Strips of squares, the far ones first: for a surface that is a height over each place, in the order of rows and
 * columns. Neighbours in a row of one tone are one strip, up to where the surface turns its other side: the fewer
 * shapes, the sooner they are drawn.
 */
const stripsOf = memo(
  (/** @type {Terrain} */ land, turn, tilt, frame) => {
    const eye = projection({ turn, tilt }, frame, land.reach);
    const { n } = land;
    const corners = cornersOf(land, eye);
    const texts = corners.map((row) => row.map(([px, py]) => `${px.toFixed(1)} ${py.toFixed(1)}`));
    const tones = tonesOf(land);
    const side = (i, j) => facing(corners[i][j], corners[i + 1][j], corners[i + 1][j + 1], corners[i][j + 1]);
    const [rows, columns] = [eye.sin, eye.cos].map((away) => (away > 0 ? [n - 1, -1, -1] : [0, n, 1]));
    /** @type {{ points: string, tone: number }[]} */
    const strips = [];
    for (let [i, end, step] = rows; i !== end; i += step) {
      for (let [j, last, on] = columns, first = j; j !== last; j += on) {
        if (j + on !== last && tones[i][j + on] === tones[i][j] && side(i, j + on) === side(i, j)) continue;
        const points = outline(texts[i], texts[i + 1], Math.min(first, j), Math.max(first, j));
        strips.push({ points, tone: tones[i][j] });
        first = j + on;
      }
    }
    return strips;
  },
  { most: 4 },
);

/** The grid's corners in the drawing. */
function cornersOf(land, { place }) {
  const { n, reach, values } = land;
  const at = (i) => ((2 * i) / n - 1) * reach;
  return values.map((row, i) => row.map((C, j) => place(at(i), at(j), share(land, C))));
}

/** Whether a square with these corners is seen from the one side or the other, by the cross product of its diagonals. */
const facing = ([ax, ay], [bx, by], [cx, cy], [dx, dy]) => (cx - ax) * (dy - by) > (cy - ay) * (dx - bx);

/**
 * About the squares from column j to column `last` between two rows of corners; on the way, there and back over each
 * line between two of them.
 */
function outline(near, far, j, last) {
  let points = near[j];
  for (let k = j + 1; k <= last; k++) points += ` ${near[k]} ${far[k]} ${near[k]}`;
  for (let k = last + 1; k >= j; k--) points += ` ${k > last ? `${near[k]} ${far[k]}` : far[k]}`;
  return points;
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
