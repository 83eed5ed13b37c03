// An endless walk, such as gradient descent: each step is worked out once, when it is first asked for.

/**
 * The first n entries of what the generator `walk` gives, as a function of n.
 * @template T
 * @param {Iterator<T, never>} walk
 * @returns {(n: number) => T[]}
 */
export function sequence(walk) {
  const known = [];
  return (n) => {
    while (known.length < n) known.push(walk.next().value);
    return known.slice(0, n);
  };
}
