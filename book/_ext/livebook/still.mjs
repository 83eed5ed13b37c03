// Reads a figure a line, {"module", "state", "data"}, and writes the drawing of its first state, {"svg", "height"}, or
// {"error"}. The first argument is the path of linkedom, a document without a browser.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { parseHTML } = await import(pathToFileURL(process.argv[2]));
const WIDTH = 640;
const FOR_THE_HAND = /^(aria-.*|tabindex|role|data-.*)$/;

/** A document in which a select has a value to set, as in a browser, and nothing ever moves. */
function emptyDocument() {
  const { document, HTMLSelectElement } = parseHTML("<!doctype html><html><body><figure></figure></body></html>");
  Object.defineProperty(HTMLSelectElement.prototype, "value", { configurable: true, writable: true });
  Object.assign(document.defaultView, { requestAnimationFrame: () => 0, cancelAnimationFrame() {} });
  return document;
}

function model(state, data) {
  const views = Object.fromEntries(Object.entries(data).map(([name, base64]) => {
    const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
    return [name, new DataView(bytes.buffer)];
  }));
  const values = { ...state, _start: structuredClone(state), _data: views };
  return { get: (name) => values[name], set() {}, save_changes() {}, on() {}, off() {} };
}

/** The drawings of a figure below one another, without what only a hand or a screen reader needs. */
function stacked(drawings) {
  let height = 0;
  const placed = drawings.map((drawing) => {
    const tall = Number(drawing.getAttribute("viewBox").split(" ")[3]);
    for (const element of [drawing, ...drawing.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) if (value === "" || FOR_THE_HAND.test(name)) element.removeAttribute(name);
    }
    for (const [name, value] of Object.entries({ y: height, width: WIDTH, height: tall })) drawing.setAttribute(name, value);
    height += tall;
    return drawing.toString();
  });
  return { svg: placed.join(""), height };
}

async function still({ module, state, data }) {
  const { default: figure } = await import(`data:text/javascript;base64,${Buffer.from(module).toString("base64")}`);
  const el = emptyDocument().querySelector("figure");
  figure.render({ model: model(state, data), el });
  if (el.hasAttribute("data-error")) throw new Error(el.getAttribute("data-error"));
  return stacked([...el.querySelectorAll(".nn-stage > svg, .nn-sheets > :not(.nn-away) > svg")]);
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await still(JSON.parse(line)).catch((error) => ({ error: error.message }));
  console.log(JSON.stringify(answer));
}
process.exit(0);
