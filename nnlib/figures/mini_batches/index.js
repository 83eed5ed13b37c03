import { digits } from "../data/digits.js";
import { trainedNetwork, untrainedNetwork } from "../data/networks.js";
import { storyNetwork } from "../data/story.js";
import { readout } from "../kit/card.js";
import { button, choice } from "../kit/controls.js";
import { setText, svg } from "../kit/elements.js";
import { whenIdle } from "../kit/idle.js";
import { drawing } from "../kit/layout.js";
import { player } from "../kit/motion.js";
import { fixed, grouped } from "../kit/numbers.js";
import { random, shuffled } from "../kit/seeded.js";
import { degrees, drawDial } from "./dial.js";
import { drawDigits } from "./digits.js";
import { drawEpoch } from "./epoch.js";
import { EXAMPLES, productOfSums, productsOf } from "./gradients.js";

/**
 * @typedef {{ network: "untrained" | "story" | "trained", batch: number, seed: number, step: number }} State
 * @typedef {ReturnType<typeof compute>} Result
 * @typedef {import("../kit/figure.js").Figure<State, Result>} ThisFigure
 */

const NETWORKS = { untrained: untrainedNetwork, story: storyNetwork, trained: trainedNetwork };
const TRAINING = 60000; // images
const SEEDS = 99;

/**
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 */
export function compute({ network, batch, seed, step }, data) {
  const products = productsOf(NETWORKS[network](data), digits(data));
  const order = shuffled(EXAMPLES, random(seed));
  const steps = EXAMPLES / batch;
  const length = Math.sqrt(productOfSums(products, order, order));
  const cosines = Array.from({ length: steps }, (_, n) => {
    const part = order.slice(n * batch, (n + 1) * batch);
    return productOfSums(products, part, order) / length / Math.sqrt(productOfSums(products, part, part));
  });
  const now = Math.min(step, steps - 1);
  return {
    order,
    now,
    cosines,
    cosine: cosines[now],
    average: cosines.reduce((sum, c) => sum + c, 0) / steps,
    steps,
    training_steps: TRAINING / batch,
  };
}

/** @param {ThisFigure} figure */
export function draw(figure) {
  const { narrow } = figure;
  const root = drawing(figure, {
    height: narrow ? 724 : 352,
    label: "A hundred shuffled digits in batches, and where a batch's gradient points",
  });
  const place = (x, y) => svg(root, "g", { transform: `translate(${x} ${y})` });
  drawDigits(figure, svg(root, "g"), narrow ? { left: 0, top: 24, cell: 32 } : { left: 2, top: 28, cell: 30 });
  drawDial(figure, narrow ? place(0, 362) : place(330, 0));
  drawEpoch(
    figure,
    svg(root, "g"),
    narrow ? { x: 34, y: 564, width: 280, height: 82 } : { x: 364, y: 202, width: 272, height: 82 },
  );
  drawSteps(figure, narrow ? place(2, 690) : place(334, 320), narrow ? 314 : 302);
  drawControls(figure);
  readout(figure, (state, result) => words(state, result, digits(figure.data)), { lines: [3, 6] });
  whenIdle(
    figure,
    Object.values(NETWORKS).map((network) => () => productsOf(network(figure.data), digits(figure.data))),
  );
}

/** @param {ThisFigure} figure */
function drawControls(figure) {
  choice(figure, {
    key: "batch",
    label: "Batch size",
    options: [1, 5, 10, 20, 50, 100].map((size) => [size, String(size)]),
    set: (batch) => ({ batch, step: 0 }),
  });
  choice(figure, {
    key: "network",
    label: "Network",
    options: [
      ["untrained", "untrained"],
      ["story", "after one epoch"],
      ["trained", "trained"],
    ],
  });
  player(figure, { interval: 350, step: () => takeStep(figure) });
  button(figure, "Shuffle", () => figure.set(reshuffled(figure.state)), { describe: "shuffle the digits anew" });
}

/**
 * Go to the next batch, after the last one to a new epoch; tells whether there is more to come in this one.
 * @param {ThisFigure} figure
 */
function takeStep(figure) {
  const { now, steps } = figure.result;
  figure.set(now + 1 < steps ? { step: now + 1 } : reshuffled(figure.state));
  return now + 2 < steps;
}

/** @param {State} state */
const reshuffled = ({ seed }) => ({ seed: (seed % SEEDS) + 1, step: 0 });

/** @type {(state: State, result: Result, all: import("../data/digits.js").Digit[]) => string} */
function words({ batch }, { order, now, cosine, steps, average }, all) {
  const labels = order.slice(now * batch, (now + 1) * batch).map((place) => all[place].label);
  const whom =
    batch > 20 ? `${batch} digits` : batch === 1 ? `a single ${labels[0]}` : `the digits ${labels.join(" ")}`;
  const way =
    batch === EXAMPLES
      ? "This batch is all there is, so its gradient is the whole one."
      : `Its gradient points ${fixed(degrees(cosine), 0)}\u00b0 away from the whole one: cosine ${fixed(cosine)}, ${fixed(average)} on average over the epoch.`;
  return `Step ${now + 1} of ${steps}: the batch is ${whom}. ${way}`;
}

/**
 * How many steps an epoch has, of the hundred and of all training images.
 * @param {ThisFigure} figure
 * @param {SVGGElement} group
 * @param {number} width
 */
function drawSteps(figure, group, width) {
  const [here, there] = [0, 22].map((y) =>
    svg(group, "text", { x: width, y, "text-anchor": "end", class: "nn-number" }),
  );
  const often = (count) => `${grouped(count)} ${count === 1 ? "step" : "steps"} per epoch`;
  figure.update(({ batch }, { steps, training_steps }) => {
    setText(here, `100 digits / ${batch} = ${often(steps)}`);
    setText(there, `60,000 images / ${batch} = ${often(training_steps)}`);
  });
}
