"""What stands in a figure's place until its script runs: its still picture, and room for the rest in its true height."""

import json
import re
from base64 import b64encode
from functools import cache
from html import escape, unescape
from pathlib import Path

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from nnlib.figures.data import files
from nnlib.figures.kit import figure_class
from nnlib.figures.kit.bundles import FIGURES

from . import figures, node, styles

PICTURE = re.compile(r'<img class="nn-picture" data-still="(\w+)"')
FIGURE = re.compile(
    r'<figure class="nn-figure" data-figure="(\w+)" data-state="([^"]*)">\n<div class="nn-title">([^<]*)</div>\n((?:<p>.*?</p>\n)+)',
    re.S,
)
DARK = re.compile(r'html\[data-theme="?dark"?\][^{}]*\{([^{}]*--nn-plus:[^{}]*)\}')
HERE = Path(__file__).parent
LINKEDOM = node.Process(HERE / "still.mjs", node.package("linkedom", "esm", "index.js"), FIGURES)
ENGINES = (
    "It comes alive where its script runs: in Safari 16.4, Chrome or Edge 120, Firefox 121 and later ones, "
    "with scripts allowed. If that is so, load the page again."
)


@cache
def drawn(name, state):
    """Return what still.mjs makes of the figure called `name` in the state given as JSON: {kind of card: its parts}."""
    cls = figure_class(name)
    data = {key: b64encode(files.load(key)).decode() for key in cls.data}
    return LINKEDOM.ask(figure=name, about=cls.about(), schema=cls.schema(), state=json.loads(state), data=data)[
        "drawn"
    ]


def picture(drawing):
    """Return the SVG of the drawings, with its colours, light and dark, inside it."""
    sheet = figures.all_files()[1]
    style = styles.pruned(sheet, styles.words([drawing["svg"], "nn-figure"]))
    style += f":root{{background:var(--nn-paper)}}@media(prefers-color-scheme:dark){{:root{{{DARK.search(sheet)[1]}}}}}"
    width, height = drawing["width"], drawing["height"]
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}><style>{escape(style, quote=False)}</style>'
        f'<g class="nn-figure" style="font-family: system-ui, sans-serif">{drawing["svg"]}</g></svg>\n'
    )


def write_picture(folder, name, svg):
    """Write a still picture and return its file's name."""
    folder.mkdir(parents=True, exist_ok=True)
    file = node.stamps.stamped(f"{name}.svg", svg.encode())
    (folder / file).write_text(svg, encoding="utf-8")
    return file


def in_place(name, state, title, said, address_of):
    """Return the HTML that stands between a figure's title and its caption: room, and its words `said`; address_of(svg) is where that picture is found."""
    stages, rests = "", ""
    words = f"{title}: how the figure begins, described in the words below"
    for kinds, drawing in alike(drawn(name, state)):
        seen = " ".join(f"nn-if-{kind}" for kind in kinds)
        stage, rest = drawing["stage"], drawing["rest"]
        if drawing["height"]:
            address = address_of(picture(drawing))
            stage, rest = (part.replace("STILL", address).replace("WORDS", words) for part in (stage, rest))
            stages += f'<div class="nn-reserved {seen}" translate="no">{stage}</div>'
        rests += f'<div class="nn-reserved nn-rest {seen}" translate="no">{rest}</div>'
    words = f'<div class="nn-words">{said}<p class="nn-late">{ENGINES}</p></div>'
    return f'<div class="nn-body">{stages}<div class="nn-room">{rests}{words}</div></div>\n'


def alike(drawn):
    """Return [(kinds of card, what is drawn on them)]: most figures need one drawing for a spread and for a wide card."""
    first, second, narrow = drawn.items()
    if first[1] == second[1]:
        return [((first[0], second[0]), first[1]), ((narrow[0],), narrow[1])]
    return [((kind,), drawing) for kind, drawing in drawn.items()]


class Still(SphinxDirective):
    """The still picture of a figure, by its name."""

    required_arguments = 1

    def run(self):
        name = self.arguments[0]
        words = f"How the figure {figure_class(name).title!r} begins"
        return [nodes.raw("", f'<img class="nn-picture" data-still="{name}" alt="{escape(words)}">\n', format="html")]


def add_to_page(app, pagename, templatename, context, doctree):
    """Reserve every figure's place, with the picture of its first state in it."""
    folder = Path(app.outdir, "_static", "stills")

    def reserved(figure):
        name, state, title, said = figure.groups()

        def address_of(svg):
            return context["pathto"](f"_static/stills/{write_picture(folder, name, svg)}", resource=True)

        head = figure[0].removesuffix(said)
        try:
            return head + in_place(name, unescape(state), title, said, address_of)
        except ValueError as error:
            raise ExtensionError(f"{pagename}: no still picture of the figure {name}: {error}") from error

    def pictured(found):
        name = found[1]
        state = json.dumps(figure_class(name)().address)
        svg = picture(drawn(name, state)["wide"])
        address = context["pathto"](f"_static/stills/{write_picture(folder, name, svg)}", resource=True)
        return f'<img class="nn-picture" src="{address}" loading="lazy"'

    context["body"] = PICTURE.sub(pictured, FIGURE.sub(reserved, context.get("body", "")))


def setup(app):
    """Draw while the pages are written."""
    app.add_directive("still", Still)
    app.connect("html-page-context", add_to_page)
    app.connect("build-finished", LINKEDOM.stop)
