import { readout } from "../kit/card.js";
import { button, choice, fold, slider } from "../kit/controls.js";
import { attr, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { whenIdle } from "../kit/idle.js";
import { drawing } from "../kit/layout.js";
import { player } from "../kit/motion.js";
import { bracketed, fixed } from "../kit/numbers.js";
import { pathWithinReach } from "../parts/path.js";
import { CHOICES, landsOf, REACH, SURFACES } from "../parts/surfaces.js";
import { mapView, marksIn, steepest, surfaceView } from "../parts/terrain.js";

const STEPS = 60;

export function compute({ surface, start, learning_rate, steps }) {
  const { C, slopes } = SURFACES[surface];
  const { path, diverged } = pathWithinReach((p) => slopes(...p), start, learning_rate, steps);
  const end = path[path.length - 1];
  const gradient = slopes(...end);
  return {
    path,
    diverged,
    cost: C(...end),
    gradient,
    length: Math.hypot(...gradient),
    next: end.map((p, i) => p - learning_rate * gradient[i]),
  };
}

export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, { height: narrow ? 764 : 412, label: "The surface, the map, and the path downhill" });
  const plain = svg(root, "g", { class: "nn-plain" });
  const views = [
    surfaceView(
      figure,
      plain,
      narrow ? { x: 0, y: 0, width: 320, height: 290 } : { x: 0, y: 0, width: 340, height: 330 },
    ),
    mapView(figure, plain, {
      ...(narrow ? { x: 44, y: 318, size: 256 } : { x: 384, y: 30, size: 248 }),
      tapped: startAt,
    }),
  ];
  svg(
    root,
    "text",
    { ...(narrow ? { x: 44, y: 606 } : { x: 384, y: 310 }), class: "nn-small nn-muted" },
    "ring: where the next step lands",
  );
  drawWalk(figure, views);
  drawNumbers(figure, svg(plain, "g", { transform: narrow ? "translate(6 636)" : "translate(10 346)" }));
  const surfaces = choice(figure, {
    key: "surface",
    label: "Surface",
    options: CHOICES,
    set: (surface) => ({ surface, steps: 0 }),
  });
  surfaces.style.gridColumn = "1 / -1";
  slider(figure, { key: "learning_rate", label: "$\\eta$ rate", step: 0.01, digits: 2 });
  button(figure, "Back to the start", () => {
    figure.pause();
    figure.set({ steps: 0 });
  });
  player(figure, { interval: 250, step: () => walkOn(figure) });
  const more = fold(figure, "The view");
  slider(figure, { key: "turn", label: "Turn", step: 5, digits: 0, parent: more });
  slider(figure, { key: "tilt", label: "Tilt", step: 5, digits: 0, parent: more });
  readout(figure, words);
  whenIdle(
    figure,
    CHOICES.flatMap(([name]) => views.map((view, i) => () => view.prepare(landsOf(name)[i], figure.state))),
  );
}

/** The point dropped somewhere: a new start, of two digits. */
const startAt = (place) => ({ start: place.map((p) => Number(p.toFixed(2))), steps: 0 });

/** One step more; false at the bottom, after the last step, and where there is no next point. */
function walkOn(figure) {
  const done = ({ diverged, length }) => diverged || length < 1e-3 || figure.state.steps >= STEPS;
  if (done(figure.result)) return false;
  figure.set({ steps: figure.state.steps + 1 });
  return !done(figure.result);
}

