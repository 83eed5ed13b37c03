// Shows a figure in an element of the page, whatever the host.
import { failed, lost } from "./card.js";
import { Figure } from "./figure.js";

/**
 * Show a figure in `el`; answers the function that takes it away. definition: { model, el, about, schema, compute, draw,
 * data: {name: bytes}, load(name): a promise of bytes }.
 */
export function mount(definition) {
  const { el, about } = definition;
  try {
    const figure = new Figure(definition);
    el.nnFigure = figure;
    return () => figure.end();
  } catch (error) {
    failed(el, about, error);
    return () => {};
  }
}

/**
 * As `mount`, once the data that it names has come: a promise of the function that takes it away. If the data does not
 * come, the card says so, and the reader may try again.
 */
export async function mountWithData({ load, ...definition }) {
  const { el, about } = definition;
  let end = () => {};
  let ended = false;
  const attempt = async () => {
    try {
      const loaded = await Promise.all(about.data.map(load));
      const data = Object.fromEntries(about.data.map((name, i) => [name, loaded[i]]));
      clear(el);
      if (!ended) end = mount({ ...definition, load, data });
    } catch (error) {
      if (!ended) lost(el, about, error, () => attempt().then(() => el.querySelector("button")?.focus()));
    }
  };
  await attempt();
  return () => {
    ended = true;
    end();
  };
}

/** Nothing is left of what was said in the figure's place. */
function clear(el) {
  el.classList.remove("nn-failed");
  el.removeAttribute("data-error");
}
