// To lay out a whole chapter at once would hold the page up: what is not in sight comes piece by piece while nothing
// else is to be done, and then the formulas for screen readers. A turn is short, so that nobody waits for it to end.
import { all, root } from "./dom.js";

const TURN = 6; // ms

export function bringTheRest() {
  const waiting = all(".chapter section section > :not(section), .katex-mathml");
  const later = window.requestIdleCallback ?? ((next) => setTimeout(next, 0));
  const some = () => {
    const begun = performance.now();
    do {
      const piece = waiting.shift();
      piece?.classList.add("ready");
      piece?.getBoundingClientRect(); // lay it out now, to see how long it takes
    } while (waiting.length && performance.now() - begun < TURN);
    if (waiting.length) later(some);
    else root.dataset.laidOut = ""; // to take data-later away would have the whole chapter styled anew
  };
  later(some);
}
