// The three layers of neurons, and the strongest connections between them.
import { attr, svg } from "../kit/elements.js";
import { line } from "../kit/lines.js";
import { flowing } from "../parts/flow.js";
import { outputColumns } from "../parts/output_columns.js";
import { outputRows } from "../parts/output_rows.js";
import { chooseNeuron } from "./neuron_choice.js";
import { EDGES } from "./numbers.js";
import { from } from "./places.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

const STRENGTHS = 6; // ways to draw a connection, from weak to strong

/**
 * @param {ThisFigure} figure
 * @param {Element} root
 * @param {import("./places.js").Layout} layout
 * @param {import("./details.js").Details} details
 */
export function drawLayers(figure, root, layout, details) {
  drawEdges(figure, root, layout, details);
  for (const { x, y, words, anchor } of layout.headings)
    svg(root, "text", { x, y, class: "nn-small nn-muted", "text-anchor": anchor }, words);
  const inks = [1, 2].map((l) => Array.from({ length: 16 }, (_, j) => drawNeuron(root, layout.at(l, j))));
  const outputs = (figure.narrow ? outputColumns : outputRows)(root, layout.outputs);
  figure.update((_state, { a }) => {
    inks.forEach((column, i) => column.forEach((ink, j) => attr(ink, { "fill-opacity": a[i][j] })));
    outputs.update(a[2]);
  });
  chooseNeuron(figure, root, layout);
}

function drawNeuron(root, place) {
  const [cx, cy] = place;
  svg(root, "circle", { cx, cy, r: 9, class: "nn-paper" });
  return svg(root, "circle", { cx, cy, r: 9, class: "nn-neuron" });
}

/**
 * The strongest connections, faint, and over them those of the chosen neuron's sum: a path for each sign and strength.
 * @param {ThisFigure} figure
 */
function drawEdges(figure, root, layout, details) {
  const group = svg(root, "g", { "pointer-events": "none" });
  const flow = flowing(figure, root, group, { width: figure.width, height: layout.height, down: figure.narrow });
  /** @type {ArrayLike<number> | null} */
  let shown = null; // the picture that flowed last
  details.update((_state, { seen }) => {
    if (shown && seen.some((ink, k) => ink !== shown?.[k])) flow();
    shown = seen;
  });
  const paths = [false, true].flatMap((mine) =>
    ["nn-plus", "nn-minus"].flatMap((tone) => edgePaths(group, tone, mine)),
  );
  figure.update((state, result) => {
    const lines = edgeLines(state, result, layout, figure.narrow);
    paths.forEach((path, i) => attr(path, { d: lines[i] }));
  });
}

function edgePaths(group, tone, mine) {
  return Array.from({ length: STRENGTHS }, (_, i) => {
    const strength = i / (STRENGTHS - 1);
    return svg(group, "path", {
      class: `nn-edge ${tone}`,
      "stroke-width": 0.75 + (mine ? 2.25 : 1.5) * strength,
      "stroke-opacity": mine ? 1 : 0.2 + 0.4 * strength,
    });
  });
}

/**
 * The d of each path, in their order. On a small screen there is no room between the picture and layer 1. No neuron is
 * chosen before the inside is open.
 * @param {import("./index.js").State} state
 * @param {import("./index.js").Result} result
 * @param {import("./places.js").Layout} layout
 * @param {boolean} narrow
 */
function edgeLines({ layer: l, inside }, { edges, rows, terms, j }, layout, narrow) {
  const largest = [1, 2, 3].map((layer) => Math.abs(edges[EDGES * (layer - 1)][3]) || 1);
  const lines = new Array(4 * STRENGTHS).fill("");
  const add = (edge, mine) => {
    const [layer, n, k, value] = edge;
    if (value === 0 || (layer === 1 && narrow)) return;
    const strength = Math.min(1, Math.abs(value) / largest[layer - 1]);
    const kind = 2 * Number(mine) + Number(value < 0);
    lines[STRENGTHS * kind + Math.round(strength * (STRENGTHS - 1))] += line([
      from(layout, layer, k),
      layout.to(layer, n),
    ]);
  };
  for (const edge of edges) if (!inside || edge[0] !== l || edge[1] !== j) add(edge, false);
  if (inside) for (const k of rows) add([l, j, k, terms[k]], true);
  return lines;
}
