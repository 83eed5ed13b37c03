// Runs a chapter: JupyterLite in a frame, watched, so that a reader for whom it does not start is told so in words.
// The chapter stands behind the # of the address.

const PATIENCE = 60; // seconds until the words are shown
const chapter = decodeURIComponent(location.hash.slice(1)).replace(/[^\w-]/g, "");
const find = (id) => document.getElementById(id);

if (chapter) {
  find("back").href = `../book/${chapter}.html`;
  find("back").textContent = "Back to the chapter";
  find("notebook").href = `../_sources/book/${chapter}.ipynb`;
}
window.addEventListener("hashchange", () => location.reload());
find("words").hidden = true;
start();

async function start() {
  say("Looking at what this browser can do.");
  const missing = (await refusal()) || (await noSuchChapter());
  if (missing) return fail(missing);
  const frame = document.createElement("iframe");
  frame.title = "The chapter as a running notebook";
  frame.src = `notebooks/index.html?path=${chapter}.ipynb`;
  document.body.append(frame);
  watch(frame, performance.now());
}

// Why this browser cannot run Python, in words, or nothing.
async function refusal() {
  if (location.protocol === "file:") return "It was opened from a file, and a browser does not let pages on a disk start Python.";
  if (typeof WebAssembly !== "object" || typeof Worker !== "function" || typeof BigInt64Array !== "function") {
    return "This browser is too old: it has no WebAssembly, in which Python runs here.";
  }
  if (!(await stores())) return "This browser lets the page keep nothing, as in some private windows, and the running notebook has to be kept somewhere.";
}

async function noSuchChapter() {
  if (!chapter) return "The address names no chapter: please begin from the link on a chapter's page.";
  const answer = await fetch(`files/${chapter}.ipynb`, { method: "HEAD" }).catch(() => null);
  if (!answer?.ok) return "The chapter's notebook could not be fetched.";
}

// Whether the browser's database opens, within five seconds.
function stores() {
  const opened = new Promise((resolve) => {
    try {
      const request = indexedDB.open("livebook");
      request.onsuccess = () => resolve(true);
      request.onerror = () => resolve(false);
    } catch {
      resolve(false);
    }
  });
  return Promise.race([opened, new Promise((resolve) => setTimeout(resolve, 5000, false))]);
}

// Look every half second whether Python has started in the frame.
function watch(frame, began) {
  let shown = false;
  const looking = setInterval(() => {
    const seconds = Math.round((performance.now() - began) / 1000);
    if (running(frame)) {
      clearInterval(looking);
      reveal(frame);
      say("Python is running. Run a cell with Shift+Enter, or all of them from the menu Run. What you change is kept in this browser alone.");
    } else if (seconds < PATIENCE || shown) {
      say(`Python is starting in your browser. The first time it fetches about 30 MB. ${seconds} s`);
    } else {
      shown = true;
      find("wait").hidden = false;
      find("wait").onclick = () => reveal(frame);
      frame.className = "behind";
      fail(`Python has not started within ${PATIENCE} seconds. The line may be slow or closed to it, or this browser may not allow it.`);
    }
  }, 500);
}

function reveal(frame) {
  find("words").hidden = true;
  frame.className = "";
}

// Whether the notebook in the frame has a kernel that answers.
function running(frame) {
  try {
    const kernels = [...frame.contentWindow.jupyterapp.serviceManager.kernels.running()];
    const state = frame.contentDocument.querySelector(".jp-Notebook-ExecutionIndicator")?.dataset.status;
    return kernels.length > 0 && ["idle", "busy"].includes(state);
  } catch {
    return false; // the frame's page is not there yet
  }
}

function say(words) {
  if (find("status").textContent !== words) find("status").textContent = words;
}

function fail(reason) {
  say("");
  find("reason").textContent = reason;
  find("words").hidden = false;
}
