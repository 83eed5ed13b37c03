"""Live figures: each page with figures gets one script of just these, and the data they share stands beside it."""

import re
from pathlib import Path

from nnlib.figures import base

from . import node, static


def write_assets(app, config):
    """Write the figures' styles and shared data where the pages will find them."""
    (static.FOLDER / "figures.css").write_text(base.page_style(), encoding="utf-8")
    (static.FOLDER / "data").mkdir()
    for name, content in base.shared_data_files().items():
        (static.FOLDER / "data" / name).write_bytes(content)


def page_script(names):
    """Return the script of the figures of one page, by their names; it finds its shared data beside itself."""
    return node.minify(base.page_script([base.figure_class(name) for name in names]), "js")


def add_to_page(app, pagename, templatename, context, doctree):
    """Give a page with figures its script (async: it waits for no other)."""
    names = sorted(set(re.findall(r'data-figure="(\w+)"', context.get("body", ""))))
    if not names:
        return
    script = f"figures-{pagename.replace('/', '-')}.js"
    Path(app.outdir, "_static", script).write_text(page_script(names), encoding="utf-8")
    app.add_js_file(script, loading_method="async")


def setup(app):
    """Write the assets once the configuration is read, and the scripts page by page."""
    app.connect("config-inited", write_assets, priority=900)
    app.connect("html-page-context", add_to_page)
