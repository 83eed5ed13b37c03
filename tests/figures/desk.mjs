// Figures on a desk without a browser (linkedom): drawn, fed states, pressed and typed at, thousands of times a second.
// Reads a question a line, {"ask", "figure", "about", "schema", "state", "sent", ...}, and writes an answer a line.
// Arguments: the path of linkedom, and the folder of the figures.
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { parseHTML } = await import(pathToFileURL(process.argv[2]));
const module = (...path) => import(pathToFileURL(join(process.argv[3], ...path)));
const { mount } = await module("kit", "mount.js");

const NO_NUMBER = /\b(NaN|undefined|Infinity)\b/;
const [WIDE, NARROW] = [640, 320];
const BOX = { x: 0, y: 0, left: 0, top: 0, right: 600, bottom: 400, width: 600, height: 400 };

function transform() {
  const [e, f] = /translate\(([-\d.]+)[ ,]([-\d.]+)\)/.exec(this.getAttribute("transform"))?.slice(1).map(Number) ?? [
    0, 0,
  ];
  return { baseVal: [{ matrix: { e, f } }] };
}

function viewBox() {
  const [x, y, width, height] = (this.getAttribute("viewBox") ?? "0 0 1 1").split(" ").map(Number);
  return { baseVal: { x, y, width, height } };
}

/** A document whose frames, idle moments and widths come when they are called for. */
class Desk {
  frames = new Map();
  idle = new Map();
  observers = [];
  width = WIDE;
  asked = 0;

  constructor() {
    const { document, window, HTMLSelectElement, Element } = parseHTML("<!doctype html><html><body></body></html>");
    Object.defineProperty(HTMLSelectElement.prototype, "value", { configurable: true, writable: true });
    const matches = Element.prototype.matches;
    Object.assign(Element.prototype, {
      getBBox: () => BOX,
      getBoundingClientRect: () => BOX,
      getClientRects: () => [BOX],
      getScreenCTM: () => ({ a: 1, d: 1, e: 0, f: 0 }),
      matches(selector) {
        return !selector.includes(":focus-visible") && matches.call(this, selector);
      },
      scrollIntoView() {},
      setPointerCapture() {},
    });
    Object.defineProperty(Element.prototype, "viewBox", { configurable: true, get: viewBox });
    Object.defineProperty(Element.prototype, "transform", { configurable: true, get: transform });
    const desk = this;
    const observer = class {
      constructor(hear) {
        this.hear = hear;
        desk.observers.push(this);
      }
      observe(element) {
        this.element = element;
      }
      disconnect() {
        desk.observers = desk.observers.filter((other) => other !== this);
      }
    };
    Object.assign(document.defaultView, {
      requestAnimationFrame: (draw) => this.frames.set(++this.asked, draw) && this.asked,
      cancelAnimationFrame: (request) => this.frames.delete(request),
      requestIdleCallback: (run) => this.idle.set(++this.asked, run) && this.asked,
      cancelIdleCallback: (request) => this.idle.delete(request),
      matchMedia: () => ({ matches: true }), // reduced motion: what moves is at its end at once
      getComputedStyle: () => ({ minHeight: "0" }),
      ResizeObserver: observer,
    });
    this.document = document;
    this.window = window;
  }

  /** The frames that were asked for, and those that they ask for. */
  frame() {
    for (let turn = 0; this.frames.size && turn < 50; turn++) {
      for (const [request, draw] of [...this.frames]) if (this.frames.delete(request)) draw(performance.now());
    }
  }

  place(given) {
    const el = this.document.createElement("figure");
    Object.defineProperty(el, "clientWidth", { get: () => this.width });
    this.document.body.appendChild(el);
    const { compute, draw, about, schema, state, data } = given;
    mount({ model: new Model(state), el, about, schema, compute: frozen(compute), draw, data, load: absent });
    if (el.hasAttribute("data-error")) throw new Error(el.getAttribute("data-error"));
    this.frame();
    return el;
  }

  resize(width) {
    this.width = width;
    for (const { hear, element } of this.observers) hear([{ target: element, contentRect: { width, height: 40 } }]);
    this.frame();
  }
}

const absent = async (name) => {
  throw new Error(`${name} is not on the desk`);
};

