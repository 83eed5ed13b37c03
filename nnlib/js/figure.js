// A figure on the page: its checked state, its card (drawing, controls, buttons, read-out, caption), its handles.
// The host gives a model with get, set, save_changes, on and off: anywidget's in a notebook, page.js's on a page.
import { attr, html, htmlMaths, keepPlace, mark, setText, svg } from "./svg.js";
import { clamp } from "./maths.js";

const NARROW = 520; // px of card width below which a figure is drawn for a small screen

// ---------------------------------------------------------------- state

/** The value a trait may hold: what is given, moved into its range; what cannot be mended becomes the fallback. */
export function checked(kind, value, fallback) {
  if (kind.type === "switch") return typeof value === "boolean" ? value : fallback;
  if (kind.type === "choice") return kind.values.includes(value) ? value : fallback;
  if (kind.type === "text") return typeof value === "string" ? value.slice(0, kind.longest) : fallback;
  if (kind.type === "numbers") return checkedList(kind, kind.shape, value, fallback);
  if (typeof value !== "number" || !Number.isFinite(value)) return fallback;
  return clamp(kind.type === "integer" ? Math.round(value) : value, kind.low, kind.high);
}

function checkedList(kind, [length, ...inner], value, fallback) {
  if (!Array.isArray(value) || (length !== null && value.length !== length) || value.length > 20000) return fallback;
  if (inner.length === 0) {
    const item = { type: kind.whole ? "integer" : "number", low: kind.low, high: kind.high };
    return value.map((entry, i) => checked(item, entry, fallback[i] ?? clamp(0, kind.low, kind.high)));
  }
  return value.map((row, i) => checkedList(kind, inner, row, fallback[i] ?? fallback[0] ?? []));
}

/** The place `index` ([], [i] or [i, j]) of a list replaced, in a copy. */
function replaced(list, [i, ...rest], value) {
  return list.map((entry, k) => (k !== i ? entry : rest.length ? replaced(entry, rest, value) : value));
}

// ---------------------------------------------------------------- the figure

class Figure {
  constructor({ model, el, about, schema, compute, draw, data = {}, loadData }) {
    Object.assign(this, { model, el, about, schema, data });
    /** The bytes of a large shared data file, a promise: for what is fetched only when the reader asks. */
    this.load = loadData ?? (async (name) => data[name]);
    this._compute = compute;
    this._draw = draw;
    this._stop = new AbortController();
    this._dirty = () => this._schedule();
    this.start = this._checkedAll((name) => (model.get("_start") ?? {})[name]);
    for (const name of Object.keys(schema)) model.on(`change:${name}`, this._dirty);
    this._watchWidth();
    this._build();
  }

  /** The state, checked and clamped: what the model holds now. */
  get state() {
    return this._checkedAll((name) => this.model.get(name));
  }

  get result() {
    return this._compute(this.state, this.data);
  }

  /** Set some of the state, moved into range, in the model and in the picture. */
  set(changes) {
    this._touched = true;
    const now = this.state;
    for (const [name, value] of Object.entries(changes)) this.model.set(name, checked(this.schema[name], value, now[name]));
    this.model.save_changes();
    this._schedule();
  }

  /** Back to exactly the state the figure started with. */
  reset() {
    this.pause();
    this.set(structuredClone(this.start));
    for (const undo of this._onReset) undo();
  }

  /** Call `draw(state, result)` now and after every change. */
  update(draw) {
    this._updates.push(draw);
  }

  /** Also call `undo` when the reader presses Reset. */
  onReset(undo) {
    this._onReset.push(undo);
  }

  /** Call `end` when the figure is taken away or drawn anew. */
  onEnd(end) {
    this._onEnd.push(end);
  }

  /** addEventListener that ends with the figure. */
  listen(target, event, action, options = {}) {
    target.addEventListener(event, action, { ...options, signal: this._built.signal });
  }

