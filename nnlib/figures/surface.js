import { contourMap, SURFACES, turnable } from "../js/surface.js";
import { arrow, attr, axes, bracketed, fixed, line, maths, setMaths, setText, signed, svg } from "../js/svg.js";

const radians = (degrees) => (degrees * Math.PI) / 180;
const LENGTH = 0.9; // of the needle, in units of x and y

export function compute({ surface, point, angle }) {
  const { C, slopes } = SURFACES[surface];
  const gradient = slopes(...point);
  const needle = [Math.cos(radians(angle)), Math.sin(radians(angle))];
  const downhill = ((Math.atan2(-gradient[1], -gradient[0]) * 180) / Math.PI + 360) % 360;
  const turned = Math.abs(angle - downhill) % 360;
  return {
    cost: C(...point), gradient, length: Math.hypot(...gradient), needle,
    slope: gradient[0] * needle[0] + gradient[1] * needle[1], downhill, missed: Math.min(turned, 360 - turned),
  };
}

export function draw(figure) {
  const narrow = figure.narrow;
  const root = figure.drawing({ height: narrow ? 815 : 440, label: "The surface, the map with a compass needle, and the slope in every direction" });
  drawView(figure, svg(root, "g"), narrow ? { x: 0, y: 0, width: 320, height: 230 } : { x: 0, y: 0, width: 320, height: 290 });
  drawMap(figure, svg(root, "g"), narrow ? { x: 22, y: 248, size: 280 } : { x: 334, y: 6, size: 292 });
  drawCompass(figure, svg(root, "g"), narrow ? { x: 34, y: 560, width: 270, height: 100 } : { x: 44, y: 318, width: 270, height: 96 });
  drawNumbers(figure, svg(root, "g", { class: "nn-plain", transform: narrow ? "translate(10 700)" : "translate(340 326)" }));
  figure.choice({ key: "surface", label: "Surface", options: [["bowl", "bowl"], ["valleys", "two valleys"], ["canyon", "canyon"]] });
  figure.slider({ key: "angle", label: "Direction", step: 1, text: (angle) => `${angle}\u00b0` });
  figure.toggle({ key: "reveal", label: "Show the gradient" });
  figure.readout(words);
}

function words({ reveal, angle }, { slope, length, missed, downhill }) {
  const way = Math.abs(slope) < 0.02 * length ? "almost level" : slope < 0 ? "downhill" : "uphill";
  const start = `In this direction the slope is ${signed(slope)}: ${way}.`;
  if (length < 1e-6) return "The gradient is 0 here: level in every direction.";
  if (reveal) return `${start} Steepest downhill is at ${fixed(downhill, 0)}\u00b0, against the gradient, with slope ${fixed(-length)}.`;
  if (missed <= 3) return `${start} You have found it: no direction goes down more steeply.`;
  return `${start} ${missed < 25 ? "Close: there is a steeper way down nearby." : "There is a steeper way down."} The needle points to ${angle}\u00b0.`;
}

/** Arrow ends in the plane: from the point, `length` units along u. */
const along = (point, u, length) => point.map((p, i) => p + length * u[i]);

function drawView(figure, group, box) {
  const view = turnable(figure, group, box);
  const over = svg(group, "g", { "pointer-events": "none" });
  const gradient = arrow(over, { class: "nn-arrow nn-C" });
  const needle = arrow(over, { class: "nn-arrow nn-z" });
  const ball = svg(over, "circle", { r: 6.5, class: "nn-point" });
  figure.update((state, result) => {
    view.show(state);
    const [x, y] = view.place(state, state.point);
    attr(ball, { cx: x, cy: y });
    needle.update(x, y, ...view.place(state, along(state.point, result.needle, LENGTH)));
    const up = result.gradient.map((g) => g / (result.length || 1));
    const tip = view.place(state, along(state.point, up, state.reveal ? LENGTH : 0));
    gradient.update(x, y, ...tip);
  });
}

