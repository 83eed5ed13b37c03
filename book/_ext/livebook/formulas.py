"""Formulas: typeset by KaTeX while the book is built, with its style sheet and fonts served by the book itself."""

import re

from sphinxcontrib import katex

from . import node
from .theme import static_folder


def local_styles():
    """Return KaTeX's style sheet with the woff2 fonts alone: every browser that runs the figures reads woff2."""
    styles = node.package("katex", "dist", "katex.min.css").read_text()
    return re.sub(r',url\([^)]*\) format\("(woff|truetype)"\)', "", styles)


def prepare(app, config):
    """Point the KaTeX extension at the book's own copy, and lay style sheet and fonts out for the pages."""
    katex.NODEJS_BINARY = str(node.NODE)
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 60.0  # a busy machine starts Node slowly
    config.katex_js_path = str(node.package("katex", "dist", "katex.min.js"))
    config.katex_css_path = "katex/katex.css"
    out = static_folder(config) / "katex"
    (out / "fonts").mkdir(parents=True, exist_ok=True)
    (out / "katex.css").write_text(local_styles())
    for font in node.package("katex", "dist", "fonts").glob("*.woff2"):
        (out / "fonts" / font.name).write_bytes(font.read_bytes())


def setup(app):
    """Prepare KaTeX once the configuration is read, before its own extension starts."""
    app.connect("config-inited", prepare, priority=900)
