// The three layers of neurons, and the strongest connections between them.
import { attr, svg } from "../kit/elements.js";
import { line } from "../kit/lines.js";
import { outputRows } from "../parts/output_rows.js";
import { chooseNeuron } from "./neuron_choice.js";
import { EDGES } from "./numbers.js";

/** @typedef {import("./index.js").ThisFigure} ThisFigure */

const STRENGTHS = 6; // ways to draw a connection, from weak to strong

/**
 * @param {ThisFigure} figure
 * @param {Element} root
 * @param {import("./index.js").Layout} layout
 */
export function drawLayers(figure, root, layout) {
  const places = placesOf(layout);
  drawEdges(figure, root, places);
  drawHeadings(root, layout);
  const inks = [1, 2].map((l) => Array.from({ length: 16 }, (_, j) => drawNeuron(root, places.at(l, j))));
  const { x, width } = layout.outputs;
  const outputs = outputRows(root, { x, y: layout.top, width, row: places.pitch });
  figure.update((_state, { a }) => {
    inks.forEach((column, i) => column.forEach((ink, j) => attr(ink, { "fill-opacity": a[i][j] })));
    outputs.update(a[2]);
  });
  chooseNeuron(figure, root, { ...places, row: layout.row, reach: layout.reach });
}

/** Where the neurons are, and where connections begin and end. `pitch` is the distance between two outputs. */
function placesOf({ top, row, columns, outputs, seen }) {
  const pitch = (16 * row) / 10;
  const cell = seen.size / 28;
  const at = (l, j) => (l === 3 ? [outputs.x + 26, top + pitch * (j + 0.5)] : [columns[l - 1], top + row * (j + 0.5)]);
  const pixel = (k) => [seen.x + ((k % 28) + 0.5) * cell, seen.y + (Math.floor(k / 28) + 0.5) * cell];
  return {
    pitch,
    at,
    from: (l, k) => (l > 1 ? at(l - 1, k) : pixel(k)),
    to: (l, j) => (l === 3 ? [outputs.x - 3, at(l, j)[1]] : at(l, j)),
  };
}

function drawHeadings(root, { columns, outputs, heading: y }) {
  const look = { y, class: "nn-small nn-muted", "text-anchor": "middle" };
  svg(root, "text", { ...look, x: columns[0] }, "layer 1");
  svg(root, "text", { ...look, x: columns[1] }, "layer 2");
  svg(root, "text", { ...look, x: outputs.x + 26 }, "outputs");
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
function drawEdges(figure, root, places) {
  const group = svg(root, "g", { "pointer-events": "none" });
  const paths = [false, true].flatMap((mine) =>
    ["nn-plus", "nn-minus"].flatMap((tone) => edgePaths(group, tone, mine)),
  );
  figure.update((state, result) => {
    const lines = edgeLines(state, result, places, figure.narrow);
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
 * The d of each path, in their order. On a small screen there is no room between the picture and layer 1.
 * @param {import("./index.js").State} state
 * @param {import("./index.js").Result} result
 */
function edgeLines({ layer: l }, { edges, rows, terms, j }, { from, to }, narrow) {
  const largest = [1, 2, 3].map((layer) => Math.abs(edges[EDGES * (layer - 1)][3]) || 1);
  const lines = new Array(4 * STRENGTHS).fill("");
  const add = (edge, mine) => {
    const [layer, n, k, value] = edge;
    if (value === 0 || (layer === 1 && narrow)) return;
    const strength = Math.min(1, Math.abs(value) / largest[layer - 1]);
    const kind = 2 * Number(mine) + Number(value < 0);
    lines[STRENGTHS * kind + Math.round(strength * (STRENGTHS - 1))] += line([from(layer, k), to(layer, n)]);
  };
  for (const edge of edges) if (edge[0] !== l || edge[1] !== j) add(edge, false);
  for (const k of rows) add([l, j, k, terms[k]], true);
  return lines;
}
