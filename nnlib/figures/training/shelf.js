// Where a page keeps a training while the reader is on another. Without storage nothing is kept.
import { count } from "../kit/network.js";
import { sizesOf } from "./numbers.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */
/** @typedef {import("./session.js").Training} Training */

/**
 * Keep the training of a reader who leaves the page.
 * @param {ThisFigure} figure
 * @param {Training} training
 */
export function keep(figure, { latest, curve }) {
  const settings = Object.entries(figure.state).filter(([name]) => figure.schema[name].type !== "network");
  const kept = latest?.done && {
    settings: Object.fromEntries(settings),
    curve,
    latest: { ...latest, vector: Array.from(latest.vector) },
  };
  const [storage, name] = place(figure);
  tried(() => storage?.setItem(name, JSON.stringify(kept || null)));
}

/**
 * The training that was kept, { settings, curve, latest }, if it is whole.
 * @param {ThisFigure} figure
 */
export function takeUp(figure) {
  const [storage, name] = place(figure);
  return tried(() => whole(figure, JSON.parse(storage?.getItem(name) ?? "null")));
}

const NUMBERS = ["run", "done", "seen", "due", "speed"];
const MEASURED = ["seen", "train_cost", "test_cost", "train_accuracy", "test_accuracy", "slope"];

/** What was kept, or null where anything in it could not have been written by `keep`. */
function whole(figure, { settings, curve, latest }) {
  const known = Object.entries(settings).filter(([name]) => Object.hasOwn(figure.schema, name));
  const fits =
    figure.schema.hidden.values.includes(settings.hidden) &&
    latest.vector.length === count(sizesOf(settings.hidden)) &&
    latest.vector.every(Number.isFinite) &&
    numbers(latest, NUMBERS) &&
    [...curve, latest.last].every((point) => numbers(point, MEASURED));
  if (!fits) return null;
  const vector = Float64Array.from(latest.vector);
  return { settings: Object.fromEntries(known), curve, latest: { ...latest, running: false, points: [], vector } };
}

const numbers = (object, names) => names.every((name) => Number.isFinite(object[name]));

/** The storage, and the name in it for this figure of this page. */
function place(figure) {
  const page = figure.el.ownerDocument;
  const nth = [...(page.querySelectorAll?.("[data-figure=training]") ?? [])].indexOf(figure.el);
  const storage = nth < 0 ? null : tried(() => figure.window.sessionStorage);
  return [storage, `nn-training ${page.location?.pathname} ${nth}`];
}

function tried(action) {
  try {
    return action();
  } catch {
    return null; // storage that is full or forbidden
  }
}
