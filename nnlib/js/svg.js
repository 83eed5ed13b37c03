// Drawing: elements, numbers and formulas as text, axes, pictures. Nothing here measures the page, so that a
// figure's first state can be drawn where there is no browser.
import { clamp } from "./maths.js";

const SVG = "http://www.w3.org/2000/svg";
const MINUS = "\u2212";

// ---------------------------------------------------------------- elements

/**
 * Set attributes; a number that is not finite is left out, so that no NaN ever reaches the page. What is already so is
 * not touched: the browser would lay out and paint it anew.
 */
export function attr(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else if (typeof value !== "number") setChanged(element, name, value === true ? "" : value);
    else if (Number.isFinite(value)) setChanged(element, name, String(Math.round(value * 1000) / 1000));
  }
  return element;
}

function setChanged(element, name, text) {
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/** A new SVG element at the end of `parent`; `text` becomes its text content. */
export function svg(parent, name, attributes = {}, text) {
  const element = parent.ownerDocument.createElementNS(SVG, name);
  if (text !== undefined) element.textContent = text;
  parent.appendChild(attr(element, attributes));
  return element;
}

/** Put a group of circles at a place. Not by its transform: the browser would then sort all that is on the screen anew. */
export function putAt(group, x, y) {
  for (const circle of group.children) attr(circle, { cx: x, cy: y });
}

/** A new HTML element at the end of `parent`; `text` becomes its text content. */
export function html(parent, name, attributes = {}, text) {
  const element = parent.ownerDocument.createElement(name);
  if (text !== undefined) element.textContent = text;
  parent.appendChild(attr(element, attributes));
  return element;
}

/** Change an element's text only where it differs; its text node stays, so that the browser has less to lay out anew. */
export function setText(element, text) {
  const node = element.firstChild;
  if (node?.nodeType !== 3 || node.nextSibling) element.textContent = text;
  else if (node.data !== text) node.data = text;
}

/** Set or clear one class. (classList.toggle on SVG elements, in one word.) */
export function mark(element, name, on) {
  if (element.classList.contains(name) !== Boolean(on)) element.classList.toggle(name);
}

/** Show an element or not; its place stays, so that nothing around it moves. */
export function keepPlace(element, shown) {
  element.style.visibility = shown ? "" : "hidden";
}

// ---------------------------------------------------------------- numbers

/** x with a fixed number of digits and a true minus sign; very large and very small ones as powers of ten. */
export function fixed(x, digits = 2) {
  if (!Number.isFinite(x)) return x > 0 ? "\u221e" : x < 0 ? MINUS + "\u221e" : "?";
  const size = Math.abs(x);
  if (size >= 1e6) {
    const power = Math.floor(Math.log10(size));
    return `${fixed(x / 10 ** power, 1)}\u00d710^${power}`;
  }
  const text = size.toFixed(digits);
  return (x < 0 && Number(text) !== 0 ? MINUS : "") + text;
}

/** As `fixed`, with a plus sign before what is not negative: the sign is never told by colour alone. */
export function signed(x, digits = 2) {
  const text = fixed(x, digits);
  return text.startsWith(MINUS) ? text : "+" + text;
}

/** As `fixed`, in brackets when negative, for the inside of a product. */
export function bracketed(x, digits = 2) {
  const text = fixed(x, digits);
  return text.startsWith(MINUS) ? `(${text})` : text;
}

/** A whole number of 0 or more with its thousands apart: 13,002. (The browser's own way takes 16 ms when first asked.) */
export const grouped = (n) => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ",");

// ---------------------------------------------------------------- formulas

const NAMES = {
  sigma: "\u03c3", eta: "\u03b7", nabla: "\u2207", partial: "\u2202", Delta: "\u0394", delta: "\u03b4", sum: "\u2211", times: "\u00d7",
  cdot: "\u00b7", ldots: "\u2026", vdots: "\u22ee", rightarrow: "\u2192", leftarrow: "\u2190", approx: "\u2248", le: "\u2264", ge: "\u2265", ne: "\u2260", theta: "\u03b8", in: "\u2208", infty: "\u221e",
};
const UPRIGHT = new Set(["nabla", "partial", "Delta", "sum", "times", "cdot", "ldots", "vdots", "rightarrow", "leftarrow", "approx", "le", "ge", "ne", "in", "infty"]);
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

/** SVG text set as a formula: maths(parent, {x, y}, "a_j^{(L)} = \\sigma(z_j^{(L)})"). Words go in double quotes. */
export function maths(parent, attributes, source) {
  const text = svg(parent, "text", attributes);
  setMaths(text, source);
  return text;
}

