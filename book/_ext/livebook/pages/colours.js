// Colours: like the system, light, dark, and round again.
import { root, say } from "./dom.js";

const MODES = { auto: "like the system", light: "light", dark: "dark" };
const system = matchMedia("(prefers-color-scheme: dark)");
/** @type {HTMLElement | null} */
const modeButton = document.querySelector('[data-action="colour-mode"]');

export function showMode(mode) {
  root.dataset.mode = mode;
  root.dataset.theme = mode === "auto" ? (system.matches ? "dark" : "light") : mode;
  if (modeButton) say(modeButton, `Colours: ${MODES[mode]}`);
}

function nextMode() {
  const names = Object.keys(MODES);
  const mode = names[(names.indexOf(root.dataset.mode ?? "auto") + 1) % names.length];
  showMode(mode);
  try {
    localStorage.setItem("mode", mode);
  } catch {
    // Storage is refused in some private windows: the choice lasts for this page.
  }
}

/** Follow the system and the reader's button. */
export function setUpColours() {
  showMode(root.dataset.mode || "auto");
  system.addEventListener("change", () => showMode(root.dataset.mode || "auto"));
  modeButton?.addEventListener("click", nextMode);
}
