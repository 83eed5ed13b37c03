// Rows of a label, its working, and two numbers under their heads: by the chain rule, and by a nudge.
import { attr, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { LARGEST } from "./entries.js";

/** @typedef {{ label?: string, working?: string, value?: string, nudge?: string }} Row */
/** @typedef {{ title: string, rows: Row[] }} List */

const HEADS = ["chain rule", "nudge"];

/**
 * Up to four rows at x, y.
 * @param {Element} root
 * @param {number} x
 * @param {number} y
 * @returns {(rows: Row[]) => void}
 */
export function drawEntries(root, x, y) {
  const group = svg(root, "g", { transform: `translate(${x} ${y})` });
  const heads = drawHeads(group, [243, 311]);
  const lines = [0, 1, 2, 3].map((i) => {
    const at = { y: 24 + 25 * i };
    const label = maths(group, { ...at, x: 0 }, "");
    const working = svg(group, "text", {
      ...at,
      x: 77,
      class: "nn-number nn-small nn-muted",
      "text-anchor": "start",
    });
    return { label, working, ...drawNumbers(group, [243, 311], at.y) };
  });
  return (rows) => {
    for (const head of heads) attr(head, { visibility: rows.some((row) => row.nudge) ? "visible" : "hidden" });
    writeRows(lines, rows);
  };
}

/**
 * A list with a title, as many rows as LARGEST; on a phone the working stands below its label.
 * @param {Element} root
 * @param {number} y
 * @param {boolean} narrow
 * @returns {(list: List | null) => void}
 */
export function drawList(root, y, narrow) {
  const group = svg(root, "g", { transform: `translate(0 ${y})` });
  const X = narrow ? [218, 318] : [420, 530];
  const title = svg(group, "text", { y: 0, class: "nn-small nn-muted" });
  const heads = drawHeads(group, X);
  const lines = Array.from({ length: LARGEST }, (_, i) => {
    const at = { y: 24 + (narrow ? 44 : 25) * i };
    const label = maths(group, { ...at, x: 0 }, "");
    const below = narrow ? { x: 0, y: at.y + 19 } : { x: 120, y: at.y };
    const working = svg(group, "text", { ...below, class: "nn-number nn-muted" });
    return { label, working, ...drawNumbers(group, X, at.y) };
  });
  return (list) => {
    const { title: words, rows } = list ?? { title: "", rows: [] };
    attr(group, { visibility: list ? "visible" : "hidden" });
    setText(title, words);
    for (const head of heads) attr(head, { visibility: rows.some((row) => row.nudge) ? null : "hidden" });
    writeRows(lines, rows);
  };
}

const drawHeads = (group, X) =>
  HEADS.map((text, i) => svg(group, "text", { x: X[i], y: 0, "text-anchor": "end", class: "nn-small nn-muted" }, text));

function drawNumbers(group, X, y) {
  const [value, nudge] = X.map((x) => svg(group, "text", { x, y, "text-anchor": "end", class: "nn-number nn-C" }));
  return { value, nudge };
}

function writeRows(lines, rows) {
  lines.forEach(({ label, ...texts }, i) => {
    const row = rows[i] ?? {};
    setMaths(label, row.label ?? "");
    for (const [name, text] of Object.entries(texts)) setText(text, row[name] ?? "");
  });
}
