import { digits } from "../data/digits.js";
import { trainedNetwork, untrainedNetwork } from "../data/networks.js";
import { readout } from "../kit/card.js";
import { button, choice, fold, slider } from "../kit/controls.js";
import { html, keepPlace, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { whenIdle } from "../kit/idle.js";
import { drawing } from "../kit/layout.js";
import { clamp } from "../kit/maths.js";
import { averageGradient, parameters } from "../kit/network.js";
import { fixed, signed } from "../kit/numbers.js";
import { normal, random } from "../kit/seeded.js";
import { LAYERS, parameterAt, placeOf, spoken, symbol } from "../parts/giant_vector.js";
import { costAt, sliceOf, slopesAt } from "../parts/slice.js";
import { coarser, mapView, marksIn, short, steepest, surfaceView, terrain, terrainTasks } from "../parts/terrain.js";

const DIGITS = 80; // the first of the book's test digits: eight of each
const COUNT = 13002;
const [FEW, MANY] = [8, 24]; // squares along each side of the map
const SEEN = 16; // and of the finished surface
const KEPT = 12; // planes
const slices = new WeakMap(); // of each page's data: the planes that were looked at last, by their names

const centre = (data, network) => (network === "trained" ? trainedNetwork(data) : untrainedNetwork(data));
const examples = (data) => digits(data).slice(0, DIGITS);

/** The plane that the state chooses; the last few are kept. */
function sliceFor({ network, directions, first, second }, data) {
  const key = `${network} ${directions} ${directions === "parameters" ? [first, second] : ""}`;
  if (!slices.has(data.network)) slices.set(data.network, new Map());
  const kept = slices.get(data.network);
  if (!kept.has(key)) {
    if (kept.size === KEPT) kept.delete(kept.keys().next().value); // the oldest
    kept.set(key, sliceOf(centre(data, network), plane(data, { network, directions, first, second }), examples(data)));
  }
  return kept.get(key);
}

function plane(data, { network, directions, first, second }) {
  const base = centre(data, network);
  if (directions === "parameters")
    return [first, second].map((i) => Float64Array.from({ length: COUNT }, (_, k) => (k === i ? 1 : 0)));
  return [
    directions === "gradient" ? uphill(base, examples(data)) : randomDirection(base, 1),
    randomDirection(base, 2),
  ];
}

/** The direction of grad C, made as long as the network's whole parameter vector. */
function uphill(base, list) {
  const g = averageGradient(base, list).vector;
  const ratio = Math.sqrt(squares(base.vector) / squares(g));
  return g.map((g_i) => g_i * ratio);
}

const squares = (values) => values.reduce((sum, v) => sum + v * v, 0);

/** Normal numbers, then for each neuron its weights and bias scaled to be as long as the network's own together. */
function randomDirection(base, seed) {
  const draw = random(seed);
  const d = parameters(Float64Array.from({ length: COUNT }, () => normal(draw)));
  d.weights.forEach((W, l) =>
    W.forEach((row, j) => {
      const ratio = Math.sqrt(
        (squares(base.weights[l][j]) + base.biases[l][j] ** 2) / (squares(row) + d.biases[l][j] ** 2),
      );
      row.forEach((_, k) => (row[k] *= ratio));
      d.biases[l][j] *= ratio;
    }),
  );
  return d.vector;
}

const stood = new WeakMap(); // of each plane: the place that was looked at last, as only the view may have turned

function standingAt(slice, shift) {
  if (stood.get(slice)?.at !== shift.join())
    stood.set(slice, { at: shift.join(), found: { ...costAt(slice, ...shift), slopes: slopesAt(slice, ...shift) } });
  return stood.get(slice).found;
}

export function compute(state, data) {
  const { vector } = centre(data, state.network);
  const shift = state.point.map((p) => p * state.reach);
  return { shift, ...standingAt(sliceFor(state, data), shift), start: [vector[state.first], vector[state.second]] };
}

// ---------------------------------------------------------------- the drawing

export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, {
    height: narrow ? 784 : 424,
    label: "The cost of the digit network as a surface and as a map",
  });
  const views = [
    surfaceView(
      figure,
      root,
      narrow ? { x: 0, y: 0, width: 320, height: 280 } : { x: 0, y: 0, width: 336, height: 316 },
    ),
    mapView(figure, root, {
      ...(narrow ? { x: 46, y: 308, size: 256 } : { x: 390, y: 26, size: 240 }),
      tapped: (point) => ({ point: tidy(point) }),
    }),
  ];
  const landOf = drawMarks(figure, views);
  drawNumbers(figure, svg(root, "g", { transform: narrow ? "translate(6 620)" : "translate(10 344)" }), landOf);
  addControls(figure);
  readout(figure, (state, result) => words(state, result, landOf()));
  const { state, data } = figure;
  const others = Object.keys(NOTES)
    .filter((directions) => directions !== state.directions)
    .map((directions) => lookAlong(state, directions));
  const near = [{ network: state.network === "trained" ? "untrained" : "trained" }, ...others];
  whenIdle(
    figure,
    near.flatMap((change) => lookAhead({ ...state, ...change }, data, views)),
    "near",
  );
}

