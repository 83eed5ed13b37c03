// One pointer at a time: the one that went down first, until it goes up or is lost. Other fingers and the palm are ignored.

/** @typedef {{ figure: object, id: number, type: string, end: () => void }} Held */

/** @type {WeakMap<Document, Set<Held>>} */
const down = new WeakMap(); // of each document: the pointers that are followed in it

/**
 * Follow the pointer that goes down on `element`: begin(event), move(event), then end(). hover(event): a pointer that
 * passes over it while none is followed.
 * @param {import("./figure.js").Figure<any, any>} figure
 * @param {HTMLElement | SVGElement} element
 * @param {{
 *   begin: (event: PointerEvent) => void, move: (event: PointerEvent) => void,
 *   end?: () => void, hover?: (event: PointerEvent) => void,
 * }} actions
 */
export function follow(figure, element, { begin, move, end = () => {}, hover = () => {} }) {
  const followed = pointersOf(element);
  /** @type {Held | null} */
  let mine = null;
  const over = () => {
    if (mine && followed.delete(mine)) end();
    mine = null;
    element.ownerDocument.removeEventListener("touchmove", keepPage);
  };
  // A second finger beside the element would have the browser enlarge the page, and take the first one away for that.
  const keepPage = (event) => {
    if (event.cancelable && !element.contains(event.target)) event.preventDefault();
  };
  figure.listen(element, "pointerdown", (event) => {
    if (event.button !== 0 || taken(followed, figure, event)) return;
    for (const held of followed) if (yields(held, event)) held.end();
    element.setPointerCapture(event.pointerId);
    mine = { figure, id: event.pointerId, type: event.pointerType, end: over };
    followed.add(mine);
    element.ownerDocument.addEventListener("touchmove", keepPage, { passive: false });
    element.focus({ preventScroll: true });
    event.preventDefault();
    begin(event);
  });
  figure.listen(element, "pointermove", (event) => {
    if (mine?.id === event.pointerId && event.buttons === 0) over(); // it went up where no page heard of it
    if (mine?.id === event.pointerId) move(event);
    else if (!taken(followed, figure, event)) hover(event);
  });
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"])
    figure.listen(element, name, (event) => mine?.id === event.pointerId && over());
  figure.onEnd(over);
}

/**
 * Whether a pointer holds something of the figure.
 * @param {import("./figure.js").Figure<any, any>} figure
 */
export const holds = (figure) => [...pointersOf(figure.el)].some((held) => held.figure === figure);

function pointersOf(element) {
  const page = element.ownerDocument;
  if (!down.has(page)) down.set(page, new Set());
  return /** @type {Set<Held>} */ (down.get(page));
}

/** A pointer gives way to itself, going down anew, and a palm to the pen. */
const yields = (held, { pointerId, pointerType }) =>
  held.id === pointerId || (pointerType === "pen" && held.type === "touch");

/** Another one holds this figure, or a pen is down anywhere on the page. */
const taken = (followed, figure, event) =>
  [...followed].some((held) => !yields(held, event) && (held.type === "pen" || held.figure === figure));
