// A network that the reader trained on this page, handed by one figure to the others. It is kept on the document, not
// in a module, because in a notebook each figure has modules of its own; it lives as long as the page.

const EVENT = "nn-network";

/** Give a network to the page: sizes such as [784, 16, 16, 10], and its giant column vector in nnlib's order (copied). */
export function handOver(figure, { sizes, vector }) {
  const page = figure.el.ownerDocument;
  page.nnNetwork = { sizes: [...sizes], vector: Float64Array.from(vector) };
  page.dispatchEvent(new page.defaultView.CustomEvent(EVENT));
}

/** Call take({ sizes, vector }) now, if a network was handed over before, and each time one is. */
export function onHandOver(figure, take) {
  const page = figure.el.ownerDocument;
  const check = () => {
    if (page.nnNetwork) take(page.nnNetwork);
  };
  check();
  if (page.addEventListener) figure.listen(page, EVENT, check);
}
