// One digit, and the ten outputs for it as columns.
import { digits } from "../data/digits.js";
import { attr, mark, setText, svg } from "../kit/elements.js";
import { argmax } from "../kit/maths.js";
import { forward } from "../kit/network.js";
import { fixed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";

/**
 * The outputs are those of the network under way, and the result's before it.
 * @param {import("./index.js").ThisFigure} figure
 * @param {import("./session.js").Training} training
 * @param {Element} root
 * @param {{ digit: number[], bars: number[], note: number[] }} layout
 */
export function drawOutputs(figure, training, root, { digit: [dx, dy, size], bars, note: [noteX, noteY] }) {
  const view = picture(root, { x: dx, y: dy, size });
  const [, y, , height] = bars;
  const columns = drawColumns(root, bars, !figure.narrow);
  const note = svg(root, "text", { x: noteX, y: noteY, class: "nn-small nn-muted" });
  figure.update((state, { outputs, y: wanted }) => {
    const { pixels, x } = digits(figure.data)[state.digit];
    const a = training.latest?.done ? forward(training.network(state), x).a.slice(-1)[0] : outputs;
    const answer = argmax(a);
    view.update(pixels, 255);
    for (const [j, { bar, target, value }] of columns.entries()) {
      attr(bar, { y: y + height * (1 - a[j]), height: height * a[j] });
      attr(target, { visibility: wanted[j] ? "visible" : "hidden" });
      if (!value) continue;
      setText(value, fixed(a[j]));
      mark(value, "nn-strong", j === answer);
    }
    setText(note, `its outputs; the largest: ${answer}, at ${fixed(a[answer])}`);
  });
}

/**
 * @param {Element} root
 * @param {number[]} box and the width of a column
 * @param {boolean} numbered
 */
function drawColumns(root, [x, y, width, height, wide], numbered) {
  const pitch = width / 10;
  return Array.from({ length: 10 }, (_, j) => {
    const middle = x + pitch * (j + 0.5);
    const left = middle - wide / 2;
    svg(root, "rect", { x: left, y, width: wide, height, class: "nn-track" });
    const bar = svg(root, "rect", { x: left, width: wide, class: "nn-bar nn-a" });
    const target = svg(root, "path", { d: `M${left - 3} ${y}h${wide + 6}`, class: "nn-edge nn-y" });
    svg(root, "text", { x: middle, y: y + height + 18, "text-anchor": "middle" }, String(j));
    const number = { x: middle, y: y - 8, "text-anchor": "middle", class: "nn-small nn-number" };
    return { bar, target, value: numbered ? svg(root, "text", number) : null };
  });
}
