// Reads {"latex", "display"} a line, writes {"html"} or {"error"} a line. The first argument is the path of KaTeX.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { breakable } from "./breaking.mjs";

const { default: katex } = await import(pathToFileURL(process.argv[2]).href);

/**
 * What KaTeX stacks above each other it moves to its place with position: relative and top, and for each of these some
 * hundred spans of a chapter the browser keeps a layer of its own, to be gone through with every change on the page.
 * Margins put them to the same place: each is moved by what it differs from the one before, and the last one back. What
 * holds a drawing stays: it is measured by its positioned parent.
 */
function stack(node) {
  const children = node.children ?? [];
  const movable = ({ style }) => (style?.top ?? "0em").endsWith("em");
  if (node.classes?.includes("vlist") && children.every(movable) && !node.toMarkup().includes("<svg")) {
    const tops = children.map(({ style }) => parseFloat(style.top ?? 0));
    children.forEach(({ style = /** @type {any} */ ({}) }, i) => {
      const moved = tops[i] - (tops[i - 1] ?? 0);
      if (moved) style.marginTop = em(moved);
      delete style.top;
    });
    if (tops.at(-1)) children.at(-1).style.marginBottom = em(-tops.at(-1));
    node.classes.push("stacked");
  }
  children.forEach(stack);
  return node;
}

const em = (size) => `${Number(size.toFixed(4))}em`;

function typeset({ latex, display }) {
  try {
    const tree = katex.__renderToDomTree(latex, { displayMode: display, strict: "error", output: "htmlAndMathml" });
    return { html: stack(display ? breakable(tree) : tree).toMarkup() };
  } catch (error) {
    return { error: /** @type {Error} */ (error).message };
  }
}

for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(typeset(JSON.parse(line))));
