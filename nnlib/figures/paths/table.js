// The sum over the paths: its formula is the head of the table, a column a factor, a row a path.
import { attr, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { bracketed, fixed, signed } from "../kit/numbers.js";
import { derivative } from "../parts/brackets.js";
import { differences } from "../parts/small_network.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

const ZERO = 574; // where the bars beside the table begin

/**
 * @param {ThisFigure} figure
 * @param {SVGElement} group
 */
export function drawTable(figure, group) {
  const X = figure.narrow
    ? { left: 23, sum: 48, factors: [100, 166, 234], product: 318 }
    : { left: 40, sum: 74, factors: [170, 282, 394], product: 500 };
  drawFormula(figure, group, X);
  const rows = [0, 1].map((j) => drawRow(figure, group, j, 82 + 28 * j, X));
  if (!figure.narrow) svg(group, "line", { x1: ZERO, x2: ZERO, y1: 64, y2: 150, class: "nn-rule" });
  svg(group, "line", { x1: 0, x2: figure.width, y1: 121, y2: 121, class: "nn-rule" });
  const sum = drawResult(group, 142, X, figure.narrow);
  const nudge = drawResult(group, 170, X, figure.narrow);
  figure.update((state, result) => {
    const bars = scaled(result.terms);
    let from = 0;
    result.terms.forEach((term, j) => {
      rows[j](state, result, bars(from), bars(from + term));
      from += term;
    });
    const name = `a_${result.k}^{(${state.layer})}`;
    sum(`"the sum is " \\partial C_0 / \\partial ${name}`, signed(result.total, 4), bars(0), bars(result.total));
    nudge(
      `${figure.narrow ? "" : '"measured: "'} [C_0(${name} + h) - C_0(${name} - h)] / 2h`,
      signed(differences(result.costs)[0], 4),
    );
  });
}

/** @param {ThisFigure} figure */
function drawFormula(figure, group, { left, sum, factors }) {
  const head = derivative(group, { x: left, y: 16 });
  maths(group, { x: sum, y: 21 }, figure.narrow ? "=\\sum_j" : "= \\sum_{j=0}^{1}");
  const parts = factors.map((x) => derivative(group, { x, y: 16 }));
  drawSigns(group, factors, { y: 21 });
  const meanings = factors.map((x) =>
    maths(group, { x, y: 56, "text-anchor": "middle", class: "nn-small nn-muted" }, ""),
  );
  figure.update(({ layer }, { k }) => {
    const [here, there] = [`(${layer})`, `(${layer + 1})`];
    head.update("C_0", `a_${k}^{${here}}`);
    parts[0].update(`z_j^{${there}}`, `a_${k}^{${here}}`);
    parts[1].update(`a_j^{${there}}`, `z_j^{${there}}`);
    parts[2].update("C_0", `a_j^{${there}}`);
    setMaths(meanings[0], `w_{j${k}}^{${there}}`);
    setMaths(meanings[1], `\\sigma'(z_j^{${there}})`);
    setMaths(meanings[2], layer ? `2(a_j^{${there}} - y_j)` : '"itself a sum"');
  });
}

/** A times sign between each two factors. */
function drawSigns(parent, factors, attributes) {
  for (const x of factors.slice(1))
    svg(parent, "text", { x: x - (factors[1] - factors[0]) / 2, "text-anchor": "middle", ...attributes }, "\u00d7");
}

/** @param {ThisFigure} figure */
function drawRow(figure, group, j, y, { factors, product }) {
  const { narrow } = figure;
  const row = svg(group, "g", { class: "nn-pressable" });
  const back = svg(row, "rect", { x: 0, y: y - 19, width: figure.width, height: 27, rx: 4 });
  maths(row, { x: 10, y }, `j = ${j}`);
  const numbers = factors.map((x) => svg(row, "text", { x: x + 26, y, "text-anchor": "end", class: "nn-number" }));
  drawSigns(row, factors, { y, class: "nn-muted" });
  const value = svg(row, "text", { x: product, y, "text-anchor": "end", class: "nn-number nn-C" });
  const bar = narrow ? null : svg(row, "rect", { y: y - 12, height: 14 });
  figure.listen(row, "click", () => figure.set({ path: figure.state.path === j ? -1 : j }));
  return ({ layer, path }, { dz_da, da_dz, dC_da, terms }, x1, x2) => {
    attr(back, { class: path === j ? "nn-track" : "nn-hit" });
    const slope = dC_da[layer + 1][j];
    setText(numbers[0], fixed(dz_da[j], 1));
    setText(numbers[1], fixed(da_dz[j], narrow ? 3 : 4));
    setText(numbers[2], narrow ? fixed(slope, 3) : bracketed(slope, 4));
    setText(value, signed(terms[j], narrow ? 3 : 4));
    if (bar) span(bar, x1, x2);
  };
}

function drawResult(group, y, { product }, narrow) {
  const name = maths(group, narrow ? { x: 10, y } : { x: product - 78, y, "text-anchor": "end" }, "");
  const number = svg(group, "text", { x: product, y, "text-anchor": "end", class: "nn-number nn-strong nn-C" });
  const bar = narrow ? null : svg(group, "rect", { y: y - 12, height: 14 });
  return (symbol, text, x1 = 0, x2 = 0) => {
    setMaths(name, symbol);
    setText(number, text);
    if (bar) span(bar, x1, x2);
  };
}

function span(bar, x1, x2) {
  attr(bar, { x: Math.min(x1, x2), width: Math.abs(x2 - x1), class: "nn-bar nn-C" });
}

/** Where partial sums lie beside the table: symmetric about 0, in steps so that it does not jump at each move. */
function scaled(terms) {
  let [sum, reach] = [0, 0];
  for (const term of terms) {
    sum += term;
    reach = Math.max(reach, Math.abs(sum));
  }
  const widest = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50].find((size) => size >= reach) ?? reach;
  return (value) => ZERO + (value / widest) * 60;
}
