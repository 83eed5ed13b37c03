// The ten buttons that choose one of the book's digits.
import { button } from "../kit/controls.js";
import { attr } from "../kit/elements.js";
import { buttonRow } from "../parts/button_row.js";
import { digits } from "./digits.js";

/**
 * Ten buttons 0 to 9 and "Another": choose one of the book's digits; the state holds its place in the list. also(state)
 * are the changes made with every choice, and shown(state) tells whether the chosen digit is what the reader sees.
 * @template S
 * @param {import("../kit/figure.js").Figure<S, any>} figure
 * @param {{
 *   key: keyof S & string, parent?: Element, label?: string,
 *   also?: (state: S) => Partial<NoInfer<S>>, shown?: (state: S) => boolean,
 * }} options
 */
export function digitPicker(
  figure,
  { key, parent = figure.controls, label = "Digit", also = () => ({}), shown = () => true },
) {
  const all = digits(figure.data);
  const place = (state) => state[key];
  const choose = (digit, after) => figure.set({ [String(key)]: nextPlace(all, digit, after), ...also(figure.state) });
  const row = buttonRow(parent, { label });
  const buttons = Array.from({ length: 10 }, (_, digit) =>
    button(figure, String(digit), () => choose(digit, -1), { parent: row, describe: `digit ${digit}` }),
  );
  button(figure, "Another", () => choose(all[place(figure.state)].label, place(figure.state)), {
    parent: row,
    describe: "another picture of the same digit",
  });
  figure.update((state) =>
    buttons.forEach((button, digit) =>
      attr(button, { "aria-pressed": String(shown(state) && all[place(state)].label === digit) }),
    ),
  );
}

/** The next place after `after` at which this digit stands, or the first one. */
function nextPlace(all, digit, after) {
  const places = all.flatMap(({ label }, i) => (label === digit ? [i] : []));
  return places.find((i) => i > after) ?? places[0];
}
