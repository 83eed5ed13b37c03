// What the scripts of a page share.

export const root = document.documentElement;
/**
 * All elements that match.
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export const all = (selector) => [...document.querySelectorAll(/** @type {any} */ (selector))];

/**
 * Name a button by what it does.
 * @param {HTMLElement} button
 * @param {string} words
 */
export function say(button, words) {
  button.title = words;
  button.setAttribute("aria-label", words);
}

/**
 * A small button with an icon.
 * @param {string} name
 * @param {string} words
 */
export function toolButton(name, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `page-tool ${name}`;
  button.append(Object.assign(document.createElement("span"), { className: `icon icon-${name}` }));
  say(button, words);
  return button;
}
