// A grid of squares that the reader paints, with a pointer, a finger or the keys.
import { say } from "../kit/card.js";
import { attr, svg } from "../kit/elements.js";
import { holdTouch, pointerAt } from "../kit/handles.js";
import { clamp } from "../kit/maths.js";
import { picture } from "../kit/pictures.js";
import { follow } from "../kit/pointers.js";

/** @typedef {number[]} Place [column, row] in squares and fractions of them, from the upper left corner */

/**
 * @template S, R
 * @typedef {object} PaintOptions
 * @property {number} x
 * @property {number} y
 * @property {number} size its width
 * @property {number} [columns]
 * @property {number} [rows]
 * @property {"ink" | "sign"} [kind] as `picture` draws it
 * @property {string} label
 * @property {(state: S, result: R) => ArrayLike<number>} read its values
 * @property {(state: S, result: R) => number} [largest] the value drawn in full
 * @property {(k: number) => void} [begin] before a stroke that begins in square k: choose pen or rubber
 * @property {(k: number, from: number) => void} [stroke] for each square k that a stroke reaches from another, or begins in
 * @property {(from: Place, to: Place) => void} [pen] in place of `stroke`, for a pen with a width: each piece of a stroke
 * @property {(k: number) => void} [onCursor]
 * @property {(k: number) => string} spoken what a screen reader hears of square k
 */

/**
 * A paintable picture of rows x columns squares. One Tab stop: arrows move a cursor, Space and Enter paint, Shift +
 * arrows paint while moving.
 * @template S, R
 * @param {import("../kit/figure.js").Figure<S, R>} figure
 * @param {Element} parent
 * @param {PaintOptions<S, R>} options
 */
export function paintGrid(figure, parent, options) {
  const { x, y, size, columns = 28, rows = columns, kind = "ink", label, read, largest = () => 1 } = options;
  const view = picture(parent, { x, y, size, columns, rows, kind });
  const grid = squares({ x, y, cell: size / columns, columns, rows });
  const cursor = svg(parent, "rect", { class: "nn-cursor", width: grid.cell, height: grid.cell, visibility: "hidden" });
  const surface = svg(parent, "rect", {
    x,
    y,
    width: size,
    height: rows * grid.cell,
    class: "nn-hit",
    tabindex: 0,
    role: "application",
    "aria-roledescription": "drawing grid",
    "aria-label": label,
  });
  holdTouch(figure, surface);
  let at = Math.floor(rows / 2) * columns + Math.floor(columns / 2);
  const moveTo = (k, seen = true) => {
    at = k;
    attr(cursor, { ...grid.corner(k), visibility: seen ? "visible" : "hidden" });
    options.onCursor?.(k);
  };
  const strokes = { ...strokesOf(grid, options), begin: options.begin ?? (() => {}), moveTo };
  pointerStrokes(figure, surface, grid, strokes);
  keyStrokes(figure, surface, grid, { ...strokes, place: () => at, spoken: options.spoken });
  figure.listen(surface, "focus", () => moveTo(at, surface.matches(":focus-visible")));
  figure.listen(surface, "blur", () => attr(cursor, { visibility: "hidden" }));
  figure.update((state, result) => view.update(read(state, result), largest(state, result)));
}

/** Where the squares lie in the drawing, and which one lies where. */
function squares({ x, y, cell, columns, rows }) {
  const nearest = (column, row) => clamp(row, 0, rows - 1) * columns + clamp(column, 0, columns - 1);
  return {
    cell,
    under: ([px, py]) => nearest(Math.floor((px - x) / cell), Math.floor((py - y) / cell)),
    beside: (k, [dx, dy]) => nearest((k % columns) + dx, Math.floor(k / columns) + dy),
    corner: (k) => ({ x: x + (k % columns) * cell, y: y + Math.floor(k / columns) * cell }),
    middle: (k) => [(k % columns) + 0.5, Math.floor(k / columns) + 0.5],
    place: ([px, py]) => [(px - x) / cell, (py - y) / cell],
  };
}

/**
 * What a stroke does: `along` a line of the drawing, and `into` square k from another.
 * @param {ReturnType<typeof squares>} grid
 * @param {PaintOptions<any, any>} options
 */
function strokesOf(grid, { stroke = () => {}, pen }) {
  if (pen)
    return {
      along: (from, to) => pen(grid.place(from), grid.place(to)),
      into: (k, from) => pen(grid.middle(from), grid.middle(k)),
    };
  return { along: (from, to) => passedSquares(grid, from, to, stroke), into: stroke };
}

/** Stroke each square that a line passes through, so that a fast one leaves no gaps. */
function passedSquares(grid, [fx, fy], [px, py], stroke) {
  const steps = Math.max(1, Math.ceil(Math.hypot(px - fx, py - fy) / 4));
  let last = grid.under([fx, fy]);
  for (let i = 1; i <= steps; i++) {
    const next = grid.under([fx + ((px - fx) * i) / steps, fy + ((py - fy) * i) / steps]);
    stroke(next, last);
    last = next;
  }
}

function pointerStrokes(figure, surface, grid, { begin, along, moveTo }) {
  /** @type {number[] | null} */
  let last = null;
  const to = (event) => {
    const here = pointerAt(event, surface);
    along(last ?? here, here);
    last = here;
    moveTo(grid.under(here), false);
  };
  follow(figure, surface, {
    begin: (event) => {
      last = null;
      begin(grid.under(pointerAt(event, surface)));
      to(event);
    },
    move: (event) => coalesced(event).forEach(to),
    hover: (event) => moveTo(grid.under(pointerAt(event, surface)), false),
  });
}

/** The places that a pointer passed since the last event, where the browser tells them. */
function coalesced(event) {
  const passed = event.getCoalescedEvents?.() ?? [];
  return passed.length ? passed : [event];
}

const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function keyStrokes(figure, surface, grid, { begin, into, moveTo, place, spoken }) {
  figure.listen(surface, "keydown", (event) => {
    const k = place();
    const step = STEPS[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (step) {
      const next = grid.beside(k, step);
      moveTo(next);
      if (event.shiftKey) into(next, k);
    } else if (event.key === " " || event.key === "Enter") {
      begin(k);
      into(k, k);
    } else return;
    event.preventDefault();
    say(figure, spoken(place()));
  });
}
