// A grid of squares that the reader paints, with a pointer, a finger or the keys.
import { say } from "../kit/card.js";
import { attr, svg } from "../kit/elements.js";
import { holdTouch, pointerAt } from "../kit/handles.js";
import { clamp } from "../kit/maths.js";
import { picture } from "../kit/pictures.js";

/**
 * A paintable picture of rows x columns squares at x, y, `size` wide, drawn as `picture` does.
 * read(state) -> its values; stroke(k, event) -> called for each square k the pointer passes or Space presses;
 * begin(k, event) -> before a stroke (choose pen or rubber); say(k) -> what a screen reader hears of square k.
 * pen(from, to, event) -> in place of stroke, for a pen with a width: the ends [column, row] of each piece of a stroke,
 * in squares and fractions of them.
 * One Tab stop: arrows move a cursor, Space and Enter paint, Shift + arrows paint while moving.
 */
export function paintGrid(
  figure,
  parent,
  {
    x,
    y,
    size,
    columns = 28,
    rows = columns,
    kind = "ink",
    label,
    read,
    largest = () => 1,
    stroke,
    pen,
    begin = () => {},
    say,
    onCursor = () => {},
  },
) {
  const view = picture(parent, { x, y, size, columns, rows, kind });
  const cell = size / columns;
  const cursor = svg(parent, "rect", { class: "nn-cursor", width: cell, height: cell, visibility: "hidden" });
  const surface = svg(parent, "rect", {
    x,
    y,
    width: size,
    height: rows * cell,
    class: "nn-hit",
    tabindex: 0,
    role: "application",
    "aria-roledescription": "drawing grid",
    "aria-label": label,
  });
  holdTouch(figure, surface);
  let at = Math.floor(rows / 2) * columns + Math.floor(columns / 2);
  const square = (px, py) =>
    clamp(Math.floor((py - y) / cell), 0, rows - 1) * columns + clamp(Math.floor((px - x) / cell), 0, columns - 1);
  const moveTo = (k, seen = true) => {
    at = k;
    attr(cursor, {
      x: x + (k % columns) * cell,
      y: y + Math.floor(k / columns) * cell,
      visibility: seen ? "visible" : "hidden",
    });
    onCursor(k);
  };
  const place = (px, py) => [(px - x) / cell, (py - y) / cell];
  const middle = (k) => [(k % columns) + 0.5, Math.floor(k / columns) + 0.5];
  const through = pen ? (from, to, event) => pen(place(...from), place(...to), event) : passedSquares(square, stroke);
  pointerStrokes(figure, surface, square, { moveTo, begin, through });
  keyStrokes(figure, surface, {
    columns,
    rows,
    place: () => at,
    moveTo,
    begin,
    stroke: pen ? (k, event, from = k) => pen(middle(from), middle(k), event) : stroke,
    say,
  });
  figure.listen(surface, "focus", () => moveTo(at, surface.matches(":focus-visible")));
  figure.listen(surface, "blur", () => attr(cursor, { visibility: "hidden" }));
  figure.update((state, result) => view.update(read(state, result), largest(state, result)));
  return { surface, moveTo, place: () => at, view };
}

/** A piece of a stroke as the squares that it passes through, so that a fast one leaves no gaps. */
function passedSquares(square, stroke) {
  return ([fx, fy], [px, py], event) => {
    const steps = Math.max(1, Math.ceil(Math.hypot(px - fx, py - fy) / 4));
    for (let i = 1; i <= steps; i++) stroke(square(fx + ((px - fx) * i) / steps, fy + ((py - fy) * i) / steps), event);
  };
}

function pointerStrokes(figure, surface, square, { moveTo, begin, through }) {
  let last = null;
  const to = (event) => {
    const here = pointerAt(event, surface);
    through(last ?? here, here, event);
    last = here;
    moveTo(square(...here), false);
  };
  figure.listen(surface, "pointerdown", (event) => {
    if (event.button !== 0) return;
    surface.setPointerCapture(event.pointerId);
    surface.focus({ preventScroll: true });
    event.preventDefault();
    begin(square(...pointerAt(event, surface)), event);
    to(event);
  });
  figure.listen(surface, "pointermove", (event) => {
    if (last) for (const each of event.getCoalescedEvents?.().length ? event.getCoalescedEvents() : [event]) to(each);
    else moveTo(square(...pointerAt(event, surface)), false);
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
    figure.listen(surface, end, () => (last = null));
}

function keyStrokes(figure, surface, { columns, rows, place, moveTo, begin, stroke, say }) {
  const steps = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  figure.listen(surface, "keydown", (event) => {
    const k = place();
    const step = steps[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (step) {
      const next =
        clamp(Math.floor(k / columns) + step[1], 0, rows - 1) * columns +
        clamp((k % columns) + step[0], 0, columns - 1);
      moveTo(next);
      if (event.shiftKey) stroke(next, event, k);
    } else if (event.key === " " || event.key === "Enter") {
      begin(k, event);
      stroke(k, event);
    } else return;
    event.preventDefault();
    if (say) say(figure, say(place()));
  });
}
