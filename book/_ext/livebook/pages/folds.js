// The folds of a page that the reader turned are turned again when the page is read again.
import { keepLeft, left } from "../../../../nnlib/figures/kit/visit.js";
import { all } from "./dom.js";

/** Once the page's own folds are as they start. A figure's belong to the figure. */
export function keepFolds() {
  const folds = /** @type {HTMLDetailsElement[]} */ (all("article details:not([data-figure] *)"));
  const start = folds.map(({ open }) => open);
  const turned = Object(left("folds"));
  folds.forEach((fold, i) => {
    if (typeof turned[i] === "boolean") fold.open = turned[i];
  });
  keepLeft("folds", () => {
    const now = folds.flatMap(({ open }, i) => (open === start[i] ? [] : [[i, open]]));
    return now.length ? Object.fromEntries(now) : null;
  });
}
