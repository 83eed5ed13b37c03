"""One exercise that a page checks itself: its words, and its numbers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import floor
from re import Match, sub
from typing import Any, TypeAlias

from nnlib.figures.kit import figure_class, seeded

Pick: TypeAlias = Callable[..., float]  # pick(low, high, step=1): a number of low, low + step, ..., high
Values: TypeAlias = dict[str, float]

NOT_YET = "Not that number. The hint says how to begin."


def _no_numbers(*_: object) -> Values:
    return {}


@dataclass(frozen=True)
class Exercise:
    """One exercise. In its words, $...$ is a formula and <name> a number that was drawn or computed.

    It is one of five kinds. What the reader answered is a short text (the figure's trait `answer`):
      choose   the number of an option, as the options stand here; option 0 is the right one, and a page shuffles them
      number   a number, or a fraction like 3/4; its numbers are drawn from a seed, by `draw`
      order    the numbers of the items, as the reader put them; here they stand in the right order
      product  the numbers of the chosen factors, in any order; those without a reply belong to the product
      state    what a figure of the page shows, number by number, each of which has to lie in its range of `goal`
    """

    kind: str
    title: str
    statement: str
    hint: str
    solution: str
    options: tuple[Any, ...] = ()  # choose, product: (text, reply); order: texts
    replies: dict[str, str] = field(default_factory=dict)  # number: {mistake: reply}; else {"": reply}
    draw: Callable[[Pick], Values] = _no_numbers  # number: draw(pick) -> {name: number}
    answers: Callable[..., Values] = _no_numbers  # number: answers(**numbers) -> {"right", mistake or step: number}
    tolerance: float = 0
    figure: str = ""  # state: the name of the figure to be moved
    reads: tuple[str, ...] = ()  # state: which entries of its result are read
    goal: tuple[tuple[float, float], ...] = ()  # state: (low, high) for each of them

    @property
    def words(self) -> dict[str, Any]:
        """What a page is told: all but the functions."""
        words = {name: value for name, value in vars(self).items() if not callable(value)}
        return words | {"figure_title": self.figure_title}

    @property
    def figure_title(self) -> str:
        """What the card of that figure is called."""
        return figure_class(self.figure).title if self.figure else ""


def picker(seed: int) -> Pick:
    """Return pick(low, high, step=1): a number of low, low + step, ..., high, drawn from the seed."""
    draw = seeded.random(seed)
    for _ in range(3):  # the first draws of neighbouring seeds are alike
        draw()

    def pick(low: float, high: float, step: float = 1) -> float:
        count = floor((high - low) / step + 0.5) + 1
        return floor((low + step * floor(draw() * count)) * 1000 + 0.5) / 1000

    return pick


def instance(exercise: Exercise, seed: int) -> dict[str, Any]:
    """Return {"values", "order", "statement", "solution"}: one exercise with its numbers, options and words."""
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


def filled(words: str, values: Values) -> str:
    """The words with each <name> replaced by its number, and each <(name)> by its number, in brackets if it is negative."""

    def number(match: Match[str]) -> str:
        if match[2] not in values:
            return match[0]
        text = shown(values[match[2]])
        return f"({text})" if match[1] and text.startswith("\u2212") else text

    return sub(r"<(\()?(\w+)\)?>", number, words)


def shown(x: float) -> str:
    """A number as it is written: at most four digits after the point, and a real minus sign."""
    text = f"{abs(x):.4f}".rstrip("0").rstrip(".")
    return f"\u2212{text}" if x < 0 and text != "0" else text
