import { storyInputs, storyNetwork, storyPass } from "../data/story.js";
import { readout } from "../kit/card.js";
import { slider } from "../kit/controls.js";
import { attr, mark, setText, svg } from "../kit/elements.js";
import { maths, setMaths } from "../kit/formulas.js";
import { pressable } from "../kit/handles.js";
import { drawing } from "../kit/layout.js";
import { clamp, dot, sigmoid } from "../kit/maths.js";
import { bracketed, fixed, signed } from "../kit/numbers.js";
import { picture } from "../kit/pictures.js";

export function compute({ bias, weights, activations, picked }, data) {
  const network = storyNetwork(data);
  const { a, z, gradient } = storyPass(data);
  const [w, sent, b] = [network.weights[2][2], a[2], network.biases[2][2]];
  const new_w = w.map((w_k, k) => w_k + weights * sent[k]);
  const new_a = sent.map((a_k, k) => clamp(a_k + activations * w[k], 0, 1));
  const new_z = dot(new_w, new_a) + b + bias;
  const wish = -gradient.biases[2][2];
  return {
    a: sent,
    w,
    new_a,
    new_w,
    b: b + bias,
    z: [z[2][2], new_z],
    output: [a[3][2], sigmoid(new_z)],
    gains: [
      bias,
      weights * dot(sent, sent),
      dot(
        w,
        new_a.map((a_k, k) => a_k - sent[k]),
      ),
    ],
    wish,
    shares: [wish, -gradient.weights[2][2][picked], wish * w[picked]],
  };
}

export function draw(figure) {
  const narrow = figure.narrow;
  const root = drawing(figure, {
    height: narrow ? 842 : 416,
    label: "Sixteen neurons and their weights into the output 2",
  });
  drawNeurons(
    figure,
    svg(root, "g"),
    narrow
      ? { a: 28, a_width: 60, w: 200, w_width: 46, end: 316 }
      : { a: 32, a_width: 90, w: 250, w_width: 66, end: 374 },
  );
  drawOutput(
    figure,
    svg(root, "g", { transform: narrow ? "translate(6 502)" : "translate(412 22)" }),
    narrow ? 306 : 216,
  );
  for (const [key, label] of [
    ["bias", "$b$ bias"],
    ["weights", "$w$ weights"],
    ["activations", "$a$ activations"],
  ])
    slider(figure, { key, label, step: 0.01, digits: 2 });
  readout(figure, words, { lines: [3, 5] });
}

function words(state, { z, output, gains }) {
  const names = ["bias", "weights", "activations"];
  const each = ["", ` (each ${fixed(state.weights)} a\u2096)`, ` (each ${fixed(state.activations)} w\u2096)`];
  const pulled = gains.flatMap((gain, i) => (state[names[i]] > 0 ? [`${names[i]}${each[i]} ${signed(gain)}`] : []));
  if (pulled.length === 0)
    return `No lever is pulled: z\u2082 = ${fixed(z[0], 3)}, and the output is ${fixed(output[0], 3)}. It should be 1.`;
  const alone = pulled.length > 1 ? ", each alone" : "";
  return `z\u2082 goes from ${fixed(z[0])} to ${fixed(z[1])}: ${pulled.join(", ")}${alone}. The output goes from ${fixed(output[0], 3)} to ${fixed(output[1], 3)}.`;
}

/** Rows to pick: neuron k, its activation a_k, its weight w_2k; thin marks where they began. */
function drawNeurons(figure, group, at) {
  svg(group, "text", { x: 10, y: 16, "text-anchor": "middle", class: "nn-small nn-muted" }, "k");
  maths(group, { x: at.a, y: 16 }, "a_k");
  maths(group, { x: at.w, y: 16, "text-anchor": "middle" }, "w_{2,k}");
  const row = figure.narrow ? 28 : 24;
  const rows = Array.from({ length: 16 }, (_, k) =>
    drawNeuron(figure, svg(group, "g", { transform: `translate(0 ${24 + row * k})` }), k, at, row),
  );
  figure.update((state, result) => rows.forEach((show, k) => show(state, result)));
}

