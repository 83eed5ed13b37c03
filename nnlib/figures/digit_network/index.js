import { digitPicker } from "../data/digit_picker.js";
import { digits } from "../data/digits.js";
import { trainedNetwork, untrainedNetwork } from "../data/networks.js";
import { readout } from "../kit/card.js";
import { button, choice, slider, toggle } from "../kit/controls.js";
import { attr, html, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { handle, holdTouch, pointerAt, pressable } from "../kit/handles.js";
import { whenIdle } from "../kit/idle.js";
import { drawing } from "../kit/layout.js";
import { line } from "../kit/lines.js";
import { argmax, clamp } from "../kit/maths.js";
import { copied, forward, inputs, parameters } from "../kit/network.js";
import { fixed, signed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { onHandOver } from "../parts/handover.js";
import { noise, normalised, shifted, stroked } from "../parts/mnist_picture.js";
import { outputRows } from "../parts/output_rows.js";
import { paintGrid } from "../parts/paint_grid.js";

const LAYERS = [784, 16, 16, 10];
const STARTS = [0, 12560, 12832]; // where W^(1), W^(2), W^(3) begin in the giant vector
const EDGES = 20; // connections drawn into each layer
const STRENGTHS = 6; // ways to draw one, from weak to strong
const ROWS = 5; // terms of a sum written out
const REST = 150; // ms without a change of the picture after which the details follow
const SOON = 30; // ms after which they follow another network, so that the layers light up first

// ---------------------------------------------------------------- the numbers

export function compute(state, data) {
  const raw = rawPicture(state, data);
  const seen = shifted(state.source === "drawing" && state.normalise ? normalised(raw) : raw, ...state.shift);
  const network = editedNetwork(state, data);
  const { z, a } = forward(network, inputs(seen));
  const { l, j, k } = chosen(state);
  const w = network.weights[l - 1][j];
  const terms = w.map((w_k, i) => w_k * a[l - 1][i]);
  const rows = writtenOut(terms, k);
  const rest = terms.reduce((sum, term, i) => (rows.includes(i) ? sum : sum + term), 0);
  const parts = [...rows.map((i) => terms[i]), rest, network.biases[l - 1][j]];
  const edges = network.weights.flatMap((W, i) => strongest(i + 1, W, a[i], EDGES));
  return { raw, seen, z, a: a.slice(1), says: argmax(a[3]), w, terms, rows, parts, edges };
}

function rawPicture({ source, digit, drawing, seed }, data) {
  if (source === "digit") return digits(data)[digit].pixels;
  return source === "noise" ? noise(seed) : drawing;
}

/** Others than 784-16-16-10 cannot be drawn here. */
const fits = (own) => own !== null && own.sizes.join() === LAYERS.join() && own.vector.every(Number.isFinite);

/** The network without the reader's changes; `own` is the trained one until another was handed over. */
function baseNetwork({ network, own }, data) {
  if (network === "untrained") return untrainedNetwork(data);
  return network === "own" && fits(own) ? own : trainedNetwork(data);
}

function editedNetwork(state, data) {
  const base = baseNetwork(state, data);
  const edits = state.edits.filter(([i, value]) => i in base.vector && value !== undefined);
  if (edits.length === 0) return base;
  const network = copied(base);
  for (const [i, value] of edits) network.vector[i] = value;
  return network;
}

/** The chosen neuron j of layer l, and the sender k of its chosen weight. */
function chosen({ layer, neuron, sender }) {
  return { l: layer, j: Math.min(neuron, LAYERS[layer] - 1), k: Math.min(sender, LAYERS[layer - 1] - 1) };
}

/** The senders whose terms are written out: the largest first, the chosen one among them. */
function writtenOut(terms, k) {
  const largest = strongest(0, [terms], new Float64Array(terms.length).fill(1), ROWS).map((row) => row[2]);
  return largest.includes(k) ? largest : [...largest.slice(0, -1), k];
}

/** The `most` largest contributions w_jk a_k into layer l, as rows [l, j, k, w_jk a_k]; of equals the first. */
function strongest(l, W, a, most) {
  const found = [];
  let least = -1;
  W.forEach((row, j) => {
    for (let k = 0; k < row.length; k++) {
      const size = Math.abs(row[k] * a[k]);
      if (size <= least) continue;
      let place = found.length;
      while (place > 0 && Math.abs(found[place - 1][3]) < size) place -= 1;
      found.splice(place, 0, [l, j, k, row[k] * a[k]]);
      if (found.length > most) found.pop();
      if (found.length === most) least = Math.abs(found[most - 1][3]);
    }
  });
  return found;
}

/** The place of w_jk^(l), or of b_j^(l) without k, in the giant vector. */
const entryAt = (l, j, k) => STARTS[l - 1] + (k === undefined ? LAYERS[l] * LAYERS[l - 1] + j : j * LAYERS[l - 1] + k);

// ---------------------------------------------------------------- the drawing

const WIDE_LAYOUT = {
  height: 416,
  pad: [0, 22, 190],
  seen: [15, 252, 160],
  columns: [276, 376],
  top: 24,
  row: 24,
  reach: 44,
  outputs: [446, 104],
  heading: 14,
  panel: 262,
  weights: [0, 46, 148],
  terms: [158, 46, 148],
  formula: [0, 222],
  table: { x: 318, y: 36, row: 24, product: 186, value: 244, bar: 286, half: 36 },
};
const NARROW_LAYOUT = {
  height: 748,
  pad: [0, 22, 236],
  seen: [248, 22, 72],
  columns: [22, 108],
  top: 296,
  row: 28,
  reach: 44,
  outputs: [164, 66],
  heading: 286,
  panel: 512,
  weights: [0, 46, 150],
  terms: [170, 46, 150],
  formula: [0, 224],
  table: { x: 0, y: 252, row: 28, product: 186, value: 246, bar: 283, half: 34 },
};

export function draw(figure) {
  const layout = figure.narrow ? NARROW_LAYOUT : WIDE_LAYOUT;
  watchForOwn(figure);
  const rubs = drawPresets(figure);
  const details = detailsOf(figure);
  const root = drawing(figure, { height: layout.height, label: "The network 784-16-16-10" });
  drawPad(figure, root, layout.pad, { rubs, details });
  drawSeen(figure, root, layout.seen, details);
  drawNeurons(figure, root, layout);
  const panel = drawing(figure, { height: layout.panel, label: "The chosen neuron" });
  drawPictures(figure, panel, layout, details);
  drawTerms(figure, panel, layout.table, details);
  drawControls(figure, details);
  let said = "";
  details.update((state, result) => (said = `${verdict(state, result, figure.data)} ${aboutChosen(state, result)}`));
  readout(figure, () => said, { lines: [3, 5] });
  whenIdle(figure, [() => compute({ ...figure.state, network: "untrained" }, figure.data)]);
}

/** What is not the layers waits while the picture is drawn or moved, so that these light up at once; it follows soon after. */
function detailsOf(figure) {
  let resting = 0;
  figure.onEnd(() => clearTimeout(resting));
  return {
    wait(time = REST) {
      clearTimeout(resting);
      resting = setTimeout(() => {
        resting = 0;
        figure.set({});
      }, time);
    },
    update: (draw) => figure.update((state, result) => resting || draw(state, result)),
  };
}

/** A network handed over on this page becomes the third choice. Others than 784-16-16-10 cannot be drawn here. */
function watchForOwn(figure) {
  onHandOver(figure, ({ sizes, vector }) => {
    const own = parameters(vector, sizes);
    if (fits(own)) figure.set({ own, ...(figure.state.network === "own" && { edits: [] }) });
  });
}

// ---------------------------------------------------------------- what it looks at

/** Buttons for what is on the pad; answers whether the rubber is in hand. */
function drawPresets(figure) {
  const presets = html(figure.stage, "div", { class: "nn-controls" });
  digitPicker(figure, {
    key: "digit",
    parent: presets,
    also: () => ({ source: "digit", shift: [0, 0] }),
    shown: (state) => state.source === "digit",
  });
  const row = html(presets, "div", { class: "nn-buttons nn-digits" });
  button(figure, "Its mistakes", () => figure.set({ source: "digit", digit: nextMistake(figure), shift: [0, 0] }), {
    parent: row,
  });
  const noisy = button(
    figure,
    "Noise",
    () => figure.set({ source: "noise", seed: (figure.state.seed + 1) % 10_000, shift: [0, 0] }),
    { parent: row, describe: "noise, another each time" },
  );
  button(figure, "Blank", () => figure.set({ source: "drawing", drawing: new Array(784).fill(0), shift: [0, 0] }), {
    parent: row,
    describe: "blank: clear the pad",
  });
  button(
    figure,
    "Shift",
    () => figure.set({ shift: [figure.state.shift[0] < 4 ? figure.state.shift[0] + 1 : 0, figure.state.shift[1]] }),
    { parent: row, describe: "shift what it sees, to the right by a pixel; after four, back" },
  );
  const rubber = button(figure, "Rubber", () => rub(!rubs()), { parent: row });
  const rubs = () => rubber.getAttribute("aria-pressed") === "true";
  const rub = (on) => rubber.setAttribute("aria-pressed", String(on));
  rub(false);
  figure.onReset(() => rub(false));
  figure.update((state) => attr(noisy, { "aria-pressed": String(state.source === "noise") }));
  return rubs;
}

/** The next of the book's digits that the shipped network gets wrong. */
function nextMistake(figure) {
  const network = trainedNetwork(figure.data);
  const wrong = digits(figure.data).flatMap(({ label, pixels }, i) =>
    argmax(forward(network, inputs(pixels)).a[3]) === label ? [] : [i],
  );
  return wrong.find((i) => i > figure.state.digit) ?? wrong[0];
}

function drawPad(figure, root, [x, y, size], { rubs, details }) {
  svg(root, "text", { x, y: y - 8 }, "Draw here");
  paintGrid(figure, root, {
    x,
    y,
    size,
    label: "Pad to draw a digit on: arrows move, Space draws, Shift and arrows draw a line",
    read: (state, { raw }) => raw,
    largest: () => 255,
    pen: (from, to) => {
      const rub = rubs();
      details.wait();
      figure.set({
        source: "drawing",
        drawing: stroked(rawPicture(figure.state, figure.data), from, to, { rub, radius: rub ? 2 : 1.1 }),
      });
    },
    say: (k) =>
      `row ${Math.floor(k / 28)}, column ${k % 28}, ink ${fixed(rawPicture(figure.state, figure.data)[k] / 255)}`,
  });
}

/** The picture before the network, which can be moved. */
function drawSeen(figure, root, [x, y, size], details) {
  const words = svg(root, "text", { x, y: y - 8 }, figure.narrow ? "It sees" : "What it sees");
  const view = picture(root, { x, y, size });
  const hit = svg(root, "rect", { x, y, width: size, height: size, class: "nn-hit" });
  const cell = size / 28;
  handle(figure, hit, {
    label: "What the network sees: move it",
    axis: "xy",
    low: -14,
    high: 14,
    step: 1,
    at: (px, py) => [px / cell, -py / cell],
    get: ({ shift: [dx, dy] }) => [dx, -dy],
    set: ([dx, up]) => {
      details.wait();
      return { shift: [dx, -up] };
    },
    text: ([dx, up]) => moved(dx, -up) || "not moved",
  });
  const answer =
    figure.narrow &&
    [0, 1, 2].map((i) => svg(root, "text", { x, y: y + size + 32 + 22 * i, class: i === 1 ? "nn-strong" : null }));
  figure.update((state, { seen, a, says }) => {
    view.update(seen, 255);
    if (answer) ["It says", says, `at ${fixed(a[2][says])}`].forEach((line, i) => setText(answer[i], String(line)));
    if (!figure.narrow) setText(words, `What it sees${moved(...state.shift) ? `, ${moved(...state.shift)}` : ""}`);
  });
}

function moved(dx, dy) {
  const ways = [
    dx && `${Math.abs(dx)} ${dx > 0 ? "right" : "left"}`,
    dy && `${Math.abs(dy)} ${dy > 0 ? "down" : "up"}`,
  ];
  return ways.filter(Boolean).join(", ");
}

// ---------------------------------------------------------------- the layers

function drawNeurons(figure, root, layout) {
  const pitch = (16 * layout.row) / 10; // between two outputs
  const [outputX, width] = layout.outputs;
  const at = (l, j) =>
    l === 3
      ? [outputX + 26, layout.top + pitch * (j + 0.5)]
      : [layout.columns[l - 1], layout.top + layout.row * (j + 0.5)];
  const cell = layout.seen[2] / 28;
  const from = (l, k) =>
    l > 1
      ? at(l - 1, k)
      : [layout.seen[0] + ((k % 28) + 0.5) * cell, layout.seen[1] + (Math.floor(k / 28) + 0.5) * cell];
  const to = (l, j) => (l === 3 ? [outputX - 3, at(l, j)[1]] : at(l, j));
  drawEdges(figure, root, { from, to });
  ["layer 1", "layer 2"].forEach((words, i) =>
    svg(
      root,
      "text",
      { x: layout.columns[i], y: layout.heading, class: "nn-small nn-muted", "text-anchor": "middle" },
      words,
    ),
  );
  svg(
    root,
    "text",
    { x: outputX + 26, y: layout.heading, class: "nn-small nn-muted", "text-anchor": "middle" },
    "outputs",
  );
  const inks = [1, 2].map((l) => Array.from({ length: 16 }, (_, j) => drawNeuron(root, ...at(l, j))));
  const outputs = outputRows(root, { x: outputX, y: layout.top, width, row: pitch });
  figure.update((state, { a }) => {
    inks.forEach((column, i) => column.forEach((ink, j) => attr(ink, { "fill-opacity": a[i][j] })));
    outputs.update(a[2]);
  });
  drawChoice(figure, root, { at, pitch, layout });
}

function drawNeuron(root, cx, cy) {
  svg(root, "circle", { cx, cy, r: 9, class: "nn-paper" });
  return svg(root, "circle", { cx, cy, r: 9, class: "nn-neuron" });
}

/** The strongest connections, faint, and over them those of the chosen neuron's sum: a path for each sign and strength. */
function drawEdges(figure, root, { from, to }) {
  const group = svg(root, "g", { "pointer-events": "none" });
  const paths = [false, true].map((mine) => ["nn-plus", "nn-minus"].map((tone) => edgePaths(group, tone, mine)));
  figure.update((state, { edges, rows, terms }) => {
    const { l, j } = chosen(state);
    const largest = [1, 2, 3].map((layer) => Math.abs(edges[EDGES * (layer - 1)][3]));
    const own = rows.map((k) => [l, j, k, terms[k]]);
    const lines = paths.map((tones) => tones.map(() => new Array(STRENGTHS).fill("")));
    [...edges, ...own].forEach(([layer, n, k, value], i) => {
      const mine = i >= edges.length;
      if (value === 0 || (layer === 1 && figure.narrow) || (!mine && layer === l && n === j)) return;
      const strength = Math.min(1, Math.abs(value) / (largest[layer - 1] || 1));
      lines[Number(mine)][Number(value < 0)][Math.round(strength * (STRENGTHS - 1))] += line([
        from(layer, k),
        to(layer, n),
      ]);
    });
    paths.flat(2).forEach((path, i) => attr(path, { d: lines.flat(2)[i] }));
  });
}

function edgePaths(group, tone, mine) {
  return Array.from({ length: STRENGTHS }, (_, i) => {
    const strength = i / (STRENGTHS - 1);
    const width = 0.75 + (mine ? 2.25 : 1.5) * strength;
    return svg(group, "path", {
      class: `nn-edge ${tone}`,
      "stroke-width": width,
      "stroke-opacity": mine ? 1 : 0.2 + 0.4 * strength,
    });
  });
}

/** All 42 neurons as one group of radio buttons: click or tap one, or move with the arrow keys. */
function drawChoice(figure, root, { at, pitch, layout }) {
  const ring = svg(root, "circle", { class: "nn-cursor" });
  const group = svg(root, "g", { role: "radiogroup", "aria-label": "Choose a neuron" });
  const hits = [1, 2, 3].map((l) =>
    Array.from({ length: LAYERS[l] }, (_, j) => {
      const [cx, cy] = at(l, j);
      const height = l === 3 ? pitch : layout.row;
      const hit = svg(group, "rect", {
        x: l === 3 ? cx - 26 : cx - layout.reach / 2,
        y: cy - height / 2,
        width: l === 3 ? figure.width - cx + 26 : layout.reach,
        height,
        class: "nn-hit nn-pressable",
        role: "radio",
      });
      figure.listen(hit, "click", () => choose(figure, l, j));
      figure.listen(hit, "keydown", (event) => chooseByKey(figure, hits, event, l, j));
      return hit;
    }),
  );
  figure.update((state, { a }) => {
    const { l, j } = chosen(state);
    attr(ring, { cx: at(l, j)[0], cy: at(l, j)[1], r: l === 3 ? 14 : 12.5 });
    hits.forEach((column, i) =>
      column.forEach((hit, n) => {
        const mine = i === l - 1 && n === j;
        attr(hit, {
          tabindex: mine ? 0 : -1,
          "aria-checked": String(mine),
          "aria-label": `${named(i + 1, n)}, activation ${fixed(a[i][n])}`,
        });
      }),
    );
  });
}

const named = (l, j) => (l === 3 ? `output ${j}` : `layer ${l}, neuron ${j}`);

/** Choose a neuron, and of its weights the one that says most at the moment. */
function choose(figure, l, j) {
  const { a, seen } = figure.result;
  const before = l === 1 ? inputs(seen) : a[l - 2];
  const row = editedNetwork(figure.state, figure.data).weights[l - 1][j];
  figure.set({ layer: l, neuron: j, sender: strongest(l, [row], before, 1)[0][2] });
}

function chooseByKey(figure, hits, event, l, j) {
  const steps = {
    ArrowDown: [0, 1],
    ArrowUp: [0, -1],
    ArrowRight: [1, 0],
    ArrowLeft: [-1, 0],
    Home: [0, -16],
    End: [0, 16],
    " ": [0, 0],
    Enter: [0, 0],
  };
  const step = steps[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const layer = clamp(l + step[0], 1, 3);
  const same = layer === l ? j + step[1] : Math.round((j * (LAYERS[layer] - 1)) / (LAYERS[l] - 1));
  const neuron = clamp(same, 0, LAYERS[layer] - 1);
  choose(figure, layer, neuron);
  hits[layer - 1][neuron].focus();
}

// ---------------------------------------------------------------- one neuron

function drawPictures(figure, root, layout, details) {
  const name = svg(root, "text", { x: 0, y: 16, class: "nn-strong" });
  const [wx, y, size] = layout.weights;
  const [tx] = layout.terms;
  maths(root, { x: wx, y: y - 8 }, '"weights" w_k');
  maths(root, { x: tx, y: y - 8 }, '"each adds" w_k a_k');
  const formula = maths(root, { x: layout.formula[0], y: layout.formula[1] }, "z");
  const views = [28, 4].map((columns) => [wx, tx].map((x) => picture(root, { x, y, size, columns, kind: "sign" })));
  drawWeightChoice(figure, root, layout);
  details.update((state, { w, terms }) => {
    const { l, j } = chosen(state);
    setText(name, capital(named(l, j)));
    setMaths(
      formula,
      `a_{${j}}^{(${l})} = \\sigma(w_{${j},0} a_0 + \\ldots + w_{${j},${w.length - 1}} a_{${w.length - 1}} + b_{${j}})`,
    );
    views.forEach((pair, i) =>
      pair.forEach((view, which) => {
        const shown = (i === 0) === (l === 1);
        const values = !shown ? NONE : which ? terms : w;
        attr(view.group, { visibility: shown ? "visible" : "hidden" });
        if (view.drawn !== values) view.update(values, largestOf(values));
        view.drawn = values; // weights that nobody changed are the very same array
      }),
    );
  });
}

const NONE = [];
const capital = (words) => words[0].toUpperCase() + words.slice(1);
const largestOf = (values) => values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-9);

/** The chosen weight in both pictures: click a square, or move with the arrow keys. */
function drawWeightChoice(figure, root, { weights: [wx, y, size], terms: [tx] }) {
  const columns = () => (chosen(figure.state).l === 1 ? 28 : 4);
  const cursors = [wx, tx].map(() => svg(root, "rect", { class: "nn-cursor" }));
  [wx, tx].forEach((x, i) => {
    const surface = svg(root, "rect", { x, y, width: size, height: size, class: "nn-hit nn-pressable" });
    holdTouch(figure, surface, "x");
    const pick = (event) => {
      const [column, row] = pointerAt(event, surface).map((p, axis) =>
        clamp(Math.floor(((p - (axis ? y : x)) / size) * columns()), 0, columns() - 1),
      );
      figure.set({ sender: columns() * row + column });
    };
    figure.listen(surface, "pointerdown", pick);
    figure.listen(surface, "pointermove", (event) => event.buttons && pick(event));
    if (i === 0) pickByKeys(figure, surface, columns);
  });
  figure.update((state) => {
    const { l, k } = chosen(state);
    const cell = size / (l === 1 ? 28 : 4);
    const grown = l === 1 ? 2 : 0; // so that a small square stays visible inside its frame
    cursors.forEach((cursor, i) =>
      attr(cursor, {
        x: [wx, tx][i] + (k % (size / cell)) * cell - grown,
        y: y + Math.floor(k / Math.round(size / cell)) * cell - grown,
        width: cell + 2 * grown,
        height: cell + 2 * grown,
      }),
    );
  });
}

function pickByKeys(figure, surface, columns) {
  attr(surface, { tabindex: 0, role: "application", "aria-roledescription": "weight picture" });
  figure.listen(surface, "keydown", (event) => {
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const { k } = chosen(figure.state);
    const n = columns();
    figure.set({ sender: n * clamp(Math.floor(k / n) + step[1], 0, n - 1) + clamp((k % n) + step[0], 0, n - 1) });
  });
  figure.update((state, { w }) => {
    const { j, k } = chosen(state);
    attr(surface, { "aria-label": `Choose a weight with the arrow keys. Weight w ${j}, ${k}: ${signed(w[k])}` });
  });
}

/** The sum term by term: five terms, the rest, the bias; then z and its activation. */
function drawTerms(figure, root, table, details) {
  const rows = Array.from({ length: ROWS }, (_, i) => drawTerm(figure, root, table, i));
  const rest = drawRow(root, table, ROWS);
  const bias = drawRow(root, table, ROWS + 1);
  const ruleY = table.y + table.row * (ROWS + 2) + 3;
  svg(root, "line", { x1: table.x, x2: table.x + table.bar + table.half, y1: ruleY, y2: ruleY, class: "nn-rule" });
  const sum = drawRow(root, table, ROWS + 2.2);
  const squashed = drawRow(root, table, ROWS + 3.2);
  details.update((state, { parts, w, rows: places, terms, z, a }) => {
    const { l, j, k } = chosen(state);
    const before = (i) => (w[i] ? terms[i] / w[i] : 0);
    const reach = Math.max(largestOf(parts), Math.abs(z[l - 1][j]));
    const precision = largestOf(w) < 0.1 ? 3 : 2;
    const sign = (value) => (value < 0 ? "nn-minus" : "nn-plus");
    places.forEach((i, row) => {
      rows[row](`w_{${j},${i}} a_{${i}}`, `${fixed(w[i], precision)} \u00d7 ${fixed(before(i))}`, parts[row], {
        reach,
        places: precision,
        tone: sign(parts[row]),
        strong: i === k,
      });
    });
    rest(`"the other ${w.length - ROWS}"`, "", parts[ROWS], { reach, tone: sign(parts[ROWS]) });
    bias(`b_{${j}}`, "", parts[ROWS + 1], { reach, tone: "nn-b" });
    sum(`z_{${j}}^{(${l})}`, "", z[l - 1][j], { reach, tone: "nn-z" });
    squashed(`a_{${j}}^{(${l})} = \\sigma(z)`, "", a[l - 1][j], { reach: 1, tone: "nn-a" });
  });
}

function drawRow(root, { x, y, row, product, value, bar, half }, i) {
  const baseline = y + row * (i + 0.5) + 5;
  const symbol = maths(root, { x, y: baseline }, "z");
  const words = svg(root, "text", { class: "nn-number nn-muted", x: x + product, y: baseline, "text-anchor": "end" });
  const number = svg(root, "text", { x: x + value, y: baseline, "text-anchor": "end" });
  const rect = svg(root, "rect", { y: baseline - 11, height: 12 });
  return (name, text, size, { reach, places = 2, tone, strong = false }) => {
    setMaths(symbol, name);
    setText(words, text);
    setText(number, name.includes("sigma") ? fixed(size, places) : signed(size, places));
    attr(number, { class: `nn-number ${tone}${strong ? " nn-strong" : ""}` });
    const length = (Math.abs(size) / reach) * half;
    attr(rect, { x: x + bar - (size < 0 ? length : 0), width: length, class: `nn-bar ${tone}` });
  };
}

/** A term that can be pressed, to choose its weight. */
function drawTerm(figure, root, table, i) {
  const group = svg(root, "g");
  const frame = svg(group, "rect", {
    x: table.x - 6,
    y: table.y + table.row * i,
    width: table.bar + table.half + 6,
    height: table.row,
    rx: 4,
  });
  const show = drawRow(group, table, i);
  pressable(figure, group, {
    target: frame,
    label: (state, { rows, w }) => `choose weight ${rows[i]}, now ${signed(w[rows[i]])}`,
    action: () => figure.set({ sender: figure.result.rows[i] }),
    pressed: (state, { rows }) => rows[i] === chosen(state).k,
  });
  figure.update((state, { rows }) => attr(frame, { class: rows[i] === chosen(state).k ? "nn-track" : "nn-hit" }));
  return show;
}

// ---------------------------------------------------------------- controls and words

function drawControls(figure, details) {
  const entry = (state, ofBias) => {
    const { l, j, k } = chosen(state);
    return entryAt(l, j, ofBias ? undefined : k);
  };
  for (const ofBias of [true, false]) {
    slider(figure, {
      label: (state) => labelOf(state, ofBias),
      low: -12,
      high: 12,
      step: 0.05,
      digits: 2,
      get: (state) => editedNetwork(state, figure.data).vector[entry(state, ofBias)],
      set: (value) => ({ edits: withEdit(figure, entry(figure.state, ofBias), value) }),
    });
  }
  const options = [
    ["trained", "trained"],
    ["untrained", "untrained"],
    ["own", "your own", ({ own }) => fits(own)],
  ];
  const change = (network) => {
    details.wait(SOON);
    return { network, edits: [] };
  };
  choice(figure, { key: "network", label: "Network", options, set: change });
  toggle(figure, { key: "normalise", label: "Centre and scale as MNIST does" });
  const undo = button(figure, "Undo changes", () => figure.set({ edits: [] }), {
    describe: "undo all changes of weights and biases",
  });
  figure.update((state) => {
    undo.disabled = state.edits.length === 0;
  });
}

function labelOf(state, ofBias) {
  const { j, k } = chosen(state);
  return ofBias ? `$b_{${j}}$ bias` : `$w_{${j},${k}}$ weight`;
}

/** The list of changes with entry i set to a value; a change back to the network's own value is no change. */
function withEdit(figure, i, value) {
  const others = figure.state.edits.filter(([other]) => other !== i);
  return baseNetwork(figure.state, figure.data).vector[i] === value ? others : [...others, [i, value]];
}

function verdict(state, { a, says, seen }, data) {
  const order = Array.from(a[2].keys()).sort((i, j) => a[2][j] - a[2][i]);
  const brightest = a[2][says] < 0.5 ? `No output reaches 0.5; the brightest is ${says}` : `It says ${says}`;
  const answer = `${brightest}, at ${fixed(a[2][says])}; next comes ${order[1]}, at ${fixed(a[2][order[1]])}.`;
  if (seen.every((value) => value === 0))
    return `${answer} The picture is blank, so no pixel adds anything: this is what the biases say.`;
  if (state.source === "noise") return `${answer} The picture is noise, and there is no output for "no digit".`;
  if (state.source === "drawing") return answer;
  const { label, index } = digits(data)[state.digit];
  return `${answer} It is test image ${index}, a ${label}: ${label === says ? "right" : "wrong"}.`;
}

function aboutChosen(state, { z, a }) {
  const { l, j } = chosen(state);
  return `${capital(named(l, j))}: z = ${fixed(z[l - 1][j])}, activation ${fixed(a[l - 1][j])}.`;
}
