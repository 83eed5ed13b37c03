// Words with $formulas$ and `code` in them.
import { html } from "../kit/elements.js";
import { htmlMaths } from "../kit/formulas.js";

/**
 * The function that writes words into an element; the same words are not written again.
 * @param {Element} element
 * @returns {(words: string) => void}
 */
export function writerOf(element) {
  let written = "";
  return (words) => {
    if (words === written) return;
    written = words;
    element.textContent = "";
    for (const [, formula, code, text] of words.matchAll(/\$([^$]+)\$|`([^`]+)`|([^$`]+)/g)) {
      if (formula) htmlMaths(element, formula);
      else html(element, code ? "code" : "span", { translate: code ? "no" : null }, code ?? text);
    }
  };
}

/** @type {Record<string, string>} */
const GREEK = { sigma: "\u03c3", partial: "\u2202", nabla: "\u2207", cdot: "\u00b7", eta: "\u03b7" };

/**
 * The same as plain text, for the line that is read aloud.
 * @param {string} words
 */
export function plainWords(words) {
  return words
    .replace(/\\(\w+) ?/g, (_, name) => GREEK[name] ?? name)
    .replace(/[$`{}]/g, "")
    .replace(/_|\^/g, "");
}
