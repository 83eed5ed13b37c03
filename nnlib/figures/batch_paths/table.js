// The legend and the numbers in one: a row a path.
import { setText, svg } from "../kit/elements.js";
import { fixed } from "../kit/numbers.js";
import { LINES } from "./looks.js";

const NAMES = ["all 100", "batches of 10", "one by one"];
const COLUMNS = { steps: 168, examples: 236, cost: 294 };

/**
 * @param {import("./index.js").ThisFigure} figure
 * @param {SVGGElement} group
 */
export function drawTable(figure, group) {
  const side = { "text-anchor": "end", class: "nn-number" };
  for (const [name, x] of Object.entries(COLUMNS))
    svg(group, "text", { x, y: 0, "text-anchor": "end", class: "nn-muted nn-small" }, name);
  NAMES.forEach((name, i) => {
    const y = 24 + 24 * i;
    svg(group, "path", { d: `M0 ${y - 5}h22`, class: `nn-curve ${LINES[i]}` });
    svg(group, "text", { x: 30, y }, name);
    const steps_text = svg(group, "text", { ...side, x: COLUMNS.steps, y });
    const examples_text = svg(group, "text", { ...side, x: COLUMNS.examples, y });
    const cost_text = svg(group, "text", { ...side, x: COLUMNS.cost, y });
    figure.update(({ progress }, { steps, examples, costs }) => {
      setText(steps_text, String(steps[i]));
      setText(examples_text, String(examples[i]));
      setText(cost_text, fixed(costs[i][progress], 3));
    });
  });
}
