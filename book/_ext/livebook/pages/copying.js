// What is copied: code as it is written, formulas as LaTeX.
import { all, say, toolButton } from "./dom.js";

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

/**
 * Formulas: what is copied is their LaTeX, not the two renderings that stand in the page.
 * @param {ClipboardEvent} event
 */
export function copyFormulas(event) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !event.clipboardData) return;
  const copied = selection.getRangeAt(0).cloneContents();
  const formulas = copied.querySelectorAll(".katex");
  if (!formulas.length) return;
  for (const formula of formulas) {
    const latex = formula.querySelector("annotation")?.textContent?.trim() ?? formula.textContent;
    formula.replaceWith(formula.closest(".katex-display") ? `\n$$${latex}$$\n` : `$${latex}$`);
  }
  event.clipboardData.setData("text/plain", copied.textContent);
  event.preventDefault();
}
