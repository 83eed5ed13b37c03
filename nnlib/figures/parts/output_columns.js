// The ten output neurons side by side: number, circle, value, where there is no room for rows with bars.
import { attr, mark, setText, svg } from "../kit/elements.js";
import { argmax } from "../kit/maths.js";
import { fixed } from "../kit/numbers.js";

/**
 * Draw ten columns, the first one's circle at x, y; `row` is the distance between two. update(outputs) shows activations.
 * @param {Element} parent
 * @param {{ x: number, y: number, row: number, digits?: number }} place
 * @returns {{ update: (outputs: ArrayLike<number>) => void }}
 */
export function outputColumns(parent, { x, y, row, digits = 2 }) {
  const look = { "text-anchor": "middle" };
  const columns = Array.from({ length: 10 }, (_, j) => {
    const column = svg(parent, "g", { transform: `translate(${x + row * j} ${y})` });
    svg(column, "text", { ...look, y: -14 }, String(j));
    const ink = svg(column, "circle", { r: 9, class: "nn-neuron" });
    return { ink, value: svg(column, "text", { ...look, y: 25, class: "nn-small" }) };
  });
  const update = (outputs) => {
    const best = argmax(outputs);
    columns.forEach(({ ink, value }, j) => {
      attr(ink, { "fill-opacity": outputs[j] });
      setText(value, fixed(outputs[j], digits));
      mark(value, "nn-strong", j === best);
    });
  };
  return { update };
}
