// Training by mini-batches, in a worker of its own where the browser allows one. What runs in the worker is made of the
// source of the functions below, and so `trainer` and `serve` use nothing but their arguments.
import { randomNetwork } from "../kit/network.js";
import { random, shuffled } from "../kit/seeded.js";

/**
 * The arithmetic of nnlib.sgd(..., scale=1/4) for networks of sigmoid neurons, in double precision. Most pixels are 0:
 * W^(1) is kept column by column, so that only the columns of pixels that are not 0 are ever touched. The vectors that
 * go in and come out are of networks for pixels in [0, 1]; a quarter changes no digit of a weight.
 */
export function trainer({ random, shuffled }) {
  const SCALE = 0.25;
  const unit = Float64Array.from({ length: 256 }, (_, grey) => (SCALE * grey) / 255);
  let [sizes, layers, images, order] = [[], [], [], []];
  let [seed, batch_size, done, epoch] = [0, 1, 0, -1];

  /** One picture (784 greys, 0 to 255) as the places and greys of its pixels that are not 0. */
  function image(pixels, label) {
    let n = 0;
    for (let k = 0; k < pixels.length; k++) if (pixels[k]) n++;
    const [places, greys] = [new Uint16Array(n), new Uint8Array(n)];
    n = 0;
    for (let k = 0; k < pixels.length; k++) {
      if (pixels[k]) {
        places[n] = k;
        greys[n++] = pixels[k];
      }
    }
    return { places, greys, label };
  }

  /** The start: a vector in nnlib's order, the images to learn from, and the steps that were done before. */
  function begin(given) {
    ({ sizes, images, seed, batch_size } = given);
    [done, epoch] = [given.done ?? 0, -1];
    let at = 0;
    layers = sizes.slice(1).map((n_out, l) => {
      const n_in = sizes[l];
      const W = given.vector.slice(at, at + n_in * n_out);
      const b = given.vector.slice(at + n_in * n_out, at + n_in * n_out + n_out);
      at += n_in * n_out + n_out;
      return {
        n_in,
        n_out,
        W: l ? W : turned(W, n_out, n_in, 1 / SCALE),
        b,
        dW: new Float64Array(l ? W.length : 0),
        db: new Float64Array(n_out),
        a: new Float64Array(n_out),
        dz: new Float64Array(n_out),
      };
    });
    layers[0].of_each = new Float64Array(batch_size * sizes[1]);
  }

  function turned(W, rows, columns, scale) {
    const out = new Float64Array(W.length);
    for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) out[c * rows + r] = scale * W[r * columns + c];
    return out;
  }

  /** The giant column vector in nnlib's order, a copy. */
  function vector() {
    return Float64Array.from(
      layers.flatMap(({ W, b, n_in, n_out }, l) => [...(l ? W : turned(W, n_in, n_out, SCALE)), ...b]),
    );
  }

  /** z^(1): two neurons at a time (each first layer has an even number), over the lit pixels. */
  function firstSums({ places, greys }, { W, b, a, n_out }) {
    for (let j = 0; j < n_out; j += 2) {
      let [u, v] = [0, 0];
      for (let i = 0; i < places.length; i++) {
        const x = unit[greys[i]];
        const at = places[i] * n_out + j;
        u += W[at] * x;
        v += W[at + 1] * x;
      }
      a[j] = u + b[j];
      a[j + 1] = v + b[j + 1];
    }
  }

  function forward(picture) {
    layers.forEach((layer, l) => {
      const { W, b, a, n_in, n_out } = layer;
      if (l === 0) firstSums(picture, layer);
      else {
        const below = layers[l - 1].a;
        for (let j = 0, at = 0; j < n_out; j++) {
          let z = 0;
          for (let k = 0; k < n_in; k++) z += W[at++] * below[k];
          a[j] = z + b[j];
        }
      }
      for (let j = 0; j < n_out; j++) a[j] = 1 / (1 + Math.exp(-a[j]));
    });
    return layers[layers.length - 1].a;
  }

  /** The cost of one picture; its dC/dz, times `share`, is added to the gradients, but for W^(1): place e keeps its dz. */
  function backward({ label }, share, e) {
    let sum = 0;
    for (let l = layers.length - 1; l >= 0; l--) {
      const { a, dz, dW, db, n_in, n_out, of_each } = layers[l];
      const above = layers[l + 1];
      for (let j = 0; j < n_out; j++) {
        let da = 0;
        if (above) for (let i = 0; i < above.n_out; i++) da += above.W[i * n_out + j] * above.dz[i];
        else {
          const off = a[j] - (j === label ? 1 : 0);
          sum += off * off;
          da = 2 * share * off;
        }
        dz[j] = da * a[j] * (1 - a[j]);
        db[j] += dz[j];
        if (l === 0) of_each[e * n_out + j] = dz[j];
        else for (let k = 0, at = j * n_in; k < n_in; k++) dW[at++] += dz[j] * layers[l - 1].a[k];
      }
    }
    return sum;
  }

  /** p <- p - rate grad C, and the gradients are 0 again. */
  function descend(batch, rate) {
    const { W, n_out, of_each } = layers[0];
    batch.forEach((i, e) => {
      const { places, greys } = images[i];
      for (let j = 0; j < n_out; j += 2) {
        const u = rate * of_each[e * n_out + j];
        const v = rate * of_each[e * n_out + j + 1];
        for (let k = 0; k < places.length; k++) {
          const x = unit[greys[k]];
          const at = places[k] * n_out + j;
          W[at] -= u * x;
          W[at + 1] -= v * x;
        }
      }
    });
    for (const { W, b, dW, db } of layers) {
      for (let at = 0; at < dW.length; at++) W[at] -= rate * dW[at];
      for (let j = 0; j < b.length; j++) b[j] -= rate * db[j];
      dW.fill(0);
      db.fill(0);
    }
  }

  /** The images of the next step: each epoch in an order of its own, which depends on the seed and the epoch alone. */
  function nextBatch() {
    const steps = Math.ceil(images.length / batch_size);
    const now = Math.floor(done / steps);
    if (now !== epoch) order = shuffled(images.length, random(1000000 + 1000 * seed + now));
    epoch = now;
    const at = (done % steps) * batch_size;
    return order.slice(at, at + batch_size);
  }

  /** One step of gradient descent: the batch, and its average cost before the step. */
  function step(rate) {
    const batch = nextBatch();
    let sum = 0;
    for (let e = 0; e < batch.length; e++) {
      const picture = images[batch[e]];
      forward(picture);
      sum += backward(picture, 1 / batch.length, e);
    }
    descend(batch, rate);
    done += 1;
    return { batch, cost: sum / batch.length };
  }

  /** Of some pictures: average cost, fraction read rightly, and the average slope a (1 - a) of the outputs. */
  function measure(pictures) {
    let [cost, right, slope] = [0, 0, 0];
    for (const picture of pictures) {
      const a = forward(picture);
      let best = 0;
      for (let j = 0; j < a.length; j++) {
        cost += (a[j] - (j === picture.label ? 1 : 0)) ** 2;
        slope += (a[j] * (1 - a[j])) / a.length;
        if (a[j] > a[best]) best = j;
      }
      if (best === picture.label) right += 1;
    }
    const m = pictures.length;
    return { cost: cost / m, accuracy: right / m, slope: slope / m };
  }

  return {
    image,
    begin,
    step,
    measure,
    vector,
    get done() {
      return done;
    },
  };
}

