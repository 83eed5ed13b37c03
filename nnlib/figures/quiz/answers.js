// Each kind's way to answer.
import { button } from "../kit/controls.js";
import { html } from "../kit/elements.js";
import { count } from "../kit/ids.js";
import { arranged, places } from "./marking.js";
import { plainWords, writerOf } from "./words.js";

/**
 * @typedef {import("./index.js").ThisFigure} ThisFigure
 * @typedef {import("./exercise.js").Exercise} Exercise
 * @typedef {(state: import("./index.js").State, result: import("./index.js").Result) => void} Show
 */

/**
 * Build the way to answer an exercise in `place`, once; gives the function that shows a state in it.
 * @param {ThisFigure} figure
 * @param {HTMLElement} place
 * @param {Exercise} exercise
 * @param {() => void} check
 */
export const drawAnswers = (figure, place, exercise, check) => ANSWERS[exercise.kind](figure, place, exercise, check);

/** @type {Record<Exercise["kind"], (figure: ThisFigure, place: HTMLElement, exercise: Exercise, check: () => void) => Show>} */
const ANSWERS = { choose, number, order, product, state };

/** @type {(figure: ThisFigure, answer: string) => void} */
const answered = (figure, answer) => figure.set({ answer, checked: false });

function choose(figure, place, { title, options }) {
  const group = html(place, "div", { class: "nn-quiz-options", role: "radiogroup", "aria-label": title });
  const name = `nn-quiz-${count()}`;
  const slots = options.map((_, slot) => {
    const label = html(group, "label", { class: "nn-option" });
    const input = html(label, "input", { type: "radio", name });
    figure.listen(input, "change", () => answered(figure, String(figure.result.order[slot])));
    return { input, write: writerOf(html(label, "span")) };
  });
  return ({ answer }, { order }) =>
    slots.forEach(({ input, write }, slot) => {
      write(options[order[slot]][0]);
      input.checked = answer === String(order[slot]);
    });
}

function number(figure, place, { tolerance }, check) {
  const reach = tolerance ? `within ${tolerance}` : "exactly";
  const row = html(place, "div", { class: "nn-quiz-number" });
  const input = html(row, "input", {
    type: "text",
    "aria-label": `Your answer, ${reach}`,
    placeholder: "Answer",
    inputmode: "text",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 40,
  });
  html(row, "span", { "aria-hidden": "true" }, reach);
  figure.listen(input, "input", () => answered(figure, input.value));
  figure.listen(input, "keydown", (event) => event.key === "Enter" && check());
  return ({ answer }) => {
    if (input.value !== answer) input.value = answer;
  };
}

function order(figure, place, exercise) {
  const list = html(place, "ol", { class: "nn-quiz-order" });
  const last = exercise.options.length - 1;
  const move = (slot, by) => {
    const to = slot + by;
    if (to < 0 || to > last) return;
    const now = [...arranged(exercise, figure.result.order, figure.state.answer)];
    [now[slot], now[to]] = [now[to], now[slot]];
    answered(figure, now.join(","));
    const { up, down } = rows[to];
    const up_next = by < 0 ? to > 0 : to === last; // the same way again, or back from the end of the list
    (up_next ? up : down).focus();
  };
  const rows = exercise.options.map((_, slot) => {
    const item = html(html(list, "li"), "span", { class: "nn-quiz-item" });
    const parent = html(item, "span", { class: "nn-quiz-moves" });
    const up = button(figure, "\u2191", () => move(slot, -1), { parent });
    const down = button(figure, "\u2193", () => move(slot, 1), { parent });
    return { up, down, write: writerOf(html(item, "span")) };
  });
  rows[0].up.disabled = true;
  rows[last].down.disabled = true;
  return ({ answer }, result) =>
    arranged(exercise, result.order, answer).forEach((item, slot) => {
      const { up, down, write } = rows[slot];
      write(exercise.options[item]);
      up.setAttribute("aria-label", `move up: ${plainWords(exercise.options[item])}`);
      down.setAttribute("aria-label", `move down: ${plainWords(exercise.options[item])}`);
    });
}

function product(figure, place, { options }) {
  const write = writerOf(html(place, "p", { class: "nn-quiz-product" }));
  const parent = html(place, "div", { class: "nn-buttons nn-quiz-factors", role: "group", "aria-label": "factors" });
  const press = (slot) => {
    const factor = figure.result.order[slot];
    const now = places(figure.state.answer, options.length);
    answered(figure, (now.includes(factor) ? now.filter((i) => i !== factor) : [...now, factor]).join(","));
  };
  const slots = options.map((_, slot) => {
    const factor = button(figure, "", () => press(slot), { parent });
    return { factor, name: writerOf(factor) };
  });
  return ({ answer }, { order }) => {
    const now = places(answer, options.length);
    write(now.length ? now.map((i) => options[i][0]).join(" \u00d7 ") : "(no factor yet)");
    slots.forEach(({ factor, name }, slot) => {
      name(options[order[slot]][0]);
      factor.setAttribute("aria-pressed", String(now.includes(order[slot])));
    });
  };
}

function state(_, place, { figure_title }) {
  html(place, "p", { class: "nn-muted nn-small" }, `It reads the figure \u201c${figure_title}\u201d on this page.`);
  return () => {};
}
