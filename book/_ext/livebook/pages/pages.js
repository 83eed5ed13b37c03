// What every page of the book does for itself: colours, sidebars on narrow screens, the place in the page,
// copying code, and keyboard scrolling of what is wider than the page. Deferred: the document is there.
(() => {
  const root = document.documentElement;
  const all = (selector) => [...document.querySelectorAll(selector)];

  function say(button, words) {
    button.title = words;
    button.setAttribute("aria-label", words);
  }

  function toolButton(name, words) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `page-tool ${name}`;
    button.append(Object.assign(document.createElement("span"), { className: `icon icon-${name}` }));
    say(button, words);
    return button;
  }

  // Colours: as the system, light, dark, and round again.
  const MODES = { auto: "as the system", light: "light", dark: "dark" };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const modeButton = document.querySelector('[data-action="colour-mode"]');

  function showMode(mode) {
    root.dataset.mode = mode;
    root.dataset.theme = mode === "auto" ? (system.matches ? "dark" : "light") : mode;
    if (modeButton) say(modeButton, `Colours: ${MODES[mode]}`);
  }

  function nextMode() {
    const names = Object.keys(MODES);
    const mode = names[(names.indexOf(root.dataset.mode) + 1) % names.length];
    showMode(mode);
    try {
      localStorage.setItem("mode", mode);
    } catch {
      // Storage is refused in some private windows: the choice lasts for this page.
    }
  }

  // Sidebars: on a narrow screen a button moves the sidebar into a dialog, and closing moves it back.
  function setUpSidebar(name) {
    const button = document.querySelector(`.${name}-toggle`);
    const sidebar = document.getElementById(`pst-${name}-sidebar`);
    const dialog = document.getElementById(`pst-${name}-sidebar-modal`);
    if (!button || !sidebar || !dialog) return;

    const move = (from, to) => {
      to.append(...from.childNodes);
      to.className = from.className;
      from.className = "";
    };
    const close = toolButton("close", "Close");
    button.addEventListener("click", () => {
      move(sidebar, dialog);
      dialog.prepend(close);
      dialog.setAttribute("aria-label", button.getAttribute("aria-label"));
      dialog.showModal();
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("a, .close")) dialog.close();
    });
    dialog.addEventListener("close", () => {
      close.remove();
      move(dialog, sidebar);
    });
  }

  // The contents of the page mark the section being read.
  function followSections() {
    const links = new Map(all(".page-toc a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const inSight = new Set();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) inSight[isIntersecting ? "add" : "delete"](target.id);
        const current = [...links.keys()].findLast((id) => inSight.has(id));
        if (!current) return;
        for (const [id, link] of links) {
          link.classList.toggle("active", id === current);
          link.toggleAttribute("aria-current", id === current);
        }
      },
      { rootMargin: "0px 0px -70% 0px" },
    );
    for (const id of links.keys()) {
      const section = document.getElementById(id);
      if (section) observer.observe(section);
    }
  }

  // Code: a button copies a cell as it is written.
  function addCopyButtons() {
    if (!navigator.clipboard) return; // no clipboard on pages from an insecure address
    for (const code of all(".cell_input pre")) {
      const button = toolButton("copy", "Copy this code");
      const answer = (words) => {
        say(button, words);
        button.classList.toggle("done", words === "Copied");
      };
      button.addEventListener("click", () =>
        navigator.clipboard.writeText(code.textContent.trimEnd()).then(
          () => answer("Copied"),
          () => answer("Not copied: the browser refused"),
        ),
      );
      button.addEventListener("blur", () => answer("Copy this code"));
      code.parentElement.append(button);
    }
  }

  // What is wider than the page scrolls with the arrow keys too, and is a Tab stop only while it has to scroll.
  function watchWideContent() {
    const update = ({ target }) => {
      if (target.scrollWidth > target.clientWidth + 1) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    };
    const observer = new ResizeObserver((entries) => entries.forEach(update));
    all("pre, .katex-display, .output.text_html, .pst-scrollable-table-container, .table-wrapper").forEach((wide) =>
      observer.observe(wide),
    );
    // A formula grows inside its box when its font arrives: no observer of sizes sees that.
    const formulas = () =>
      all(".katex-display")
        .filter(laidOut)
        .forEach((target) => update({ target }));
    document.fonts.ready.then(formulas);
    document.fonts.addEventListener("loadingdone", formulas);
    addEventListener("load", formulas);
  }

  const TURN = 6; // ms

  // To lay out a whole chapter at once would hold the page up: what is not in sight comes piece by piece while nothing
  // else is to be done, and then the formulas for screen readers. A turn is short, so that nobody waits for it to end.
  function bringTheRest() {
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

  const laidOut = (element) => element.checkVisibility?.({ contentVisibilityAuto: true }) ?? true;

  // Formulas: what is copied is their LaTeX, not the two renderings that stand in the page.
  function copyFormulas(event) {
    const selection = getSelection();
    if (selection.isCollapsed || !event.clipboardData) return;
    const copied = selection.getRangeAt(0).cloneContents();
    const formulas = copied.querySelectorAll(".katex");
    if (!formulas.length) return;
    for (const formula of formulas) {
      const latex = formula.querySelector("annotation")?.textContent.trim() ?? formula.textContent;
      formula.replaceWith(formula.closest(".katex-display") ? `\n$$${latex}$$\n` : `$${latex}$`);
    }
    event.clipboardData.setData("text/plain", copied.textContent);
    event.preventDefault();
  }

  // Symbols say what they mean: under the pointer, and by keyboard from the button at the top of the page. The button
  // leads into the formulas and the arrow keys from symbol to symbol, so that no symbol is a Tab stop of its own.
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

  function meaning(element) {
    const name = [...element.classList].find((word) => /^(sym|nn)-/.test(word))?.replace(/^(sym|nn)-/, "");
    return Object.hasOwn(MEANINGS, name) ? MEANINGS[name] : null;
  }

  function explainSymbols() {
    const box = Object.assign(document.createElement("div"), { className: "meaning", hidden: true });
    box.setAttribute("role", "status");
    document.body.append(box);
    const button = document.querySelector('[data-action="symbols"]');
    let leaving = 0;
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
      const at = symbol.getBoundingClientRect();
      const above = at.top - box.offsetHeight;
      box.style.left = `${Math.max(4, Math.min(at.left, root.clientWidth - box.offsetWidth - 4))}px`;
      box.style.top = `${above > 0 ? above : at.bottom}px`;
    };
    const leave = ({ pointerType }) => {
      if (pointerType === "mouse") leaving = setTimeout(hide, 150); // time to move into the box
    };
    const go = (symbol) => {
      symbol.tabIndex = -1;
      symbol.focus({ preventScroll: true });
      symbol.scrollIntoView({ block: "nearest", inline: "nearest" });
      show(symbol, meaning(symbol));
    };

    document.addEventListener("pointerover", ({ target }) => {
      const words = target.matches?.(SYMBOL) && meaning(target);
      if (words) show(target, words);
    });
    document.addEventListener("pointerout", (event) => event.target.matches?.(SYMBOL) && leave(event));
    box.addEventListener("pointerenter", () => clearTimeout(leaving));
    box.addEventListener("pointerleave", leave);
    document.addEventListener("pointerdown", (event) => event.target.matches?.(".sym, .meaning") || hide());
    document.addEventListener(
      "scroll",
      () => {
        if (box.hidden) return;
        if (shown.matches(":hover, :focus")) place(shown);
        else hide();
      },
      { passive: true, capture: true },
    );
    document.addEventListener("focusout", ({ target }) => target.matches(".sym") && hide());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hide();
      if (!event.target.matches?.(".sym")) return;
      const symbols = all(".sym");
      const here = symbols.indexOf(event.target);
      const next = {
        ArrowRight: here + 1,
        ArrowDown: here + 1,
        ArrowLeft: here - 1,
        ArrowUp: here - 1,
        Home: 0,
        End: symbols.length - 1,
      }[event.key];
      if (event.key === "Escape") button.focus();
      else if (next === undefined) return;
      else if (symbols[next]) go(symbols[next]);
      event.preventDefault();
    });
    button?.addEventListener("click", () => {
      const symbols = all(".sym");
      go(symbols.find((symbol) => symbol.getBoundingClientRect().top > 60) ?? symbols[0]);
    });
  }

  // On paper a figure that was never in sight has its still picture, which waits in its noscript.
  function showStills() {
    for (const still of all("[data-figure]:not([data-live]) > noscript")) {
      still.insertAdjacentHTML("afterend", still.textContent);
      still.remove();
    }
  }

  function prepareForPaper() {
    root.dataset.theme = "light";
    delete root.dataset.later;
    showStills();
  }

  showMode(root.dataset.mode || "auto");
  addEventListener("beforeprint", prepareForPaper);
  addEventListener("afterprint", () => showMode(root.dataset.mode));
  system.addEventListener("change", () => showMode(root.dataset.mode));
  modeButton?.addEventListener("click", nextMode);
  document.querySelector('[data-action="print"]')?.addEventListener("click", () => print());
  setUpSidebar("primary");
  setUpSidebar("secondary");
  followSections();
  document.addEventListener("copy", copyFormulas);
  explainSymbols();
  addCopyButtons();
  bringTheRest();
  watchWideContent();
})();