/** Set the formula of an existing SVG text. Only the pieces that change are touched. */
export function setMaths(text, source) {
  if (text.getAttribute("data-maths") === source) return;
  text.setAttribute("data-maths", source);
  const setting = settingOf(source);
  while (text.children.length > setting.length) text.lastChild.remove();
  setting.forEach((piece, i) => {
    const tspan = text.children[i] ?? svg(text, "tspan");
    if (tspan.nnLook !== piece.look) attr(tspan, piece.attributes);
    tspan.nnLook = piece.look;
    setText(tspan, piece.text);
  });
}

const MOST = 500;
const settings = new Map(); // of the last formulas

function settingOf(source) {
  if (settings.size >= MOST) settings.clear();
  if (!settings.has(source)) settings.set(source, typeset(pieces(source)));
  return settings.get(source);
}

/** The text and the attributes of each piece, as it follows the one before. */
function typeset(found) {
  let raised = 0;
  let previous = null;
  return found.map((piece) => {
    const target = piece.shift === "sub" ? 0.25 : piece.shift === "sup" ? -0.4 : 0;
    const stacked = piece.shift && previous && previous.shift && previous.shift !== piece.shift;
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
  for (const letter of text) width += "ijl,.'".includes(letter) ? 0.25 : "()".includes(letter) ? 0.33 : "m\u2212+=".includes(letter) ? 0.6 : 0.54;
  return width;
}

/** The same formula in HTML, as spans; `label` is what a screen reader says instead. */
export function htmlMaths(parent, source, label) {
  const span = html(parent, "span", { class: "nn-maths", role: label ? "img" : null, "aria-label": label });
  for (const piece of pieces(source)) {
    const name = piece.shift ?? "span";
    html(span, name, { class: [piece.symbol, piece.italic && "nn-italic"].filter(Boolean).join(" ") || null }, piece.text);
  }
  return span;
}

// ---------------------------------------------------------------- axes

/**
 * A pair of axes in the box x, y, width, height, for values x_range and y_range. Gives the scales X, Y and their
 * inverses toX, toY, the clipped group `plot` to draw in, and `path(points)`, the d of a line through [x, y] values.
 */
export function axes(parent, { x, y, width, height, x_range, y_range, x_label, y_label, x_ticks = [], y_ticks = [] }) {
  const [x0, x1] = x_range;
  const [y0, y1] = y_range;
  const X = (value) => x + ((value - x0) / (x1 - x0)) * width;
  const Y = (value) => y + height - ((value - y0) / (y1 - y0)) * height;
  const group = svg(parent, "g", { class: "nn-axes" });
  const zeroX = X(clamp(0, x0, x1));
  const zeroY = Y(clamp(0, y0, y1));
  svg(group, "line", { x1: x, y1: zeroY, x2: x + width, y2: zeroY });
  svg(group, "line", { x1: zeroX, y1: y, x2: zeroX, y2: y + height });
  for (const tick of x_ticks) {
    svg(group, "line", { x1: X(tick), y1: zeroY, x2: X(tick), y2: zeroY + 4 });
    if (tick !== 0 || x0 === 0) svg(group, "text", { x: X(tick), y: zeroY + 17, "text-anchor": "middle" }, fixed(tick, Number.isInteger(tick) ? 0 : 1));
  }
  for (const tick of y_ticks) {
    svg(group, "line", { x1: zeroX - 4, y1: Y(tick), x2: zeroX, y2: Y(tick) });
    if (tick !== 0) svg(group, "text", { x: zeroX - 7, y: Y(tick) + 4, "text-anchor": "end" }, fixed(tick, Number.isInteger(tick) ? 0 : 1));
  }
  if (x_label) maths(group, { x: x + width, y: zeroY - 7, "text-anchor": "end" }, x_label);
  if (y_label) maths(group, { x: zeroX + 7, y: y + 11 }, y_label);
  const plot = svg(svg(parent, "svg", { x, y, width, height, viewBox: `${x} ${y} ${width} ${height}` }), "g");
  const path = (points) => line(points.map(([px, py]) => [X(px), Y(clamp(py, y0 - 4 * (y1 - y0), y1 + 4 * (y1 - y0)))]));
  return { X, Y, toX: (px) => x0 + ((px - x) / width) * (x1 - x0), toY: (py) => y0 + ((y + height - py) / height) * (y1 - y0), plot, group, path };
}

/** The d of a line through points in drawing units; points that are not finite break it. */
export function line(points) {
  let d = "";
  let command = "M";
  for (const [px, py] of points) {
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      command = "M";
      continue;
    }
    d += `${command}${px.toFixed(2)} ${py.toFixed(2)}`;
    command = "L";
  }
  return d;
}

/** The d of one path that is a round dot at every point; how large they are is its stroke-width. A path costs less than many circles. */
export const dots = (points) => points.filter((point) => point.every(Number.isFinite)).map(([px, py]) => `M${px.toFixed(2)} ${py.toFixed(2)}h0`).join("");

/** An arrow from one point to another in `group`: call update(x1, y1, x2, y2). Its head shrinks with a short arrow. */
export function arrow(parent, attributes = {}) {
  const group = svg(parent, "g", { class: "nn-arrow", ...attributes });
  const shaft = svg(group, "line");
  const head = svg(group, "path");
  const update = (x1, y1, x2, y2) => {
    const length = Math.hypot(x2 - x1, y2 - y1);
    const size = Math.min(9, length * 0.5);
    const [ux, uy] = length > 1e-9 ? [(x2 - x1) / length, (y2 - y1) / length] : [0, 0];
    const [bx, by] = [x2 - ux * size, y2 - uy * size];
    attr(shaft, { x1, y1, x2: bx, y2: by });
    attr(head, { d: `${line([[x2, y2], [bx - uy * size * 0.45, by + ux * size * 0.45], [bx + uy * size * 0.45, by - ux * size * 0.45]])}Z` });
    group.style.visibility = length > 0.5 ? "" : "hidden";
  };
  return { group, update };
}

// ---------------------------------------------------------------- pictures

const LEVELS = 15;
const MINUS_SIZE = 0.72; // of a cell: a minus is told by its smaller square, too

/** How strongly a value in [-1, 1] is drawn: a whole number from -LEVELS to LEVELS. */
const levelOf = (value) => Math.sign(value) * Math.min(LEVELS, Math.round(Math.abs(value) * LEVELS)) || 0;

/**
 * A picture of rows x columns values at x, y, `size` wide. kind "ink": values 0..1 from empty to full. kind "sign":
 * values divided by the largest size given to update, plus in blue full squares, minus in vermillion smaller squares.
 * Returns { group, update(values, largest) }. Pixel k is at row floor(k / columns), column k mod columns.
 */
export function picture(parent, { x, y, ...options }) {
  const { group, update } = pictures(parent, { places: [[x, y]], ...options });
  return { group, update: (values, largest) => update([values], largest) };
}

/** Several pictures of one size, at places [[x, y], ...], as few elements: update takes the values of each. */
export function pictures(parent, { places, size, columns = 28, rows = columns, kind = "ink", frame = true }) {
  const scale = size / columns;
  const [left, top] = places[0];
  const group = svg(parent, "g", { class: "nn-picture", transform: `translate(${left} ${top}) scale(${scale})` });
  const corners = places.map(([x, y]) => [(x - left) / scale, (y - top) / scale]);
  for (const [x, y] of corners) svg(group, "rect", { class: frame ? "nn-paper nn-frame" : "nn-paper", x, y, width: columns, height: rows });
  const tones = kind === "ink" ? ["nn-ink"] : ["nn-plus", "nn-minus"];
  const paths = tones.map((tone) => Array.from({ length: LEVELS }, (_, i) => svg(group, "path", {
    class: `nn-cells ${tone}`, "stroke-opacity": (i + 1) / LEVELS, "stroke-width": tone === "nn-minus" ? MINUS_SIZE : 1,
    "stroke-dasharray": tone === "nn-minus" ? `${MINUS_SIZE} ${short(1 - MINUS_SIZE)}` : null,
  })));
  // Cells of one level side by side are one line, as thick as a cell; a minus is dashed. The beginnings of the lines:
  const inset = (tone) => (tone === "nn-minus" ? (1 - MINUS_SIZE) / 2 : 0);
  const across = corners.map(([x]) => tones.map((tone) => Array.from({ length: columns }, (_, column) => `M${short(x + column + inset(tone))} `)));
  const down = corners.map(([, y]) => Array.from({ length: rows }, (_, row) => `${short(y + row + 0.5)}h`));
  const levels = new Int8Array(rows * columns);
  const update = (list, largest = 1) => {
    const drawn = tones.map(() => new Array(LEVELS).fill(""));
    list.forEach((values, at) => {
      for (let k = 0; k < levels.length; k++) levels[k] = levelOf(values[k] / largest);
      for (let k = 0; k < levels.length;) {
        const level = levels[k];
        const begun = k;
        do k += 1;
        while (k % columns !== 0 && levels[k] === level);
        const tone = level < 0 ? 1 : 0;
        if (level === 0 || tone === tones.length) continue;
        drawn[tone][Math.abs(level) - 1] += across[at][tone][begun % columns] + down[at][Math.floor(begun / columns)] + (k - begun);
      }
    });
    paths.forEach((of_tone, tone) => of_tone.forEach((path, i) => setChanged(path, "d", drawn[tone][i])));
  };
  return { group, update };
}

const short = (number) => String(Math.round(number * 100) / 100);
