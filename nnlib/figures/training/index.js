import { digitPicker } from "../data/digit_picker.js";
import { digits } from "../data/digits.js";
import { readout } from "../kit/card.js";
import { button, choice, fold, slider, toggle } from "../kit/controls.js";
import { attr, html, mark, setText, svg } from "../kit/elements.js";
import { whenIdle } from "../kit/idle.js";
import { drawing } from "../kit/layout.js";
import { line } from "../kit/lines.js";
import { argmax, one_hot } from "../kit/maths.js";
import { count, forward, inputs, parameters } from "../kit/network.js";
import { fixed, grouped } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";
import { random, shuffled } from "../kit/seeded.js";
import { handOver } from "../parts/handover.js";
import { helper, startNetwork, trainer } from "../parts/trainer.js";

const HIDDEN = { none: [], 16: [16], "16-16": [16, 16], 32: [32] };
const STEPS = 10;
const PARTS = 10; // of the data
const SIZE = "1.5 MB"; // of all parts; a test weighs them
const MOST = 1000; // epochs
const GOOD = 3; // a learning rate that works
const RATES = [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5, 10, 20, 30, 50, 100]; // on the slider
const SPANS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]; // epochs on the axis of the curves

// ---------------------------------------------------------------- the numbers

const known = new Map();

/** make(), once for each key: a few are kept. */
function remembered(key, make) {
  if (known.size > 40) known.clear();
  if (!known.has(key)) known.set(key, make());
  return known.get(key);
}

const sizesOf = (hidden) => [784, ...HIDDEN[hidden], 10];
const startOf = ({ seed, hidden }) => remembered(`${seed} ${hidden}`, () => startNetwork(seed, sizesOf(hidden)));

/** The book's hundred digits as the trainer takes them, with their own labels or shuffled ones. */
function hundred(core, { labels, seed }, data) {
  const order = shuffled(digits(data).length, random(2000000 + seed));
  return digits(data).map(({ pixels, label }, i) =>
    core.image(pixels, labels === "shuffled" ? digits(data)[order[i]].label : label),
  );
}

/** Ten steps on them: the cost of each batch before its step, and of all after the last. */
function tenSteps(state, data) {
  const core = trainer({ random, shuffled });
  const images = remembered(`images ${state.labels} ${state.seed}`, () => hundred(core, state, data));
  core.begin({
    sizes: sizesOf(state.hidden),
    vector: startOf(state).vector,
    images,
    seed: state.seed,
    batch_size: Math.min(state.batch_size, images.length),
  });
  const costs = Array.from({ length: STEPS }, () => core.step(state.learning_rate).cost);
  return { costs, after: core.measure(images).cost };
}

/** The trained network, as far as it fits the other settings; before training, its start. */
const startedFrom = (state) =>
  state.trained?.sizes.join() === sizesOf(state.hidden).join() ? state.trained : startOf(state);

export function compute(state, data) {
  const { seed, learning_rate, batch_size, hidden, labels } = state;
  const { pixels, label } = digits(data)[state.digit];
  const { costs, after } = remembered(JSON.stringify([seed, learning_rate, batch_size, hidden, labels]), () =>
    tenSteps(state, data),
  );
  return { outputs: forward(startedFrom(state), inputs(pixels)).a.at(-1), y: one_hot(label), costs, after };
}

// ---------------------------------------------------------------- the training behind the picture

/** What outlives a change of the figure's width: the worker, and how far it has come. */
function newSession(figure, ended) {
  const session = {
    helper: null,
    loading: false,
    failed: false,
    loaded: 0,
    run: 0,
    key: "",
    rate: 0,
    curve: [],
    latest: null,
    paused: false,
  };
  ended.addEventListener("abort", () => session.helper?.end());
  takeUp(figure, session);
  return session;
}

