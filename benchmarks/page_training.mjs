// Images a second of the page's trainer (nnlib/figures/training/learner.js) and of TensorFlow.js, in turns: see page_training.py.
import { readFileSync } from "node:fs";
import { random, shuffled } from "../nnlib/figures/kit/seeded.js";
import { learner } from "../nnlib/figures/training/learner.js";
import { startNetwork } from "../nnlib/figures/training/numbers.js";

const SIZES = [784, 16, 16, 10];
const [file, peer, rounds] = process.argv.slice(2);
const bytes = readFileSync(file); // n, m, then n + m labels, then n + m pictures of 784 greys
const [n, m] = [bytes.readUInt32LE(0), bytes.readUInt32LE(4)];
const picture = (i) => bytes.subarray(8 + n + m + 784 * i, 8 + n + m + 784 * (i + 1));

function ours(batch_size) {
  const core = learner({ random, shuffled });
  const all = Array.from({ length: n + m }, (_, i) => core.image(picture(i), bytes[8 + i]));
  core.begin({ sizes: SIZES, vector: startNetwork(1, SIZES).vector, images: all.slice(0, n), batch_size, seed: 1 });
  return {
    epoch: () => {
      for (let at = 0; at < n; at += batch_size) core.step(3);
    },
    accuracy: () => core.measure(all.slice(n)).accuracy,
  };
}

async function theirs(batch_size, backend) {
  const tf = await import(`${peer}/@tensorflow/tfjs/dist/tf.node.js`).then((module) => module.default);
  if (backend === "wasm") {
    const wasm = await import(`${peer}/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.node.js`);
    (wasm.setWasmPaths ?? wasm.default.setWasmPaths)(`${peer}/@tensorflow/tfjs-backend-wasm/dist/`);
  }
  if (!(await tf.setBackend(backend))) throw new Error(`no backend ${backend}`);
  await tf.ready();
  const dense = (units, more = {}) => tf.layers.dense({ units, activation: "sigmoid", ...more });
  const model = tf.sequential({ layers: [dense(16, { inputShape: [784] }), dense(16), dense(10)] });
  const loss = (y, a) => tf.sum(tf.squaredDifference(a, y), 1).mean();
  model.compile({ optimizer: tf.train.sgd(3), loss });
  const x = tf.tensor2d(
    Float32Array.from({ length: n * 784 }, (_, i) => picture(Math.floor(i / 784))[i % 784] / 255),
    [n, 784],
  );
  const y = tf.oneHot(tf.tensor1d(bytes.subarray(8, 8 + n), "int32"), 10).toFloat();
  const part = batch_size < 50 ? 0.1 : 1; // of an epoch is run
  const some = Math.round(n * part);
  return {
    part,
    before: () => tf.setBackend(backend),
    epoch: () =>
      model.fit(x.slice(0, some), y.slice(0, some), {
        batchSize: batch_size,
        epochs: 1,
        verbose: 0,
        yieldEvery: "never",
      }),
  };
}

const middle = (list) => [...list].sort((u, v) => u - v)[Math.floor(list.length / 2)];

async function compare(batch_size) {
  const contenders = { ours: ours(batch_size) };
  for (const backend of peer ? ["cpu", "wasm"] : []) {
    await theirs(batch_size, backend).then(
      (one) => (contenders[`tfjs ${backend}`] = one),
      (error) => console.error(`${backend}: ${error.message}`),
    );
  }
  const speeds = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, { before, epoch, part = 1 }] of Object.entries(contenders)) {
      await before?.();
      const start = performance.now();
      await epoch();
      if (round) speeds[name].push((1000 * n * part) / (performance.now() - start));
    }
  }
  for (const [name, list] of Object.entries(speeds))
    console.log(
      `batch ${batch_size}  ${name.padEnd(10)} median ${Math.round(middle(list))}  fastest ${Math.round(Math.max(...list))} images/s`,
    );
}

/** The seconds of training until the test images are read rightly often enough. */
function goal(wanted, batch_size) {
  const { epoch, accuracy } = ours(batch_size);
  let [spent, epochs] = [0, 0];
  while (accuracy() < wanted && epochs < 200) {
    const start = performance.now();
    epoch();
    spent += performance.now() - start;
    epochs += 1;
  }
  console.log(
    `${100 * wanted} % of ${m} test images after ${(spent / 1000).toFixed(2)} s, ${epochs} epochs (batch ${batch_size})`,
  );
}

for (const batch_size of [10, 100]) await compare(batch_size);
goal(0.9, 10);
goal(0.93, 10);
