// Where everything stands: on a wide card from left to right, on a narrow one from the pad downwards; on a spread one the
// drawing of the chosen neuron has a column of its own.

/**
 * @typedef {object} Layout
 * @property {number} height
 * @property {Box} pad
 * @property {Box} seen
 * @property {(l: number, j: number) => number[]} at the middle of neuron j of layer l
 * @property {(l: number, j: number) => number[]} to where connections to it end
 * @property {(l: number, j: number) => { x: number, y: number, width: number, height: number }} target what is pressed for it
 * @property {{ x: number, y: number, words: string, anchor: string }[]} headings
 * @property {{ x: number, y: number, width?: number, row: number }} outputs the first one, and the distance between two
 * @property {number} panel height of the drawing of the chosen neuron
 * @property {number} panelWidth
 * @property {{ x: number[], y: number, size: number }} weights
 * @property {{ x: number, y: number }} formula
 * @property {{ x: number, y: number, row: number, product: number, value: number, bar: number, half: number }} table
 */

/** @typedef {{ x: number, y: number, size: number }} Box */

const ROW = 24;
const TOP = 24;
const PITCH = (16 * ROW) / 10; // ten outputs beside sixteen neurons
const COLUMNS = [428, 480];
const OUTPUTS = { x: 512, y: TOP, width: 46, row: PITCH };

/** @type {Layout["at"]} */
const inColumns = (l, j) =>
  l === 3 ? [OUTPUTS.x + 26, TOP + PITCH * (j + 0.5)] : [COLUMNS[l - 1], TOP + ROW * (j + 0.5)];

/** @type {Layout} */
export const WIDE = {
  height: TOP + 16 * ROW + 4,
  pad: { x: 0, y: 72, size: 288 },
  seen: { x: 304, y: 174, size: 84 },
  at: inColumns,
  to: (l, j) => (l === 3 ? [OUTPUTS.x - 3, inColumns(l, j)[1]] : inColumns(l, j)),
  target: (l, j) => {
    const [cx, cy] = inColumns(l, j);
    return l === 3
      ? { x: cx - 26, y: cy - PITCH / 2, width: 640 - cx + 26, height: PITCH }
      : { x: cx - 22, y: cy - ROW / 2, width: 44, height: ROW };
  },
  headings: [
    { x: COLUMNS[0], y: 14, words: "layer 1", anchor: "middle" },
    { x: COLUMNS[1], y: 14, words: "layer 2", anchor: "middle" },
    { x: OUTPUTS.x + 26, y: 14, words: "layer 3", anchor: "middle" },
  ],
  outputs: OUTPUTS,
  panel: 262,
  panelWidth: 640,
  weights: { x: [0, 158], y: 46, size: 148 },
  formula: { x: 0, y: 222 },
  table: { x: 318, y: 36, row: 24, product: 186, value: 244, bar: 286, half: 36 },
};

const ACROSS = 20; // between two neurons of a layer, which stand up and down by turns, so that a finger hits one
const LINES = [
  [258, 284],
  [322, 348],
];
const COLUMN = 32;
const BELOW = { x: COLUMN / 2, y: 412, row: COLUMN };

/** @type {Layout["at"]} */
const inLines = (l, j) => (l === 3 ? [BELOW.x + COLUMN * j, BELOW.y] : [ACROSS * (j + 0.5), LINES[l - 1][j % 2]]);

/** @type {Layout} */
export const NARROW = {
  height: 442,
  pad: { x: 0, y: 22, size: 208 },
  seen: { x: 222, y: 22, size: 98 },
  at: inLines,
  to: (l, j) => (l === 3 ? [BELOW.x + COLUMN * j, BELOW.y - 29] : inLines(l, j)),
  target: (l, j) => {
    const [cx, cy] = inLines(l, j);
    return l === 3
      ? { x: cx - COLUMN / 2, y: cy - 26, width: COLUMN, height: 52 }
      : { x: cx - 14, y: cy - 14, width: 28, height: 28 };
  },
  headings: [
    { x: 320, y: 242, words: "layer 1", anchor: "end" },
    { x: 320, y: 306, words: "layer 2", anchor: "end" },
    { x: 320, y: 372, words: "layer 3", anchor: "end" },
  ],
  outputs: BELOW,
  panel: 512,
  panelWidth: 320,
  weights: { x: [0, 170], y: 46, size: 150 },
  formula: { x: 0, y: 224 },
  table: { x: 0, y: 252, row: 28, product: 186, value: 246, bar: 283, half: 34 },
};

/** @type {Layout} */
export const SPREAD = {
  ...WIDE,
  panel: 466,
  panelWidth: 320,
  weights: { x: [0, 170], y: 46, size: 150 },
  formula: { x: 0, y: 218 },
  table: { ...NARROW.table, y: 236, row: 24 },
};

/**
 * Where connections from sender k of the layer before layer l begin.
 * @param {Layout} layout
 */
export function from({ at, seen }, l, k) {
  if (l > 1) return at(l - 1, k);
  const cell = seen.size / 28;
  return [seen.x + ((k % 28) + 0.5) * cell, seen.y + (Math.floor(k / 28) + 0.5) * cell];
}