/** Where a page keeps a training while the reader is on another: { get(), set(value) }. Without storage nothing is kept. */
function shelf(figure) {
  const page = figure.el.ownerDocument;
  const place = [...(page.querySelectorAll?.("[data-figure=training]") ?? [])].indexOf(figure.el);
  const name = `nn-training ${page.location?.pathname} ${place}`;
  const tried = (action) => {
    try {
      return place < 0 ? null : action(figure.window.sessionStorage);
    } catch {
      return null; // storage that is full or forbidden
    }
  };
  return {
    get: () => tried((storage) => JSON.parse(storage.getItem(name))),
    set: (value) => tried((storage) => storage.setItem(name, JSON.stringify(value))),
  };
}

/** Keep the training of a reader who leaves the page. */
function keep(figure, session) {
  const { latest, curve } = session;
  const kept = latest?.done && {
    state: figure.state,
    curve,
    latest: { ...latest, running: false, points: [], vector: Array.from(latest.vector) },
  };
  shelf(figure).set(kept || null);
}

/** Take up the training that was kept, if it is whole. */
function takeUp(figure, session) {
  const { state, curve, latest } = shelf(figure).get() ?? {};
  if (latest?.vector.length !== count(sizesOf(state?.hidden ?? "none"))) return;
  for (const name of Object.keys(figure.schema)) figure.model.set(name, state[name]);
  Object.assign(session, {
    key: keyOf(figure.state),
    rate: figure.state.learning_rate,
    curve,
    latest: { ...latest, vector: Float64Array.from(latest.vector) },
  });
}

const ready = (session) => session.loaded === PARTS;

/** Ask for the parts of the data one after the other, and give each to the worker. */
async function load(figure, session) {
  if (session.loading || ready(session)) return;
  Object.assign(session, { loading: true, failed: false });
  session.helper ??= helper(figure.window, (report) => hear(figure, session, report));
  figure.redraw();
  try {
    for (let number = session.loaded; number < PARTS; number++) {
      const bytes = await figure.load(`training_digits_${number}`);
      session.helper.post({ kind: "load", number, bytes: bytes.slice() });
    }
  } catch {
    Object.assign(session, { loading: false, failed: true });
  }
  figure.redraw();
}

function hear(figure, session, report) {
  if (report.kind === "loaded") {
    session.loaded = Math.max(session.loaded, report.number + 1); // a part asked for again counts once
    if (ready(session)) begin(session, figure.state, session.latest);
  } else if (report.run === session.run) {
    session.curve.push(...report.points);
    session.latest = report;
    if (!report.running) rest(figure, report);
  }
  figure.redraw();
}

/** Start anew, or where an earlier training was left: the same settings give the same curve. */
function begin(session, state, left) {
  session.run += 1;
  Object.assign(session, { key: keyOf(state), rate: state.learning_rate, paused: false });
  if (!left) forget(session);
  const { seed, batch_size, learning_rate, images } = state;
  const { done = 0, seen = 0, due = 0, vector = startOf(state).vector } = left ?? {};
  session.helper.post({
    kind: "begin",
    run: session.run,
    sizes: sizesOf(state.hidden),
    vector,
    done,
    seen,
    due,
    seed,
    batch_size,
    learning_rate,
    images,
    shuffle: state.labels === "shuffled",
    most: MOST * images,
  });
}

const forget = (session) => Object.assign(session, { curve: [], latest: null });

const keyOf = ({ seed, batch_size, hidden, images, labels }) => [seed, batch_size, hidden, images, labels].join();

/** A new learning rate is taken at the next step; every other setting needs a new start. */
function follow(session, state) {
  if (!ready(session)) return session.key !== keyOf(state) && forget(session);
  if (session.key !== keyOf(state)) begin(session, state);
  else if (session.rate !== state.learning_rate)
    session.helper.post({ kind: "rate", learning_rate: (session.rate = state.learning_rate) });
}

/** Whenever training rests, its network belongs to the state: `figure.trained` in a notebook. */
const rest = (figure, { done, vector }) =>
  figure.take({ trained: done ? parameters(vector.slice(), sizesOf(figure.state.hidden)) : null });

