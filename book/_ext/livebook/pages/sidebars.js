// Sidebars: on a narrow screen a button moves the sidebar into a dialog, and closing moves it back.
import { toolButton } from "./dom.js";

export function setUpSidebar(name) {
  const button = document.querySelector(`.${name}-toggle`);
  const sidebar = document.getElementById(`pst-${name}-sidebar`);
  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById(`pst-${name}-sidebar-modal`));
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
    dialog.setAttribute("aria-label", button.getAttribute("aria-label") ?? name);
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target === dialog || target.closest("a, .close")) dialog.close();
  });
  dialog.addEventListener("close", () => {
    close.remove();
    move(dialog, sidebar);
  });
}
