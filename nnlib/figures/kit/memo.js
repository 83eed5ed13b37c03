// One memory for all figures: what was worked out once is not worked out again.

const MOST = 64; // results that one function keeps, of those whose arguments are not all objects

/**
 * The function `make`, with its results remembered by its arguments. An object argument is known by its identity, and
 * its results go when it goes; numbers, words, and lists of them are known by their value. `most` results are kept for
 * the same objects; what was not used for longest goes first.
 * @template {any[]} A
 * @template R
 * @param {(...given: A) => R} make
 * @param {{ most?: number }} [options]
 * @returns {(...given: A) => R}
 */
export function memo(make, { most = MOST } = {}) {
  const root = new Branch();
  return (...given) => {
    let branch = root;
    const places = given.map((one) => {
      if (isValue(one)) return known(one);
      branch = branch.to(one);
      return OBJECT;
    });
    const key = JSON.stringify(places);
    const { results } = branch;
    const result = results.has(key) ? results.get(key) : make(...given);
    results.delete(key); // so that it comes back as the latest
    results.set(key, result);
    if (results.size > most) results.delete(results.keys().next().value);
    return result;
  };
}

const OBJECT = {}; // where an object stands: no value is written like it

/** A value as JSON tells it apart from others. */
const known = (value) =>
  value === undefined || (typeof value === "number" && !Number.isFinite(value)) ? { value: String(value) } : value;

class Branch {
  results = new Map();
  #branches = new WeakMap();

  to(object) {
    if (!this.#branches.has(object)) this.#branches.set(object, new Branch());
    return this.#branches.get(object);
  }
}

/** A number, a word, a switch, nothing, or a plain list of them. Typed arrays are objects: they are long. */
function isValue(one) {
  if (Array.isArray(one)) return one.every(isValue);
  return one === null || (typeof one !== "object" && typeof one !== "function");
}
