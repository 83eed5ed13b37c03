// Reads a figure a line, {"figure", "about", "schema", "state", "data"}, and writes what stands in its place until its
// script runs, by the kind of card, spread, wide or narrow: {kind: {"svg", "width", "height", "stage", "rest"}}, or {"error"}. The SVG holds its
// drawings below one another; stage and rest are its own HTML, so that a browser gives them the height of the live figure.
// Arguments: the path of linkedom, a document without a browser; the folder of the figures.
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { parseHTML } = await import(pathToFileURL(process.argv[2]).href);
const module = (...path) => import(pathToFileURL(join(process.argv[3], ...path)).href);
const { mount } = await module("kit", "mount.js");
const CARDS = { spread: 960, wide: 640, narrow: 320 }; // px
const FOR_THE_HAND = /^(aria-.*|tabindex|role|translate|data-.*|id|name|title|min|max|step|value|accept|autocomplete)$/;
const EMPTY_STYLE = /^visibility: ?;?$/; // as linkedom writes a style that was taken back
const CHANGING = ".nn-body svg:not(svg svg, .nn-away svg)";

/** A document in which a select has a value to set, as in a browser, and nothing ever moves. */
function emptyDocument() {
  const { document, HTMLSelectElement } = parseHTML("<!doctype html><html><body><figure></figure></body></html>");
  Object.defineProperty(HTMLSelectElement.prototype, "value", { configurable: true, writable: true });
  Object.assign(document.defaultView, { requestAnimationFrame: () => 0, cancelAnimationFrame() {} });
  return document;
}

function model(state) {
  const values = { ...state, _start: structuredClone(state) };
  return { get: (name) => values[name], set() {}, save_changes() {}, on() {}, off() {} };
}

/** Without what only a hand or a screen reader needs. */
function bare(element) {
  for (const part of [element, ...element.querySelectorAll("*")]) {
    for (const { name, value } of [...part.attributes])
      if ((value === "" && name !== "hidden") || FOR_THE_HAND.test(name) || EMPTY_STYLE.test(value))
        part.removeAttribute(name);
  }
  return element;
}

const sizeOf = (drawing) => drawing.getAttribute("viewBox").split(" ").slice(2).map(Number);

/** The drawings of a figure below one another. */
function stacked(drawings) {
  let height = 0;
  const placed = drawings.map((drawing) => {
    const [width, tall] = sizeOf(drawing);
    for (const [name, value] of Object.entries({ y: height, width, height: tall })) drawing.setAttribute(name, value);
    height += tall;
    return drawing.toString();
  });
  return { svg: placed.join(""), width: Math.max(0, ...drawings.map((drawing) => sizeOf(drawing)[0])), height };
}

/** In the place of each drawing, its part of the still picture, which will have the address "STILL". */
function replaceDrawings(document, drawings, pictureWidth) {
  let above = 0;
  for (const drawing of drawings) {
    const [width, tall] = sizeOf(drawing);
    const [place, picture] = [document.createElement("div"), document.createElement("img")];
    place.setAttribute("class", "nn-place");
    place.setAttribute("style", drawing.getAttribute("style"));
    const larger = width < pictureWidth ? `width:${(100 * pictureWidth) / width}%;max-width:none;` : "";
    const up = above ? `margin-top:${((-100 * above) / width).toFixed(3)}%` : "";
    for (const [name, value] of Object.entries({
      class: "nn-still",
      src: "STILL",
      loading: "lazy",
      alt: above ? "WORDS, further down" : "WORDS",
    }))
      picture.setAttribute(name, value);
    if (larger || up) picture.setAttribute("style", larger + up);
    place.appendChild(picture);
    above += tall;
    const sheet = drawing.closest(".nn-sheets");
    (sheet ?? drawing).replaceWith(place);
  }
}

const bytes = (base64) => Uint8Array.from(Buffer.from(base64, "base64"));

async function still({ figure, about, schema, state, data }, width) {
  const { compute, draw } = await module(figure, "index.js");
  const document = emptyDocument();
  const el = document.querySelector("figure");
  Object.defineProperty(el, "clientWidth", { value: width });
  const loaded = Object.fromEntries(Object.entries(data).map(([name, base64]) => [name, bytes(base64)]));
  mount({ model: model(state), el, about, schema, compute, draw, data: loaded });
  if (el.hasAttribute("data-error")) throw new Error(el.getAttribute("data-error"));
  for (const closed of el.querySelectorAll("details:not([open]) > :not(summary), select > *, [hidden]"))
    closed.remove();
  const [stage, side] = [...el.querySelector(".nn-body").children].map(bare);
  const drawings = [...el.querySelectorAll(CHANGING)];
  const picture = stacked(drawings);
  replaceDrawings(document, drawings, picture.width);
  const rest = side.toString();
  return { ...picture, stage: drawings.length ? stage.toString() : "", rest: drawings.length ? rest : stage + rest };
}

for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line);
  const cards = Object.entries(CARDS).map(async ([kind, width]) => [kind, await still(given, width)]);
  const answer = await Promise.all(cards).then(
    (drawn) => ({ drawn: Object.fromEntries(drawn) }),
    (error) => ({ error: error.message }),
  );
  console.log(JSON.stringify(answer));
}
process.exit(0);
