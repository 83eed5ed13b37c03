// The chain of chapter 4, 1-1-1-1: its passes, and its parts as they are drawn. w[l - 1] is w^(l).
import { mark, setText, svg } from "../kit/elements.js";
import { maths } from "../kit/formulas.js";
import { handle } from "../kit/handles.js";
import { sigmoid, sigmoid_prime } from "../kit/maths.js";
import { fixed, signed } from "../kit/numbers.js";
import { symbolName } from "./small_network.js";

/** z^(1), z^(2), z^(3) and a^(0), ..., a^(3). */
export function chainForward({ x, w, b }) {
  const [z, a] = [[], [x]];
  w.forEach((w_l, l) => {
    z.push(w_l * a[l] + b[l]);
    a.push(sigmoid(z[l]));
  });
  return { z, a };
}

/** C_0 = (a^(3) - y)^2. */
export const chainCost = (state) => (chainForward(state).a[3] - state.y) ** 2;

/** The derivatives along the way from a leaf ("w2", "b2", "a1" ...) to a^(3): dz/dleaf, da/dz, dz/da, ... */
export function chainFactors(leaf, state) {
  const { z, a } = chainForward(state);
  const l = Number(leaf[1]) + (leaf[0] === "a" ? 1 : 0);
  const found = [{ w: a[l - 1], b: 1, a: state.w[l - 1] }[leaf[0]], sigmoid_prime(z[l - 1])];
  for (let m = l + 1; m <= state.w.length; m++) found.push(state.w[m - 1], sigmoid_prime(z[m - 1]));
  return found;
}

/** dC_0/dw^(1), dC_0/db^(1), ..., dC_0/db^(3). */
export function chainGradient(state) {
  const { z, a } = chainForward(state);
  const found = [];
  let dC_da = 2 * (a[3] - state.y);
  for (let l = 3; l > 0; l--) {
    const dC_dz = sigmoid_prime(z[l - 1]) * dC_da;
    found.unshift(a[l - 1] * dC_dz, dC_dz);
    dC_da = state.w[l - 1] * dC_dz;
  }
  return found;
}

export const CHAIN_NAMES = ["w1", "b1", "w2", "b2", "w3", "b3"]; // the order of the gradient's column

/** "w2" as a formula: w^{(2)}. */
export const chainSymbol = (name) => (name.length > 1 && name !== "C_0" ? `${name[0]}^{(${name.slice(1)})}` : name);

/** A number in a pill that can be dragged up and down. `entry`: [key] or [key, place]. */
export function numberPill(
  figure,
  parent,
  { x, y, name, label, entry: [key, i], half_width = 40, symbol = true, tone, low, high, step = 0.1, digits = 1 },
) {
  const pill = svg(parent, "g", { transform: `translate(${x} ${y})`, "data-symbol": name ? symbolName(name) : null });
  svg(pill, "rect", { x: -half_width, y: -15, width: 2 * half_width, height: 30, rx: 15, class: "nn-pill" });
  if (symbol) maths(pill, { x: 10 - half_width, y: 5 }, name);
  const value = svg(pill, "text", {
    class: `nn-number ${tone ?? ""}`,
    x: symbol ? half_width - 9 : 0,
    y: 5,
    "text-anchor": symbol ? "end" : "middle",
  });
  const get = (state) => (i === undefined ? state[key] : state[key][i]);
  const show = low < 0 ? signed : fixed;
  const set = (moved) => {
    const rounded = Number(moved.toFixed(digits + 1));
    return { [key]: i === undefined ? rounded : figure.state[key].map((old, m) => (m === i ? rounded : old)) };
  };
  handle(figure, pill, {
    label,
    axis: "y",
    low,
    high,
    step,
    at: (px, py) => (-py * (high - low)) / 160,
    get,
    set,
    text: (number) => show(number, digits),
  });
  figure.update((state) => {
    setText(value, show(get(state), digits));
    if (tone) return;
    mark(value, "nn-plus", get(state) >= 0);
    mark(value, "nn-minus", get(state) < 0);
  });
  return pill;
}
