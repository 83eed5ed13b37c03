// The contents of the page mark the section being read.
import { all } from "./dom.js";

export function followSections() {
  const links = new Map(
    all(".page-toc a").map((/** @type {any} */ link) => [decodeURIComponent(link.hash.slice(1)), link]),
  );
  const inSight = new Set();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) inSight[isIntersecting ? "add" : "delete"](target.id);
      const current = [...links.keys()].findLast((id) => inSight.has(id));
      if (!current) return;
      for (const [id, link] of links) {
        link.classList.toggle("active", id === current);
        if (id === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "0px 0px -70% 0px" },
  );
  for (const id of links.keys()) {
    const section = document.getElementById(id);
    if (section) observer.observe(section);
  }
}
