import { digits } from "../data/digits.js";
import { trainedNetwork } from "../data/networks.js";
import { readout } from "../kit/card.js";
import { button, choice, fold, slider } from "../kit/controls.js";
import { attr, keepPlace, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { pressable } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { clamp, example_cost, one_hot, sigmoid } from "../kit/maths.js";
import { averageGradient, forward, parameters } from "../kit/network.js";
import { fixed, signed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { LAYERS, parameterAt, placeOf, spoken, symbol } from "../parts/giant_vector.js";

const ROWS = 9; // entries in sight
const COUNT = 13002;
const found = new WeakMap();

/** What does not depend on the state: the network, grad C over the digits, the order by size, the cost. */
function once(data) {
  if (found.has(data.digits)) return found.get(data.digits);
  const network = trainedNetwork(data);
  const gradient = averageGradient(network, digits(data)).vector;
  const largest = gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  const size = gradient.map((g) => Math.round((Math.abs(g) / largest) * 1e9));
  const bySize = Array.from(gradient.keys()).sort((i, k) => size[k] - size[i] || i - k);
  const rank = new Int32Array(COUNT);
  bySize.forEach((i, place) => (rank[i] = place));
  const square = gradient.reduce((sum, g) => sum + g * g, 0);
  const first = digits(data).map(({ x }) => [network, parameters(gradient)].map((one) => forward(one, x).z[0]));
  const fixedParts = {
    network,
    gradient,
    largest,
    bySize,
    rank,
    square,
    before: averageCost(network, data),
    first,
    after: new Map(),
  };
  found.set(data.digits, fixedParts);
  return fixedParts;
}

/** The cost after a step. The weighted sums of layer 1 are linear in the rate, so only the small layers are gone through. */
function costAfter({ network, gradient, first, after }, rate, data) {
  if (after.has(rate)) return after.get(rate);
  const [n_in, ...small] = network.sizes;
  const start = small[0] * (n_in + 1);
  const later = parameters(
    network.vector.slice(start).map((p, i) => p - rate * gradient[start + i]),
    small,
  );
  const costs = first.map(([z, dz], e) =>
    example_cost(
      forward(
        later,
        z.map((z_j, j) => sigmoid(z_j - rate * dz[j])),
      ).a[2],
      one_hot(digits(data)[e].label),
    ),
  );
  after.set(rate, costs.reduce((sum, C) => sum + C, 0) / costs.length);
  return after.get(rate);
}

function averageCost(network, data) {
  const all = digits(data);
  return (
    all.reduce((sum, { x, label }) => sum + example_cost(forward(network, x).a[3], one_hot(label)), 0) / all.length
  );
}

export function compute({ sort, top, picked, log_rate }, data) {
  const { network, gradient, largest, bySize, rank, square, before } = once(data);
  const rate = 10 ** log_rate;
  const window = Array.from({ length: ROWS }, (_, i) => (sort === "size" ? bySize[top + i] : top + i));
  return {
    window,
    values: window.map((i) => network.vector[i]),
    wishes: window.map((i) => -gradient[i]),
    value: network.vector[picked],
    wish: -gradient[picked],
    rank: rank[picked],
    length: Math.sqrt(square),
    largest,
    before,
    predicted: before - rate * square,
    after: costAfter(once(data), rate, data),
  };
}

// ---------------------------------------------------------------- the drawing

export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, {
    height: narrow ? 690 : 372,
    label: "A window onto the weights and the negative gradient",
  });
  drawColumn(figure, svg(root, "g", { transform: "translate(0 22)" }));
  drawConnection(figure, svg(root, "g", { transform: narrow ? "translate(0 350)" : "translate(352 22)" }));
  drawStep(figure, svg(root, "g", { transform: narrow ? "translate(0 580)" : "translate(352 262)" }));
  addControls(figure);
  readout(figure, (state, result) => {
    const name = spoken(parameterAt(state.picked));
    return `Entry ${state.picked} is the ${name}: it is ${fixed(result.value, 3)} and wants to go ${result.wish > 0 ? "up" : result.wish < 0 ? "down" : "nowhere"} (${signed(result.wish, 5)}, number ${result.rank + 1} by size).`;
  });
}

