// The order of the two passes: what each step computes, and from what. A quantity is called "z1" for z^(1), "dz1" for
// dC_0/dz^(1).

/** @typedef {"small" | "digit"} Example */
/** @typedef {"given" | "forward" | "cost" | "da" | "dz" | "dW"} Kind of a step */
/** @typedef {{ kind: Kind, l: number }} Step */
/** @typedef {"now" | "from" | "known" | "unknown"} Role of a quantity in a step: computed by it, used by it, known before, not known yet */

/** The number of layers after the inputs. */
export const L_OF = { small: 2, digit: 3 };

/**
 * The steps of each example; of the real digit there is one more, to its pixels.
 * @type {Record<Example, Step[]>}
 */
export const PLANS = { small: steps(L_OF.small), digit: [...steps(L_OF.digit), { kind: "da", l: 0 }] };

/**
 * @param {number} L
 * @returns {Step[]}
 */
function steps(L) {
  /** @type {Step[]} */
  const plan = [{ kind: "given", l: 0 }];
  for (let l = 1; l <= L; l++) plan.push({ kind: "forward", l });
  plan.push({ kind: "cost", l: L });
  for (let l = L; l > 0; l--) plan.push({ kind: "da", l }, { kind: "dz", l }, { kind: "dW", l });
  return plan;
}

/** @type {(step: Step, L: number) => string[]} */
const computed = ({ kind, l }, L) =>
  ({
    given: ["a0", "y", ...Array.from({ length: L }, (_, i) => `W${i + 1}`)],
    forward: [`z${l}`, `a${l}`],
    cost: ["C"],
    da: [`da${l}`],
    dz: [`dz${l}`],
    dW: [`dW${l}`],
  })[kind];

/** @type {(step: Step, L: number) => string[]} */
const sources = ({ kind, l }, L) =>
  ({
    given: [],
    forward: [`a${l - 1}`, `W${l}`],
    cost: [`a${L}`, "y"],
    da: l === L ? [`a${L}`, "y"] : [`W${l + 1}`, `dz${l + 1}`],
    dz: [`da${l}`, `z${l}`],
    dW: [`dz${l}`, `a${l - 1}`],
  })[kind];

/**
 * The role of each quantity in a step.
 * @param {Example} example
 * @param {number} step
 */
export function rolesIn(example, step) {
  const [plan, L] = [PLANS[example], L_OF[example]];
  /** @type {Record<string, Role>} */
  const roles = {};
  plan.forEach((one, place) => {
    for (const id of computed(one, L)) roles[id] = place < step ? "known" : place === step ? "now" : "unknown";
  });
  for (const id of sources(plan[step], L)) roles[id] = "from";
  return roles;
}

/**
 * The step that computes a quantity.
 * @param {Example} example
 * @param {string} id
 */
export const stepOf = (example, id) => PLANS[example].findIndex((one) => computed(one, L_OF[example]).includes(id));

/** Where an example begins: the cost is known, the way back is next. */
export const START = { small: stepOf("small", "C"), digit: stepOf("digit", "C") };
