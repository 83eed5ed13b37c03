// The ten buttons that choose one of the book's digits.
import { button } from "../kit/controls.js";
import { attr, html } from "../kit/elements.js";
import { digits } from "./digits.js";

/**
 * Ten buttons 0 to 9 and "Another": choose one of the book's digits; the state holds its place in the list. also(state) are
 * the changes made with every choice, and shown(state) tells whether the chosen digit is what the reader sees.
 */
export function digitPicker(
  figure,
  { key, parent = figure.controls, label = "Digit", also = () => ({}), shown = () => true },
) {
  const all = digits(figure.data);
  const group = html(parent, "div", { class: "nn-control nn-choice nn-digits", role: "group", "aria-label": label });
  html(group, "span", { class: "nn-label", "aria-hidden": "true" }, label);
  const next = (label, after) => {
    const places = all.flatMap((digit, i) => (digit.label === label ? [i] : []));
    return places.find((i) => i > after) ?? places[0];
  };
  const choose = (label, after) => figure.set({ [key]: next(label, after), ...also(figure.state) });
  const buttons = Array.from({ length: 10 }, (_, digit) =>
    button(figure, String(digit), () => choose(digit, -1), { parent: group, describe: `digit ${digit}` }),
  );
  button(figure, "Another", () => choose(all[figure.state[key]].label, figure.state[key]), {
    parent: group,
    describe: "another picture of the same digit",
  });
  figure.update((state) =>
    buttons.forEach((button, digit) =>
      attr(button, { "aria-pressed": String(shown(state) && all[state[key]].label === digit) }),
    ),
  );
  return group;
}
