// A section that a link leads to keeps its place while what stands above it is laid out and figures come alive: not every
// engine does so by itself (WebKit has no scroll anchoring, Firefox gives it up in between).
import { root } from "./dom.js";

const LONGEST = 30_000; // ms
const HANDS = ["wheel", "touchstart", "pointerdown", "keydown"];
const FAR = 50; // px: so far the reader alone moves a page that has not grown, by its scroll bar for instance

/** @type {() => void} */
let release = () => {};

/**
 * Bring a section to its place at every change of the page's height, until the reader moves the page.
 * @param {string} hash
 */
function hold(hash) {
  release();
  const section = document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!section) return;
  const ended = new AbortController();
  const measured = () => ({ top: section.getBoundingClientRect().top, height: root.scrollHeight });
  let last = { top: 0, height: 0 };
  const grown = new ResizeObserver(() => {
    section.scrollIntoView();
    last = measured();
  });
  const scrolled = () => {
    const { top, height } = measured();
    if (height === last.height && Math.abs(top - last.top) > FAR) release();
  };
  release = () => {
    ended.abort();
    grown.disconnect();
  };
  grown.observe(document.body);
  for (const name of HANDS) addEventListener(name, release, { signal: ended.signal, capture: true, passive: true });
  addEventListener("scroll", scrolled, { signal: ended.signal, passive: true });
  setTimeout(release, LONGEST);
}

/** Hold the section of the address, and those that links of the page lead to. A page read again is where it was. */
export function keepPlaces() {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (visit?.type === "navigate" && location.hash) hold(location.hash);
  root.addEventListener("click", ({ target }) => {
    const link = /** @type {Element} */ (target).closest?.("a");
    if (link?.hash && link.pathname === location.pathname) setTimeout(hold, 0, link.hash);
  });
}
