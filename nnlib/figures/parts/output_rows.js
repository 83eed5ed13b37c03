// The ten output neurons as rows: number, circle, bar, value; a target beside it where there is one.
import { attr, mark, setText, svg } from "../kit/elements.js";
import { argmax } from "../kit/maths.js";
import { fixed } from "../kit/numbers.js";

const BAR_X = 42;

/**
 * Draw ten rows at x, y; `width` is the length of a full bar, `row` the distance between two. update(outputs, targets) shows
 * activations and, if given, wanted values as green marks.
 * @param {Element} parent
 * @param {{ x: number, y: number, width?: number, row?: number, digits?: number }} place
 * @returns {{ update: (outputs: ArrayLike<number>, targets?: ArrayLike<number>) => void }}
 */
export function outputRows(parent, { x, y, width = 120, row = 24, digits = 2 }) {
  const group = svg(parent, "g", { transform: `translate(${x} ${y})` });
  const rows = Array.from({ length: 10 }, (_, j) => drawRow(group, j, { width, row }));
  const update = (outputs, targets) => {
    const best = argmax(outputs);
    rows.forEach(({ ink, bar, target, value }, j) => {
      attr(ink, { "fill-opacity": outputs[j] });
      attr(bar, { width: width * outputs[j] });
      attr(target, {
        visibility: targets ? "visible" : "hidden",
        transform: targets ? `translate(${BAR_X + width * targets[j]} 0)` : null,
      });
      setText(value, fixed(outputs[j], digits));
      mark(value, "nn-strong", j === best);
    });
  };
  return { update };
}

function drawRow(parent, j, { width, row }) {
  const [radius, thick] = [Math.min(0.36 * row, 10), Math.min(0.6 * row, 16)];
  const line = svg(parent, "g", { transform: `translate(0 ${row * (j + 0.5)})` });
  svg(line, "text", { x: 6, y: 5, "text-anchor": "middle" }, String(j));
  const ink = svg(line, "circle", { cx: 26, r: radius, class: "nn-neuron" });
  svg(line, "rect", { x: BAR_X, y: -thick / 2, width, height: thick, class: "nn-track" });
  const bar = svg(line, "rect", { x: BAR_X, y: -thick / 2, height: thick, width: 0, class: "nn-bar nn-a" });
  const target = svg(line, "path", {
    d: `M0 ${-row * 0.4}v${row * 0.8}`,
    class: "nn-edge nn-y",
    visibility: "hidden",
  });
  const value = svg(line, "text", { x: 50 + width, y: 5, class: "nn-number" });
  return { ink, bar, target, value };
}