/** No work while nobody looks: training waits while the page is hidden. */
function restWhileHidden(figure, session) {
  const page = figure.el.ownerDocument;
  if (!page.addEventListener) return;
  figure.listen(figure.window, "pagehide", () => keep(figure, session));
  figure.listen(page, "visibilitychange", () => {
    if (page.hidden && session.latest?.running) {
      session.paused = true;
      session.helper.post({ kind: "pause" });
    } else if (!page.hidden && session.paused) {
      session.paused = false;
      session.helper.post({ kind: "run" });
    }
  });
}

/** The network as it is now. */
const networkNow = (session, state) =>
  session.latest?.done ? parameters(session.latest.vector, sizesOf(state.hidden)) : startOf(state);

// ---------------------------------------------------------------- the drawing

const WIDE_LAYOUT = {
  height: 436,
  tiles: { x: 2, y: 24, size: 62, gap: 6 },
  cost: [326, 46, 308, 96],
  accuracy: [326, 204, 308, 76],
  legend: [104, 236, 20],
  digit: [2, 330, 100],
  bars: [136, 356, 500, 56, 26],
  note: [144, 328],
};
const NARROW_LAYOUT = {
  height: 780,
  tiles: { x: 2, y: 320, size: 73, gap: 8 },
  cost: [34, 42, 282, 84],
  accuracy: [34, 188, 282, 70],
  legend: [74, 200, 14],
  digit: [2, 676, 84],
  bars: [96, 692, 224, 62, 14],
  note: [100, 682],
};
const TILES_A_FRAME = 2;

export function draw(figure) {
  const session = figure.session((ended) => newSession(figure, ended));
  const layout = figure.narrow ? NARROW_LAYOUT : WIDE_LAYOUT;
  drawLoading(figure, session);
  const root = drawing(figure, {
    height: layout.height,
    label: "Cost and accuracy while the network learns, its weights, and its outputs for a digit",
  });
  figure.update((state) => follow(session, state));
  drawCurve(figure, session, root, {
    ...layout,
    box: layout.cost,
    name: "Cost",
    keys: ["train_cost", "test_cost"],
    text: (value) => fixed(value, 3),
    ticks: [
      [0, "0"],
      [0.5, "0.5"],
      [1, "1"],
    ],
    tone: "nn-C",
  });
  drawCurve(figure, session, root, {
    ...layout,
    box: layout.accuracy,
    name: "Accuracy",
    keys: ["train_accuracy", "test_accuracy"],
    text: (value) => `${fixed(100 * value, 1)} %`,
    ticks: [
      [0, "0"],
      [0.5, "50"],
      [1, "100 %"],
    ],
    tone: "nn-a",
    epochs: true,
  });
  drawWeights(figure, session, root, layout.tiles);
  drawOutputs(figure, session, root, layout);
  drawSettings(figure);
  drawButtons(figure, session);
  restWhileHidden(figure, session);
  readout(figure, (state, result) => words(session, state, result));
}

/** The button that loads the digits, and how many have come. */
function drawLoading(figure, session) {
  const row = html(figure.stage, "div", { class: "nn-buttons" });
  const text = `Load 10,000 digits to learn from, and 2,000 to test with (${SIZE})`;
  const press = button(figure, text, () => load(figure, session), { parent: row });
  const bar = html(row, "progress", { max: PARTS, value: 0, "aria-label": "Digits loaded" });
  figure.update(() => {
    row.hidden = ready(session);
    bar.hidden = !session.loading;
    attr(bar, { value: session.loaded });
    press.disabled = session.loading;
  });
}

