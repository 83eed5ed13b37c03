// The weights into the first neurons, as pictures.
import { attr, setText, svg } from "../kit/elements.js";
import { picture } from "../kit/pictures.js";

const TILES = 16;
const TILES_A_FRAME = 2; // so that the page stays smooth

/**
 * @param {import("./index.js").ThisFigure} figure
 * @param {import("./session.js").Training} training
 * @param {Element} root
 * @param {{ x: number, y: number, size: number, gap: number }} place
 */
export function drawWeights(figure, training, root, { x, y, size, gap }) {
  const title = svg(root, "text", { x, y: y - 10, class: "nn-strong" });
  const tiles = Array.from({ length: TILES }, (_, j) =>
    picture(root, { x: x + (j % 4) * (size + gap), y: y + Math.floor(j / 4) * (size + gap), size, kind: "sign" }),
  );
  const paint = painter(figure, tiles);
  figure.update((state) => {
    const network = training.network(state);
    setText(title, titleOf(network.sizes));
    paint(network);
  });
}

const titleOf = (sizes) =>
  sizes.length === 2
    ? "Weights into the outputs 0 to 9"
    : `Weights into ${sizes[1] > TILES ? `${TILES} of ${sizes[1]}` : "the 16"} neurons`;

/** Paints a network's weights, a few tiles in a frame; the newest network comes when the one before is done. */
function painter(figure, tiles) {
  /** @type {import("../kit/types.js").Network | null} */
  let wanted = null;
  let request = 0;
  const tile = (network, j, full) => network.weights[0][j] && tiles[j].update(network.weights[0][j], full);
  const frame = (network, full, from) => {
    request = 0;
    const next = from + TILES_A_FRAME;
    for (let j = from; j < next; j++) tile(network, j, full);
    if (next < TILES) request = figure.window.requestAnimationFrame(() => frame(network, full, next));
    else if (wanted !== network) repaint();
  };
  const repaint = () => {
    const network = wanted;
    if (!network) return;
    const weights = network.vector.subarray(0, network.sizes[0] * network.sizes[1]);
    const full = weights.reduce((most, w) => Math.max(most, Math.abs(w)), 1e-9) / 2;
    for (const [j, { group }] of tiles.entries())
      attr(group, { visibility: j < network.sizes[1] ? "visible" : "hidden" });
    frame(network, full, 0);
  };
  figure.onEnd(() => request && figure.window.cancelAnimationFrame(request));
  return (network) => {
    if (wanted === network) return;
    wanted = network;
    if (!figure.window?.requestAnimationFrame) for (const j of tiles.keys()) tile(network, j, 0.05);
    else if (!request) repaint();
  };
}
