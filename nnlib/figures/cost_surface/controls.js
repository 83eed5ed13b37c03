// The controls: around which network, over what, how far.
import { button, choice, fold, slider } from "../kit/controls.js";
import { html, keepPlace } from "../kit/elements.js";
import { clamp } from "../kit/maths.js";
import { random } from "../kit/seeded.js";
import { LAYERS, placeOf } from "../parts/giant_vector.js";
import { NOTES, plain } from "./words.js";

/** @typedef {import("./index.js").State} State */
/** @typedef {import("./index.js").ThisFigure} ThisFigure */
/** @typedef {import("../parts/giant_vector.js").Parameter} Parameter */

/** @type {[string, Parameter, Parameter, number][]} */
const NAMED = [
  ["two pixels into one hidden neuron", { l: 1, j: 9, k: 490 }, { l: 1, j: 9, k: 518 }, 2],
  ["one with ink, one always empty", { l: 1, j: 9, k: 490 }, { l: 1, j: 9, k: 0 }, 2],
  ["two weights between hidden layers", { l: 2, j: 4, k: 1 }, { l: 2, j: 4, k: 7 }, 10],
  ["two weights into the outputs", { l: 3, j: 3, k: 5 }, { l: 3, j: 8, k: 5 }, 10],
  ["two biases of the outputs", { l: 3, j: 0, k: null }, { l: 3, j: 1, k: null }, 10],
];
const PAIRS = NAMED.map(([name, one, other, reach]) => ({ name, first: placeOf(one), second: placeOf(other), reach }));
/** @type {{ directions: State["directions"] }} */
const OVER_TWO = { directions: "parameters" };
const OTHER = "two drawn at random";

/** @param {ThisFigure} figure */
export function addControls(figure) {
  const network = choice(figure, {
    key: "network",
    label: "Around",
    options: [
      ["trained", "the trained network"],
      ["untrained", "the untrained one"],
    ],
  });
  const directions = choice(figure, {
    key: "directions",
    label: "Over",
    options: [
      ["parameters", "two numbers"],
      ["random", "two random directions"],
      ["gradient", "gradient and random"],
    ],
    set: (directions) => lookAlong(figure.state, directions),
  });
  for (const group of [network, directions]) group.style.gridColumn = "1 / -1";
  drawNotes(figure);
  choosePair(figure);
  slider(figure, {
    label: "Reach",
    low: -2,
    high: 1.3,
    step: 0.1,
    get: (state) => Math.log10(state.reach),
    text: (power) => `\u00b1${plain(tenTo(power))}`,
    set: (power) => zoomed(figure.state, tenTo(power)),
  });
  button(figure, "To the middle", () => figure.set({ point: [0, 0] }));
  button(figure, "Another pair", () => figure.set(drawn(figure.state)), {
    main: true,
    describe: "draw two of the 13,002 parameters",
  });
  chooseAny(figure);
}

/** @param {ThisFigure} figure */
function drawNotes(figure) {
  const notes = html(figure.controls, "div", { class: "nn-stacked" });
  notes.style.alignItems = "start";
  for (const [over, words] of Object.entries(NOTES)) {
    const note = html(notes, "p", { class: "nn-muted" }, words);
    figure.update(({ directions }) => keepPlace(note, directions === over));
  }
}

/** @param {ThisFigure} figure */
function choosePair(figure) {
  const chosen = choice(figure, {
    label: "Which",
    options: [...PAIRS.map(({ name }) => name), OTHER].map((name) => [name, name]),
    get: ({ first, second }) => PAIRS.find((pair) => pair.first === first && pair.second === second)?.name ?? OTHER,
    set: (name) => {
      const pair = PAIRS.find((one) => one.name === name);
      if (!pair) return drawn(figure.state);
      return { ...OVER_TWO, first: pair.first, second: pair.second, reach: pair.reach };
    },
  });
  const menu = /** @type {HTMLSelectElement} */ (chosen); // so many options are a menu
  figure.update(({ directions }) => {
    menu.disabled = directions !== "parameters";
  });
}

/** @param {ThisFigure} figure */
function chooseAny(figure) {
  const parent = fold(figure, "Any of the 13,002, and the view");
  const whole = { step: 1, digits: 0, parent };
  slider(figure, { ...whole, key: "first", label: "First", set: (first) => ({ first, ...OVER_TWO }) });
  slider(figure, { ...whole, key: "second", label: "Second", set: (second) => ({ second, ...OVER_TWO }) });
  slider(figure, { key: "turn", label: "Turn", step: 5, digits: 0, parent });
  slider(figure, { key: "tilt", label: "Tilt", step: 5, digits: 0, parent });
}

/** A power of ten, of two digits. */
const tenTo = (power) => Number((10 ** power).toPrecision(2));

/**
 * A place of the map, of three digits.
 * @param {number[]} point
 */
export const tidy = (point) => point.map((p) => Number(clamp(p, -1, 1).toFixed(3)));

/**
 * Other directions, with a reach that shows something.
 * @param {State} state
 * @param {State["directions"]} directions
 */
export function lookAlong({ network }, directions) {
  return { directions, reach: { parameters: 2, random: 1, gradient: network === "trained" ? 0.05 : 0.5 }[directions] };
}

/**
 * The same place of the network's parameters, at another reach.
 * @param {State} state
 * @param {number} next
 */
const zoomed = ({ point, reach }, next) => ({ reach: next, point: tidy(point.map((p) => (p * reach) / next)) });

/**
 * Two parameters of the same layer, drawn by the pair before.
 * @param {State} state
 * @returns {Partial<State>}
 */
function drawn({ first, second }) {
  const draw = random(first * 31 + second);
  const { l, n_in, n_out } = LAYERS[Math.floor(draw() * 3)];
  const start = placeOf({ l, j: 0, k: 0 });
  const [a, b] = [0, 1].map(() => start + Math.floor(draw() * (n_in + 1) * n_out));
  return { ...OVER_TWO, first: a, second: b, reach: l === 1 ? 2 : 10 };
}
