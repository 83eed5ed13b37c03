import { digitPicker } from "../data/digit_picker.js";
import { digits } from "../data/digits.js";
import { readout } from "../kit/card.js";
import { button } from "../kit/controls.js";
import { attr, mark, setChanged, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { drawing } from "../kit/layout.js";
import { line } from "../kit/lines.js";
import { clamp } from "../kit/maths.js";
import { inputs } from "../kit/network.js";
import { fixed } from "../kit/numbers.js";
import { takePictures } from "../parts/given_picture.js";
import { stroked } from "../parts/mnist_picture.js";
import { paintGrid } from "../parts/paint_grid.js";

/**
 * @typedef {{ digit: number, drawing: number[], k: number }} State
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 */

const SIDE = 28;
const LEVELS = 15;

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute({ digit, drawing, k }, data) {
  const a = drawing.length === SIDE * SIDE ? inputs(drawing) : digits(data)[digit].x;
  return {
    a,
    row: Math.floor(k / SIDE),
    column: k % SIDE,
    activation: a[k],
    lit: a.filter((value) => value > 0).length,
  };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const narrow = figure.narrow;
  const grid = narrow ? { x: 4, y: 8, size: 238 } : { x: 8, y: 8, size: 308 };
  const strip = narrow ? { x: 280, y: 8, width: 26, height: 238 } : { x: 372, y: 8, width: 30, height: 308 };
  const root = drawing(figure, {
    height: narrow ? 372 : 330,
    label: "A digit as a grid of pixels and as a column of 784 neurons",
  });
  drawUnrolling(figure, svg(root, "g"), grid, strip);
  drawStrip(figure, svg(root, "g"), strip);
  drawNeurons(figure, svg(root, "g"), strip);
  drawGrid(figure, svg(root, "g"), grid);
  digitPicker(figure, { key: "digit", also: () => ({ drawing: [] }), shown: (state) => state.drawing.length === 0 });
  button(figure, "Blank", () => figure.set({ drawing: new Array(SIDE * SIDE).fill(0) }), {
    main: true,
    describe: "an empty picture to draw on",
  });
  const problem = takePictures(figure, { take: (drawing) => figure.set({ drawing }) });
  readout(
    figure,
    ({ k }, { row, column, activation, lit }) =>
      problem() ||
      `Row ${row}, column ${column}: k = 28 \u00d7 ${row} + ${column} = ${k}, and the activation is ${fixed(activation)}. ${lit} of the 784 pixels are not empty.`,
  );
}

/**
 * The picture, to be drawn on: a stroke that begins on ink rubs out, one that begins on paper draws.
 * @param {ThisFigure} figure
 */
function drawGrid(figure, group, grid) {
  let rub = false;
  const greys = () => Array.from(figure.result.a, (value) => Math.round(value * 255));
  paintGrid(figure, group, {
    ...grid,
    label: "28 by 28 pixels: arrows move, Space draws or rubs out, Shift with arrows goes on",
    read: (_state, { a }) => a,
    begin: (k) => (rub = figure.result.a[k] > 0.5),
    pen: (from, to) => figure.set({ drawing: stroked(greys(), from, to, { radius: rub ? 1.7 : 1, rub }) }),
    onCursor: (k) => k !== figure.state.k && figure.set({ k }),
    spoken: (k) => `row ${Math.floor(k / SIDE)}, column ${k % SIDE}, ${fixed(figure.result.a[k])}`,
  });
  const square = svg(group, "rect", { width: grid.size / SIDE, height: grid.size / SIDE, class: "nn-cursor" });
  figure.update((_state, { row, column }) =>
    attr(square, { x: grid.x + (column * grid.size) / SIDE, y: grid.y + (row * grid.size) / SIDE }),
  );
}

/**
 * Two lines from the ends of the chosen row to its place in the column.
 * @param {ThisFigure} figure
 */
function drawUnrolling(figure, group, grid, strip) {
  const cell = grid.size / SIDE;
  const band = svg(group, "path", { class: "nn-unrolled" });
  const rule = svg(group, "rect", { x: grid.x, width: grid.size, height: cell, class: "nn-unrolled" });
  figure.update((_state, { row }) => {
    const [top, bottom] = [row, row + 1].map((r) => strip.y + (r * strip.height) / SIDE);
    const y = grid.y + row * cell;
    const corners = [
      [grid.x + grid.size, y],
      [strip.x, top],
      [strip.x, bottom],
      [grid.x + grid.size, y + cell],
    ];
    attr(rule, { y });
    attr(band, { d: `${line(corners)}Z` });
  });
}

/**
 * All 784 neurons, one thin line each, from the first pixel to the last.
 * @param {ThisFigure} figure
 */
function drawStrip(figure, group, { x, y, width, height }) {
  svg(group, "rect", { x, y, width, height, class: "nn-paper nn-frame" });
  const paths = Array.from({ length: LEVELS }, (_, i) =>
    svg(group, "path", { class: "nn-ink", "fill-opacity": (i + 1) / LEVELS }),
  );
  const mark784 = svg(group, "rect", { x: x - 2, width: width + 4, height: height / SIDE, class: "nn-chosen" });
  svg(group, "text", { x: x - 6, y: y + 10, "text-anchor": "end", class: "nn-small nn-muted" }, "0");
  svg(group, "text", { x: x - 6, y: y + height, "text-anchor": "end", class: "nn-small nn-muted" }, "783");
  const thin = height / (SIDE * SIDE);
  figure.update((_state, { a, row }) => {
    const d = new Array(LEVELS + 1).fill("");
    a.forEach((value, k) => {
      const top = (y + k * thin).toFixed(2);
      d[Math.round(value * LEVELS)] += `M${x} ${top}h${width}v${(thin * 1.05).toFixed(3)}h-${width}z`;
    });
    paths.forEach((path, i) => setChanged(path, "d", d[i + 1]));
    attr(mark784, { y: y + (row * height) / SIDE });
  });
}

/**
 * The neurons around the chosen one, large enough to be read.
 * @param {ThisFigure} figure
 */
function drawNeurons(figure, group, strip) {
  const narrow = figure.narrow;
  const count = narrow ? 5 : 9;
  const places = Array.from({ length: count }, (_, i) => (narrow ? [34 + 62 * i, 284] : [478, strip.y + 20 + i * 34]));
  const neurons = places.map((place) => drawNeuron(group, place, narrow));
  const thread = svg(group, "path", { class: "nn-thread", visibility: narrow ? "hidden" : "visible" });
  figure.update(({ k }, { a }) => {
    const first = clamp(k - Math.floor(count / 2), 0, SIDE * SIDE - count);
    neurons.forEach(({ ink, name, value }, i) => {
      attr(ink, { "fill-opacity": a[first + i] });
      setMaths(name, `a_{${first + i}}^{(0)}`);
      setText(value, fixed(a[first + i]));
      mark(value, "nn-strong", first + i === k);
      mark(ink, "nn-lit", first + i === k);
    });
    const from = [strip.x + strip.width, strip.y + ((k + 0.5) * strip.height) / (SIDE * SIDE)];
    const [x, y] = places[k - first];
    if (!narrow) attr(thread, { d: line([from, [x - 16, y]]) });
  });
}

function drawNeuron(group, place, narrow) {
  const [x, y] = place;
  const ink = svg(group, "circle", { cx: x, cy: y, r: 13, class: "nn-neuron" });
  const beside = narrow
    ? [
        { x, y: y + 34, "text-anchor": "middle" },
        { x, y: y + 58, "text-anchor": "middle" },
      ]
    : [
        { x: x + 26, y: y + 5 },
        { x: x + 140, y: y + 5, "text-anchor": "end" },
      ];
  const name = maths(group, beside[0], "a");
  const value = svg(group, "text", { ...beside[1], class: "nn-number" });
  return { ink, name, value };
}
