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
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) inSight[isIntersecting ? "add" : "delete"](target.id);
      const current = [...links.keys()].findLast((id) => inSight.has(id));
      if (!current) return;
      for (const [id, link] of links) {
        link.classList.toggle("active", id === current);
        link.toggleAttribute("aria-current", id === current);
      }
    }, { rootMargin: "0px 0px -70% 0px" });
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
      button.addEventListener("click", () => navigator.clipboard.writeText(code.textContent.trimEnd()).then(
        () => answer("Copied"),
        () => answer("Not copied: the browser refused"),
      ));
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
    all("pre, .katex-display, .output.text_html, .pst-scrollable-table-container, .table-wrapper").forEach((wide) => observer.observe(wide));
    // A formula grows inside its box when its font arrives: no observer of sizes sees that.
    const formulas = () => all(".katex-display").forEach((target) => update({ target }));
    document.fonts.ready.then(formulas);
    document.fonts.addEventListener("loadingdone", formulas);
    addEventListener("load", formulas);
  }

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

  // The letters of the notation say what they mean under the pointer.
  const MEANINGS = {
    w: "w, W: weights, one for each connection",
    b: "b: biases, one for each neuron",
    a: "a: activations, from 0 to 1",
    z: "z: weighted sums plus biases",
    y: "y: wanted outputs",
    C: "C: cost, how far the outputs are from the wanted ones",
    sigma: "\u03c3: the sigmoid function, from any number to one between 0 and 1",
    eta: "\u03b7: the learning rate, how far a step goes",
  };
  function explainSymbol({ target }) {
    const name = target.classList?.contains("sym") && [...target.classList].find((word) => word.startsWith("sym-"));
    if (name) target.title ||= MEANINGS[name.slice(4)];
  }

  showMode(root.dataset.mode || "auto");
  addEventListener("beforeprint", () => (root.dataset.theme = "light"));
  addEventListener("afterprint", () => showMode(root.dataset.mode));
  system.addEventListener("change", () => showMode(root.dataset.mode));
  modeButton?.addEventListener("click", nextMode);
  document.querySelector('[data-action="print"]')?.addEventListener("click", () => print());
  setUpSidebar("primary");
  setUpSidebar("secondary");
  followSections();
  document.addEventListener("copy", copyFormulas);
  document.addEventListener("pointerover", explainSymbol);
  addCopyButtons();
  watchWideContent();
})();