function drawNeuron(figure, group, k, { a: x, a_width, w: zero, w_width, end }, row) {
  const entry = svg(group, "rect", { x: 0.5, width: end, height: row, rx: 4, class: "nn-entry" });
  svg(group, "text", { x: 10, y: 17, "text-anchor": "middle", class: "nn-small" }, String(k));
  svg(group, "rect", { x, y: 6, width: a_width, height: 12, class: "nn-track" });
  const sent = svg(group, "rect", { x, y: 6, height: 12, class: "nn-bar nn-a" });
  svg(group, "path", { d: `M${zero} 2v20`, class: "nn-rule" });
  const weight = svg(group, "rect", { y: 6, height: 12 });
  const marks = [
    svg(group, "path", { d: "M0 2v20", class: "nn-trail" }),
    svg(group, "path", { d: "M0 2v20", class: "nn-trail" }),
  ];
  const values = [
    svg(group, "text", { x: x + a_width + 34, y: 17, "text-anchor": "end" }),
    svg(group, "text", { x: end - 6, y: 17, "text-anchor": "end" }),
  ];
  const W = (w) => zero + (clamp(w, -2.6, 2.6) / 2.6) * w_width;
  pressable(figure, group, {
    target: entry,
    label: (state, { new_a, new_w }) => `neuron ${k}: activation ${fixed(new_a[k])}, weight ${fixed(new_w[k])}`,
    pressed: ({ picked }) => picked === k,
    action: () => figure.set({ picked: k }),
  });
  return ({ picked }, { a, w, new_a, new_w }) => {
    mark(entry, "nn-picked", picked === k);
    attr(sent, { width: a_width * new_a[k] });
    attr(weight, {
      x: Math.min(zero, W(new_w[k])),
      width: Math.abs(W(new_w[k]) - zero),
      class: `nn-bar ${new_w[k] < 0 ? "nn-minus" : "nn-plus"}`,
    });
    attr(marks[0], {
      transform: `translate(${x + a_width * a[k]} 0)`,
      visibility: new_a[k] === a[k] ? "hidden" : "visible",
    });
    attr(marks[1], { transform: `translate(${W(w[k])} 0)`, visibility: new_w[k] === w[k] ? "hidden" : "visible" });
    setText(values[0], fixed(new_a[k]));
    setText(values[1], signed(new_w[k]));
    attr(values[0], { class: "nn-number nn-small" });
    attr(values[1], { class: `nn-number nn-small ${new_w[k] < 0 ? "nn-minus" : "nn-plus"}` });
  };
}

/** The digit, the output 2 before and after, and what each lever of the picked neuron gives. */
function drawOutput(figure, group, width) {
  const view = picture(group, { x: 0, y: 0, size: 72 });
  view.update(storyInputs(figure.data));
  maths(group, { x: 86, y: 18 }, '"output 2:" a_2 = \\sigma(z_2)');
  const value = svg(group, "text", { x: 86, y: 40, class: "nn-number nn-strong" });
  const z = maths(group, { x: 86, y: 62, class: "nn-number" }, "");
  svg(group, "rect", { x: 0, y: 90, width, height: 18, class: "nn-track" });
  const bar = svg(group, "rect", { x: 0, y: 90, height: 18, class: "nn-bar nn-a" });
  const start = svg(group, "path", { d: "M0 85v28", class: "nn-trail" });
  svg(group, "path", { d: `M${width} 83v32`, class: "nn-edge nn-y", "stroke-width": 3 });
  svg(group, "text", { x: width, y: 130, "text-anchor": "end", class: "nn-small nn-y" }, "should be 1");
  drawShares(figure, svg(group, "g", { transform: "translate(0 164)" }), width);
  figure.update((state, { output, z: sums }) => {
    setText(value, `${fixed(output[0], 3)} \u2192 ${fixed(output[1], 3)}`);
    setMaths(z, `z_2 = ${fixed(sums[1], 3)}`);
    attr(bar, { width: width * output[1] });
    attr(start, {
      transform: `translate(${width * output[0]} 0)`,
      visibility: output[1] === output[0] ? "hidden" : "visible",
    });
  });
}

/** A small table: for each lever, how much z_2 rises for each unit of it, and the wish that this gives. */
function drawShares(figure, group, width) {
  const head = svg(group, "text", { x: 0, y: 0, class: "nn-strong" });
  svg(group, "text", { x: width - 92, y: 24, "text-anchor": "end", class: "nn-small nn-muted" }, "gives per unit");
  const wish = maths(group, { x: width, y: 24, "text-anchor": "end", class: "nn-small" }, "");
  const rows = [0, 1, 2].map((i) => {
    const y = 54 + 28 * i;
    return {
      name: maths(group, { x: 0, y }, ""),
      slope: maths(group, { x: width - 92, y, "text-anchor": "end", class: "nn-number" }, ""),
      share: svg(group, "text", { x: width, y, "text-anchor": "end" }),
    };
  });
  svg(group, "path", { d: `M0 32h${width}`, class: "nn-rule" });
  maths(group, { x: 0, y: 142, class: "nn-small nn-muted" }, '"wish = what it gives" \\times " wish of " z_2');
  const sum = svg(group, "text", { x: 0, y: 160, class: "nn-number nn-small nn-muted" });
  figure.update(({ picked: k }, { a, w, wish: of_z, shares }) => {
    setText(head, `Neuron ${k} and the bias`);
    setMaths(wish, '"wish"');
    const [names, slopes] = [
      ["b_2", `w_{2,${k}}`, `a_{${k}}`],
      ["1", `a_{${k}} = ${fixed(a[k], 3)}`, `w = ${fixed(w[k], 3)}`],
    ];
    rows.forEach((row, i) => {
      setMaths(row.name, names[i]);
      setMaths(row.slope, slopes[i]);
      attr(row.share, { class: `nn-number ${shares[i] < 0 ? "nn-minus" : "nn-plus"}` });
      setText(row.share, signed(shares[i], 3));
    });
    setText(sum, `for a: ${bracketed(w[k], 3)} \u00d7 ${fixed(of_z, 3)} = ${signed(shares[2], 3)}`);
  });
}