/** One curve over the epochs for the training images (a full line) and one for the test images (dashes), and their values now. */
function drawCurve(
  figure,
  session,
  root,
  { box: [x, y, width, height], legend, name, keys, text, ticks, tone, epochs },
) {
  const group = svg(root, "g", { class: "nn-axes" });
  const Y = (value) => y + height * (1 - Math.min(Math.max(value, 0), 1.04));
  for (const [value, label] of ticks) {
    svg(group, "line", { x1: x, y1: Y(value), x2: x + width, y2: Y(value), class: value ? "nn-dashed" : null });
    svg(group, "text", { x: x - 6, y: Y(value) + 4, "text-anchor": "end" }, label);
  }
  svg(root, "text", { x: x - 32, y: y - 26, class: "nn-strong" }, name);
  const values = keys.map((key, i) => {
    const at = x + legend[i];
    svg(root, "path", {
      d: `M${at - legend[2] - 6} ${y - 30}h${legend[2]}`,
      class: `nn-curve ${tone}`,
      "stroke-dasharray": i ? "3 4" : null,
    });
    return svg(root, "text", { x: at, y: y - 26, class: "nn-small nn-number" });
  });
  const curves = keys.map((key, i) =>
    svg(root, "path", { class: `nn-curve ${tone}`, "stroke-dasharray": i ? "3 4" : null }),
  );
  const dots = keys.map(() => svg(root, "circle", { r: 4, class: `nn-point ${tone}` }));
  const marks = [0, 0.5, 1].map(
    (part) =>
      epochs &&
      svg(group, "text", { x: x + part * width, y: y + height + 16, "text-anchor": part === 1 ? "end" : "middle" }),
  );
  figure.update((state) => {
    const points = session.latest?.last?.seen >= 0 ? [...session.curve, session.latest.last] : [];
    const span = SPANS.find((span) => span * state.images >= (points.at(-1)?.seen ?? 0)) ?? MOST;
    const X = ({ seen }) => x + (width * seen) / (span * state.images);
    keys.forEach((key, i) => {
      const now = points.at(-1);
      attr(curves[i], { d: line(points.map((point) => [X(point), Y(point[key])])) });
      attr(dots[i], { visibility: now ? "visible" : "hidden", cx: now ? X(now) : x, cy: now ? Y(now[key]) : y });
      setText(values[i], `${i ? "test" : "training"} ${now ? text(now[key]) : "\u2013"}`);
    });
    if (epochs)
      marks.forEach((mark_, i) =>
        setText(mark_, i === 2 ? `${span} ${span === 1 ? "epoch" : "epochs"}` : String((i * span) / 2)),
      );
  });
}

/** The weights into the first neurons as pictures; a few are drawn in a frame, so that the page stays smooth. */
function drawWeights(figure, session, root, { x, y, size, gap }) {
  const title = svg(root, "text", { x, y: y - 10, class: "nn-strong" });
  const tiles = Array.from({ length: 16 }, (_, j) =>
    picture(root, { x: x + (j % 4) * (size + gap), y: y + Math.floor(j / 4) * (size + gap), size, kind: "sign" }),
  );
  let [wanted, request] = [null, 0];
  const frame = (network, full, from) => {
    request = 0;
    tiles
      .slice(from, from + TILES_A_FRAME)
      .forEach((tile, i) => network.weights[0][from + i] && tile.update(network.weights[0][from + i], full));
    if (from + TILES_A_FRAME < 16)
      request = figure.window.requestAnimationFrame(() => frame(network, full, from + TILES_A_FRAME));
    else if (wanted !== network) repaint();
  };
  const repaint = () => {
    const network = wanted;
    const full =
      network.vector.subarray(0, 784 * network.sizes[1]).reduce((most, w) => Math.max(most, Math.abs(w)), 1e-9) / 2;
    tiles.forEach(({ group }, j) => attr(group, { visibility: j < network.sizes[1] ? "visible" : "hidden" }));
    frame(network, full, 0);
  };
  figure.update((state) => {
    const network = networkNow(session, state);
    setText(
      title,
      network.sizes.length === 2
        ? "Weights into the outputs 0 to 9"
        : `Weights into ${network.sizes[1] > 16 ? `16 of ${network.sizes[1]}` : "the 16"} neurons`,
    );
    if (wanted?.vector === network.vector) return;
    wanted = network;
    if (!figure.window?.requestAnimationFrame)
      tiles.forEach((tile, j) => network.weights[0][j] && tile.update(network.weights[0][j], 0.05));
    else if (!request) repaint();
  });
  figure.onEnd(() => request && figure.window.cancelAnimationFrame(request));
}

