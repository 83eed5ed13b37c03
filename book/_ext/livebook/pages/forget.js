// The button of the page "What is kept": it deletes all that the book stores in this browser, and asks first.
import { keepNothing } from "../../../../nnlib/figures/kit/visit.js";
import { CHANGED } from "../../../../nnlib/figures/quiz/solved.js";
import { showMode } from "./colours.js";
import kept from "./kept.json" with { type: "json" };

const DONE = "Done. This browser keeps nothing of the book any more.";
const OPEN = "Done, but for the chapters that you ran: one of them is still open. Close it, then delete once more.";
const NONE = "This browser lets the book store nothing, so there is nothing to delete.";

/** @param {string} name */
function storage(name) {
  try {
    return window[name] ?? null;
  } catch {
    return null; // refused, as in some private windows
  }
}

const of = (/** @type {string} */ name) => kept.filter((entry) => entry.storage === name);

/** @param {"localStorage" | "sessionStorage"} name */
function empty(name) {
  if (!storage(name)) return;
  for (const key of Object.keys(window[name])) {
    const ours = of(name).some((entry) => (entry.begins ? key.startsWith(entry.key) : key === entry.key));
    if (ours) window[name].removeItem(key);
  }
}

/**
 * Delete a database; answers whether it is gone. One that is open in another tab goes when that is closed.
 * @param {string} name
 * @returns {Promise<boolean>}
 */
const gone = (name) =>
  new Promise((resolve) => {
    const request = window.indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve(true);
    request.onblocked = request.onerror = () => resolve(false);
  });

/** Delete everything; answers with the words for the reader. */
async function forget() {
  const found = ["localStorage", "sessionStorage", "indexedDB"].filter(storage);
  if (!found.length) return NONE;
  empty("localStorage");
  empty("sessionStorage");
  keepNothing();
  showMode("auto");
  dispatchEvent(new Event(CHANGED));
  if (!found.includes("indexedDB")) return DONE;
  const lite = new URL("../lite/", location.href).pathname; // JupyterLite's name for its store ends with it
  const names = of("indexedDB").map(({ key, begins }) => (begins ? key + lite : key));
  const deleted = await Promise.all(names.map(gone)).catch(() => [true]); // a browser that opens none has none
  return deleted.every(Boolean) ? DONE : OPEN;
}

/** Let the button ask, and then delete. */
export function setUpForgetting() {
  const place = document.querySelector("[data-forget]");
  if (!place) return;
  const [ask, yes, no] = place.querySelectorAll("button");
  const question = /** @type {HTMLElement} */ (place.querySelector("[hidden]"));
  const said = /** @type {HTMLElement} */ (place.querySelector("[role=status]"));
  /** @param {boolean} asked */
  const turn = (asked) => {
    question.hidden = !asked;
    ask.hidden = asked;
    (asked ? no : ask).focus();
  };
  ask.addEventListener("click", () => {
    said.textContent = "";
    turn(true);
  });
  no.addEventListener("click", () => turn(false));
  yes.addEventListener("click", async () => {
    said.textContent = await forget();
    turn(false);
  });
}
