// A network that the reader trained on this page, handed by one figure to the others. It is kept on the document, not
// in a module, because in a notebook each figure has modules of its own; it lives as long as the page.

/**
 * What is handed over: sizes such as [784, 16, 16, 10], and the giant column vector in nnlib's order.
 * @typedef {{ sizes: number[], vector: Float64Array }} Given
 */

/** @typedef {Document & { nnNetwork?: Given }} Page */

const EVENT = "nn-network";

/** @returns {Page} */
const pageOf = (figure) => figure.el.ownerDocument;

/**
 * Give a copy of a network to the page.
 * @param {import("../kit/figure.js").Figure} figure
 * @param {Given} network
 */
export function handOver(figure, { sizes, vector }) {
  const page = pageOf(figure);
  page.nnNetwork = { sizes: [...sizes], vector: Float64Array.from(vector) };
  page.dispatchEvent(new CustomEvent(EVENT));
}

/**
 * Call take({ sizes, vector }) now, if a network was handed over before, and each time one is.
 * @param {import("../kit/figure.js").Figure} figure
 * @param {(network: Given) => void} take
 */
export function onHandOver(figure, take) {
  const page = pageOf(figure);
  const check = () => {
    if (page.nnNetwork) take(page.nnNetwork);
  };
  check();
  figure.listen(page, EVENT, check);
}
