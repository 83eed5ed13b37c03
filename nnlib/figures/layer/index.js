import { readout } from "../kit/card.js";
import { choice } from "../kit/controls.js";
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { handle, pressable } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { sigmoid, weighted_sums } from "../kit/maths.js";
import { bracketed, fixed } from "../kit/numbers.js";
import { replaced } from "../kit/state.js";
import { roundBracket, squareBrackets } from "../parts/brackets.js";

/**
 * @typedef {{ W: number[][], a: number[], b: number[], row: number }} State
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 */

/** @param {State} state */
export function compute({ W, a, b, row }) {
  const z = weighted_sums(W, a, b);
  return { z, activations: z.map(sigmoid), terms: W[row].map((w_k, k) => w_k * a[k]) };
}

const ROW = 42; // the height of a matrix row
const NEURONS = [0, 1, 2]; // the rows of W
const INPUTS = [0, 1, 2, 3]; // its columns

/** @param {ThisFigure} figure */
export function draw(figure) {
  const narrow = figure.narrow;
  const at = narrow
    ? { cell: 40, result: 0, W: 49, a: 218, b: 267, b_width: 50 }
    : { cell: 60, result: 20, W: 158, a: 424, b: 530, b_width: 60 };
  const root = drawing(figure, { height: narrow ? 400 : 326, label: "A layer as an equation of matrices" });
  const equation = svg(root, "g", { transform: "translate(0 40)" });
  drawNames(equation, at);
  drawSigns(equation, at, narrow);
  drawRowBand(figure, equation, at);
  drawResults(figure, equation, at);
  drawMatrix(figure, equation, at);
  drawInputs(figure, equation, at);
  drawBiases(figure, equation, at);
  drawSum(figure, svg(root, "g", { transform: `translate(${narrow ? 8 : 20} 240)` }));
  choice(figure, {
    key: "row",
    label: "Row",
    options: NEURONS.map((j) => [j, String(j)]),
  });
  readout(
    figure,
    ({ row, b }, { z, activations, terms }) =>
      `Row ${row}: ${terms.map((term) => bracketed(term)).join(" + ")} + ${bracketed(b[row], 1)} = ${fixed(z[row])}, and \u03c3(${fixed(z[row])}) = ${fixed(activations[row])}.`,
  );
}

const middle = (rows) => (ROW * rows) / 2;

/** The letters above the matrices, and their square brackets. */
function drawNames(group, { cell, result, W, a, b, b_width }) {
  maths(group, { x: result + cell / 2, y: -16, "text-anchor": "middle" }, "a^{(1)}");
  maths(group, { x: W + 2 * cell, y: -16, "text-anchor": "middle" }, "W");
  maths(group, { x: a + cell / 2, y: -16, "text-anchor": "middle" }, "a^{(0)}");
  maths(group, { x: b + b_width / 2, y: -16, "text-anchor": "middle" }, "b");
  const square = (x, rows, width) => squareBrackets(group, { x, width, height: rows * ROW, serif: 5 });
  square(result, 3, cell);
  square(W, 3, 4 * cell);
  square(a, 4, cell);
  square(b, 3, b_width);
}

/** The signs of the equation: between the matrices, or between their letters where there is no room below. */
function drawSigns(group, { cell, result, W, a, b, b_width }, narrow) {
  const sign = (x, text, y = middle(3) + 5) => maths(group, { x, y, "text-anchor": "middle" }, text);
  if (narrow) {
    sign((result + W + 2.5 * cell) / 2, "= \\sigma (", -16);
    sign((a + b + cell / 2 + b_width / 2) / 2, "+", -16);
    sign(b + b_width - 8, ")", -16);
    return;
  }
  const gap = W - result - cell;
  sign(result + cell + gap * 0.27, "=");
  sign(result + cell + gap * 0.6, "\\sigma");
  sign((a + cell + b) / 2, "+");
  const height = 4 * ROW + 12;
  roundBracket(group, { x: W - 9, y: -6, height, side: 1 });
  roundBracket(group, { x: b + b_width + 9, y: -6, height, side: -1 });
}

/** @param {ThisFigure} figure */
function drawRowBand(figure, group, { cell, result, W, b, b_width }) {
  const bands = [
    [W, 4 * cell],
    [result, cell],
    [b, b_width],
  ].map(([x, width]) => svg(group, "rect", { x: x + 2, width: width - 4, height: ROW - 4, rx: 4, class: "nn-track" }));
  figure.update(({ row }) => bands.forEach((band) => attr(band, { y: row * ROW + 2 })));
}

/**
 * The three results; pressing one chooses its row.
 * @param {ThisFigure} figure
 */
function drawResults(figure, group, { cell, result }) {
  NEURONS.forEach((j) => {
    const place = svg(group, "g", { transform: `translate(${result} ${j * ROW})` });
    svg(place, "rect", { width: cell, height: ROW, class: "nn-hit" });
    const value = svg(place, "text", { x: cell / 2, y: ROW / 2 + 5, "text-anchor": "middle", class: "nn-number" });
    pressable(figure, place, {
      label: (_state, { activations }) => `row ${j}, result ${fixed(activations[j])}`,
      action: () => figure.set({ row: j }),
      pressed: ({ row }) => row === j,
    });
    figure.update(({ row }, { activations }) => {
      setText(value, fixed(activations[j]));
      mark(value, "nn-strong", row === j);
    });
  });
}

