// All 42 neurons as one group of radio buttons: click or tap one, or move with the arrow keys.
import { attr, svg } from "../kit/elements.js";
import { clamp } from "../kit/maths.js";
import { inputs, SIZES } from "../kit/network.js";
import { fixed } from "../kit/numbers.js";
import { changedNetwork, strongest } from "./numbers.js";
import { named } from "./words.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

/**
 * @param {ThisFigure} figure
 * @param {Element} root
 * @param {import("./places.js").Layout} layout
 */
export function chooseNeuron(figure, root, { at, target }) {
  const ring = svg(root, "circle", { class: "nn-cursor" });
  const group = svg(root, "g", { role: "radiogroup", "aria-label": "Choose a neuron" });
  const hits = [1, 2, 3].map((l) =>
    Array.from({ length: SIZES[l] }, (_, j) => {
      const hit = svg(group, "rect", { ...target(l, j), class: "nn-hit nn-pressable", role: "radio" });
      figure.listen(hit, "click", () => choose(figure, l, j));
      figure.listen(hit, "keydown", (event) => chooseByKey(figure, hits, event, l, j));
      return hit;
    }),
  );
  figure.update(({ layer, inside }, { a, j }) => {
    const [cx, cy] = at(layer, j);
    const visibility = inside ? null : "hidden"; // WebKit takes what is not displayed for a place to go to
    attr(ring, { cx, cy, r: layer === 3 && !figure.narrow ? 14 : 12.5, visibility });
    attr(group, { visibility });
    hits.forEach((column, i) =>
      column.forEach((hit, n) => {
        const mine = i === layer - 1 && n === j;
        attr(hit, {
          tabindex: mine ? 0 : -1,
          "aria-checked": String(mine),
          "aria-label": `${named(i + 1, n)}, activation ${fixed(a[i][n])}`,
        });
      }),
    );
  });
}

/**
 * Choose a neuron, and of its weights the one that says most at the moment.
 * @param {ThisFigure} figure
 */
function choose(figure, l, j) {
  const { a, seen } = figure.result;
  const before = l === 1 ? inputs(seen) : a[l - 2];
  const row = changedNetwork(figure.state, figure.data).weights[l - 1][j];
  figure.set({ layer: l, neuron: j, sender: strongest(l, [row], before, 1)[0][2] });
}

const STEPS = {
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  Home: [0, -16],
  End: [0, 16],
  " ": [0, 0],
  Enter: [0, 0],
};

/** @param {ThisFigure} figure */
function chooseByKey(figure, hits, event, l, j) {
  const step = STEPS[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const layer = clamp(l + step[0], 1, 3);
  const same = layer === l ? j + step[1] : Math.round((j * (SIZES[layer] - 1)) / (SIZES[l] - 1));
  const neuron = clamp(same, 0, SIZES[layer] - 1);
  choose(figure, layer, neuron);
  hits[layer - 1][neuron].focus();
}
