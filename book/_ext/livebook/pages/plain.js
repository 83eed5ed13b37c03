// HTML as plain text: a paragraph a line, a row of a table a line with tabs, code as it is written.

const BLOCKS =
  "p, div, section, article, h1, h2, h3, h4, h5, h6, ul, ol, li, dl, dt, dd, table, thead, tbody, tr, figure, figcaption, pre, blockquote, details, summary, aside, hr";

const oneLine = (text) => text.replace(/\s+/g, " ").trim();

/**
 * The pieces of an element that stand below one another.
 * @param {Element} element
 * @returns {string[]}
 */
function pieces(element) {
  const found = [];
  let line = "";
  const end = () => {
    if (oneLine(line)) found.push(oneLine(line));
    line = "";
  };
  for (const child of element.childNodes) {
    if (!(child instanceof Element)) line += child.nodeType === Node.TEXT_NODE ? child.textContent : "";
    else if (child.matches("br")) end();
    else if (!child.matches(BLOCKS) && !child.querySelector(BLOCKS)) line += child.textContent;
    else {
      end();
      found.push(...block(child));
    }
  }
  end();
  return found;
}

/**
 * @param {Element} element
 * @returns {string[]}
 */
function block(element) {
  if (element.matches("pre")) return [(element.textContent ?? "").trimEnd()];
  if (element.matches("tr")) return [[...element.children].map((cell) => pieces(cell).join(" ")).join("\t")];
  if (element.matches("table")) return [[...element.querySelectorAll("tr")].flatMap(block).join("\n")];
  if (element.matches("ul, ol")) return [items(element).join("\n")];
  return pieces(element);
}

/** @param {Element} list */
const items = (list) =>
  [...list.children].map((item, i) => {
    const mark = list.matches("ol") ? `${i + Number(list.getAttribute("start") ?? 1)}. ` : "- ";
    return (
      mark +
      pieces(item)
        .join("\n")
        .replaceAll("\n", `\n${" ".repeat(mark.length)}`)
    );
  });

/**
 * @param {Element} element
 */
export const plain = (element) => pieces(element).join("\n\n");
