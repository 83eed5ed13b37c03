// The controls: a pen, a picture, and weights that are ready made.
import { button, choice } from "../kit/controls.js";
import { attr } from "../kit/elements.js";
import { buttonRow } from "../parts/button_row.js";
import { block, EDGE, EMPTY, readyPictures } from "./pictures.js";

/**
 * @typedef {import("./index.js").ThisFigure} ThisFigure
 * @typedef {import("./index.js").Pen} Pen
 */

/** @type {[Pen, string, string][]} */
const PENS = [
  ["+", "+", "weight plus 1"],
  ["-", "\u2212", "weight minus 1"],
  ["0", "0", "weight 0"],
  ["ink", "Ink", "draw on the picture"],
  ["rubber", "Rub", "rub the picture out"],
  ["move", "Move", "move the picture"],
];

/**
 * On a small screen its six buttons fill a whole row.
 * @param {ThisFigure} figure
 */
export function choosePen(figure) {
  const row = buttonRow(figure.controls, { label: "Pen", shown: !figure.narrow });
  const buttons = PENS.map(([pen, text, describe]) =>
    button(figure, text, () => figure.set({ pen }), { parent: row, describe }),
  );
  figure.update((state) =>
    buttons.forEach((button, i) => attr(button, { "aria-pressed": String(PENS[i][0] === state.pen) })),
  );
}

/** @param {ThisFigure} figure */
export function choosePicture(figure) {
  const ready = readyPictures(figure.data);
  choice(figure, {
    label: "Picture",
    options: [...ready, { name: "own", text: "your own" }].map(({ name, text }) => [name, text]),
    get: ({ picture }) => nameOf(ready, picture) ?? "own",
    set: (name) => (name === "own" ? {} : { picture: valuesOf(ready, name), shift: [0, 0] }),
  });
}

const READY_WEIGHTS = [
  { name: "plus", text: "plus only", values: EDGE },
  {
    name: "both",
    text: "plus with minus around",
    values: block([4, 9], [3, 10]).map((inside, k) => (EDGE[k] ? 1 : -inside)),
  },
  { name: "none", text: "all 0", values: EMPTY },
];

/** @param {ThisFigure} figure */
export function chooseWeights(figure, parent) {
  choice(figure, {
    label: "Weights",
    parent,
    options: READY_WEIGHTS.map(({ name, text }) => [name, text]),
    get: ({ weights }) => nameOf(READY_WEIGHTS, weights),
    set: (name) => ({ weights: valuesOf(READY_WEIGHTS, name) }),
  });
}

/** The name of the ready-made list that this list is, if it is one. */
const nameOf = (ready, list) => ready.find(({ values }) => values.every((value, k) => value === list[k]))?.name;

const valuesOf = (ready, wanted) => ready.find(({ name }) => name === wanted)?.values;
