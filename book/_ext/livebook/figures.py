"""Live figures: each page with figures gets one script of just these, and the data they share stands beside it."""

import json
import re
from functools import cache
from pathlib import Path
from typing import ClassVar

import traitlets
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from nnlib.figures.kit import all_figures, figure_class, figure_names

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


class LiveFigure(SphinxDirective):
    """A figure on a page of text: its name, and with `:state:` what differs from its start, as JSON."""

    required_arguments = 1
    option_spec: ClassVar = {"state": directives.unchanged}

    def run(self):
        name, state = self.arguments[0], self.options.get("state", "{}")
        if name not in figure_names():
            raise self.error(f"live-figure: there is no figure {name}; there are {', '.join(sorted(figure_names()))}")
        try:
            figure = figure_class(name)(**json.loads(state))
        except (ValueError, TypeError, traitlets.TraitError) as error:
            raise self.error(f"live-figure: {name} cannot take the state {state}: {error}") from error
        return [nodes.raw("", figure.markup() + "\n", format="html")]


def setup(app):
    """Write the assets once the configuration is read, and the scripts page by page."""
    app.add_directive("live-figure", LiveFigure)
    app.connect("config-inited", write_assets, priority=900)
    app.connect("html-page-context", add_to_page)
