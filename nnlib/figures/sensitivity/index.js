import { storyInputs, storyNetwork, storyPass } from "../data/story.js";
import { axes } from "../kit/axes.js";
import { readout } from "../kit/card.js";
import { button, choice, slider } from "../kit/controls.js";
import { attr, putAt, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { handle } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { line } from "../kit/lines.js";
import { sigmoid } from "../kit/maths.js";
import { bracketed, fixed, signed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";

const WEIGHTS = [
  [2, 7],
  [1, 6],
]; // [j, k] of the two weights w_jk^(3)
const FAR = 2; // the largest nudge
const NUDGES = Array.from({ length: 81 }, (_, i) => -FAR + (i * FAR) / 40); // of the two curves
const SMALLEST = 0.02; // nudge that halving leads to

/** Of the story's network and its 2: the two weights, their slopes, and C_0 after a nudge of one of them alone. */
function real(data) {
  const { a, z, gradient } = storyPass(data);
  const y = (j) => (j === 2 ? 1 : 0);
  const cost = a[3].reduce((sum, a_j, j) => sum + (a_j - y(j)) ** 2, 0);
  return {
    w: WEIGHTS.map(([j, k]) => storyNetwork(data).weights[2][j][k]),
    slopes: WEIGHTS.map(([j, k]) => gradient.weights[2][j][k]),
    C: WEIGHTS.map(
      ([j, k]) =>
        (nudge) =>
          cost - (a[3][j] - y(j)) ** 2 + (sigmoid(z[2][j] + nudge * a[2][k]) - y(j)) ** 2,
    ),
  };
}

/** The same for C(w_1, w_2) = 0.4 (w_1 - 4)^2 + 0.0125 (w_2 - 4)^2 at (0, 0), where -grad C = (3.2, 0.1). */
const bowl = () => ({
  w: [0, 0],
  slopes: [-3.2, -0.1],
  C: [(nudge) => 0.4 * (nudge - 4) ** 2 + 0.2, (nudge) => 6.4 + 0.0125 * (nudge - 4) ** 2],
});

export function compute({ costs, nudge }, data) {
  const { w, slopes, C } = costs === "bowl" ? bowl() : real(data);
  const predicted = slopes.map((slope) => slope * nudge);
  const measured = C.map((along) => along(nudge) - along(0));
  return {
    w,
    slopes,
    cost: C[0](0),
    predicted,
    measured,
    misses: measured.map((change, i) => change - predicted[i]),
    ratio: Math.abs(slopes[0] / slopes[1]),
    curves: C.map((along) => NUDGES.map(along)),
  };
}

const SYMBOLS = { network: WEIGHTS.map(([j, k]) => `w_{${j},${k}}`), bowl: ["w_1", "w_2"] };
const SPOKEN = { network: WEIGHTS.map(([j, k]) => `w ${j},${k}`), bowl: ["w 1", "w 2"] };

export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, { height: narrow ? 622 : 338, label: "The cost along each of two weights" });
  const size = narrow ? { width: 316, height: 160 } : { width: 300, height: 190 };
  drawWeight(figure, svg(root, "g", { transform: narrow ? "translate(2 0)" : "translate(6 0)" }), 0, size);
  drawWeight(figure, svg(root, "g", { transform: narrow ? "translate(2 298)" : "translate(334 0)" }), 1, size);
  const ratio = maths(
    root,
    { x: figure.width / 2, y: narrow ? 606 : 330, "text-anchor": "middle", class: "nn-number nn-strong" },
    "",
  );
  figure.update(({ costs }, { slopes, ratio: times }) =>
    setMaths(ratio, `"${steepness(costs, slopes)} = ${fixed(times, 0)} times as sensitive"`),
  );
  choice(figure, {
    key: "costs",
    label: "The cost of",
    options: [
      ["network", "the real 2"],
      ["bowl", "3.2 and 0.1"],
    ],
  });
  slider(figure, { key: "nudge", label: "nudge", step: 0.05, text: amount });
  const half = button(figure, "Half", () => figure.set({ nudge: figure.state.nudge / 2 }), {
    describe: "half the nudge",
  });
  const opposite = button(figure, "Opposite", () => figure.set({ nudge: -figure.state.nudge }), {
    describe: "the opposite nudge",
  });
  figure.update(({ nudge }) => {
    half.disabled = Math.abs(nudge) < 2 * SMALLEST;
    opposite.disabled = nudge === 0;
  });
  readout(figure, words);
}

const steepness = (costs, slopes) =>
  slopes.map((slope) => fixed(Math.abs(slope), costs === "bowl" ? 1 : 4)).join(" / ");

/** A nudge with its sign and as many digits as it needs. */
const amount = (nudge) => (nudge === 0 ? "0" : signed(nudge, places(nudge)));
const places = (nudge) => (Math.abs(nudge * 100 - Math.round(nudge * 100)) < 1e-9 ? 2 : 3);

const percent = (miss, predicted) => {
  const share = Math.abs(miss / predicted) * 100;
  return `${fixed(share, share < 9.95 ? 1 : 0)}\u00a0%`;
};

function words({ nudge }, { predicted, measured, misses }) {
  if (nudge === 0) return "Without a nudge the cost stays as it is. The tangents touch the curves here.";
  const [first, second] = measured.map((change) => signed(change, 4));
  const off = misses.map((miss, i) => percent(miss, predicted[i]));
  return `A nudge of ${amount(nudge)} changes the cost by ${first} through the first weight, by ${second} through the second. The predictions are off by ${off[0]} and ${off[1]}: ${Math.abs(misses[0] / predicted[0]) > 0.08 ? "so far out the curve has left its tangent" : "this close, curve and tangent are almost one"}.`;
}

