"""An exercise that the page checks itself: an answer, a hint, a worked solution, and fresh numbers."""

from nnlib.figures.kit import Choice, Figure, Integer, Switch, Text, bundle
from nnlib.figures.quiz import exercises


class Quiz(Figure):
    """One exercise of nnlib/figures/quiz/exercises, by its name.

    seed draws its numbers and the order of its options; answer is what the reader answered (how it is written stands
    with the kinds of exercises); checked says whether the answer is to be marked.
    """

    _esm, _css = bundle(__name__)
    title = "Exercise"
    try_this = "Answer, then press Check."
    alternative = "An exercise with a way to answer it, a button that checks the answer, a hint and a worked solution. What is right or wrong is said in words."
    data = ("exercises",)

    exercise = Choice("pixel", tuple(exercises.all_exercises()))
    seed = Integer(0, low=0, high=9999)
    answer = Text("", longest=200)
    checked = Switch(False)

    def markup(self):
        """The figure on a page, with what it asks: for readers of a page without scripts."""
        statement = exercises.instance(exercises.all_exercises()[self.exercise], self.seed)["statement"]
        plain = statement.replace("$", "").replace("`", "").replace("<", "&lt;")
        return super().markup().replace("<figcaption", f"<p>{plain}</p>\n<figcaption", 1)

    @staticmethod
    def compute(exercise, seed, answer, checked):
        one = exercises.all_exercises()[exercise]
        drawn = exercises.instance(one, seed)
        return {**drawn, **exercises.marked(one, drawn["values"], drawn["order"], answer)}