function addControls(figure) {
  choice(figure, {
    key: "sort",
    label: "Sort",
    options: [
      ["size", "largest first"],
      ["place", "as they stand"],
    ],
  });
  slider(figure, { key: "top", label: "Scroll", step: 1, digits: 0 });
  slider(figure, {
    key: "log_rate",
    label: "$\\eta$ rate",
    step: 0.1,
    text: (value) => (10 ** value).toFixed(value < 0 ? 2 : 1),
  });
  const turn = (rows) => () => figure.set({ top: figure.state.top + rows });
  button(figure, "Previous", turn(-ROWS), { describe: "the nine entries before" });
  button(figure, "Next", turn(ROWS), { describe: "the next nine entries" });
  const find = fold(figure, "Find a weight or a bias");
  const now = () => parameterAt(figure.state.picked);
  const go = (change) => {
    const wanted = { ...now(), ...change };
    const { n_in, n_out } = LAYERS[wanted.l - 1];
    return {
      picked: placeOf({
        l: wanted.l,
        j: clamp(wanted.j, 0, n_out - 1),
        k: wanted.k === null ? null : clamp(wanted.k, 0, n_in - 1),
      }),
    };
  };
  choice(figure, {
    label: "Layer",
    options: [1, 2, 3].map((l) => [l, String(l)]),
    get: (state) => parameterAt(state.picked).l,
    set: (l) => go({ l }),
    parent: find,
  });
  choice(figure, {
    label: "Kind",
    options: [
      ["weight", "weight"],
      ["bias", "bias"],
    ],
    get: (state) => (parameterAt(state.picked).k === null ? "bias" : "weight"),
    set: (kind) => go({ k: kind === "bias" ? null : 0 }),
    parent: find,
  });
  slider(figure, {
    label: "$j$ receives",
    low: 0,
    high: 15,
    step: 1,
    digits: 0,
    get: (state) => parameterAt(state.picked).j,
    set: (j) => go({ j }),
    parent: find,
  });
  slider(figure, {
    label: "$k$ sends",
    low: 0,
    high: 783,
    step: 1,
    digits: 0,
    get: (state) => parameterAt(state.picked).k ?? 0,
    set: (k) => (now().k === null ? {} : go({ k })),
    parent: find,
  });
}

/** The window: a row an entry, its name, its value, its wish as a number and a bar from the middle. */
function drawColumn(figure, group) {
  const X = { name: 4, value: 144, wish: 226, bar: 272 };
  maths(group, { x: X.name, y: -6, class: "nn-small nn-muted" }, '"parameter"');
  svg(group, "text", { x: X.value, y: -6, "text-anchor": "end", class: "nn-small nn-muted" }, "value");
  maths(group, { x: X.wish, y: -6, "text-anchor": "end", class: "nn-small" }, "-\\nabla C");
  const rows = Array.from({ length: ROWS }, (_, i) =>
    drawEntry(figure, svg(group, "g", { transform: `translate(0 ${i * 34})` }), i, X),
  );
  figure.update((state, result) => rows.forEach((show, i) => show(state, result)));
}

function drawEntry(figure, group, i, X) {
  const back = svg(group, "rect", { x: 0, y: 0, width: 318, height: 32, rx: 4, class: "nn-entry" });
  const name = maths(group, { x: X.name + 4, y: 21 }, "w");
  const value = svg(group, "text", { x: X.value, y: 21, "text-anchor": "end", class: "nn-number" });
  const wish = svg(group, "text", { x: X.wish, y: 21, "text-anchor": "end", class: "nn-number" });
  const bar = svg(group, "rect", { y: 10, height: 12, class: "nn-bar" });
  pressable(figure, group, {
    target: back,
    label: (state, { window, values, wishes }) =>
      `${spoken(parameterAt(window[i]))}: ${fixed(values[i], 3)}, negative gradient ${signed(wishes[i], 5)}`,
    action: () => figure.set({ picked: figure.result.window[i] }),
    pressed: (state, { window }) => window[i] === state.picked,
  });
  return (state, { window, values, wishes, largest }) => {
    setMaths(name, symbol(parameterAt(window[i])));
    setText(value, signed(values[i], 3));
    setText(wish, signed(wishes[i], 5));
    const width = (wishes[i] / largest) * 42;
    const tone = wishes[i] < 0 ? "nn-minus" : "nn-plus";
    attr(bar, { x: X.bar + Math.min(0, width), width: Math.abs(width), class: `nn-bar ${tone}` });
    attr(wish, { class: `nn-number ${tone}` });
    mark(back, "nn-picked", window[i] === state.picked);
  };
}

