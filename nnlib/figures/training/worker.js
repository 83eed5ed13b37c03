// Training in a worker of its own, where the browser allows one. What runs in the worker is made of the source of `serve`
// and `learner`, and so they use nothing but their arguments.
import { random, shuffled } from "../kit/seeded.js";
import { learner } from "./learner.js";

/** @typedef {import("./learner.js").Image} Image */

/**
 * A point of the curves: after how many images, and what was measured there.
 * @typedef {object} Point
 * @property {number} seen
 * @property {number} train_cost
 * @property {number} test_cost
 * @property {number} train_accuracy
 * @property {number} test_accuracy
 * @property {number} slope of sigma at the outputs, on average
 */

/**
 * How far training has come.
 * @typedef {object} Progress
 * @property {number} run which training it is of
 * @property {boolean} running
 * @property {number} done steps
 * @property {number} seen images
 * @property {number} due images at the next point of the curve
 * @property {Point[]} points fresh ones of the curve
 * @property {Point} last
 * @property {number} speed images a second
 * @property {Float64Array} vector the network, in nnlib's order
 * @property {number} [batch] images of the step that was asked for
 * @property {number} [batch_cost] and their cost before it
 */

/** @typedef {{ kind: "loaded", number: number } | { kind: "damaged" } | ({ kind: "report" } & Progress)} Report */

/**
 * The worker's side: answers a function that takes the page's messages { kind, ... }; post(report) tells the page how
 * far training has come. It works for `slice` ms at a time. The points of the curve lie at fixed numbers of images, so
 * that the same start gives the same curve.
 * @param {import("./learner.js").Learner} core
 * @param {Pick<typeof import("../kit/seeded.js"), "random" | "shuffled"> & {
 *   post: (report: Report) => void, slice: number,
 * }} tools
 */
export function serve(core, { shuffled, random, post, slice }) {
  const [MEASURED, EVERY, WAIT] = [2000, 500, 250]; // images measured; images between the first points; ms between two reports
  /** @type {Image[]} */
  const train = [];
  /** @type {Image[]} */
  const test = [];
  /** @type {Image[]} */
  let images = [];
  /** @type {Point[]} */
  let points = [];
  /** @type {any} */
  let given = null;
  /** @type {any} */
  let timer = 0;
  let last = /** @type {Point} */ ({});
  let running = false;
  let [seen, due, sent, sentSeen, speed] = [0, 0, 0, 0, 0];
  const now = () => performance.now();

  /** One part of the data: 1,000 labels and 200, then the pictures, two pixels of 16 greys in a byte. */
  async function load({ bytes, number }) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    const plain = new Uint8Array(await new Response(stream).arrayBuffer());
    const pixels = new Uint8Array(784);
    for (let i = 0; i < 1200; i++) {
      for (let k = 0, at = 1200 + 392 * i; k < 784; k += 2, at++) {
        pixels[k] = 17 * (plain[at] >> 4);
        pixels[k + 1] = 17 * (plain[at] & 15);
      }
      if (i < 1000) train[1000 * number + i] = core.image(pixels, plain[i]);
      else test[200 * number + i - 1000] = core.image(pixels, plain[i]);
    }
    post({ kind: "loaded", number });
  }

  function begin(message) {
    given = message;
    images = train.slice(0, given.images);
    if (given.shuffle) {
      const order = shuffled(images.length, random(2000000 + given.seed));
      images = images.map((image, i) => ({ ...image, label: images[order[i]].label }));
    }
    core.begin({ ...given, images });
    [seen, due, points, running] = [0, 0, [], false];
    if (given.done) {
      [seen, due] = [given.seen, given.due];
      last = measured();
    }
    look();
    report();
  }

  function measured() {
    const [on_train, on_test] = [core.measure(images.slice(0, MEASURED)), core.measure(test)];
    return {
      seen,
      train_cost: on_train.cost,
      test_cost: on_test.cost,
      train_accuracy: on_train.accuracy,
      test_accuracy: on_test.accuracy,
      slope: on_train.slope,
    };
  }

  /** A point of the curve, where one is due. */
  function look() {
    if (seen < due) return;
    last = measured();
    points.push(last);
    due = seen + Math.max(EVERY, Math.floor(seen / 20));
  }

  function report(more = {}) {
    const vector = core.vector();
    post({ kind: "report", run: given.run, running, seen, due, done: core.done, points, last, speed, vector, ...more });
    points = [];
    [sent, sentSeen] = [now(), seen];
  }

  function step() {
    const { batch, cost } = core.step(given.learning_rate);
    seen += batch.length;
    look();
    return { batch: batch.length, batch_cost: cost };
  }

  function work() {
    const end = now() + slice;
    while (running && now() < end) {
      step();
      if (seen >= given.most) running = false;
    }
    const passed = now() - sent;
    if (passed > WAIT || !running) {
      const fresh = (1000 * (seen - sentSeen)) / Math.max(passed, 1);
      speed = speed ? 0.6 * speed + 0.4 * fresh : fresh;
      if (!running) last = measured();
      report();
    }
    if (running) timer = setTimeout(work, 0);
  }

  function pause() {
    if (!running) return;
    running = false;
    clearTimeout(timer);
    last = measured();
    report();
  }

  const answers = {
    load: (message) => load(message).catch(() => post({ kind: "damaged" })),
    begin,
    pause,
    rate: ({ learning_rate }) => {
      if (given) given = { ...given, learning_rate };
    },
    step: () => {
      pause();
      const said = step();
      last = measured();
      report(said);
    },
    run: () => {
      if (running || seen >= given.most) return;
      running = true;
      [sent, sentSeen, speed] = [now(), seen, 0];
      work();
    },
  };
  return (message) => answers[message.kind](message);
}