/** A state's result is shared by all that draw it: whoever changes either is found out. */
function frozen(compute) {
  return (state, data) => {
    const result = compute(deepFrozen(state), data);
    return deepFrozen(result);
  };
}

function deepFrozen(value) {
  if (value === null || typeof value !== "object" || ArrayBuffer.isView(value) || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const entry of Object.values(value)) deepFrozen(entry);
  return value;
}

class Model {
  constructor(state) {
    this.values = { ...state, _start: structuredClone(state) };
    this.listeners = new Map();
  }
  get(name) {
    return this.values[name];
  }
  set(name, value) {
    if (this.values[name] === value) return;
    this.values[name] = value;
    for (const listener of this.listeners.get(`change:${name}`) ?? []) listener();
  }
  save_changes() {}
  on(event, listener) {
    if (!this.listeners.has(event)) this.listeners.set(event, new Set());
    this.listeners.get(event).add(listener);
  }
  off(event, listener) {
    this.listeners.get(event)?.delete(listener);
  }
}

const sound = (el) => {
  if (el.hasAttribute("data-error")) throw new Error(el.getAttribute("data-error"));
  const wrong = NO_NUMBER.exec(el.innerHTML);
  if (wrong) throw new Error(`${wrong[0]} in ${el.innerHTML.slice(Math.max(0, wrong.index - 100), wrong.index + 50)}`);
};

