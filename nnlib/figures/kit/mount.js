// Shows a figure in an element of the page, whatever the host.
import { failed } from "./card.js";
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

/** As `mount`, once the data that it names has come: a promise of the function that takes it away. */
export async function mountWithData({ load, ...definition }) {
  const { el, about } = definition;
  try {
    const loaded = await Promise.all(about.data.map(load));
    return mount({ ...definition, load, data: Object.fromEntries(about.data.map((name, i) => [name, loaded[i]])) });
  } catch (error) {
    failed(el, about, error);
    return () => {};
  }
}
