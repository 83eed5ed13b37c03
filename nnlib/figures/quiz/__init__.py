"""An exercise that the page checks itself: an answer, a hint, a worked solution, and fresh numbers."""

from typing import Any

from nnlib.figures.kit import Choice, Figure, Integer, Switch, Text, bundle

from .exercise import instance
from .exercises import all_exercises
from .marking import marked


class Quiz(Figure):
    """One exercise of nnlib/figures/quiz/exercises, by its name.

    seed draws its numbers and the order of its options; answer is what the reader answered (how it is written stands
    in exercise.py); checked says whether the answer is to be marked.
    """

    _esm, _css = bundle(__name__)
    title = "Exercise"
    try_this = "Answer, then press Check."
    alternative = "An exercise with a way to answer it, a button that checks the answer, a hint and a worked solution. What is right or wrong is said in words."
    data = ("exercises",)

    exercise = Choice("pixel", tuple(all_exercises()))
    seed = Integer(0, low=0, high=9999)
    answer = Text("", longest=200)
    checked = Switch(False)

    def markup(self) -> str:
        """The figure on a page, with what it asks: for readers of a page without scripts."""
        asked = instance(all_exercises()[self.exercise], self.seed)["statement"]
        plain = asked.replace("$", "").replace("`", "").replace("<", "&lt;")
        return super().markup().replace("<figcaption", f"<p>{plain}</p>\n<figcaption", 1)

    @staticmethod
    def compute(exercise: str, seed: int, answer: str, checked: bool) -> dict[str, Any]:
        """The numbers by name, the order in which the options are dealt, statement and solution with their numbers,
        and how the answer is marked: verdict ("right", "wrong", "none") and reply."""
        one = all_exercises()[exercise]
        drawn = instance(one, seed)
        return {**drawn, **marked(one, answer, drawn)}
