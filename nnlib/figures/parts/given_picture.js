// A picture that the reader gives: pasted, dropped on the figure, or chosen from their files.
import { button } from "../kit/controls.js";
import { html } from "../kit/elements.js";
import { scanned } from "./scan.js";

const LARGEST = 30; // MB
const SIDE = 280; // px that the longer side is made, at most
const KEPT = "What was there is kept.";

/** @typedef {import("../kit/figure.js").Figure<any, any>} Figure */

/**
 * Take the digit of a picture: take(784 grey levels). A button for it goes to `parent`. Answers a function that gives
 * the words on a picture that could not be taken, until something changes.
 * @param {Figure} figure
 * @param {{ take: (pixels: number[]) => void, parent?: Element }} options
 */
export function takePictures(figure, { take, parent }) {
  let problem = { words: "", state: {} };
  let latest = 0;
  let ended = false;
  figure.onEnd(() => (ended = true));
  const given = async (files) => {
    const number = ++latest;
    const { pixels, words = "" } = await digitOf(figure, pictureAmong(files));
    if (ended || number !== latest) return; // another picture came meanwhile
    if (pixels) take(pixels);
    problem = { words, state: figure.state };
    figure.touched = true;
    figure.redraw();
  };
  hearDrops(figure, given);
  hearPastes(figure, given);
  fileButton(figure, given, parent);
  return () => (problem.state === figure.state ? problem.words : "");
}

const pictureAmong = (files) => files.find(({ type }) => type.startsWith("image/")) ?? files[0];

/**
 * The pixels of the digit in a file, or the words that say why there are none.
 * @param {Figure} figure
 * @param {File | undefined} file
 * @returns {Promise<{ pixels?: number[], words?: string }>}
 */
async function digitOf(figure, file) {
  if (!file)
    return { words: `There is no picture file in it: copy a picture, or save it and choose its file. ${KEPT}` };
  const name = `\u201c${file.name}\u201d`;
  const megabytes = Math.round(file.size / 1e6);
  if (file.size === 0) return { words: `${name} is empty: choose another picture. ${KEPT}` };
  if (!file.type.startsWith("image/"))
    return { words: `${name} is not a picture: choose a scan or a photo of one digit, as PNG or JPEG. ${KEPT}` };
  if (megabytes > LARGEST)
    return { words: `${name} has ${megabytes} MB, and up to ${LARGEST} are read here: make it smaller. ${KEPT}` };
  try {
    const pixels = scanned(await pictureIn(figure, file));
    return pixels
      ? { pixels }
      : { words: `Nothing stands out in ${name}: it needs dark ink on a light ground, or light on dark. ${KEPT}` };
  } catch {
    return {
      words: `${name} could not be read, as it is damaged or of a kind this browser does not know: save it as PNG or JPEG. ${KEPT}`,
    };
  }
}

/** The pixels of a picture file, made small: by halves, since a browser may skip over thin lines in a larger step. */
async function pictureIn({ el, window }, file) {
  const bitmap = await window.createImageBitmap(file);
  let [source, { width, height }] = [bitmap, bitmap];
  const wanted = Math.min(1, SIDE / Math.max(width, height));
  const end = [width, height].map((side) => Math.max(1, Math.round(side * wanted)));
  for (;;) {
    [width, height] = [Math.max(end[0], Math.ceil(width / 2)), Math.max(end[1], Math.ceil(height / 2))];
    const canvas = Object.assign(el.ownerDocument.createElement("canvas"), { width, height });
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    brush.drawImage(source, 0, 0, width, height);
    source = canvas;
    if (width === end[0] && height === end[1]) return brush.getImageData(0, 0, width, height);
  }
}

/** @param {Figure} figure */
function hearDrops(figure, given) {
  const carries = ({ dataTransfer }) =>
    dataTransfer?.types.some((type) => type === "Files" || type === "text/uri-list");
  figure.listen(figure.el, "dragover", (event) => carries(event) && event.preventDefault());
  figure.listen(figure.el, "drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    given([...event.dataTransfer.files]);
  });
}

/**
 * A paste is heard on the whole page, as browsers tell it to the body. It is this figure's while the figure has the
 * focus, or the pointer and nothing else has the focus.
 * @param {Figure} figure
 */
function hearPastes(figure, given) {
  const { el } = figure;
  figure.listen(el.ownerDocument, "paste", (event) => {
    const focused = el.ownerDocument.activeElement;
    const meant = el.contains(focused) || (focused === el.ownerDocument.body && el.matches(":hover"));
    if (!meant || event.defaultPrevented || event.target.closest?.("input, textarea, [contenteditable]")) return;
    event.preventDefault();
    given([...(event.clipboardData?.files ?? [])]);
  });
}

/** @param {Figure} figure */
function fileButton(figure, given, parent) {
  const words = "A picture: read a scan or a photo of a digit; it may be pasted or dropped here, too";
  const press = button(figure, "A picture", () => input.click(), { parent, describe: words });
  press.title = words;
  const input = html(press.parentElement ?? figure.buttons, "input", {
    type: "file",
    accept: "image/*",
    hidden: true,
    "aria-label": words,
  });
  figure.listen(input, "change", () => {
    given([...(input.files ?? [])]);
    input.value = ""; // the same file may be chosen again
  });
}
