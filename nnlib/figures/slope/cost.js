// A cost of one number, with three valleys.

export const STARTS = [-3.6, -2.7, -1.8, -0.9, 0, 0.9, 1.8, 2.7, 3.6]; // of the nine balls
const HUMPS = [-1.6112682172974067, 1.8448745119641508]; // the two w between the valleys where C'(w) = 0

/** C(w) = w^2 (w^2 - 9)^2 / 100 + w/4 + 3/2. */
export function C(w) {
  const q = w * (w * w - 9);
  return (q * q) / 100 + w / 4 + 1.5;
}

/** C'(w). */
export const C_prime = (w) => (3 * w * (w * w - 9) * (w * w - 3)) / 50 + 0.25;

/** The place of w's valley from the left: 0, 1 or 2. */
export const valleyOf = (w) => HUMPS.filter((hump) => hump < w).length;

/** Whether a slope is as good as none. */
export const level = (slope) => Math.abs(slope) < 0.005;
