// The cost along each path.
import { axes } from "../kit/axes.js";
import { attr, setText, svg } from "../kit/elements.js";
import { EPOCHS } from "./descent.js";
import { LINES } from "./looks.js";

/**
 * @param {import("./index.js").ThisFigure} figure
 * @param {SVGGElement} group
 * @param {{ x: number, y: number, width: number, height: number }} box
 */
export function drawCosts(figure, group, { x, y, width, height }) {
  const { plot, path, X } = axes(group, {
    x,
    y,
    width,
    height,
    x_range: [0, EPOCHS],
    y_range: [0, 0.6],
    y_label: "C",
    y_ticks: [0.2, 0.4],
  });
  const unit = svg(group, "text", {
    x: x + width,
    y: y + height + 18,
    "text-anchor": "end",
    class: "nn-muted nn-small",
  });
  const curves = LINES.map((name) => svg(plot, "path", { class: `nn-curve ${name}` }));
  const now = svg(plot, "line", { y1: y, y2: y + height, class: "nn-rule nn-dashed" });
  figure.update(({ count_by, progress }, { costs }) => {
    setText(unit, count_by === "examples" ? "examples looked at: 0 to 2,000" : "steps: 0 to 20");
    curves.forEach((curve, i) => {
      attr(curve, { d: path(costs[i].map((C, t) => [t, C])) });
    });
    attr(now, { x1: X(progress), x2: X(progress) });
  });
}
