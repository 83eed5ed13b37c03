"""The exercises of the book's pages, chapter by chapter. Their words stand here alone; how they are drawn and marked
stands in quiz/exercise.py and quiz/marking.py, and in the JavaScript beside them.
"""

from ..exercise import Exercise
from . import chapter_1, chapter_2, chapter_3, chapter_4

CHAPTERS = (chapter_1, chapter_2, chapter_3, chapter_4)


def all_exercises() -> dict[str, Exercise]:
    """{name: Exercise}, chapter by chapter."""
    return {name: exercise for chapter in CHAPTERS for name, exercise in chapter.EXERCISES.items()}
