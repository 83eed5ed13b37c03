// The host in a notebook: what anywidget calls to show a figure. Large data is asked for when it is needed, once a
// window: the figure writes the names into `_asked`, and Python answers with their bytes in `_data`.
import { inPlace } from "./card.js";
import { mountWithData } from "./mount.js";

const SHARED = "nnlibNotebookData"; // on the window, since each figure has modules of its own: { name: promise of bytes }

const PATIENCE = 5000; // ms
const WAITS =
  "This figure waits for its data from Python. It comes when the cells before it are done; if the kernel was stopped, run this cell again.";

/** anywidget's definition of a figure with this compute and draw. */
export function live({ compute, draw }) {
  return {
    render({ model, el }) {
      const { about, schema } = model.get("_definition");
      const window = el.ownerDocument.defaultView;
      const asking = new Asking(model, window);
      const slow = window.setTimeout(() => inPlace(el, about, WAITS), PATIENCE);
      const shown = mountWithData({ model, el, about, schema, compute, draw, load: (name) => asking.load(name) });
      shown.then(() => window.clearTimeout(slow));
      return () => {
        window.clearTimeout(slow);
        asking.end();
        shown.then((end) => end());
      };
    },
  };
}

/** One figure's questions to Python. */
class Asking {
  #model;
  #shared;
  #ended = false;
  /** @type {Map<string, { resolve: (bytes: Uint8Array) => void, reject: (error: Error) => void }>} */
  #open = new Map();

  constructor(model, window) {
    this.#model = model;
    this.#shared = window[SHARED] ??= new Map();
    model.on("change:_data", this.#hear);
  }

  /** The bytes of a data file, a promise. If the figure that asked first goes before the answer comes, another asks. */
  async load(name) {
    for (;;) {
      if (!this.#shared.has(name)) this.#shared.set(name, this.#ask(name));
      const asked = this.#shared.get(name);
      try {
        return await asked;
      } catch (error) {
        if (this.#shared.get(name) === asked) this.#shared.delete(name);
        if (!(error instanceof Gone) || this.#ended) throw error;
      }
    }
  }

  end() {
    this.#model.off("change:_data", this.#hear);
    this.#ended = true;
    for (const { reject } of this.#open.values()) reject(new Gone());
  }

  #ask(name) {
    return new Promise((resolve, reject) => {
      this.#open.set(name, { resolve, reject });
      this.#post();
      this.#hear(); // a page that was opened anew may hold the answer already
    });
  }

  #post() {
    this.#model.set("_asked", [...this.#open.keys()]);
    this.#model.save_changes();
  }

  #hear = () => {
    for (const [name, view] of Object.entries(this.#model.get("_data") ?? {})) {
      this.#open.get(name)?.resolve(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
      this.#open.delete(name);
    }
  };
}

class Gone extends Error {}
