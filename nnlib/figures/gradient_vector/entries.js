// The window onto the column: a row an entry, its name, its value, its wish as a number and a bar from the middle.
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { pressable } from "../kit/handles.js";
import { fixed, signed } from "../kit/numbers.js";
import { parameterAt, spoken, symbol } from "../parts/giant_vector.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

const X = { name: 4, value: 144, wish: 226, bar: 272 };

/**
 * @param {ThisFigure} figure
 * @param {Element} group
 * @param {number} rows
 */
export function drawEntries(figure, group, rows) {
  const head = (x) => ({ x, y: -6, "text-anchor": "end" });
  maths(group, { x: X.name, y: -6, class: "nn-small nn-muted" }, '"parameter"');
  svg(group, "text", { ...head(X.value), class: "nn-small nn-muted" }, "value");
  maths(group, { ...head(X.wish), class: "nn-small" }, "-\\nabla C");
  for (let i = 0; i < rows; i++) drawEntry(figure, svg(group, "g", { transform: `translate(0 ${i * 34})` }), i);
}

/**
 * @param {ThisFigure} figure
 * @param {Element} group
 * @param {number} i its place in the window
 */
function drawEntry(figure, group, i) {
  const back = svg(group, "rect", { x: 0, y: 0, width: 318, height: 32, rx: 4, class: "nn-entry" });
  const name = maths(group, { x: X.name + 4, y: 21 }, "w");
  const value = svg(group, "text", { x: X.value, y: 21, "text-anchor": "end", class: "nn-number" });
  const wish = svg(group, "text", { x: X.wish, y: 21, "text-anchor": "end", class: "nn-number" });
  const bar = svg(group, "rect", { y: 10, height: 12, class: "nn-bar" });
  pressable(figure, group, {
    target: back,
    label: (_, { window, values, wishes }) =>
      `${spoken(parameterAt(window[i]))}: ${fixed(values[i], 3)}, negative gradient ${signed(wishes[i], 5)}`,
    action: () => figure.set({ picked: figure.result.window[i] }),
    pressed: ({ picked }, { window }) => window[i] === picked,
  });
  figure.update(({ picked }, { window, values, wishes, largest }) => {
    const width = (wishes[i] / largest) * 42;
    const tone = wishes[i] < 0 ? "nn-minus" : "nn-plus";
    setMaths(name, symbol(parameterAt(window[i])));
    setText(value, signed(values[i], 3));
    setText(wish, signed(wishes[i], 5));
    attr(wish, { class: `nn-number ${tone}` });
    attr(bar, { x: X.bar + Math.min(0, width), width: Math.abs(width), class: `nn-bar ${tone}` });
    mark(back, "nn-picked", window[i] === picked);
  });
}
