"""The page that a server gives for an address where nothing is: its links lead home from any depth."""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

LINK = re.compile(r'(?<=\s)(action|href|src|content)="(?![\w+.-]+:|/|#|")((?:[^"\s/]+/)*[^"\s/]+\.[^"\s/]+)"')
WORDS = "There is nothing at this address of the book. Begin at the front page, open a chapter, or search."


def add_page(app):
    """Give the book its page for lost readers."""
    context = {"title": "This page is not here", "description": WORDS, "words": WORDS}
    context["site_path"] = urlsplit(app.config.html_baseurl).path
    yield "404", context, "404.html"


def from_anywhere(html, path):
    """Return a page of the book's first folder with links that lead from any depth; `path` is that of the book on its host."""
    return LINK.sub(lambda link: f'{link[1]}="{urljoin(path, link[2])}"', html)


def write_for_servers(app, error):
    """Make the links of the lost page whole, and tell GitHub to serve folders that begin with an underscore."""
    if error or app.builder.format != "html":
        return
    out = Path(app.outdir)
    (out / ".nojekyll").touch()
    if path := urlsplit(app.config.html_baseurl).path:
        page = out / "404.html"
        page.write_text(from_anywhere(page.read_text(encoding="utf-8"), path), encoding="utf-8")


def setup(app):
    """Write the page, and its links once all files have their names."""
    app.connect("html-collect-pages", add_page)
    app.connect("build-finished", write_for_servers, priority=995)
