// The kit's own duties, where no figure and no browser is needed: node --test tests/figures/kit.test.mjs
import assert from "node:assert/strict";
import { test } from "node:test";
import { whenIdle } from "../../nnlib/figures/kit/idle.js";
import { live } from "../../nnlib/figures/kit/live.js";
import { memo } from "../../nnlib/figures/kit/memo.js";
import { parameters } from "../../nnlib/figures/kit/network.js";
import { checked, checkedState, packed, replaced } from "../../nnlib/figures/kit/state.js";

test("memo makes a result once for each value and each object", () => {
  let made = 0;
  const sum = memo((a, list, object) => {
    made += 1;
    return { sum: a + list[0] + object.x };
  });
  const object = { x: 3 };
  assert.equal(sum(1, [2], object).sum, 6);
  assert.equal(sum(1, [2], object), sum(1, [2], object));
  assert.equal(made, 1);
  sum(1, [2], { x: 3 });
  sum(2, [2], object);
  assert.equal(made, 3);
});

test("memo tells apart what only looks alike", () => {
  const given = memo((...all) => all);
  assert.notEqual(given(1, 2), given("1", 2));
  assert.notEqual(given([1, 2]), given(1, 2));
  const [one, other] = [{}, {}];
  assert.notEqual(given(one, other), given(other, one));
  assert.notEqual(given(one, 1), given(1, one));
  assert.notEqual(given(undefined), given(null));
  assert.notEqual(given(Number.NaN), given(null));
  assert.notEqual(
    given(() => 1),
    given(() => 2),
  );
});

test("memo keeps the latest results", () => {
  let made = 0;
  const square = memo((x) => (made += 1) && x * x, { most: 2 });
  for (const x of [1, 2, 1, 3]) square(x);
  assert.equal(made, 3);
  square(1);
  assert.equal(made, 3, "1 was used after 2: 2 goes first");
  square(2);
  assert.equal(made, 4);
});

const NUMBER = { type: "number", low: 0, high: 1, default: 0.5 };

test("a state is moved into its range, and what cannot be mended becomes the fallback", () => {
  assert.equal(checked(NUMBER, 7, 0.5), 1);
  assert.equal(checked(NUMBER, "7", 0.5), 0.5);
  assert.equal(checked(NUMBER, Number.NaN, 0.5), 0.5);
  assert.equal(checked({ ...NUMBER, type: "integer", high: 9 }, 2.6, 0), 3);
  const list = { type: "numbers", low: 0, high: 1, shape: [2], whole: false, default: [0, 0] };
  assert.deepEqual(checked(list, [2, null], [0.1, 0.2]), [1, 0.2]);
  assert.deepEqual(checked(list, [1], [0.1, 0.2]), [0.1, 0.2]);
  assert.deepEqual(
    checkedState({ a: NUMBER, b: list }, (name) => (name === "a" ? 0.25 : 5)),
    { a: 0.25, b: [0, 0] },
  );
});

test("a network goes through a model as bytes and comes back the same", () => {
  const kind = { type: "network", default: null };
  const network = parameters(Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9].slice(0, 9)), [2, 2, 1]);
  const given = packed(kind, network);
  const taken = checked(kind, given, null);
  assert.deepEqual(taken, network);
  assert.equal(checked(kind, given, null), taken, "unpacked once");
  assert.equal(checked(kind, null, network), null);
  for (const wrong of [
    5,
    {},
    { sizes: [2, 2, 1], vector: new DataView(new ArrayBuffer(8)) },
    { sizes: [-1, 2], vector: given.vector },
  ])
    assert.equal(checked(kind, wrong, null), null);
});

test("replaced copies the way to one entry", () => {
  const rows = [
    [1, 2],
    [3, 4],
  ];
  assert.deepEqual(replaced(rows, [1, 0], 9), [
    [1, 2],
    [9, 4],
  ]);
  assert.deepEqual(rows, [
    [1, 2],
    [3, 4],
  ]);
});

