import { readout } from "../kit/card.js";
import { choice } from "../kit/controls.js";
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { handle, pressable } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { sigmoid, weighted_sums } from "../kit/maths.js";
import { bracketed, fixed } from "../kit/numbers.js";

export function compute({ W, a, b, row }) {
  const z = weighted_sums(W, a, b);
  return { z, activations: z.map(sigmoid), terms: W[row].map((w_k, k) => w_k * a[k]) };
}

const ROW = 42; // the height of a matrix row

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
  drawColumn(figure, equation, {
    x: at.a,
    cell: at.cell,
    key: "a",
    rows: 4,
    low: 0,
    high: 1,
    step: 0.05,
    name: (k) => `input a ${k}`,
    digits: 2,
  });
  drawColumn(figure, equation, {
    x: at.b,
    cell: at.b_width,
    key: "b",
    rows: 3,
    low: -10,
    high: 10,
    step: 0.1,
    name: (j) => `bias b ${j}`,
    digits: 1,
    tone: "nn-b",
  });
  drawSum(figure, svg(root, "g", { transform: `translate(${narrow ? 8 : 20} 240)` }), narrow);
  choice(figure, {
    key: "row",
    label: "Row",
    options: [
      [0, "0"],
      [1, "1"],
      [2, "2"],
    ],
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
  square(group, result, 3, cell);
  square(group, W, 3, 4 * cell);
  square(group, a, 4, cell);
  square(group, b, 3, b_width);
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
  bracket(group, W - 9, 5, 4 * ROW, 1);
  bracket(group, b + b_width + 9, 5, 4 * ROW, -1);
}

/** A round bracket of sigma's argument: side 1 opens, -1 closes. */
function bracket(group, x, bend, height, side) {
  svg(group, "path", { class: "nn-bracket", d: `M${x} -6q${-side * bend * 1.6} ${height / 2 + 6} 0 ${height + 12}` });
}

/** The square brackets of a matrix. */
function square(group, x, rows, width) {
  const height = rows * ROW;
  svg(group, "path", { class: "nn-bracket", d: `M${x + 5} 0h-5v${height}h5M${x + width - 5} 0h5v${height}h-5` });
}

function drawRowBand(figure, group, { cell, result, W, b, b_width }) {
  const bands = [
    [W, 4 * cell],
    [result, cell],
    [b, b_width],
  ].map(([x, width]) => svg(group, "rect", { x: x + 2, width: width - 4, height: ROW - 4, rx: 4, class: "nn-track" }));
  figure.update(({ row }) => bands.forEach((band) => attr(band, { y: row * ROW + 2 })));
}

/** The three results; pressing one chooses its row. */
function drawResults(figure, group, { cell, result }) {
  [0, 1, 2].forEach((j) => {
    const place = svg(group, "g", { transform: `translate(${result} ${j * ROW})` });
    svg(place, "rect", { width: cell, height: ROW, class: "nn-hit" });
    const value = svg(place, "text", { x: cell / 2, y: ROW / 2 + 5, "text-anchor": "middle", class: "nn-number" });
    pressable(figure, place, {
      label: (state, { activations }) => `row ${j}, result ${fixed(activations[j])}`,
      action: () => figure.set({ row: j }),
      pressed: ({ row }) => row === j,
    });
    figure.update(({ row }, { activations }) => {
      setText(value, fixed(activations[j]));
      mark(value, "nn-strong", row === j);
    });
  });
}

function drawMatrix(figure, group, { cell, W }) {
  for (const j of [0, 1, 2]) {
    for (const k of [0, 1, 2, 3]) {
      const set = (value) => ({
        row: j,
        W: figure.state.W.map((line, i) => line.map((w, c) => (i === j && c === k ? Number(value.toFixed(1)) : w))),
      });
      entry(figure, group, {
        x: W + k * cell,
        y: j * ROW,
        cell,
        low: -5,
        high: 5,
        step: 0.1,
        digits: 1,
        name: `weight w ${j} ${k}`,
        get: (state) => state.W[j][k],
        set,
        signs: true,
      });
    }
  }
}

function drawColumn(figure, group, { x, cell, key, rows, low, high, step, name, digits, tone }) {
  for (let i = 0; i < rows; i++) {
    const set = (value) => ({
      [key]: figure.state[key].map((old, k) => (k === i ? Number(value.toFixed(digits)) : old)),
      ...(key === "b" ? { row: i } : {}),
    });
    entry(figure, group, {
      x,
      y: i * ROW,
      cell,
      low,
      high,
      step,
      digits,
      name: name(i),
      get: (state) => state[key][i],
      set,
      tone,
    });
  }
}

/** A number that is dragged up and down. */
function entry(figure, group, { x, y, cell, low, high, step, digits, name, get, set, signs, tone }) {
  const place = svg(group, "g", { transform: `translate(${x} ${y})` });
  svg(place, "rect", { width: cell, height: ROW, class: "nn-hit" });
  const value = svg(place, "text", {
    x: cell / 2,
    y: ROW / 2 + 5,
    "text-anchor": "middle",
    class: `nn-number ${tone ?? ""}`,
  });
  handle(figure, place, {
    label: name,
    axis: "y",
    low,
    high,
    step,
    at: (px, py) => (-py * (high - low)) / 160,
    get,
    set,
    text: (number) => fixed(number, digits),
  });
  figure.update((state) => {
    setText(value, fixed(get(state), digits));
    if (signs) mark(value, "nn-plus", get(state) >= 0);
    if (signs) mark(value, "nn-minus", get(state) < 0);
  });
}

/** The chosen row, worked out. */
function drawSum(figure, group, narrow) {
  const lines = Array.from({ length: narrow ? 6 : 3 }, (_, i) =>
    maths(group, { x: 0, y: 6 + i * (narrow ? 28 : 32) }, "z"),
  );
  figure.update(({ W, a, b, row }, { z, activations }) => {
    const symbols = [0, 1, 2, 3].map((k) => `w_{${row}${k}} a_${k}`);
    const numbers = [0, 1, 2, 3].map((k) => `${bracketed(W[row][k], 1)} \\times ${fixed(a[k])}`);
    const result = `a_${row}^{(1)} = \\sigma(${fixed(z[row])}) = ${fixed(activations[row])}`;
    const texts = narrow
      ? [
          `z_${row} = ${symbols.slice(0, 2).join(" + ")}`,
          `"    + "${symbols.slice(2).join(" + ")} + b_${row}`,
          `"   = "${numbers.slice(0, 2).join(" + ")}`,
          `"    + "${numbers.slice(2).join(" + ")} + ${bracketed(b[row], 1)}`,
          `"   = "${fixed(z[row])}`,
          result,
        ]
      : [
          `z_${row}^{(1)} = ${symbols.join(" + ")} + b_${row}`,
          `"        = "${numbers.join(" + ")} + ${bracketed(b[row], 1)} = ${fixed(z[row])}`,
          result,
        ];
    texts.forEach((text, i) => setMaths(lines[i], text));
  });
}
