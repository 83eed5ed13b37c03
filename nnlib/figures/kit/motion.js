// What moves: short moves that explain, and Step and Run.
import { button } from "./controls.js";
import { setText } from "./elements.js";
import { clamp } from "./maths.js";

const moving = new WeakMap(); // of each figure: the function that brings its move to an end

/**
 * Move for at most 300 ms: frame(t) with t from 0 to 1; at once with reduced motion.
 * @param {import("./figure.js").Figure<any, any>} figure
 * @param {(t: number) => void} frame
 */
export function animate(figure, frame, duration = 250) {
  moving.get(figure)?.();
  const { window } = figure;
  if (figure.still || !window) {
    frame(1);
    return;
  }
  if (!moving.has(figure)) figure.onEnd(() => moving.get(figure)?.());
  const begun = window.performance.now();
  let request = 0;
  const tick = (now) => {
    const t = clamp((now - begun) / duration, 0, 1);
    frame(t);
    if (t < 1) request = window.requestAnimationFrame(tick);
    else moving.set(figure, null);
  };
  moving.set(figure, () => {
    window.cancelAnimationFrame(request);
    moving.set(figure, null);
    frame(1);
  });
  request = window.requestAnimationFrame(tick);
}

/**
 * Step and Run: `step()` changes the state and answers whether there is more to do. Run repeats it every
 * `interval` ms until there is not, and never while the page is hidden.
 * @param {import("./figure.js").Figure<any, any>} figure
 * @param {{ step: () => boolean | void, interval?: number, names?: string[] }} options
 */
export function player(figure, { step, interval = 300, names = ["Step", "Run", "Pause"] }) {
  let running = 0;
  const once = button(figure, names[0], () => {
    figure.pause();
    step();
  });
  const run = button(figure, names[1], () => (running ? figure.pause() : play()), { main: true });
  const say = (on) => {
    setText(run, names[on ? 2 : 1]);
    run.setAttribute("aria-pressed", String(on));
  };
  const tick = () => {
    if (!figure.el.ownerDocument.hidden && step() === false) figure.pause();
  };
  const play = () => {
    running = figure.window?.setInterval(tick, interval) ?? 0;
    say(true);
  };
  figure.onPause(() => {
    if (running) figure.window?.clearInterval(running);
    running = 0;
    say(false);
  });
  say(false);
  return { once, run };
}
