// Rows of a drawing of which one is chosen.
import { attr, svg } from "../kit/elements.js";
import { clamp } from "../kit/maths.js";

/**
 * @typedef {import("./index.js").ThisFigure} ThisFigure
 * @typedef {import("./index.js").State} State
 * @typedef {import("./index.js").Result} Result
 */

/**
 * As many radio buttons as rectangles: one Tab stop, arrow keys move. The state holds the number of the chosen one.
 * @param {ThisFigure} figure
 * @param {Element} root
 * @param {{
 *   label: string, key: "digit" | "neuron", frames: { x: number, y: number, width: number, height: number }[],
 *   name: (i: number, state: State, result: Result) => string,
 * }} options
 */
export function chooseOne(figure, root, { label, key, frames, name }) {
  const group = svg(root, "g", { role: "radiogroup", "aria-label": label });
  const rows = frames.map((frame) => svg(group, "rect", { ...frame, class: "nn-hit nn-pressable", role: "radio" }));
  const choose = (i) => figure.set(key === "digit" ? { digit: i } : { neuron: i });
  rows.forEach((row, i) => {
    figure.listen(row, "click", () => choose(i));
    figure.listen(row, "keydown", (event) => {
      const to = keyed(event, i, rows.length - 1);
      if (to === null) return;
      event.preventDefault();
      choose(to);
      rows[to].focus();
    });
  });
  figure.update((state, result) =>
    rows.forEach((row, i) =>
      attr(row, {
        tabindex: state[key] === i ? 0 : -1,
        "aria-checked": String(state[key] === i),
        "aria-label": name(i, state, result),
      }),
    ),
  );
}

/** The row that a key goes to from row i, or null. */
function keyed({ key, altKey, ctrlKey, metaKey }, i, last) {
  const to = {
    ArrowDown: i + 1,
    ArrowRight: i + 1,
    ArrowUp: i - 1,
    ArrowLeft: i - 1,
    Home: 0,
    End: last,
    " ": i,
    Enter: i,
  }[key];
  return to === undefined || altKey || ctrlKey || metaKey ? null : clamp(to, 0, last);
}