/** One digit, and the ten outputs for it as columns. */
function drawOutputs(
  figure,
  session,
  root,
  { digit: [dx, dy, size], bars: [x, y, width, height, wide], note: [noteX, noteY] },
) {
  const view = picture(root, { x: dx, y: dy, size });
  const pitch = width / 10;
  const columns = Array.from({ length: 10 }, (_, j) => {
    const middle = x + pitch * (j + 0.5);
    svg(root, "rect", { x: middle - wide / 2, y, width: wide, height, class: "nn-track" });
    const bar = svg(root, "rect", { x: middle - wide / 2, width: wide, class: "nn-bar nn-a" });
    const target = svg(root, "path", { d: `M${middle - wide / 2 - 3} ${y}h${wide + 6}`, class: "nn-edge nn-y" });
    svg(root, "text", { x: middle, y: y + height + 18, "text-anchor": "middle" }, String(j));
    const value = figure.narrow
      ? null
      : svg(root, "text", { x: middle, y: y - 8, "text-anchor": "middle", class: "nn-small nn-number" });
    return { bar, target, value };
  });
  const note = svg(root, "text", { x: noteX, y: noteY, class: "nn-small nn-muted" });
  figure.update((state, result) => {
    const { pixels } = digits(figure.data)[state.digit];
    const a = session.latest?.done ? forward(networkNow(session, state), inputs(pixels)).a.at(-1) : result.outputs;
    view.update(pixels, 255);
    columns.forEach(({ bar, target, value }, j) => {
      attr(bar, { y: y + height * (1 - a[j]), height: height * a[j] });
      attr(target, { visibility: result.y[j] ? "visible" : "hidden" });
      if (!value) return;
      setText(value, fixed(a[j]));
      mark(value, "nn-strong", j === argmax(a));
    });
    setText(note, `its outputs; the largest: ${argmax(a)}, at ${fixed(Math.max(...a))}`);
  });
}

// ---------------------------------------------------------------- settings and buttons

function drawSettings(figure) {
  slider(figure, {
    key: "learning_rate",
    label: () => "Learning rate",
    low: 0,
    high: RATES.length - 1,
    step: 1,
    text: () => String(Number(figure.state.learning_rate.toPrecision(3))),
    get: ({ learning_rate }) => nearest(learning_rate),
    set: (i) => ({ learning_rate: RATES[i] }),
  });
  lookAhead(figure);
  choice(figure, {
    key: "batch_size",
    label: "Batch size",
    options: [1, 10, 100, 1000].map((size) => [size, grouped(size)]),
  });
  choice(figure, { key: "images", label: "Images", options: [1000, 3000, 10000].map((n) => [n, grouped(n)]) });
  toggle(figure, {
    label: "Shuffle the labels",
    get: ({ labels }) => labels === "shuffled",
    set: (on) => ({ labels: on ? "shuffled" : "true" }),
  });
  digitPicker(figure, { key: "digit" });
  const more = fold(figure, "Hidden layers and seed");
  choice(figure, {
    key: "hidden",
    label: "Hidden",
    parent: more,
    options: [
      ["none", "none"],
      ["16", "16"],
      ["16-16", "16, 16"],
      ["32", "32"],
    ],
  });
  slider(figure, { key: "seed", label: "Seed", step: 1, digits: 0, parent: more });
}

/** The ten steps for the rates beside the slider's, so that it moves at once. */
function lookAhead(figure) {
  figure.update((state) => {
    const place = nearest(state.learning_rate);
    const beside = [RATES[place - 1], RATES[place + 1]].filter(Boolean);
    whenIdle(
      figure,
      beside.map((learning_rate) => () => compute({ ...state, learning_rate }, figure.data)),
      "rates",
    );
  });
}

/** The place of the rate that is nearest, as a ratio. */
function nearest(rate) {
  const off = RATES.map((one) => Math.abs(Math.log(one / rate)));
  return off.indexOf(Math.min(...off));
}

