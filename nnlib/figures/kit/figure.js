// A figure: its checked state, the result of it, and what is drawn anew after each change. The host gives a model with
// get, set, save_changes, on and off: anywidget's in a notebook (live.js), one of our own on a page (page.js).
import { addReset, buildCard, failed } from "./card.js";
import { mark } from "./elements.js";
import { observeSize } from "./size.js";
import { followSpacing } from "./spacing.js";
import { checked, checkedState, packed } from "./state.js";

const NARROW = 520; // px of card width below which a figure is drawn for a small screen
const TALL = 1.15; // times a screen: what is moved and what it changes are then not seen together
const SPREAD = 880; // px from which on its controls stand beside the drawing, not under it

/**
 * @template [S=any] the state
 * @template [R=any] the result of compute
 */
export class Figure {
  #compute;
  #draw;
  #life = new AbortController();
  /** @type {AbortController | null} */
  #built = null; // an AbortController for one drawing: a figure is drawn anew when it becomes narrow or wide
  /** @type {S | null} */
  #state = null;
  /** @type {R | null} */
  #result = null;
  #request = 0;
  #touched = false;
  /** @type {any} */
  #session = null;
  /** @type {{ update: ((state: S, result: R) => void)[], reset: (() => void)[], pause: (() => void)[], end: (() => void)[] }} */
  #on = { update: [], reset: [], pause: [], end: [] };

  /** True while the card is narrow: the drawing is then 320 units wide, else 640 (about px). */
  narrow = false;
  width = 640;
  /** True while there is room beside the drawing: a column of 320 units. */
  spread = false;
  // The places of the card, filled by buildCard.
  stage = /** @type {HTMLElement} */ (/** @type {unknown} */ (null));
  side = /** @type {HTMLElement} */ (/** @type {unknown} */ (null));
  controls = /** @type {HTMLElement} */ (/** @type {unknown} */ (null));
  buttons = /** @type {HTMLElement} */ (/** @type {unknown} */ (null));
  readout = /** @type {HTMLElement} */ (/** @type {unknown} */ (null));
  live = /** @type {HTMLElement} */ (/** @type {unknown} */ (null));
  describedBy = "";

