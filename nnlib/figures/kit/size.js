// What follows from an element's size.

/**
 * After `element` changed its size, resized(its content's box) in the next frame: what is laid out anew while a
 * ResizeObserver is heard has it run in a circle, which the browser calls an error. Answers the function that ends it.
 * @param {any} window
 * @param {Element} element
 * @param {(box: DOMRectReadOnly) => void} resized
 */
export function observeSize(window, element, resized) {
  if (!window?.ResizeObserver) return () => {};
  let request = 0;
  const observer = new window.ResizeObserver(([{ contentRect }]) => {
    window.cancelAnimationFrame(request);
    request = window.requestAnimationFrame(() => resized(contentRect));
  });
  observer.observe(element);
  return () => {
    observer.disconnect();
    window.cancelAnimationFrame(request);
  };
}

/**
 * Make `box` one of its own, as high as the most that `content`, all that is in it, has needed, and at least as CSS
 * says: words that change do not lay out the page anew, and what stands below does not jump.
 * @param {import("./figure.js").Figure} figure
 * @param {HTMLElement} box
 * @param {Element} content
 */
export function holdHeight(figure, box, content) {
  const { window } = figure;
  if (!window?.ResizeObserver) return;
  let [wide, high] = [0, 0];
  const least = () => parseFloat(window.getComputedStyle(box).minHeight) || 0;
  const end = observeSize(window, content, ({ width, height }) => {
    high = Math.max(height, width === wide ? high : least());
    wide = width;
    box.style.height = `${high}px`;
    box.classList.add("nn-held"); // not before: without its height it would be too low for a frame
  });
  figure.onReset(() => (wide = 0));
  figure.onEnd(end);
}
