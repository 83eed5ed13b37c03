import { axes } from "../kit/axes.js";
import { readout } from "../kit/card.js";
import { choice, slider, toggle } from "../kit/controls.js";
import { attr, putAt, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { handle } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { line } from "../kit/lines.js";
import { bracketed, fixed, signed } from "../kit/numbers.js";
import { marksInBoth, surfaceAndMap, viewControls } from "../parts/surface_and_map.js";
import { CHOICES, REACH, SURFACES } from "../parts/surfaces.js";

/**
 * @typedef {object} State
 * @property {import("../parts/surfaces.js").SurfaceName} surface
 * @property {number[]} point
 * @property {number} angle
 * @property {boolean} reveal
 * @property {number} turn
 * @property {number} tilt
 */
/** @typedef {ReturnType<typeof compute>} Result */
/** @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure */

const radians = (degrees) => (degrees * Math.PI) / 180;
const whole = (degrees) => ((Math.round(degrees) % 360) + 360) % 360;
const LENGTH = 0.32 * REACH; // of the needle

/** @param {State} state */
export function compute({ surface, point, angle }) {
  const { C, slopes } = SURFACES[surface];
  const [x, y] = point;
  const gradient = slopes(x, y);
  const needle = [Math.cos(radians(angle)), Math.sin(radians(angle))];
  const downhill = ((Math.atan2(-gradient[1], -gradient[0]) * 180) / Math.PI + 360) % 360;
  const turned = Math.abs(angle - downhill) % 360;
  return {
    cost: C(x, y),
    gradient,
    length: Math.hypot(...gradient),
    needle,
    slope: gradient[0] * needle[0] + gradient[1] * needle[1],
    downhill,
    missed: Math.min(turned, 360 - turned),
  };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const { narrow } = figure;
  const root = drawing(figure, {
    height: narrow ? 898 : 476,
    label: "The surface, the map with a compass needle, and the slope in every direction",
  });
  const plain = svg(root, "g", { class: "nn-plain" });
  const views = surfaceAndMap(figure, plain, moveTo);
  drawCompass(figure, svg(plain, "g"), views);
  drawTried(
    figure,
    svg(root, "g"),
    narrow ? { x: 40, y: 644, width: 270, height: 96 } : { x: 44, y: 362, width: 232, height: 96 },
  );
  drawNumbers(figure, svg(plain, "g", { transform: narrow ? "translate(6 782)" : "translate(318 358)" }));
  choice(figure, { key: "surface", label: "Surface", options: CHOICES }).style.gridColumn = "1 / -1";
  slider(figure, { key: "angle", label: "Direction", step: 1, text: (angle) => `${angle}\u00b0` });
  toggle(figure, { key: "reveal", label: "Show the gradient" });
  viewControls(figure);
  readout(figure, words);
}

const moveTo = (place) => ({ point: place.map((p) => Number(p.toFixed(2))) });

/**
 * @param {State} state
 * @param {Result} result
 */
function words({ reveal, angle }, { slope, length, missed, downhill }) {
  const way = Math.abs(slope) < 0.02 * length ? "almost level" : slope < 0 ? "downhill" : "uphill";
  const start = `In this direction the slope is ${signed(slope)}: ${way}.`;
  if (length < 1e-6) return "The gradient is 0 here: it is level in every direction.";
  if (reveal)
    return `${start} Steepest downhill is at ${fixed(downhill, 0)}\u00b0, against the gradient, with slope ${fixed(-length)}. The needle is ${fixed(missed, 0)}\u00b0 off.`;
  if (missed <= 3) return `${start} You have found it: no direction goes down more steeply.`;
  return `${start} ${missed < 25 ? "Close: there is a steeper way down nearby." : "There is a steeper way down."} The needle points to ${angle}\u00b0.`;
}

/**
 * A move of `length` along u in the plane, and what it does to the cost along the tangent.
 * @type {(u: number[], slope: number, length: number) => number[]}
 */
const tangent = ([u_x, u_y], slope, length) => [u_x * length, u_y * length, slope * length];

/**
 * In both views: the point, the needle along the surface, and the gradient once it is revealed; the ring on the map.
 * @param {ThisFigure} figure
 */
function drawCompass(figure, group, views) {
  const r = (LENGTH / (2 * REACH)) * (figure.narrow ? 256 : 248);
  const ring = svg(views.map.root, "circle", { class: "nn-floor", r });
  const marks = marksInBoth(figure, views, { get: ({ point }) => point, moveTo, arrows: ["nn-C", "nn-z"] });
  const tip = svg(group, "g");
  svg(tip, "circle", { r: 14, class: "nn-hit" });
  svg(tip, "circle", { r: 5, class: "nn-start" });
  turnNeedle(figure, tip, views.map);
  figure.update(({ point, reveal }, { cost, gradient, length, needle, slope }) => {
    const up = gradient.map((g) => g / (length || 1));
    const shown = reveal && length > 1e-6 ? LENGTH * 1.25 : 0;
    const arrows = [tangent(up, length, shown), tangent(needle, slope, LENGTH)];
    marks.show({ point: [...point, cost], arrows });
    const [cx, cy] = views.map.at(point);
    attr(ring, { cx, cy });
    const [x, y] = views.map.at(point.map((p, i) => p + LENGTH * needle[i]));
    putAt(tip, x, y);
  });
}

/**
 * The needle's tip goes round the point; the keys turn it by one degree, ten with Shift.
 * @param {ThisFigure} figure
 */
function turnNeedle(figure, tip, map) {
  handle(figure, tip, {
    label: "compass needle",
    axis: "x",
    touch: "xy",
    low: -900,
    high: 900,
    step: 1,
    get: (state) => state.angle,
    at: (px, py) => {
      const [x, y] = map.toPlace(px, py).map((p, i) => p - figure.state.point[i]);
      return whole((Math.atan2(y, x) * 180) / Math.PI);
    },
    set: (angle) => ({ angle: whole(angle) }),
    text: (angle) => `${angle} degrees`,
  });
}

/**
 * The slopes of the directions tried so far; with the gradient revealed, of all of them: a wave.
 * @param {ThisFigure} figure
 */
function drawTried(figure, group, { x, y, width, height }) {
  svg(group, "text", { x: x - 34, y: y - 6, class: "nn-small nn-muted" }, "slope in each direction you try");
  const ticks = { x_range: [0, 360], y_range: [-1.15, 1.15], x_ticks: [90, 180, 270, 360] };
  const plot = axes(group, { x, y, width, height, ...ticks });
  const wave = svg(plot.plot, "path", { class: "nn-curve nn-C" });
  const best = svg(plot.plot, "path", { class: "nn-rule nn-dashed", d: "" });
  const dots = svg(plot.plot, "path", { class: "nn-curve nn-a", "stroke-width": 4 });
  const here = svg(group, "circle", { r: 6, class: "nn-point" });
  const ends = [y + 14, y + height - 4].map((ty) =>
    svg(group, "text", { x: x - 6, y: ty, "text-anchor": "end", class: "nn-small nn-number" }),
  );
  let tried = new Set();
  let where = "";
  figure.onReset(() => (tried = new Set()));
  figure.update(({ surface, point, angle, reveal }, { gradient, length, slope, downhill }) => {
    const place = `${surface} ${point}`;
    if (place !== where) tried = new Set();
    where = place;
    tried.add(angle);
    const scale = length || 1;
    const slopeAt = (a) => gradient[0] * Math.cos(a) + gradient[1] * Math.sin(a);
    const at = (degrees) => [plot.X(degrees), plot.Y(slopeAt(radians(degrees)) / scale)];
    attr(dots, {
      d: [...tried]
        .sort((a, b) => a - b)
        .map((degrees) => dot(at(degrees)))
        .join(""),
    });
    attr(wave, { d: reveal ? line(Array.from({ length: 91 }, (_, i) => at(4 * i))) : "" });
    attr(best, {
      d: `M${plot.X(downhill).toFixed(1)} ${y}v${height}`,
      visibility: reveal && length > 1e-6 ? "visible" : "hidden",
    });
    attr(here, { cx: plot.X(angle), cy: plot.Y(slope / scale) });
    setText(ends[0], reveal ? signed(length, 1) : "+");
    setText(ends[1], reveal ? signed(-length, 1) : "\u2212");
  });
}

/** @type {(place: number[]) => string} */
const dot = ([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0.01`;

/** @param {ThisFigure} figure */
function drawNumbers(figure, group) {
  const rows = [0, 1, 2, 3].map((i) => maths(group, { x: 0, y: 10 + 27 * i }, "C"));
  figure.update(({ surface, point, reveal }, { gradient, slope, needle }) => {
    const here = `(${fixed(point[0])}, ${fixed(point[1])})`;
    const [g_x, g_y] = gradient.map((g) => fixed(g));
    const worked = `${g_x} \\times ${bracketed(needle[0])} + ${bracketed(gradient[1])} \\times ${bracketed(needle[1])}`;
    setMaths(rows[0], SURFACES[surface].formula);
    setMaths(rows[1], reveal ? `\\nabla C = (${g_x}, ${g_y})" at "${here}` : `\\nabla C" = ? at "${here}`);
    setMaths(rows[2], `"slope = "${reveal ? worked : signed(slope)}`);
    setMaths(rows[3], reveal ? `"slope = "${signed(slope)}` : '""');
  });
}
