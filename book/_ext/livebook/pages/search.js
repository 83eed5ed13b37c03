// The page of the search: looks for the words of the address (?q=...) in what searchindex.js says of each section.
import { found } from "./finding.js";

/** @typedef {{ page: string, title: string, address: string, text: string }} Section */

const results = /** @type {HTMLElement} */ (document.getElementById("search-results"));
const query = (new URLSearchParams(location.search).get("q") ?? "").trim();
/** @type {Section[] | undefined} */
const sections = /** @type {any} */ (globalThis).bookSections;

/** @param {string} words */
function say(words) {
  results.append(Object.assign(document.createElement("p"), { textContent: words }));
}

/** @param {Section[]} hits */
function list(hits) {
  const rows = Object.assign(document.createElement("ul"), { className: "search" });
  for (const { page, title, address } of hits) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = title === page ? page : `${page} > ${title}`;
    rows.appendChild(document.createElement("li")).append(link);
  }
  results.append(rows);
}

function search() {
  if (!sections) return say("The list of what the book says could not be loaded. Reload the page to search again.");
  const hits = found(query, sections);
  if (!hits.length) return say(`Nothing in the book matches “${query}”. Try fewer or other words.`);
  say(hits.length === 1 ? "Found in 1 section:" : `Found in ${hits.length} sections:`);
  list(hits);
}

const field = /** @type {HTMLInputElement | null} */ (document.getElementById("book-search"));
if (field) field.value = query;
if (query) search();
