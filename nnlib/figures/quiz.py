"""An exercise that the page checks itself: an answer, a hint, a worked solution, and fresh numbers."""

from nnlib.figures import _exercises
from nnlib.figures.base import Choice, Figure, Integer, Switch, Text


class Quiz(Figure):
    """One exercise of nnlib/figures/_exercises, by its name.

    seed draws its numbers and the order of its options; answer is what the reader answered (how it is written stands
    with the kinds of exercises); checked says whether the answer is to be marked.
    """

    title = "Exercise"
    try_this = "Answer, then press Check."
    alternative = "An exercise with a way to answer it, a button that checks the answer, a hint and a worked solution. What is right or wrong is said in words."
    data = ("exercises",)

    exercise = Choice("pixel", tuple(_exercises.all_exercises()))
    seed = Integer(0, low=0, high=9999)
    answer = Text("", longest=200)
    checked = Switch(False)

    def markup(self):
        """The figure on a page, with what it asks: for readers of a page without scripts."""
        statement = _exercises.instance(_exercises.all_exercises()[self.exercise], self.seed)["statement"]
        plain = statement.replace("$", "").replace("`", "").replace("<", "&lt;")
        return super().markup().replace("<figcaption", f"<p>{plain}</p>\n<figcaption", 1)

    @staticmethod
    def compute(exercise, seed, answer, checked):
        one = _exercises.all_exercises()[exercise]
        drawn = _exercises.instance(one, seed)
        return {**drawn, **_exercises.marked(one, drawn["values"], drawn["order"], answer)}
