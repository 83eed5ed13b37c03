// Several drawn things as one Tab stop.
import { attr, svg } from "../kit/elements.js";

/**
 * The place that a key goes to from `place`, of several up to `last`; undefined if it goes nowhere.
 * @param {KeyboardEvent} event
 * @param {number} place
 * @param {number} last
 * @returns {number | undefined}
 */
export function placeAfter(event, place, last) {
  if (withModifier(event)) return undefined;
  return {
    ArrowRight: place + 1,
    ArrowDown: place + 1,
    ArrowLeft: place - 1,
    ArrowUp: place - 1,
    Home: 0,
    End: last,
  }[event.key];
}

/** @param {KeyboardEvent} event */
export const withModifier = ({ altKey, ctrlKey, metaKey }) => altKey || ctrlKey || metaKey;

/**
 * Several drawn buttons as one Tab stop: the arrow keys go from one to the next.
 * @param {import("../kit/figure.js").Figure<any, any>} figure
 * @param {SVGElement[]} elements
 */
export function roving(figure, elements) {
  const keep = (current) => {
    for (const element of elements) attr(element, { tabindex: element === current ? 0 : -1 });
  };
  keep(elements[0]);
  elements.forEach((element, i) => {
    figure.listen(element, "focus", () => keep(element));
    figure.listen(element, "keydown", (event) => {
      const next = elements[placeAfter(event, i, elements.length - 1) ?? -1];
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
  });
}

/**
 * Draw a button's words over it instead of in it: then its name alone says what it is, and it may be put in other words.
 * @param {SVGGElement} button
 */
export function nameAlone(button) {
  const words = svg(button, "g", { transform: button.getAttribute("transform"), "pointer-events": "none" });
  for (const text of button.querySelectorAll("text")) words.appendChild(text);
  button.after(words);
}
