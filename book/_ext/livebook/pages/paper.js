// On paper: the light colours, and the whole page.
import { showMode } from "./colours.js";
import { all, root } from "./dom.js";

/** A figure that was never in sight has its still picture, which waits in its noscript. */
function showStills() {
  for (const still of all("[data-figure]:not([data-live]) > noscript")) {
    still.insertAdjacentHTML("afterend", still.textContent ?? "");
    still.remove();
  }
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
