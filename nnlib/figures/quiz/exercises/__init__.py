"""The exercises that a page checks itself: their words, their arithmetic, and how an answer is marked.

An `Exercise` is one of five kinds. What the reader answered is a short text (the figure's trait `answer`):
  choose   the number of an option, as the options stand here; option 0 is the right one, and a page shuffles them
  number   a number, or a fraction like 3/4; its numbers are drawn from a seed, by `draw`
  order    the numbers of the items, as the reader put them; here they stand in the right order
  product  the numbers of the chosen factors, in any order; those without a reply belong to the product
  state    what a figure of the page shows, number by number, each of which has to lie in its range of `goal`
The words stand here alone. Drawing, arithmetic and marking are done alike in quiz.js.
"""

import re
from dataclasses import dataclass, field
from math import floor

from nnlib.figures.kit import figure_class, seeded

UNREADABLE = "Write a number, such as 0.25, -3 or 1/4."


@dataclass(frozen=True)
class Exercise:
    """One exercise. In its words, $...$ is a formula and <name> a number that was drawn or computed."""

    kind: str
    title: str
    statement: str
    hint: str
    solution: str
    options: tuple = ()  # choose, product: (text, reply); order: texts
    replies: dict = field(default_factory=dict)  # number: {mistake: reply}; else {"": reply}
    draw: object = None  # number: draw(pick) -> {name: number}
    answers: object = None  # number: answers(**numbers) -> {"right": number, mistake or step: number}
    tolerance: float = 0
    figure: str = ""  # state: the name of the figure to be moved
    reads: tuple = ()  # state: which entries of its result are read
    goal: tuple = ()  # state: (low, high) for each of them

    @property
    def words(self):
        """What a page is told: all but the functions."""
        words = {name: value for name, value in vars(self).items() if not callable(value)}
        return words | {"figure_title": self.figure_title}

    @property
    def figure_title(self):
        """What the card of that figure is called."""
        return figure_class(self.figure).title if self.figure else ""


def picker(seed):
    """Return pick(low, high, step=1): a number of low, low + step, ..., high, drawn from the seed."""
    draw = seeded.random(seed)
    for _ in range(3):  # the first draws of neighbouring seeds are alike
        draw()

    def pick(low, high, step=1):
        count = floor((high - low) / step + 0.5) + 1
        return floor((low + step * floor(draw() * count)) * 1000 + 0.5) / 1000

    return pick


def instance(exercise, seed):
    """Return {"values", "order", "statement", "solution"}: one exercise with its numbers, options and words."""
    values = {}
    if exercise.kind == "number":
        numbers = exercise.draw(picker(seed))
        values = {name: float(value) for name, value in {**numbers, **exercise.answers(**numbers)}.items()}
    order = seeded.shuffled(len(exercise.options), seeded.random(seed + 1))
    if exercise.kind == "order" and order == sorted(order):
        order = [*order[1:], order[0]]
    return {
        "values": values,
        "order": order,
        "statement": filled(exercise.statement, values),
        "solution": filled(exercise.solution, values),
    }


def filled(words, values):
    """The words with each <name> replaced by its number, and each <(name)> by its number, in brackets if it is negative."""

    def number(match):
        if match[2] not in values:
            return match[0]
        text = shown(values[match[2]])
        return f"({text})" if match[1] and text.startswith("\u2212") else text

    return re.sub(r"<(\()?(\w+)\)?>", number, words)


def shown(x):
    """A number as it is written: at most four digits after the point, and a real minus sign."""
    text = f"{abs(x):.4f}".rstrip("0").rstrip(".")
    return f"\u2212{text}" if x < 0 and text != "0" else text


def read_number(text):
    """The number that was typed, or None: 0.25, 0,25, -3, 2e-3 or 1/4, with any minus sign."""
    match = re.fullmatch(
        r"\s*([+-]?\d*[.,]?\d+(?:e[+-]?\d{1,2})?)\s*(?:/\s*(\d{1,9}))?\s*",
        text.replace("\u2212", "-"),
        re.IGNORECASE | re.ASCII,
    )
    if not match or (match[2] is not None and int(match[2]) == 0):
        return None
    return float(match[1].replace(",", ".")) / (1 if match[2] is None else int(match[2]))


def places(text, count):
    """The whole numbers below `count` of a text such as "2,0,1"; those that are none are left out."""
    found = [int(part) for part in text.split(",") if re.fullmatch(r"\d{1,3}", part, re.ASCII)]
    return [i for i in found if i < count]


def marked(exercise, values, order, answer):
    """Return {"verdict", "reply"}: "right", "wrong" or "none" (nothing that could be marked), and what to say."""
    return _MARKED[exercise.kind](exercise, values, order, answer)


def _said(verdict, reply):
    return {"verdict": verdict, "reply": reply}


def _choose(exercise, values, order, answer):
    chosen = places(answer, len(exercise.options))
    if not chosen:
        return _said("none", "Choose one of the answers.")
    return _said("wrong" if chosen[0] else "right", exercise.options[chosen[0]][1])


def _number(exercise, values, order, answer):
    given = read_number(answer)
    if given is None:
        return _said("none", UNREADABLE)
    reach = max(exercise.tolerance, 1e-9)
    if abs(given - values["right"]) <= reach:
        return _said("right", f"{shown(values['right'])} it is.")
    for mistake, reply in exercise.replies.items():
        if mistake and abs(given - values[mistake]) <= reach:
            return _said("wrong", filled(reply, values))
    return _said("wrong", filled(exercise.replies[""], values))


def _order(exercise, values, order, answer):
    now = places(answer, len(exercise.options))
    if sorted(now) != list(range(len(exercise.options))):
        now = order
    first = 0
    while first < len(now) and now[first] == first:
        first += 1
    if first == len(now):
        return _said("right", exercise.replies["right"])
    start = (
        f"The first {first} stand right. "
        if first > 1
        else "The first one stands right. "
        if first
        else "Look at what comes first. "
    )
    return _said("wrong", start + exercise.replies[""])


def _product(exercise, values, order, answer):
    chosen = sorted(set(places(answer, len(exercise.options))))
    belongs = [i for i, (_, reply) in enumerate(exercise.options) if not reply]
    if not chosen:
        return _said("none", "Choose the factors of the product.")
    astray = [i for i in chosen if i not in belongs]
    if astray:
        return _said("wrong", exercise.options[astray[0]][1])
    if chosen != belongs:
        return _said("wrong", f"These belong to it, and {len(belongs) - len(chosen)} more. " + exercise.replies[""])
    return _said("right", exercise.replies["right"])


def _state(exercise, values, order, answer):
    given = [read_number(part) for part in answer.split(";")]
    if len(given) != len(exercise.goal) or None in given:
        return _said("none", f"Move the figure \u201c{exercise.figure_title}\u201d on this page first.")
    for i, (value, (low, high)) in enumerate(zip(given, exercise.goal)):
        if not low <= value <= high:
            return _said("wrong", exercise.replies[str(i)])
    return _said("right", exercise.replies["right"])


_MARKED = {"choose": _choose, "number": _number, "order": _order, "product": _product, "state": _state}


def all_exercises():
    """{name: Exercise}, chapter by chapter."""
    from . import chapter_1, chapter_2, chapter_3, chapter_4

    return {
        name: exercise
        for chapter in (chapter_1, chapter_2, chapter_3, chapter_4)
        for name, exercise in chapter.EXERCISES.items()
    }
