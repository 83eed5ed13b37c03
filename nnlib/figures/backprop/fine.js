// Numbers of every size, as they are written.
import { fixed } from "../kit/numbers.js";

const RAISED = {
  "-": "\u207b",
  0: "\u2070",
  1: "\u00b9",
  2: "\u00b2",
  3: "\u00b3",
  4: "\u2074",
  5: "\u2075",
  6: "\u2076",
  7: "\u2077",
  8: "\u2078",
  9: "\u2079",
};

/**
 * Four decimals, or three digits times a power of ten where those would say little.
 * @param {number} x
 */
export function fine(x) {
  if (Math.abs(x) >= 0.01 || x === 0) return fixed(x, 4);
  const [mantissa, power] = x.toExponential(2).split("e");
  return `${fixed(Number(mantissa), 2)}\u00b710${Array.from(power, (letter) => RAISED[letter] ?? "").join("")}`;
}
