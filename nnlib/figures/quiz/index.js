import { count } from "../kit/ids.js";
import { readout } from "../kit/card.js";
import { button } from "../kit/controls.js";
import { html, mark, setText } from "../kit/elements.js";
import { htmlMaths } from "../kit/formulas.js";
import { sigmoid, sigmoid_prime } from "../kit/maths.js";
import { random, shuffled } from "../kit/seeded.js";

const MINUS_SIGN = "\u2212";
const SOLVED = "neural-networks-live: solved exercises"; // the key in the browser's own storage
const known = new WeakMap();

/** The words of all exercises (nnlib/figures/_exercises). */
function exercisesOf(data) {
  if (!known.has(data.exercises)) known.set(data.exercises, JSON.parse(new TextDecoder().decode(data.exercises)));
  return known.get(data.exercises);
}

// ---------------------------------------------------------------- numbers: drawn and computed as in _exercises

/** pick(low, high, step): a number of low, low + step, ..., high, drawn from the seed. */
function picker(seed) {
  const draw = random(seed);
  for (let i = 0; i < 3; i++) draw();
  return (low, high, step = 1) => {
    const count = Math.floor((high - low) / step + 0.5) + 1;
    return Math.floor((low + step * Math.floor(draw() * count)) * 1000 + 0.5) / 1000;
  };
}

const sign = (pick) => (pick(0, 1) ? 1 : -1);