/**
 * The worker's side: answers a function that takes the page's messages { kind, ... }; post(report) tells the page how
 * far training has come. It works for `slice` ms at a time. The points of the curve lie at fixed numbers of images, so
 * that the same start gives the same curve.
 */
export function serve(core, { shuffled, random, post, slice }) {
  const [MEASURED, EVERY, WAIT] = [2000, 500, 250]; // images measured; images between the first points; ms between two reports
  const [train, test] = [[], []];
  let [given, images, points, running, timer, last] = [null, [], [], false, 0, {}];
  let [seen, due, sent, sentSeen, speed] = [0, 0, 0, 0, 0];
  const now = () => performance.now();

  /** One part of the data: 1,000 labels and 200, then the pictures, two pixels of 16 greys in a byte. */
  async function load({ bytes, number }) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    const plain = new Uint8Array(await new Response(stream).arrayBuffer());
    const pixels = new Uint8Array(784);
    for (let i = 0; i < 1200; i++) {
      for (let k = 0, at = 1200 + 392 * i; k < 784; k += 2, at++) {
        pixels[k] = 17 * (plain[at] >> 4);
        pixels[k + 1] = 17 * (plain[at] & 15);
      }
      if (i < 1000) train[1000 * number + i] = core.image(pixels, plain[i]);
      else test[200 * number + i - 1000] = core.image(pixels, plain[i]);
    }
    post({ kind: "loaded", number });
  }

  function begin(message) {
    given = message;
    images = train.slice(0, given.images);
    if (given.shuffle) {
      const order = shuffled(images.length, random(2000000 + given.seed));
      images = images.map((image, i) => ({ ...image, label: images[order[i]].label }));
    }
    core.begin({ ...given, images });
    [seen, due, points, running] = [0, 0, [], false];
    if (given.done) {
      [seen, due] = [given.seen, given.due];
      last = measured();
    }
    look();
    report();
  }

  function measured() {
    const [on_train, on_test] = [core.measure(images.slice(0, MEASURED)), core.measure(test)];
    return {
      seen,
      train_cost: on_train.cost,
      test_cost: on_test.cost,
      train_accuracy: on_train.accuracy,
      test_accuracy: on_test.accuracy,
      slope: on_train.slope,
    };
  }

  /** A point of the curve, where one is due. */
  function look() {
    if (seen < due) return;
    last = measured();
    points.push(last);
    due = seen + Math.max(EVERY, Math.floor(seen / 20));
  }

  function report(more = {}) {
    const vector = core.vector();
    post({ kind: "report", run: given.run, running, seen, due, done: core.done, points, last, speed, vector, ...more });
    points = [];
    [sent, sentSeen] = [now(), seen];
  }

  function step() {
    const { batch, cost } = core.step(given.learning_rate);
    seen += batch.length;
    look();
    return { batch: batch.length, batch_cost: cost };
  }

  function work() {
    const end = now() + slice;
    while (running && now() < end) {
      step();
      if (seen >= given.most) running = false;
    }
    const passed = now() - sent;
    if (passed > WAIT || !running) {
      const fresh = (1000 * (seen - sentSeen)) / Math.max(passed, 1);
      speed = speed ? 0.6 * speed + 0.4 * fresh : fresh;
      if (!running) last = measured();
      report();
    }
    if (running) timer = setTimeout(work, 0);
  }

  function pause() {
    if (!running) return;
    running = false;
    clearTimeout(timer);
    last = measured();
    report();
  }

  const answers = {
    load,
    begin,
    pause,
    rate: ({ learning_rate }) => given && (given.learning_rate = learning_rate),
    step: () => {
      pause();
      const said = step();
      last = measured();
      report(said);
    },
    run: () => {
      if (running || seen >= given.most) return;
      running = true;
      [sent, sentSeen, speed] = [now(), seen, 0];
      work();
    },
  };
  return (message) => answers[message.kind](message);
}