const tidy = (point) => point.map((p) => Number(clamp(p, -1, 1).toFixed(3)));

function drawMarks(figure, views) {
  const hold = {
    reach: 1,
    step: 0.05,
    get: (state) => state.point,
    set: (point) => ({ point: tidy(point) }),
    text: ([s, t]) => `${fixed(s)} and ${fixed(t)} of the reach`,
  };
  const marks = views.map((view, i) =>
    marksIn(figure, view, { hold: { ...hold, label: i ? "the point on the map" : "the point on the surface" } }),
  );
  const landFor = lands(figure);
  let land = null;
  figure.update((state, { cost, slopes }) => {
    land = landFor(state);
    const names = labels(state, centre(figure.data, state.network).vector);
    views[0].show(meshFor(land), state, names);
    views[1].show(land, names);
    const steep = slopes.map((slope) => slope * state.reach); // along the map's own units
    const size = Math.hypot(...steep);
    const length = 0.55 * Math.sqrt(Math.min(1, size / Math.max(steepest(land), 1e-9))); // longer where steeper, seen where gentle
    const down = steep.map((slope) => (size > 1e-9 ? (-slope * length) / size : 0));
    marks.forEach((mark) =>
      mark.show({ point: [...state.point, cost], arrows: [[...down, down[0] * steep[0] + down[1] * steep[1]]] }),
    );
  });
  return () => land;
}

const meshes = new WeakMap(); // of each terrain: what the surface shows

function meshFor(land) {
  if (!meshes.has(land)) meshes.set(land, land.n > SEEN ? coarser(land, SEEN) : land);
  return meshes.get(land);
}

const terrains = new WeakMap(); // of each plane: its finished terrains, by their reach

function finishedOf(slice) {
  if (!terrains.has(slice)) terrains.set(slice, new Map());
  return terrains.get(slice);
}

const costOver = (slice, reach) => (s, t) => costAt(slice, s * reach, t * reach).cost;

/** The work for another state, in pieces: its plane, its terrain row by row, its pictures. */
function lookAhead(state, data, views) {
  const slice = () => sliceFor(state, data);
  const keep = (land) => {
    finishedOf(slice()).set(state.reach, land);
    [meshFor(land), land].forEach((shown, i) => views[i].prepare(shown, state));
  };
  return [slice, ...terrainTasks((s, t) => costOver(slice(), state.reach)(s, t), 1, MANY, keep)];
}

/** The terrain of a state: while something changes on few squares, so that it keeps up, and soon after on many. */
function lands(figure) {
  let [land, drawn, timer] = [null, [], 0];
  figure.onEnd(() => clearTimeout(timer));
  const over = (slice, reach, n) => terrain(costOver(slice, reach), 1, n);
  const finished = (slice, reach) => {
    const known = finishedOf(slice);
    if (!known.has(reach)) known.set(reach, over(slice, reach, MANY));
    return known.get(reach);
  };
  return (state) => {
    const slice = sliceFor(state, figure.data);
    if (slice === drawn[0] && state.reach === drawn[1]) return land;
    drawn = [slice, state.reach];
    clearTimeout(timer);
    if (!land || finishedOf(slice).has(state.reach)) return (land = finished(slice, state.reach));
    timer = setTimeout(() => {
      land = finished(slice, state.reach);
      figure.set({});
    }, 120);
    return (land = over(slice, state.reach, FEW));
  };
}

