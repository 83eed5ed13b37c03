import { storyInputs, storyPass } from "../data/story.js";
import { readout } from "../kit/card.js";
import { button, choice, toggle } from "../kit/controls.js";
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { handle } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { arrow } from "../kit/lines.js";
import { clamp, example_cost, one_hot } from "../kit/maths.js";
import { bracketed, fixed, signed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";

/** The outputs of the story's network for its digit. */
const real = (data) => Array.from(storyPass(data).a[3]);

export function compute({ moves, wanted }, data) {
  const y = one_hot(wanted);
  const a = real(data).map((a_j, j) => clamp(a_j + moves[j], 0, 1));
  const errors = a.map((a_j, j) => y[j] - a_j);
  const slopes = a.map((a_j) => a_j * (1 - a_j));
  return { a, y, errors, slopes, wishes: errors.map((error, j) => 2 * error * slopes[j]), cost: example_cost(a, y) };
}

const SURE = { 2: 0.001, 8: 0.999 }; // sure and wrong

export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, { height: narrow ? 372 : 318, label: "Ten outputs and their wishes" });
  const at = narrow ? { x: 2, step: 31.6, top: 88, height: 190 } : { x: 128, step: 50, top: 30, height: 200 };
  drawDigit(figure, svg(root, "g"), narrow);
  const labels = drawLabels(root, at, narrow);
  const columns = one_hot(0).map((_, j) =>
    drawColumn(figure, svg(root, "g", { transform: `translate(${at.x + at.step * j} 0)` }), j, at),
  );
  figure.update((state, result) => {
    setMaths(
      labels,
      (narrow ? '"rows: " a_j " and "' : "") + (state.exact ? "2(y_j - a_j)\\sigma'(z_j)" : "y_j - a_j"),
    );
    columns.forEach((show, j) => show(state, result));
  });
  choice(figure, { key: "wanted", label: "Digit wanted", options: one_hot(0).map((_, j) => [j, String(j)]) });
  toggle(figure, { key: "exact", label: "exact wish, with the slope of \u03c3" });
  button(
    figure,
    "Sure and wrong",
    () => figure.set({ moves: real(figure.data).map((a_j, j) => (j in SURE ? SURE[j] - a_j : 0)) }),
    { describe: "Sure and wrong: output 2 at 0.001, output 8 at 0.999" },
  );
  readout(figure, words);
}

function words({ exact, wanted }, { a, y, errors, slopes, wishes, cost }) {
  const sizes = (exact ? wishes : errors).map(Math.abs);
  const j = sizes.indexOf(Math.max(...sizes));
  const sum = exact
    ? `2 \u00d7 ${bracketed(errors[j], 3)} \u00d7 ${fixed(slopes[j], 3)} = ${signed(wishes[j], 3)}, where ${fixed(slopes[j], 3)} is \u03c3\u2032\u2060(z)`
    : `${y[j]} \u2212 ${fixed(a[j], 3)} = ${signed(errors[j], 3)}`;
  const whom = sizes[j] > 0 ? `Output ${j} wishes most: ${sum}.` : "No output has a wish left.";
  const two = exact && j !== wanted ? ` Output ${wanted}, which should be 1, wishes ${signed(wishes[wanted], 3)}.` : "";
  return `${whom}${two} C\u2080 = ${fixed(cost, 3)}.`;
}

function drawDigit(figure, group, narrow) {
  const view = picture(group, narrow ? { x: 4, y: 0, size: 64 } : { x: 4, y: 30, size: 92 });
  view.update(storyInputs(figure.data));
  const text = narrow ? { x: 80, lines: [24, 42] } : { x: 4, lines: [142, 158] };
  svg(
    group,
    "text",
    { x: text.x, y: text.lines[0], class: "nn-small nn-muted" },
    narrow ? "a real 2, and what a network" : "a real 2, after",
  );
  svg(
    group,
    "text",
    { x: text.x, y: text.lines[1], class: "nn-small nn-muted" },
    narrow ? "makes of it after one epoch" : "one epoch",
  );
}