/** draw and answers of the exercises that ask for a number, by name. */
const ARITHMETIC = {
  pixel: {
    draw: (pick) => ({ row: pick(3, 24), column: pick(3, 24) }),
    answers: ({ row, column }) => ({
      right: 28 * row + column,
      swapped: 28 * column + row,
      from_one: 28 * (row - 1) + column - 1,
    }),
  },
  one_neuron: {
    draw: (pick) => ({
      w0: pick(0.5, 3, 0.5),
      w1: pick(-3, -0.5, 0.5),
      a0: pick(0.2, 1, 0.1),
      a1: pick(0.1, 1, 0.1),
      b: pick(-2, -0.5, 0.5),
    }),
    answers: ({ w0, w1, a0, a1, b }) => {
      const z = w0 * a0 + w1 * a1 + b;
      return { right: sigmoid(z), z, no_bias: sigmoid(z - b), bias_taken_off: sigmoid(z - b - b) };
    },
  },
  count_parameters: {
    draw: (pick) => ({ hidden: pick(20, 100, 5) }),
    answers: ({ hidden }) => {
      const [first, second, biases] = [784 * hidden, hidden * 10, hidden + 10];
      const right = first + second + biases;
      return {
        right,
        first,
        second,
        biases,
        weights: first + second,
        input_biases: right + 784,
        no_last: first + hidden,
      };
    },
  },
  cost_of_one: {
    draw: (pick) => ({ a0: pick(0.1, 0.9, 0.1), a1: pick(0.1, 0.9, 0.1), a2: pick(0.1, 0.9, 0.1), label: pick(0, 2) }),
    answers: ({ a0, a1, a2, label }) => {
      const gaps = [a0, a1, a2].map((a, j) => a - (j === label ? 1 : 0));
      const sum = (values) => values.reduce((total, value) => total + value, 0);
      const right = sum(gaps.map((gap) => gap * gap));
      return {
        right,
        absolute: sum(gaps.map(Math.abs)),
        signed: sum(gaps),
        halved: right / 2,
        averaged: right / 3,
        d0: gaps[0],
        d1: gaps[1],
        d2: gaps[2],
      };
    },
  },
  one_step: {
    draw: (pick) => ({ w: pick(-2, 2, 0.5), slope: pick(1, 6) * sign(pick), eta: pick(0.1, 0.4, 0.1) }),
    answers: ({ w, slope, eta }) => ({
      right: w - eta * slope,
      uphill: w + eta * slope,
      no_rate: w - slope,
      step: eta * slope,
      downstep: -eta * slope,
    }),
  },
  slope_along: {
    draw: (pick) => ({ gx: pick(1, 6), gy: pick(-6, 6), ux: 0.6 * sign(pick), uy: 0.8 * sign(pick) }),
    answers: ({ gx, gy, ux, uy }) => ({
      right: gx * ux + gy * uy,
      negative: -(gx * ux + gy * uy),
      length: Math.sqrt(gx ** 2 + gy ** 2),
      sum: gx + gy,
      crossed: gx * uy + gy * ux,
    }),
  },
  sampling_error: {
    draw: (pick) => ({ p: pick(80, 98, 2), n: pick(1, 9) * 100 }),
    answers: ({ p, n }) => {
      const share = p / 100;
      const root = Math.sqrt((share * (1 - share)) / n);
      return { right: 100 * root, no_root: (100 * share * (1 - share)) / n, as_share: root, share };
    },
  },
  more_sensitive: {
    draw: (pick) => ({ g0: pick(1, 4, 0.2) * sign(pick), g1: pick(0.1, 0.4, 0.1) * sign(pick) }),
    answers: ({ g0, g1 }) => ({
      right: Math.abs(g0 / g1),
      inverse: Math.abs(g1 / g0),
      difference: Math.abs(g0) - Math.abs(g1),
      product: Math.abs(g0 * g1),
    }),
  },
  weight_wish: {
    draw: (pick) => ({
      a: pick(0.1, 0.9, 0.1),
      w: pick(-2, 2, 0.5),
      d: pick(0, 1) ? pick(-0.5, -0.1, 0.1) : pick(0.1, 0.5, 0.1),
    }),
    answers: ({ a, w, d }) => ({ right: a * d, by_weight: w * d, only_wish: d, all_three: a * w * d }),
  },
  pass_back: {
    draw: (pick) => ({
      w00: pick(-2, 2, 0.5),
      w01: pick(-2, 2, 0.5),
      w10: pick(-2, 2, 0.5),
      w11: pick(-2, 2, 0.5),
      d0: pick(0.1, 0.6, 0.1),
      d1: pick(-0.6, -0.1, 0.1),
    }),
    answers: ({ w00, w01, w10, w11, d0, d1 }) => ({
      right: w00 * d0 + w10 * d1,
      across: w00 * d0 + w01 * d1,
      other: w01 * d0 + w11 * d1,
      unweighted: d0 + d1,
      only_weights: w00 + w10,
      first: w00 * d0,
      second: w10 * d1,
    }),
  },
  steps_an_epoch: {
    draw: (pick) => ({ images: pick(1, 60) * 1000, batch: pick(1, 4) * 50 }),
    answers: ({ images, batch }) => ({
      right: Math.ceil(images / batch),
      one: 1,
      every_image: images,
      product: images * batch,
    }),
  },
  last_weight: {
    draw: (pick) => ({ a_before: pick(0.2, 0.9, 0.1), w: pick(-2, 2, 0.5), b: pick(-1, 1, 0.5), y: pick(0, 1) }),
    answers: ({ a_before, w, b, y }) => {
      const z = w * a_before + b;
      const a = sigmoid(z);
      const right = a_before * sigmoid_prime(z) * 2 * (a - y);
      return {
        right,
        z,
        a,
        prime: sigmoid_prime(z),
        no_two: right / 2,
        sign: -right,
        no_prime: a_before * 2 * (a - y),
        bias: right / a_before,
      };
    },
  },
  sum_over_j: {
    draw: (pick) => ({
      w0: pick(-3, 3, 0.5),
      w1: pick(-3, 3, 0.5),
      a0: pick(0.1, 0.9, 0.1),
      a1: pick(0.1, 0.9, 0.1),
      y0: 1,
      y1: 0,
    }),
    answers: ({ w0, w1, a0, a1, y0, y1 }) => {
      const [d0, d1] = [
        [a0, y0],
        [a1, y1],
      ].map(([a, y]) => a * (1 - a) * 2 * (a - y));
      const right = w0 * d0 + w1 * d1;
      return {
        right,
        first: w0 * d0,
        second: w1 * d1,
        no_weights: d0 + d1,
        no_two: right / 2,
        no_prime: w0 * 2 * (a0 - y0) + w1 * 2 * (a1 - y1),
        d0,
        d1,
      };
    },
  },
  count_paths: {
    draw: (pick) => ({ n1: pick(4, 32, 4), n2: pick(4, 16, 4), n3: pick(2, 10) }),
    answers: ({ n1, n2, n3 }) => ({ right: n1 * n2 * n3, sum: n1 + n2 + n3, last_two: n2 * n3, first_two: n1 * n2 }),
  },
};

// ---------------------------------------------------------------- one exercise, and how it is marked

export function compute({ exercise, seed, answer }, data) {
  const words = exercisesOf(data)[exercise];
  const numbers = ARITHMETIC[exercise]?.draw(picker(seed)) ?? {};
  const values = { ...numbers, ...ARITHMETIC[exercise]?.answers(numbers) };
  let order = shuffled(words.options.length, random(seed + 1));
  if (words.kind === "order" && order.every((item, i) => item === i)) order = [...order.slice(1), order[0]];
  return {
    values,
    order,
    statement: filled(words.statement, values),
    solution: filled(words.solution, values),
    ...MARKED[words.kind](words, values, order, answer),
  };
}

