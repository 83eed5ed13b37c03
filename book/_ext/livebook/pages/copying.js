// What is copied: code as it is written, formulas as LaTeX, tables as tables, of a figure its name.
import { all, say, toolButton } from "./dom.js";
import { plain } from "./plain.js";

/** A button copies a cell as it is written. */
export function addCopyButtons() {
  if (!navigator.clipboard) return; // no clipboard on pages from an insecure address
  for (const saved of all(".cell_input .copy")) saved.remove(); // of a page saved from a browser
  for (const code of all(".cell_input pre")) {
    const button = toolButton("copy", "Copy this code");
    const answer = (words) => {
      say(button, words);
      button.classList.toggle("done", words === "Copied");
    };
    button.addEventListener("click", () =>
      navigator.clipboard.writeText((code.textContent ?? "").trimEnd()).then(
        () => answer("Copied"),
        () => answer("Not copied: the browser refused"),
      ),
    );
    button.addEventListener("blur", () => answer("Copy this code"));
    code.parentElement?.append(button);
  }
}

const UNSAID = "script, style, noscript, button, .headerlink, details:not([open], .code), .code > summary, .solutions";
const MACHINERY =
  ".nn-controls, .nn-buttons, .nn-rest, .nn-quiz-moves, .nn-readout, .nn-caption, .nn-hidden, input, svg, canvas";
const SPECIAL = `.katex, .nn-maths, [data-figure], table, img, pre, ${UNSAID}`;
const KEPT = ["href", "src", "alt", "start", "colspan", "rowspan"]; // of the attributes
const LISTS = "table, thead, tbody, tr, ul, ol, pre";

/**
 * The selection, with the formulas at its ends whole, and within the text of the page where it reaches beyond.
 * @param {Range} selected
 */
function widened(selected) {
  const range = selected.cloneRange();
  const at = (node) => (node instanceof Element ? node : node.parentElement)?.closest(".katex");
  const [first, last, article] = [at(range.startContainer), at(range.endContainer), document.querySelector("article")];
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  if (article && range.intersectsNode(article) && range.commonAncestorContainer.contains(article))
    range.selectNodeContents(article);
  return range;
}

/**
 * What stands in a range, and the list or table around it.
 * @param {Range} range
 */
function contents(range) {
  const whole = document.createElement("div");
  whole.append(range.cloneContents());
  let around = range.commonAncestorContainer;
  while (around instanceof Element && around.matches(LISTS)) {
    const shell = /** @type {Element} */ (around.cloneNode());
    shell.append(...whole.childNodes);
    whole.append(shell);
    around = /** @type {Node} */ (around.parentNode);
  }
  return whole;
}

/**
 * Leave in `whole` what a reader reads, with formulas as LaTeX.
 * @param {HTMLElement} whole
 */
function simplify(whole) {
  for (const formula of whole.querySelectorAll(".katex")) {
    const latex = formula.querySelector("annotation")?.textContent?.trim() ?? formula.textContent;
    formula.replaceWith(formula.closest(".katex-display") ? `$$${latex}$$` : `$${latex}$`);
  }
  for (const formula of whole.querySelectorAll("[data-latex]"))
    formula.replaceWith(`$${formula.getAttribute("data-latex")}$`);
  for (const figure of whole.querySelectorAll('[data-figure]:not([data-figure="quiz"])'))
    figure.textContent = `[Figure: ${figure.querySelector(".nn-title")?.textContent}]`;
  for (const part of whole.querySelectorAll(`${UNSAID}, [data-figure] :is(${MACHINERY})`)) part.remove();
  for (const fold of whole.querySelectorAll("details")) fold.replaceWith(...fold.childNodes);
  for (const link of whole.querySelectorAll("a")) link.setAttribute("href", link.href);
  for (const picture of whole.querySelectorAll("img")) picture.setAttribute("src", picture.src);
  for (const part of whole.querySelectorAll("*"))
    for (const name of part.getAttributeNames()) if (!KEPT.includes(name)) part.removeAttribute(name);
}

/**
 * Nothing of how the page is made is copied: neither the two renderings of a formula nor the innards of a figure.
 * @param {ClipboardEvent} event
 */
export function copyReadably(event) {
  const selection = getSelection();
  if (!selection?.rangeCount || selection.isCollapsed || !event.clipboardData || event.defaultPrevented) return;
  const range = widened(selection.getRangeAt(0));
  const whole = contents(range);
  if (!whole.querySelector(SPECIAL)) return;
  simplify(whole);
  event.clipboardData.setData("text/plain", plain(whole));
  event.clipboardData.setData("text/html", whole.innerHTML);
  event.preventDefault();
}
