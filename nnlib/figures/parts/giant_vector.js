// The giant column vector of 784-16-16-10: which parameter stands where, and what it is called.

export const LAYERS = [
  { l: 1, n_in: 784, n_out: 16 },
  { l: 2, n_in: 16, n_out: 16 },
  { l: 3, n_in: 16, n_out: 10 },
];

/** Which parameter stands at a place of the vector: { l, j, k }, k = null for a bias. */
export function parameterAt(index) {
  let rest = index;
  for (const { l, n_in, n_out } of LAYERS) {
    if (rest < n_in * n_out) return { l, j: Math.floor(rest / n_in), k: rest % n_in };
    rest -= n_in * n_out;
    if (rest < n_out) return { l, j: rest, k: null };
    rest -= n_out;
  }
  return null;
}

/** The place of a parameter in the vector. */
export function placeOf({ l, j, k }) {
  const before = LAYERS.slice(0, l - 1).reduce((sum, { n_in, n_out }) => sum + (n_in + 1) * n_out, 0);
  const { n_in, n_out } = LAYERS[l - 1];
  return before + (k === null ? n_in * n_out + j : j * n_in + k);
}

/** Its symbol, for maths(), and its name in words. */
export const symbol = ({ l, j, k }) => (k === null ? `b^{(${l})}_{${j}}` : `w^{(${l})}_{${j},${k}}`);
export const spoken = ({ l, j, k }) =>
  k === null
    ? `bias of neuron ${j} of layer ${l}`
    : `weight from neuron ${k} of layer ${l - 1} to neuron ${j} of layer ${l}`;
