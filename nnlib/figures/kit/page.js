// The host on a built page: finds every [data-figure] and shows it, without a kernel.
import { keepFigures, stateLeft, unfold } from "./as_left.js";
import { failed } from "./card.js";
import { adler32 } from "./checksum.js";
import { mountWithData } from "./mount.js";

/** The model of one figure on a page: what anywidget's model is in a notebook. */
class PageModel {
  constructor(json, changes) {
    this._values = { ...JSON.parse(json), ...changes, _start: JSON.parse(json) };
    this._listeners = new Map();
  }

  get(name) {
    return this._values[name];
  }

  set(name, value) {
    if (this._values[name] === value) return;
    this._values[name] = value;
    for (const listener of this._listeners.get(`change:${name}`) ?? []) listener();
  }

  save_changes() {}

  on(event, listener) {
    if (!this._listeners.has(event)) this._listeners.set(event, new Set());
    this._listeners.get(event).add(listener);
  }

  off(event, listener) {
    this._listeners.get(event)?.delete(listener);
  }
}

// The folder of this script: the shared data files stand beside it. They are scripts too, because a page opened
// from a disk may load scripts but not fetch files.
const folder = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src.replace(/[^/]*$/, "");
const [received, waiting] = [new Map(), new Map()];
/** @type {Record<string, string>} */
let files = {}; // of the shared data, by its name; each carries a hash of what it holds

/** Called by a data file: nnlibData("network", base64, checksum). What does not agree is not taken. */
globalThis.nnlibData = (name, base64, checksum) => {
  try {
    const letters = atob(base64);
    const bytes = new Uint8Array(letters.length); // a plain loop: Uint8Array.from is many times slower
    for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
    if (adler32(bytes) === checksum) received.set(name, bytes);
  } catch {} // no base64: once the file has run, the reader is told
};

const PAUSE = 500; // ms before a file that was lost is asked for once more

/** The bytes of a shared data file, asked for once a page; a file that was lost is asked for once more, and at the next call. */
function load(name) {
  if (!waiting.has(name)) {
    const later = () => new Promise((resolve) => setTimeout(resolve, PAUSE));
    const asked = ask(name).catch(() => later().then(() => ask(name)));
    waiting.set(name, asked);
    asked.catch(() => waiting.delete(name));
  }
  return waiting.get(name);
}

const ask = (name) =>
  new Promise((resolve, reject) => {
    const lost = (how) => reject(new Error(`the data file ${name}.js ${how}`));
    const script = document.createElement("script");
    script.src = `${folder}data/${files[name]}`;
    script.onerror = () => lost("could not be loaded");
    script.onload = () => {
      script.remove(); // a page saved from a browser would run it before this script
      if (received.has(name)) resolve(received.get(name));
      else lost("is damaged");
    };
    document.head.appendChild(script);
  });

async function show(figures, el) {
  const definition = figures[el.getAttribute("data-figure")];
  try {
    if (!definition) throw new Error(`there is no figure named ${el.getAttribute("data-figure")}`);
    const model = new PageModel(el.getAttribute("data-state") ?? "{}", stateLeft(el, definition.schema));
    el.removeAttribute("data-error");
    el.classList.remove("nn-failed");
    await mountWithData({ ...definition, model, el, load });
    unfold(el);
  } catch (error) {
    failed(el, definition?.about, error);
  }
  el.setAttribute("data-live", "");
}

const seen = new WeakSet(); // not an attribute: a page saved from a browser would hold it too

/** Show the figures near the window first, each in a task of its own, and the others as the reader comes to them. */
function start(figures) {
  const fresh = [...document.querySelectorAll("[data-figure]")].filter((el) => !seen.has(el));
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries.filter((one) => one.isIntersecting)) {
        observer.unobserve(entry.target);
        setTimeout(show, 0, figures, entry.target);
      }
    },
    { rootMargin: "800px 0px" },
  );
  for (const el of fresh) {
    seen.add(el);
    el.setAttribute("data-awaited", "");
    el.removeAttribute("data-live");
    observer.observe(el);
  }
}

const NEEDED = ["IntersectionObserver", "AbortController"];

/**
 * Show the figures of this page, { name: { about, schema, compute, draw } }, with their data, { name: file }.
 * Older engines keep the still pictures.
 */
export function host(figures, named) {
  if (NEEDED.some((name) => !(name in globalThis))) return;
  files = named;
  keepFigures();
  start(figures);
  document.addEventListener("readystatechange", () => start(figures));
}
