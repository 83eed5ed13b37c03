// On paper: the light colours, the whole page, and at its end what the exercises fold away.
import { showMode } from "./colours.js";
import { all, root } from "./dom.js";

/** A figure that was never in sight has its still picture, which is not loaded yet. */
function showStills() {
  for (const still of all("[data-figure]:not([data-live]) .nn-if-wide .nn-still"))
    still.setAttribute("loading", "eager");
}

/** @param {string} name @param {string} [text] */
function element(name, text = "") {
  return Object.assign(document.createElement(name), { textContent: text });
}

/** The words before the links that a heading holds. */
const wordsOf = (heading) =>
  [...(heading?.childNodes ?? [])]
    .filter((part) => part.nodeName !== "A")
    .map((part) => part.textContent)
    .join("");

/**
 * What an exercise is called that folds away a hint or a solution.
 * @param {HTMLElement} help
 */
function exerciseOf(help) {
  const figure = help.closest("figure");
  if (figure) return figure.querySelector(".nn-quiz-title")?.textContent ?? "";
  let question = help.previousElementSibling;
  while (question && !question.matches("p:has(> strong:first-child)")) question = question.previousElementSibling;
  return `${wordsOf(help.closest("section")?.querySelector("h1, h2, h3"))}: ${question?.firstElementChild?.textContent}`;
}

/** Write the hints and solutions of all exercises, as they are now, at the end of the page. */
function gatherSolutions() {
  removeSolutions();
  const section = element("section");
  section.className = "solutions";
  section.append(element("h2", "Hints and solutions"));
  let [asked, last] = ["", ""];
  for (const help of all("article :is(.nn-quiz-help, .sd-dropdown)")) {
    asked = exerciseOf(help);
    if (asked !== last) section.append(element("h3", asked));
    last = asked;
    const words = /** @type {HTMLElement} */ (help.cloneNode(true));
    const name = words.querySelector("summary");
    const title = element("p");
    title.className = "help";
    title.append(element("strong", name?.textContent ?? ""));
    name?.remove();
    section.append(title, ...words.childNodes);
  }
  if (last) document.querySelector("article")?.append(section);
}

function removeSolutions() {
  for (const section of all(".solutions")) section.remove();
}

function prepareForPaper() {
  root.dataset.theme = "light";
  delete root.dataset.later;
  showStills();
  gatherSolutions();
}

/** Get ready when the page is printed, and take it back afterwards. */
export function setUpPrinting() {
  addEventListener("beforeprint", prepareForPaper);
  addEventListener("afterprint", () => {
    showMode(root.dataset.mode || "auto");
    removeSolutions();
  });
  document.querySelector('[data-action="print"]')?.addEventListener("click", () => print());
}