/** What stands at the axes: two parameters and their values, or s and t. */
function labels({ directions, first, second, reach }, vector) {
  const at = (middle) => [-reach, 0, reach].map((shift) => plain(middle + shift));
  if (directions !== "parameters") return { x_label: "s", y_label: "t", x_ticks: at(0), y_ticks: at(0) };
  const [x_label, y_label] = [first, second].map((i) => symbol(parameterAt(i)));
  return { x_label, y_label, x_ticks: at(vector[first]), y_ticks: at(vector[second]) };
}

const plain = (value) => (value === 0 ? "0" : fixed(value, Math.abs(value) < 0.1 ? 3 : Math.abs(value) < 10 ? 2 : 1));

const NOTES = {
  parameters: "The other 13,000 numbers of the network stay as they are.",
  random:
    "All 13,002 numbers move, along two random directions. In each, the part of every neuron is as long as its own weights and bias together.",
  gradient:
    "All 13,002 numbers move: s along \u2207C at the middle, t at random. Both directions are as long as the vector of all 13,002.",
};

function drawNumbers(figure, group, landOf) {
  const narrow = figure.narrow;
  const place = (i) => (narrow ? { x: 0, y: 14 + 27 * i } : { x: i % 2 ? 318 : 0, y: 14 + 28 * Math.floor(i / 2) });
  const rows = [0, 1, 2, 3, 4, 5].map((i) => maths(group, place(i), "C"));
  figure.update((state, { shift, cost, right, slopes, start }) => {
    const single = state.directions === "parameters";
    const names = single ? [state.first, state.second].map((i) => symbol(parameterAt(i))) : ["s", "t"];
    setMaths(rows[0], `C = ${fixed(cost, 4)}", "${right}" of ${DIGITS} digits right"`);
    setMaths(rows[1], `"on the map, "C" is "${short(landOf().low)}" to "${short(landOf().high)}`);
    names.forEach((name, i) => {
      const change = state.first === state.second ? shift[0] + shift[1] : shift[i];
      const sum = `${fixed(start[i], 3)} ${change < 0 ? "-" : "+"} ${fixed(Math.abs(change), 3)} = ${fixed(start[i] + change, 3)}`;
      setMaths(rows[2 + 2 * i], single ? `${name} = ${sum}` : `${name} = ${fixed(shift[i], 3)}`);
      setMaths(rows[3 + 2 * i], `\\partial C/\\partial ${name} = ${signed(slopes[i], 5)}`);
    });
  });
}

function words({ directions }, { cost, slopes }, { n, values }) {
  const middle = values[n / 2][n / 2];
  const [s, t] = slopes.map((slope) =>
    Math.abs(slope) < 1e-9 ? "does not matter" : slope > 0 ? "must fall" : "must grow",
  );
  const names = directions === "parameters" ? ["the first number", "the second"] : ["s", "t"];
  return `C = ${short(cost)} here, ${short(middle)} in the middle. The slopes are ${slopes.map((slope) => signed(slope, 4)).join(" and ")}: to go downhill, ${names[0]} ${s}${s === t ? ` and so ${t === "does not matter" ? "does" : "must"} ${names[1]}` : ` and ${names[1]} ${t}`}.`;
}

// ---------------------------------------------------------------- controls