/** A start for training: a random network whose first weights suit pixels that are scaled by a quarter while it learns. */
export function startNetwork(seed, sizes) {
  const network = randomNetwork(seed, sizes);
  for (const row of network.weights[0]) row.forEach((w, k) => (row[k] = w / 4));
  return network;
}

/** The worker's whole source, made of the functions above. */
export const workerSource = () => `"use strict";
const random = ${random};
const shuffled = ${shuffled};
const take = (${serve})((${trainer})({ random, shuffled }), { shuffled, random, slice: 40, post: (message) => postMessage(message) });
onmessage = ({ data }) => take(data);
postMessage({ kind: "ready" });
`;

/**
 * Someone to train: { post(message), end(), where }. A worker, or, where the browser makes none, the page itself in
 * slices short enough not to be felt. hear(report) is called with each answer.
 */
export function helper(window, hear) {
  let [worker, ready, ended] = [null, false, false];
  const waiting = [];
  const here = () =>
    serve(trainer({ random, shuffled }), {
      random,
      shuffled,
      slice: 8,
      post: (message) => queueMicrotask(() => ended || hear(message)),
    }); // timers would deliver out of order
  let take = (message) => waiting.push(message);
  const begin = (next) => {
    [ready, take] = [true, next];
    for (const message of waiting) take(message);
  };
  const address = window.URL.createObjectURL(new window.Blob([workerSource()], { type: "text/javascript" }));
  try {
    worker = new window.Worker(address);
    worker.onmessage = ({ data }) => {
      if (data.kind === "ready") begin((message) => worker.postMessage(message));
      else if (!ended) hear(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (!ready) begin(here());
    };
  } catch {
    begin(here());
  }
  const end = () => {
    ended = true;
    take({ kind: "pause" });
    worker?.terminate();
    window.URL.revokeObjectURL(address);
  };
  return { post: (message) => take(message), end };
}
