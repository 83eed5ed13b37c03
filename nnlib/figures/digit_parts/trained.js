// The neurons of the trained network's layer 2, and what each of them answers to.
import { digits } from "../data/digits.js";
import { attr, mark, setText, svg } from "../kit/elements.js";
import { fixed, signed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { chooseOne } from "./rows.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

const NEURONS = Array.from({ length: 16 }, (_, j) => j);
const TEN = Array.from({ length: 10 }, (_, digit) => digit);

/**
 * 16 neurons x 10 digits: ink for the mean activation; the chosen row in numbers.
 * @param {ThisFigure} figure
 */
export function drawTable(figure, root, table) {
  const { x, y, width, row, label } = table;
  for (const digit of TEN)
    svg(root, "text", { x: x + width * (digit + 0.5), y: y - 9, "text-anchor": "middle" }, String(digit));
  const names = NEURONS.map((j) =>
    svg(root, "text", { x: x - 8, y: y + row * (j + 0.5) + 5, "text-anchor": "end" }, `${label}${j}`),
  );
  drawMeans(figure, root, table);
  drawNumbers(figure, root, table);
  figure.update(({ neuron }) => names.forEach((text, j) => mark(text, "nn-strong", j === neuron)));
  chooseOne(figure, root, {
    label: "Neuron of layer 2",
    key: "neuron",
    frames: NEURONS.map((j) => ({ x: 0, y: y + row * j, width: x + 10 * width, height: row })),
    name: (j, _state, { means }) =>
      `neuron ${j}: ${means[j].map((mean, digit) => `${fixed(mean, 1)} for ${digit}`).join(", ")}`,
  });
}

/** @param {ThisFigure} figure */
function drawMeans(figure, root, { x, y, width, row }) {
  const cells = NEURONS.map((j) =>
    TEN.map((digit) => {
      const [left, top] = [x + width * digit + 1, y + row * j + 1];
      return svg(root, "rect", { x: left, y: top, width: width - 2, height: row - 2, class: "nn-bar nn-a" });
    }),
  );
  figure.update((_state, { means }) =>
    cells.forEach((line, j) => line.forEach((cell, digit) => attr(cell, { "fill-opacity": means[j][digit] }))),
  );
}

/** @param {ThisFigure} figure */
function drawNumbers(figure, root, { x, y, width, row }) {
  const numbers = TEN.map((digit) =>
    svg(root, "text", { x: x + width * (digit + 0.5), class: "nn-number nn-small", "text-anchor": "middle" }),
  );
  const frame = svg(root, "rect", { x: x - 1, width: 10 * width + 2, height: row, rx: 3, class: "nn-cursor" });
  figure.update(({ neuron }, { means }) => {
    attr(frame, { y: y + row * neuron });
    numbers.forEach((text, digit) => {
      setText(text, fixed(means[neuron][digit]));
      attr(text, { y: y + row * (neuron + 0.5) + 5 });
      mark(text, "nn-on-ink", means[neuron][digit] > 0.55);
    });
  });
}

/**
 * The book's digits that make the chosen neuron most active.
 * @param {ThisFigure} figure
 */
export function drawMost(figure, root, { x, y, size, places }) {
  const heading = svg(root, "text", { x, y: y - 9, class: "nn-small nn-muted" });
  const views = places.map(([left, top]) => {
    const below = { x: left + size / 2, y: top + size + 17, class: "nn-small nn-number", "text-anchor": "middle" };
    return { words: svg(root, "text", below), ...picture(root, { x: left, y: top, size }) };
  });
  figure.update(({ neuron }, { most, most_z }) => {
    setText(heading, `neuron ${neuron} is most active for`);
    views.forEach(({ update, words }, i) => {
      update(digits(figure.data)[most[i]].pixels, 255);
      setText(words, `${figure.narrow ? "" : "z = "}${signed(most_z[i], 1)}`);
    });
  });
}
