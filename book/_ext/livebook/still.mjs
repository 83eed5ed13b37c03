// Reads a figure a line, {"figure", "about", "schema", "state", "data"}, and writes the drawing of its first state,
// {"svg", "height"}, or {"error"}. Arguments: the path of linkedom, a document without a browser; the folder of the figures.
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { parseHTML } = await import(pathToFileURL(process.argv[2]).href);
const module = (...path) => import(pathToFileURL(join(process.argv[3], ...path)).href);
const { mount } = await module("kit", "mount.js");
const WIDTH = 640;
const FOR_THE_HAND = /^(aria-.*|tabindex|role|translate|data-.*)$/;

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

/** The drawings of a figure below one another, without what only a hand or a screen reader needs. */
function stacked(drawings) {
  let height = 0;
  const placed = drawings.map((drawing) => {
    const tall = Number(drawing.getAttribute("viewBox").split(" ")[3]);
    for (const element of [drawing, ...drawing.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes])
        if (value === "" || FOR_THE_HAND.test(name)) element.removeAttribute(name);
    }
    for (const [name, value] of Object.entries({ y: height, width: WIDTH, height: tall }))
      drawing.setAttribute(name, value);
    height += tall;
    return drawing.toString();
  });
  return { svg: placed.join(""), height };
}

const bytes = (base64) => Uint8Array.from(Buffer.from(base64, "base64"));

async function still({ figure, about, schema, state, data }) {
  const { compute, draw } = await module(figure, "index.js");
  const el = emptyDocument().querySelector("figure");
  const loaded = Object.fromEntries(Object.entries(data).map(([name, base64]) => [name, bytes(base64)]));
  mount({ model: model(state), el, about, schema, compute, draw, data: loaded });
  if (el.hasAttribute("data-error")) throw new Error(el.getAttribute("data-error"));
  return stacked([...el.querySelectorAll(".nn-stage > svg, .nn-sheets > :not(.nn-away) > svg")]);
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await still(JSON.parse(line)).catch((error) => ({ error: error.message }));
  console.log(JSON.stringify(answer));
}
process.exit(0);
