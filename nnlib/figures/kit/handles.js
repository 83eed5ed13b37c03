// What can be taken hold of or pressed in a drawing, by pointer, finger and keys.
import { attr, html, mark } from "./elements.js";
import { clamp } from "./maths.js";
import { follow } from "./pointers.js";

/** @typedef {"x" | "y" | "xy"} Axis */

/**
 * Make a drawn thing movable by pointer and by keys. axis "x", "y" or "xy" (value a number, or [x, y]);
 * at(px, py) is the value at a place of the drawing; get(state, result) the value now; set(value) the changes.
 * touch: the way in which a finger moves it ("x", "y" or "xy"), if that is not the axis; the other way scrolls the page.
 * @template S, R
 * @param {import("./figure.js").Figure<S, R>} figure
 * @param {HTMLElement | SVGElement} element
 * @param {{
 *   label: string, axis?: Axis, low: number | number[], high: number | number[], step: number | number[], touch?: Axis,
 *   at: (px: number, py: number) => any, get: (state: S, result: R) => any, set: (value: any) => Partial<S>,
 *   text?: (value: any) => string, hint?: boolean,
 * }} options hint: say on the card that something can be dragged, until the reader has changed something
 */
export function handle(
  figure,
  element,
  { label, axis = "x", low, high, step, at, get, set, text = String, touch = axis, hint = true },
) {
  const both = axis === "xy";
  const [lows, highs, steps] = [low, high, step].map((value) =>
    both && !Array.isArray(value) ? [value, value] : value,
  );
  const inside = (value) => (both ? value.map((v, i) => clamp(v, lows[i], highs[i])) : clamp(value, lows, highs));
  const put = (value) => figure.set(set(inside(value)));
  const now = () => get(figure.state, figure.result);
  attr(element, {
    tabindex: 0,
    role: "slider",
    "aria-label": label,
    "aria-orientation": axis === "y" ? "vertical" : "horizontal",
    "aria-roledescription": both ? "movable point" : null,
  });
  element.classList.add("nn-handle");
  if (hint) addHint(figure);
  holdTouch(figure, element, touch);
  dragged(figure, element, { at, now, put });
  keyed(figure, element, { both, lows, highs, steps, now, put });
  figure.update((state, result) => {
    const value = get(state, result);
    const main = both ? value[0] : value;
    const [least, most] = both ? [lows[0], highs[0]] : [lows, highs];
    attr(element, {
      "aria-valuenow": main,
      "aria-valuemin": least,
      "aria-valuemax": most,
      "aria-valuetext": text(value),
    });
  });
}

/** @param {import("./figure.js").Figure<any, any>} figure */
function addHint({ el }) {
  if (el.querySelector(".nn-hint")) return;
  const hint = html(el, "div", { class: "nn-hint", "aria-hidden": "true" }, "Drag in the picture");
  el.insertBefore(hint, el.firstChild);
}

/**
 * Let a finger drag `element` along `axis` ("x", "y" or "xy") instead of scrolling the page; across the axis it scrolls.
 * Chromium heeds touch-action on a whole <svg> only, not on its parts, so the first move decides here as well.
 * @param {import("./figure.js").Figure<any, any>} figure
 * @param {HTMLElement | SVGElement} element
 * @param {Axis} [axis]
 */
export function holdTouch(figure, element, axis = "xy") {
  element.style.touchAction = { x: "pan-y", y: "pan-x", xy: "none" }[axis];
  /** @type {number[]} */
  let begun = [0, 0];
  /** @type {boolean | null} */
  let held = null;
  figure.listen(
    element,
    "touchstart",
    ({ targetTouches: [finger, second] }) => {
      if (second) return;
      begun = [finger.clientX, finger.clientY];
      held = null;
    },
    { passive: true },
  );
  figure.listen(
    element,
    "touchmove",
    (event) => {
      const [finger, second] = event.targetTouches;
      const [dx, dy] = [finger.clientX - begun[0], finger.clientY - begun[1]].map(Math.abs);
      held ??= !second && (axis === "xy" || (axis === "x" ? dx >= dy : dy >= dx));
      if (held && event.cancelable) event.preventDefault();
    },
    { passive: false },
  );
}

/** Dragging keeps the distance between the pointer and the thing it took hold of. */
function dragged(figure, element, { at, now, put }) {
  /** @type {any} */
  let offset = 0;
  const value = (event) => at(...pointerAt(event, element));
  const minus = (u, v) => (Array.isArray(u) ? u.map((x, i) => x - v[i]) : u - v);
  follow(figure, element, {
    begin: (event) => (offset = minus(value(event), now())),
    move: (event) => put(minus(value(event), offset)),
  });
}

const DIRECTIONS = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  PageUp: [0, 10],
  PageDown: [0, -10],
};

function keyed(figure, element, { both, lows, highs, steps, now, put }) {
  figure.listen(element, "keydown", (event) => {
    const value = now();
    const many = event.shiftKey ? 10 : 1;
    const move = DIRECTIONS[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (move && both) put(value.map((v, i) => v + move[i] * many * steps[i]));
    else if (move) put(value + (move[0] + move[1]) * many * steps);
    else if (event.key === "Home") put(lows);
    else if (event.key === "End") put(highs);
    else return;
    event.preventDefault();
  });
}

/**
 * Where a pointer event is, in the units of the drawing that `element` belongs to.
 * @param {{ clientX: number, clientY: number }} event
 * @param {any} element
 * @returns {[number, number]}
 */
export function pointerAt(event, element) {
  let outer = element.ownerSVGElement ?? element;
  while (outer.ownerSVGElement) outer = outer.ownerSVGElement;
  const matrix = outer.getScreenCTM();
  return matrix ? [(event.clientX - matrix.e) / matrix.a, (event.clientY - matrix.f) / matrix.d] : [0, 0];
}

/**
 * Make a drawn thing pressable: click, tap, Enter and Space. `pressed(state, result)` shows a toggle's state. `target`:
 * the frame inside a group with words and numbers, to be the button in place of the group. A button's name has to hold
 * the words that stand in it, and a row of numbers run together is no name.
 * @template S, R
 * @param {import("./figure.js").Figure<S, R>} figure
 * @param {Element} element
 * @param {{
 *   label?: string | ((state: S, result: R) => string), action: (event: any) => void,
 *   pressed?: (state: S, result: R) => unknown, role?: string, target?: Element,
 * }} options
 */
export function pressable(figure, element, { label, action, pressed, role = "button", target = element }) {
  attr(target, { tabindex: 0, role, "aria-label": typeof label === "string" ? label : null });
  element.classList.add("nn-pressable");
  mark(element, "nn-framed", target !== element);
  figure.listen(element, "click", (event) => action(event));
  figure.listen(element, "keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    action(event);
  });
  figure.update((state, result) => {
    if (pressed) attr(target, { "aria-pressed": String(Boolean(pressed(state, result))) });
    if (typeof label === "function") attr(target, { "aria-label": label(state, result) });
  });
}
