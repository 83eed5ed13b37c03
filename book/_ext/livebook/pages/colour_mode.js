// The colours are chosen before anything is drawn, so that a dark page never flashes light.

export function startInColour() {
  const { dataset } = document.documentElement;
  let mode = "auto";
  try {
    mode = localStorage.getItem("mode") || mode;
  } catch {
    // Storage is refused in some private windows: the system's colours are used.
  }
  const dark = mode === "dark" || (mode === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  dataset.mode = mode;
  dataset.theme = dark ? "dark" : "light";

  // What is not in sight and the formulas' form for screen readers may come after the rest (waiting.js); they come anyway.
  dataset.later = "";
  setTimeout(() => "laidOut" in dataset || delete dataset.later, 8000);
}
