"""Still pictures: each figure in its first state, for readers without JavaScript and for paper."""

import json
import re
from base64 import b64encode
from functools import cache
from html import escape, unescape
from pathlib import Path

from sphinx.errors import ExtensionError

from nnlib.figures.data import files
from nnlib.figures.kit import figure_class
from nnlib.figures.kit.bundles import FIGURES

from . import figures, node, styles

FIGURE = re.compile(
    r'<figure class="nn-figure" data-figure="(\w+)" data-state="([^"]*)">\n<div class="nn-title">(.*?)</div>\n'
)
HERE = Path(__file__).parent
LINKEDOM = node.Process(HERE / "still.mjs", node.package("linkedom", "esm", "index.js"), FIGURES)
WIDTH = 640


@cache
def picture(name, state):
    """Return (SVG, height) of the figure called `name` in the state given as JSON; the light colours stand inside it."""
    cls = figure_class(name)
    data = {key: b64encode(files.load(key)).decode() for key in cls.data}
    drawn = LINKEDOM.ask(figure=name, about=cls.about(), schema=cls.schema(), state=json.loads(state), data=data)
    style = styles.pruned(figures.all_files()[1], styles.words([drawn["svg"], "nn-figure"]))
    text = "font-family: system-ui, sans-serif"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {drawn["height"]}" width="{WIDTH}" height="{drawn["height"]}">'
        f'<style>{escape(style, quote=False)}</style><g class="nn-figure" style="{text}">{drawn["svg"]}</g></svg>\n'
    )
    return svg, drawn["height"]


def add_to_page(app, pagename, templatename, context, doctree):
    """Put a picture of its first state into every figure, which a browser asks for only where scripts are off."""
    folder = Path(app.outdir, "_static", "stills")

    def with_picture(figure):
        name, state = figure[1], unescape(figure[2])
        try:
            svg, height = picture(name, state)
        except ValueError as error:
            raise ExtensionError(f"{pagename}: no still picture of the figure {name}: {error}") from error
        if height == 0:  # a figure of words alone, which stand in it without scripts too
            return figure[0]
        folder.mkdir(parents=True, exist_ok=True)
        file = node.stamps.stamped(f"{name}.svg", svg.encode())
        (folder / file).write_text(svg, encoding="utf-8")
        address = context["pathto"](f"_static/stills/{file}", resource=True)
        words = f"{figure[3]}: how the figure begins, described in the words below"
        return f'{figure[0]}<noscript><img class="nn-picture" src="{address}" width="{WIDTH}" height="{height}" alt="{words}"></noscript>\n'

    context["body"] = FIGURE.sub(with_picture, context.get("body", ""))


def setup(app):
    """Draw while the pages are written."""
    app.connect("html-page-context", add_to_page)
    app.connect("build-finished", LINKEDOM.stop)
