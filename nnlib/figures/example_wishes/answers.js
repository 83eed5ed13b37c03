// How often the 80 digits are called 0, 1, ..., 9.
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { ASKED, MANY } from "./numbers.js";

/**
 * @param {import("./index.js").ThisFigure} figure
 * @param {SVGGElement} group
 * @param {{ x: number, y: number, width: number, height: number }} box
 */
export function drawAnswers(figure, group, { x, y, width, height }) {
  const words = figure.narrow
    ? '"what the network calls 80 digits"'
    : '"what the network calls 80 digits, eight or so of each kind"';
  maths(group, { x, y: y - 12, class: "nn-muted nn-small" }, words);
  const base = y + height;
  const step = width / 10;
  svg(group, "line", { x1: x, x2: x + width, y1: base, y2: base, class: "nn-rule" });
  const columns = Array.from({ length: 10 }, (_, j) => {
    const middle = { x: x + (j + 0.5) * step, "text-anchor": "middle" };
    svg(group, "text", { ...middle, y: base + 18 }, String(j));
    return {
      bar: svg(group, "rect", { x: x + j * step + 4, width: step - 8, class: "nn-bar" }),
      count: svg(group, "text", { ...middle, class: "nn-small nn-number" }),
    };
  });
  figure.update((_, { answers }) => {
    columns.forEach(({ bar, count }, j) => {
      const h = (answers[j] / ASKED) * (height - 14);
      attr(bar, { y: base - h, height: h });
      attr(count, { y: base - h - 4 });
      setText(count, String(answers[j]));
      mark(count, "nn-strong", answers[j] > MANY);
    });
  });
}
