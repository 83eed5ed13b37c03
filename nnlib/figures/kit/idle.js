// Work done beforehand, while nothing else is to be done, so that what the reader may do next is quick.
import { layOutSheets } from "./layout.js";

const PAUSE = 50; // ms between two pieces of work in WebKit, which does not tell when it is idle

const queues = new WeakMap(); // of each figure: { tasks: [[name, run], ...], request }

/**
 * While nothing else is to be done: work whose results are kept. Under the same `name`, new work takes the place of old.
 * @param {import("./figure.js").Figure<any, any>} figure
 * @param {(() => void)[]} tasks
 * @param {unknown} [name]
 */
export function whenIdle(figure, tasks, name = tasks) {
  const queue = queueOf(figure);
  queue.tasks = [...queue.tasks.filter(([other]) => other !== name), ...tasks.map((run) => [name, run])];
  ask(figure, queue);
}

function queueOf(figure) {
  if (!queues.has(figure)) {
    const queue = { tasks: [], request: 0 };
    queues.set(figure, queue);
    figure.onEnd(() => {
      if (queue.request) idleIn(figure.window).cancel(queue.request);
      queues.delete(figure);
    });
  }
  return queues.get(figure);
}

function ask(figure, queue) {
  if (queue.request || queue.tasks.length === 0 || !figure.window) return;
  queue.request = idleIn(figure.window).request(() => {
    queue.request = 0;
    const [, run] = queue.tasks.shift() ?? [];
    run?.();
    ask(figure, queue);
  });
}

const idleIn = (window) =>
  window.requestIdleCallback
    ? { request: (run) => window.requestIdleCallback(run), cancel: (request) => window.cancelIdleCallback(request) }
    : { request: (run) => window.setTimeout(run, PAUSE), cancel: (request) => window.clearTimeout(request) };

/**
 * Draw the state with some changes, unseen, and then the state as it is: what is drawn for the first time then is
 * quick to be seen. Work for `whenIdle`, for drawings that take turns.
 * @template S
 * @param {import("./figure.js").Figure<S, any>} figure
 * @param {Partial<S>} changes
 */
export function rehearse(figure, changes) {
  if (figure.touched) return;
  for (const state of [{ ...figure.state, ...changes }, figure.state]) figure.show(/** @type {S} */ (state));
  layOutSheets(figure);
}
