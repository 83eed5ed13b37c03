// The digit, the output 2 before and after, and what each lever of the picked neuron gives.
import { storyInputs } from "../data/story.js";
import { attr, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { bracketed, fixed, signed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

/**
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 * @param {number} width
 */
export function drawOutput(figure, group, width) {
  picture(group, { x: 0, y: 0, size: 72 }).update(storyInputs(figure.data));
  maths(group, { x: 86, y: 18 }, '"output 2:" a_2 = \\sigma(z_2)');
  const value = svg(group, "text", { x: 86, y: 40, class: "nn-number nn-strong" });
  const sum = maths(group, { x: 86, y: 62, class: "nn-number" }, "");
  svg(group, "rect", { x: 0, y: 90, width, height: 18, class: "nn-track" });
  const bar = svg(group, "rect", { x: 0, y: 90, height: 18, class: "nn-bar nn-a" });
  const begun = svg(group, "path", { d: "M0 85v28", class: "nn-begun" });
  svg(group, "path", { d: `M${width} 83v32`, class: "nn-edge nn-y", "stroke-width": 3 });
  svg(group, "text", { x: width, y: 130, "text-anchor": "end", class: "nn-small nn-y" }, "should be 1");
  drawShares(figure, svg(group, "g", { transform: "translate(0 164)" }), width);
  figure.update((_, { output: [before, after], z }) => {
    setText(value, `${fixed(before, 3)} \u2192 ${fixed(after, 3)}`);
    setMaths(sum, `z_2 = ${fixed(z[1], 3)}`);
    attr(bar, { width: width * after });
    attr(begun, {
      transform: `translate(${width * before} 0)`,
      visibility: after === before ? "hidden" : "visible",
    });
  });
}

/**
 * A small table: for each lever, how much z_2 rises for each unit of it, and the wish that this gives.
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 * @param {number} width
 */
function drawShares(figure, group, width) {
  const head = svg(group, "text", { x: 0, y: 0, class: "nn-strong" });
  const slopes = { x: width - 92, "text-anchor": "end" };
  svg(group, "text", { ...slopes, y: 24, class: "nn-small nn-muted" }, "gives per unit");
  maths(group, { x: width, y: 24, "text-anchor": "end", class: "nn-small" }, '"wish"');
  const rows = [54, 82, 110].map((y) => ({
    name: maths(group, { x: 0, y }, ""),
    slope: maths(group, { ...slopes, y, class: "nn-number" }, ""),
    share: svg(group, "text", { x: width, y, "text-anchor": "end" }),
  }));
  svg(group, "path", { d: `M0 32h${width}`, class: "nn-rule" });
  maths(group, { x: 0, y: 142, class: "nn-small nn-muted" }, '"wish = what it gives" \\times " wish of " z_2');
  const product = svg(group, "text", { x: 0, y: 160, class: "nn-number nn-small nn-muted" });
  figure.update(({ picked: k }, { a, w, wish, shares }) => {
    setText(head, `Neuron ${k} and the bias`);
    const levers = [
      ["b_2", "1"],
      [`w_{2,${k}}`, `a_{${k}} = ${fixed(a[k], 3)}`],
      [`a_{${k}}`, `w = ${fixed(w[k], 3)}`],
    ];
    rows.forEach(({ name, slope, share }, i) => {
      setMaths(name, levers[i][0]);
      setMaths(slope, levers[i][1]);
      attr(share, { class: `nn-number ${shares[i] < 0 ? "nn-minus" : "nn-plus"}` });
      setText(share, signed(shares[i], 3));
    });
    setText(product, `for a: ${bracketed(w[k], 3)} \u00d7 ${fixed(wish, 3)} = ${signed(shares[2], 3)}`);
  });
}
