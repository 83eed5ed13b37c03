// What a reader leaves on a page is there again when the page is read again on the same visit: after Reload and Back, and
// where the browser had put its tab away. On a fresh visit a page is as it was written.

const LEFT = "neural-networks-live: left "; // in the storage of the tab: Firefox keeps no history.state of a page that is left

let forgotten = false;

/** Whether this page is read again on the same visit. */
export function again() {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return (
    ["reload", "back_forward"].includes(visit?.type) || ("wasDiscarded" in document && document.wasDiscarded === true)
  );
}

/** @param {string} part */
const keyOf = (part) => `${LEFT}${part} ${location.pathname}`;

/**
 * What was left of a part of the page that is read again, as it was told; null where nothing was.
 * @param {string} part
 */
export function left(part) {
  try {
    return again() ? JSON.parse(sessionStorage.getItem(keyOf(part)) ?? "null") : null;
  } catch {
    return null; // storage that is forbidden, or was written by somebody else
  }
}

/**
 * Keep what tell() answers of a part of the page, as JSON, whenever the reader leaves it; null is nothing to keep.
 * @param {string} part
 * @param {() => unknown} tell
 */
export function keepLeft(part, tell) {
  const keep = () => {
    try {
      const told = forgotten ? null : tell();
      if (told) sessionStorage.setItem(keyOf(part), JSON.stringify(told));
      else sessionStorage.removeItem(keyOf(part));
    } catch {} // storage that is forbidden or full
  };
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.hidden && keep()); // the last word of a tab that is put away
}

/** From now on keep nothing of this page. */
export const keepNothing = () => {
  forgotten = true;
};
