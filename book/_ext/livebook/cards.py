"""What a page tells those who have not opened it: its description and, once the book has an address, a card and a site map."""

import re
from html import escape, unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import sync_playwright
from sphinx.errors import ConfigError
from sphinx.util import logging

from . import stills
from .node import FLAGS, find

LOGGER = logging.getLogger(__name__)
PICTURE, SIZE = "_static/cards/{}.png", {"width": 1200, "height": 630}
FIGURE = re.compile(r'data-figure="((?!quiz")\w+)" data-state="([^"]*)"')
DESCRIPTION = re.compile(r'<meta content="([^"]*)" name="description" ?/>')
VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>')
DRAWN = """<style>
body {{ margin: 0; padding: 40px 60px; box-sizing: border-box; height: 630px; background: #fff; color: #1f2328;
  display: flex; flex-direction: column; gap: 24px; font-family: system-ui, sans-serif }}
p {{ margin: 0; font-size: 26px; color: #59636e }}
h1 {{ margin: 0; font-size: 44px; line-height: 1.15 }}
div {{ flex: 1; min-height: 0 }}
svg {{ width: 100%; height: 100% }}
</style><p>{book}</p><h1>{title}</h1><div>{picture}</div>"""


def check_address(app, config):
    """Take the book's address with a slash at its end; what is no address of the web stops the build."""
    if not config.html_baseurl:
        return
    if urlsplit(config.html_baseurl).scheme not in ("http", "https"):
        raise ConfigError(
            f"html.baseurl in _config.yml is {config.html_baseurl!r}: write the whole address of the book, "
            "such as https://me.github.io/book/, or leave it empty"
        )
    config.html_baseurl = config.html_baseurl.rstrip("/") + "/"


def describe(app, pagename, templatename, context, doctree):
    """Give a page one viewport and one description: its own, or the book's."""
    tags = VIEWPORT.sub("", context.get("metatags", ""))  # Sphinx's own layout has one
    if not DESCRIPTION.search(tags):
        tags += f'<meta content="{escape(context["description"])}" name="description" />\n'
    context["metatags"] = tags


def add_card(app, pagename, templatename, context, doctree):
    """Write what a shared link shows, and keep the page's first figure for its picture."""
    context["card"] = {}
    if not app.config.html_baseurl or pagename == "404":
        context.pop("pageurl", None)  # the page of lost readers has no address
        return
    title = unescape(re.sub("<[^>]*>", "", context.get("title", ""))) or app.config.html_title
    figure = FIGURE.search(context.get("body", ""))
    app.livebook_cards[pagename] = (title, figure and (figure[1], unescape(figure[2])))
    context["card"] = card(
        title=title,
        book=app.config.html_title,
        description=unescape(DESCRIPTION.search(context["metatags"])[1]),
        address=context["pageurl"],
        picture=urljoin(app.config.html_baseurl, PICTURE.format(pagename)) if find() else None,
    )


def card(*, title, book, description, address, picture):
    """Return {property: content} of a page's card; `picture` is the address of its picture, or None."""
    words = {"og:type": "website", "og:site_name": book, "og:title": title, "og:description": description}
    words["og:url"] = address
    if picture:
        words |= {"og:image": picture, "og:image:alt": f"{title}, and one of the book's figures"}
        words |= {f"og:image:{side}": str(length) for side, length in SIZE.items()}
    return words


def draw_cards(app, error):
    """Draw the cards' pictures: a page's title and first figure, or else that of the first page."""
    if error or app.builder.format != "html" or not app.livebook_cards:
        return
    if not find():
        LOGGER.info("The cards have no pictures without Chromium: `nox -s browser` installs it.")
        return
    with sync_playwright() as playwright:
        tab = playwright.chromium.launch(executable_path=find(), args=FLAGS).new_page()
        first = app.livebook_cards.get(app.config.root_doc, (None, None))[1]
        draw(tab, app.config.html_title, app.livebook_cards, first, Path(app.outdir))


def draw(tab, book, cards, first, folder):
    """Write the pictures of `cards`, {page: (title, figure)}, with a browser's tab.

    A figure is (its name, its state as JSON) or None; None takes the figure `first`, or else the first there is.
    """
    default = first or next((figure for _, figure in cards.values() if figure), None)
    tab.set_viewport_size(SIZE)
    for name, (title, figure) in cards.items():
        tab.set_content(drawn(book, title, figure or default))
        tab.screenshot(path=folder / PICTURE.format(name))


def drawn(book, title, figure):
    """Return the HTML of a card's picture; `figure` is (name, state as JSON) or None."""
    svg = stills.picture(stills.drawn(*figure)["wide"]) if figure else ""
    return DRAWN.format(book=escape(book), title=escape(title), picture=svg)


def site_map(addresses):
    """Return the XML that lists the addresses of all pages for who gathers them."""
    listed = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'
    )


def write_site_map(app, error):
    """Write the site map beside the pages, where the book has an address; a build without one leaves none."""
    file = Path(app.outdir, "sitemap.xml")
    if error or app.builder.format != "html":
        return
    file.unlink(missing_ok=True)
    if base := app.config.html_baseurl:
        pages = [urljoin(base, app.builder.get_target_uri(name)) for name in sorted(app.env.found_docs)]
        file.write_text(site_map(pages), encoding="utf-8")


def setup(app):
    """Describe the pages while they are written, and draw the cards before unused files are removed."""
    app.livebook_cards = {}
    app.connect("config-inited", check_address)
    app.connect("html-page-context", describe)
    app.connect("html-page-context", add_card, priority=600)
    app.connect("build-finished", draw_cards, priority=960)
    app.connect("build-finished", write_site_map)
