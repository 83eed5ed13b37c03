// WebKit has no scroll anchoring: what grows above the window would push what is being read out of sight. Here the page
// keeps a piece of text in its place, as the other engines do by themselves.
import { root } from "./dom.js";
import { inSight } from "./insight.js";

/** Undo, before the page is painted, what a change of its layout did to the text in sight; a reader's scrolling stays. */
export function keepWhatIsRead() {
  if (CSS.supports("overflow-anchor", "auto")) return;
  /** @type {Element | undefined} */
  let text;
  let [place, scrolled] = [0, 0];
  const keep = () => {
    const moved = text?.isConnected ? text.getBoundingClientRect().top - place + window.scrollY - scrolled : 0;
    if (Math.abs(moved) >= 1 && scrolled > 0) window.scrollBy({ top: moved, behavior: "instant" });
    text = inSight();
    place = text?.getBoundingClientRect().top ?? 0;
    scrolled = window.scrollY;
  };
  addEventListener("scroll", keep, { passive: true });
  new ResizeObserver(keep).observe(root);
}
