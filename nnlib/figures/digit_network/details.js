// What is not the layers waits while the picture is drawn or moved, so that these answer at once; it follows soon after.

const REST = 150; // ms without a change of the picture after which the details follow

/**
 * @typedef {object} Details
 * @property {(time?: number) => void} wait let them wait, so many ms from now
 * @property {import("./index.js").ThisFigure["update"]} update as figure.update, for what waits
 */

/**
 * @param {import("./index.js").ThisFigure} figure
 * @returns {Details}
 */
export function detailsOf(figure) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  figure.onEnd(() => clearTimeout(resting));
  return {
    wait(time = REST) {
      clearTimeout(resting);
      resting = setTimeout(() => {
        resting = undefined;
        figure.redraw();
      }, time);
    },
    update: (draw) =>
      figure.update((state, result) => {
        if (resting === undefined) draw(state, result);
      }),
  };
}
