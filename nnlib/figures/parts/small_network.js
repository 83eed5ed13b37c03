// The small network of chapter 4, 3-2-2: its parameters, what a nudge does to the cost, its neurons and edges.
import constants from "../data/constants.json" with { type: "json" };
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { clamp, example_cost, sigmoid, weighted_sums } from "../kit/maths.js";
import { parameters } from "../kit/network.js";
import { fixed } from "../kit/numbers.js";

export const NUDGE = constants.nudge; // the h of the finite differences that stand beside the derivatives

/** The network of a state, as trained.js keeps one: its forward and backward fit both. */
export const smallNetwork = ({ W1, b1, W2, b2 }) =>
  parameters(Float64Array.from([...W1.flat(), ...b1, ...W2.flat(), ...b2]), [3, 2, 2]);

/** C_0 if the activations of layer l were a: the rest of the way forward. */
export function costAfter({ weights, biases }, l, a, y) {
  for (let m = l; m < weights.length; m++) a = weighted_sums(weights[m], a, biases[m]).map(sigmoid);
  return example_cost(a, y);
}

/** [above, below]: costOf(values) with each entry of a flat list moved up, and moved down, by the nudge. */
export function nudgedCosts(values, costOf, entries = values.map((_, i) => i)) {
  return [NUDGE, -NUDGE].map((move) =>
    entries.map((entry) => costOf(values.map((value, i) => (i === entry ? value + move : value)))),
  );
}

/** The finite differences of those costs. */
export const differences = ([above, below]) => above.map((C, i) => (C - below[i]) / (2 * NUDGE));

// ---------------------------------------------------------------- drawing

/** A neuron at x, y: a circle filled with ink as far as its activation, its number on it. Returns { group, update(a) }. */
export function inkedNeuron(parent, { x, y, r = 20, digits = 2 }) {
  const group = svg(parent, "g", { transform: `translate(${x} ${y})` });
  svg(group, "circle", { r, class: "nn-paper" });
  const ink = svg(group, "circle", { r, class: "nn-neuron" });
  const value = svg(group, "text", { class: "nn-number", y: 5, "text-anchor": "middle" });
  const update = (a) => {
    attr(ink, { "fill-opacity": a });
    mark(value, "nn-on-ink", a > 0.5);
    setText(value, fixed(a, digits));
  };
  return { group, ink, update };
}

/** An edge from [x1, y1] to [x2, y2]. update(w, opacity): width by size, colour and dashes by sign. */
export function weighedEdge(parent, [x1, y1], [x2, y2]) {
  const edge = svg(parent, "line", { x1, y1, x2, y2, class: "nn-edge" });
  const update = (w, opacity = 1) => {
    attr(edge, { "stroke-width": 1 + 0.8 * Math.abs(w), "stroke-opacity": opacity });
    mark(edge, "nn-minus", w < 0);
    mark(edge, "nn-plus", w > 0);
  };
  return { edge, update };
}

/** A derivative as a fraction about x, its bar at height y, `width` wide. Returns { group, update(above, below) }. */
export function derivative(parent, { x, y, width = 48, attributes = {} }) {
  const group = svg(parent, "g", { transform: `translate(${x} ${y})`, ...attributes });
  const above = maths(group, { x: 0, y: -7, "text-anchor": "middle" }, "");
  svg(group, "line", { x1: -width / 2, x2: width / 2, y1: 0, y2: 0, class: "nn-bracket" });
  const below = maths(group, { x: 0, y: 18, "text-anchor": "middle" }, "");
  const update = (top, bottom) => {
    setMaths(above, `\\partial ${top}`);
    setMaths(below, `\\partial ${bottom}`);
  };
  return { group, update };
}

// ---------------------------------------------------------------- symbols

/** A symbol's name as it is written into data-symbol: "w_{01}^{(2)}" is "w_01^(2)". */
export const symbolName = (source) => source.replace(/[{}]/g, "").replace(/-/g, "\u2212");

/** A symbol's letter and indices: "w_01^(2)" is ["w", "01", "(2)"]. */
const symbolParts = (name) => name.match(/^([^_^]+)(?:_([^^]*))?(?:\^(.*))?$/).slice(1);

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

/**
 * Link formulas and picture both ways: what carries a data-symbol like that of the thing under the pointer or the focus
 * is lit. Formulas carry it by themselves ("w_01^(2)"); neurons and edges are given it, or several with spaces between.
 * Each of `formulas`, [group, label], becomes one Tab stop, with the arrow keys between its symbols.
 */
