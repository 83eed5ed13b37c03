// The chosen neuron's weights as a picture, and beside it what each of them adds.
import { attr, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { holdTouch, pointerAt } from "../kit/handles.js";
import { clamp } from "../kit/maths.js";
import { signed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { follow } from "../kit/pointers.js";
import { largestOf } from "./numbers.js";
import { capital, named } from "./words.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

/** Squares in a row of a picture of the weights into a layer: of 784 senders, or of 16. */
const columnsOf = (layer) => (layer === 1 ? 28 : 4);

/**
 * @param {ThisFigure} figure
 * @param {Element} root
 * @param {import("./places.js").Layout} layout
 * @param {import("./details.js").Details} details
 */
export function drawWeights(figure, root, { weights: { x: lefts, y, size }, formula: place }, details) {
  const name = svg(root, "text", { x: 0, y: 16, class: "nn-strong" });
  maths(root, { x: lefts[0], y: y - 8 }, '"weights" w_k');
  maths(root, { x: lefts[1], y: y - 8 }, '"each adds" w_k a_k');
  const formula = maths(root, place, "z");
  const views = [28, 4].map((columns) => ({
    columns,
    shows: lefts.map((x) => drawSigns(root, { x, y, size, columns })),
  }));
  chooseWeight(figure, root, { lefts, y, size });
  details.update(({ layer: l }, { j, w, terms }) => {
    setText(name, capital(named(l, j)));
    const last = w.length - 1;
    setMaths(
      formula,
      `a_{${j}}^{(${l})} = \\sigma(w_{${j},0} a_0 + \\ldots + w_{${j},${last}} a_{${last}} + b_{${j}})`,
    );
    for (const { columns, shows } of views)
      [w, terms].forEach((values, i) => shows[i](columns === columnsOf(l) ? values : NONE));
  });
}

const NONE = new Float64Array();

/** A picture of values by their sign; what it already shows is not drawn again, such as weights that nobody changed. */
function drawSigns(root, place) {
  const { group, update } = picture(root, { ...place, kind: "sign" });
  /** @type {Float64Array | null} */
  let drawn = null;
  return (values) => {
    attr(group, { visibility: values === NONE ? "hidden" : "visible" });
    if (values !== drawn) update(values, largestOf(values));
    drawn = values;
  };
}

/**
 * The chosen weight in both pictures: click a square, or move with the arrow keys.
 * @param {ThisFigure} figure
 */
function chooseWeight(figure, root, { lefts, y, size }) {
  const cursors = lefts.map(() => svg(root, "rect", { class: "nn-cursor" }));
  const surfaces = lefts.map((x) =>
    svg(root, "rect", { x, y, width: size, height: size, class: "nn-hit nn-pressable" }),
  );
  surfaces.forEach((surface, i) => pickByPointer(figure, surface, { x: lefts[i], y, size }));
  pickByKeys(figure, surfaces[0]);
  figure.update(({ layer }, { k }) => {
    const columns = columnsOf(layer);
    const cell = size / columns;
    const grown = layer === 1 ? 2 : 0; // so that a small square stays visible inside its frame
    const side = cell + 2 * grown;
    const [dx, dy] = [(k % columns) * cell - grown, Math.floor(k / columns) * cell - grown];
    cursors.forEach((cursor, i) => attr(cursor, { x: lefts[i] + dx, y: y + dy, width: side, height: side }));
  });
}

/** @param {ThisFigure} figure */
function pickByPointer(figure, surface, { x, y, size }) {
  holdTouch(figure, surface, "x");
  const pick = (event) => {
    const n = columnsOf(figure.state.layer);
    const [px, py] = pointerAt(event, surface);
    const [column, row] = [px - x, py - y].map((p) => clamp(Math.floor((p / size) * n), 0, n - 1));
    figure.set({ sender: n * row + column });
  };
  follow(figure, surface, { begin: pick, move: pick });
}

const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** @param {ThisFigure} figure */
function pickByKeys(figure, surface) {
  attr(surface, { tabindex: 0, role: "application", "aria-roledescription": "weight picture" });
  figure.listen(surface, "keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const n = columnsOf(figure.state.layer);
    const { k } = figure.result;
    const [column, row] = [clamp((k % n) + step[0], 0, n - 1), clamp(Math.floor(k / n) + step[1], 0, n - 1)];
    figure.set({ sender: n * row + column });
  });
  figure.update((_state, { w, j, k }) =>
    attr(surface, { "aria-label": `Choose a weight with the arrow keys. Weight w ${j}, ${k}: ${signed(w[k])}` }),
  );
}
