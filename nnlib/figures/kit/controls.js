// Sliders, choices, switches, buttons and folds, under a drawing.
import { html, keepPlace, mark, setText } from "./elements.js";
import { htmlMaths } from "./formulas.js";
import { count } from "./ids.js";
import { replaced } from "./state.js";

const MANY = 5; // options beyond which a choice is a menu
const LONG = 20; // letters in its options beyond which a choice has a row of its own, and one in a menu stands under its label

/**
 * Where a control reads and writes: the trait `key`, or get(state, result) and set(value), which answers changes.
 * @template S, R, V
 * @typedef {object} Bound
 * @property {keyof S & string} [key]
 * @property {(state: S, result: R) => V} [get]
 * @property {(value: V) => Partial<S>} [set]
 * @property {Element} [parent] where it stands; under the drawing unless told
 */

/**
 * @template S, R
 * @typedef {object} SliderOptions
 * @property {string | ((state: S, result: R) => string)} label may begin with a formula: "$w_1$ weight"
 * @property {number | number[]} [index] of an entry of the list `key`
 * @property {number} [low]
 * @property {number} [high]
 * @property {number} [step]
 * @property {number} [digits] after the point
 * @property {(value: number) => string} [text] in place of the number
 */

/** What a control reads, from (state, result), and the changes that it writes. */
const bound = (key, get, set) => ({
  read: get ?? ((state, _result) => state[key]),
  write: set ?? ((value) => ({ [key]: value })),
});

/** A number with a true minus sign. */
const written = (value, digits) => (value < 0 ? "\u2212" : "") + Math.abs(value).toFixed(digits);

/**
 * A slider for the number `key` (or its entry `index`), or for get(state) and set(value). A label that changes with
 * the state is a function of it.
 * @template S, R
 * @param {import("./figure.js").Figure<S, R>} figure
 * @param {Bound<S, R, number> & SliderOptions<S, R>} options
 */
export function slider(
  figure,
  { key, index = [], label, low, high, step = 0.1, digits = 1, get, set, text, parent = figure.controls },
) {
  const kind = key && figure.schema[key];
  const path = Array.isArray(index) ? index : [index];
  const entry = (state) => path.reduce((value, i) => value[i], state[key]);
  const changed = (value) => ({ [String(key)]: replaced(/** @type {any} */ (figure.state)[key], path, value) });
  const { read, write } = bound(key, get ?? entry, set ?? (path.length ? changed : undefined));
  const show = text ?? ((value) => written(value, digits));
  const row = html(parent, "label", { class: "nn-control" });
  const name = html(row, "span", { class: "nn-label" });
  mark(row, "nn-relabelled", typeof label === "function");
  if (typeof label === "function") relabelled(figure, html(name, "span", { class: "nn-steady" }), label);
  else labelled(name, label);
  const input = html(html(row, "span"), "input", {
    type: "range",
    min: low ?? kind?.low,
    max: high ?? kind?.high,
    step,
  });
  const place = html(row, "span", { class: "nn-value", translate: "no", "aria-hidden": "true" });
  const output = html(place, "span", { class: "nn-steady" });
  figure.listen(input, "input", () => figure.set(write(Number(input.value))));
  figure.update((state, result) => {
    const value = read(state, result);
    if (Number(input.value) !== value) input.value = String(value);
    input.setAttribute("aria-valuetext", show(value));
    setText(output, show(value));
  });
  return input;
}

/**
 * A choice for the trait `key` among options [[value, text], ...]: a row of radio buttons, or a menu if they are many.
 * A radio button with a third entry is there only while that function of the state is true.
 * @template S, R
 * @param {import("./figure.js").Figure<S, R>} figure
 * @param {Bound<S, R, any> & { label: string, options: [any, string, ((state: S, result: R) => unknown)?][] }} options
 */
