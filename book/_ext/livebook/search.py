"""The search: what each section of the book says, in one file beside the pages, which the script of the search page looks through."""

import json
import re
from pathlib import Path

from bs4 import BeautifulSoup

from . import node, static

PAGES = Path(__file__).parent / "pages"
SIGNS = {"sigma", "eta", "nabla", "partial", "Delta", "delta", "sum", "approx", "pi", "epsilon", "alpha", "beta"}


def spoken(latex):
    r"""Return what can be searched of a formula: its letters and numbers, and its signs by name (`\sigma` as "sigma")."""
    named = re.sub(r"\\([A-Za-z]+)", lambda command: f" {command[1]} " if command[1] in SIGNS else " ", latex)
    return re.sub(r"[{}^_]", " ", named.replace("{,}", ","))


def sections(html, path):
    """Return {"page", "title", "address", "text"} of each section of a page, without what stands in the sections inside it."""
    page = BeautifulSoup(html, "html.parser")
    for mark in page.select("article :is(.headerlink, .section-number, .nn-reserved, .nn-late)"):
        mark.decompose()
    for formula in page.select("article .katex"):
        formula.replace_with(f" {spoken(formula.annotation.get_text())} ")
    found = terms(page, path)
    for section in reversed(page.select("article section")):  # the inner ones first: each is taken out when it is read
        title = section.find(re.compile("^h[1-6]$")).extract().get_text()
        address = path if section.parent.name != "section" else f"{path}#{section['id']}"
        found.append({"title": one_line(title), "address": address, "text": one_line(section.get_text(" "))})
        section.extract()
    return [{"page": found[-1]["title"], **section} for section in reversed(found)]


def terms(page, path):
    """Take the terms of a glossary out of a page, the last first; return what is said of each."""
    found = [
        {"title": one_line(term.get_text()), "address": f"{path}#{term['id']}", "text": meaning(term)}
        for term in reversed(page.select("article dl.glossary dt"))
    ]
    for glossary in page.select("article dl.glossary"):
        glossary.decompose()
    return found


def meaning(term):
    """Return what a glossary says of a term."""
    return one_line(term.find_next("dd").p.get_text(" "))


def one_line(text):
    """Return a text with its white space made single."""
    return " ".join(text.split())


def write_script(app, config):
    """Write the script of the search page."""
    (static.FOLDER / "search.js").write_text(node.bundled(PAGES / "search.js"), encoding="utf-8")


def take_the_place(app):
    """Leave Sphinx's own search out: it leads to pages, not sections, drops numbers, and stops where storage is refused."""
    app.builder.search = False


def add_page(app):
    """Give the book its search page."""
    words = "Search every section of the book by word, number, symbol or name of code."
    yield "search", {"title": "Search", "description": words}, "search.html"


def write_index(app, error):
    """Write the words of all sections; a script, as a page opened from a disk may not fetch."""
    if error or app.builder.format != "html":
        return
    out = Path(app.outdir)
    addresses = [app.builder.get_target_uri(name) for name in sorted(app.env.found_docs)]
    found = [
        section for address in addresses for section in sections((out / address).read_text(encoding="utf-8"), address)
    ]
    index = f"globalThis.bookSections = {json.dumps(found, ensure_ascii=False)};\n"
    (out / "searchindex.js").write_text(index, encoding="utf-8")


def setup(app):
    """Put the book's search in the place of Sphinx's."""
    app.connect("config-inited", write_script, priority=900)
    app.connect("builder-inited", take_the_place)
    app.connect("html-collect-pages", add_page)
    app.connect("build-finished", write_index, priority=970)
