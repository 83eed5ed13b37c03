// A number in a pill that can be dragged up and down.
import { setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { handle } from "../kit/handles.js";
import { fixed, signed } from "../kit/numbers.js";
import { replaced } from "../kit/state.js";
import { writeWeight } from "./neurons.js";
import { symbolName } from "./symbols.js";

/**
 * @typedef {object} Pill
 * @property {number} x
 * @property {number} y
 * @property {string} name its symbol, as a formula
 * @property {string} label
 * @property {[string, number?]} entry the trait, and the place in it
 * @property {number} low
 * @property {number} high
 * @property {number} [half_width]
 * @property {boolean} [symbol] is its symbol written into it?
 * @property {string} [tone] the class of its number; without one it is a weight, in the colour of its sign
 * @property {number} [step]
 * @property {number} [digits]
 */

/**
 * @param {import("../kit/figure.js").Figure<any, any>} figure
 * @param {Element} parent
 * @param {Pill} pill
 */
export function numberPill(
  figure,
  parent,
  { entry: [key, i], label, tone, low, high, step = 0.1, digits = 1, ...look },
) {
  const { pill, value } = drawPill(parent, { tone, ...look });
  const path = i === undefined ? [] : [i];
  const get = (state) => path.reduce((found, place) => found[place], state[key]);
  const show = low < 0 ? signed : fixed;
  handle(figure, pill, {
    label,
    axis: "y",
    low,
    high,
    step,
    at: (_, py) => (-py * (high - low)) / 160,
    get,
    set: (given) => {
      const rounded = Number(given.toFixed(digits + 1));
      return { [key]: path.length ? replaced(figure.state[key], path, rounded) : rounded };
    },
    text: (number) => show(number, digits),
  });
  figure.update((state) => {
    if (tone) setText(value, show(get(state), digits));
    else writeWeight(value, get(state), digits);
  });
}

function drawPill(parent, { x, y, name, tone, half_width = 40, symbol = true }) {
  const pill = svg(parent, "g", { transform: `translate(${x} ${y})`, "data-symbol": symbolName(name) });
  svg(pill, "rect", { x: -half_width, y: -15, width: 2 * half_width, height: 30, rx: 15, class: "nn-pill" });
  if (symbol) maths(pill, { x: 10 - half_width, y: 5 }, name);
  const value = svg(pill, "text", {
    class: `nn-number ${tone ?? ""}`,
    x: symbol ? half_width - 9 : 0,
    y: 5,
    "text-anchor": symbol ? "end" : "middle",
  });
  return { pill, value };
}
