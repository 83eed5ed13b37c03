// Runs in the page's head, before anything is drawn, so that a dark page never flashes light.
{
  let mode = "auto";
  try {
    mode = localStorage.getItem("mode") || mode;
  } catch {
    // Storage is refused in some private windows: the system's colours are used.
  }
  const dark = mode === "dark" || (mode === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.mode = mode;
  document.documentElement.dataset.theme = dark ? "dark" : "light";

  // What is not in sight and the formulas' form for screen readers may come after the rest (waiting.js); they come anyway.
  const { dataset } = document.documentElement;
  dataset.later = "";
  setTimeout(() => "laidOut" in dataset || delete dataset.later, 8000);
}