function drawButtons(figure, session) {
  const post = (kind) => session.helper?.post({ kind });
  const step = button(figure, "Step", () => post("step"), { describe: "one batch" });
  const run = button(figure, "Run", () => {
    post(session.latest?.running ? "pause" : "run");
    session.paused = false;
  });
  const rewind = button(figure, "Rewind", () => begin(session, figure.state), { describe: "back to the same start" });
  const give = button(
    figure,
    "Use this network",
    () => {
      handOver(figure, networkNow(session, figure.state));
      session.given = session.run;
      figure.touched = true;
      figure.redraw();
    },
    { describe: "in the figure where you draw digits" },
  );
  figure.onPause(() => post("pause"));
  figure.onReset(() => (ready(session) ? begin(session, figure.state) : forget(session)));
  figure.update((state) => {
    const { running = false, done = 0, seen = 0 } = session.latest ?? {};
    setText(run, running ? "Pause" : "Run");
    run.setAttribute("aria-pressed", String(running));
    step.disabled = !ready(session);
    run.disabled = !ready(session) || (!running && seen >= MOST * state.images);
    rewind.disabled = !ready(session) || (!done && !running);
    give.disabled = !done || running || state.hidden !== "16-16";
  });
}

// ---------------------------------------------------------------- what is said

function words(session, state, { costs, after }) {
  if (session.failed)
    return "The digits could not be loaded. Look whether the page can be reached, and press the button again.";
  if (session.loading && !ready(session)) return `Loading: ${session.loaded} of ${PARTS} parts are here.`;
  if (!ready(session) && session.latest)
    return `${howFar(session.latest, state)} This is the training that you left. Load the digits to go on with it.`;
  if (!ready(session))
    return `On this page's hundred digits, ten steps take the cost of a batch from ${fixed(costs[0], 3)} to ${fixed(costs.at(-1), 3)}, and that of all hundred to ${fixed(after, 3)}. Load the digits for a real training.`;
  if (!session.latest) return "At the start.";
  return `${howFar(session.latest, state)} ${howGood(session, state)}`.trim();
}

function howFar({ done, seen, running, speed, batch, batch_cost }, { images, batch_size }) {
  if (done === 0)
    return `At the start: ${grouped(images)} images, a step for every ${batch_size === 1 ? "one" : grouped(batch_size)}.`;
  const far = `${grouped(done)} ${done === 1 ? "step" : "steps"}, ${fixed(seen / images, seen < 10 * images ? 1 : 0)} epochs`;
  if (batch)
    return `${far}. The last step saw ${batch === 1 ? "one image, whose" : `${grouped(batch)} images, whose average`} cost was ${fixed(batch_cost, 3)} before it.`;
  return running && speed ? `${far}; ${grouped(Number(speed.toPrecision(2)))} images a second.` : `${far}.`;
}

function howGood(session, { images, labels, learning_rate }) {
  const { last, seen, done, running } = session.latest;
  if (done && session.given === session.run && !running)
    return "The network was handed over: choose \u201cyour own\u201d where you draw digits on this page.";
  if (seen >= 1000 && last.train_cost > 0.8 && last.slope < 0.03) return saturated(learning_rate);
  if (labels === "shuffled" && seen >= images)
    return `It learns ${fixed(100 * last.train_accuracy, 1)} % of the shuffled labels by heart; for test images that is worth no more than guessing.`;
  if (seen >= images)
    return `It reads ${fixed(100 * last.test_accuracy, 1)} % of the 2,000 test images rightly, which it never learned from.`;
  return "";
}

/** The steps were too long: the outputs stand at 0 or 1, where sigma is flat, and nothing moves them any more. */
function saturated(rate) {
  const cure =
    rate > GOOD ? `Rewind and try a learning rate of ${GOOD}.` : "Rewind and try larger batches, or another seed.";
  return `The steps were too long. They threw the weights so far that the outputs stand near 0 or 1 whatever the digit is, where \u03c3 is flat and the gradient almost 0. ${cure}`;
}
