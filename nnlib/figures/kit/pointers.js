// One pointer at a time: the one that went down first, until it goes up or is lost. Other fingers and the palm are ignored.

/** @type {WeakMap<Document, Set<Grip>>} */
const down = new WeakMap(); // of each document: the grips that pointers have in it

/** The hold of the pointer that went down on an element, until it ends. */
class Grip {
  #element;
  #others;

  constructor(figure, element) {
    this.figure = figure;
    this.#element = element;
    this.#others = gripsOf(element);
    this.id = 0;
    this.type = "";
  }

  /** Whether this pointer holds it. */
  by(pointerId) {
    return this.#others.has(this) && this.id === pointerId;
  }

  take({ pointerId, pointerType }) {
    this.#element.setPointerCapture(pointerId);
    for (const held of this.#others) if (yields(held, { pointerId, pointerType })) held.end();
    [this.id, this.type] = [pointerId, pointerType];
    this.#others.add(this);
    this.#element.ownerDocument.addEventListener("touchmove", this.#keepPage, { passive: false });
  }

  end() {
    this.#others.delete(this);
    this.#element.ownerDocument.removeEventListener("touchmove", this.#keepPage);
  }

  // A second finger beside the element would have the browser enlarge the page, and take the first one away for that.
  #keepPage = (event) => {
    if (event.cancelable && !this.#element.contains(event.target)) event.preventDefault();
  };

  /** Whether another one holds this figure, or a pen is down anywhere on the page. */
  refused(event) {
    return [...this.#others].some(
      (held) => !yields(held, event) && (held.type === "pen" || held.figure === this.figure),
    );
  }
}

/** A pointer gives way to itself, going down anew, and a palm to the pen. */
const yields = (held, { pointerId, pointerType }) =>
  held.id === pointerId || (pointerType === "pen" && held.type === "touch");

function gripsOf({ ownerDocument }) {
  if (!down.has(ownerDocument)) down.set(ownerDocument, new Set());
  return /** @type {Set<Grip>} */ (down.get(ownerDocument));
}

/**
 * Follow the pointer that goes down on `element`: begin(event), then move(event). hover(event): a pointer that passes
 * over it while none is followed.
 * @param {import("./figure.js").Figure<any, any>} figure
 * @param {HTMLElement | SVGElement} element
 * @param {{
 *   begin: (event: PointerEvent) => void, move: (event: PointerEvent) => void, hover?: (event: PointerEvent) => void,
 * }} actions
 */
export function follow(figure, element, { begin, move, hover = () => {} }) {
  const grip = new Grip(figure, element);
  figure.listen(element, "pointerdown", (event) => {
    if (event.button !== 0 || grip.refused(event)) return;
    grip.take(event);
    element.focus({ preventScroll: true });
    event.preventDefault();
    begin(event);
  });
  figure.listen(element, "pointermove", (event) => {
    if (grip.by(event.pointerId) && event.buttons === 0) grip.end(); // it went up where no page heard of it
    if (grip.by(event.pointerId)) move(event);
    else if (!grip.refused(event)) hover(event);
  });
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"])
    figure.listen(element, name, (event) => grip.by(event.pointerId) && grip.end());
  figure.onEnd(() => grip.end());
}

/**
 * Whether a pointer holds something of the figure.
 * @param {import("./figure.js").Figure<any, any>} figure
 */
export const holds = (figure) => [...gripsOf(figure.el)].some((held) => held.figure === figure);
