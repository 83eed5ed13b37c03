import { storyNetwork, storyPass } from "../data/story.js";
import { readout } from "../kit/card.js";
import { button } from "../kit/controls.js";
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { pressable } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { one_hot, sigmoid_prime } from "../kit/maths.js";
import { bracketed, fixed, signed } from "../kit/numbers.js";

/** W^T d, an entry for each column of W. */
const summed = (W, d) => Array.from(W[0], (_, k) => W.reduce((sum, row, j) => sum + row[k] * d[j], 0));

export function compute({ on, picked, far }, data) {
  const { weights } = storyNetwork(data);
  const { z, dC_dz } = storyPass(data);
  const wishes = Array.from(dC_dz[2], (d) => -d);
  const heard = wishes.map((wish, j) => wish * on[j]);
  const sums = summed(weights[2], heard);
  const passed = sums.map((wish, k) => wish * sigmoid_prime(z[1][k]));
  return {
    wishes,
    weights: weights[2].map((row) => row[picked]),
    terms: weights[2].map((row, j) => row[picked] * heard[j]),
    sums,
    passed,
    far_terms: weights[1].map((row, j) => row[far] * passed[j]),
    far_sums: summed(weights[1], passed),
  };
}

export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, {
    height: narrow ? 624 : 478,
    label: "Ten outputs, sixteen sums of their wishes, and one layer further back",
  });
  drawTable(figure, svg(root, "g"), narrow ? { x: 3, step: 31.4 } : { x: 92, step: 54.2 });
  const box = { x: narrow ? 1 : 92, step: narrow ? 39.7 : 33.9, height: narrow ? 66 : 104, across: narrow ? 8 : 16 };
  drawBars(figure, svg(root, "g"), {
    ...box,
    y: narrow ? 216 : 194,
    scale: 0.7,
    key: "picked",
    values: ({ sums }) => sums,
    title: "-\\partial C_0/\\partial a_k^{(2)}",
    name: "second-to-last layer, neuron",
  });
  const further = svg(root, "g");
  drawBars(figure, further, {
    ...box,
    y: narrow ? 434 : 348,
    scale: 1.4,
    key: "far",
    values: ({ far_sums }) => far_sums,
    title: "-\\partial C_0/\\partial a_k^{(1)}",
    name: "one layer back, neuron",
  });
  figure.update(({ back }) => attr(further, { visibility: back ? "visible" : "hidden" }));
  const waiting = drawWaiting(svg(root, "g"), { ...box, y: narrow ? 434 : 348 });
  figure.update(({ back }) => attr(waiting, { visibility: back ? "hidden" : "visible" }));
  const hint = svg(
    root,
    "text",
    { x: narrow ? 160 : 360, y: narrow ? 424 : 380, "text-anchor": "middle", class: "nn-muted nn-small" },
    narrow
      ? "One layer back: pass the wishes on"
      : "\u201cOne layer back\u201d passes these wishes on to the layer before",
  );
  figure.update(({ back }) => attr(hint, { visibility: back ? "hidden" : "visible" }));
  button(figure, "All", () => figure.set({ on: one_hot(0).map(() => 1) }), { describe: "listen to all outputs" });
  button(figure, "Only the 2", () => figure.set({ on: one_hot(2) }), { describe: "listen only to output 2" });
  const go = button(figure, "One layer back", () => figure.set({ back: !figure.state.back }));
  figure.update(({ back }) => attr(go, { "aria-pressed": String(back) }));
  readout(figure, words, { lines: [3, 6] });
}

