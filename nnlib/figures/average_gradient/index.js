import { readout } from "../kit/card.js";
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { pressable } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { player } from "../kit/motion.js";
import { fixed, signed } from "../kit/numbers.js";
import { CHAIN_NAMES, chainForward, chainGradient, chainSymbol } from "../parts/chain_network.js";
import { numberPill } from "../parts/number_pill.js";
import { nameAlone, roving } from "../parts/stops.js";
import { linkSymbols, symbolName } from "../parts/symbols.js";

/** @typedef {{ w: number[], b: number[], x: number[], y: number[], example: number, picked: string }} State */
/** @typedef {ReturnType<typeof compute>} Result */
/** @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure */

/** @param {State} state */
export function compute({ w, b, x, y, picked }) {
  const gradients = x.map((x_i, i) => chainGradient({ x: x_i, w, b, y: y[i] }));
  const gradient = CHAIN_NAMES.map((_, p) => gradients.reduce((sum, one) => sum + one[p], 0) / x.length);
  const place = CHAIN_NAMES.indexOf(picked);
  return {
    outputs: x.map((x_i) => chainForward({ x: x_i, w, b }).a[3]),
    each: gradients.map((one) => one[place]),
    gradient,
  };
}

const EXAMPLES = [0, 1, 2, 3, 4, 5];
const ROW = 36;

/** @param {ThisFigure} figure */
export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, { height: narrow ? 508 : 300, label: "Six examples, their average, and the gradient" });
  const X = narrow
    ? { i: 6, x: 48, y: 100, a: 148, value: 244, zero: 284, reach: 32 }
    : { i: 10, x: 62, y: 128, a: 196, value: 300, zero: 374, reach: 58 };
  const head = svg(root, "g");
  drawHead(figure, head, X);
  svg(root, "line", { x1: X.zero, x2: X.zero, y1: 32, y2: 50 + ROW * 6 + 22, class: "nn-rule" });
  const rows = EXAMPLES.map((i) => drawExample(figure, root, i, 50 + ROW * i, X));
  const average = drawAverage(figure, root, 50 + ROW * 6 + 8, X);
  const entries = drawColumn(figure, root);
  figure.update((state, result) => {
    const reach = Math.max(...result.each.map(Math.abs));
    const full = [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2].find((size) => size >= reach) ?? reach;
    const width = (value) => (value / full) * X.reach;
    rows.forEach(({ show }, i) => show(state, result, width(result.each[i])));
    const mean = result.gradient[CHAIN_NAMES.indexOf(state.picked)];
    average(mean, width(mean), width(meanTo(state.example, result)));
    entries.forEach(({ show }, i) => show(result.gradient[i], CHAIN_NAMES[i] === state.picked));
  });
  for (const list of [rows, entries])
    roving(
      figure,
      list.map(({ group }) => group),
    );
  player(figure, { step: () => next(figure), interval: 900 });
  readout(figure, words, { lines: [3, 7] });
  linkSymbols(figure, [[head, "the head of the table"]]);
}

/** The average over the examples 0, ..., i. */
const meanTo = (i, { each }) => each.slice(0, i + 1).reduce((sum, one) => sum + one, 0) / (i + 1);

/** On to the next example; is there one more after it? */
function next(figure) {
  const example = (figure.state.example + 1) % EXAMPLES.length;
  figure.set({ example });
  return example < EXAMPLES.length - 1;
}

function words({ example, x, y, picked }, result) {
  const { outputs, each, gradient } = result;
  const name = `${picked[0] === "w" ? "weight" : "bias"} of layer ${picked[1]}`;
  const ups = each.filter((value) => value < 0).length;
  const wish = each[example] < 0 ? "larger" : "smaller";
  const mean = gradient[CHAIN_NAMES.indexOf(picked)];
  const sofar =
    example > 0 && example < 5 ? ` The examples up to this one average ${signed(meanTo(example, result), 4)}.` : "";
  return `Example ${example}: x = ${fixed(x[example])} gives ${fixed(outputs[example])} and should give ${fixed(y[example])}, so it asks for a ${wish} ${name}.${sofar} ${ups} of 6 ask for a larger one; the average is ${signed(mean, 4)}.`;
}

// ---------------------------------------------------------------- the examples

function drawHead(figure, head, X) {
  const names = [
    [X.x, "x"],
    [X.y, "y"],
    [X.a, "a^{(3)}"],
  ];
  svg(head, "rect", { x: 0, y: 0, width: X.value + 4, height: 28, class: "nn-hit" });
  maths(head, { x: X.i, y: 20 }, "i");
  for (const [x, name] of names)
    maths(head, { x, y: 20, "text-anchor": "middle", "data-symbol": symbolName(name) }, name);
  const slope = maths(head, { x: X.value, y: 20, "text-anchor": "end" }, "");
  figure.update(({ picked }) => setMaths(slope, `\\partial C_i/\\partial ${chainSymbol(picked)}`));
}

/**
 * A row of an example, to be pressed, with its two numbers to be dragged.
 * @param {ThisFigure} figure
 */