/** The drawing without what only tells two drawings of one state apart. */
function shape(el) {
  const copy = el.cloneNode(true);
  for (const away of copy.querySelectorAll(".nn-away, [aria-live]")) away.replaceChildren();
  return copy.innerHTML
    .replace(/(?<!\/)><\/\w+>/g, " />")
    .replace(/nn-(about-|quiz-)?\d+|\d+ solved/g, "")
    .replace(/ (style|class|open|value)="[^"]*"/g, "")
    .replace(
      /<([\w-]+)((?: [\w-]+="[^"]*")+)/g,
      (_, tag, attributes) =>
        `<${tag}${attributes
          .match(/ [\w-]+="[^"]*"/g)
          .sort()
          .join("")}`,
    );
}

function same(one, other, what) {
  const [a, b] = [one, other].map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
  if (a === b) return;
  let at = 0;
  while (a[at] === b[at]) at++;
  throw new Error(
    `${what}: ...${[a, b].map((text) => text.slice(Math.max(0, at - 80), at + 200)).join("... in place of ...")}`,
  );
}

const press = (el, label) => {
  const button = [...el.querySelectorAll("button")].find(({ textContent }) => textContent === label);
  button.dispatchEvent(new el.ownerDocument.defaultView.Event("click", { bubbles: true }));
};

const ASKS = {
  /** The state it starts with, drawn wide and narrow; its words. */
  draw(desk, given) {
    const el = desk.place(given);
    sound(el);
    desk.resize(NARROW);
    sound(el);
    return { state: el.nnFigure.state, text: el.textContent };
  },

  /** Two on a page: one changed and reset is what it was, the other never moved. */
  reset(desk, { changes, ...given }) {
    const [first, second] = [desk.place(given), desk.place(given)];
    const [start, before] = [first.nnFigure.state, shape(first)];
    first.nnFigure.set(changes);
    desk.frame();
    sound(first);
    const changed = JSON.stringify(first.nnFigure.state) !== JSON.stringify(start);
    same(second.nnFigure.state, start, "the other figure's state");
    press(first, "Reset");
    desk.frame();
    same(first.nnFigure.state, start, "the state after Reset");
    same(shape(first), before, "the drawing after Reset");
    return { state: start, changed };
  },

  /** Whatever stands in the model is mended, and nothing that is no number is drawn. */
  feed(desk, { states, ...given }) {
    const el = desk.place(given);
    for (const [i, state] of states.entries()) {
      for (const [name, value] of Object.entries(state)) el.nnFigure.model.set(name, value);
      el.nnFigure.refresh();
      try {
        if (i % 10 === 9 || el.hasAttribute("data-error")) sound(el);
      } catch (error) {
        throw new Error(`${error.message}\nin the state ${JSON.stringify(state).slice(0, 1000)}`);
      }
    }
    press(el, "Reset");
    desk.frame();
    return { state: el.nnFigure.state };
  },

  /** Keys, clicks and moved sliders at random, in both widths; listeners do not pile up. */
  storm(desk, { count, seed, ...given }) {
    const el = desk.place(given);
    const { Event } = el.ownerDocument.defaultView;
    const draw = drawer(seed);
    const listeners = [...el.nnFigure.model.listeners].map(([, actions]) => actions.size);
    for (let i = 0; i < count; i++) {
      if (i === count / 2) desk.resize(NARROW);
      event(el, Event, draw);
      if (i % 20 === 0) desk.frame();
    }
    desk.frame();
    sound(el);
    el.nnFigure.pause();
    desk.resize(WIDE);
    sound(el);
    same(
      [...el.nnFigure.model.listeners].map(([, actions]) => actions.size),
      listeners,
      "listeners",
    );
    press(el, "Reset");
    desk.frame();
    return { state: el.nnFigure.state };
  },

  /** What is worked out beforehand comes to an end, and changes neither state nor drawing. */
  idle(desk, given) {
    const el = desk.place(given);
    const before = [el.nnFigure.state, shape(el)];
    for (let turn = 0; turn < 400; turn++) {
      for (const [request, run] of [...desk.idle]) if (desk.idle.delete(request)) run();
    }
    desk.frame();
    const left = desk.idle.size;
    same(el.nnFigure.state, before[0], "the state after the work beforehand");
    same(shape(el), before[1], "the drawing after the work beforehand");
    el.nnFigure.set({});
    el.nnFigure.refresh();
    el.nnFigure.end();
    return { left, after: desk.idle.size };
  },

  /** What can be reached by keys and has no name. */
  unnamed(desk, given) {
    const el = desk.place(given);
    const reached = [...el.querySelectorAll('[tabindex="0"], input, select, button')];
    const named = (one) =>
      one.getAttribute("aria-label") || one.closest("label")?.textContent.trim() || one.textContent.trim();
    return { unnamed: reached.filter((one) => !named(one)).map((one) => one.outerHTML.slice(0, 200)) };
  },
};

function drawer(seed) {
  let s = seed;
  return (n) => {
    s = (Math.imul(s, 1103515245) + 12345) >>> 0;
    return Math.floor((s / 4294967296) * n);
  };
}

const KEYS = [
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
  "PageUp",
  "PageDown",
  " ",
  "Enter",
  "a",
  "Escape",
  "Delete",
];

function event(el, Event, draw) {
  const targets = [...el.querySelectorAll('button, input, select, summary, [tabindex="0"]')];
  const target = targets[draw(targets.length)];
  if (target.disabled) return;
  const send = (name, more) =>
    target.dispatchEvent(Object.assign(new Event(name, { bubbles: true, cancelable: true }), more));
  const kind = draw(4);
  if (kind === 0) send("keydown", { key: KEYS[draw(KEYS.length)], shiftKey: draw(2) === 0 });
  else if (kind === 1 && target.getAttribute("type") === "range") {
    const [low, high] = ["min", "max"].map((name) => Number(target.getAttribute(name)));
    target.value = String(low + (draw(100) / 99) * (high - low));
    send("input");
  } else if (kind === 2) send("click", { clientX: draw(600), clientY: draw(400) });
  else {
    for (const name of ["pointerdown", "pointermove", "pointermove", "pointerup"])
      send(name, { pointerId: 1, button: 0, buttons: 1, clientX: draw(600), clientY: draw(400) });
  }
}

const files = new Map(); // shared data, sent once

async function answer({ ask, figure, sent, ...given }) {
  for (const [name, text] of Object.entries(sent)) files.set(name, new Uint8Array(Buffer.from(text, "base64")));
  const { compute, draw } = await module(figure, "index.js");
  const data = Object.fromEntries(given.about.data.map((name) => [name, files.get(name)]));
  if (ask === "compute") return { results: given.states.map((state) => compute(state, data)) };
  return ASKS[ask](new Desk(), { ...given, compute, draw, data });
}

/** Vectors as lists; numbers that JSON does not know as words. */
const plain = (_, value) => {
  if (ArrayBuffer.isView(value)) return Array.from(value);
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
};

for await (const line of createInterface({ input: process.stdin })) {
  const said = await answer(JSON.parse(line)).catch((error) => ({ error: error.stack }));
  console.log(JSON.stringify(said, plain));
}
process.exit(0);
