"""Serve the built pages and renew what an edit changes, at once: python tools/watch.py [port]

The book is built as `nox -s book` builds it, and Sphinx is kept ready: of an edited text it renews that page alone. Scripts
and styles are renewed without it. After any other edit (Python, templates, settings) all begins anew.
"""

import logging
import os
import re
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import serve
import stamps
from watchfiles import watch

ROOT = Path(__file__).resolve().parent.parent
SITE = Path(os.environ.get("OUT") or ".") / "_build" / "html"
WATCHED = ("book", "nnlib", "_config.yml", "_toc.yml")
RELOAD = """(async () => {
  for (const seen = "%s"; ; ) {
    const now = await (await fetch(`/_changes?${seen}`)).text();
    if (now !== seen) return location.reload();
  }
})();"""


class Changes:
    """The number of changes so far; whoever knows an older one need not wait for the next."""

    def __init__(self):
        self.count = 0
        self.changed = threading.Condition()

    def tell(self):
        with self.changed:
            self.count += 1
            self.changed.notify_all()

    def after(self, seen):
        with self.changed:
            self.changed.wait_for(lambda: str(self.count) != seen, timeout=20)
            return str(self.count)


CHANGES = Changes()


class Handler(serve.Handler):
    """Pages that load themselves anew after a change."""

    def do_GET(self):
        path, _, seen = self.path.partition("?")
        if path == "/_watch.js":
            self.answer("text/javascript", RELOAD % CHANGES.count)
        elif path == "/_changes":
            self.answer("text/plain", CHANGES.after(seen))
        else:
            super().do_GET()

    def answer(self, kind, text):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def content(self, file):
        body = super().content(file)
        script = b'<script async src="/_watch.js"></script></body>'
        return body.replace(b"</body>", script) if file.suffix == ".html" else body

    def end_headers(self):
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


def sphinx_kept():
    """Build the book as `nox -s book` does; return Sphinx as it stands afterwards, with all that it was taught."""
    import jupyter_book.sphinx
    from jupyter_book.cli.main import main as jupyter_book_command

    kept = []

    class Kept(jupyter_book.sphinx.Sphinx):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            kept.append(self)

    jupyter_book.sphinx.Sphinx = Kept
    jupyter_book.sphinx.docutils_namespace = nullcontext  # it would make docutils forget the book's directives
    options = ["-n", "-W", "--keep-going", "--path-output", str(SITE.parents[1])]
    jupyter_book_command(["build", ".", *options], standalone_mode=False)
    return kept[-1]


def asset(name):
    """A script or style of the pages; it keeps the hash of what it held when the book was built."""
    return next(file for file in (SITE / "_static").iterdir() if stamps.bare(file.name) == name)


class Pages:
    """The built pages, and how they are renewed."""

    def __init__(self, app):
        from livebook import figures, node, theme

        self.app, self.node, self.theme = app, node, theme
        self.script_and_style = figures.figure_files.script_and_style
        self.classes = {cls.name(): cls for cls in figures.all_figures()}
        self.sheet = asset("book.css")
        self.theirs = self.sheet.read_text(encoding="utf-8").removesuffix(self.ours())

    def renew_texts(self):
        """Read the texts that were edited, and write their pages."""
        builder = self.app.builder
        edited = builder.read()
        builder.write([], edited, "update")
        stamps.stamp((SITE / "_static").glob("*.*"), self.with_figures() + [SITE / f"{name}.html" for name in edited])

    def renew_scripts(self):
        """Write the pages' scripts and the book's style sheet."""
        with ThreadPoolExecutor() as pool:
            pages = {page: re.findall(r'data-figure="(\w+)"', page.read_text("utf-8")) for page in self.with_figures()}
            scripts = pool.map(
                lambda names: self.script_and_style([self.classes[n] for n in sorted(set(names))])[0], pages.values()
            )
            for page, script in zip(pages, scripts, strict=True):
                name = page.relative_to(SITE).with_suffix("").as_posix().replace("/", "-")
                asset(f"figures-{name}.js").write_text(script, encoding="utf-8")
        asset("pages.js").write_text(self.node.bundled(self.theme.PAGES / "index.js"), encoding="utf-8")
        self.sheet.write_text(self.theirs + self.ours(), encoding="utf-8")

    def ours(self):
        """The figures' and the pages' style."""
        figures = self.script_and_style(self.classes.values())[1]
        return self.node.minify(figures + (self.theme.PAGES / "pages.css").read_text(encoding="utf-8"), "css")

    def with_figures(self):
        pages = [*SITE.glob("*.html"), *SITE.glob("book/*.html")]
        return [page for page in sorted(pages) if "data-figure=" in page.read_text(encoding="utf-8")]


def renew(pages, files):
    """Renew what these edited files change; whoever edits goes on after a mistake."""
    endings = {file.suffix for file in files}
    if endings - {".md", ".ipynb", ".js", ".css", ".json"}:
        print("Everything begins anew.")
        os.execv(sys.executable, [sys.executable, *sys.argv])
    try:
        if endings & {".md", ".ipynb"}:
            pages.renew_texts()
        if endings & {".js", ".css", ".json"}:
            pages.renew_scripts()
        CHANGES.tell()
    except (ValueError, FileNotFoundError) as mistake:
        print(mistake, file=sys.stderr)


def wanted(change, path):
    """Whether a change is an edit: not what tools write."""
    parts = Path(path).relative_to(ROOT).parts
    return not {"built", "__pycache__", "lite", ".ipynb_checkpoints"} & set(parts) and Path(path).suffix != ""


def main(port=8000):
    os.chdir(ROOT)
    logging.getLogger("watchfiles").setLevel(logging.WARNING)
    pages = Pages(sphinx_kept())
    httpd = serve.server(SITE, port, Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    print(f"The book is at http://127.0.0.1:{httpd.server_port}/ and follows your edits until Ctrl+C.", flush=True)
    for changes in watch(*WATCHED, watch_filter=wanted, debounce=100, step=20, raise_interrupt=False):
        renew(pages, [Path(path) for _, path in changes])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