function drawWalk(figure, views) {
  const hold = {
    reach: REACH,
    get: (state) => compute(state).path.at(-1),
    set: startAt,
    text: ([x, y]) => `x = ${fixed(x)}, y = ${fixed(y)}`,
  };
  const marks = views.map((view, i) =>
    marksIn(figure, view, { hold: { ...hold, label: i ? "the point on the map" : "the point on the surface" } }),
  );
  const name = maths(marks[1].over, { class: "nn-small", "text-anchor": "middle" }, "-\\nabla C");
  const ticks = { x_label: "x", y_label: "y", x_ticks: [fixed(-REACH, 1), "0", fixed(REACH, 1)] };
  figure.update((state, { path, cost, gradient, next }) => {
    const [land, fine] = landsOf(state.surface);
    views[0].show(land, state, ticks);
    views[1].show(fine, ticks);
    const scale = (0.8 * REACH) / steepest(land);
    const down = gradient.map((slope) => -slope * scale);
    const end = path.at(-1);
    const arrow = inside(end) ? [...down, down[0] * gradient[0] + down[1] * gradient[1]] : [0, 0, 0];
    const high = ([x, y]) => [x, y, SURFACES[state.surface].C(x, y)];
    marks.forEach((mark) =>
      mark.show({ point: [...end, cost], path: path.map(high), next: high(next), arrows: [arrow] }),
    );
    nameArrow(name, views[1], end, arrow);
  });
}

const inside = (point) => point.every((p) => Math.abs(p) <= REACH);

/** The name beyond the arrow's head. */
function nameArrow(text, map, [x, y], [dx, dy]) {
  const length = Math.hypot(dx, dy);
  const beyond = 1 + 0.3 / (length || 1);
  const [px, py] = map.at([x + dx * beyond, y + dy * beyond]);
  attr(text, { x: px, y: py + 4, visibility: length > 0.3 ? "visible" : "hidden" });
}

/** The formula, the gradient, and the next step in numbers. */
function drawNumbers(figure, group) {
  const rows = [0, 1, 2, 3].map((i) =>
    maths(group, figure.narrow ? { x: 0, y: 14 + 30 * i } : { x: (i % 2) * 326, y: 14 + 30 * Math.floor(i / 2) }, "C"),
  );
  figure.update(({ surface, learning_rate }, { path, gradient, next }) => {
    const [x, y] = path[path.length - 1];
    const rate = fixed(learning_rate);
    const two = (v) => (Math.abs(v) <= 1000 ? fixed(v) : '"far away"');
    setMaths(rows[0], SURFACES[surface].formula);
    setMaths(rows[1], `\\nabla C = (${fixed(gradient[0])}, ${fixed(gradient[1])})" at "(${two(x)}, ${two(y)})`);
    setMaths(rows[2], `x \\leftarrow ${two(x)} - ${rate} \\times ${bracketed(gradient[0])} = ${two(next[0])}`);
    setMaths(rows[3], `y \\leftarrow ${two(y)} - ${rate} \\times ${bracketed(gradient[1])} = ${two(next[1])}`);
  });
}

function words({ surface, learning_rate }, { path, diverged, cost, length }) {
  const { C, slopes } = SURFACES[surface];
  const taken = path.length - 1;
  const before = taken ? C(...path[taken - 1]) : cost;
  const counted = `${taken} ${taken === 1 ? "step" : "steps"}`;
  const why = `the learning rate ${fixed(learning_rate)} is too large here`;
  if (diverged) return `Diverged after ${counted}: the next point would be more than 1,000 away, for ${why}.`;
  const place = `${taken === 0 ? "At the start" : `After ${counted}`}: C = ${fixed(cost, 3)}`;
  if (!inside(path[taken]))
    return `${place}, and the point is off the picture, at (${path[taken].map((p) => fixed(p)).join(", ")}): ${why}.`;
  if (length < 1e-3) return `${place}. The gradient is almost 0: level ground.`;
  if (cost > before + 1e-9) return `${place}. Overshot: it was ${fixed(before, 3)} before, for ${why}.`;
  const swung = taken && path[taken].some((p, i) => slopes(...path[taken - 1])[i] * slopes(...path[taken])[i] < -1e-6);
  if (swung) return `${place}, less than before. But the step crossed the bottom: the path swings from side to side.`;
  return `${place}. In the steepest direction it falls by ${fixed(length)} for each unit of the way: that is the length of the gradient.`;
}
