// What the small network's panel says about neuron j in a step, in symbols and in numbers.
import { bracketed, fixed, signed } from "../kit/numbers.js";

/** @typedef {import("./index.js").State} State */
/** @typedef {import("./index.js").Result} Result */
/** @typedef {import("./tables.js").Row} Row */

/**
 * @param {State} state
 * @param {Result} result
 * @param {number[]} slopes by nudges
 * @param {number} j
 * @returns {Row[]}
 */
export function entriesOf(state, result, slopes, j) {
  const { kind, l, places, values } = result;
  if (kind === "given") return given(state, j);
  if (kind === "forward") return forward(state, result, j);
  if (kind === "cost") return squares(state, result, j);
  const mine = places.flatMap(([row, k], i) =>
    row === j ? [{ k, value: fixed(values[i], 4), nudge: fixed(slopes[i], 4) }] : [],
  );
  if (kind === "dW") return mine.map((entry) => weight(result, j, entry));
  const { symbols, numbers } = workingOf(state, result, j);
  const name = `\\partial C_0/\\partial ${kind[1]}_${j}^{(${l})}`;
  return [{ label: `${name} = ${symbols}` }, { label: `= ${numbers}` }, { label: "=", ...mine[0] }];
}

const listed = (values) => Array.from(values, (value) => fixed(value)).join(", ");

/** @type {(state: State, j: number) => Row[]} */
function given({ x, y }, j) {
  if (j === 0)
    return [
      { label: `a^{(0)} = (${listed(x)})` },
      { label: `y = (${listed(y)})` },
      { label: '"10 weights and 4 biases"' },
    ];
  return [
    { label: '"wanted: the gradient, that is"' },
    { label: '"the derivative of "C_0" with respect to"' },
    { label: '"each of these 14 parameters"' },
  ];
}

/** @type {(state: State, result: Result, j: number) => Row[]} */
function forward(state, { l, z, a }, j) {
  const row = (l === 1 ? state.W1 : state.W2)[j];
  const b = (l === 1 ? state.b1 : state.b2)[j];
  const symbols = row.map((_, k) => `w_{${j}${k}}^{(${l})} a_${k}^{(${l - 1})}`).join(" + ");
  const terms = row.map((w, k) => signed(w * a[l - 1][k], 3)).join(" ");
  const z_j = fixed(z[l - 1][j], 4);
  return [
    { label: `z_${j}^{(${l})} = ${symbols} + b_${j}^{(${l})}` },
    { label: `= ${terms.replace(/^\+/, "")} ${signed(b, 1)} = ${z_j}` },
    { label: `a_${j}^{(${l})} = \\sigma(${z_j}) = ${fixed(a[l][j], 4)}` },
  ];
}

/** @type {(state: State, result: Result, j: number) => Row[]} */
function squares({ y }, { a }, j) {
  return [
    { label: `(a_${j}^{(2)} - y_${j})^2 = (${fixed(a[2][j], 4)} - ${fixed(y[j])})^2` },
    { label: `= ${fixed((a[2][j] - y[j]) ** 2, 4)}` },
  ];
}

/**
 * The product or the sum behind a derivative with respect to a_j or z_j.
 * @type {(state: State, result: Result, j: number) => { symbols: string, numbers: string }}
 */
function workingOf({ y, W2 }, { kind, l, L, a, dC_da, dC_dz }, j) {
  const slope = (letter, i, m) => `\\partial C_0/\\partial ${letter}_${i}^{(${m})}`;
  const a_j = a[l][j];
  if (kind === "dz")
    return {
      symbols: `\\sigma'(z_${j}^{(${l})}) \\times ${slope("a", j, l)}`,
      numbers: `${fixed(a_j * (1 - a_j), 4)} \\times ${bracketed(dC_da[l][j], 4)}`,
    };
  if (l === L)
    return { symbols: `2(a_${j}^{(${l})} - y_${j})`, numbers: `2 \\times (${fixed(a_j, 4)} - ${fixed(y[j])})` };
  return {
    symbols: [0, 1].map((i) => `w_{${i}${j}}^{(${l + 1})} ${slope("z", i, l + 1)}`).join(" + "),
    numbers: [0, 1].map((i) => `${bracketed(W2[i][j], 1)} \\times ${bracketed(dC_dz[l][i], 4)}`).join(" + "),
  };
}

/** @type {(result: Result, j: number, entry: { k: number, value: string, nudge: string }) => Row} */
function weight({ l, a, dC_dz }, j, { k, value, nudge }) {
  const name = k < 0 ? `b_${j}^{(${l})}` : `w_{${j}${k}}^{(${l})}`;
  const sent = k < 0 ? "1" : fixed(a[l - 1][k], l === 1 ? 2 : 3);
  return {
    label: `\\partial C_0/\\partial ${name}`,
    working: `${fixed(dC_dz[l - 1][j], 4)}\u2009\u00d7\u2009${sent}`,
    value,
    nudge,
  };
}
