// Reads {"latex", "display"} a line, writes {"html"} or {"error"} a line. The first argument is the path of KaTeX.
const katex = require(process.argv[2]);

function typeset({ latex, display }) {
  try {
    return { html: katex.renderToString(latex, { displayMode: display, strict: "error", output: "htmlAndMathml" }) };
  } catch (error) {
    return { error: error.message };
  }
}

require("node:readline")
  .createInterface({ input: process.stdin })
  .on("line", (line) => console.log(JSON.stringify(typeset(JSON.parse(line)))));
