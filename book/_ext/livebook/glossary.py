"""The glossary: the bold words of the chapters lead to it and say what it says, and it leads to where each is introduced."""

from functools import cache
from html import escape

from docutils import nodes

GLOSSARY = "book/glossary"


def entries(document):
    """Return {name: (id, meaning)} of a glossary's document, names in small letters."""
    found = {}
    for entry in document.findall(nodes.definition_list_item):
        meaning = entry[-1].astext()
        found |= {term.astext().lower(): (term["ids"][0], meaning) for term in entry.findall(nodes.term)}
    return found


def bold(document, names):
    """Return [(node, name)] of the bold words of a document that are in the glossary."""
    found = [(node, node.astext().lower()) for node in document.findall(nodes.strong)]
    return [(node, name) for node, name in found if name in names]


def explain(document, names, address):
    """Make of the bold words links that carry their meaning."""
    for node, name in bold(document, names):
        anchor, meaning = names[name]
        opened = f'<a class="term" href="{address}#{anchor}" data-meaning="{escape(meaning)}">'
        node.replace_self([nodes.raw("", opened, format="html"), node.deepcopy(), nodes.raw("", "</a>", format="html")])


def introduced(chapters, names):
    """Return {name: (chapter, section's id)} of where each word is first in bold; chapters are (name, document) in their order."""
    found = {}
    for chapter, document in chapters:
        for node, name in bold(document, names):
            section = next(above for above in ancestors(node) if isinstance(above, nodes.section))
            found.setdefault(name, (chapter, section["ids"][0]))
    return found


def ancestors(node):
    """Yield the nodes around a node, from the inside out."""
    while node := node.parent:
        yield node


def lead_to_chapters(app, document):
    """Write below each meaning where its word is introduced."""
    names = entries(document)
    places = introduced([(chapter, app.env.get_doctree(chapter)) for chapter in numbered(app.env)], names)
    for entry in document.findall(nodes.definition_list_item):
        own = {term.astext().lower() for term in entry.findall(nodes.term)}
        chapter, section = next((place for name, place in places.items() if name in own), (None, None))
        if not chapter:
            continue
        number = numbered(app.env)[chapter]
        address = f"{app.builder.get_relative_uri(GLOSSARY, chapter)}#{section}"
        link = nodes.reference("", f"chapter {number}", internal=True, refuri=address)
        entry[-1].append(nodes.paragraph("", "Introduced in ", link, nodes.Text("."), classes=["introduced"]))


def numbered(env):
    """Return {name: number} of the chapters."""
    return {name: numbers[""][0] for name, numbers in sorted(env.toc_secnumbers.items()) if numbers.get("")}


def resolve(app, document, name):
    """Connect chapters and glossary, where the book has one."""
    if app.builder.format != "html" or GLOSSARY not in app.env.found_docs:
        return
    if name == GLOSSARY:
        lead_to_chapters(app, document)
    elif name in numbered(app.env):
        address = app.builder.get_relative_uri(name, GLOSSARY)
        explain(document, known(app), address)


@cache
def known(app):
    """Return the entries of the book's glossary."""
    return entries(app.env.get_doctree(GLOSSARY))


def outdated(app, env, added, changed, removed):
    """Write the chapters anew with the glossary, and the glossary with whatever else has changed."""
    if GLOSSARY in added | changed:
        return [name for name in env.found_docs if name in env.toc_secnumbers]
    return [GLOSSARY] if added | changed and GLOSSARY in env.found_docs else []


def setup(app):
    """Connect the bold words once all documents are read."""
    app.connect("doctree-resolved", resolve)
    app.connect("env-get-outdated", outdated)
