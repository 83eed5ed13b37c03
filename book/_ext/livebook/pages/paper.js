// On paper: the light colours, and the whole page.
import { showMode } from "./colours.js";
import { all, root } from "./dom.js";

/** A figure that was never in sight has its still picture, which is not loaded yet. */
function showStills() {
  for (const still of all("[data-figure]:not([data-live]) .nn-if-wide .nn-still"))
    still.setAttribute("loading", "eager");
}

function prepareForPaper() {
  root.dataset.theme = "light";
  delete root.dataset.later;
  showStills();
}

/** Get ready when the page is printed, and take it back afterwards. */
export function setUpPrinting() {
  addEventListener("beforeprint", prepareForPaper);
  addEventListener("afterprint", () => showMode(root.dataset.mode || "auto"));
  document.querySelector('[data-action="print"]')?.addEventListener("click", () => print());
}
