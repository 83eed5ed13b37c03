"""Formulas: typeset by KaTeX while the book is built, with its style sheet and fonts served by the book itself."""

import json
import re
from base64 import b64encode
from functools import cache
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.util import logging

from . import node, static

HERE = Path(__file__).parent
logger = logging.getLogger(__name__)

LETTERS = re.compile(r'(<span class="mord(?: mathnormal)?(?: mtight)?"(?: style="[^"]*")?>)([^<]+)(</span>)')
SYMBOLS = {letter: letter for letter in "wbazyClLjkinmN"} | {
    "W": "w",
    "σ": "sigma",
    "η": "eta",
    "∇": "nabla",
    "∂": "partial",
    "Δ": "delta",
}
UPRIGHT = set("∇∂Δ")


def mark(html):
    r"""Return a typeset formula with a class around each letter of the notation, for its colour and its meaning.

    The spans are put into KaTeX's own and have no style but a colour, so they move nothing. Upright letters (but
    the signs of calculus) and those of \mathit{y} are left alone.
    """

    def marked(opening, letter):
        known = letter in SYMBOLS and ("mathnormal" in opening or letter in UPRIGHT)
        return f'<span class="sym sym-{SYMBOLS[letter]}">{letter}</span>' if known else letter

    return LETTERS.sub(
        lambda found: found[1] + "".join(marked(found[1], letter) for letter in found[2]) + found[3], html
    )


KATEX = node.Process(HERE / "typeset.mjs", node.package("katex", "dist", "katex.mjs"))


@cache
def typeset(latex, display):
    """Return a formula as HTML, with MathML for screen readers; ValueError says what KaTeX cannot read in it."""
    return mark(KATEX.ask(latex=latex, display=display)["html"])


def _html(formula, display):
    try:
        return typeset(formula.astext(), display)
    except ValueError as error:
        logger.warning("formula: %s", error, location=formula)
        return f"<code>{escape(formula.astext())}</code>"


def visit_inline(translator, formula):
    """Write a formula in a line of text."""
    translator.body.append(f'<span class="math notranslate">{_html(formula, False)}</span>')
    raise nodes.SkipNode


def visit_block(translator, formula):
    """Write a formula on a line of its own, with its number where it has one."""
    translator.body.append(translator.starttag(formula, "div", CLASS="math notranslate"))
    if formula["number"]:
        translator.body.append(f'<span class="eqno">({formula["number"]})</span>')
    translator.body.append(f"{_html(formula, True)}</div>\n")
    raise nodes.SkipNode


def local_styles():
    """Return KaTeX's style sheet with the woff2 fonts alone, seen from `_static`: every browser that runs the figures reads woff2."""
    styles = node.package("katex", "dist", "katex.min.css").read_text()
    light = re.sub(r',url\([^)]*\) format\("(woff|truetype)"\)', "", styles)
    return re.sub(r"url\(fonts/([^)]*)\)", lambda found: f"url(katex/{stamped_font(found[1])})", light)


def stamped_font(name):
    """Return the name of one of KaTeX's fonts with a hash of its content in it."""
    return node.stamps.stamped(name, font_file(name).read_bytes())


def fonts_script():
    """Return the fonts as a script (fonts.js): [family, {"style", "weight"}, base64] of each."""
    faces = re.findall(
        r'font-family:"?(\w+)"?;font-style:(\w+);font-weight:(\w+);src:url\(fonts/([^)]*)\)',
        node.package("katex", "dist", "katex.min.css").read_text(),
    )
    fonts = [
        [family, {"style": style, "weight": weight}, b64encode(font_file(name).read_bytes()).decode()]
        for family, style, weight, name in faces
    ]
    return f"bookFonts({json.dumps(fonts)});\n"


def font_file(name):
    """Return the path of one of KaTeX's fonts."""
    return node.package("katex", "dist", "fonts", name)


def write_assets(app, config):
    """Lay KaTeX's style sheet and fonts out for the pages."""
    out = static.FOLDER
    (out / "katex.css").write_text(local_styles())
    (out / "fonts.js").write_text(fonts_script())
    (out / "katex").mkdir()
    for font in node.package("katex", "dist", "fonts").glob("*.woff2"):
        (out / "katex" / stamped_font(font.name)).write_bytes(font.read_bytes())


def setup(app):
    """Make KaTeX the writer of formulas."""
    app.add_html_math_renderer("katex", inline_renderers=(visit_inline, None), block_renderers=(visit_block, None))
    app.connect("config-inited", write_assets, priority=900)
    app.connect("build-finished", KATEX.stop)
