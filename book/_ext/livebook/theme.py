"""The theme, trimmed: its markup and style stay; one style sheet and one small script of our own take the place of its many."""

import base64
import hashlib
import os
import re
import shutil
from pathlib import Path

from . import figures, node, static, styles

HERE = Path(__file__).parent
PAGES = HERE / "pages"
FIRST = ["basic.css", "styles/theme.css", "styles/pydata-sphinx-theme.css"]
OURS = ["figures.css", "pages.css"]
MOVED = ["book/index.html", "book/intro.html"]  # addresses of the front page, which links of the first edition have
# Nothing from another host, no inline script but the one whose hash stands here; KaTeX sets lengths by inline styles.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' '{hash}'",
        "worker-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self' file:",  # Firefox does not count a page on the disk as the book itself
    ]
)
NAME = re.compile(r"[\w.-]+\.\w+")
SCROLLING = '<div class="pst-scrollable-table-container">'
PROTECTED = re.compile(r'(class="[^"]*\bnotranslate\b[^"]*")')


def write_assets(app, config):
    """Write our script and style sheets for the pages."""
    out = static.FOLDER
    (out / "pages.js").write_text(node.bundled(PAGES / "index.js"), encoding="utf-8")
    for name in ("pages.css", "noscript.css", "favicon.svg"):
        shutil.copy(PAGES / name, out / name)
    script = node.bundled(PAGES / "first.js").strip()
    config.html_context |= {"first_script": script, "security_policy": POLICY.format(hash=hash_of(script))}


def hash_of(script):
    """Return the word by which a security policy lets a script of the page itself run."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def digest(app, config):
    """Let Sphinx write every page anew when an asset or a template has changed, not only when its text has."""
    files = [
        file
        for folder in (HERE, static.FOLDER)
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix != ".pyc"
    ]
    sources = figures.all_files()[0].encode() + b"".join(file.read_bytes() for file in files)
    config.livebook_digest = hashlib.sha256(sources).hexdigest()


def slim_head(app, pagename, templatename, context, doctree):
    """Leave a page's scripts to our template, and gather its style sheets for the one of the book."""
    sheets = [re.sub(r"^_static/", "", str(sheet.filename)) for sheet in context["css_files"]]
    app.livebook_sheets.update(dict.fromkeys(sheets))
    context["css_files"] = context["script_files"] = []


def keep_from_translation(app, pagename, templatename, context, doctree):
    """Say in the form of HTML what classes say already: formulas and code are not to be translated."""
    context["body"] = PROTECTED.sub(r'\1 translate="no"', context.get("body", ""))


def reach_tables(app, pagename, templatename, context, doctree):
    """Let the arrow keys scroll a wide table from the first moment; wide.js takes the stop away where nothing scrolls."""
    context["body"] = context.get("body", "").replace(SCROLLING, SCROLLING.replace(">", ' tabindex="0">'))


def gather(app, error):
    """Write the book's style sheet from those that the pages asked for."""
    if error or app.builder.format != "html" or not app.livebook_sheets:
        return
    out = Path(app.outdir)
    scripts = [out / "_static" / name for name in ("pages.js", "search.js")]
    pages = [
        file.read_text(encoding="utf-8")
        for file in [*(file for file in out.rglob("*.html") if "lite" not in file.relative_to(out).parts), *scripts]
    ]
    theirs = [*FIRST, *(name for name in app.livebook_sheets if name not in FIRST), "katex.css"]
    used, whole = (
        "".join((out / "_static" / name).read_text(encoding="utf-8") for name in names) for names in (theirs, OURS)
    )
    used = used.replace("url(file.png)", "none")  # a picture beside each hit of Sphinx's own search
    style = styles.pruned(used, styles.words(pages)) + whole
    (out / "_static" / "book.css").write_text(node.minify(style, "css"), encoding="utf-8")


def name_assets(app, error):
    """Name the assets by what they hold, and leave out of `_static` what no page uses."""
    if error or app.builder.format != "html":
        return
    out = Path(app.outdir)
    pages = [*out.glob("*.html"), *out.glob("book/*.html")]
    node.stamps.stamp([out / "searchindex.js", *(out / "_static").glob("*.*")], pages)
    used = named_in(pages)
    used |= named_in(file for file in (out / "_static").glob("*.*") if file.name in used)
    for path in [*out.glob("searchindex*.js"), *sorted((out / "_static").rglob("*"), reverse=True)]:
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        elif path.is_file() and path.name not in used:
            path.unlink()


def named_in(files):
    """Return all that might be the name of a file in these texts."""
    return set().union(*(NAME.findall(file.read_text(encoding="utf-8", errors="replace")) for file in files))


def write_moved(app, error):
    """Write the pages that lead to the first page of the book, each section of it to the same one."""
    if error or app.builder.format != "html":
        return
    page = (PAGES / "moved.html").read_text(encoding="utf-8")
    first = f"../{app.builder.get_target_uri(app.config.root_doc)}"
    script = f'location.replace("{first}" + location.hash);'
    words = page.format(first=first, up="..", title=app.config.html_title, script=script, hash=f"'{hash_of(script)}'")
    for path in MOVED:
        Path(app.outdir, path).write_text(words, encoding="utf-8")


def setup(app):
    """Put our templates before the theme's, and gather the style sheets once the pages are written."""
    app.livebook_sheets = {}
    app.config.templates_path.insert(0, os.path.relpath(HERE / "templates", app.confdir))
    app.add_config_value("livebook_digest", "", "html")
    app.connect("config-inited", write_assets, priority=900)
    app.connect("config-inited", digest, priority=950)
    app.connect("html-page-context", slim_head, priority=990)
    app.connect("html-page-context", keep_from_translation)
    app.connect("html-page-context", reach_tables)
    app.connect("build-finished", write_moved, priority=980)
    app.connect("build-finished", gather, priority=985)
    app.connect("build-finished", name_assets, priority=990)