  /** While nothing else is to be done: work whose results are kept, so that what the reader may do next is quick. */
  whenIdle(tasks) {
    const next = () => {
      tasks.shift()();
      ask();
    };
    const ask = () => (this._idle = tasks.length && this._window?.requestIdleCallback?.(next));
    this._window?.cancelIdleCallback?.(this._idle);
    ask();
  }

  /**
   * Draw the state with some changes, unseen, and then the state as it is: what is drawn for the first time then is
   * quick to be seen. Work for `whenIdle`, for drawings that take turns.
   */
  rehearse(changes) {
    if (this._touched) return;
    for (const state of [{ ...this.state, ...changes }, this.state]) this._show(state);
    this._layOutSheets();
  }

  /** True where the reader asked for less motion: show the end at once. */
  get still() {
    return this._window?.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? true;
  }

  /** Move for at most 300 ms: frame(t) with t from 0 to 1; at once with reduced motion. */
  animate(frame, duration = 250) {
    this._endMotion?.();
    if (this.still || !this._window) return frame(1);
    const begun = this._window.performance.now();
    let request = 0;
    const tick = (now) => {
      const t = clamp((now - begun) / duration, 0, 1);
      frame(t);
      request = t < 1 ? this._window.requestAnimationFrame(tick) : 0;
      if (t === 1) this._endMotion = null;
    };
    this._endMotion = () => {
      this._window.cancelAnimationFrame(request);
      this._endMotion = null;
      frame(1);
    };
    request = this._window.requestAnimationFrame(tick);
  }

  // ---------------------------------------------------------------- the card

  /** The drawing, `width` x `height` units (about px): give it its height and its accessible name. */
  drawing({ height, label, parent = this._stage }) {
    const root = svg(parent, "svg", { viewBox: `0 0 ${this.width} ${height}`, role: "group", "aria-label": label, "aria-describedby": this._about });
    root.style.aspectRatio = `${this.width} / ${height}`;
    return root;
  }

  /**
   * Several drawings of one height in one place, by their names: { name: drawing }. shown(state) is the name of the one
   * to be seen. The others are laid out once and keep that, so that to go from one to another is quick.
   */
  drawings({ height, labels, shown }) {
    const place = html(this._stage, "div", { class: "nn-sheets" });
    place.style.aspectRatio = `${this.width} / ${height}`;
    const drawn = Object.entries(labels).map(([name, label]) => {
      const sheet = html(place, "div");
      this.update((state) => mark(sheet, "nn-away", shown(state) !== name));
      return [name, this.drawing({ height, label, parent: sheet })];
    });
    this._sheets.push(place);
    this._layOutSheets();
    return Object.fromEntries(drawn);
  }

  /** Let what is not to be seen be laid out in the next frame, and be left alone from the one after it. */
  _layOutSheets() {
    const { _sheets: sheets, _window: timers } = this;
    const laidOut = (on) => sheets.forEach((place) => mark(place, "nn-laid-out", on));
    laidOut(false);
    timers?.requestAnimationFrame(() => timers.requestAnimationFrame(() => laidOut(true)));
  }

  /**
   * A slider for the number `key` (or its entry `index`), or for get(state) and set(value). A label that changes with
   * the state is a function of it.
   */
  slider({ key, index = [], label, low, high, step = 0.1, digits = 1, get, set, text, parent = this._controls }) {
    const kind = key ? this.schema[key] : {};
    const path = [].concat(index);
    const read = get ?? ((state) => path.reduce((value, i) => value[i], state[key]));
    const write = set ?? ((value) => ({ [key]: path.length ? replaced(this.state[key], path, value) : value }));
    const show = text ?? ((value) => (value < 0 ? "\u2212" : "") + Math.abs(value).toFixed(digits));
    const row = html(parent, "label", { class: "nn-control" });
    const name = html(row, "span", { class: "nn-label" });
    mark(row, "nn-relabelled", typeof label === "function");
    if (typeof label === "function") this._relabelled(html(name, "span", { class: "nn-steady" }), label);
    else this._labelled(name, label);
    const input = html(html(row, "span"), "input", { type: "range", min: low ?? kind.low, max: high ?? kind.high, step });
    const output = html(html(row, "span", { class: "nn-value", "aria-hidden": "true" }), "span", { class: "nn-steady" });
    this.listen(input, "input", () => this.set(write(Number(input.value))));
    this.update((state) => {
      const value = read(state);
      if (Number(input.value) !== value) input.value = String(value);
      input.setAttribute("aria-valuetext", show(value));
      setText(output, show(value));
    });
    return input;
  }