/** The words with each <name> replaced by its number, and each <(name)> by its number, in brackets if it is negative. */
function filled(words, values) {
  return words.replace(/<(\()?(\w+)\)?>/g, (all, bracket, name) => {
    if (!(name in values)) return all;
    const text = shown(values[name]);
    return bracket && text.startsWith(MINUS_SIGN) ? `(${text})` : text;
  });
}

function shown(x) {
  const text = Math.abs(x)
    .toFixed(4)
    .replace(/\.?0+$/, "");
  return x < 0 && text !== "0" ? MINUS_SIGN + text : text;
}

/** The number that was typed, or null: 0.25, 0,25, -3, 2e-3 or 1/4, with any minus sign. */
function readNumber(text) {
  const match = text
    .replace(/\u2212/g, "-")
    .match(/^\s*([+-]?\d*[.,]?\d+(?:e[+-]?\d{1,2})?)\s*(?:\/\s*(\d{1,9}))?\s*$/i);
  if (!match || (match[2] !== undefined && Number(match[2]) === 0)) return null;
  return Number(match[1].replace(",", ".")) / (match[2] === undefined ? 1 : Number(match[2]));
}

/** The whole numbers below `count` of a text such as "2,0,1"; those that are none are left out. */
const places = (text, count) =>
  text
    .split(",")
    .filter((part) => /^\d{1,3}$/.test(part))
    .map(Number)
    .filter((i) => i < count);

const said = (verdict, reply) => ({ verdict, reply });

/** The order of the items now: the reader's, or the one they were dealt in. */
function arranged(words, order, answer) {
  const now = places(answer, words.options.length);
  return [...now].sort((i, j) => i - j).every((item, i) => item === i) && now.length === words.options.length
    ? now
    : order;
}

const MARKED = {
  choose(words, values, order, answer) {
    const [chosen] = places(answer, words.options.length);
    if (chosen === undefined) return said("none", "Choose one of the answers.");
    return said(chosen ? "wrong" : "right", words.options[chosen][1]);
  },
  number(words, values, order, answer) {
    const given = readNumber(answer);
    if (given === null) return said("none", "Write a number, such as 0.25, -3 or 1/4.");
    const reach = Math.max(words.tolerance, 1e-9);
    if (Math.abs(given - values.right) <= reach) return said("right", `${shown(values.right)} it is.`);
    const mistake = Object.keys(words.replies).find((name) => name && Math.abs(given - values[name]) <= reach);
    return said("wrong", filled(words.replies[mistake ?? ""], values));
  },
  order(words, values, order, answer) {
    const now = arranged(words, order, answer);
    const first = now.findIndex((item, i) => item !== i);
    if (first < 0) return said("right", words.replies.right);
    const start =
      first > 1
        ? `The first ${first} stand right. `
        : first
          ? "The first one stands right. "
          : "Look at what comes first. ";
    return said("wrong", start + words.replies[""]);
  },
  product(words, values, order, answer) {
    const chosen = [...new Set(places(answer, words.options.length))].sort((i, j) => i - j);
    const belongs = words.options.flatMap(([, reply], i) => (reply ? [] : [i]));
    if (!chosen.length) return said("none", "Choose the factors of the product.");
    const astray = chosen.find((i) => !belongs.includes(i));
    if (astray !== undefined) return said("wrong", words.options[astray][1]);
    if (chosen.length < belongs.length)
      return said("wrong", `These belong to it, and ${belongs.length - chosen.length} more. ${words.replies[""]}`);
    return said("right", words.replies.right);
  },
  state(words, values, order, answer) {
    const given = answer.split(";").map(readNumber);
    if (given.length !== words.goal.length || given.includes(null))
      return said("none", `Move the figure \u201c${words.figure_title}\u201d on this page first.`);
    const astray = given.findIndex((value, i) => !(words.goal[i][0] <= value && value <= words.goal[i][1]));
    return astray < 0 ? said("right", words.replies.right) : said("wrong", words.replies[String(astray)]);
  },
};

// ---------------------------------------------------------------- the drawing