function words({ on, picked, back, far }, { weights, wishes, sums, far_terms, far_sums, passed }) {
  if (back) {
    const k = far_terms.reduce((best, term, i) => (Math.abs(term) > Math.abs(far_terms[best]) ? i : best), 0);
    return `One layer back, neuron ${far} hears sixteen wishes that add up to ${signed(far_sums[far], 3)}. The loudest comes from neuron ${k}: ${fixed(far_terms[k] / passed[k] || 0, 3)} \u00d7 ${bracketed(passed[k], 3)} = ${signed(far_terms[k], 3)}, where ${fixed(passed[k], 3)} is ${bracketed(sums[k], 3)} \u00d7 \u03c3\u2032\u2060(z).`;
  }
  const heard = on
    .flatMap((tick, j) => (tick ? [j] : []))
    .sort((i, j) => Math.abs(weights[j] * wishes[j]) - Math.abs(weights[i] * wishes[i]));
  if (heard.length === 0) return "No output speaks: nobody wishes for anything.";
  const products = heard.slice(0, 3).map((j) => `${fixed(weights[j], 3)} \u00d7 ${bracketed(wishes[j], 3)}`);
  return `Neuron ${picked} of the second-to-last layer: ${products.join(" + ")}${heard.length > 3 ? " + \u2026" : ""} = ${signed(sums[picked], 3)}.`;
}

const short = (figure, x) => {
  const places = figure.narrow ? 2 : 3;
  const text = Math.abs(x) < 0.5 / 10 ** places ? fixed(0, places) : signed(x, places);
  if (!figure.narrow) return text;
  return Math.abs(x) < 1 ? text.replace("0.", ".") : signed(x, 1);
};

/** A column for each output: a switch with its wish, then its weight from the picked neuron, then their product. */
function drawTable(figure, group, { x, step }) {
  const narrow = figure.narrow;
  const top = narrow ? 22 : 0;
  const side = narrow ? { x: 2, "text-anchor": "start", class: "nn-small" } : { x: x - 8, "text-anchor": "end" };
  if (narrow) maths(group, { ...side, y: 12 }, '"rows: wish" -\\partial C_0/\\partial z_j", weight, product"');
  else
    [
      [20, '"output" j'],
      [42, '"its wish"'],
      [112, '"product"'],
    ].forEach(([y, text]) => maths(group, { ...side, y }, text));
  const weight_name = narrow ? null : maths(group, { ...side, y: 82 }, "");
  const columns = one_hot(0).map((_, j) =>
    drawColumn(figure, svg(group, "g", { transform: `translate(${x + step * j} ${top})` }), j, step),
  );
  svg(group, "path", { d: `M${x} ${top + 124}h${10 * step}`, class: "nn-rule" });
  const sum = maths(group, { x: x + 10 * step, y: top + 148, "text-anchor": "end", class: "nn-number nn-strong" }, "");
  figure.update((state, result) => {
    if (weight_name) setMaths(weight_name, `"\u00d7" w_{j,${state.picked}}^{(3)}`);
    setMaths(sum, `"sum for neuron ${state.picked}: ${signed(result.sums[state.picked], 3)}"`);
    columns.forEach((show) => show(state, result));
  });
}

function drawColumn(figure, group, j, step) {
  const toggle = svg(group, "g");
  const entry = svg(toggle, "rect", { x: 1, y: 1, width: step - 2, height: 50, rx: 4, class: "nn-entry" });
  const middle = step / 2;
  svg(toggle, "text", { x: middle, y: 20, "text-anchor": "middle", class: "nn-strong" }, String(j));
  const [wish, weight, term] = [42, 82, 112].map((y) =>
    svg(y === 42 ? toggle : group, "text", { x: middle, y, "text-anchor": "middle" }),
  );
  pressable(figure, toggle, {
    target: entry,
    label: (state, { wishes }) => `output ${j}, wish ${signed(wishes[j], 3)}`,
    pressed: ({ on }) => on[j] === 1,
    action: () => figure.set({ on: figure.state.on.map((tick, i) => (i === j ? 1 - tick : tick)) }),
  });
  const write = (text, value) => {
    attr(text, {
      class: `nn-number nn-small ${Math.abs(value) < 0.0005 ? "nn-muted" : value < 0 ? "nn-minus" : "nn-plus"}`,
    });
    setText(text, short(figure, value));
  };
  return ({ on }, { wishes, weights, terms }) => {
    mark(entry, "nn-picked", on[j] === 1);
    attr(group, { opacity: on[j] ? 1 : 0.45 });
    write(wish, wishes[j]);
    write(weight, weights[j]);
    write(term, terms[j]);
  };
}

