// The picked entry as a connection: the pixel or neuron that sends, the neuron that receives.
import { digits } from "../data/digits.js";
import { attr, keepPlace, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { signed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { LAYERS, parameterAt, symbol } from "../parts/giant_vector.js";

const SHOWN = 3; // the digit under the pixels, in pale ink
const PIXEL = 4; // wide
const [LEFT, RIGHT] = [70, 226]; // where the two columns stand
const [PIXELS_X, PIXELS_Y] = [14, 44];

/**
 * @param {import("./index.js").ThisFigure} figure
 * @param {Element} group
 */
export function drawConnection(figure, group) {
  const title = maths(group, { x: 0, y: 0, class: "nn-strong" }, "w");
  const pixels = picture(group, { x: PIXELS_X, y: PIXELS_Y, size: 28 * PIXEL });
  const cursor = svg(group, "rect", { width: 5.5, height: 5.5, class: "nn-cursor" });
  const senders = drawNeurons(group, LEFT);
  const receivers = drawNeurons(group, RIGHT);
  const edge = svg(group, "line", { class: "nn-edge", "stroke-width": 3 });
  const names = [LEFT, RIGHT].map((x) =>
    svg(group, "text", { x, y: 24, "text-anchor": "middle", class: "nn-small nn-muted" }),
  );
  const number = svg(group, "text", { x: 148, y: 44, "text-anchor": "middle", class: "nn-number" });
  pixels.update(digits(figure.data)[SHOWN].x.map((a) => 0.35 * a));
  figure.update(({ picked }, { value }) => {
    const parameter = parameterAt(picked);
    const { l, j, k } = parameter;
    const { n_in, n_out } = LAYERS[l - 1];
    const pixel = l === 1 && k !== null ? pixelPlace(k) : null;
    const [x1, y1] = pixel ?? (k === null ? [200, receivers.y(j)] : [LEFT + 8, senders.y(k)]);
    const tone = k === null ? "nn-b" : value < 0 ? "nn-minus" : "nn-plus";
    setMaths(title, symbol(parameter));
    setText(names[0], l === 1 ? `${n_in} pixels` : `layer ${l - 1}`);
    setText(names[1], `layer ${l}`);
    keepPlace(pixels.group, l === 1);
    senders.show(l === 1 ? 0 : n_in, k);
    receivers.show(n_out, j);
    const [cx, cy] = pixel ?? [0, 0];
    attr(cursor, { visibility: pixel ? "visible" : "hidden", x: cx - 2.75, y: cy - 2.75 });
    attr(edge, { x1, y1, x2: RIGHT - 8, y2: receivers.y(j), class: `nn-edge ${tone}` });
    setText(number, signed(value, 3));
  });
}

/** The middle of a pixel. */
const pixelPlace = (k) => [PIXELS_X + (k % 28) * PIXEL + PIXEL / 2, PIXELS_Y + Math.floor(k / 28) * PIXEL + PIXEL / 2];

/** A column of up to sixteen small neurons; show(n, lit) shows n of them, one lit. */
function drawNeurons(group, x) {
  const y = (k) => 52 + k * 10.4;
  const circles = Array.from({ length: 16 }, (_, k) => svg(group, "circle", { cx: x, cy: y(k), class: "nn-neuron" }));
  /** @type {(n: number, lit: number | null) => void} */
  const show = (n, lit) => {
    for (const [k, circle] of circles.entries())
      attr(circle, {
        visibility: k < n ? "visible" : "hidden",
        "fill-opacity": k === lit ? 1 : 0,
        r: k === lit ? 5.5 : 3.5,
      });
  };
  return { y, show };
}
