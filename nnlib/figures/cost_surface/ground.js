// The terrains of the planes: the cost at the corners of squares, which takes a while, so that it is worked out
// beforehand where it can be, and roughly where something is being moved.
import { memo } from "../kit/memo.js";
import { coarser, growing, terrain } from "../parts/terrain.js";
import { sliceFor } from "./plane.js";
import { costAt } from "./slice.js";

/** @typedef {import("./index.js").State} State */
/** @typedef {import("./slice.js").Slice} Slice */
/** @typedef {import("../parts/terrain.js").Terrain} Terrain */

const [FEW, MANY] = [8, 24]; // squares along each side of the map
const SEEN = 16; // and of the finished surface
const PAUSE = 120; // ms without a change before the map is finished

/**
 * What the surface shows of a terrain.
 * @type {(land: Terrain) => Terrain}
 */
export const meshOf = memo((land) => (land.n > SEEN ? coarser(land, SEEN) : land));

/** @type {(slice: Slice, reach: number) => (s: number, t: number) => number} */
const costOver = (slice, reach) => (s, t) => costAt(slice, s * reach, t * reach).cost;

/** The finished terrain of a plane, or as much of it as there is. */
const growingOver = memo((/** @type {Slice} */ slice, /** @type {number} */ reach) =>
  growing(costOver(slice, reach), 1, MANY),
);

/**
 * The work for another state, in pieces: its plane, its terrain row by row, its pictures.
 * @param {State} state
 * @param {import("../kit/types.js").Data} data
 * @param {(land: Terrain) => void} prepare
 */
export function lookAhead(state, data, prepare) {
  const slice = () => sliceFor(state, data);
  const whole = () => growingOver(slice(), state.reach);
  return [slice, ...Array.from({ length: MANY + 1 }, () => () => whole().step()), () => prepare(whole().finished())];
}

/**
 * A function that gives the terrain of a state: while something changes on few squares, so that it keeps up, and soon
 * after on many.
 * @param {import("./index.js").ThisFigure} figure
 * @returns {(state: State) => Terrain}
 */
export function groundUnder(figure) {
  /** @type {Terrain | undefined} */
  let land;
  /** @type {Slice | undefined} */
  let slice;
  let [reach, timer] = [0, 0];
  const { window } = figure;
  figure.onEnd(() => window?.clearTimeout(timer));
  return (state) => {
    const wanted = sliceFor(state, figure.data);
    if (land && wanted === slice && state.reach === reach) return land;
    [slice, reach] = [wanted, state.reach];
    window?.clearTimeout(timer);
    const whole = growingOver(slice, reach);
    if (!land || whole.land || !window) {
      land = whole.finished();
      return land;
    }
    land = terrain(costOver(slice, reach), 1, FEW);
    timer = window.setTimeout(() => {
      land = whole.finished();
      figure.redraw();
    }, PAUSE);
    return land;
  };
}