export function choice(figure, { key, label, options, get, set, parent = figure.controls }) {
  const { read, write } = bound(key, get, set);
  if (options.length > MANY) return menu(figure, { label, options, read, write, parent });
  const group = html(parent, "div", { class: "nn-control nn-choice", role: "radiogroup", "aria-label": plain(label) });
  labelled(html(group, "span", { class: "nn-label", "aria-hidden": "true" }), label);
  mark(group, "nn-many", options.length > 3 || options.map(([, text]) => text).join("").length > LONG);
  const name = `nn-${count()}`;
  const inputs = options.map(([value, text]) => {
    const option = html(group, "label", { class: "nn-option" });
    const input = html(option, "input", { type: "radio", name });
    html(option, "span", {}, text);
    figure.listen(input, "change", () => figure.set(write(value)));
    return { option, input };
  });
  figure.onReset(() => {
    for (const { option } of inputs) option.classList.remove("nn-offered");
  });
  figure.update((state, result) => {
    const now = read(state, result);
    options.forEach(([value, , there], i) => {
      inputs[i].input.checked = value === now;
      if (there) showOption(inputs[i].option, there(state, result));
    });
  });
  return group;
}

/** An option has no place before it is there for the first time, and keeps it from then on. */
function showOption(option, there) {
  option.classList.toggle("nn-offered", there || option.classList.contains("nn-offered"));
  option.hidden = !option.classList.contains("nn-offered");
  keepPlace(option, there);
}

function menu(figure, { label, options, read, write, parent }) {
  const row = html(parent, "label", { class: "nn-control" });
  labelled(html(row, "span", { class: "nn-label" }), label);
  const select = html(html(row, "span", { class: "nn-menu" }), "select");
  options.forEach(([, text], i) => html(select, "option", { value: String(i) }, text));
  mark(
    row,
    "nn-long",
    options.some(([, text]) => text.length > LONG),
  );
  figure.listen(select, "change", () => figure.set(write(options[Number(select.value)][0])));
  figure.update((state, result) => {
    const now = read(state, result);
    select.value = String(options.findIndex(([value]) => value === now));
  });
  return select;
}

/**
 * A tick box for the switch `key`, or for get(state) and set(on).
 * @template S, R
 * @param {import("./figure.js").Figure<S, R>} figure
 * @param {Bound<S, R, boolean> & { label: string }} options
 */
export function toggle(figure, { key, label, get, set, parent = figure.controls }) {
  const { read, write } = bound(key, get, set);
  const row = html(parent, "label", { class: "nn-control nn-toggle" });
  const input = html(row, "input", { type: "checkbox" });
  labelled(html(row, "span", { class: "nn-label" }), label);
  figure.listen(input, "change", () => figure.set(write(input.checked)));
  figure.update((state, result) => {
    input.checked = read(state, result);
  });
  return input;
}

/**
 * A button in the row under the drawing, before Reset. `describe` says more to a screen reader; what is to be seen on
 * the button is part of it, so that it can be called by its name.
 * @param {import("./figure.js").Figure<any, any>} figure
 * @param {string} label
 * @param {(button: HTMLButtonElement) => void} action
 * @param {{ parent?: Element, describe?: string, main?: boolean }} [options] main: what the figure is there for; first in
 * its row, and filled
 */
export function button(figure, label, action, { parent = figure.buttons, describe, main = false } = {}) {
  const name = describe && !describe.toLowerCase().includes(label.toLowerCase()) ? `${label}: ${describe}` : describe;
  const element = html(parent, "button", { type: "button", class: "nn-button", "aria-label": name }, label);
  mark(element, "nn-main", main);
  if (main) parent.insertBefore(element, parent.firstChild);
  figure.listen(element, "click", () => action(element));
  return element;
}

/**
 * A place for rarely used controls, folded away: pass it as `parent`.
 * @param {import("./figure.js").Figure<any, any>} figure
 * @param {string} summary
 */
export function fold(figure, summary) {
  const details = html(figure.controls, "details", { class: "nn-fold" });
  html(details, "summary", {}, summary);
  return html(details, "div", { class: "nn-controls" });
}

/** A label that may begin with a formula: "$w_1$ weight". */
function labelled(element, label) {
  const symbol = label.match(/^\$([^$]+)\$(.*)$/);
  if (!symbol) {
    setText(element, label);
    return;
  }
  htmlMaths(element, symbol[1]);
  if (symbol[2]) html(element, "span", {}, symbol[2]);
}

function relabelled(figure, element, label) {
  let shown = null;
  figure.update((state, result) => {
    const now = label(state, result).replace(/ /g, "\u00a0"); // in one line, so that nothing moves when it grows
    if (now === shown) return;
    shown = now;
    element.textContent = "";
    labelled(element, now);
  });
}

const plain = (label) => label.replace(/\$([^$]*)\$/g, (_, source) => source.replace(/[\\{}]/g, ""));