  /** @param {import("./types.js").Definition<S, R>} definition */
  constructor({ model, el, about, schema, compute, draw, data = {}, load }) {
    this.model = model;
    this.el = el;
    this.about = about;
    this.schema = schema;
    this.data = data;
    /** The bytes of a large shared data file, a promise: for what is fetched only when the reader asks. */
    this.load = load ?? (async (name) => data[name]);
    this.#compute = compute;
    this.#draw = draw;
    /** The window it is shown in; null where there is no browser. */
    this.window = el.ownerDocument.defaultView;
    /** @type {S} */
    this.start = /** @type {any} */ (checkedState(schema, (name) => model.get("_start")?.[name]));
    for (const name of Object.keys(schema)) model.on(`change:${name}`, this.#changed);
    this.#watchWidth();
    this.#build();
  }

  // ---------------------------------------------------------------- state and result

  /**
   * The state, checked: what the model holds now. Until it changes, the very same object.
   * @returns {S}
   */
  get state() {
    this.#state ??= /** @type {S} */ (checkedState(this.schema, (name) => this.model.get(name)));
    return this.#state;
  }

  /**
   * compute(state, data), once for each state.
   * @returns {R}
   */
  get result() {
    return (this.#result ??= this.#compute(this.state, this.data));
  }

  /**
   * Set some of the state, moved into range, in the model and in the picture.
   * @param {Partial<S>} changes
   */
  set(changes) {
    this.touched = true;
    this.take(changes);
  }

  /**
   * As `set`, for what did not come from the reader's hand.
   * @param {Partial<S>} changes
   */
  take(changes) {
    const now = /** @type {Record<string, any>} */ (this.state);
    for (const [name, value] of Object.entries(changes)) {
      const kind = this.schema[name];
      this.model.set(name, packed(kind, checked(kind, value, now[name])));
    }
    this.model.save_changes();
    this.redraw();
  }

  /** Back to exactly the state the figure started with; a network of the reader's own is kept. */
  reset() {
    this.pause();
    const addressed = Object.entries(/** @type {Record<string, any>} */ (this.start)).filter(
      ([name]) => this.schema[name].type !== "network",
    );
    this.set(JSON.parse(JSON.stringify(Object.fromEntries(addressed)))); // older engines have no structuredClone
    for (const undo of this.#on.reset) undo();
  }

  /** Let what moves by itself rest. */
  pause() {
    for (const rest of this.#on.pause) rest();
  }

  /** True once the reader has changed something: from then on the read-out is also spoken. */
  get touched() {
    return this.#touched;
  }

  set touched(on) {
    this.#touched = on;
    mark(this.el, "nn-touched", on);
  }

  // ---------------------------------------------------------------- what a drawing asks for

  /**
   * Call `draw(state, result)` now and after every change.
   * @param {(state: S, result: R) => void} draw
   */
  update(draw) {
    this.#on.update.push(draw);
  }

  /**
   * Also call `undo` when the reader presses Reset.
   * @param {() => void} undo
   */
  onReset(undo) {
    this.#on.reset.push(undo);
  }

  /**
   * Also call `rest` when what moves by itself has to stop.
   * @param {() => void} rest
   */
  onPause(rest) {
    this.#on.pause.push(rest);
  }

  /**
   * Call `end` when this drawing is taken away: with the figure, or to be drawn anew.
   * @param {() => void} end
   */
  onEnd(end) {
    this.#on.end.push(end);
  }

  /**
   * addEventListener that ends with this drawing.
   * @param {EventTarget} target
   * @param {string} event
   * @param {(event: any) => void} action
   * @param {AddEventListenerOptions} [options]
   */
  listen(target, event, action, options = {}) {
    target.addEventListener(event, action, { ...options, signal: this.#built?.signal });
  }

  /**
   * What is neither state nor data, such as a training under way: what make(ended) gave the first time. It outlives a
   * change of width; `ended` is an AbortSignal for the figure's own end. Without `make`: what there is.
   * @template T
   * @param {(ended: AbortSignal) => T} [make]
   * @returns {T}
   */
  session(make) {
    this.#session ??= make?.(this.#life.signal);
    return this.#session;
  }

  /** True where the reader asked for less motion: show the end at once. */
  get still() {
    return this.window?.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? true;
  }

  /** Draw the next frame anew, although no trait may have changed. */
  redraw() {
    if (this.#request || !this.window) return;
    this.#request = this.window.requestAnimationFrame(() => {
      this.#request = 0;
      this.refresh();
    });
  }

  /** Draw it anew at once. A mistake in a figure takes away this figure alone. */
  refresh() {
    try {
      this.show(this.state, this.result);
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * Draw a state and its result, whatever the model holds.
   * @param {S} state
   */
  show(state, result = this.#compute(state, this.data)) {
    for (const draw of this.#on.update) draw(state, result);
  }

  /** Take the figure away. */
  end() {
    this.#tearDown();
    this.#life.abort();
    if (this.#request) this.window?.cancelAnimationFrame(this.#request);
    for (const name of Object.keys(this.schema)) this.model.off(`change:${name}`, this.#changed);
  }

  // ---------------------------------------------------------------- inside

  #changed = () => {
    this.#state = null;
    this.#result = null;
    this.redraw();
  };

  #watchWidth() {
    const measure = () => {
      const width = this.el.clientWidth || NARROW;
      const before = [this.narrow, this.spread];
      this.narrow = width < NARROW;
      this.spread = width >= SPREAD;
      return this.narrow !== before[0] || this.spread !== before[1];
    };
    const rebuild = () => {
      if (this.el.clientWidth && measure()) this.#build();
    };
    measure();
    const end = observeSize(this.window, this.el, ({ height }) => {
      rebuild();
      mark(this.el, "nn-tall", height > TALL * (this.window?.innerHeight ?? height));
    });
    this.#life.signal.addEventListener("abort", end);
  }

  #build() {
    this.#tearDown();
    this.#built = new AbortController();
    this.#on = { update: [], reset: [], pause: [], end: [] };
    this.touched = false;
    this.width = this.narrow ? 320 : 640;
    buildCard(this);
    try {
      this.#draw(this);
      addReset(this);
      followSpacing(this);
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.refresh();
  }

  #fail(error) {
    this.end();
    failed(this.el, this.about, error);
  }

  #tearDown() {
    if (!this.#built) return;
    this.pause();
    for (const end of this.#on.end) end();
    this.#built.abort();
  }
}
