// The chosen neuron's sum term by term: five terms, the rest, the bias; then z and its activation.
import { attr, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { pressable } from "../kit/handles.js";
import { fixed, signed } from "../kit/numbers.js";
import { largestOf, ROWS } from "./numbers.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

const toneOf = (value) => (value < 0 ? "nn-minus" : "nn-plus");

/**
 * @param {ThisFigure} figure
 * @param {Element} root
 * @param {import("./places.js").Layout["table"]} table
 * @param {import("./details.js").Details} details
 */
export function drawSum(figure, root, table, details) {
  const terms = Array.from({ length: ROWS }, (_, i) => drawTerm(figure, root, table, i));
  const rest = drawRow(root, table, ROWS);
  const bias = drawRow(root, table, ROWS + 1);
  const ruleY = table.y + table.row * (ROWS + 2) + 3;
  svg(root, "line", { x1: table.x, x2: table.x + table.bar + table.half, y1: ruleY, y2: ruleY, class: "nn-rule" });
  const sum = drawRow(root, table, ROWS + 2.2);
  const squashed = drawRow(root, table, ROWS + 3.2);
  details.update(({ layer: l }, result) => {
    const { parts, w, j, z: sums, a } = result;
    const z = sums[l - 1][j];
    const reach = Math.max(largestOf(parts), Math.abs(z));
    writtenTerms(result).forEach((term, i) => terms[i]({ ...term, reach }));
    rest({ symbol: `"the other ${w.length - ROWS}"`, value: parts[ROWS], reach, tone: toneOf(parts[ROWS]) });
    bias({ symbol: `b_{${j}}`, value: parts[ROWS + 1], reach, tone: "nn-b" });
    sum({ symbol: `z_{${j}}^{(${l})}`, value: z, reach, tone: "nn-z" });
    const activation = a[l - 1][j];
    squashed({ symbol: `a_{${j}}^{(${l})} = \\sigma(z)`, value: activation, reach: 1, tone: "nn-a", written: fixed });
  });
}

/**
 * The terms as they are written; small weights have a digit more.
 * @param {import("./index.js").Result} result
 */
function writtenTerms({ rows, parts, w, terms, j, k }) {
  const digits = largestOf(w) < 0.1 ? 3 : 2;
  const before = (i) => (w[i] ? terms[i] / w[i] : 0);
  return rows.map((i, row) => ({
    symbol: `w_{${j},${i}} a_{${i}}`,
    product: `${fixed(w[i], digits)} \u00d7 ${fixed(before(i))}`,
    value: parts[row],
    digits,
    tone: toneOf(parts[row]),
    strong: i === k,
  }));
}

/** A row of the sum: symbol, product, number, bar. The answer shows what it is given. */
function drawRow(root, { x, y, row, product: productX, value: valueX, bar: barX, half }, i) {
  const baseline = y + row * (i + 0.5) + 5;
  const name = maths(root, { x, y: baseline }, "z");
  const words = svg(root, "text", { class: "nn-number nn-muted", x: x + productX, y: baseline, "text-anchor": "end" });
  const number = svg(root, "text", { x: x + valueX, y: baseline, "text-anchor": "end" });
  const bar = svg(root, "rect", { y: baseline - 11, height: 12 });
  return ({ symbol, product = "", value, digits = 2, reach, tone, strong = false, written = signed }) => {
    setMaths(name, symbol);
    setText(words, product);
    setText(number, written(value, digits));
    attr(number, { class: `nn-number ${tone}${strong ? " nn-strong" : ""}` });
    const length = (Math.abs(value) / reach) * half;
    attr(bar, { x: x + barX - (value < 0 ? length : 0), width: length, class: `nn-bar ${tone}` });
  };
}

/**
 * A term that can be pressed, to choose its weight.
 * @param {ThisFigure} figure
 */
function drawTerm(figure, root, table, i) {
  const group = svg(root, "g");
  const frame = svg(group, "rect", {
    x: table.x - 6,
    y: table.y + table.row * i,
    width: table.bar + table.half + 6,
    height: table.row,
    rx: 4,
  });
  const show = drawRow(group, table, i);
  pressable(figure, group, {
    target: frame,
    label: (_state, { rows, w }) => `choose weight ${rows[i]}, now ${signed(w[rows[i]])}`,
    action: () => figure.set({ sender: figure.result.rows[i] }),
    pressed: (_state, { rows, k }) => rows[i] === k,
  });
  figure.update((_state, { rows, k }) => attr(frame, { class: rows[i] === k ? "nn-track" : "nn-hit" }));
  return show;
}
