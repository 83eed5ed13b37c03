// The matrix of a layer's weights: row j receives, column k sends.
import { attr, mark, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { squareBrackets } from "../parts/brackets.js";
import { writeWeight } from "../parts/neurons.js";
import { LINKS, SIZES, weightOf } from "../parts/small_network.js";
import { nearness, symbolOf } from "./picture.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

/**
 * Under the gap between two layers, or side by side on a phone.
 * @param {ThisFigure} figure
 * @param {SVGElement} root
 * @param {number} l
 * @param {import("./picture.js").Place} place
 */
export function drawMatrix(figure, root, l, place) {
  const columns = SIZES[l - 1];
  const cell = { width: figure.narrow ? 40 : 50, height: 34 };
  const width = columns * cell.width;
  const x = figure.narrow ? [46, 236][l - 1] : (place(l - 1, 0)[0] + place(l, 0)[0] - width) / 2 + 18;
  const group = svg(root, "g", { transform: `translate(${x} ${figure.narrow ? 262 : 268})` });
  maths(group, { x: -34, y: -9, "text-anchor": "middle" }, `W^{(${l})}`);
  for (let k = 0; k < columns; k++)
    drawIndex(figure, group, { x: (k + 0.5) * cell.width, y: -9, "text-anchor": "middle" }, l, "k", k);
  for (const j of [0, 1])
    drawIndex(figure, group, { x: -8, y: (j + 0.5) * cell.height + 5, "text-anchor": "end" }, l, "j", j);
  for (const link of LINKS.filter((one) => one.l === l)) drawCell(figure, group, link, cell);
  squareBrackets(group, { width, height: 2 * cell.height });
  figure.update(({ layer }) => attr(group, { opacity: layer === l ? 1 : 0.75 }));
  return group;
}

/** @param {ThisFigure} figure */
function drawIndex(figure, group, at, l, letter, i) {
  const text = maths(group, { ...at, class: "nn-small" }, "");
  figure.update(({ layer, j }, { k }) => {
    const here = layer === l && i === { j, k }[letter];
    setMaths(text, here ? `${letter} = ${i}` : String(i));
    mark(text, "nn-strong", here);
    mark(text, "nn-muted", !here);
  });
}

/** @param {ThisFigure} figure */
function drawCell(figure, group, link, { width, height }) {
  const { l, j, k } = link;
  const cell = svg(group, "g", {
    transform: `translate(${k * width} ${j * height})`,
    class: "nn-pressable",
    "data-symbol": symbolOf(link),
  });
  const back = svg(cell, "rect", { width, height });
  const frame = svg(cell, "rect", { class: "nn-chosen", x: 2, y: 2, width: width - 4, height: height - 4, rx: 4 });
  const value = svg(cell, "text", { class: "nn-number", x: width / 2, y: height / 2 + 5, "text-anchor": "middle" });
  figure.listen(cell, "click", () => figure.set({ layer: l, j, k }));
  figure.update((state, result) => {
    const near = nearness(link, state, result);
    attr(back, { class: near ? "nn-track" : "nn-paper" });
    attr(frame, { visibility: near === "same" ? "visible" : "hidden" });
    writeWeight(value, weightOf(state, link));
    mark(value, "nn-strong", near === "same");
  });
}
