// What is wider than the page scrolls with the arrow keys too, and is a Tab stop only while it has to scroll.
import { all } from "./dom.js";

const laidOut = (element) => element.checkVisibility?.({ contentVisibilityAuto: true }) ?? true;

export function watchWideContent() {
  const update = ({ target }) => {
    if (target.scrollWidth > target.clientWidth + 1) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  };
  const observer = new ResizeObserver((entries) => entries.forEach(update));
  all("pre, .katex-display, .output.text_html, .pst-scrollable-table-container, .table-wrapper").forEach((wide) =>
    observer.observe(wide),
  );
  // A formula grows inside its box when its font arrives: no observer of sizes sees that.
  const formulas = () =>
    all(".katex-display")
      .filter(laidOut)
      .forEach((target) => update({ target }));
  document.fonts.ready.then(formulas);
  document.fonts.addEventListener("loadingdone", formulas);
  addEventListener("load", formulas);
}