/** The places of the sixteen bars while nothing has been passed on to them. */
function drawWaiting(group, { x, y, step, height, across }) {
  for (let k = 0; k < 16; k++) {
    const [left, down] = [x + step * (k % across), Math.floor(k / across) * (height + 26)];
    svg(group, "path", { d: `M${left} ${y + height / 2 + down}h${step}`, class: "nn-rule nn-dashed" });
    svg(
      group,
      "text",
      { x: left + step / 2, y: y + height + 15 + down, "text-anchor": "middle", class: "nn-small nn-muted" },
      String(k),
    );
  }
  return group;
}

/** Sixteen bars up or down from a middle line, each to pick; on a small screen in two rows of eight. */
function drawBars(figure, group, { x, y, step, height, across, scale, key, values, title, name }) {
  const narrow = figure.narrow;
  const zero = y + height / 2;
  maths(group, narrow ? { x: 2, y: y - 8 } : { x: 84, y: zero - 4, "text-anchor": "end", class: "nn-small" }, title);
  if (narrow)
    svg(
      group,
      "text",
      { x: 318, y: y - 8, "text-anchor": "end", class: "nn-small nn-muted" },
      key === "picked" ? "second-to-last layer" : "one layer back",
    );
  else
    svg(
      group,
      "text",
      { x: 84, y: zero + 16, "text-anchor": "end", class: "nn-small nn-muted" },
      key === "picked" ? "layer 2" : "layer 1",
    );
  for (let row = 0; row < 16 / across; row++)
    svg(group, "path", { d: `M${x} ${zero + row * (height + 26)}h${across * step}`, class: "nn-rule" });
  const bars = Array.from({ length: 16 }, (_, k) => {
    const one = svg(group, "g", {
      transform: `translate(${x + step * (k % across)} ${Math.floor(k / across) * (height + 26)})`,
    });
    const entry = svg(one, "rect", { x: 0.5, y, width: step - 1, height: height + 20, rx: 4, class: "nn-entry" });
    const bar = svg(one, "rect", { x: step * 0.22, width: step * 0.56 });
    svg(one, "text", { x: step / 2, y: y + height + 15, "text-anchor": "middle", class: "nn-small" }, String(k));
    const value = svg(one, "text", { x: step / 2, "text-anchor": "middle" });
    pressable(figure, one, {
      target: entry,
      label: (state, result) => `${name} ${k}: ${signed(values(result)[k], 3)}`,
      pressed: (state) => state[key] === k,
      action: () => figure.set({ [key]: k }),
    });
    return { entry, bar, value };
  });
  figure.update((state, result) =>
    bars.forEach(({ entry, bar, value }, k) => {
      const wish = values(result)[k];
      const size = Math.min(1, Math.abs(wish) / scale) * (height / 2 - 15);
      const tone = Math.abs(wish) < 0.005 ? "nn-muted" : wish < 0 ? "nn-minus" : "nn-plus";
      mark(entry, "nn-picked", state[key] === k);
      attr(bar, { y: wish < 0 ? zero : zero - size, height: size, class: `nn-bar ${tone}` });
      attr(value, { y: wish < 0 ? zero + size + 13 : zero - size - 4, class: `nn-number nn-small ${tone}` });
      setText(
        value,
        Math.abs(wish) < 0.005 ? "0" : Math.abs(wish) < 0.995 ? signed(wish, 2).replace("0.", ".") : signed(wish, 1),
      );
    }),
  );
}
