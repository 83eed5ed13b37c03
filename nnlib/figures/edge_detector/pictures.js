// Pictures of 14 x 14 pixels: the edge, the blob, and digits made small.
import { digits } from "../data/digits.js";
import { memo } from "../kit/memo.js";

export const SIDE = 14;
export const PLACES = Array.from({ length: SIDE * SIDE }, (_, k) => k);

/** A picture that is 1 from the first to the last of some rows and columns, and 0 elsewhere. */
export const block = ([top, bottom], [left, right]) =>
  PLACES.map((k) => {
    const [row, column] = [Math.floor(k / SIDE), k % SIDE];
    return Number(row >= top && row <= bottom && column >= left && column <= right);
  });

export const EDGE = block([6, 7], [3, 10]);
export const BLOB = block([3, 10], [3, 10]);
export const EMPTY = PLACES.map(() => 0);

/**
 * A picture moved dx pixels to the right and dy down; what leaves it is not seen, and 0 comes in.
 * @param {number[]} pixels
 * @param {number[]} shift
 */
export function moved(pixels, [dx, dy]) {
  return PLACES.map((k) => {
    const [row, column] = [Math.floor(k / SIDE) - dy, (k % SIDE) - dx];
    return row >= 0 && row < SIDE && column >= 0 && column < SIDE ? pixels[row * SIDE + column] : 0;
  });
}

/** A digit of 28 x 28 pixels as 14 x 14: each new pixel the average of four. */
function small(pixels) {
  return PLACES.map((k) => {
    const corner = 2 * Math.floor(k / SIDE) * 28 + 2 * (k % SIDE);
    return Math.round((pixels[corner] + pixels[corner + 1] + pixels[corner + 28] + pixels[corner + 29]) / 1.02) / 1000;
  });
}

/**
 * The first 0, 1, ..., 9 of the book's digits, made small.
 * @type {(all: import("../data/digits.js").Digit[]) => number[][]}
 */
const smallDigits = memo((all) =>
  PLACES.slice(0, 10).map((digit) => small(all.find(({ label }) => label === digit)?.pixels)),
);

/**
 * The pictures that the reader can choose.
 * @param {import("../kit/types.js").Data} data
 * @returns {{ name: string | number, text: string, values: number[] }[]}
 */
export const readyPictures = (data) => [
  { name: "edge", text: "the edge", values: EDGE },
  { name: "blob", text: "the blob", values: BLOB },
  { name: "empty", text: "nothing", values: EMPTY },
  ...smallDigits(digits(data)).map((values, digit) => ({ name: digit, text: `a handwritten ${digit}`, values })),
];
