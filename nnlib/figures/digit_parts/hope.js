// The hope: a neuron for each part, and a digit where its parts come together.
import { button } from "../kit/controls.js";
import { attr, mark, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { pressable } from "../kit/handles.js";
import { fixed } from "../kit/numbers.js";
import { replaced } from "../kit/state.js";
import { buttonRow } from "../parts/button_row.js";
import { outputRows } from "../parts/output_rows.js";
import { b, DIGITS, only, PARTS, W, WEIGHT } from "./numbers.js";
import { chooseOne } from "./rows.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

/** @param {ThisFigure} figure */
export function drawDigitButtons(figure, place) {
  const row = buttonRow(place, { label: "Parts of", name: "Parts of a digit" });
  DIGITS.forEach((parts, digit) =>
    button(figure, String(digit), () => figure.set({ parts: only(parts), digit }), {
      parent: row,
      describe: `the parts of ${digit}`,
    }),
  );
  button(figure, "None", () => figure.set({ parts: only([]) }), { parent: row, describe: "no parts" });
  return row;
}

/**
 * The picture that the parts make, and the sum of the chosen digit.
 * @param {ThisFigure} figure
 */
export function drawGlyph(figure, root, { glyph, sum }) {
  const scale = glyph.width / 100;
  const group = svg(root, "g", { transform: `translate(${glyph.x} ${glyph.y}) scale(${scale})` });
  svg(group, "rect", { width: 100, height: 140, class: "nn-paper nn-frame" });
  const strokes = PARTS.map(([, d]) => svg(group, "path", { d, class: "nn-curve", "stroke-width": 7 / scale }));
  const lines = [0, 26, 52].map((step) => maths(root, { x: sum.x, y: sum.y + step }, "z"));
  figure.update(({ parts, digit }, { z, a, own, others }) => {
    strokes.forEach((stroke, part) =>
      attr(stroke, { class: parts[part] ? "nn-curve nn-a" : "nn-curve", "stroke-opacity": parts[part] ? 1 : 0 }),
    );
    setMaths(lines[0], `z_${digit} = ${WEIGHT} \\times ${own} - ${WEIGHT} \\times ${others} - ${-b[digit]}`);
    setMaths(lines[1], `z_${digit} = ${fixed(z[digit], 0)}`);
    setMaths(lines[2], `\\sigma(z_${digit}) = ${fixed(a[digit])}`);
  });
}

/**
 * A row a part, a switch with its neuron; lines to the ten outputs.
 * @param {ThisFigure} figure
 */
export function drawHope(figure, root, { parts: { x, y, row }, neuronX, outputs, headings }) {
  const middle = (part) => y + row * (part + 0.5);
  drawEdges(figure, root, { from: (part) => [neuronX, middle(part)], to: outputs, y });
  ["parts", "digits"].forEach((words, i) =>
    svg(root, "text", { x: headings[i], y: y - 10, class: "nn-small nn-muted" }, words),
  );
  PARTS.forEach((_, part) => drawPart(figure, root, part, { x, y: middle(part), row, neuronX }));
  drawDigits(figure, root, { ...outputs, y });
}

/**
 * All weights of the chosen digit; of the others only those that carry something to a digit that wants it.
 * @param {ThisFigure} figure
 */
function drawEdges(figure, root, { from, to, y }) {
  const group = svg(root, "g", { "pointer-events": "none" });
  const edges = W.map((weights, digit) =>
    weights.map((weight, part) => {
      const [x1, y1] = from(part);
      const tone = weight > 0 ? "nn-plus" : "nn-minus";
      return svg(group, "line", { x1, y1, x2: to.x - 4, y2: y + to.row * (digit + 0.5), class: `nn-edge ${tone}` });
    }),
  );
  figure.update(({ parts, digit }) =>
    edges.forEach((of_digit, d) =>
      of_digit.forEach((edge, part) => {
        const [mine, on] = [d === digit, parts[part]];
        attr(edge, {
          visibility: mine || (on && W[d][part] > 0) ? "visible" : "hidden",
          "stroke-width": mine && on ? 2.5 : 1,
          "stroke-opacity": mine ? (on ? 1 : 0.35) : 0.5,
        });
      }),
    ),
  );
}

/** @param {ThisFigure} figure */
function drawPart(figure, root, part, { x, y, row, neuronX }) {
  const [name, d] = PARTS[part];
  const group = svg(root, "g", { transform: `translate(${x} ${y})` });
  svg(group, "rect", { x: -4, y: -row / 2, width: neuronX - x + 18, height: row, rx: 4, class: "nn-hit" });
  svg(group, "rect", { y: -13, width: 19, height: 26.6, class: "nn-paper nn-frame" });
  const icon = svg(group, "path", { d, transform: "translate(0 -13) scale(0.19)", "stroke-width": 10 });
  const words = svg(group, "text", { x: 28, y: 5 }, name);
  svg(group, "circle", { cx: neuronX - x, r: 10, class: "nn-paper" });
  const ink = svg(group, "circle", { cx: neuronX - x, r: 10, class: "nn-neuron" });
  pressable(figure, group, {
    label: name,
    pressed: ({ parts }) => parts[part],
    action: () => figure.set({ parts: replaced(figure.state.parts, [part], 1 - figure.state.parts[part]) }),
  });
  figure.update(({ parts }) => {
    attr(icon, { class: parts[part] ? "nn-curve nn-a" : "nn-curve" });
    mark(words, "nn-muted", !parts[part]);
    attr(ink, { "fill-opacity": parts[part] });
  });
}

/**
 * The ten outputs; the one whose sum is shown is chosen among them.
 * @param {ThisFigure} figure
 */
function drawDigits(figure, root, { x, y, width, row }) {
  const outputs = outputRows(root, { x, y, width, row });
  const ring = svg(root, "circle", { cx: x + 26, r: 14, class: "nn-cursor" });
  figure.update(({ digit }, { a }) => {
    outputs.update(a);
    attr(ring, { cy: y + row * (digit + 0.5) });
  });
  chooseOne(figure, root, {
    label: "Digit whose sum is shown",
    key: "digit",
    frames: DIGITS.map((_, d) => ({ x, y: y + row * d, width: figure.width - x, height: row, rx: 4 })),
    name: (d, _state, { z, a }) => `digit ${d}: z = ${fixed(z[d], 0)}, activation ${fixed(a[d])}`,
  });
}