export function draw(figure) {
  const all = exercisesOf(figure.data);
  const title = html(figure.stage, "p", { class: "nn-quiz-title" });
  const statement = html(figure.stage, "p", { class: "nn-quiz-words" });
  const place = html(figure.stage, "div");
  const check = button(figure, "Check", () => checkAnswer(figure, all));
  const another = button(figure, "Another one", () =>
    figure.set({ seed: (figure.state.seed + 1) % 10000, answer: "", checked: false }),
  );
  const hint = unfolding(figure, "Hint");
  const solution = unfolding(figure, "Worked solution");
  const progress = drawProgress(figure, all);
  let [asked, show] = ["", null];
  figure.update((state, result) => {
    const words = all[state.exercise];
    if (asked !== state.exercise) {
      asked = state.exercise;
      place.textContent = "";
      show = ANSWERS[words.kind](figure, place, words, () => check.click());
    }
    setText(title, words.title);
    setWords(statement, result.statement);
    setWords(hint, words.hint);
    setWords(solution, result.solution);
    another.style.display = words.kind === "number" ? "" : "none";
    show(state, result);
    const verdict = state.checked ? result.verdict : "";
    mark(figure.readout, "nn-right", verdict === "right");
    mark(figure.readout, "nn-wrong", verdict === "wrong");
    progress();
  });
  readout(figure, (state, { verdict, reply }) =>
    state.checked
      ? `${{ right: "\u2713 Right. ", wrong: "\u2717 Not yet. ", none: "" }[verdict]}${plainWords(reply)}`
      : "Not checked yet.",
  );
}

/** A place for words that unfolds, the same at every start. */
function unfolding(figure, name) {
  const details = html(figure.controls, "details", { class: "nn-fold nn-quiz-fold" });
  html(details, "summary", {}, name);
  figure.onReset(() => details.removeAttribute("open"));
  return html(details, "p", { class: "nn-quiz-words" });
}

/** Words with $formulas$ and `code` in them. */
function setWords(element, words) {
  if (element.nnWords === words) return;
  element.nnWords = words;
  element.textContent = "";
  for (const [, formula, code, text] of words.matchAll(/\$([^$]+)\$|`([^`]+)`|([^$`]+)/g)) {
    if (formula) htmlMaths(element, formula);
    else html(element, code ? "code" : "span", {}, code ?? text);
  }
}

const GREEK = { sigma: "\u03c3", partial: "\u2202", nabla: "\u2207", cdot: "\u00b7", eta: "\u03b7" };

