// What the button "See inside" opens: other pictures for the network, and one neuron's sum, weight by weight.
import { button } from "../kit/controls.js";
import { attr, html, setText } from "../kit/elements.js";
import { count } from "../kit/ids.js";
import { drawing } from "../kit/layout.js";
import { drawControls } from "./changes.js";
import { drawPresets } from "./pad.js";
import { drawSum } from "./sum.js";
import { drawWeights } from "./weights.js";

/**
 * Draw it, closed or open as the state says; answers a function that tells what is wrong with a picture that was given.
 * @param {import("./index.js").ThisFigure} figure
 * @param {import("./places.js").Layout} layout
 * @param {{ pens: import("./pens.js").Pens, details: import("./details.js").Details, parent: Element }} options
 */
export function drawInside(figure, layout, { pens, details, parent }) {
  const id = `nn-inside-${count()}`;
  const place = html(figure.stage, "div", { id });
  const opener = button(figure, "See inside", () => figure.set({ inside: !figure.state.inside }), { parent });
  attr(opener, { "aria-controls": id });
  figure.update(({ inside }) => {
    setText(opener, inside ? "Close the inside" : "See inside");
    attr(opener, { "aria-expanded": String(inside) });
    place.hidden = !inside;
  });
  const problem = drawPresets(figure, place, pens);
  const panel = drawing(figure, { height: layout.panel, label: "The chosen neuron", parent: place });
  drawWeights(figure, panel, layout, details);
  drawSum(figure, panel, layout.table, details);
  drawControls(figure, details);
  return problem;
}
