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
