// A section that a link leads to, and what a reader saw before a page is read again, keep their place while what stands
// above is laid out and figures come alive: not every engine does so by itself (WebKit has no scroll anchoring, Firefox
// gives it up in between, and both bring back a place in px on a page that is not yet as high).
import { again, keepLeft, left } from "../../../../nnlib/figures/kit/visit.js";
import { root } from "./dom.js";
import { inSight, texts } from "./insight.js";

const LONGEST = 30_000; // ms
const HANDS = ["wheel", "touchstart", "pointerdown", "keydown"];
const FAR = 50; // px: so far the reader alone moves a page that has not grown, by its scroll bar for instance

/** @type {() => void} */
let release = () => {};

/**
 * Bring an element to its place at every change of the page's height, until the reader moves the page.
 * @param {Element} element
 * @param {() => void} bring
 */
function hold(element, bring) {
  release();
  const ended = new AbortController();
  const measured = () => ({ top: element.getBoundingClientRect().top, height: root.scrollHeight });
  let last = { top: 0, height: 0 };
  const grown = new ResizeObserver(() => {
    bring();
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

/** @param {string} hash */
function holdSection(hash) {
  const section = document.getElementById(decodeURIComponent(hash.slice(1)));
  if (section) hold(section, () => section.scrollIntoView());
}

/** Bring back what was seen when the page was left: a text by its number, and how far below the window's top it stood. */
function holdWhatWasRead() {
  const { number, below } = Object(left("line"));
  const text = texts()[number];
  if (!text || !Number.isFinite(below)) return;
  history.scrollRestoration = "manual";
  hold(text, () => window.scrollBy({ top: text.getBoundingClientRect().top - below, behavior: "instant" }));
}

function whatIsRead() {
  const text = /** @type {HTMLElement | undefined} */ (window.scrollY > 0 ? inSight() : undefined);
  return text ? { number: texts().indexOf(text), below: text.getBoundingClientRect().top } : null;
}

/** Hold the section of the address, those that links of the page lead to, and what was read when a page is read again. */
export function keepPlaces() {
  if (again()) holdWhatWasRead();
  else if (location.hash) holdSection(location.hash);
  keepLeft("line", whatIsRead);
  root.addEventListener("click", ({ target }) => {
    const link = /** @type {Element} */ (target).closest?.("a");
    if (link?.hash && link.pathname === location.pathname) setTimeout(holdSection, 0, link.hash);
  });
}
