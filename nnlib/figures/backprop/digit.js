// The same passes of the trained network on a real digit, in pictures: above what goes forward, below it the derivative
// of the cost with respect to it.
import { digits } from "../data/digits.js";
import { trainedNetwork } from "../data/networks.js";
import { attr, mark, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { pointerAt } from "../kit/handles.js";
import { fixed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { derivative } from "../parts/brackets.js";
import { goesToItsStep, isDerivative, quantityName, showRole, symbolOf } from "./quantity.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */
/** @typedef {import("./small.js").Show} Show */

const TALL = 112; // of every block

const BLOCKS = [
  { id: "a0", x: 0, width: 112, columns: 28, rows: 28 },
  { id: "W1", x: 124, width: 112, columns: 28, rows: 28 },
  { id: "z1", x: 250, width: 18, columns: 1, rows: 16 },
  { id: "a1", x: 280, width: 18, columns: 1, rows: 16 },
  { id: "W2", x: 312, width: 88, columns: 16, rows: 16 },
  { id: "z2", x: 414, width: 18, columns: 1, rows: 16 },
  { id: "a2", x: 444, width: 18, columns: 1, rows: 16 },
  { id: "W3", x: 476, width: 88, columns: 16, rows: 10 },
  { id: "z3", x: 578, width: 18, columns: 1, rows: 10 },
  { id: "a3", x: 608, width: 18, columns: 1, rows: 10 },
];

/**
 * @param {ThisFigure} figure
 * @param {SVGElement} root
 */
export function drawDigit(figure, root) {
  const [far, down] = figure.narrow ? [-318, 338] : [0, 0]; // on a phone the last two layers stand below the others
  const [above, below] = figure.narrow ? [26, 214] : [32, 246]; // where the pictures of the two passes begin
  const shows = BLOCKS.flatMap(({ id, x, ...look }) => {
    const [left, top] = Number(id[1]) <= 1 ? [x, 0] : [x + far, down];
    return [
      drawBlock(figure, root, { id, x: left, y: above + top, ...look }),
      drawBlock(figure, root, { id: `d${id}`, x: left, y: below + top, ...look }),
    ];
  });
  shows.push(drawOutputs(figure, root, 629 + far, above + down));
  drawPickedRow(figure, root, 250, above);
  figure.update((state, result) => {
    if (state.example === "digit") for (const show of shows) show(state, result);
  });
}

/**
 * @param {ThisFigure} figure
 * @returns {Show}
 */
function drawBlock(figure, root, { id, x, y, width, columns, rows }) {
  const group = svg(root, "g", { "data-symbol": quantityName(id), transform: `translate(${x} ${y})` });
  goesToItsStep(figure, group, "digit", id);
  const [top, height] = isDerivative(id) ? [-48, TALL + 53] : [-22, TALL + 27];
  const back = svg(group, "rect", { x: -5, y: top, width: width + 10, height, rx: 6 });
  drawName(figure, group, id, width / 2);
  const inner = svg(group, "g", { transform: `scale(1 ${TALL / (rows * (width / columns))})` });
  const kind = id[0] === "a" ? "ink" : "sign";
  const { update } = picture(inner, { x: 0, y: 0, size: width, columns, rows, kind });
  const frame = svg(group, "rect", { x: -3, y: -3, width: width + 6, height: TALL + 6, rx: 3, class: "nn-chosen" });
  const nothing = new Float64Array(rows * columns);
  return (state, result) => {
    const role = result.roles[id];
    showRole({ group, back, frame }, role);
    const values = role === "unknown" ? nothing : valuesOf(id, state, result, figure.data);
    update(values, kind === "ink" ? 1 : largestOf(values));
  };
}

/** @param {ThisFigure} figure */
function drawName(figure, group, id, x) {
  if (isDerivative(id)) {
    derivative(group, { x, y: -26, width: 28, attributes: { class: "nn-fine" } }).update("C_0", symbolOf(id));
    return;
  }
  const name = maths(group, { x, y: -7, "text-anchor": "middle", class: "nn-small" }, symbolOf(id));
  if (id === "W1") figure.update(({ neuron }) => setMaths(name, `W^{(1)}" row ${neuron}"`));
}

const largestOf = (values) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;

/**
 * The numbers of a block; of the 16 x 784 weights of layer 1 and their derivatives the row of the picked neuron.
 * @param {string} id
 * @param {import("./index.js").State} state
 * @param {import("./index.js").Result} result
 * @param {import("./index.js").Data} data
 * @returns {ArrayLike<number>}
 */
function valuesOf(id, { neuron }, { z, a, dC_da, dC_dz }, data) {
  const l = Number(id.at(-1));
  const rows = l === 1 ? [neuron] : Array.from(dC_dz[l - 1] ?? [], (_, j) => j);
  if (id.startsWith("dW")) return rows.flatMap((j) => Array.from(a[l - 1], (a_k) => dC_dz[l - 1][j] * a_k));
  if (id.startsWith("W")) return rows.flatMap((j) => Array.from(trainedNetwork(data).weights[l - 1][j]));
  return { a: a[l], z: z[l - 1], da: dC_da[l], dz: dC_dz[l - 1] }[id.slice(0, -1)];
}

/**
 * The digits beside the output neurons, the wanted one in green; the cost below.
 * @param {ThisFigure} figure
 * @returns {Show}
 */
function drawOutputs(figure, root, x, y) {
  const names = Array.from({ length: 10 }, (_, j) =>
    svg(root, "text", { x, y: y + (j + 0.5) * (TALL / 10) + 4, class: "nn-small nn-number" }, String(j)),
  );
  const group = svg(root, "g");
  goesToItsStep(figure, group, "digit", "C");
  const [back, frame] = ["nn-hit", "nn-chosen"].map((name) =>
    svg(group, "rect", { x: x - 88, y: y + TALL + 1, width: 98, height: 27, rx: 6, class: name }),
  );
  const cost = maths(group, { x: x + 3, y: y + TALL + 19, "text-anchor": "end" }, "");
  return (state, { C, roles }) => {
    showRole({ group, back, frame }, roles.C);
    const { label } = digits(figure.data)[state.digit];
    names.forEach((name, j) => {
      mark(name, "nn-y", j === label);
      mark(name, "nn-strong", j === label);
      mark(name, "nn-muted", j !== label);
    });
    setMaths(cost, `C_0 = ${roles.C === "unknown" ? '"?"' : fixed(C, 4)}`);
  };
}

/**
 * A frame about the picked neuron of layer 1, whose weights are the picture on its left.
 * @param {ThisFigure} figure
 */
function drawPickedRow(figure, root, x, y) {
  const row = TALL / 16;
  const frame = svg(root, "rect", { class: "nn-cursor", x: x - 3, width: 54, height: row + 2 });
  const surface = svg(root, "rect", { class: "nn-hit nn-pressable", x: x - 5, y, width: 58, height: TALL });
  figure.listen(surface, "click", (event) =>
    figure.set({ neuron: Math.floor((pointerAt(event, surface)[1] - y) / row) }),
  );
  figure.update(({ neuron }) => attr(frame, { y: y + neuron * row - 1 }));
}
