"""Code serves on a page: a figure stands there without its cell, and other code is one line that opens."""

import ast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

OPENED = '<details class="code"><summary>Code</summary>\n'


class FoldCode(SphinxPostTransform):
    """Take from a page the code that only shows a figure, and fold the rest behind the word Code."""

    default_priority = 198  # before MyST-NB looks at the cells, at 199
    formats = ("html",)

    def run(self, **kwargs):
        for source in list(self.document.findall(is_source)):
            if shows_a_figure_alone(source.astext()):
                source.parent.remove(source)
            else:
                i = source.parent.index(source)
                source.parent.insert(i + 1, nodes.raw("", "</details>\n", format="html"))
                source.parent.insert(i, nodes.raw("", OPENED, format="html"))


def is_source(node):
    """Tell whether this is the code of a notebook's cell."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code_source"


def shows_a_figure_alone(code):
    """Tell whether a cell's code does nothing but import a figure and make one."""
    try:
        *before, last = ast.parse(code).body
    except (SyntaxError, ValueError):  # a magic command, or no code at all
        return False
    imports = [line for line in before if isinstance(line, ast.ImportFrom) and line.module == "nnlib.figures"]
    call = isinstance(last, ast.Expr) and isinstance(last.value, ast.Call) and getattr(last.value.func, "id", "")
    return bool(call) and call[0].isupper() and imports == before


def setup(app):
    """Connect the transform."""
    app.add_post_transform(FoldCode)
