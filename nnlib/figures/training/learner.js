// Training by mini-batches, as fast as plain loops can. The worker is made of the source of this function (worker.js),
// and so it uses nothing but its arguments.

/** @typedef {{ places: Uint16Array, greys: Uint8Array, label: number }} Image its pixels that are not 0 */

/**
 * @typedef {object} Layer
 * @property {number} n_in
 * @property {number} n_out
 * @property {Float64Array} W row by row; column by column in layer 1
 * @property {Float64Array} b
 * @property {Float64Array} dW of the batch; none in layer 1
 * @property {Float64Array} db
 * @property {Float64Array} a
 * @property {Float64Array} dz
 * @property {Float64Array} of_each dz of each picture of the batch, in layer 1
 */

/**
 * @typedef {object} Start
 * @property {number[]} sizes
 * @property {Float64Array} vector in nnlib's order
 * @property {Image[]} images to learn from
 * @property {number} seed
 * @property {number} batch_size
 * @property {number} [done] steps that were done before
 */

/** @typedef {ReturnType<typeof learner>} Learner */

/**
 * The arithmetic of nnlib.sgd(..., scale=1/4) for networks of sigmoid neurons, in double precision. Most pixels are 0:
 * W^(1) is kept column by column, so that only the columns of pixels that are not 0 are ever touched. The vectors that
 * go in and come out are of networks for pixels in [0, 1]; a quarter changes no digit of a weight.
 * @param {Pick<typeof import("../kit/seeded.js"), "random" | "shuffled">} draws
 */
export function learner({ random, shuffled }) {
  const SCALE = 0.25;
  const unit = Float64Array.from({ length: 256 }, (_, grey) => (SCALE * grey) / 255);
  /** @type {Layer[]} */
  let layers = [];
  /** @type {Image[]} */
  let images = [];
  /** @type {number[]} */
  let order = [];
  let [seed, batch_size, done, epoch] = [0, 1, 0, -1];

  /**
   * One picture (784 greys, 0 to 255) as the places and greys of its pixels that are not 0.
   * @param {Uint8Array} pixels
   * @param {number} label
   * @returns {Image}
   */
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

  /** @param {Start} given */
  function begin(given) {
    const { sizes } = given;
    ({ images, seed, batch_size } = given);
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
        of_each: new Float64Array(l ? 0 : batch_size * n_out),
      };
    });
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

  /**
   * One step of gradient descent: the batch, and its average cost before the step.
   * @param {number} rate
   */
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

  /**
   * Of some pictures: average cost, fraction read rightly, and the average slope a (1 - a) of the outputs.
   * @param {Image[]} pictures
   */
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
