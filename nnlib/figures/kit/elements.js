// Elements of a drawing and of a page. Nothing here measures the page, so that a figure's first state can be drawn
// where there is no browser.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */

/**
 * Set attributes; a number that is not finite is left out, so that no NaN ever reaches the page. What is already so is
 * not touched: the browser would lay out and paint it anew.
 * @template {Element} E
 * @param {E} element
 * @param {Attributes} attributes
 */
export function attr(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else if (typeof value !== "number") setChanged(element, name, value === true ? "" : value);
    else if (Number.isFinite(value)) setChanged(element, name, String(Math.round(value * 1000) / 1000));
  }
  return element;
}

/**
 * Set one attribute, where it differs.
 * @param {Element} element
 * @param {string} name
 * @param {string} text
 */
export function setChanged(element, name, text) {
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/**
 * A new SVG element at the end of `parent`; `text` becomes its text content.
 * @template {keyof SVGElementTagNameMap} N
 * @param {Element} parent
 * @param {N} name
 * @param {Attributes} [attributes]
 * @param {string} [text]
 * @returns {SVGElementTagNameMap[N]}
 */
export function svg(parent, name, attributes = {}, text) {
  const element = parent.ownerDocument.createElementNS(SVG, name);
  if (text !== undefined) element.textContent = text;
  parent.appendChild(attr(element, attributes));
  return element;
}

/**
 * Put a group of circles at a place. Not by its transform: the browser would then sort all that is on the screen anew.
 * @param {Element} group
 * @param {number} x
 * @param {number} y
 */
export function putAt(group, x, y) {
  for (const circle of group.children) attr(circle, { cx: x, cy: y });
}

/**
 * A new HTML element at the end of `parent`; `text` becomes its text content.
 * @template {keyof HTMLElementTagNameMap} N
 * @param {Element} parent
 * @param {N} name
 * @param {Attributes} [attributes]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[N]}
 */
export function html(parent, name, attributes = {}, text) {
  const element = parent.ownerDocument.createElement(name);
  if (text !== undefined) element.textContent = text;
  parent.appendChild(attr(element, attributes));
  return element;
}

const written = new WeakMap(); // of each element: the text it was given last

/**
 * Change an element's text only where it differs; its text node stays, so that the browser has less to lay out anew.
 * What a translator put in the place of a text (browsers use <font> for it) stays until another text is to be shown.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  const node = element.firstChild;
  const translated = node?.nodeName.toLowerCase() === "font" && written.get(element) === text;
  written.set(element, text);
  if (translated) return;
  if (node?.nodeType !== 3 || node.nextSibling) element.textContent = text;
  else if (node.nodeValue !== text) node.nodeValue = text;
}

/**
 * Set or clear one class.
 * @param {Element} element
 * @param {string} name
 * @param {unknown} on
 */
export function mark(element, name, on) {
  if (element.classList.contains(name) !== Boolean(on)) element.classList.toggle(name);
}

/**
 * Show an element or not; its place stays, so that nothing around it moves.
 * @param {HTMLElement | SVGElement} element
 * @param {unknown} shown
 */
export function keepPlace(element, shown) {
  element.style.visibility = shown ? "" : "hidden";
}