/** The picked entry as a connection: the pixel or neuron that sends, the neuron that receives. */
function drawConnection(figure, group) {
  const title = maths(group, { x: 0, y: 0, class: "nn-strong" }, "w");
  const pixels = picture(group, { x: 14, y: 44, size: 112 });
  const pixel = svg(group, "rect", { width: 5.5, height: 5.5, class: "nn-cursor" });
  const left = column(group, 70);
  const right = column(group, 226);
  const edge = svg(group, "line", { class: "nn-edge", "stroke-width": 3 });
  const names = [70, 226].map((x) =>
    svg(group, "text", { x, y: 24, "text-anchor": "middle", class: "nn-small nn-muted" }),
  );
  const value = svg(group, "text", { x: 148, y: 44, "text-anchor": "middle", class: "nn-number" });
  pixels.update(digits(figure.data)[3].x.map((a) => 0.35 * a));
  figure.update((state, result) => {
    const at = parameterAt(state.picked);
    setMaths(title, `${symbol(at)}`);
    setText(names[0], at.l === 1 ? "784 pixels" : `layer ${at.l - 1}`);
    setText(names[1], `layer ${at.l}`);
    keepPlace(pixels.group, at.l === 1);
    left.show(at.l === 1 ? 0 : 16, at.k);
    right.show(at.l === 3 ? 10 : 16, at.j);
    const pixelPlace = at.k === null ? null : [14 + (at.k % 28) * 4 + 2, 44 + Math.floor(at.k / 28) * 4 + 2];
    attr(pixel, {
      visibility: at.l === 1 && pixelPlace ? "visible" : "hidden",
      x: (pixelPlace?.[0] ?? 0) - 2.75,
      y: (pixelPlace?.[1] ?? 0) - 2.75,
    });
    const from = at.k === null ? null : at.l === 1 ? pixelPlace : [78, left.y(at.k)];
    attr(edge, {
      x1: from?.[0] ?? 200,
      y1: from?.[1] ?? right.y(at.j),
      x2: 218,
      y2: right.y(at.j),
      class: `nn-edge ${at.k === null ? "nn-b" : result.value < 0 ? "nn-minus" : "nn-plus"}`,
    });
    setText(value, signed(result.value, 3));
  });
}

/** A column of up to sixteen small neurons; show(n, lit) shows n of them, one lit. */
function column(group, x) {
  const y = (k) => 52 + k * 10.4;
  const circles = Array.from({ length: 16 }, (_, k) => svg(group, "circle", { cx: x, cy: y(k), class: "nn-neuron" }));
  const show = (n, lit) =>
    circles.forEach((circle, k) =>
      attr(circle, {
        visibility: k < n ? "visible" : "hidden",
        "fill-opacity": k === lit ? 1 : 0,
        r: k === lit ? 5.5 : 3.5,
      }),
    );
  return { y, show };
}

/** The step along -grad C: what the gradient promises, to first order, and what is measured. */
function drawStep(figure, group) {
  maths(group, { x: 0, y: 8 }, '"Take the step: "p \\leftarrow p - \\eta \\nabla C');
  const names = ['"cost before"', 'C - \\eta |\\nabla C|^2" predicted"', '"cost after"'];
  names.forEach((name, i) => maths(group, { x: 0, y: 36 + 26 * i }, name));
  const values = names.map((_, i) =>
    svg(group, "text", { x: 250, y: 36 + 26 * i, "text-anchor": "end", class: "nn-number nn-C" }),
  );
  mark(values[2], "nn-strong", true);
  const verdict = svg(group, "text", { x: 0, y: 106, class: "nn-small nn-muted" });
  figure.update((state, { before, predicted, after }) => {
    [before, predicted, after].forEach((value, i) => setText(values[i], fixed(value, 5)));
    const kept = (before - after) / (before - predicted);
    setText(
      verdict,
      after > before
        ? "Too far: the cost has risen."
        : `The step brought ${fixed(100 * kept, 0)} % of what was predicted.`,
    );
  });
}
