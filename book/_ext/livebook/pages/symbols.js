// Symbols and the words of the glossary say what they mean: under the pointer, at a tap, and by keyboard. A word is a
// link, which the Tab key reaches; symbols are reached from the button at the top of the page. The button
// leads into the formulas and the arrow keys from symbol to symbol, so that no symbol is a Tab stop of its own.
import { all, root } from "./dom.js";

const MEANINGS = {
  w: "w, W: weights, one for each connection",
  b: "b: biases, one for each neuron",
  a: "a: activations, from 0 to 1",
  z: "z: weighted sums plus biases",
  y: "y: wanted outputs",
  C: "C: cost, how far the outputs are from the wanted ones",
  sigma: "\u03c3: the sigmoid function, from any number to one between 0 and 1",
  eta: "\u03b7: the learning rate, how far a step goes",
  nabla: "\u2207: gradient, the derivatives with respect to all parameters",
  partial: "\u2202: a derivative, how fast one number changes with another",
  delta: "\u0394: a small change",
  l: "l: a layer; the input is layer 0",
  L: "L: the last layer",
  j: "j: the neuron that receives",
  k: "k: the neuron, or the pixel, that sends",
  i: "i: an example",
  n: "n: how many; with an index, the neurons of that layer",
  m: "m: how many examples go through the network together",
  N: "N: how many examples the cost is averaged over",
};
const SYMBOL = ".sym, .nn-figure tspan, .nn-maths > *";

const isA = (event, selector) => Boolean(event.target.matches?.(selector));

/** The symbol or the word of the glossary that an event is at. */
const explained = ({ target }) => target.closest?.(".term") ?? (target.matches?.(SYMBOL) ? target : null);

function meaning(element) {
  if (element.dataset.meaning) return element.dataset.meaning;
  const name = [...element.classList].find((word) => /^(sym|nn)-/.test(word))?.replace(/^(sym|nn)-/, "");
  return Object.hasOwn(MEANINGS, name) ? MEANINGS[name] : null;
}

/** What an explanation must not cover: the whole formula of a symbol, or the word itself. */
const wholeOf = (explained) => explained.closest(".katex, .nn-maths, text") ?? explained;

/** The first and the last px of what is explained, with all that its formula stacks. */
function heightOf(explained) {
  const whole = wholeOf(explained);
  const boxes = [whole, ...whole.querySelectorAll(".base")].map((part) => part.getBoundingClientRect());
  return { top: Math.min(...boxes.map(({ top }) => top)), bottom: Math.max(...boxes.map(({ bottom }) => bottom)) };
}

export function explainSymbols() {
  document.querySelector(".meaning")?.remove(); // of a page saved from a browser
  const box = Object.assign(document.createElement("div"), { className: "meaning", hidden: true });
  box.setAttribute("role", "status");
  document.body.append(box);
  /** @type {HTMLElement | null} */
  const button = document.querySelector('[data-action="symbols"]');
  /** @type {number | undefined} */
  let leaving;
  /** @type {HTMLElement | null} */
  let shown = null;

  const hide = () => (box.hidden = true);
  const show = (symbol, words) => {
    clearTimeout(leaving);
    box.hidden = false;
    if (box.textContent !== words) box.textContent = words;
    shown = symbol;
    place(symbol);
  };
  const place = (symbol) => {
    const { left } = symbol.getBoundingClientRect();
    const { top, bottom } = heightOf(symbol);
    const above = top - box.offsetHeight;
    box.style.left = `${Math.max(4, Math.min(left, root.clientWidth - box.offsetWidth - 4))}px`;
    box.style.top = `${above > 0 ? above : Math.min(bottom, window.innerHeight - box.offsetHeight)}px`;
  };
  const leave = ({ pointerType, relatedTarget }) => {
    if (shown && relatedTarget && wholeOf(shown).contains(relatedTarget)) return; // on its way to the box
    if (pointerType === "mouse") leaving = window.setTimeout(hide, 150); // time to move into the box
  };
  const go = (symbol) => {
    symbol.tabIndex = -1;
    symbol.focus({ preventScroll: true });
    symbol.scrollIntoView({ block: "nearest", inline: "nearest" });
    show(symbol, meaning(symbol));
  };

  const look = (event) => {
    const target = explained(event);
    const words = target && meaning(target);
    if (words) show(target, words);
  };
  document.addEventListener("pointerover", look);
  document.addEventListener("focusin", (event) => explained(event)?.matches(".term") && look(event));
  document.addEventListener("pointerout", (event) => shown && wholeOf(shown).contains(event.target) && leave(event));
  box.addEventListener("pointerenter", () => clearTimeout(leaving));
  box.addEventListener("pointerleave", leave);
  document.addEventListener("pointerdown", (event) => isA(event, ".sym, .term, .term *, .meaning") || hide());
  tapped(look);
  document.addEventListener(
    "scroll",
    () => {
      if (box.hidden) return;
      if (shown?.matches(":hover, :focus")) place(shown);
      else hide();
    },
    { passive: true, capture: true },
  );
  document.addEventListener("focusout", (event) => isA(event, ".sym, .term") && hide());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    if (!isA(event, ".sym")) return;
    const symbols = all(".sym");
    const here = symbols.indexOf(/** @type {HTMLElement} */ (event.target));
    const next = {
      ArrowRight: here + 1,
      ArrowDown: here + 1,
      ArrowLeft: here - 1,
      ArrowUp: here - 1,
      Home: 0,
      End: symbols.length - 1,
    }[event.key];
    if (event.key === "Escape") button?.focus();
    else if (next === undefined) return;
    else if (symbols[next]) go(symbols[next]);
    event.preventDefault();
  });
  button?.addEventListener("click", () => {
    const symbols = all(".sym");
    go(symbols.find((symbol) => symbol.getBoundingClientRect().top > 60) ?? symbols[0]);
  });
}

/** A finger has no pointer to show what is under it: its first tap on a word explains, its second follows the link. */
function tapped(look) {
  let finger = false;
  /** @type {Element | null} */
  let last = null;
  document.addEventListener("pointerdown", (event) => {
    finger = event.pointerType === "touch"; // not every engine tells it of a click
  });
  document.addEventListener("click", (event) => {
    const word = /** @type {Element} */ (event.target).closest?.(".term") ?? null;
    if (word && finger && word !== last) {
      event.preventDefault();
      look(event);
    }
    last = word;
  });
}
