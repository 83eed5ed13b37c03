// Pictures made of squares: digits, weights, gradients.
import { setChanged, svg } from "./elements.js";

const LEVELS = 15;
const MINUS_SIZE = 0.72; // of a cell: a minus is told by its smaller square, too

/** How strongly a value in [-1, 1] is drawn: a whole number from -LEVELS to LEVELS. */
const levelOf = (value) => Math.sign(value) * Math.min(LEVELS, Math.round(Math.abs(value) * LEVELS)) || 0;

/** @typedef {{ size: number, columns?: number, rows?: number, kind?: "ink" | "sign", frame?: boolean }} Look */

/**
 * A picture of rows x columns values at x, y, `size` wide. kind "ink": values 0..1 from empty to full. kind "sign":
 * values divided by the largest size given to update, plus in blue full squares, minus in vermillion smaller squares.
 * Pixel k is at row floor(k / columns), column k mod columns.
 * @param {Element} parent
 * @param {Look & { x: number, y: number }} place
 * @returns {{ group: SVGGElement, update: (values: ArrayLike<number>, largest?: number) => void }}
 */
export function picture(parent, { x, y, ...options }) {
  const { group, update } = pictures(parent, { places: [[x, y]], ...options });
  return { group, update: (values, largest) => update([values], largest) };
}

/**
 * Several pictures of one size, at places [[x, y], ...], as few elements: update takes the values of each.
 * @param {Element} parent
 * @param {Look & { places: number[][] }} look
 * @returns {{ group: SVGGElement, update: (list: ArrayLike<number>[], largest?: number) => void }}
 */
export function pictures(parent, { places, size, columns = 28, rows = columns, kind = "ink", frame = true }) {
  const scale = size / columns;
  const [left, top] = places[0];
  const group = svg(parent, "g", { class: "nn-picture", transform: `translate(${left} ${top}) scale(${scale})` });
  const corners = places.map(([x, y]) => [(x - left) / scale, (y - top) / scale]);
  for (const [x, y] of corners)
    svg(group, "rect", { class: frame ? "nn-paper nn-frame" : "nn-paper", x, y, width: columns, height: rows });
  const tones = kind === "ink" ? ["nn-ink"] : ["nn-plus", "nn-minus"];
  const paths = tones.map((tone) =>
    Array.from({ length: LEVELS }, (_, i) =>
      svg(group, "path", {
        class: `nn-cells ${tone}`,
        "stroke-opacity": (i + 1) / LEVELS,
        "stroke-width": tone === "nn-minus" ? MINUS_SIZE : 1,
        "stroke-dasharray": tone === "nn-minus" ? `${MINUS_SIZE} ${short(1 - MINUS_SIZE)}` : null,
      }),
    ),
  );
  // Cells of one level side by side are one line, as thick as a cell; a minus is dashed. The beginnings of the lines:
  const inset = (tone) => (tone === "nn-minus" ? (1 - MINUS_SIZE) / 2 : 0);
  const across = corners.map(([x]) =>
    tones.map((tone) => Array.from({ length: columns }, (_, column) => `M${short(x + column + inset(tone))} `)),
  );
  const down = corners.map(([, y]) => Array.from({ length: rows }, (_, row) => `${short(y + row + 0.5)}h`));
  const levels = new Int8Array(rows * columns);
  const update = (list, largest = 1) => {
    const drawn = tones.map(() => new Array(LEVELS).fill(""));
    list.forEach((values, at) => {
      for (let k = 0; k < levels.length; k++) levels[k] = levelOf(values[k] / largest);
      for (let k = 0; k < levels.length; ) {
        const level = levels[k];
        const begun = k;
        do k += 1;
        while (k % columns !== 0 && levels[k] === level);
        const tone = level < 0 ? 1 : 0;
        if (level === 0 || tone === tones.length) continue;
        drawn[tone][Math.abs(level) - 1] +=
          across[at][tone][begun % columns] + down[at][Math.floor(begun / columns)] + (k - begun);
      }
    });
    paths.forEach((of_tone, tone) => of_tone.forEach((path, i) => setChanged(path, "d", drawn[tone][i])));
  };
  return { group, update };
}

const short = (number) => String(Math.round(number * 100) / 100);
