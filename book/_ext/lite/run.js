// Runs a chapter: JupyterLite in a frame, watched, so that a reader for whom it does not start is told so in words.
// The chapter stands behind the # of the address. One thing is said at a time: what goes on, in the line at the top, or
// why the chapter does not run, with the other ways, below it.

const PATIENCE = 60; // seconds until the words are shown
const TOLD =
  "Python is running. Run a cell with Shift+Enter, or all of them from the menu Run. What you change is kept in this browser alone.";
// What Python's start waits for. Fetched at once, beside JupyterLite, it is there when Python asks for it.
const CORE = ["pyodide.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide.asm.js", "pyodide-lock.json"];
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
  say("Checking what this browser can do.");
  const reason = (await refusal()) || (await missing());
  if (reason) return fail(reason);
  const frame = document.createElement("iframe");
  frame.title = "The chapter as a running notebook";
  frame.src = `notebooks/index.html?path=${chapter}.ipynb`;
  document.body.append(frame);
  const stop = watch(frame, performance.now());
  fetchPython().catch((error) => {
    stop();
    frame.remove();
    fail(error.message, "Try again", () => location.reload());
  });
}

// Why this browser cannot run Python, in words, or nothing.
async function refusal() {
  if (location.protocol === "file:")
    return "It was opened from a file, and a browser does not let pages on a disk start Python.";
  if (typeof WebAssembly !== "object" || typeof Worker !== "function" || typeof BigInt64Array !== "function") {
    return "This browser is too old: it has no WebAssembly, in which Python runs here.";
  }
  if (!(await stores()))
    return "This browser lets the page keep nothing, as in some private windows, and the running notebook has to be kept somewhere.";
}

// What the site does not give, in words, or nothing.
async function missing() {
  if (!chapter) return "The address names no chapter: please begin from the link on a chapter's page.";
  const [notebook, page] = await Promise.all([`files/${chapter}.ipynb`, "notebooks/index.html"].map(given));
  if (!notebook) return "The chapter's notebook could not be fetched.";
  if (!page) return "The page of the running notebook could not be fetched.";
}

async function given(address) {
  const answer = await fetch(address, { method: "HEAD" }).catch(() => null);
  return answer?.ok;
}

// Fetch what Python's start waits for; rejects, in words, when one of the files is not given.
async function fetchPython() {
  let host = location.host;
  try {
    const settings = await (await fetch("jupyter-lite.json")).json();
    const { pyodideUrl } =
      settings["jupyter-config-data"].litePluginSettings["@jupyterlite/pyodide-kernel-extension:kernel"];
    const folder = new URL(pyodideUrl, location.href);
    host = folder.host;
    await Promise.all(CORE.map((name) => fetchWhole(new URL(name, folder))));
  } catch {
    throw new Error(
      `Python itself could not be fetched from ${host}. The line may be down, or closed to that address.`,
    );
  }
}

async function fetchWhole(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  await answer.arrayBuffer(); // a file that is not read to its end is not kept for Python
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

// Look every half second whether Python has started in the frame; return a function that ends it.
function watch(frame, began) {
  let patient = true;
  const looking = setInterval(() => {
    const seconds = Math.round((performance.now() - began) / 1000);
    if (running(frame)) {
      clearInterval(looking);
      reveal(frame, TOLD);
    } else if (patient && seconds >= PATIENCE) {
      patient = false;
      frame.className = "behind";
      tell(
        "Python is still starting",
        `It has taken ${PATIENCE} seconds so far, and goes on: on a slow line or machine the first start takes minutes.`,
        "Go on waiting",
        () => reveal(frame, ""),
      );
    } else if (find("words").hidden) {
      say(`Python is starting in your browser. The first time it fetches about 30 MB. ${seconds} s`);
    }
  }, 500);
  return () => clearInterval(looking);
}

function reveal(frame, words) {
  find("words").hidden = true;
  frame.className = "";
  say(words);
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

// Say why the chapter does not run, and offer what else can be done here.
function fail(reason, label = "", press = null) {
  tell("This chapter cannot run here", reason, label, press);
}

function tell(heading, reason, label, press) {
  say("");
  find("heading").textContent = heading;
  find("reason").textContent = reason;
  find("more").hidden = !press;
  find("more").textContent = label;
  find("more").onclick = press;
  find("words").hidden = false;
}
