// The card of a figure: title, places for drawing, controls and buttons, the read-out, the caption.
import { button } from "./controls.js";
import { attr, html, mark, setText } from "./elements.js";
import { count } from "./ids.js";
import { holdHeight } from "./size.js";

const MINUS = "\u2212";
const QUIET = 600; // ms without a change before a screen reader is told

/**
 * Fill the figure's element with an empty card, and give the figure its places: the stage, and its side,
 * under the stage or beside it, with controls, buttons and read-out.
 * @param {import("./figure.js").Figure} figure
 */
export function buildCard(figure) {
  const { el, about } = figure;
  el.textContent = "";
  el.classList.add("nn-figure");
  mark(el, "nn-narrow", figure.narrow);
  html(el, "div", { class: "nn-title" }, about.title);
  figure.describedBy = `nn-about-${count()}`;
  const body = html(el, "div", { class: "nn-body" });
  figure.stage = html(body, "div", { class: "nn-stage" });
  figure.side = html(body, "div", { class: "nn-side" });
  figure.controls = html(figure.side, "div", { class: "nn-controls" });
  figure.buttons = html(figure.side, "div", { class: "nn-buttons" });
  figure.readout = html(figure.side, "p", { class: "nn-readout" });
  const words = html(figure.readout, "span");
  figure.onEnd(() => figure.window?.clearTimeout(waiting.get(figure)));
  holdHeight(figure, figure.readout, words);
  figure.live = html(html(el, "div", { class: "nn-hidden", "aria-live": "polite", role: "status" }), "span", {
    class: "nn-steady",
  });
  html(el, "p", { class: "nn-hidden", id: figure.describedBy }, about.alternative);
  drawCaption(el, about); // HTML wants it at the end of a figure
  figure.listen(el, "copy", copyPlainMinus);
}

/**
 * Reset is quiet, and the last of a figure's buttons: after all that its drawing made.
 * @param {import("./figure.js").Figure} figure
 */
export function addReset(figure) {
  button(figure, "Reset", () => figure.reset()).classList.add("nn-quiet");
}

/** A minus sign that is copied is the one that Python reads. */
function copyPlainMinus(event) {
  const text = String(event.target.ownerDocument.getSelection());
  if (!text.includes(MINUS) || !event.clipboardData) return;
  event.clipboardData.setData("text/plain", text.replaceAll(MINUS, "-"));
  event.preventDefault();
}

function drawCaption(el, { try_this, video }) {
  const caption = html(el, "figcaption", { class: "nn-caption" });
  html(caption, "span", {}, `${try_this} `);
  if (video) html(caption, "a", { href: video.href, rel: "noopener" }, video.text);
}

/**
 * One line (or a few) of words and numbers under the controls, also said to a screen reader after a change. `lines`:
 * for how many there is a place from the start, on a wide and on a narrow screen. Where there is
 * none, a read-out without words is not there.
 * @template S, R
 * @param {import("./figure.js").Figure<S, R>} figure
 * @param {(state: S, result: R) => string} words
 * @param {{ lines?: number[] }} [options]
 */
export function readout(figure, words, { lines = [2, 3] } = {}) {
  const place = /** @type {Element} */ (figure.readout.firstChild);
  const [wide, narrow] = lines;
  const reserved = figure.narrow ? narrow : wide;
  figure.readout.style.setProperty("--nn-lines", String(reserved));
  figure.readout.style.setProperty("--nn-lines-beside", String(narrow));
  figure.update((state, result) => {
    const text = words(state, result);
    setText(place, text);
    attr(figure.readout, { hidden: !text && !reserved });
    if (figure.touched) say(figure, text);
  });
}

const waiting = new WeakMap(); // of each figure: the timer of what is to be said

/**
 * Say something to a screen reader, once things have been quiet for a moment.
 * @param {import("./figure.js").Figure} figure
 * @param {string} text
 */
export function say(figure, text) {
  const timers = figure.window;
  if (!timers) return;
  if (!waiting.has(figure)) waiting.set(figure, 0);
  timers.clearTimeout(waiting.get(figure));
  waiting.set(
    figure,
    timers.setTimeout(() => setText(figure.live, text), QUIET),
  );
}

/**
 * In place of a figure that cannot run: a sentence and its text alternative. Its neighbours go on.
 * @param {HTMLElement} el
 * @param {import("./types.js").About | undefined} about
 * @param {any} error
 */
export function failed(el, about, error) {
  inPlace(el, about, "This figure could not be drawn here; the rest of the page is not affected.");
  el.setAttribute("data-error", String(error?.message ?? error));
}

/**
 * In place of a figure whose data got lost on the way: a sentence, and a button that calls `again`.
 * @param {HTMLElement} el
 * @param {import("./types.js").About} about
 * @param {any} error
 * @param {() => void} again
 */
export function lost(el, about, error, again) {
  const words = "The data of this figure did not arrive; the rest of the page is not affected.";
  const line = inPlace(el, about, `${words} Look whether the page can be reached, and try again.`);
  const row = html(el, "div", { class: "nn-buttons" });
  const press = html(row, "button", { type: "button", class: "nn-button" }, "Try again");
  line.after(row);
  el.setAttribute("data-error", String(error?.message ?? error));
  press.addEventListener("click", () => {
    press.disabled = true;
    again();
  });
}

/** A card of words alone. */
export function inPlace(el, about, words) {
  el.textContent = "";
  el.classList.add("nn-figure", "nn-failed");
  html(el, "div", { class: "nn-title" }, about?.title ?? "Figure");
  const line = html(el, "p", {}, words);
  if (about?.alternative) html(el, "p", {}, about.alternative);
  return line;
}
