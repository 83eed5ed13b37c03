// The drawings of a figure: one, or several that take turns in one place.
import { html, mark, svg } from "./elements.js";

const HIGH = 590; // px for a drawing on a phone, so that its controls are in sight with it

/**
 * The drawing, `width` x `height` units (about px): give it its height and its accessible name.
 * @param {import("./figure.js").Figure<any, any>} figure
 * @param {{ height: number, label: string, width?: number, parent?: Element }} options
 */
export function drawing(figure, { height, label, width = figure.width, parent = figure.stage }) {
  const root = svg(parent, "svg", {
    viewBox: `0 0 ${width} ${height}`,
    role: "group",
    "aria-label": label,
    "aria-describedby": figure.describedBy,
  });
  shape(figure, root, width, height);
  figure.listen(root, "selectstart", (event) => event.preventDefault()); // WebKit selects all that a drag out of it passes
  return root;
}

function shape({ narrow }, { style }, width, height) {
  style.aspectRatio = `${width} / ${height}`;
  if (narrow && height < 1.1 * HIGH) style.maxHeight = `${HIGH}px`; // of a higher one the letters would be too small
}

/**
 * Several drawings of one height in one place, by their names: { name: drawing }. shown(state) is the name of the one
 * to be seen. The others are laid out once and keep that, so that to go from one to another is quick.
 * @template S, R
 * @template {string} N
 * @param {import("./figure.js").Figure<S, R>} figure
 * @param {{ height: number, labels: Record<N, string>, shown: (state: S) => N }} options
 * @returns {Record<N, SVGSVGElement>}
 */
export function drawings(figure, { height, labels, shown }) {
  const place = html(figure.stage, "div", { class: "nn-sheets" });
  shape(figure, place, figure.width, height);
  const drawn = Object.entries(labels).map(([name, label]) => {
    const sheet = html(place, "div");
    figure.update((state) => mark(sheet, "nn-away", shown(state) !== name));
    return [name, drawing(figure, { height, label, parent: sheet })];
  });
  layOutSheets(figure);
  return Object.fromEntries(drawn);
}

/**
 * Let what is not to be seen be laid out in the next frame, and be left alone from the one after it.
 * @param {import("./figure.js").Figure<any, any>} figure
 */
export function layOutSheets(figure) {
  const timers = figure.window;
  const laidOut = (on) => {
    for (const place of figure.stage.querySelectorAll(".nn-sheets")) mark(place, "nn-laid-out", on);
  };
  laidOut(false);
  timers?.requestAnimationFrame(() => timers.requestAnimationFrame(() => laidOut(true)));
}