/** The scale of the bars and the names of the rows of numbers; answers the formula of the wishes' row. */
function drawLabels(root, { x, step, top, height }, narrow) {
  for (const value of [0, 1]) {
    const y = top + height * (1 - value);
    svg(root, "line", { x1: x, x2: x + 10 * step, y1: y, y2: y, class: "nn-rule" });
    if (!narrow)
      svg(root, "text", { x: x - 8, y: y + 5, "text-anchor": "end", class: "nn-small nn-muted" }, String(value));
  }
  if (narrow) return maths(root, { x: x + 5 * step, y: top + height + 84, "text-anchor": "middle" }, "");
  svg(root, "text", { x: x - 8, y: top + height + 26, "text-anchor": "end", class: "nn-small nn-muted" }, "output");
  maths(root, { x: x - 8, y: top + height + 48, "text-anchor": "end" }, "a_j");
  return maths(root, { x: x - 8, y: top + height + 74, "text-anchor": "end" }, "");
}

/** One output: a bar to drag, its target, and an arrow as long as the wish; below them the numbers. */
function drawColumn(figure, group, j, { step, top, height }) {
  const [middle, wide, bottom] = [step / 2, step * 0.36, top + height];
  const Y = (a) => bottom - height * a;
  svg(group, "rect", { x: step * 0.1, y: top, width: wide, height, class: "nn-track" });
  const bar = svg(group, "rect", { x: step * 0.1, width: wide, class: "nn-bar nn-a", "fill-opacity": 0.55 });
  const target = svg(group, "path", {
    d: `M${step * 0.04} 0h${step * 0.88}`,
    class: "nn-edge nn-y",
    "stroke-width": 3,
  });
  const error = svg(group, "path", { class: "nn-rule nn-dashed" });
  const wish = arrow(group);
  const name = svg(group, "text", { x: middle, y: bottom + 26, "text-anchor": "middle" }, String(j));
  const value = svg(group, "text", { x: middle, y: bottom + 48, "text-anchor": "middle", class: "nn-number nn-small" });
  const number = svg(group, "text", { x: middle, y: bottom + (figure.narrow ? 64 : 74), "text-anchor": "middle" });
  dragged(figure, group, { j, step, Y, center: step * 0.1 + wide / 2, at: (px, py) => (bottom - py) / height });
  return ({ exact }, { a, y, errors, wishes }) => {
    const size = exact ? wishes[j] : errors[j];
    const tone = size < 0 ? "nn-minus" : "nn-plus";
    attr(bar, { y: Y(a[j]), height: height * a[j] });
    attr(target, { transform: `translate(0 ${Y(y[j])})` });
    attr(error, { d: `M${step * 0.72} ${Y(a[j])}V${Y(y[j])}`, visibility: exact ? "visible" : "hidden" });
    attr(wish.group, { class: `nn-arrow ${tone}` });
    wish.update(step * 0.72, Y(a[j]), step * 0.72, Y(a[j] + size));
    mark(name, "nn-strong", y[j] === 1);
    setText(value, short(figure, fixed(a[j])));
    attr(number, { class: `nn-number nn-small ${Math.abs(size) < 0.005 ? "nn-muted" : tone}` });
    const places = figure.narrow ? 2 : 3;
    const shown = Math.abs(size) < 0.5 / 10 ** places ? fixed(0, places) : signed(size, places);
    setText(number, short(figure, shown));
  };
}

/** On a small screen a number does without the 0 before its point. */
const short = (figure, text) => (figure.narrow ? text.replace("0.", ".") : text);

function dragged(figure, group, { j, step, Y, center, at }) {
  const grip = svg(group, "g");
  const hit = svg(grip, "rect", { x: 0, width: step * 0.96, height: 32, class: "nn-hit" });
  const knob = svg(grip, "circle", { cx: center, r: 7, class: "nn-start" });
  handle(figure, grip, {
    label: `output ${j}`,
    axis: "y",
    low: 0,
    high: 1,
    step: 0.05,
    at,
    text: (a) => fixed(a),
    get: ({ moves }) => clamp(real(figure.data)[j] + moves[j], 0, 1),
    set: (value) => ({ moves: figure.state.moves.map((move, i) => (i === j ? value - real(figure.data)[j] : move)) }),
  });
  figure.update((state, { a }) => {
    attr(hit, { y: Y(a[j]) - 16 });
    attr(knob, { cy: Y(a[j]) });
  });
}