  /**
   * A choice for the trait `key` among options [[value, text], ...]: a row of radio buttons, or a menu if they are many.
   * A radio button with a third entry is there only while that function of the state is true.
   */
  choice({ key, label, options, get, set, parent = this._controls }) {
    const read = get ?? ((state) => state[key]);
    const write = set ?? ((value) => ({ [key]: value }));
    if (options.length > 5) return this._menu({ label, options, read, write, parent });
    const group = html(parent, "div", { class: "nn-control nn-choice", role: "radiogroup", "aria-label": plain(label) });
    this._labelled(html(group, "span", { class: "nn-label", "aria-hidden": "true" }), label);
    mark(group, "nn-many", options.length > 3);
    const name = `nn-${(Figure.count = (Figure.count ?? 0) + 1)}`;
    const inputs = options.map(([value, text]) => {
      const option = html(group, "label", { class: "nn-option" });
      const input = html(option, "input", { type: "radio", name });
      html(option, "span", {}, text);
      this.listen(input, "change", () => this.set(write(value)));
      return { option, input };
    });
    this.update((state) => {
      const now = read(state);
      options.forEach(([value, , there], i) => {
        inputs[i].input.checked = value === now;
        if (there) keepPlace(inputs[i].option, there(state));
      });
    });
    return group;
  }

  _menu({ label, options, read, write, parent }) {
    const row = html(parent, "label", { class: "nn-control" });
    this._labelled(html(row, "span", { class: "nn-label" }), label);
    const select = html(html(row, "span", { class: "nn-menu" }), "select");
    options.forEach(([, text], i) => html(select, "option", { value: String(i) }, text));
    this.listen(select, "change", () => this.set(write(options[Number(select.value)][0])));
    this.update((state) => {
      select.value = String(options.findIndex(([value]) => value === read(state)));
    });
    return select;
  }

  /** A tick box for the switch `key`. */
  toggle({ key, label, get, set, parent = this._controls }) {
    const read = get ?? ((state) => state[key]);
    const write = set ?? ((value) => ({ [key]: value }));
    const row = html(parent, "label", { class: "nn-control nn-toggle" });
    const input = html(row, "input", { type: "checkbox" });
    this._labelled(html(row, "span", { class: "nn-label" }), label);
    this.listen(input, "change", () => this.set(write(input.checked)));
    this.update((state) => {
      input.checked = read(state);
    });
    return input;
  }

  /**
   * A button in the row under the drawing, after Reset. `describe` says more to a screen reader; what is to be seen on
   * the button is part of it, so that it can be called by its name.
   */
  button(label, action, { parent = this._buttons, describe } = {}) {
    const name = describe && !describe.toLowerCase().includes(label.toLowerCase()) ? `${label}: ${describe}` : describe;
    const button = html(parent, "button", { type: "button", class: "nn-button", "aria-label": name }, label);
    this.listen(button, "click", () => action(button));
    return button;
  }

  /** A place for rarely used controls, folded away: pass it as `parent`. */
  fold(summary) {
    const details = html(this._controls, "details", { class: "nn-fold" });
    html(details, "summary", {}, summary);
    return html(details, "div", { class: "nn-controls" });
  }

  /**
   * One line (or a few) of words and numbers under the controls, also said to a screen reader after a change. `lines`:
   * for how many there is a place from the start, on a wide and on a narrow screen.
   */
  readout(words, { lines = [2, 3] } = {}) {
    this._readout.style.setProperty("--nn-lines", lines[Number(this.narrow)]);
    this.update((state, result) => {
      const text = words(state, result);
      setText(this._words, text);
      if (this._touched) this.say(text);
    });
  }

