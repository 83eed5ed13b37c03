// Symbols of formulas and the parts of a picture that they stand for, linked both ways.
import { attr, mark, svg } from "../kit/elements.js";
import { clamp } from "../kit/maths.js";
import { placeAfter, withModifier } from "./stops.js";

/** @typedef {import("../kit/figure.js").Figure<any, any>} Figure */

/**
 * A symbol's name as it is written into data-symbol: "w_{01}^{(2)}" is "w_01^(2)".
 * @param {string} source
 */
export const symbolName = (source) => source.replace(/[{}]/g, "").replace(/-/g, "\u2212");

/**
 * A symbol's letter and indices: "w_01^(2)" is ["w", "01", "(2)"].
 * @param {string} name
 */
const symbolParts = (name) => (name.match(/^([^_^]+)(?:_([^^]*))?(?:\^(.*))?$/) ?? ["", name]).slice(1);

/**
 * Do two names stand for the same thing, or one for a part of the other? W^(2) and a^(1) stand for all their entries,
 * and an index that is a letter for each of its numbers; but C is the average of all costs C_i. A ratio is only itself.
 */
function alike(one, other) {
  if (one === other || one.includes("/") || other.includes("/")) return one === other;
  const [[letter, sub, sup], [letter2, sub2, sup2]] = [one, other].map(symbolParts);
  if (letter.toLowerCase() !== letter2.toLowerCase() || sup !== sup2) return false;
  if (sub === undefined || sub2 === undefined) return letter !== "C";
  return sub.length === sub2.length && [...sub].every((index, i) => index === sub2[i] || /[a-z]/.test(index + sub2[i]));
}

/** @param {Element | null | undefined} element */
const nameOf = (element) => element?.getAttribute("data-symbol") ?? "";

/**
 * Link formulas and picture both ways: what carries a data-symbol like that of the thing under the pointer or the focus
 * is lit. Formulas carry it by themselves ("w_01^(2)"); neurons and edges are given it, or several with spaces between.
 * Each of `formulas`, [group, label], becomes one Tab stop, with the arrow keys between its symbols.
 * @param {Figure} figure
 * @param {[SVGElement, string][]} [formulas]
 */
export function linkSymbols(figure, formulas = []) {
  const by = { pointer: "", focus: "" };
  const light = () => lightAll(figure, (by.pointer || by.focus).split(" ").filter(Boolean));
  const choose = (how, name) => {
    if (by[how] === name) return;
    by[how] = name;
    light();
  };
  const under = ({ target }) => nameOf(target.closest?.("[data-symbol]"));
  figure.listen(figure.el, "pointerover", (event) => choose("pointer", under(event)));
  figure.listen(figure.el, "pointerleave", ({ pointerType }) => pointerType !== "touch" && choose("pointer", ""));
  figure.listen(figure.el, "focusin", (event) => {
    if (!formulas.some(([group]) => group === event.target)) choose("focus", under(event));
  });
  figure.listen(figure.el, "focusout", () => choose("focus", ""));
  for (const [group, label] of formulas) formulaStop(figure, group, label, (name) => choose("focus", name));
  figure.update(() => {
    if (by.pointer || by.focus) light(); // what was drawn anew
  });
}

/** Light what is named like one of these, and nothing else. */
function lightAll(figure, names) {
  for (const element of figure.el.querySelectorAll("[data-symbol]")) {
    const own = nameOf(element).split(" ");
    mark(
      element,
      "nn-linked",
      names.some((name) => own.some((other) => alike(name, other))),
    );
  }
}

/** A formula as one Tab stop: arrow keys go from symbol to symbol, Enter presses what stands there. */
function formulaStop(figure, group, label, choose) {
  attr(group, { tabindex: 0, role: "slider", "aria-roledescription": "formula", "aria-label": `${label}: symbols` });
  let place = 0;
  const go = (to, found = symbolsIn(group)) => {
    place = clamp(to, 0, Math.max(0, found.length - 1));
    attr(group, {
      "aria-valuemin": 1,
      "aria-valuemax": Math.max(1, found.length),
      "aria-valuenow": place + 1,
      "aria-valuetext": spokenSymbol(nameOf(found[place])),
    });
    return nameOf(found[place]);
  };
  go(0, []);
  const frame = frameOf(figure, group);
  figure.listen(group, "focus", () => {
    frame();
    choose(go(place));
  });
  figure.listen(group, "blur", () => go(0, []));
  figure.listen(group, "keydown", (event) => {
    const to = placeAfter(event, place, Infinity);
    const presses = !withModifier(event) && (event.key === "Enter" || event.key === " ");
    if (to === undefined && !presses) return;
    event.preventDefault();
    if (to !== undefined) choose(go(to));
    else symbolsIn(group)[place]?.dispatchEvent(new figure.window.MouseEvent("click", { bubbles: true }));
  });
}

/** A place for the focus ring behind a formula that has no shape of its own: fits it around what is written now. */
function frameOf(figure, group) {
  if (group.firstElementChild?.tagName === "rect") return () => {};
  const frame = svg(group, "rect", { class: "nn-hit", rx: 4, "pointer-events": "none" });
  group.prepend(frame);
  const fit = () => {
    attr(frame, { x: 0, y: 0, width: 0, height: 0 });
    const { x, y, width, height } = group.getBBox();
    attr(frame, { x: x - 4, y: y - 4, width: width + 8, height: height + 8 });
  };
  figure.update(() => {
    if (group.ownerDocument.activeElement === group) fit();
  });
  return fit;
}

/** Of each symbol that is to be seen in a formula, the first place where it stands. */
function symbolsIn(group) {
  const firsts = new Map();
  for (const element of group.querySelectorAll("[data-symbol]")) {
    const name = nameOf(element);
    if (!firsts.has(name) && isSeen(element)) firsts.set(name, element);
  }
  return [...firsts.values()];
}

const isSeen = (element) =>
  element.getClientRects().length &&
  element.ownerDocument.defaultView.getComputedStyle(element).visibility === "visible";

/** "w_01^(2)" is read as "w 0 1 of layer 2", a ratio's two ends one after the other. */
function spokenSymbol(name) {
  if (!name) return "none";
  const ratios = name.split(" ");
  return ratios.map((one) => one.split("/").map(spoken).join(" by ")).join(", ");
}

function spoken(name) {
  const [letter, sub, sup] = symbolParts(name);
  return [letter, ...(sub ?? ""), sup && `of layer ${sup.replace(/[()]/g, "")}`].filter(Boolean).join(" ");
}
