// How many exercises of each chapter are solved, beside its name in the contents; there they can be forgotten.
import { forgetAll, watchSolved } from "../../../../nnlib/figures/quiz/solved.js";
import { all } from "./dom.js";

const OFFER = "Forget what I have solved";

/**
 * A place beside a chapter's name in the contents.
 * @param {string} address
 */
function placeBeside(address) {
  const place = document.createElement("span");
  place.className = "solved-count";
  const link = all("#pst-primary-sidebar nav a").find((one) => one.getAttribute("href") === address);
  link?.append(" ", place);
  return place;
}

/**
 * A button that forgets what is solved when it is pressed twice; a double click is one press.
 * @param {HTMLElement} button
 * @param {HTMLElement} told
 */
function setUpButton(button, told) {
  const ask = (asked) => {
    button.dataset.asked = String(asked);
    button.textContent = asked ? "Forget all of it?" : OFFER;
  };
  ask(false);
  button.addEventListener("blur", () => ask(false));
  button.addEventListener("click", ({ detail }) => {
    if (button.dataset.asked === "false") ask(true);
    else if (detail < 2) {
      told.focus();
      forgetAll();
      told.textContent = "Forgotten.";
    }
  });
}

export function countSolved() {
  const [bar, button, told] = [".solved", ".solved button", ".solved p"].map((name) => all(name)[0]);
  if (!bar) return;
  setUpButton(button, told);
  /** @type {Record<string, string[]>} */
  const exercises = JSON.parse(bar.dataset.exercises ?? "{}");
  const chapters = Object.entries(exercises).map(([address, names]) => ({ place: placeBeside(address), names }));
  watchSolved((solved) => {
    let sum = 0;
    for (const { place, names } of chapters) {
      const count = names.filter((name) => solved.includes(name)).length;
      place.textContent = count ? `${count} of ${names.length} solved` : "";
      sum += count;
    }
    button.hidden = sum === 0;
    if (sum) told.textContent = "";
  });
}