const PAIRS = [
  ["two pixels into one hidden neuron", { l: 1, j: 9, k: 490 }, { l: 1, j: 9, k: 518 }, 2],
  ["a lit and an always black pixel", { l: 1, j: 9, k: 490 }, { l: 1, j: 9, k: 0 }, 2],
  ["two weights between hidden layers", { l: 2, j: 4, k: 1 }, { l: 2, j: 4, k: 7 }, 10],
  ["two weights into the outputs", { l: 3, j: 3, k: 5 }, { l: 3, j: 8, k: 5 }, 10],
  ["two biases of the outputs", { l: 3, j: 0, k: null }, { l: 3, j: 1, k: null }, 10],
].map(([name, one, other, reach]) => ({ name, first: placeOf(one), second: placeOf(other), reach }));
const OTHER = "two drawn at random";

function addControls(figure) {
  const wide = [
    choice(figure, {
      key: "network",
      label: "Around",
      options: [
        ["trained", "the trained network"],
        ["untrained", "the untrained one"],
      ],
    }),
    choice(figure, {
      key: "directions",
      label: "Over",
      options: [
        ["parameters", "two numbers"],
        ["random", "two random directions"],
        ["gradient", "gradient and random"],
      ],
      set: (directions) => lookAlong(figure.state, directions),
    }),
  ];
  for (const group of wide) group.style.gridColumn = "1 / -1";
  const notes = html(figure.controls, "div", { class: "nn-stacked" });
  notes.style.alignItems = "start";
  for (const [over, words] of Object.entries(NOTES)) {
    const note = html(notes, "p", { class: "nn-muted" }, words);
    figure.update(({ directions }) => keepPlace(note, directions === over));
  }
  choosePair(figure);
  slider(figure, {
    label: "Reach",
    low: -2,
    high: 1.3,
    step: 0.1,
    get: (state) => Math.log10(state.reach),
    text: (power) => `\u00b1${plain(Number((10 ** power).toPrecision(2)))}`,
    set: (power) => zoomed(figure.state, Number((10 ** power).toPrecision(2))),
  });
  button(figure, "To the middle", () => figure.set({ point: [0, 0] }));
  button(figure, "Another pair", () => figure.set(drawn(figure.state)), {
    describe: "draw two of the 13,002 parameters",
  });
  const more = fold(figure, "Any of the 13,002, and the view");
  for (const [key, label] of [
    ["first", "First"],
    ["second", "Second"],
  ])
    slider(figure, {
      key,
      label,
      step: 1,
      digits: 0,
      set: (index) => ({ [key]: index, directions: "parameters" }),
      parent: more,
    });
  slider(figure, { key: "turn", label: "Turn", step: 5, digits: 0, parent: more });
  slider(figure, { key: "tilt", label: "Tilt", step: 5, digits: 0, parent: more });
}

/** Other directions, with a reach that shows something. */
function lookAlong({ network }, directions) {
  return { directions, reach: { parameters: 2, random: 1, gradient: network === "trained" ? 0.05 : 0.5 }[directions] };
}

function choosePair(figure) {
  const current = (state) =>
    PAIRS.find(({ first, second }) => first === state.first && second === state.second)?.name ?? OTHER;
  const select = (name) => {
    const pair = PAIRS.find((one) => one.name === name);
    return pair
      ? { directions: "parameters", first: pair.first, second: pair.second, reach: pair.reach }
      : drawn(figure.state);
  };
  const menu = choice(figure, {
    label: "Which",
    options: [...PAIRS.map(({ name }) => [name, name]), [OTHER, OTHER]],
    get: current,
    set: select,
  });
  figure.update(({ directions }) => (menu.disabled = directions !== "parameters"));
}

/** The same place of the network's parameters, at another reach. */
const zoomed = ({ point, reach }, next) => ({ reach: next, point: tidy(point.map((p) => (p * reach) / next)) });

/** Two parameters of the same layer, drawn by the pair before. */
function drawn({ first, second }) {
  const draw = random(first * 31 + second);
  const { l, n_in, n_out } = LAYERS[Math.floor(draw() * 3)];
  const start = placeOf({ l, j: 0, k: 0 });
  const [a, b] = [0, 1].map(() => start + Math.floor(draw() * (n_in + 1) * n_out));
  return { directions: "parameters", first: a, second: b, reach: l === 1 ? 2 : 10 };
}
