// The numbers of the tree, and the way from one of them to the cost.
import { chainSymbol } from "../parts/chain_network.js";
import { symbolName } from "../parts/symbols.js";

/** @typedef {import("./index.js").State} State */
/** @typedef {import("./index.js").Result} Result */

export const SPINE = ["a0", "z1", "a1", "z2", "a2", "z3", "a3", "C_0"]; // a row each; beside them what else goes into the next, or into the same
export const BESIDE = ["w1", "b1", "w2", "b2", "w3", "b3", "y"];

/** What the number at the side goes into. */
export const targetOf = (name) => SPINE[BESIDE.indexOf(name) + (name[0] === "b" ? 0 : 1)];

/**
 * The first layer that a nudge of the leaf reaches: 4, beyond the last one, for the target.
 * @param {string} leaf
 */
export const firstLayer = (leaf) => (leaf === "y" ? 4 : Number(leaf[1]) + (leaf[0] === "a" ? 1 : 0));

/**
 * The names from the leaf down to the cost.
 * @param {string} leaf
 */
export const wayOf = (leaf) => [leaf, ...SPINE.slice(2 * firstLayer(leaf) - 1)];

/**
 * The place on the way of the edge between two numbers, or -1.
 * @param {string} leaf
 * @param {string} from
 * @param {string} to
 */
export function placeOnWay(leaf, from, to) {
  const way = wayOf(leaf);
  const place = way.indexOf(from);
  return way[place + 1] === to ? place : -1;
}

/**
 * The value of a number before and after the nudge.
 * @type {(name: string, state: State, result: Result) => number[]}
 */
export function valuesOf(name, state, result) {
  if (name === "C_0") return [result.C, result.C_after];
  const [letter, l] = [name[0], Number(name.slice(1))];
  if (letter === "a") return [result.a[l], result.a_after[l]];
  if (letter === "z") return [result.z[l - 1], result.z_after[l - 1]];
  const before = letter === "y" ? state.y : state[letter][l - 1];
  return [before, before + (state.leaf === name ? state.nudge : 0)];
}

/**
 * The nudge at the end of an edge divided by that at its start; none if that is 0.
 * @param {Result} result
 * @param {number} i
 */
export const ratioOf = ({ before, after }, i) =>
  after[i] === before[i] ? NaN : (after[i + 1] - before[i + 1]) / (after[i] - before[i]);

/** A ratio's name: what is nudged above, by what below. */
export const ratioName = (from, to) => `${symbolName(chainSymbol(to))}/${symbolName(chainSymbol(from))}`;

const WORDS = { w: "weight w of layer", b: "bias b of layer", a: "activation a of layer" };

/** @param {string} leaf */
export const spoken = (leaf) => (leaf === "y" ? "target y" : `${WORDS[leaf[0]]} ${leaf[1]}`);