/** The worker's whole source. */
export const workerSource = () => `"use strict";
const random = ${random};
const shuffled = ${shuffled};
const take = (${serve})((${learner})({ random, shuffled }), { shuffled, random, slice: 40, post: (message) => postMessage(message) });
onmessage = ({ data }) => take(data);
postMessage({ kind: "ready" });
`;

/**
 * Someone to train: { post(message), end(), where }. A "worker", or, where the browser makes none, the "page" itself in
 * slices short enough not to be felt. hear(report) is called with each answer.
 * @param {Window & typeof globalThis} window
 * @param {(report: Report) => void} hear
 */
export function helper(window, hear) {
  /** @type {Worker | undefined} */
  let worker;
  let where = "";
  let ended = false;
  /** @type {object[]} */
  const waiting = [];
  const here = () =>
    serve(learner({ random, shuffled }), {
      random,
      shuffled,
      slice: 8,
      post: (message) => queueMicrotask(() => ended || hear(message)),
    }); // timers would deliver out of order
  /** @type {(message: any) => void} */
  let take = (message) => waiting.push(message);
  const begin = (place, next) => {
    [where, take] = [place, next];
    for (const message of waiting) take(message);
  };
  const address = window.URL.createObjectURL(new window.Blob([workerSource()], { type: "text/javascript" }));
  try {
    const made = new window.Worker(address);
    worker = made;
    made.onmessage = ({ data }) => {
      if (data.kind === "ready") begin("worker", (message) => made.postMessage(message));
      else if (!ended) hear(data);
    };
    made.onerror = (event) => {
      event.preventDefault();
      if (!where) begin("page", here());
    };
  } catch {
    begin("page", here());
  }
  const end = () => {
    ended = true;
    take({ kind: "pause" });
    worker?.terminate();
    window.URL.revokeObjectURL(address);
  };
  return {
    post: (/** @type {{ kind: string, [more: string]: any }} */ message) => take(message),
    end,
    get where() {
      return where;
    },
  };
}
