// The path of gradient descent, as far as it stays in reach (path.py).

const FAR = 1000; // farther from 0 than this in any coordinate: it has diverged, and only the path before is kept

/**
 * p_{t+1} = p_t - learning_rate * gradient(p_t), points as lists; path[0] is the start.
 * @param {(point: number[]) => number[]} gradient
 * @param {number[]} start
 * @param {number} learning_rate
 * @param {number} steps
 */
export function pathWithinReach(gradient, start, learning_rate, steps) {
  const path = [start];
  for (let t = 0; t < steps; t++) {
    const slope = gradient(path[t]);
    const next = path[t].map((p, i) => p - learning_rate * slope[i]);
    if (!next.every((p) => Math.abs(p) <= FAR)) return { path, diverged: true };
    path.push(next);
  }
  return { path, diverged: false };
}
