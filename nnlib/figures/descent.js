import { pathWithinReach } from "../js/descent.js";
import { contourMap, SURFACES, turnable } from "../js/surface.js";
import { arrow, attr, bracketed, fixed, line, maths, setMaths, svg } from "../js/svg.js";

export function compute({ surface, start, learning_rate, steps }) {
  const { C, slopes } = SURFACES[surface];
  const { path, diverged } = pathWithinReach((p) => slopes(...p), start, learning_rate, steps);
  const end = path[path.length - 1];
  const gradient = slopes(...end);
  return { path, diverged, cost: C(...end), gradient, length: Math.hypot(...gradient), next: end.map((p, i) => p - learning_rate * gradient[i]) };
}

const STEPS = 60;

export function draw(figure) {
  const narrow = figure.narrow;
  const root = figure.drawing({ height: narrow ? 700 : 400, label: "The surface, the map, and the path downhill" });
  drawView(figure, svg(root, "g"), narrow ? { x: 0, y: 0, width: 320, height: 240 } : { x: 0, y: 0, width: 320, height: 300 });
  drawMap(figure, svg(root, "g"), narrow ? { x: 22, y: 258, size: 280 } : { x: 334, y: 6, size: 292 });
  drawNumbers(figure, svg(root, "g", { class: "nn-plain", transform: narrow ? "translate(8 566)" : "translate(8 330)" }), narrow);
  figure.choice({ key: "surface", label: "Surface", options: [["bowl", "bowl"], ["valleys", "two valleys"], ["canyon", "canyon"]], set: (surface) => ({ surface, steps: 0 }) });
  figure.slider({ key: "learning_rate", label: "$\\eta$ rate", step: 0.01, digits: 2 });
  figure.button("Back to the start", () => figure.set({ steps: 0 }));
  figure.player({ interval: 200, step: () => {
    const { diverged, length } = figure.result;
    const steps = figure.state.steps + 1;
    if (diverged || steps > STEPS || length < 1e-3) return false;
    figure.set({ steps });
    return steps < STEPS;
  } });
  figure.readout(words);
}

function words({ learning_rate }, { path, diverged, cost, length, gradient }) {
  const [x, y] = path[path.length - 1];
  const taken = path.length - 1;
  if (diverged) return `Diverged after ${taken} steps: the next point would be more than 1,000 away. The learning rate ${fixed(learning_rate)} is too large here; try less.`;
  const place = `${taken === 0 ? "At the start" : `After ${taken} ${taken === 1 ? "step" : "steps"}`}, at (${fixed(x)}, ${fixed(y)}): C = ${fixed(cost, 3)}`;
  if (length < 1e-3) return `${place}. The gradient is almost 0: a valley's bottom.`;
  return `${place}. The gradient is (${fixed(gradient[0])}, ${fixed(gradient[1])}), ${fixed(length)} long: that is how steep it is in the steepest direction.`;
}

function drawView(figure, group, box) {
  const view = turnable(figure, group, box);
  const over = svg(group, "g", { "pointer-events": "none" });
  const path = svg(over, "path", { class: "nn-curve nn-path-all", "stroke-width": 2 });
  const step = arrow(over);
  const ball = svg(over, "circle", { r: 6.5, class: "nn-point" });
  figure.update((state, result) => {
    view.show(state);
    const points = result.path.map((p) => view.place(state, p));
    const end = points[points.length - 1];
    attr(path, { d: line(points.map(near)) });
    attr(ball, { cx: near(end)[0], cy: near(end)[1] });
    step.update(...near(end), ...near(view.place(state, result.next)));
  });
}

/** A point of a diverging path is drawn no farther away than this. */
const near = ([px, py]) => [Math.max(-500, Math.min(1200, px)), Math.max(-500, Math.min(1200, py))];

function drawMap(figure, group, box) {
  const map = contourMap(group, box);
  const path = svg(map.plot, "path", { class: "nn-curve nn-path-all", "stroke-width": 2 });
  const dots = Array.from({ length: STEPS + 1 }, () => svg(map.plot, "circle", { r: 2.5, class: "nn-dot" }));
  const step = arrow(map.plot);
  const ball = svg(map.plot, "circle", { r: 6.5, class: "nn-point" });
  const start = svg(group, "g");
  svg(start, "circle", { r: 16, class: "nn-hit" });
  svg(start, "circle", { r: 8.5, class: "nn-start", "fill-opacity": 0 });
  figure.handle(start, {
    label: "start on the map", axis: "xy", low: -3, high: 3, step: 0.1, at: (px, py) => [map.toX(px), map.toY(py)], get: (state) => state.start,
    set: (p) => ({ start: p.map((v) => Number(v.toFixed(2))), steps: 0 }), text: ([x, y]) => `x ${fixed(x)}, y ${fixed(y)}`,
  });
  figure.update((state, result) => {
    map.show(state.surface);
    const points = result.path.map(([x, y]) => near([map.X(x), map.Y(y)]));
    const end = points[points.length - 1];
    attr(path, { d: line(points) });
    dots.forEach((dot, i) => attr(dot, { cx: points[i]?.[0] ?? 0, cy: points[i]?.[1] ?? 0, visibility: i < points.length ? "visible" : "hidden" }));
    attr(ball, { cx: end[0], cy: end[1] });
    step.update(...end, ...near([map.X(result.next[0]), map.Y(result.next[1])]));
    attr(start, { transform: `translate(${map.X(state.start[0]).toFixed(1)} ${map.Y(state.start[1]).toFixed(1)})` });
  });
}

/** The formula, the gradient, and the next step in numbers. */
function drawNumbers(figure, group, narrow) {
  const rows = [0, 1, 2, 3].map((i) => maths(group, narrow ? { x: 0, y: 16 + 30 * i } : { x: (i % 2) * 310, y: 16 + 30 * Math.floor(i / 2) }, "C"));
  figure.update(({ surface, learning_rate }, { path, gradient, next }) => {
    const [x, y] = path[path.length - 1];
    const rate = fixed(learning_rate);
    const two = (v) => (Math.abs(v) < 1000 ? fixed(v) : '"far away"');
    setMaths(rows[0], SURFACES[surface].formula);
    setMaths(rows[1], `\\nabla C = (${two(gradient[0])}, ${two(gradient[1])})" at "(${two(x)}, ${two(y)})`);
    setMaths(rows[2], `x \\leftarrow ${two(x)} - ${rate} \\times ${bracketed(gradient[0])} = ${two(next[0])}`);
    setMaths(rows[3], `y \\leftarrow ${two(y)} - ${rate} \\times ${bracketed(gradient[1])} = ${two(next[1])}`);
  });
}
