// Nudges and misses in words.
import { fixed, signed } from "../kit/numbers.js";

/**
 * How many digits after the point a nudge needs.
 * @param {number} nudge
 */
export const places = (nudge) => (Math.abs(nudge * 100 - Math.round(nudge * 100)) < 1e-9 ? 2 : 3);

/**
 * A nudge with its sign and as many digits as it needs.
 * @param {number} nudge
 */
export const amount = (nudge) => (nudge === 0 ? "0" : signed(nudge, places(nudge)));

/**
 * How far off a prediction is.
 * @param {number} miss
 * @param {number} predicted
 */
export function percent(miss, predicted) {
  const share = Math.abs(miss / predicted) * 100;
  return `${fixed(share, share < 9.95 ? 1 : 0)}\u00a0%`;
}
