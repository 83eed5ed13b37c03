// Which exercises are solved: kept in the reader's own browser, told to nobody.
import { attr, html, setText } from "../kit/elements.js";

const SOLVED = "neural-networks-live: solved exercises"; // the key in the browser's own storage
const CHANGED = "nn-solved"; // the event that tells the other exercises of a page

/**
 * The names of the solved exercises; none where the browser keeps nothing.
 * @returns {string[]}
 */
function solved() {
  try {
    const names = JSON.parse(globalThis.localStorage.getItem(SOLVED) ?? "[]");
    return Array.isArray(names) ? [...new Set(names.filter((name) => typeof name === "string"))] : [];
  } catch {
    return [];
  }
}

/** @param {string[]} names */
function keep(names) {
  try {
    if (names.length) globalThis.localStorage.setItem(SOLVED, JSON.stringify(names));
    else globalThis.localStorage.removeItem(SOLVED);
    globalThis.dispatchEvent(new Event(CHANGED));
  } catch {} // a browser that keeps nothing: the exercises work all the same
}

/**
 * Keep in mind that this exercise is solved.
 * @param {string} name
 */
export const remember = (name) => keep([...new Set([...solved(), name])]);

/**
 * A fold that tells how far the reader has come, and forgets it when asked.
 * @param {import("./index.js").ThisFigure} figure
 * @param {Record<string, import("./exercise.js").Exercise>} all
 */
export function drawProgress(figure, all) {
  const row = html(figure.controls, "details", { class: "nn-fold nn-quiz-fold" });
  html(row, "summary", {}, "Progress: solved");
  const line = html(row, "p", { class: "nn-quiz-words" });
  const clear = html(row, "button", { type: "button", class: "nn-button" }, "Forget my progress");
  figure.listen(clear, "click", () => keep([]));
  figure.onReset(() => row.removeAttribute("open"));
  const show = () => {
    const names = solved().filter((name) => Object.hasOwn(all, name));
    attr(row, { hidden: !names.includes(figure.state.exercise) });
    setText(
      line,
      `You have solved ${names.length} of the ${Object.keys(all).length} exercises on the book's pages. This is kept in your own browser and sent nowhere.`,
    );
  };
  figure.update(show);
  if (figure.window) figure.listen(figure.window, CHANGED, show);
}
