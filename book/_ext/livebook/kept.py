"""What the book stores in the reader's browser, as words: from the list that the button deletes by."""

import json

from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from .theme import PAGES

LIST = PAGES / "kept.json"


def lines(entries):
    """Return the lines of a list, as Markdown."""
    return [
        f"- **{e['what']}**: kept {e['where']}, {e['until']}. The browser calls it `{e['key'].rstrip(' -')}`."
        for e in entries
    ]


class Kept(SphinxDirective):
    """The list of what is kept."""

    def run(self):
        for source in (str(LIST), __file__):
            self.env.note_dependency(source)
        self.content = StringList(lines(json.loads(LIST.read_text(encoding="utf-8"))), source=str(LIST))
        return self.parse_content_to_nodes()


def setup(app):
    """Name the directive."""
    app.add_directive("kept", Kept)
