// The cosine of every batch of the epoch, the one of this step marked, and their average as a line.
import { axes } from "../kit/axes.js";
import { attr, setText, svg } from "../kit/elements.js";
import { dots } from "../kit/lines.js";
import { fixed } from "../kit/numbers.js";

/**
 * @param {import("./index.js").ThisFigure} figure
 * @param {SVGGElement} group
 * @param {{ x: number, y: number, width: number, height: number }} box
 */
export function drawEpoch(figure, group, { x, y, width, height }) {
  const frame = axes(group, { x, y, width, height, x_range: [0, 1], y_range: [-1, 1], y_ticks: [-1, 1] });
  svg(group, "text", { x: x - 7, y: frame.Y(0) + 4, "text-anchor": "end", class: "nn-small nn-muted" }, "0");
  svg(group, "text", { x: x - 30, y: y - 12, class: "nn-small nn-muted" }, "cosine of every batch of the epoch");
  const mean = svg(group, "path", { class: "nn-rule nn-dashed" });
  const all = svg(group, "path", { class: "nn-dots", "stroke-width": 6 });
  const dot = svg(group, "circle", { r: 6.5, class: "nn-point nn-C" });
  const label = svg(group, "text", {
    x: x + width,
    y: y - 12,
    "text-anchor": "end",
    class: "nn-number nn-small nn-muted",
  });
  figure.update((_, { cosines, now, steps, average }) => {
    const X = (n) => frame.X((n + 0.5) / steps);
    attr(all, { d: dots(cosines.map((cosine, n) => [X(n), frame.Y(cosine)])) });
    attr(dot, { cx: X(now), cy: frame.Y(cosines[now]) });
    attr(mean, { d: `M${x} ${frame.Y(average)}h${width}` });
    setText(label, `average ${fixed(average)}`);
  });
}
