// Bundles the figures with esbuild.
//
//   node tools/bundle.mjs                            each figure for notebooks: nnlib/figures/built/NAME.js and NAME.css
//   node tools/bundle.mjs --watch                    again at every change of a source
//   node tools/bundle.mjs --page FILE OUT.js OUT.css one classic script of a page's figures, and their style;
//                                                    FILE holds {"figures": {"NAME": {"about": ..., "schema": ...}},
//                                                    "files": {"DATA": the file of that shared data}}
//
// --figures FOLDER takes the figures from another folder. A style NAME.css goes where the module NAME.js beside it goes.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { build, formatMessages } from "esbuild";

const ENGINES = ["safari16.4", "chrome120", "edge120", "firefox121"]; // the oldest that the book names
const NO_FIGURES = /^(kit|data|parts|built|[_.].*)$/;

class Mistake extends Error {
  constructor(messages) {
    super(messages.map(({ text }) => text).join("\n"));
    this.messages = messages;
  }
}

/** The names of the folders of figures; each must hold an index.js. */
function figureNames(figures) {
  const folders = readdirSync(figures, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = folders.map(({ name }) => name).filter((name) => !NO_FIGURES.test(name));
  const has = (name, file) => existsSync(join(figures, name, file));
  const lacking = names.filter((name) => has(name, "__init__.py") && !has(name, "index.js"));
  if (lacking.length) throw new Mistake(lacking.map((name) => ({ text: noIndex(join(figures, name)) })));
  return names.filter((name) => has(name, "index.js")).sort();
}

const noIndex = (folder) =>
  `${shown(folder)} has a Python figure and no index.js: write ${shown(join(folder, "index.js"))} with "export function compute" and "export function draw"`;

const shown = (path) => relative(process.cwd(), path).replaceAll("\\", "/");

/** The module of one figure for anywidget. */
const liveEntry = (name) => `import { live } from "./kit/live.js";
import { compute, draw } from "./${name}/index.js";
export { compute };
export default live({ compute, draw });`;

/** The script of the figures of a page, from {name: {about, schema}} and the names of the files of their data. */
function pageEntry({ figures, files }) {
  const names = Object.keys(figures);
  const imports = names.map(
    (name, i) => `import { compute as compute${i}, draw as draw${i} } from "./${name}/index.js";`,
  );
  const each = names.map((name, i) => {
    const { about, schema } = figures[name];
    return `${JSON.stringify(name)}: { about: ${JSON.stringify(about)}, schema: ${JSON.stringify(schema)}, compute: compute${i}, draw: draw${i} }`;
  });
  const shown = `host({ ${each.join(", ")} }, ${JSON.stringify(files)});`;
  return ['import { host } from "./kit/page.js";', ...imports, shown].join("\n");
}

/** Modules that exist only here: the sources of the entries, by name. */
const entries = (figures, sources, loader = "js") => ({
  name: "entries",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^entry:/ }, ({ path }) => ({ path: path.slice("entry:".length), namespace: "entry" }));
    onLoad({ filter: /.*/, namespace: "entry" }, ({ path }) => ({
      contents: sources[path],
      resolveDir: figures,
      loader,
    }));
  },
});

/** Bundles `sources`, {name: source}; returns {file name: content}. Whatever esbuild warns of is a mistake. */
async function bundled(figures, sources, format) {
  const modules = entries(figures, sources);
  await check(figures, Object.keys(sources), modules);
  const { files, metafile } = await built(figures, Object.keys(sources), modules, { format });
  const styles = Object.fromEntries(Object.keys(sources).map((name) => [name, styleEntry(name, metafile)]));
  const sheets = await built(figures, Object.keys(styles), entries(figures, styles, "css"), {});
  return { ...files, ...sheets.files };
}

/** Throws what is wrong with the modules. Not minified: esbuild would drop a wrong import, unseen, where its name is not used. */
async function check(figures, names, modules) {
  const { metafile } = await built(figures, names, modules, { minify: false });
  const mistakes = circles(metafile.inputs);
  if (mistakes.length) throw new Mistake(mistakes);
}

/**
 * Runs esbuild on the entries `names`; returns {files: {file name: content}, metafile}.
 * @returns {Promise<{ files: Record<string, string>, metafile: import("esbuild").Metafile }>}
 */
async function built(figures, names, entries, more) {
  /** @type {import("esbuild").BuildOptions & { metafile: true, write: false }} */
  const options = {
    ...{ absWorkingDir: process.cwd(), outdir: figures, plugins: [entries], target: ENGINES, charset: "utf8" },
    ...{ bundle: true, minify: true, write: false, metafile: true, logLevel: "silent", ...more },
    entryPoints: names.map((name) => ({ in: `entry:${name}`, out: name })),
  };
  const { outputFiles, warnings, metafile } = await build(options).catch(({ errors, message }) => {
    throw new Mistake(errors ? errors.map(explained) : [{ text: message }]);
  });
  if (warnings.length) throw new Mistake(warnings);
  return { files: Object.fromEntries(outputFiles.map(({ path, text }) => [basename(path), text])), metafile };
}

