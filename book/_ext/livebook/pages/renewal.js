// A page from before an update of the book asks for files that are no longer there: it says so, and offers to reload.
// It stands in the page itself, as any other script may be one of those files.

const WORDS = "Parts of this page are gone: the book has been renewed since you opened it.";
const LOOK =
  "position: fixed; inset: auto 0 0; z-index: 2000; padding: 0.75rem; border-top: 3px solid; background: Canvas; color: CanvasText; text-align: center";

/** The scripts and styles that the page itself names: those that were added later have whole addresses. */
const named = () =>
  [...document.querySelectorAll('script[src]:not([src*=":"]), link[rel="stylesheet"]')].map(
    (element) => element.getAttribute("src") ?? element.getAttribute("href") ?? "",
  );

/** Whether the page as it is now names other files. On a disk it cannot be read: there nothing else loses a file. */
async function renewed() {
  if (location.protocol === "file:") return true;
  const answer = await fetch(location.href, { cache: "no-store" });
  const now = await answer.text();
  return answer.ok && named().some((file) => !now.includes(file));
}

function tell() {
  const bar = document.createElement("div");
  const button = document.createElement("button");
  bar.setAttribute("role", "alert");
  bar.style.cssText = LOOK;
  bar.append(`${WORDS} `, button);
  button.type = "button";
  button.textContent = "Reload the page";
  button.addEventListener("click", () => location.reload());
  document.body.append(bar);
}

let told = false;

/** @param {Event} event */
async function look({ target }) {
  if (told || !(target instanceof HTMLScriptElement || target instanceof HTMLLinkElement)) return;
  const gone = await renewed().catch(() => false); // no connection: the figures say what is missing
  if (!gone || told) return;
  told = true;
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", tell);
  else tell();
}

/** Look at every file that is lost from here on. */
export function watchForRenewal() {
  addEventListener("error", look, { capture: true });
}
