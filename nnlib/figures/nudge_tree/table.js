// The product along the way: a column a factor, with its symbol, the derivative, the ratio of the nudges now, their difference.
import { attr, setText, svg } from "../kit/elements.js";
import { fixed, signed } from "../kit/numbers.js";
import { derivative } from "../parts/brackets.js";
import { chainSymbol } from "../parts/chain_network.js";
import { ratioName, ratioOf, wayOf } from "./way.js";

const BLOCK = 134; // the height of one block of columns
const SMALL = 4; // columns of a block on a small screen, which has two blocks
const FACTORS = 7;

/** Does the product take a second block on a small screen? */
const isLong = ({ derivatives }) => derivatives.length >= SMALL;

/**
 * The height that the table adds to that of a short one.
 * @param {import("./index.js").Result} result
 */
export const moreHeight = (result) => (isLong(result) ? BLOCK : 0);

/**
 * @param {import("./index.js").ThisFigure} figure
 * @param {SVGElement} group
 */
export function drawTable(figure, group) {
  const [first, pitch, columns] = figure.narrow ? [79, 67, SMALL] : [106, 71, FACTORS + 1];
  const heads = figure.narrow ? ["exact", "now", "off by"] : ["derivative", "ratio now", "difference"];
  drawHeads(group, heads, 0);
  if (figure.narrow) {
    const second = drawHeads(group, heads, BLOCK);
    figure.update((_, result) => {
      for (const head of second) attr(head, { display: isLong(result) ? null : "none" });
    });
  }
  const [whole, ...factors] = Array.from({ length: FACTORS + 1 }, (_, i) =>
    drawFactor(group, first + (i % columns) * pitch, Math.floor(i / columns) * BLOCK, i, pitch),
  );
  figure.update(({ leaf }, result) => {
    const { before, after, derivatives, slope, C, C_after } = result;
    const way = wayOf(leaf);
    whole(["C_0", leaf], slope, (C_after - C) / (after[0] - before[0]));
    factors.forEach((show, i) => {
      if (i < derivatives.length) show([way[i + 1], way[i]], derivatives[i], ratioOf(result, i));
      else show(null);
    });
  });
}

const drawHeads = (group, heads, y) =>
  heads.map((text, row) => svg(group, "text", { x: 0, y: y + 62 + 22 * row, class: "nn-muted nn-small" }, text));

/** One column; the first one is the whole product. show(names, slope, ratio): what is nudged, and by what; null for none. */
function drawFactor(parent, x, y, i, pitch) {
  const group = svg(parent, "g");
  const whole = i === 0;
  const fraction = derivative(group, { x, y: y + 18, width: 44 });
  const look = `nn-number ${whole ? "nn-C nn-strong" : ""}`;
  const [exact, now, off] = [look, look, "nn-number nn-small nn-muted"].map((name, row) =>
    svg(group, "text", { x: x + 27, y: y + 62 + 22 * row, "text-anchor": "end", class: name }),
  );
  if (!whole) drawSigns(group, x - pitch / 2 + 1, y, i === 1 ? "=" : "\u00d7");
  const write = (value) => (whole ? signed(value, 4) : fixed(value, 3));
  return (names, slope = NaN, ratio = NaN) => {
    const symbol = names && !whole ? ratioName(names[1], names[0]) : null;
    attr(group, { display: names ? null : "none", "data-symbol": symbol });
    if (!names) return;
    fraction.update(chainSymbol(names[0]), chainSymbol(names[1]));
    setText(exact, write(slope));
    setText(now, Number.isFinite(ratio) ? write(ratio) : "\u2013");
    setText(off, Number.isFinite(ratio) ? signed(ratio - slope, 5) : "\u2013");
    for (const element of [exact, now]) attr(element, { "data-symbol": symbol });
  };
}

/** What stands before a factor, in its line and in those of the numbers. */
function drawSigns(group, x, y, sign) {
  for (const below of [23, 62, 84])
    svg(group, "text", { x, y: y + below, "text-anchor": "middle", class: "nn-muted" }, sign);
}
