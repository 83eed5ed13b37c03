// What the network says, in large type over the pad; the read-out says the same to a screen reader.
import { html, setText } from "../kit/elements.js";
import { fixed } from "../kit/numbers.js";
import { holdHeight } from "../kit/size.js";
import { bestTwo } from "./words.js";

/** @param {import("./index.js").ThisFigure} figure */
export function drawAnswer(figure) {
  const box = html(figure.stage, "div", { class: "nn-answer", "aria-hidden": "true" });
  if (figure.spread) figure.side.insertBefore(box, figure.controls);
  const line = html(box, "p");
  holdHeight(figure, box, line);
  const opening = html(line, "span");
  const digit = html(line, "strong", { translate: "no" });
  const numbers = html(line, "span", { class: "nn-answer-numbers" });
  figure.update((_state, { a: [, , outputs] }) => {
    const [first, second] = bestTwo(outputs);
    setText(opening, outputs[first] < 0.5 ? "Perhaps" : "It says");
    setText(digit, String(first));
    setText(numbers, `at ${fixed(outputs[first])}, then ${second} at ${fixed(outputs[second])}`);
  });
}
