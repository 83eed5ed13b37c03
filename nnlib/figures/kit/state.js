// A figure's state: what each trait may hold, as its Python class says (nnlib/figures/kit/traits.py).
import { clamp } from "./maths.js";
import { memo } from "./memo.js";
import { count, parameters } from "./network.js";

const LONGEST = 20000; // entries of a list

/**
 * The value a trait may hold: what is given, moved into its range; what cannot be mended becomes the fallback.
 * @param {import("./types.js").Kind} kind
 * @param {any} value
 * @param {any} fallback
 */
export function checked(kind, value, fallback) {
  if (kind.type === "switch") return typeof value === "boolean" ? value : fallback;
  if (kind.type === "choice") return kind.values?.includes(value) ? value : fallback;
  if (kind.type === "text") return typeof value === "string" ? value.slice(0, kind.longest) : fallback;
  if (kind.type === "numbers") return checkedList(kind, kind.shape ?? [], value, fallback);
  if (kind.type === "network") return given(value) ? unpacked(value) : fallback;
  if (typeof value !== "number" || !Number.isFinite(value)) return fallback;
  return clamp(kind.type === "integer" ? Math.round(value) : value, kind.low, kind.high);
}

/** @param {(number | null)[]} shape */
function checkedList(kind, shape, value, fallback) {
  const [length, ...inner] = shape;
  if (!Array.isArray(value) || (length !== null && value.length !== length) || value.length > LONGEST) return fallback;
  if (inner.length === 0) {
    /** @type {import("./types.js").Kind} */
    const item = { default: 0, type: kind.whole ? "integer" : "number", low: kind.low, high: kind.high };
    return value.map((entry, i) => checked(item, entry, fallback[i] ?? clamp(0, kind.low, kind.high)));
  }
  return value.map((row, i) => checkedList(kind, inner, row, fallback[i] ?? fallback[0] ?? []));
}

const MOST_LAYERS = 10;

/** A network as a model holds it: { sizes, vector } with the bytes of doubles, or with the doubles; or none. */
function given(value) {
  if (value === null) return true;
  const { sizes, vector } = value ?? {};
  const sound =
    Array.isArray(sizes) &&
    sizes.length > 1 &&
    sizes.length <= MOST_LAYERS &&
    sizes.every((n) => Number.isInteger(n) && n > 0);
  return sound && ArrayBuffer.isView(vector) && vector.byteLength === 8 * count(sizes);
}

const networkOf = memo((packed) => {
  const { sizes, vector } = packed;
  const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
  return parameters(new Float64Array(bytes.slice().buffer), sizes);
});

const unpacked = (value) => (value?.weights ? value : value && networkOf(value));

/**
 * What a model holds of a checked value: networks go through the wire as bytes.
 * @param {import("./types.js").Kind} kind
 * @param {any} value
 */
export function packed(kind, value) {
  if (kind.type !== "network" || value === null) return value;
  return { sizes: [...value.sizes], vector: new DataView(value.vector.slice().buffer) };
}

/**
 * The whole state that read(name) gives, checked.
 * @param {import("./types.js").Schema} schema
 * @param {(name: string) => any} read
 */
export function checkedState(schema, read) {
  /** @type {Record<string, any>} */
  const state = {};
  for (const [name, kind] of Object.entries(schema)) state[name] = checked(kind, read(name), kind.default);
  return state;
}

/**
 * The place `index` ([i] or [i, j]) of a list replaced, in a copy.
 * @param {any[]} list
 * @param {number[]} index
 * @param {any} value
 * @returns {any[]}
 */
export function replaced(list, [i, ...rest], value) {
  return list.map((entry, k) => (k !== i ? entry : rest.length ? replaced(entry, rest, value) : value));
}
