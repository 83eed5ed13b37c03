// One of the two weights: the cost along it, and below that the arithmetic.
import { attr, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { bracketed, fixed, signed } from "../kit/numbers.js";
import { percent, places } from "./amounts.js";
import { WEIGHTS } from "./costs.js";
import { drawPlot } from "./plot.js";

/**
 * @typedef {import("./index.js").ThisFigure} ThisFigure
 * @typedef {{ left: number, width: number, height: number }} Box of a plot, and where the whole begins
 */

const SYMBOLS = { network: WEIGHTS.map(([j, k]) => `w_{${j},${k}}`), bowl: ["w_1", "w_2"] };

/**
 * Weight i in its group.
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 * @param {number} i
 * @param {Box} box
 */
export function drawWeight(figure, group, i, box) {
  const title = maths(group, { x: 0, y: 16 }, "");
  const plots = {
    network: drawPlot(figure, group, i, { ...box, costs: "network", top: 1 }),
    bowl: drawPlot(figure, group, i, { ...box, costs: "bowl", top: 16 }),
  };
  drawArithmetic(figure, group, i, box);
  figure.update(({ costs }, { slopes }) => {
    for (const [name, plot] of Object.entries(plots)) attr(plot, { visibility: name === costs ? "visible" : "hidden" });
    const symbol = SYMBOLS[costs][i];
    setMaths(
      title,
      `"along " ${symbol}":  slope " \\partial C/\\partial ${symbol} "= ${fixed(slopes[i], digits(costs))}"`,
    );
  });
}

/** Of the slopes. */
const digits = (costs) => (costs === "bowl" ? 2 : 4);

/**
 * What was predicted, what was measured, and the miss: three rows.
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 * @param {number} i
 * @param {Box} box
 */
function drawArithmetic(figure, group, i, { width, height }) {
  const rows = ["predicted", "measured", "miss"].map((name, row) => {
    const y = height + 64 + 24 * row;
    svg(group, "text", { x: 0, y, class: "nn-muted" }, name);
    const tone = `nn-number nn-C${name === "measured" ? " nn-strong" : ""}`;
    return {
      how: maths(group, { x: 76, y, class: "nn-number" }, ""),
      what: svg(group, "text", { x: width, y, "text-anchor": "end", class: tone }),
    };
  });
  figure.update(({ costs, nudge }, { slopes, cost, predicted, measured, misses }) => {
    setMaths(rows[0].how, `"${fixed(slopes[i], digits(costs))} \u00d7 ${bracketed(nudge, places(nudge))}"`);
    setMaths(rows[1].how, `C" ${fixed(cost, 3)} \u2192 ${fixed(cost + measured[i], 3)}"`);
    setMaths(rows[2].how, nudge === 0 ? '"nothing"' : `"${percent(misses[i], predicted[i])} off"`);
    [predicted, measured, misses].forEach((values, row) => {
      setText(rows[row].what, signed(values[i], costs === "bowl" ? 4 : 6));
    });
  });
}
