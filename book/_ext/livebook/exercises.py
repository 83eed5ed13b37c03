"""Exercises as words: what a reader without scripts has of them, what is printed, and what stands there until a script shows them."""

import json
import re
from html import escape, unescape
from pathlib import Path

from nnlib.figures.quiz.exercise import instance
from nnlib.figures.quiz.exercises import all_exercises

from . import formulas

EXERCISE = re.compile(
    r'(<figure class="nn-figure" data-figure="quiz" data-state="([^"]*)">\n<div[^>]*>[^<]*</div>\n).*?</figure>', re.S
)
PIECE = re.compile(r"\$([^$]+)\$|`([^`]+)`|([^$`]+)")


ASKED = re.compile(r'Quiz\(exercise=\\"(\w+)\\"\)')  # in the JSON of a notebook


def name_of_each_chapter(app, config):
    """Tell the templates which exercises each chapter has: {chapter: names}."""
    notebooks = sorted(Path(app.srcdir).glob("book/*.ipynb"))
    asked = {file: ASKED.findall(file.read_text(encoding="utf-8")) for file in notebooks}
    config.html_context["exercises"] = {f"book/{file.stem}": names for file, names in asked.items()}


def written(words):
    """Return words with $formulas$ and `code` in them as HTML."""

    def piece(found):
        formula, code, text = found.groups()
        if formula:
            return f'<span class="math notranslate">{formulas.typeset(formula.replace("−", "-"), False)}</span>'
        return f'<code class="notranslate">{escape(code)}</code>' if code else escape(text)

    return PIECE.sub(piece, words)


def room(label, kind="nn-button"):
    """Return what keeps the place of a button until the script brings it."""
    return f'<span class="{kind} nn-reserved nn-rest">{label}</span>\n'


MOVES = room(room("↑") + room("↓"), "nn-quiz-moves")


def answer(exercise, order):
    """Return the way to answer an exercise, with its options in this order, on paper."""
    if exercise.kind == "number":
        reach = f"within {exercise.tolerance}" if exercise.tolerance else "exactly"
        return f'<p class="nn-quiz-number">Answer: <span class="nn-quiz-blank"></span> {reach}</p>\n'
    if exercise.kind == "state":
        return f'<p class="nn-muted nn-small">It reads the figure “{exercise.figure_title}” on this page.</p>\n'
    items = "".join(f"<li>{item(exercise, place)}</li>\n" for place in order)
    if exercise.kind == "product":
        return f'{room("(no factor yet)", "nn-quiz-product")}<ul class="nn-quiz-printed nn-quiz-among">\n{items}</ul>\n'
    return f'<ul class="nn-quiz-printed">\n{items}</ul>\n'


def item(exercise, place):
    """Return one of the options, as high as it will be."""
    if exercise.kind == "order":
        return f'<span class="nn-quiz-item">{MOVES}<span>{written(exercise.options[place])}</span></span>'
    words = written(exercise.options[place][0])
    return f'<span class="{"nn-button" if exercise.kind == "product" else "nn-option"}"><span>{words}</span></span>'


def whole(exercise, seed):
    """Return the HTML of an exercise: title, question, options, and folded away the hint and the worked solution. The
    buttons of the row have their places.
    """
    drawn = instance(exercise, seed)
    folded = "".join(
        f'<details class="nn-fold nn-quiz-fold nn-quiz-help"><summary>{name}</summary><p class="nn-quiz-words">{written(words)}</p></details>\n'
        for name, words in (("Hint", exercise.hint), ("Worked solution", drawn["solution"]))
    )
    quiet = "".join(
        room(label, "nn-button nn-quiet")
        for label in ("Another one", "Reset")
        if label == "Reset" or exercise.kind == "number"
    )
    return (
        f'<p class="nn-quiz-title">{escape(exercise.title)}</p>\n'
        f'<p class="nn-quiz-words">{written(drawn["statement"])}</p>\n'
        f'<div class="nn-quiz-row">{answer(exercise, drawn["order"])}{room("Check")}{folded}{quiet}</div>\n'
    )


def add_to_page(app, pagename, templatename, context, doctree):
    """Put the words of each exercise into its place on a page."""

    def with_words(found):
        state = json.loads(unescape(found[2]))
        return f"{found[1]}{whole(all_exercises()[state['exercise']], state['seed'])}</figure>"

    context["body"] = EXERCISE.sub(with_words, context.get("body", ""))


def setup(app):
    """Write the exercises while the pages are written."""
    app.connect("config-inited", name_of_each_chapter)
    app.connect("html-page-context", add_to_page)
