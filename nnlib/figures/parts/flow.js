// Values flow through a drawn network: its connections appear from the input to the output.
import { attr, svg } from "../kit/elements.js";
import { count } from "../kit/ids.js";
import { animate } from "../kit/motion.js";

const DURATION = 300; // ms

/**
 * Let `group` appear along the network once, when the drawing first comes into view; answers the function that lets it
 * appear again. At once with reduced motion.
 * @param {import("../kit/figure.js").Figure<any, any>} figure
 * @param {Element} root the drawing
 * @param {Element} group
 * @param {{ width: number, height: number, down: boolean }} size of the drawing, and whether the network stands in it
 * from above downwards, not from left to right
 */
export function flowing(figure, root, group, { width, height, down }) {
  const id = `nn-flow-${count()}`;
  const front = svg(svg(root, "clipPath", { id }), "rect", { x: 0, y: 0, width, height });
  const flow = () =>
    animate(
      figure,
      (t) => {
        attr(front, down ? { height: height * t } : { width: width * t });
        attr(group, { "clip-path": t < 1 ? `url(#${id})` : null });
      },
      DURATION,
    );
  onceInView(figure, root, flow);
  return flow;
}

function onceInView(figure, element, act) {
  const { window } = figure;
  if (!window?.IntersectionObserver) return;
  const observer = new window.IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      act();
    },
    { threshold: 0.5 },
  );
  observer.observe(element);
  figure.onEnd(() => observer.disconnect());
}
