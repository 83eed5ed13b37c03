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
 * @param {{ pens: import("./pens.js").Pens, details: import("./details.js").Details }} options
 */
export function drawInside(figure, layout, { pens, details }) {
  const id = `nn-inside-${count()}`;
  const place = html(figure.stage, "div", { id });
  const chosen = figure.spread ? figure.side.insertBefore(html(figure.side, "div"), figure.controls) : place;
  const opener = button(figure, "See inside", () => figure.set({ inside: !figure.state.inside }));
  attr(opener, { "aria-controls": id });
  figure.update(({ inside }) => {
    setText(opener, inside ? "Close the inside" : "See inside");
    attr(opener, { "aria-expanded": String(inside) });
    place.hidden = chosen.hidden = !inside;
  });
  const problem = drawPresets(figure, place, pens);
  const panel = drawing(figure, {
    width: layout.panelWidth,
    height: layout.panel,
    label: "The chosen neuron",
    parent: chosen,
  });
  drawWeights(figure, panel, layout, details);
  drawSum(figure, panel, layout.table, details);
  if (figure.spread) place.appendChild(figure.controls);
  drawControls(figure, details);
  return problem;
}
