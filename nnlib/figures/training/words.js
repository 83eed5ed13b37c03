// What is said under the drawing.
import { fixed, grouped } from "../kit/numbers.js";

/** @typedef {import("./index.js").State} State */
/** @typedef {import("./index.js").Result} Result */
/** @typedef {import("./session.js").Training} Training */
/** @typedef {import("./worker.js").Progress} Progress */

const GOOD = 3; // a learning rate that works

/**
 * @param {Training} training
 * @param {State} state
 * @param {Result} result
 */
export function words(training, state, { costs, after }) {
  const { ready, loading, loaded, parts, latest } = training;
  if (training.failed === "old")
    return "This browser is too old for the training: it cannot unpack the digits. Safari 16.4, Chrome or Edge 120 and Firefox 121 can, and all newer ones.";
  if (training.failed)
    return "The digits could not be loaded. Look whether the page can be reached, and press the button again.";
  if (loading && !ready) return `Loading: ${loaded} of ${parts} parts are here.`;
  if (!ready && latest)
    return `${howFar(latest, state)} This is the training that you left. Load the digits to go on with it.`;
  if (!ready)
    return `On this page's hundred digits, ten steps take the cost of a batch from ${fixed(costs[0], 3)} to ${fixed(costs[costs.length - 1], 3)}, and that of all hundred to ${fixed(after, 3)}. Load the digits for a real training.`;
  if (!latest) return "At the start.";
  return `${howFar(latest, state)} ${howGood(latest, state, training.given === training.run)}`.trim();
}

/**
 * @param {Progress} progress
 * @param {State} state
 */
function howFar({ done, seen, running, speed, batch, batch_cost }, { images, batch_size }) {
  if (done === 0)
    return `At the start: ${grouped(images)} images, a step for every ${batch_size === 1 ? "one" : grouped(batch_size)}.`;
  const far = `${grouped(done)} ${done === 1 ? "step" : "steps"}, ${fixed(seen / images, seen < 10 * images ? 1 : 0)} epochs`;
  if (batch && batch_cost !== undefined)
    return `${far}. The last step saw ${batch === 1 ? "one image, whose" : `${grouped(batch)} images, whose average`} cost was ${fixed(batch_cost, 3)} before it.`;
  return running && speed ? `${far}; ${grouped(Number(speed.toPrecision(2)))} images a second.` : `${far}.`;
}

/**
 * @param {Progress} progress
 * @param {State} state
 * @param {boolean} given whether this network was handed over
 */
function howGood({ last, seen, done, running }, { images, labels, learning_rate }, given) {
  if (done && given && !running)
    return "The network was handed over: choose \u201cyour own\u201d where you draw digits on this page.";
  if (seen >= 1000 && last.train_cost > 0.8 && last.slope < 0.03) return saturated(learning_rate);
  if (labels === "shuffled" && seen >= images)
    return `It learns ${fixed(100 * last.train_accuracy, 1)} % of the shuffled labels by heart; for test images that is worth no more than guessing.`;
  if (seen >= images)
    return `It reads ${fixed(100 * last.test_accuracy, 1)} % of the 2,000 test images correctly, and it never learned from them.`;
  return "";
}

/** The steps were too long: the outputs stand at 0 or 1, where sigma is flat, and nothing moves them any more. */
function saturated(rate) {
  const cure =
    rate > GOOD ? `Rewind and try a learning rate of ${GOOD}.` : "Rewind and try larger batches, or another seed.";
  return `The steps were too long. They threw the weights so far that the outputs stand near 0 or 1 whatever the digit is, where \u03c3 is flat and the gradient almost 0. ${cure}`;
}