/** @param {ThisFigure} figure */
function drawMatrix(figure, group, { cell, W }) {
  for (const j of NEURONS)
    for (const k of INPUTS)
      drawNumber(figure, group, {
        place: { x: W + k * cell, y: j * ROW, cell },
        label: `weight w ${j} ${k}`,
        range: { low: -5, high: 5, step: 0.1 },
        digits: 1,
        get: (state) => state.W[j][k],
        set: (w) => ({ row: j, W: replaced(figure.state.W, [j, k], w) }),
        tone: (w) => (w < 0 ? "nn-minus" : "nn-plus"),
      });
}

/** @param {ThisFigure} figure */
function drawInputs(figure, group, { cell, a }) {
  for (const k of INPUTS)
    drawNumber(figure, group, {
      place: { x: a, y: k * ROW, cell },
      label: `input a ${k}`,
      range: { low: 0, high: 1, step: 0.05 },
      digits: 2,
      get: (state) => state.a[k],
      set: (value) => ({ a: replaced(figure.state.a, [k], value) }),
    });
}

/** @param {ThisFigure} figure */
function drawBiases(figure, group, { b, b_width }) {
  for (const j of NEURONS)
    drawNumber(figure, group, {
      place: { x: b, y: j * ROW, cell: b_width },
      label: `bias b ${j}`,
      range: { low: -10, high: 10, step: 0.1 },
      digits: 1,
      get: (state) => state.b[j],
      set: (value) => ({ row: j, b: replaced(figure.state.b, [j], value) }),
      tone: () => "nn-b",
    });
}

/**
 * A number that is dragged up and down; its tone may tell its sign.
 * @param {ThisFigure} figure
 * @param {Element} group
 * @param {{
 *   place: { x: number, y: number, cell: number }, label: string, digits: number,
 *   range: { low: number, high: number, step: number },
 *   get: (state: State) => number, set: (value: number) => Partial<State>, tone?: (value: number) => string,
 * }} options
 */
function drawNumber(figure, group, { place: { x, y, cell }, label, range, digits, get, set, tone = () => "" }) {
  const box = svg(group, "g", { transform: `translate(${x} ${y})` });
  svg(box, "rect", { width: cell, height: ROW, class: "nn-hit" });
  const number = svg(box, "text", { x: cell / 2, y: ROW / 2 + 5, "text-anchor": "middle" });
  handle(figure, box, {
    label,
    axis: "y",
    ...range,
    at: (_px, py) => (-py * (range.high - range.low)) / 160,
    get,
    set: (value) => set(Number(value.toFixed(digits))),
    text: (value) => fixed(value, digits),
  });
  figure.update((state) => {
    const value = get(state);
    setText(number, fixed(value, digits));
    attr(number, { class: `nn-number ${tone(value)}` });
  });
}

/**
 * The chosen row, worked out: in three lines, or in six on a small screen.
 * @param {ThisFigure} figure
 */
function drawSum(figure, group) {
  const narrow = figure.narrow;
  const lines = Array.from({ length: narrow ? 6 : 3 }, (_, i) =>
    maths(group, { x: 0, y: 6 + i * (narrow ? 28 : 32) }, "z"),
  );
  figure.update((state, result) => {
    const texts = narrow ? narrowSum(state, result) : wideSum(state, result);
    texts.forEach((text, i) => setMaths(lines[i], text));
  });
}

/**
 * @param {State} state
 * @param {Result} result
 */
function wideSum(state, { z, activations }) {
  const { row, b } = state;
  const { symbols, numbers } = written(state);
  return [
    `z_${row}^{(1)} = ${symbols.join(" + ")} + b_${row}`,
    `"        = "${numbers.join(" + ")} + ${bracketed(b[row], 1)} = ${fixed(z[row])}`,
    `a_${row}^{(1)} = \\sigma(${fixed(z[row])}) = ${fixed(activations[row])}`,
  ];
}

/**
 * @param {State} state
 * @param {Result} result
 */
function narrowSum(state, { z, activations }) {
  const { row, b } = state;
  const { symbols, numbers } = written(state);
  return [
    `z_${row} = ${symbols.slice(0, 2).join(" + ")}`,
    `"    + "${symbols.slice(2).join(" + ")} + b_${row}`,
    `"   = "${numbers.slice(0, 2).join(" + ")}`,
    `"    + "${numbers.slice(2).join(" + ")} + ${bracketed(b[row], 1)}`,
    `"   = "${fixed(z[row])}`,
    `a_${row}^{(1)} = \\sigma(${fixed(z[row])}) = ${fixed(activations[row])}`,
  ];
}

/** The terms of the chosen row, in symbols and in numbers. */
function written({ W, a, row }) {
  return {
    symbols: INPUTS.map((k) => `w_{${row}${k}} a_${k}`),
    numbers: INPUTS.map((k) => `${bracketed(W[row][k], 1)} \\times ${fixed(a[k])}`),
  };
}
