// Formulas, as text in a drawing and as spans on a page.
import { attr, html, setText, svg } from "./elements.js";
import { memo } from "./memo.js";
import { MINUS } from "./numbers.js";

const NAMES = {
  sigma: "\u03c3",
  eta: "\u03b7",
  nabla: "\u2207",
  partial: "\u2202",
  Delta: "\u0394",
  delta: "\u03b4",
  sum: "\u2211",
  times: "\u00d7",
  cdot: "\u00b7",
  ldots: "\u2026",
  vdots: "\u22ee",
  rightarrow: "\u2192",
  leftarrow: "\u2190",
  approx: "\u2248",
  le: "\u2264",
  ge: "\u2265",
  ne: "\u2260",
  theta: "\u03b8",
  in: "\u2208",
  infty: "\u221e",
};
const UPRIGHT = new Set([
  "nabla",
  "partial",
  "Delta",
  "sum",
  "times",
  "cdot",
  "ldots",
  "vdots",
  "rightarrow",
  "leftarrow",
  "approx",
  "le",
  "ge",
  "ne",
  "in",
  "infty",
]);
const SYMBOL_CLASS = { w: "nn-w", W: "nn-w", a: "nn-a", b: "nn-b", z: "nn-z", y: "nn-y", C: "nn-C" };

/** The pieces of a formula in a small part of TeX: letters, \names, _{} and ^{}. */
function pieces(source) {
  const found = [];
  const token = /\\([A-Za-z]+)|([_^])(?:\{([^}]*)\}|(.))|"([^"]*)"|([A-Za-z])|([^A-Za-z\\_^"]+)/g;
  const closed = source.replace(/\\(partial|Delta|nabla) /g, (_, name) => NAMES[name]); // no space after these
  for (const [, name, script, group, single, words, letter, rest] of closed.matchAll(token)) {
    if (script) found.push({ text: spelled(group ?? single), shift: script === "_" ? "sub" : "sup" });
    else if (words !== undefined) found.push({ text: words });
    else if (name) found.push({ text: NAMES[name] ?? name, italic: name in NAMES && !UPRIGHT.has(name) });
    else if (letter) found.push({ text: letter, italic: true, symbol: SYMBOL_CLASS[letter] });
    else found.push({ text: rest.replace(/-/g, MINUS).replace(/'/g, "\u2032") });
  }
  return inheritSymbols(found);
}

const spelled = (text) => text.replace(/\\([A-Za-z]+) ?/g, (_, name) => NAMES[name] ?? name).replace(/-/g, MINUS);

/** An index has the colour of the letter it stands at; together they are one symbol, such as "a_0^(1)". */
function inheritSymbols(found) {
  let letter = {};
  for (const piece of found) {
    if (!piece.shift) letter = Object.assign(piece, piece.symbol && { name: piece.text });
    else if (letter.symbol) letter.name += `${piece.shift === "sub" ? "_" : "^"}${piece.text}`;
    piece.symbol = letter.symbol;
    piece.letter = letter;
  }
  return found;
}

/**
 * SVG text set as a formula: maths(parent, {x, y}, "a_j^{(L)} = \\sigma(z_j^{(L)})"). Words go in double quotes.
 * @param {Element} parent
 * @param {import("./elements.js").Attributes} attributes
 * @param {string} source
 */
export function maths(parent, attributes, source) {
  const text = svg(parent, "text", { ...attributes, translate: "no" });
  setMaths(text, source);
  return text;
}

/**
 * Set the formula of an existing SVG text. Only the pieces that change are touched.
 * @param {SVGTextElement} text
 * @param {string} source
 */
export function setMaths(text, source) {
  if (text.getAttribute("data-maths") === source) return;
  text.setAttribute("data-maths", source);
  const setting = settingOf(source);
  while (text.children.length > setting.length) text.lastChild?.remove();
  setting.forEach((piece, i) => {
    const tspan = /** @type {any} */ (text.children[i] ?? svg(text, "tspan"));
    if (tspan.nnLook !== piece.look) attr(tspan, piece.attributes);
    tspan.nnLook = piece.look;
    setText(tspan, piece.text);
  });
}

const settingOf = memo((/** @type {string} */ source) => typeset(pieces(source)), { most: 500 });

/** The text and the attributes of each piece, as it follows the one before. */
function typeset(found) {
  let raised = 0;
  /** @type {any} */
  let previous = null;
  return found.map((piece) => {
    const target = piece.shift === "sub" ? 0.25 : piece.shift === "sup" ? -0.4 : 0;
    const stacked = piece.shift && previous?.shift && previous.shift !== piece.shift;
    const size = piece.shift ? 0.72 : 1;
    const attributes = {
      class: [piece.symbol, piece.italic && "nn-italic", piece.shift && "nn-script"].filter(Boolean).join(" ") || null,
      dy: target === raised ? null : `${((target - raised) / size).toFixed(3)}em`,
      "data-symbol": piece.letter.name,
      dx: stacked ? `${(-widthOf(previous.text)).toFixed(2)}em` : null,
    };
    raised = target;
    previous = piece;
    return { text: piece.text, attributes, look: JSON.stringify(attributes) };
  });
}

/** About how wide an index is, in em: enough to set an upper one above a lower one. */
function widthOf(text) {
  let width = 0;
  for (const letter of text)
    width += "ijl,.'".includes(letter)
      ? 0.25
      : "()".includes(letter)
        ? 0.33
        : "m\u2212+=".includes(letter)
          ? 0.6
          : 0.54;
  return width;
}

/**
 * The same formula in HTML, as spans; `label` is what a screen reader says instead.
 * @param {Element} parent
 * @param {string} source
 * @param {string} [label]
 */
export function htmlMaths(parent, source, label) {
  const span = html(parent, "span", {
    class: "nn-maths",
    translate: "no",
    "data-latex": source, // for whoever copies it
    role: label ? "img" : null,
    "aria-label": label,
  });
  for (const piece of pieces(source)) {
    const name = piece.shift ?? "span";
    html(
      span,
      name,
      { class: [piece.symbol, piece.italic && "nn-italic"].filter(Boolean).join(" ") || null },
      piece.text,
    );
  }
  return span;
}
