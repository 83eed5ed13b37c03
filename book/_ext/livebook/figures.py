"""Live figures: one script and one style sheet for the book, on those pages only that hold a figure."""

from nnlib.figures import base

from . import node, static


def write_assets(app, config):
    """Write the figures' script, styles and shared data where the pages will find them."""
    out = static.FOLDER
    (out / "figures.js").write_text(node.minify(base.page_script(), "js"), encoding="utf-8")
    (out / "figures.css").write_text(node.minify(base.page_style(), "css"), encoding="utf-8")
    (out / "data").mkdir()
    for name, content in base.shared_data_files().items():
        (out / "data" / name).write_bytes(content)


def add_to_page(app, pagename, templatename, context, doctree):
    """Load the script on a page with a figure (async: it waits for no other)."""
    if 'data-figure="' in context.get("body", ""):
        app.add_js_file("figures.js", loading_method="async")


def setup(app):
    """Write the assets once the configuration is read; ask for them page by page."""
    app.connect("config-inited", write_assets, priority=900)
    app.connect("html-page-context", add_to_page)