export function linkSymbols(figure, formulas = []) {
  let [pointed, focused] = ["", ""];
  const light = () => {
    const names = (pointed || focused).split(" ").filter(Boolean);
    for (const element of figure.el.querySelectorAll("[data-symbol]")) {
      const own = element.getAttribute("data-symbol").split(" ");
      mark(
        element,
        "nn-linked",
        names.some((name) => own.some((other) => alike(name, other))),
      );
    }
  };
  const named = (target) => target.closest?.("[data-symbol]")?.getAttribute("data-symbol") ?? "";
  const point = (name) => name !== pointed && light((pointed = name));
  const focus = (name) => name !== focused && light((focused = name));
  figure.listen(figure.el, "pointerover", ({ target }) => point(named(target)));
  figure.listen(figure.el, "pointerleave", ({ pointerType }) => pointerType !== "touch" && point(""));
  figure.listen(
    figure.el,
    "focusin",
    ({ target }) => formulas.some(([group]) => group === target) || focus(named(target)),
  );
  figure.listen(figure.el, "focusout", () => focus(""));
  for (const [group, label] of formulas) formulaStop(figure, group, label, focus);
  figure.update(() => (pointed || focused) && light()); // what was drawn anew
}

/** A formula as one Tab stop: arrow keys go from symbol to symbol, Enter presses what stands there. */
function formulaStop(figure, group, label, choose) {
  attr(group, { tabindex: 0, role: "slider", "aria-roledescription": "formula", "aria-label": `${label}: symbols` });
  const visible = (element) =>
    element.getClientRects().length &&
    element.ownerDocument.defaultView.getComputedStyle(element).visibility === "visible";
  const symbols = () => {
    const seen = [...group.querySelectorAll("[data-symbol]")].filter(visible);
    return seen.filter(
      (element, i) =>
        seen.findIndex((other) => other.getAttribute("data-symbol") === element.getAttribute("data-symbol")) === i,
    );
  };
  let place = 0;
  const go = (to, found = symbols()) => {
    place = clamp(to, 0, Math.max(0, found.length - 1));
    const name = found[place]?.getAttribute("data-symbol") ?? "";
    attr(group, {
      "aria-valuemin": 1,
      "aria-valuemax": Math.max(1, found.length),
      "aria-valuenow": place + 1,
      "aria-valuetext": spokenSymbol(name),
    });
    return name;
  };
  go(0, []);
  figure.listen(group, "focus", () => choose(go(place)));
  figure.listen(group, "blur", () => go(0, []));
  figure.listen(group, "keydown", (event) => {
    const to = {
      ArrowRight: place + 1,
      ArrowDown: place + 1,
      ArrowLeft: place - 1,
      ArrowUp: place - 1,
      Home: 0,
      End: Infinity,
    }[event.key];
    if (
      event.altKey ||
      event.ctrlKey ||
      event.metaKey ||
      (to === undefined && event.key !== "Enter" && event.key !== " ")
    )
      return;
    event.preventDefault();
    if (to !== undefined) choose(go(to));
    else
      symbols()[place]?.dispatchEvent(new figure.el.ownerDocument.defaultView.MouseEvent("click", { bubbles: true }));
  });
}

/** "w_01^(2)" is read as "w 0 1 of layer 2", a ratio's two ends one after the other. */
function spokenSymbol(name) {
  const spoken = (one) => {
    const [letter, sub, sup] = symbolParts(one);
    return [letter, ...(sub ?? ""), sup && `of layer ${sup.replace(/[()]/g, "")}`].filter(Boolean).join(" ");
  };
  return name
    ? name
        .split(" ")
        .map((one) => one.split("/").map(spoken).join(" by "))
        .join(", ")
    : "none";
}

/** Draw a button's words over it instead of in it: then its name alone says what it is, and it may be put in other words. */
export function nameAlone(button) {
  const words = svg(button.parentNode, "g", { transform: button.getAttribute("transform"), "pointer-events": "none" });
  for (const text of button.querySelectorAll("text")) words.appendChild(text);
  button.after(words);
}

/** Several drawn buttons as one Tab stop: the arrow keys go from one to the next. */
export function roving(figure, elements) {
  const keep = (current) => elements.forEach((element) => attr(element, { tabindex: element === current ? 0 : -1 }));
  keep(elements[0]);
  elements.forEach((element, i) => {
    figure.listen(element, "focus", () => keep(element));
    figure.listen(element, "keydown", (event) => {
      const to = {
        ArrowRight: i + 1,
        ArrowDown: i + 1,
        ArrowLeft: i - 1,
        ArrowUp: i - 1,
        Home: 0,
        End: elements.length - 1,
      }[event.key];
      if (!elements[to] || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      elements[to].focus();
    });
  });
}