/** The style of one bundle: the sheet beside each module of which something is left in it, in the order of the imports. */
function styleEntry(name, { inputs, outputs }) {
  const made = Object.keys(outputs).find((file) => basename(file) === `${name}.js`) ?? "";
  const left = outputs[made].inputs;
  const order = new Set();
  const visit = (file) => {
    for (const { path } of inputs[file].imports) if (!order.has(path)) visit(path);
    order.add(file);
  };
  visit(`entry:${name}`);
  const modules = [...order].filter((file) => file.endsWith(".js") && left[file]?.bytesInOutput);
  const sheets = modules.map((file) => file.replace(/\.js$/, ".css"));
  const imports = sheets
    .filter((sheet) => existsSync(sheet))
    .map((sheet) => `@import "${resolve(sheet).replaceAll("\\", "/")}";`);
  return imports.join("\n");
}

/** esbuild's message; where a figure lacks one of its two functions, in words of how to cure it. */
function explained(message) {
  const [, file, name] = message.text.match(/^No matching export in "(.*)" for import "(compute|draw)"$/) ?? [];
  if (!file || !message.location?.file.startsWith("entry:")) return message;
  return { text: `${file} has no "${name}": write "export function ${name}" in it` };
}

/** A message for each circle of imports between `inputs` (esbuild's metafile), at the import that closes it. */
function circles(inputs) {
  const found = [];
  const done = new Set();
  const visit = (file, trail) => {
    if (done.has(file)) return;
    for (const { path, original } of inputs[file]?.imports ?? []) {
      const begin = [...trail, file].indexOf(path);
      if (begin < 0) visit(path, [...trail, file]);
      else found.push(circle([...trail, file].slice(begin), original));
    }
    done.add(file);
  };
  for (const file of Object.keys(inputs)) visit(file, []);
  return found;
}

function circle(files, original) {
  const file = files.at(-1);
  const lines = readFileSync(file, "utf8").split("\n");
  const line = lines.findIndex((text) => text.includes(`"${original}"`));
  const lineText = lines[line];
  return {
    text: `These modules import each other in a circle: ${[...files, files[0]].join(" -> ")}. Move what they share into a module of its own`,
    location: { file, line: line + 1, column: lineText.indexOf(original) - 1, length: original.length + 2, lineText },
  };
}

/** Writes every figure's bundle, and removes those of figures that are gone. */
async function writeFigures(figures) {
  const began = performance.now();
  const folder = join(figures, "built");
  const names = figureNames(figures);
  const files = await bundled(figures, Object.fromEntries(names.map((name) => [name, liveEntry(name)])), "esm");
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) if (!(file in files)) rmSync(join(folder, file), { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    writeFileSync(join(folder, `${file}.new`), content);
    renameSync(join(folder, `${file}.new`), join(folder, file)); // whoever reads it meanwhile reads all of the old one
  }
  console.log(`${names.length} figures bundled in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

/** @param {string[]} paths of the figures' definitions, and of the script and the style to write */
async function writePage(figures, paths) {
  const [file, script, style] = paths;
  const page = JSON.parse(readFileSync(file, "utf8"));
  const files = await bundled(figures, { page: pageEntry(page) }, "iife");
  for (const [path, content] of [
    [script, files["page.js"]],
    [style, files["page.css"]],
  ]) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** Writes the bundles now and at every change; a mistake is told and ends nothing. */
async function watchFigures(figures) {
  let waiting;
  const again = () => writeFigures(figures).catch(tell);
  watch(figures, { recursive: true }, (_, file) => {
    if (!file || !/\.(js|css|json)$/.test(file) || file.startsWith("built")) return;
    clearTimeout(waiting);
    waiting = setTimeout(again, 30);
  });
  await again();
}

async function tell(error) {
  if (!(error instanceof Mistake)) throw error;
  const lines = await formatMessages(error.messages, { kind: "error", color: process.stderr.isTTY });
  process.stderr.write(lines.join(""));
}

const { values: given, positionals } = parseArgs({
  options: {
    figures: { type: "string", default: join(import.meta.dirname, "../nnlib/figures") },
    page: { type: "boolean" },
    watch: { type: "boolean" },
  },
  allowPositionals: true,
});
const figures = resolve(given.figures);
const wanted = given.page ? 3 : 0;
if (positionals.length !== wanted) {
  console.error(
    `expected ${wanted ? "--page FILE OUT.js OUT.css" : "no file"}, got ${positionals.join(" ") || "none"}`,
  );
  process.exit(2);
}
const work = given.page ? writePage(figures, positionals) : given.watch ? watchFigures(figures) : writeFigures(figures);
await work.catch(async (error) => {
  await tell(error);
  process.exit(1);
});
