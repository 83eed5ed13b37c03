// One memory for all figures: what was worked out once is not worked out again.

const MOST = 64; // results that one function keeps, of those whose arguments are not all objects

/**
 * The function `make`, with its results remembered by its arguments. An object argument is known by its identity, and
 * its results go when it goes; numbers, words, and lists of them are known by their value. `most` results are kept for
 * the same objects; the oldest goes first.
 */
export function memo(make, { most = MOST } = {}) {
  const root = new Branch();
  return (...given) => {
    let branch = root;
    const values = [];
    for (const one of given) {
      if (isValue(one)) values.push(one);
      else branch = branch.to(one);
    }
    const key = JSON.stringify(values);
    if (branch.results.has(key)) return branch.results.get(key);
    const result = make(...given);
    if (branch.results.size >= most) branch.results.delete(branch.results.keys().next().value);
    branch.results.set(key, result);
    return result;
  };
}

class Branch {
  results = new Map();
  #branches = new WeakMap();

  to(object) {
    if (!this.#branches.has(object)) this.#branches.set(object, new Branch());
    return this.#branches.get(object);
  }
}

/** A number, a word, a switch, or a plain list of them. Typed arrays are objects: they are long. */
const isValue = (one) => (Array.isArray(one) ? one.every(isValue) : one === null || typeof one !== "object");
