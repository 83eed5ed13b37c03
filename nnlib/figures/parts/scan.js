// A scan or a photo of a digit, made as MNIST's pictures are: its grey levels, ink full and ground empty, what is no digit
// left out, thin lines as thick as a pen's; then fitted and centred by its mass.
import { clamp } from "../kit/maths.js";
import { normalised } from "./mnist_picture.js";

const FAINT = 24; // grey levels by which ink differs from its ground, at least
const THIN = 1.8; // pixels of 20: thinner lines would be all but lost when the picture is made small
const PEN = 2.2;

/** @typedef {{ width: number, height: number }} Size */

/**
 * The 28 x 28 grey levels, 0 (empty) to 255 (full), of a digit in a picture as a canvas gives it; null where nothing
 * stands out from its ground.
 * @param {Size & { data: ArrayLike<number> }} picture red, green, blue and opacity of each pixel, 0 to 255
 * @returns {number[] | null}
 */
export function scanned({ data, width, height }) {
  const size = { width, height };
  for (const ground of [255, 0]) {
    const ink = inkOf(greys(data, ground), size);
    if (ink) return Array.from(normalised(thickened(digitAlone(ink, size), size), width, height));
  }
  return null;
}

/** The grey of each pixel, where it lets light through on a ground of this grey. */
function greys(data, ground) {
  return Float32Array.from({ length: data.length / 4 }, (_, k) => {
    const [red, green, blue, opacity] = [0, 1, 2, 3].map((i) => data[4 * k + i]);
    return ground + ((0.299 * red + 0.587 * green + 0.114 * blue - ground) * opacity) / 255;
  });
}

/** How much ink is on each pixel, 0 to 255: what differs from the ground, the way that most of it does. */
function inkOf(grey, size) {
  const ground = groundOf(grey, size);
  const apart = grey.map((value, k) => value - ground(k % size.width, Math.floor(k / size.width)));
  const total = (sign) => apart.reduce((sum, value) => sum + (sign * value > FAINT ? sign * value : 0), 0);
  const sign = total(-1) >= total(1) ? -1 : 1;
  const strong = apart
    .map((value) => sign * value)
    .filter((value) => value > FAINT)
    .sort();
  if (!strong.length) return null;
  const full = strong[Math.floor(0.75 * strong.length)];
  return apart.map((value) => Math.round(255 * clamp(((sign * value) / full - 0.15) / 0.7, 0, 1)));
}

/** The grey of the ground at (x, y): between those of the four corners, as light seldom falls evenly on paper. */
function groundOf(grey, { width, height }) {
  const [w, h] = [width, height].map((side) => Math.ceil(side / 6));
  const corner = (left, top) => {
    const values = Float32Array.from(
      { length: w * h },
      (_, i) => grey[(top + Math.floor(i / w)) * width + left + (i % w)],
    );
    return values.sort()[Math.floor(values.length / 2)];
  };
  const [[a, b], [c, d]] = [0, height - h].map((top) => [0, width - w].map((left) => corner(left, top)));
  return (x, y) => {
    const [u, v] = [x / width, y / height];
    return (1 - v) * ((1 - u) * a + u * b) + v * ((1 - u) * c + u * d);
  };
}

/** The ink without specks, and without what comes in from the border where something else could be the digit. */
function digitAlone(ink, size) {
  const found = blots(ink, size);
  const largest = (among) => among.reduce((most, { pixels }) => Math.max(most, pixels.length), 0);
  const within = found.filter(({ border }) => !border);
  const kept = largest(within) > 0.2 * largest(found) ? within : found;
  const alone = new Uint8Array(ink.length);
  for (const { pixels } of kept) {
    if (pixels.length > 0.05 * largest(kept)) for (const k of pixels) alone[k] = ink[k];
  }
  return alone;
}

/** The pieces of ink that hang together: { pixels, border: whether it touches the border }. */
function blots(ink, size) {
  const seen = new Uint8Array(ink.length);
  return Array.from(ink.keys(), (k) => (ink[k] && !seen[k] ? blotFrom(k, ink, seen, size) : null)).filter(
    (blot) => blot !== null,
  );
}

function blotFrom(start, ink, seen, { width, height }) {
  const pixels = [start];
  let border = false;
  seen[start] = 1;
  for (const k of pixels) {
    const [x, y] = [k % width, Math.floor(k / width)];
    border ||= x === 0 || y === 0 || x === width - 1 || y === height - 1;
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
        const next = v * width + u;
        if (!ink[next] || seen[next]) continue;
        seen[next] = 1;
        pixels.push(next);
      }
    }
  }
  return { pixels, border };
}

/** Ink whose lines are too thin is spread: as far around each pixel as they lack. */
function thickened(ink, { width, height }) {
  const { line, pixel } = measured(ink, width);
  const spread = line < THIN * pixel ? (PEN * pixel - line) / 2 : 0;
  if (spread < 0.5) return ink;
  const [thick, reach] = [ink.slice(), Math.ceil(spread)];
  ink.forEach((value, k) => {
    if (!value) return;
    const [x, y] = [k % width, Math.floor(k / width)];
    for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
      for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
        const part = value * clamp(spread + 0.5 - Math.hypot(u - x, v - y), 0, 1);
        if (part > thick[v * width + u]) thick[v * width + u] = part;
      }
    }
  });
  return thick;
}

/** How wide the lines of the ink are: twice its area by its outline; and how wide one of 20 pixels will be. */
function measured(ink, width) {
  let [area, edges, left, right, top, bottom] = [0, 0, Infinity, 0, Infinity, 0];
  const full = (k) => (ink[k] > 127 ? 1 : 0);
  ink.forEach((value, k) => {
    const [x, y] = [k % width, Math.floor(k / width)];
    edges += Math.abs(full(k) - full(k + 1)) + Math.abs(full(k) - full(k + width));
    area += full(k);
    if (value)
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  });
  const outline = (edges * Math.PI) / 4; // an outline that runs askew has more edges than it is long
  return { line: (2 * area) / Math.max(1, outline), pixel: (1 + Math.max(right - left, bottom - top)) / 20 };
}
