"""Live figures: each page with figures gets one script of just these, and the data they share stands beside it."""

import re
from functools import cache
from pathlib import Path

from nnlib.figures.kit import all_figures, figure_class

from . import static
from .node import figure_files


@cache
def all_files():
    """Return (script, style) of all figures."""
    return figure_files.script_and_style(all_figures())


def write_assets(app, config):
    """Write the figures' styles and shared data where the pages will find them."""
    (static.FOLDER / "figures.css").write_text(all_files()[1], encoding="utf-8")
    (static.FOLDER / "data").mkdir()
    for name, content in figure_files.data_files().items():
        (static.FOLDER / "data" / name).write_bytes(content)


@cache
def page_script(*names):
    """Return the script of the figures of one page, by their names; it finds its shared data beside itself."""
    return figure_files.script_and_style([figure_class(name) for name in names])[0]


def add_to_page(app, pagename, templatename, context, doctree):
    """Give a page with figures its script (async: it waits for no other)."""
    names = sorted(set(re.findall(r'data-figure="(\w+)"', context.get("body", ""))))
    if not names:
        return
    script = f"figures-{pagename.replace('/', '-')}.js"
    Path(app.outdir, "_static", script).write_text(page_script(*names), encoding="utf-8")
    context["figures_script"] = f"_static/{script}"


def setup(app):
    """Write the assets once the configuration is read, and the scripts page by page."""
    app.connect("config-inited", write_assets, priority=900)
    app.connect("html-page-context", add_to_page)
