// Code is folded behind one line; a button unfolds all of it, and the browser remembers that.
import { all } from "./dom.js";

const KEY = "code";

function remembered() {
  try {
    return localStorage.getItem(KEY) === "shown";
  } catch {
    return false; // storage is refused in some private windows
  }
}

function remember(shown) {
  try {
    localStorage.setItem(KEY, shown ? "shown" : "folded");
  } catch {
    // the choice lasts for this page
  }
}

/** Let the button of a page unfold and fold its code. */
export function setUpCode() {
  const button = document.querySelector('[data-action="code"]');
  if (!button) return;
  const folds = /** @type {HTMLDetailsElement[]} */ (all("details.code"));
  const show = (shown) => {
    for (const fold of folds) fold.open = shown;
    button.setAttribute("aria-pressed", String(shown));
  };
  if (remembered()) show(true);
  printed(folds);
  button.addEventListener("click", () => {
    const shown = button.getAttribute("aria-pressed") !== "true";
    show(shown);
    remember(shown);
  });
}

/** On paper nothing opens: there all code is unfolded. */
function printed(folds) {
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = folds.filter((fold) => !fold.open);
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of folded) fold.open = false;
  });
}
