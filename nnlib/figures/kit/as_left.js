// The figures of a page as the reader left them: of each what differs from its start, and which of its folds are open.
import { adler32 } from "./checksum.js";
import { checked } from "./state.js";
import { keepLeft, left } from "./visit.js";

/**
 * @typedef {HTMLElement & { nnFigure?: import("./figure.js").Figure }} Place where mount.js shows a figure
 * @typedef {import("./types.js").Kind} Kind
 */

/** @type {Record<string, { state?: Record<string, any>, open?: number[] }>} */
const kept = Object(left("figures"));

const places = () => /** @type {Place[]} */ ([...document.querySelectorAll("[data-figure]")]);

/**
 * Which figure of the page it is: its name, a checksum of its start, which no other edition shares, and its number among
 * those that are alike.
 * @param {Place} el
 */
function keyOf(el) {
  const { figure, state = "" } = el.dataset;
  const alike = places().filter(({ dataset }) => dataset.figure === figure && dataset.state === state);
  return `${figure} ${adler32(new TextEncoder().encode(state))} ${alike.indexOf(el)}`;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** @type {(kind: Kind, value: any) => boolean} */
const allowed = (kind, value) => kind.type !== "network" && same(checked(kind, value, kind.default), value);

/**
 * What the reader changed of a figure's state; nothing where the figure does not take it as it is.
 * @param {Place} el
 * @param {import("./types.js").Schema} schema
 */
export function stateLeft(el, schema) {
  const { state } = Object(kept[keyOf(el)]);
  const changes = Object.entries(Object(state));
  return changes.every(([name, value]) => Object.hasOwn(schema, name) && allowed(schema[name], value))
    ? Object(state)
    : {};
}

/** @param {Place} el */
const foldsOf = (el) => [...el.querySelectorAll("details")];

/**
 * Open the folds of a figure that the reader left open.
 * @param {Place} el
 */
export function unfold(el) {
  const { open } = Object(kept[keyOf(el)]);
  foldsOf(el).forEach((fold, i) => {
    if (Array.isArray(open) && open.includes(i)) fold.open = true;
  });
}

/** @param {Place} el */
function note(el) {
  const { state, start, schema } = /** @type {import("./figure.js").Figure} */ (el.nnFigure);
  const changes = Object.entries(state).filter(
    ([name, value]) => schema[name].type !== "network" && !same(value, start[name]),
  );
  const open = foldsOf(el).flatMap((fold, i) => (fold.open ? [i] : []));
  delete kept[keyOf(el)];
  if (changes.length || open.length) kept[keyOf(el)] = { state: Object.fromEntries(changes), open };
}

/** Keep what the reader changes; a figure that has not come alive since the page was left stays as it was. */
export function keepFigures() {
  keepLeft("figures", () => {
    places()
      .filter((el) => el.nnFigure)
      .forEach(note);
    return Object.keys(kept).length ? kept : null;
  });
}