  /** Say something to a screen reader, once things have been quiet for a moment. */
  say(text) {
    const timers = this._window;
    if (!timers) return;
    timers.clearTimeout(this._saying);
    this._saying = timers.setTimeout(() => setText(this._live, text), 600);
  }

  /**
   * Step and Run: `step()` changes the state and answers whether there is more to do. Run repeats it every
   * `interval` ms until there is not, and never while the page is hidden.
   */
  player({ step, interval = 300, names = ["Step", "Run", "Pause"] }) {
    const once = this.button(names[0], () => {
      this.pause();
      step();
    });
    const run = this.button(names[1], () => (this._running ? this.pause() : play()));
    const tick = () => {
      if (!this._window.document.hidden && step() === false) this.pause();
    };
    const play = () => {
      this._running = this._window.setInterval(tick, interval);
      setText(run, names[2]);
      run.setAttribute("aria-pressed", "true");
    };
    this.pause = () => {
      if (this._running) this._window.clearInterval(this._running);
      this._running = 0;
      setText(run, names[1]);
      run.setAttribute("aria-pressed", "false");
    };
    this.pause();
    return { once, run };
  }

  pause() {}

  /**
   * Make a drawn thing movable by pointer and by keys. axis "x", "y" or "xy" (value a number, or [x, y]);
   * at(px, py) is the value at a place of the drawing; get(state) the value now; set(value) the changes.
   * touch: the way in which a finger moves it ("x", "y" or "xy"), if that is not the axis; the other way scrolls the page.
   */
  handle(element, { label, axis = "x", low, high, step, at, get, set, text = String, touch = axis }) {
    const both = axis === "xy";
    const [lows, highs, steps] = [low, high, step].map((value) => (both && !Array.isArray(value) ? [value, value] : value));
    const inside = (value) => (both ? value.map((v, i) => clamp(v, lows[i], highs[i])) : clamp(value, lows, highs));
    const put = (value) => this.set(set(inside(value)));
    attr(element, { tabindex: 0, role: "slider", "aria-label": label, "aria-orientation": axis === "y" ? "vertical" : "horizontal", "aria-roledescription": both ? "movable point" : null });
    element.classList.add("nn-handle");
    this.holdTouch(element, touch);
    this._pointer(element, at, get, put);
    this._keys(element, { both, lows, highs, steps, get, put });
    this.update((state) => {
      const value = get(state);
      const main = both ? value[0] : value;
      const [least, most] = both ? [lows[0], highs[0]] : [lows, highs];
      attr(element, { "aria-valuenow": main, "aria-valuemin": least, "aria-valuemax": most, "aria-valuetext": text(value) });
    });
  }

  /**
   * Let a finger drag `element` along `axis` ("x", "y" or "xy") instead of scrolling the page; across the axis it scrolls.
   * Chromium heeds touch-action on a whole <svg> only, not on its parts, so the first move decides here as well.
   */
  holdTouch(element, axis = "xy") {
    element.style.touchAction = { x: "pan-y", y: "pan-x", xy: "none" }[axis];
    let begun = null;
    let held = null;
    this.listen(element, "touchstart", ({ touches: [finger] }) => {
      begun = [finger.clientX, finger.clientY];
      held = null;
    }, { passive: true });
    this.listen(element, "touchmove", (event) => {
      const [dx, dy] = [event.touches[0].clientX - begun[0], event.touches[0].clientY - begun[1]].map(Math.abs);
      held ??= event.touches.length === 1 && (axis === "xy" || (axis === "x" ? dx >= dy : dy >= dx));
      if (held && event.cancelable) event.preventDefault();
    }, { passive: false });
  }

