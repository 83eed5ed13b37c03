// Which text of the page is in the window.
import { all } from "./dom.js";

const TEXTS = "article :is(h1, h2, h3, p, li, pre, td, .katex-display):not([data-figure] *)";
const APART = 24; // px between the places where a text is looked for

/**
 * The first text in the window, or else the figure that fills it.
 * @returns {Element | undefined}
 */
export function inSight() {
  const x = window.innerWidth / 2;
  /** @type {Element | undefined} */
  let figure;
  for (let y = APART; y < window.innerHeight; y += APART) {
    const there = document.elementFromPoint(x, y);
    const text = there?.closest(TEXTS);
    if (text) return text;
    figure ??= there?.closest("[data-figure]") ?? undefined;
  }
  return figure;
}

/** All that `inSight` may answer, in their order: the same at every visit. */
export const texts = () => all(`${TEXTS}, article [data-figure]`);