/** The same as plain text, for the line that is read aloud. */
function plainWords(words) {
  return words
    .replace(/\\(\w+) ?/g, (all, name) => GREEK[name] ?? name)
    .replace(/[$`{}]/g, "")
    .replace(/_|\^/g, "");
}

// Each kind's way to answer: builds it once, and answers a function that shows a state.
const ANSWERS = {
  choose(figure, place, words) {
    const group = html(place, "div", { class: "nn-quiz-options", role: "radiogroup", "aria-label": words.title });
    const name = `nn-quiz-${count()}`;
    const slots = words.options.map((_, slot) => {
      const label = html(group, "label", { class: "nn-option" });
      const input = html(label, "input", { type: "radio", name });
      figure.listen(input, "change", () => figure.set({ answer: String(figure.result.order[slot]), checked: false }));
      return { input, text: html(label, "span") };
    });
    return ({ answer }, { order }) =>
      slots.forEach(({ input, text }, slot) => {
        setWords(text, words.options[order[slot]][0]);
        input.checked = answer === String(order[slot]);
      });
  },

  number(figure, place, words, check) {
    const row = html(place, "label", { class: "nn-quiz-number" });
    html(row, "span", {}, words.tolerance ? `Your answer, to within ${words.tolerance}` : "Your answer, exactly");
    const input = html(row, "input", {
      type: "text",
      inputmode: "text",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 40,
    });
    figure.listen(input, "input", () => figure.set({ answer: input.value, checked: false }));
    figure.listen(input, "keydown", (event) => event.key === "Enter" && check());
    return ({ answer }) => {
      if (input.value !== answer) input.value = answer;
    };
  },

  order(figure, place, words) {
    const list = html(place, "ol", { class: "nn-quiz-order" });
    const move = (slot, by) => {
      const now = arranged(words, figure.result.order, figure.state.answer).slice();
      [now[slot], now[slot + by]] = [now[slot + by], now[slot]];
      figure.set({ answer: now.join(","), checked: false });
      const next = rows[slot + by][by < 0 ? "up" : "down"];
      (next.disabled || (slot + by === 0 && by < 0) || (slot + by === rows.length - 1 && by > 0)
        ? rows[slot + by][by < 0 ? "down" : "up"]
        : next
      ).focus();
    };
    const rows = words.options.map((_, slot) => {
      const item = html(list, "li");
      const buttons = html(item, "span", { class: "nn-quiz-moves" });
      const up = button(figure, "\u2191", () => slot > 0 && move(slot, -1), { parent: buttons });
      const down = button(figure, "\u2193", () => slot < words.options.length - 1 && move(slot, 1), {
        parent: buttons,
      });
      return { up, down, text: html(item, "span") };
    });
    rows[0].up.disabled = true;
    rows[rows.length - 1].down.disabled = true;
    return ({ answer }, { order }) =>
      arranged(words, order, answer).forEach((item, slot) => {
        const { up, down, text } = rows[slot];
        setWords(text, words.options[item]);
        up.setAttribute("aria-label", `move up: ${plainWords(words.options[item])}`);
        down.setAttribute("aria-label", `move down: ${plainWords(words.options[item])}`);
      });
  },

  product(figure, place, words) {
    const product = html(place, "p", { class: "nn-quiz-product" });
    const row = html(place, "div", { class: "nn-buttons", role: "group", "aria-label": "factors" });
    const chosen = () => places(figure.state.answer, words.options.length);
    const slots = words.options.map((_, slot) =>
      button(
        figure,
        "",
        () => {
          const factor = figure.result.order[slot];
          const now = chosen();
          figure.set({
            answer: (now.includes(factor) ? now.filter((i) => i !== factor) : [...now, factor]).join(","),
            checked: false,
          });
        },
        { parent: row },
      ),
    );
    return ({ answer }, { order }) => {
      const now = places(answer, words.options.length);
      setWords(product, now.length ? now.map((i) => words.options[i][0]).join(" \u00d7 ") : "(no factor yet)");
      slots.forEach((button, slot) => {
        setWords(button, words.options[order[slot]][0]);
        button.setAttribute("aria-pressed", String(now.includes(order[slot])));
      });
    };
  },

  state(figure, place, words) {
    html(
      place,
      "p",
      { class: "nn-muted nn-small" },
      `It reads the figure \u201c${words.figure_title}\u201d of this page.`,
    );
    return () => {};
  },
};

/** Mark what was answered; a task about another figure reads it first. */
function checkAnswer(figure, all) {
  const words = all[figure.state.exercise];
  if (words.kind === "state") figure.set({ answer: lookedUp(figure, words), checked: true });
  else if (words.kind === "order")
    figure.set({ answer: arranged(words, figure.result.order, figure.state.answer).join(","), checked: true });
  else figure.set({ checked: true });
  if (figure.result.verdict === "right") remember([...solved(), figure.state.exercise]);
}

/** What the figure of that name shows now: the one that reaches the goal, if there are several. */
function lookedUp(figure, { figure: name, reads, goal }) {
  const others = [...figure.el.ownerDocument.querySelectorAll(".nn-figure")]
    .map((el) => el.nnFigure)
    .filter((other) => other?.about.name === name);
  const found = others.map((other) =>
    reads.map((path) => Number(path.split(".").reduce((value, key) => value[key], other.result))),
  );
  const best =
    found.find((values) => values.every((value, i) => goal[i][0] <= value && value <= goal[i][1])) ?? found[0] ?? [];
  return best.map((value) => (Number.isFinite(value) ? String(Number(value.toFixed(6))) : "1e9")).join(";");
}

// ---------------------------------------------------------------- progress, in this browser only

/** The names of the solved exercises; none where the browser keeps nothing. */
function solved() {
  try {
    const names = JSON.parse(globalThis.localStorage.getItem(SOLVED) ?? "[]");
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}

function remember(names) {
  try {
    if (names.length) globalThis.localStorage.setItem(SOLVED, JSON.stringify([...new Set(names)]));
    else globalThis.localStorage.removeItem(SOLVED);
    globalThis.dispatchEvent(new Event("nn-solved"));
  } catch {} // a browser that keeps nothing: the exercises work all the same
}

function drawProgress(figure, all) {
  const row = html(figure.controls, "details", { class: "nn-fold nn-quiz-fold" });
  const summary = html(row, "summary", {}, "Progress");
  const line = html(row, "p", { class: "nn-quiz-words" });
  const clear = html(row, "button", { type: "button", class: "nn-button" }, "Forget my progress");
  figure.listen(clear, "click", () => remember([]));
  figure.onReset(() => row.removeAttribute("open"));
  const show = () => {
    const names = solved().filter((name) => name in all);
    const here = names.includes(figure.state.exercise);
    setText(summary, here ? "Progress: solved" : "Progress");
    setText(
      line,
      `You have solved ${names.length} of the ${Object.keys(all).length} exercises on the book's pages. This is kept in your own browser and sent nowhere.`,
    );
  };
  if (figure.window) figure.listen(figure.window, "nn-solved", show);
  return show;
}
