// Cost and accuracy over the epochs.
import { attr, setText, svg } from "../kit/elements.js";
import { line } from "../kit/lines.js";
import { fixed } from "../kit/numbers.js";
import { MOST } from "./session.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */
/** @typedef {import("./worker.js").Point} Point */

/**
 * One chart: what it is called, which numbers of a point it shows (training, test), and its ticks.
 * @typedef {object} Chart
 * @property {string} name
 * @property {("train_cost" | "test_cost" | "train_accuracy" | "test_accuracy")[]} keys
 * @property {(value: number) => string} text
 * @property {[number, string][]} ticks
 * @property {string} tone
 */

/** @type {Chart} */
const COST = {
  name: "Cost",
  keys: ["train_cost", "test_cost"],
  text: (value) => fixed(value, 3),
  ticks: [
    [0, "0"],
    [0.5, "0.5"],
    [1, "1"],
  ],
  tone: "nn-C",
};
/** @type {Chart} */
const ACCURACY = {
  name: "Accuracy",
  keys: ["train_accuracy", "test_accuracy"],
  text: (value) => `${fixed(100 * value, 1)} %`,
  ticks: [
    [0, "0"],
    [0.5, "50"],
    [1, "100 %"],
  ],
  tone: "nn-a",
};
const SPANS = [1, 2, 5, 10, 20, 50, 100, 200, 500, MOST]; // epochs on the axis
const DASHES = [null, "3 4"]; // of the curves for training images and for test images

/**
 * Both charts, and the epochs under the second. A layout's boxes are [x, y, width, height]; `legend` holds how far from
 * a box's left the two values stand, and how long the line before each is.
 * @param {ThisFigure} figure
 * @param {import("./session.js").Training} training
 * @param {Element} root
 * @param {{ cost: number[], accuracy: number[], legend: number[] }} layout
 */
export function drawCurves(figure, training, root, { cost, accuracy, legend }) {
  const charts = [drawChart(root, COST, cost, legend), drawChart(root, ACCURACY, accuracy, legend)];
  const epochs = drawEpochs(charts[1].group, accuracy);
  figure.update(({ images }) => {
    const { latest, curve } = training;
    const points = latest && latest.last.seen >= 0 ? [...curve, latest.last] : [];
    const seen = points.length ? points[points.length - 1].seen : 0;
    const span = SPANS.find((epochs) => epochs * images >= seen) ?? MOST;
    for (const { show } of charts) show(points, span * images);
    epochs(span);
  });
}

/**
 * A full line for the training images and dashes for the test images, and their values now.
 * @param {Element} root
 * @param {Chart} chart
 * @param {number[]} box
 * @param {number[]} legend
 */
function drawChart(root, { name, keys, text, ticks, tone }, [x, y, width, height], legend) {
  const group = svg(root, "g", { class: "nn-axes" });
  const Y = (value) => y + height * (1 - Math.min(Math.max(value, 0), 1.04));
  for (const [value, label] of ticks) {
    svg(group, "line", { x1: x, y1: Y(value), x2: x + width, y2: Y(value), class: value ? "nn-dashed" : null });
    svg(group, "text", { x: x - 6, y: Y(value) + 4, "text-anchor": "end" }, label);
  }
  svg(root, "text", { x: x - 32, y: y - 26, class: "nn-strong" }, name);
  const look = (i) => ({ class: `nn-curve ${tone}`, "stroke-dasharray": DASHES[i] });
  const values = [0, 1].map((i) => {
    const at = x + legend[i];
    svg(root, "path", { d: `M${at - legend[2] - 6} ${y - 30}h${legend[2]}`, ...look(i) });
    return svg(root, "text", { x: at, y: y - 26, class: "nn-small nn-number" });
  });
  const curves = [0, 1].map((i) => svg(root, "path", look(i)));
  const dots = keys.map(() => svg(root, "circle", { r: 4, class: `nn-point ${tone}` }));
  /** @type {(points: Point[], most: number) => void} */
  const show = (points, most) => {
    const now = points[points.length - 1];
    const X = ({ seen }) => x + (width * seen) / most;
    for (const [i, key] of keys.entries()) {
      attr(curves[i], { d: line(points.map((point) => [X(point), Y(point[key])])) });
      attr(dots[i], { visibility: now ? "visible" : "hidden", cx: now ? X(now) : x, cy: now ? Y(now[key]) : y });
      setText(values[i], `${["training", "test"][i]} ${now ? text(now[key]) : "\u2013"}`);
    }
  };
  return { group, show };
}

/**
 * @param {Element} group
 * @param {number[]} box
 * @returns {(span: number) => void}
 */
function drawEpochs(group, [x, y, width, height]) {
  const marks = [0, 0.5, 1].map((part) =>
    svg(group, "text", { x: x + part * width, y: y + height + 16, "text-anchor": part === 1 ? "end" : "middle" }),
  );
  return (span) => {
    setText(marks[0], "0");
    setText(marks[1], String(span / 2));
    setText(marks[2], `${span} ${span === 1 ? "epoch" : "epochs"}`);
  };
}
