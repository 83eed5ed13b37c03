// Small buttons in a row with a label, such as the ten digits.
import { html } from "../kit/elements.js";

/**
 * An empty row for buttons: pass it as their `parent`. `shown` is false where the buttons fill the whole row.
 * @param {Element} parent
 * @param {{ label: string, name?: string, shown?: boolean }} words what is to be seen before them, and what a screen reader says
 */
export function buttonRow(parent, { label, name = label, shown = true }) {
  const row = html(parent, "div", { class: "nn-control nn-choice nn-digits", role: "group", "aria-label": name });
  if (shown) html(row, "span", { class: "nn-label", "aria-hidden": "true" }, label);
  return row;
}
