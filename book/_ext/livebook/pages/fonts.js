// Fonts that the browser refuses come once more, as a script: in a frame without an origin of its own (as some courses show
// pages), a font is taken from a server only where that server allows it to all.

/** @type {HTMLMetaElement | null} */
const file = document.querySelector('meta[name="fonts"]');
let asked = false;

/** @param {[string, FontFaceDescriptors, string][]} fonts family, style and weight, base64 */
async function take(fonts) {
  for (const [family, look, base64] of fonts) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    document.fonts.add(await new FontFace(family, bytes, look).load());
  }
}

function ask() {
  if (asked || !file || ![...document.fonts].some(({ status }) => status === "error")) return;
  asked = true;
  /** @type {any} */ (globalThis).bookFonts = take;
  document.head.append(Object.assign(document.createElement("script"), { src: file.content }));
}

export function replaceLostFonts() {
  document.fonts.ready.then(ask);
  document.fonts.addEventListener("loadingerror", ask);
}
