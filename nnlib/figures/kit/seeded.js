// Draws that are the same in Python (nnlib/figures/kit/seeded.py), from a seed.

/** A seeded generator of numbers in [0, 1): mulberry32. */
export function random(seed) {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), s | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * 0, ..., n - 1 in a random order (Fisher and Yates), by a function from `random`.
 * @param {number} n
 * @param {() => number} draw
 */
export function shuffled(n, draw) {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** One number from the normal distribution N(0, 1), made of two draws of `random` (Box and Muller). */
export function normal(draw) {
  const [u, v] = [draw(), draw()];
  return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
}
