// The training behind the picture: neither state nor data. It outlives a change of the figure's width. Whenever it
// rests, its network becomes part of the state, so that Python has it too.
import { memo } from "../kit/memo.js";
import { parameters } from "../kit/network.js";
import { sizesOf, startOf } from "./numbers.js";
import { keep, takeUp } from "./shelf.js";
import { helper } from "./worker.js";

/** @typedef {import("./index.js").State} State */
/** @typedef {import("./index.js").ThisFigure} ThisFigure */
/** @typedef {import("./worker.js").Point} Point */
/** @typedef {import("./worker.js").Progress} Progress */

const PARTS = 10; // of the data
export const MOST = 1000; // epochs

/** The settings that a training cannot change while it is under way. */
const keyOf = ({ seed, batch_size, hidden, images, labels }) => [seed, batch_size, hidden, images, labels].join();

const networkOf = memo(
  (/** @type {Float64Array} */ vector, /** @type {State["hidden"]} */ hidden) => parameters(vector, sizesOf(hidden)),
  { most: 1 },
);

export class Training {
  parts = PARTS;
  /** How many parts of the data the worker has. */
  loaded = 0;
  loading = false;
  /** Why the data could not be loaded: it is "lost" on the way, or the browser is too "old" to unpack it. */
  failed = "";
  /** Which start this is, so that what is left of an earlier one is told apart. */
  run = 0;
  /** The start whose network was handed over to other figures. */
  given = -1;
  /** @type {Point[]} */
  curve = [];
  /** @type {Progress | null} */
  latest = null;

  #figure;
  /** @type {ReturnType<typeof helper> | null} */
  #helper = null;
  #key = "";
  #rate = 0;
  #waits = false; // for the page to be seen again

  /**
   * @param {ThisFigure} figure
   * @param {AbortSignal} ended
   */
  constructor(figure, ended) {
    this.#figure = figure;
    ended.addEventListener("abort", () => this.#helper?.end());
    const kept = takeUp(figure);
    if (!kept) return;
    for (const [name, value] of Object.entries(kept.settings)) figure.model.set(name, value);
    this.#settle(figure.state);
    this.curve = kept.curve;
    this.latest = kept.latest;
    this.#rest(kept.latest);
  }

  /** True once all parts of the data are there. */
  get ready() {
    return this.loaded === PARTS;
  }

  /** Where it is worked out: in a "worker" or on the "page". */
  get where() {
    return this.#helper?.where;
  }

  /**
   * The network as it is now.
   * @param {State} state
   */
  network(state) {
    return this.latest?.done ? networkOf(this.latest.vector, state.hidden) : startOf(state);
  }

  /** Ask for the parts of the data one after the other, and give each to the worker. */
  async load() {
    const figure = this.#figure;
    if (this.loading || this.ready || !figure.window) return;
    if (!("DecompressionStream" in figure.window)) {
      this.#fail("old");
      return;
    }
    Object.assign(this, { loading: true, failed: "" });
    this.#helper ??= helper(figure.window, (report) => this.#hear(report));
    figure.redraw();
    try {
      for (let number = this.loaded; number < PARTS; number++) {
        const bytes = await figure.load(`training_digits_${number}`);
        this.#helper.post({ kind: "load", number, bytes: bytes.slice() });
      }
    } catch {
      this.#fail("lost");
    }
    figure.redraw();
  }

  #fail(why) {
    Object.assign(this, { loading: false, failed: why });
    this.#figure.redraw();
  }

  /** @param {import("./worker.js").Report} report */
  #hear(report) {
    if (report.kind === "damaged") this.#fail("lost");
    else if (report.kind === "loaded") {
      this.loaded = Math.max(this.loaded, report.number + 1); // a part asked for again counts once
      if (this.ready) this.#begin(this.#figure.state, this.latest);
    } else if (report.run === this.run) {
      this.curve.push(...report.points);
      this.latest = report;
      if (!report.running) this.#rest(report);
    }
    this.#figure.redraw();
  }

  /** Whenever training rests, its network belongs to the state: `figure.trained` in a notebook. */
  #rest({ done, vector }) {
    const sizes = sizesOf(this.#figure.state.hidden);
    this.#figure.take({ trained: done ? parameters(vector.slice(), sizes) : null });
  }

  /**
   * Start anew, or where an earlier training was left: the same settings give the same curve.
   * @param {State} state
   * @param {Progress | null} [left]
   */
  #begin(state, left = null) {
    this.run += 1;
    this.#settle(state);
    if (!left) this.#forget();
    const { seed, batch_size, learning_rate, images } = state;
    const { done = 0, seen = 0, due = 0, vector = startOf(state).vector } = left ?? {};
    const start = { sizes: sizesOf(state.hidden), vector, done, seen, due, seed, batch_size, learning_rate, images };
    const shuffle = state.labels === "shuffled";
    this.#helper?.post({ kind: "begin", run: this.run, ...start, shuffle, most: MOST * images });
  }

  #settle(state) {
    this.#key = keyOf(state);
    this.#rate = state.learning_rate;
    this.#waits = false;
  }

  #forget() {
    this.curve = [];
    this.latest = null;
  }

  /** Back to the same start. */
  rewind() {
    if (this.ready) this.#begin(this.#figure.state);
    else this.#forget();
  }

  /**
   * A new learning rate is taken at the next step; every other setting needs a new start.
   * @param {State} state
   */
  follow(state) {
    if (this.#key !== keyOf(state)) {
      if (this.ready) this.#begin(state);
      else this.#forget();
    } else if (this.ready && this.#rate !== state.learning_rate) {
      this.#rate = state.learning_rate;
      this.#helper?.post({ kind: "rate", learning_rate: this.#rate });
    }
  }

  step() {
    this.#helper?.post({ kind: "step" });
  }

  pause() {
    this.#helper?.post({ kind: "pause" });
  }

  /** Run, or pause. */
  toggle() {
    this.#helper?.post({ kind: this.latest?.running ? "pause" : "run" });
    this.#waits = false;
  }

  /** No work while nobody looks: training waits while the page is hidden, and is kept when the reader leaves it. */
  watchPage() {
    const page = this.#figure.el.ownerDocument;
    if (!page.addEventListener || !this.#figure.window) return;
    this.#figure.listen(this.#figure.window, "pagehide", () => keep(this.#figure, this));
    this.#figure.listen(page, "visibilitychange", () => {
      if (page.hidden && this.latest?.running) {
        this.#waits = true;
        this.pause();
      } else if (!page.hidden && this.#waits) {
        this.#waits = false;
        this.#helper?.post({ kind: "run" });
      }
    });
  }
}
