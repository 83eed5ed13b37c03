import { readout } from "../kit/card.js";
import { button } from "../kit/controls.js";
import { html, mark, setText } from "../kit/elements.js";
import { drawAnswers } from "./answers.js";
import { exercisesIn, instance } from "./exercise.js";
import { arranged, marked } from "./marking.js";
import { readAnswer } from "./neighbour.js";
import { CHANGED, remember, solved } from "./solved.js";
import { plainWords, writerOf } from "./words.js";

/**
 * @typedef {{ exercise: string, seed: number, answer: string, checked: boolean }} State
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 * @typedef {import("./exercise.js").Exercise} Exercise
 */

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute({ exercise: name, seed, answer }, data) {
  const exercise = exercisesIn(data.exercises)[name];
  const drawn = instance(name, exercise, seed);
  return { ...drawn, ...marked(exercise, answer, drawn) };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const all = exercisesIn(figure.data.exercises);
  mark(figure.el, "nn-quiz", true);
  const line = html(figure.stage, "p", { class: "nn-quiz-title" });
  const title = html(line, "span");
  const statement = writerOf(html(figure.stage, "p", { class: "nn-quiz-words" }));
  const row = html(figure.stage, "div", { class: "nn-quiz-row" });
  const place = html(row, "div", { class: "nn-quiz-answer" });
  row.appendChild(figure.buttons);
  const check = button(figure, "Check", () => checkAnswer(figure, all[figure.state.exercise]), { main: true });
  const hint = unfolding(figure, "Hint");
  const solution = unfolding(figure, "Worked solution");
  const another = button(figure, "Another one", () =>
    figure.set({ seed: (figure.state.seed + 1) % 10000, answer: "", checked: false }),
  );
  another.classList.add("nn-quiet");
  figure.update((state, result) => {
    const exercise = all[state.exercise];
    setText(title, exercise.title);
    statement(result.statement);
    hint(exercise.hint);
    solution(result.solution);
    another.style.display = exercise.kind === "number" ? "" : "none";
  });
  showAnswers(figure, place, all, () => check.click());
  drawSolved(figure, line);
  drawVerdict(figure);
}

/** Say behind the title that the exercise is solved. */
function drawSolved(figure, line) {
  const sign = html(line, "span", { class: "nn-quiz-solved" });
  const show = () => setText(sign, solved().includes(figure.state.exercise) ? " \u2713 solved" : "");
  figure.update(show);
  if (figure.window) figure.listen(figure.window, CHANGED, show);
}

/**
 * A place for words that unfolds, the same at every start; gives the function that writes them.
 * @param {ThisFigure} figure
 * @param {string} name
 */
function unfolding(figure, name) {
  const details = html(figure.buttons, "details", { class: "nn-fold nn-quiz-fold nn-quiz-help" });
  html(details, "summary", {}, name);
  figure.onReset(() => details.removeAttribute("open"));
  return writerOf(html(details, "p", { class: "nn-quiz-words" }));
}

/**
 * The way to answer, built anew where another exercise is asked.
 * @param {ThisFigure} figure
 * @param {HTMLElement} place
 * @param {Record<string, Exercise>} all
 * @param {() => void} check
 */
function showAnswers(figure, place, all, check) {
  let asked = "";
  /** @type {import("./answers.js").Show} */
  let show = () => {};
  figure.update((state, result) => {
    if (asked !== state.exercise) {
      asked = state.exercise;
      place.textContent = "";
      show = drawAnswers(figure, place, all[asked], check);
    }
    show(state, result);
  });
}

/** @param {ThisFigure} figure */
function drawVerdict(figure) {
  figure.update(({ checked }, { verdict }) => {
    mark(figure.readout, "nn-right", checked && verdict === "right");
    mark(figure.readout, "nn-wrong", checked && verdict === "wrong");
  });
  const signs = { right: "\u2713 Right. ", wrong: "\u2717 Not yet. ", none: "" };
  const words = ({ checked }, { verdict, reply }) => (checked ? signs[verdict] + plainWords(reply) : "");
  readout(figure, words, { lines: [0, 0] });
}

/**
 * Mark what was answered; a task about another figure reads it first.
 * @param {ThisFigure} figure
 * @param {Exercise} exercise
 */
function checkAnswer(figure, exercise) {
  const answers = {
    state: () => readAnswer(figure.el.ownerDocument, exercise),
    order: () => arranged(exercise, figure.result.order, figure.state.answer).join(","),
  };
  const answer = answers[exercise.kind]?.() ?? figure.state.answer;
  figure.set({ answer, checked: true });
  if (figure.result.verdict === "right") remember(figure.state.exercise);
}
