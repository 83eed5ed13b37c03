// Numbers for ids and names that must not meet on a page, however many figures of however many modules stand on it.

const COUNTER = Symbol.for("nnlib figures");

/** The next number: 1, 2, ... */
export function count() {
  globalThis[COUNTER] = (globalThis[COUNTER] ?? 0) + 1;
  return globalThis[COUNTER];
}