/** A figure with idle moments that come when they are called for. */
function idler() {
  const asked = new Map();
  const ends = [];
  const window = {
    requestIdleCallback: (run) => asked.set(asked.size + 1, run) && asked.size,
    cancelIdleCallback: (request) => asked.delete(request),
  };
  const idle = () => {
    for (const [request, run] of [...asked]) if (asked.delete(request)) run();
  };
  return { figure: { window, onEnd: (end) => ends.push(end) }, idle, end: () => ends.forEach((end) => end()), asked };
}

test("work beforehand adds up, and new work of a name takes the place of the old", () => {
  const { figure, idle } = idler();
  const done = [];
  whenIdle(figure, [() => done.push("first")]);
  whenIdle(figure, [() => done.push("old")], "near");
  whenIdle(figure, [() => done.push("new")], "near");
  for (let i = 0; i < 5; i++) idle();
  assert.deepEqual(done, ["first", "new"]);
});

test("work beforehand ends with the figure", () => {
  const { figure, idle, end, asked } = idler();
  whenIdle(figure, [() => assert.fail("the figure is gone")]);
  end();
  assert.equal(asked.size, 0);
  idle();
});

// ---------------------------------------------------------------- in a notebook

/** anywidget's model, with Python's side: what is asked for comes when answer() is called. */
function notebookModel(name, bytes) {
  const words = { title: name, try_this: "", alternative: "", video: null };
  const values = { _definition: { about: { ...words, name, data: ["digits"] }, schema: {} }, _data: {}, _asked: [] };
  const listeners = new Set();
  const asked = [];
  return {
    asked,
    get: (key) => values[key],
    set: (key, value) => (values[key] = value),
    save_changes: () => asked.push([...values._asked]),
    on: (event, listener) => event === "change:_data" && listeners.add(listener),
    off: (event, listener) => event === "change:_data" && listeners.delete(listener),
    answer() {
      values._data = Object.fromEntries(values._asked.map((key) => [key, new DataView(bytes.buffer)]));
      for (const listener of listeners) listener();
    },
  };
}

const { parseHTML } = await import("linkedom");

/** Elements of one page, each in a notebook's output. */
function page() {
  const { document } = parseHTML("<body></body>");
  document.defaultView.nnlibNotebookData = undefined; // linkedom keeps what is set for all its windows
  return { window: document.defaultView, el: () => document.body.appendChild(document.createElement("div")) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test("large data is asked for once a window", async () => {
  const { window, el } = page();
  const [first, second] = [notebookModel("a", new Uint8Array([1, 2])), notebookModel("b", new Uint8Array([3]))];
  const figure = live({ compute() {}, draw() {} });
  figure.render({ model: first, el: el() });
  figure.render({ model: second, el: el() });
  assert.deepEqual([first.asked, second.asked], [[["digits"]], []]);
  first.answer();
  assert.deepEqual(await window.nnlibNotebookData.get("digits"), new Uint8Array([1, 2]));
});

test("where the figure that asked goes before the answer comes, another asks", async () => {
  const { window, el } = page();
  const [first, second] = [notebookModel("a", new Uint8Array([1])), notebookModel("b", new Uint8Array([3]))];
  const figure = live({ compute() {}, draw() {} });
  const end = figure.render({ model: first, el: el() });
  figure.render({ model: second, el: el() });
  end();
  await settled();
  assert.deepEqual(second.asked, [["digits"]]);
  second.answer();
  assert.deepEqual(await window.nnlibNotebookData.get("digits"), new Uint8Array([3]));
});

test("where no browser tells when it is idle, work beforehand is done piece by piece, and ends with the figure", () => {
  const timers = new Map();
  const ends = [];
  const window = {
    setTimeout: (run, wait) => wait > 0 && timers.set(timers.size + 1, run) && timers.size,
    clearTimeout: (request) => timers.delete(request),
  };
  const done = [];
  const figure = { window, onEnd: (end) => ends.push(end) };
  whenIdle(figure, [() => done.push("first"), () => done.push("second"), () => done.push("third")]);
  timers.get(1)();
  assert.deepEqual(done, ["first"]);
  timers.get(2)();
  assert.deepEqual(done, ["first", "second"]);
  for (const end of ends) end();
  assert.equal(timers.has(3), false);
});
