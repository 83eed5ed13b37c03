// Pictures of 28 x 28 grey levels, 0 (empty) to 255 (full): made like MNIST's, moved, noise, or drawn with a soft pen.
// All but the pen are the same in mnist_picture.py, and in whole numbers throughout, so that both give the same picture
// exactly.
import { clamp } from "../kit/maths.js";
import { random } from "../kit/seeded.js";

const SIDE = 28;
const BOX = 20;
const MIDDLE = 14;

/**
 * A drawing made as MNIST's digits are: its ink fitted into 20 x 20 squares, its centre of mass put at pixel (14, 14).
 * @param {ArrayLike<number>} pixels
 * @param {number} [width] of the drawing; 28 x 28 unless told
 * @param {number} [height]
 * @returns {Uint8Array}
 */
export function normalised(pixels, width = SIDE, height = SIDE) {
  const box = inkBox(pixels, width, height);
  return box ? centred(fitted(pixels, width, height, box)) : new Uint8Array(SIDE * SIDE);
}

/** The smallest square that starts at the upper left corner of the ink and holds it all; null for an empty picture. */
function inkBox(pixels, width, height) {
  let [top, left, bottom, right] = [height, width, -1, -1];
  for (let k = 0; k < width * height; k++) {
    if (pixels[k] === 0) continue;
    const [row, column] = [Math.floor(k / width), k % width];
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
  }
  return bottom < 0 ? null : { top, left, n: 1 + Math.max(bottom - top, right - left) };
}

/** A square of n x n pixels as 20 x 20: each new pixel is the average of the area it covers, an old one counting 20 x 20 parts. */
function fitted(pixels, width, height, { top, left, n }) {
  const covers = Array.from({ length: BOX }, (_, i) =>
    Array.from({ length: n }, (_, k) => Math.max(0, Math.min((i + 1) * n, BOX * (k + 1)) - Math.max(i * n, BOX * k))),
  );
  const at = (row, column) => (row < height && column < width ? pixels[width * row + column] : 0);
  const rows = covers.map((cover) =>
    Array.from({ length: n }, (_, c) =>
      cover.reduce((sum, part, r) => (part ? sum + part * at(top + r, left + c) : sum), 0),
    ),
  );
  const average = (sum) => Math.floor((2 * sum + n * n) / (2 * n * n));
  return rows.map((row) =>
    covers.map((cover) => average(cover.reduce((sum, part, c) => (part ? sum + part * row[c] : sum), 0))),
  );
}

/** 20 x 20 pixels in a picture of 28 x 28, moved by whole pixels so that the centre of mass rounds to (14, 14). */
function centred(small) {
  let [ink, down, across] = [0, 0, 0];
  small.forEach((line, r) =>
    line.forEach((value, c) => {
      ink += value;
      down += r * value;
      across += c * value;
    }),
  );
  const rounded = (moment) => Math.floor((2 * moment + ink) / (2 * ink));
  const [dy, dx] = [MIDDLE - rounded(down), MIDDLE - rounded(across)];
  const picture = new Uint8Array(SIDE * SIDE);
  small.forEach((line, r) =>
    line.forEach((value, c) => {
      if (inside(r + dy) && inside(c + dx)) picture[SIDE * (r + dy) + c + dx] = value;
    }),
  );
  return picture;
}

const inside = (place) => place >= 0 && place < SIDE;

/**
 * A picture moved dx pixels to the right and dy down; what leaves it is lost.
 * @param {ArrayLike<number>} pixels
 * @param {number} dx
 * @param {number} dy
 * @returns {Uint8Array}
 */
export function shifted(pixels, dx, dy) {
  if (dx === 0 && dy === 0) return Uint8Array.from(pixels);
  return Uint8Array.from({ length: SIDE * SIDE }, (_, k) => {
    const [row, column] = [Math.floor(k / SIDE) - dy, (k % SIDE) - dx];
    return inside(row) && inside(column) ? pixels[SIDE * row + column] : 0;
  });
}

/**
 * A picture of noise: each pixel 0 to 255 by chance, all equally likely, the same for the same seed.
 * @param {number} seed
 * @returns {Uint8Array}
 */
export function noise(seed) {
  const next = random(seed);
  return Uint8Array.from({ length: SIDE * SIDE }, () => Math.floor(256 * next()));
}

/**
 * A picture after a stroke of a soft round pen between two points [x, y], in pixels from the upper left corner: full
 * within `radius` of the stroke less half a pixel, empty half a pixel beyond it. rub: take ink away instead.
 * @param {ArrayLike<number>} pixels
 * @param {number[]} from
 * @param {number[]} to
 * @param {{ radius: number, rub?: boolean }} pen
 * @returns {number[]}
 */
export function stroked(pixels, from, to, { radius, rub = false }) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = dx * dx + dy * dy;
  return Array.from(pixels, (value, k) => {
    const [px, py] = [(k % SIDE) + 0.5 - from[0], Math.floor(k / SIDE) + 0.5 - from[1]];
    const t = length ? clamp((px * dx + py * dy) / length, 0, 1) : 0;
    const ink = Math.round(255 * clamp(radius + 0.5 - Math.hypot(px - t * dx, py - t * dy), 0, 1));
    return rub ? Math.min(value, 255 - ink) : Math.max(value, ink);
  });
}