function drawExample(figure, root, i, y, X) {
  const { group, back, output, value, bar } = drawRow(root, i, y, X);
  pressable(figure, group, {
    label: (_, { outputs, each }) => `example ${i}: output ${fixed(outputs[i], 3)}, derivative ${signed(each[i], 4)}`,
    action: () => figure.set({ example: i }),
    pressed: ({ example }) => example === i,
  });
  drawPill(figure, root, X.x, y, `input of example ${i}`, ["x", i], "nn-a");
  drawPill(figure, root, X.y, y, `target of example ${i}`, ["y", i], "nn-y");
  const show = ({ example }, { outputs, each }, width) => {
    attr(back, { class: example === i ? "nn-track" : "nn-hit" });
    setText(output, fixed(outputs[i], figure.narrow ? 2 : 3));
    setText(value, signed(each[i], 4));
    attr(bar, { x: Math.min(X.zero, X.zero + width), width: Math.abs(width) });
  };
  return { group, show };
}

function drawRow(root, i, y, X) {
  const group = svg(root, "g", { "data-symbol": `a_${i}^(3) C_${i}` });
  const back = svg(group, "rect", { x: 0, y: y - 17, width: X.zero + X.reach + 4, height: 34, rx: 6 });
  const text = (x, anchor, tone, symbol) =>
    svg(group, "text", { x, y: y + 5, "text-anchor": anchor, class: `nn-number ${tone}`, "data-symbol": symbol });
  svg(group, "text", { x: X.i, y: y + 5, class: "nn-number" }, String(i));
  const output = text(X.a, "middle", "nn-a", `a_${i}^(3)`);
  const value = text(X.value, "end", "nn-C", `C_${i}`);
  const bar = svg(group, "rect", { y: y - 8, height: 16, class: "nn-bar nn-C" });
  nameAlone(group);
  return { group, back, output, value, bar };
}

/**
 * @param {ThisFigure} figure
 * @param {Element} root
 * @param {number} x
 * @param {number} y
 * @param {string} label
 * @param {["x" | "y", number]} entry
 * @param {string} tone
 */
function drawPill(figure, root, x, y, label, entry, tone) {
  const look = { half_width: figure.narrow ? 23 : 26, symbol: false, tone, digits: 2 };
  numberPill(figure, root, { x, y, name: entry[0], label, entry, low: 0, high: 1, step: 0.05, ...look });
}

/** The average and its bar; a line marks the average over the examples up to the picked one. */
function drawAverage(figure, root, y, X) {
  svg(root, "line", { x1: 0, x2: X.zero + X.reach + 4, y1: y - 22, y2: y - 22, class: "nn-rule" });
  const name = maths(root, { x: X.i, y: y + 5 }, "");
  const value = svg(root, "text", {
    x: X.value,
    y: y + 5,
    "text-anchor": "end",
    class: "nn-number nn-C nn-strong",
    "data-symbol": "C",
  });
  const bar = svg(root, "rect", { y: y - 8, height: 16, class: "nn-bar nn-C" });
  const mark_to = svg(root, "line", { y1: y - 12, y2: y + 12, class: "nn-edge nn-C" });
  figure.update(({ picked }) =>
    setMaths(name, `${figure.narrow ? "" : '"average: "'}\\partial C/\\partial ${chainSymbol(picked)}`),
  );
  return (mean, width, so_far) => {
    setText(value, signed(mean, 4));
    attr(mark_to, { x1: X.zero + so_far, x2: X.zero + so_far });
    attr(bar, { x: Math.min(X.zero, X.zero + width), width: Math.abs(width) });
  };
}

// ---------------------------------------------------------------- the gradient

/** The column of six in its brackets: beside the table, or below it in two columns of three rows on a small screen. */
function drawColumn(figure, root) {
  const narrow = figure.narrow;
  const [left, top] = narrow ? [88, 322] : [494, 28];
  const pitch = narrow ? 30 : 40;
  maths(root, { x: left - 12, y: top + 3 * pitch + 5, "text-anchor": "end" }, "\\nabla C =");
  const [right, bottom] = [left + 142, top + 6 * pitch];
  for (const [x, inward] of [
    [left, 7],
    [right, -7],
  ])
    svg(root, "path", {
      d: `M${x + inward} ${top}H${x}V${bottom}H${x + inward}`,
      class: "nn-edge nn-a",
      "stroke-width": 1.5,
    });
  return CHAIN_NAMES.map((name, i) => {
    const y = top + (i + 0.5) * pitch;
    const entry = svg(root, "g", { "data-symbol": symbolName(chainSymbol(name)) });
    const back = svg(entry, "rect", { x: left + 5, y: y - pitch / 2 + 1, width: 132, height: pitch - 2, rx: 6 });
    maths(entry, { x: left + 14, y: y + 5, class: "nn-small" }, `\\partial C/\\partial ${chainSymbol(name)}`);
    const value = svg(entry, "text", { x: left + 130, y: y + 5, "text-anchor": "end", class: "nn-number nn-C" });
    nameAlone(entry);
    pressable(figure, entry, {
      label: (_, { gradient }) => `entry for ${name[0]} of layer ${name[1]}: ${signed(gradient[i], 4)}`,
      action: () => figure.set({ picked: name }),
      pressed: ({ picked }) => picked === name,
    });
    const show = (number, picked) => {
      attr(back, { class: picked ? "nn-track" : "nn-hit" });
      setText(value, signed(number, 4));
      mark(value, "nn-strong", picked);
    };
    return { group: entry, show };
  });
}
