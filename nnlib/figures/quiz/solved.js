// Which exercises are solved: kept in the reader's own browser, told to nobody. The cards and the sidebar show it.

const SOLVED = "neural-networks-live: solved exercises"; // the key in the browser's own storage
export const CHANGED = "nn-solved"; // the event that tells the other exercises of a page

/**
 * The names of the solved exercises; none where the browser keeps nothing.
 * @returns {string[]}
 */
export function solved() {
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

export const forgetAll = () => keep([]);

/**
 * Tell now and whenever it changes which exercises are solved, also in another window of the book.
 * @param {(names: string[]) => void} show
 * @param {AddEventListenerOptions} [options]
 */
export function watchSolved(show, options) {
  const told = () => show(solved());
  for (const event of [CHANGED, "storage", "pageshow"]) globalThis.addEventListener?.(event, told, options);
  told();
}