  /** Dragging keeps the distance between the pointer and the thing it took hold of. */
  _pointer(element, at, get, put) {
    let offset = null;
    const value = (event) => at(...this.place(event, element));
    const minus = (u, v) => (Array.isArray(u) ? u.map((x, i) => x - v[i]) : u - v);
    this.listen(element, "pointerdown", (event) => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      offset = minus(value(event), get(this.state));
      element.focus({ preventScroll: true });
      event.preventDefault();
    });
    this.listen(element, "pointermove", (event) => {
      if (offset !== null) put(minus(value(event), offset));
    });
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) this.listen(element, end, () => (offset = null));
  }

  _keys(element, { both, lows, highs, steps, get, put }) {
    const directions = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1], PageUp: [0, 10], PageDown: [0, -10] };
    this.listen(element, "keydown", (event) => {
      const value = get(this.state);
      const many = event.shiftKey ? 10 : 1;
      const move = directions[event.key];
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (move && both) put(value.map((v, i) => v + move[i] * many * steps[i]));
      else if (move) put(value + (move[0] + move[1]) * many * steps);
      else if (event.key === "Home") put(lows);
      else if (event.key === "End") put(highs);
      else return;
      event.preventDefault();
    });
  }

  /** Where a pointer event is, in the units of the drawing that `element` belongs to. */
  place(event, element) {
    const root = element.ownerSVGElement ?? element;
    let outer = root;
    while (outer.ownerSVGElement) outer = outer.ownerSVGElement;
    const matrix = outer.getScreenCTM();
    return matrix ? [(event.clientX - matrix.e) / matrix.a, (event.clientY - matrix.f) / matrix.d] : [0, 0];
  }

  /**
   * Make a drawn thing pressable: click, tap, Enter and Space. `pressed(state)` shows a toggle's state. `target`: the
   * frame inside a group with words and numbers, to be the button in place of the group. A button's name has to hold
   * the words that stand in it, and a row of numbers run together is no name.
   */
  pressable(element, { label, action, pressed, role = "button", target = element }) {
    attr(target, { tabindex: 0, role, "aria-label": typeof label === "string" ? label : null });
    element.classList.add("nn-pressable");
    mark(element, "nn-framed", target !== element);
    this.listen(element, "click", (event) => action(event));
    this.listen(element, "keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      action(event);
    });
    this.update((state, result) => {
      if (pressed) attr(target, { "aria-pressed": String(Boolean(pressed(state, result))) });
      if (typeof label === "function") attr(target, { "aria-label": label(state, result) });
    });
  }

  // ---------------------------------------------------------------- inside

  _checkedAll(read) {
    const state = {};
    for (const [name, kind] of Object.entries(this.schema)) state[name] = checked(kind, read(name), kind.default);
    return state;
  }

  _labelled(element, label) {
    const symbol = label.match(/^\$([^$]+)\$(.*)$/);
    if (!symbol) return setText(element, label);
    htmlMaths(element, symbol[1]);
    if (symbol[2]) html(element, "span", {}, symbol[2]);
  }

  _relabelled(element, label) {
    let shown = null;
    this.update((state) => {
      const now = label(state).replace(/ /g, "\u00a0"); // in one line, so that nothing moves when it grows
      if (now === shown) return;
      shown = now;
      element.textContent = "";
      this._labelled(element, now);
    });
  }

  _watchWidth() {
    this._window = this.el.ownerDocument.defaultView;
    const width = () => this.el.clientWidth || NARROW;
    this.narrow = width() < NARROW;
    if (!this._window?.ResizeObserver) return;
    const observer = new this._window.ResizeObserver(() => {
      if (this.el.clientWidth && width() < NARROW !== this.narrow) {
        this.narrow = !this.narrow;
        this._build();
      }
    });
    observer.observe(this.el);
    this._stop.signal.addEventListener("abort", () => observer.disconnect());
  }

  _build() {
    this._tearDown();
    this._built = new AbortController();
    Object.assign(this, { _updates: [], _sheets: [], _onReset: [], _onEnd: [], _touched: false, pause() {} });
    this.width = this.narrow ? 320 : 640;
    this.el.textContent = "";
    this.el.classList.add("nn-figure");
    mark(this.el, "nn-narrow", this.narrow);
    html(this.el, "div", { class: "nn-title" }, this.about.title);
    this._about = `nn-about-${(Figure.count = (Figure.count ?? 0) + 1)}`;
    this._stage = html(this.el, "div", { class: "nn-stage" });
    this._controls = html(this.el, "div", { class: "nn-controls" });
    this._buttons = html(this.el, "div", { class: "nn-buttons" });
    this._readout = html(this.el, "p", { class: "nn-readout" });
    this._words = html(this._readout, "span");
    this._fitReadout();
    this._live = html(html(this.el, "div", { class: "nn-hidden", "aria-live": "polite", role: "status" }), "span", { class: "nn-steady" });
    this._caption();
    html(this.el, "p", { class: "nn-hidden", id: this._about }, this.about.alternative);
    this.button("Reset", () => this.reset());
    try {
      this._draw(this);
    } catch (error) {
      return this._fail(error);
    }
    this._refresh();
  }

  /**
   * The read-out is a box of its own, as high as the longest words that it has shown: words that change do not lay out
   * the page anew, and what stands below does not jump.
   */
  _fitReadout() {
    if (!this._window?.ResizeObserver) return;
    let [wide, high] = [0, 0];
    const fit = ({ width, height }) => {
      high = Math.max(height, width === wide ? high : this._reserved());
      wide = width;
      this._readout.style.height = `${high}px`;
    };
    const observer = new this._window.ResizeObserver(([{ contentRect }]) => fit(contentRect));
    observer.observe(this._words);
    this._readout.classList.add("nn-fitted");
    this.onReset(() => (wide = 0));
    this._built.signal.addEventListener("abort", () => observer.disconnect());
  }

  /** The height in px that the read-out has at least. */
  _reserved() {
    return parseFloat(this._window.getComputedStyle(this._readout).minHeight) || 0;
  }

  _fail(error) {
    this.end();
    failed(this.el, this.about, error);
  }

  _caption() {
    const caption = html(this.el, "figcaption", { class: "nn-caption" });
    html(caption, "span", {}, `${this.about.try_this} `);
    if (this.about.video) html(caption, "a", { href: this.about.video.href, rel: "noopener" }, this.about.video.text);
  }

  _schedule() {
    if (this._scheduled || !this._window) return;
    this._scheduled = this._window.requestAnimationFrame(() => {
      this._scheduled = 0;
      this._refresh();
    });
  }

  _refresh() {
    try {
      this._show(this.state);
    } catch (error) {
      this._fail(error);
    }
  }

  _show(state) {
    const result = this._compute(state, this.data);
    for (const draw of this._updates) draw(state, result);
  }

  _tearDown() {
    if (!this._built) return;
    this.pause();
    this._window?.clearTimeout(this._saying);
    this._window?.cancelIdleCallback?.(this._idle);
    this._endMotion?.();
    for (const end of this._onEnd) end();
    this._built.abort();
  }

  end() {
    this._tearDown();
    this._stop.abort();
    if (this._scheduled) this._window.cancelAnimationFrame(this._scheduled);
    for (const name of Object.keys(this.schema)) this.model.off(`change:${name}`, this._dirty);
  }
}

const plain = (label) => label.replace(/\$([^$]*)\$/g, (_, source) => source.replace(/[\\{}]/g, ""));

/** In place of a figure that cannot run: a sentence and its text alternative. Its neighbours go on. */
export function failed(el, about, error) {
  el.textContent = "";
  el.classList.add("nn-figure", "nn-failed");
  html(el, "div", { class: "nn-title" }, about?.title ?? "Figure");
  html(el, "p", {}, "This figure could not be drawn here; the rest of the page is not affected.");
  if (about?.alternative) html(el, "p", {}, about.alternative);
  el.setAttribute("data-error", String(error?.message ?? error));
}

/** Show a figure in `el`; answers the function that takes it away. */
export function mount(definition) {
  try {
    const figure = new Figure(definition);
    definition.el.nnFigure = figure;
    return () => figure.end();
  } catch (error) {
    failed(definition.el, definition.about, error);
    return () => {};
  }
}
