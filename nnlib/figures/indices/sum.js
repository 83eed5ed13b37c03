// z_j as a sum: in symbols, in numbers, and each term's value; side by side, or below each other on a phone.
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { fixed, signed } from "../kit/numbers.js";
import { SIZES, weightOf } from "../parts/small_network.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

/**
 * @param {ThisFigure} figure
 * @param {SVGElement} group
 */
export function drawSum(figure, group) {
  const narrow = figure.narrow;
  const terms = [0, 1, 2, 3].map((i) =>
    drawTerm(figure, group, i, narrow ? [0, 26 * i] : [[126, 262, 398, 534][i], 0]),
  );
  const left = maths(group, narrow ? { x: 8, y: 130 } : { x: 104, y: 22, "text-anchor": "end" }, "");
  const sum = svg(group, "text", {
    class: "nn-number nn-strong",
    ...(narrow ? { x: 312, y: 130 } : { x: 104, y: 74 }),
    "text-anchor": "end",
  });
  if (narrow) svg(group, "line", { x1: 0, x2: 320, y1: 108, y2: 108, class: "nn-rule" });
  figure.update((state, result) => {
    setMaths(left, `z_${state.j}^{(${state.layer})} =`);
    setText(sum, narrow ? signed(result.z) : `${fixed(result.z)} =`);
    terms.forEach((show, i) => show(termOf(state, result, i), i === result.k));
  });
}

/** What stands at place i of the sum: a term, the bias after the last one, or nothing. */
function termOf(state, { terms, bias, a }, i) {
  const { layer: l, j } = state;
  if (i > terms.length) return null;
  if (i === terms.length) return { symbol: `b_${j}^{(${l})}`, words: "", value: bias, tone: "nn-b", weight: false };
  const w = weightOf(state, { l, j, k: i });
  return {
    symbol: `w_{${j}${i}}^{(${l})} a_${i}^{(${l - 1})}`,
    words: `${fixed(w, 1)} \u00d7 ${fixed(a[l - 1][i])}`,
    value: terms[i],
    tone: w < 0 ? "nn-minus" : "nn-plus",
    weight: true,
  };
}

/** @param {ThisFigure} figure */
function drawTerm(figure, parent, i, [x, y]) {
  const { narrow } = figure;
  const group = svg(parent, "g", { transform: `translate(${x} ${y})` });
  const frame = narrow ? { width: 320, height: 26, rx: 4 } : { x: -8, width: 104, height: 84, rx: 6 };
  const back = svg(group, "rect", frame);
  const at = narrow
    ? [
        { x: 8, y: 18 },
        { x: 222, y: 18, "text-anchor": "end" },
        { x: 312, y: 18, "text-anchor": "end" },
      ]
    : [22, 48, 74].map((height) => ({ x: 44, y: height, "text-anchor": "middle" }));
  const symbol = maths(group, at[0], "");
  const words = svg(group, "text", { class: "nn-number nn-muted", ...at[1] });
  const value = svg(group, "text", { class: "nn-number", ...at[2] });
  if (!narrow) svg(group, "text", { x: -20, y: 22, "text-anchor": "middle" }, i ? "+" : "");
  figure.listen(group, "click", () => i < SIZES[figure.state.layer - 1] && figure.set({ k: i }));
  return (term, chosen) => {
    attr(group, { visibility: term ? "visible" : "hidden" });
    if (!term) return;
    setMaths(symbol, term.symbol);
    setText(words, term.words);
    setText(value, signed(term.value));
    attr(value, { class: `nn-number ${term.tone}` });
    attr(back, { class: chosen ? "nn-track" : "nn-hit" });
    mark(group, "nn-pressable", term.weight);
  };
}
