// The step in numbers: its formula, the line of code that does it, and what it gives.
import { digits } from "../data/digits.js";
import { setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { fixed } from "../kit/numbers.js";
import { differences } from "../parts/small_network.js";
import { listOf } from "./largest.js";
import { drawEntries, drawList } from "./tables.js";
import { entriesOf } from "./workings.js";

/**
 * @param {import("./index.js").ThisFigure} figure
 * @param {SVGElement} root
 */
export function drawPanel(figure, root) {
  const { narrow } = figure;
  const formula = maths(root, { x: 0, y: 16 }, "");
  const code = svg(root, "text", {
    class: "nn-small nn-muted nn-code",
    ...(narrow ? { x: 0, y: 38 } : { x: 640, y: 16, "text-anchor": "end" }),
  });
  const top = narrow ? 62 : 42;
  const showEntries = [0, 1].map((j) => drawEntries(root, narrow ? 0 : 330 * j, top + (narrow ? 122 * j : 0)));
  const showList = drawList(root, top, narrow);
  figure.update((state, result) => {
    setMaths(formula, formulaOf(result, narrow));
    setText(code, codeOf(result));
    const slopes = differences(result.costs);
    const small = state.example === "small";
    showEntries.forEach((show, j) => show(small ? entriesOf(state, result, slopes, j) : []));
    showList(small ? null : listOf(state, result, slopes, digits(figure.data)[state.digit].label));
  });
}

const W_T = (l) => `(W^{(${l})})^T`;

/**
 * The step as one line in matrix form.
 * @type {(result: import("./index.js").Result, narrow: boolean) => string}
 */
function formulaOf({ kind, l, L, C }, narrow) {
  const slope = (letter, m = l) => `\\partial C_0/\\partial ${letter}^{(${m})}`;
  return {
    given: '"given": a^{(0)}, y, W^{(l)}, b^{(l)}',
    forward: `z^{(${l})} = W^{(${l})} a^{(${l - 1})} + b^{(${l})},  a^{(${l})} = \\sigma(z^{(${l})})`,
    cost: `C_0 = \\sum_j (a_j^{(${L})} - y_j)^2 = ${fixed(C, 4)}`,
    da: l === L ? `${slope("a")} = 2(a^{(${l})} - y)` : `${slope("a")} = ${W_T(l + 1)} ${slope("z", l + 1)}`,
    dz: `${slope("z")} = \\sigma'(z^{(${l})}) \u2299 ${slope("a")}`,
    dW: `${slope("W")} = ${slope("z")} (a^{(${l - 1})})^T${narrow ? "" : `,  ${slope("b")} = ${slope("z")}`}`,
  }[kind];
}

/**
 * The line of nnlib.backprop that does it, for one example.
 * @type {(result: import("./index.js").Result) => string}
 */
function codeOf({ kind, l, L }) {
  return {
    given: "",
    forward: "z = W @ a + b;  a = sigmoid(z)",
    cost: "C = ((a - y) ** 2).sum()",
    da: l === L ? "dC_da = 2 * (a - y)" : "dC_da = W.T @ dC_dz",
    dz: "dC_dz = dC_da * a * (1 - a)",
    dW: "dC_dW = dC_dz @ a.T;  dC_db = dC_dz",
  }[kind];
}
