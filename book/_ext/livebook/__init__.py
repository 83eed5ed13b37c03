"""The Sphinx side of the book: live figures, typeset formulas and lean pages, all served from the book itself."""

from . import cards, code, edition, exercises, figures, formulas, glossary, kept, lost, search, static, stills, theme


def setup(app):
    """Connect the parts; Sphinx calls this once, before a build."""
    for part in (
        static,
        formulas,
        code,
        figures,
        exercises,
        stills,
        cards,
        search,
        lost,
        kept,
        glossary,
        edition,
        theme,
    ):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
