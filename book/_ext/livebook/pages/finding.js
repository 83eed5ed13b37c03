// Finds sections by words, numbers (13,002 or 13002), signs (σ or sigma) and names of code.

const SIGNS = {
  σ: "sigma",
  η: "eta",
  "∇": "nabla",
  "∂": "partial",
  Δ: "delta",
  δ: "delta",
  Σ: "sum",
  "∑": "sum",
  "≈": "approx",
  π: "pi",
  ε: "epsilon",
  α: "alpha",
  β: "beta",
};
const SIGN = new RegExp(`[${Object.keys(SIGNS).join("")}]`, "gu");
const PIECE = /\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[\p{L}_][\p{L}\p{N}_]*/gu;

/**
 * The words of a text as they are compared: small letters, signs by name, numbers without commas.
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  const named = text.normalize("NFKC").replace(SIGN, (sign) => ` ${SIGNS[sign]} `);
  return (named.toLowerCase().match(PIECE) ?? []).map((piece) =>
    /^\d/.test(piece) ? piece.replaceAll(",", "") : piece,
  );
}

/** @param {string} word */
const stem = (word) => word.replace(/(?:e?s|ed|ing|e)$/, "");

/**
 * Whether a word of the text is meant by a word of the reader: itself, its beginning, another ending of it. Numbers and
 * very short words have to be the same.
 * @param {string} wanted
 */
function meantBy(wanted) {
  if (/^\d/.test(wanted) || wanted.length < 3) return (/** @type {string} */ word) => word === wanted;
  const root = stem(wanted);
  return (/** @type {string} */ word) => word.startsWith(root.length > 3 ? root : wanted) || stem(word) === root;
}

/** A name of code is found by its parts too. */
const withParts = (/** @type {string[]} */ all) =>
  all.flatMap((word) => (word.includes("_") ? [word, ...word.split("_")] : [word]));

/**
 * The sections that hold the most words of the query; those that name them in their title come first, then those that
 * say them more often.
 * @template {{ title: string, text: string }} S
 * @param {string} query
 * @param {S[]} sections
 * @returns {S[]}
 */
export function found(query, sections) {
  const tests = [...new Set(words(query))].map(meantBy);
  const rated = sections.map((section) => {
    const [title, text] = [section.title, section.text].map((part) => withParts(words(part)));
    const held = tests.filter((isMeant) => title.some(isMeant) || text.some(isMeant)).length;
    const named = tests.filter((isMeant) => title.some(isMeant)).length;
    return { section, held, named, often: text.filter((word) => tests.some((isMeant) => isMeant(word))).length };
  });
  const most = Math.max(1, ...rated.map(({ held }) => held));
  return rated
    .filter(({ held }) => held === most)
    .sort((a, b) => b.named - a.named || b.often - a.often)
    .map(({ section }) => section);
}