/** One weight: the cost along it, the tangent, the ball; below them the arithmetic. */
function drawWeight(figure, group, i, { width, height }) {
  const title = maths(group, { x: 0, y: 16 }, "");
  const frames = {
    network: plotOf(figure, group, i, { width, height, costs: "network", top: 1 }),
    bowl: plotOf(figure, group, i, { width, height, costs: "bowl", top: 16 }),
  };
  const rows = ["predicted", "measured", "miss"].map((name, row) => {
    const y = height + 64 + 24 * row;
    svg(group, "text", { x: 0, y, class: "nn-muted" }, name);
    return {
      how: maths(group, { x: 76, y, class: "nn-number" }, ""),
      what: svg(group, "text", {
        x: width,
        y,
        "text-anchor": "end",
        class: `nn-number nn-C${row === 1 ? " nn-strong" : ""}`,
      }),
    };
  });
  figure.update(({ costs, nudge }, { slopes, cost, predicted, measured, misses }) => {
    for (const [name, frame] of Object.entries(frames))
      attr(frame, { visibility: name === costs ? "visible" : "hidden" });
    const symbol = SYMBOLS[costs][i];
    const digits = costs === "bowl" ? 2 : 4;
    setMaths(title, `"along " ${symbol}":  slope " \\partial C/\\partial ${symbol} "= ${fixed(slopes[i], digits)}"`);
    setMaths(rows[0].how, `"${fixed(slopes[i], digits)} \u00d7 ${bracketed(nudge, places(nudge))}"`);
    setMaths(rows[1].how, `C" ${fixed(cost, 3)} \u2192 ${fixed(cost + measured[i], 3)}"`);
    setMaths(rows[2].how, nudge === 0 ? '"nothing"' : `"${percent(misses[i], predicted[i])} off"`);
    [predicted, measured, misses].forEach((values, row) =>
      setText(rows[row].what, signed(values[i], costs === "bowl" ? 4 : 6)),
    );
  });
}

/** The plot of one of the two costs; answers its group. */
function plotOf(figure, parent, i, { width, height, costs, top }) {
  const group = svg(parent, "g");
  const frame = axes(group, {
    x: 0,
    y: 28,
    width,
    height: height - 6,
    x_range: [-FAR, FAR],
    y_range: [0, top],
    y_label: "C",
    x_ticks: [-2, -1, 1, 2].filter((tick) => Math.abs(tick) < FAR || !figure.narrow),
    y_ticks: [top / 2, top],
  });
  maths(group, { x: width * 0.875, y: height + 39, "text-anchor": "middle", class: "nn-small nn-muted" }, '"nudge"');
  if (costs === "network" && i === 0)
    picture(group, { x: width - 52, y: 30, size: 52 }).update(storyInputs(figure.data));
  if (costs === "bowl" && i === 1)
    maths(
      group,
      { x: width, y: height - 24, "text-anchor": "end", class: "nn-small nn-muted" },
      "C = 0.4(w_1 - 4)^2 + 0.0125(w_2 - 4)^2",
    );
  const curve = svg(frame.plot, "path", { class: "nn-curve nn-C" });
  const tangent = svg(frame.plot, "path", { class: "nn-edge nn-a" });
  const change = svg(frame.plot, "path", { class: "nn-rule nn-dashed" });
  const ghost = svg(frame.plot, "circle", { r: 6, class: "nn-ghost" });
  const start = svg(frame.plot, "circle", { r: 4, class: "nn-dot" });
  const place = drawBall(figure, group, i, costs, frame);
  figure.update((state, { cost, slopes, predicted, measured, curves }) => {
    if (state.costs !== costs) return;
    const { X, Y, path } = frame;
    attr(curve, { d: path(NUDGES.map((nudge, n) => [nudge, curves[i][n]])) });
    attr(tangent, {
      d: path([
        [-FAR, cost - FAR * slopes[i]],
        [FAR, cost + FAR * slopes[i]],
      ]),
    });
    attr(start, { cx: X(0), cy: Y(cost) });
    const [x, y, foretold] = [X(state.nudge), Y(cost + measured[i]), Y(cost + predicted[i])];
    attr(ghost, { cx: x, cy: foretold });
    attr(change, {
      d:
        line([
          [X(0), Y(cost)],
          [x, Y(cost)],
        ]) +
        line([
          [x, Y(cost)],
          [x, y],
        ]) +
        line([
          [x, y],
          [x, foretold],
        ]),
    });
    place(x, y);
  });
  return group;
}

function drawBall(figure, group, i, costs, { toX }) {
  const ball = svg(group, "g");
  svg(ball, "circle", { r: 22, class: "nn-hit" });
  svg(ball, "circle", { r: 8, class: "nn-point" });
  handle(figure, ball, {
    label: `nudge of ${SPOKEN[costs][i]}`,
    axis: "x",
    low: -FAR,
    high: FAR,
    step: 0.05,
    at: (px) => toX(px - group.parentNode.transform.baseVal[0].matrix.e),
    get: ({ nudge }) => nudge,
    set: (nudge) => ({ nudge: Number(nudge.toFixed(2)) }),
    text: amount,
  });
  return (x, y) => putAt(ball, x, y);
}