function drawMap(figure, group, box) {
  const map = contourMap(group, box);
  const gradient = arrow(map.plot, { class: "nn-arrow nn-C" });
  const needle = arrow(map.plot, { class: "nn-arrow nn-z" });
  const ball = svg(group, "g");
  svg(ball, "circle", { r: 15, class: "nn-hit" });
  svg(ball, "circle", { r: 7, class: "nn-point" });
  const tip = svg(group, "g");
  svg(tip, "circle", { r: 14, class: "nn-hit" });
  svg(tip, "circle", { r: 5, class: "nn-start" });
  figure.handle(ball, {
    label: "the point on the map", axis: "xy", low: -3, high: 3, step: 0.1, at: (px, py) => [map.toX(px), map.toY(py)], get: (state) => state.point,
    set: (p) => ({ point: p.map((v) => Number(v.toFixed(2))) }), text: ([x, y]) => `x ${fixed(x)}, y ${fixed(y)}`,
  });
  turnNeedle(figure, tip, map);
  figure.update((state, { needle: u, gradient: slopes, length }) => {
    map.show(state.surface);
    const [x, y] = [map.X(state.point[0]), map.Y(state.point[1])];
    const end = along(state.point, u, LENGTH);
    attr(ball, { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` });
    attr(tip, { transform: `translate(${map.X(end[0]).toFixed(1)} ${map.Y(end[1]).toFixed(1)})` });
    needle.update(x, y, map.X(end[0]), map.Y(end[1]));
    const up = along(state.point, slopes.map((g) => g / (length || 1)), state.reveal ? LENGTH * 1.2 : 0);
    gradient.update(x, y, map.X(up[0]), map.Y(up[1]));
  });
}

/** The needle's tip goes round the point; the keys turn it by one degree, ten with Shift. */
function turnNeedle(figure, tip, map) {
  const angleAt = (px, py) => {
    const [x, y] = figure.state.point;
    return ((Math.atan2(map.toY(py) - y, map.toX(px) - x) * 180) / Math.PI + 360) % 360;
  };
  figure.handle(tip, {
    label: "compass needle", axis: "x", low: 0, high: 359, step: 1, at: angleAt, get: (state) => state.angle,
    set: (angle) => ({ angle: Math.round(angle) % 360 }), text: (angle) => `${angle} degrees`,
  });
  tip.style.touchAction = "none";
}

/** The slope for every direction: a wave, lowest against the gradient. */
function drawCompass(figure, group, { x, y, width, height }) {
  const group2 = svg(group, "g");
  maths(group, { x: x - 30, y: y - 6, class: "nn-small nn-muted" }, '"slope in each direction"');
  const plot = axes(group2, { x, y, width, height, x_range: [0, 360], y_range: [-1.15, 1.15], x_ticks: [90, 180, 270, 360] });
  const wave = svg(plot.plot, "path", { class: "nn-curve nn-C" });
  const here = svg(group, "circle", { r: 6, class: "nn-point" });
  const best = svg(plot.plot, "path", { class: "nn-rule nn-dashed" });
  const highest = svg(group, "text", { x: x - 6, y: y + 14, "text-anchor": "end", class: "nn-small nn-number" });
  const lowest = svg(group, "text", { x: x - 6, y: y + height - 4, "text-anchor": "end", class: "nn-small nn-number" });
  figure.update(({ angle, reveal }, { gradient, length, slope, downhill }) => {
    const scale = length || 1;
    const slopeAt = (degrees) => (gradient[0] * Math.cos(radians(degrees)) + gradient[1] * Math.sin(radians(degrees))) / scale;
    attr(wave, { d: line(Array.from({ length: 91 }, (_, i) => [plot.X(4 * i), plot.Y(slopeAt(4 * i))])) });
    attr(here, { cx: plot.X(angle), cy: plot.Y(slope / scale) });
    attr(best, { d: `M${plot.X(downhill).toFixed(1)} ${y}v${height}`, visibility: reveal ? "visible" : "hidden" });
    setText(highest, signed(length, 1));
    setText(lowest, fixed(-length, 1));
  });
}

function drawNumbers(figure, group) {
  const rows = [0, 1, 2].map((i) => maths(group, { x: 0, y: 14 + 28 * i }, "C"));
  const hint = svg(group, "text", { x: 0, y: 100, class: "nn-small nn-muted" });
  figure.update(({ surface, point, angle, reveal }, { gradient, slope, needle }) => {
    setMaths(rows[0], SURFACES[surface].formula);
    setMaths(rows[1], reveal ? `\\nabla C = (${fixed(gradient[0])}, ${fixed(gradient[1])})` : '\\nabla C" = ?"');
    const worked = `${fixed(gradient[0])} \\times ${bracketed(needle[0])} + ${bracketed(gradient[1])} \\times ${bracketed(needle[1])}`;
    setMaths(rows[2], `"slope = "${reveal ? worked + " = " : ""}${signed(slope)}`);
    setText(hint, `at (${fixed(point[0])}, ${fixed(point[1])}), needle at ${angle}\u00b0`);
  });
}
