"""How an answer to an exercise is read and marked."""

import re
from typing import Any, Literal, TypedDict

from .exercise import Exercise, filled, shown

UNREADABLE = "Write a number, such as 0.25, -3 or 1/4."


class Mark(TypedDict):
    verdict: Literal["right", "wrong", "none"]  # "none": nothing that could be marked
    reply: str


def marked(exercise: Exercise, answer: str, drawn: dict[str, Any]) -> Mark:
    """Return {"verdict", "reply"}: whether it is right, and what to say.

    drawn: what `instance` made of the exercise.
    """
    return _MARKED[exercise.kind](exercise, answer, drawn)


def _said(verdict: Literal["right", "wrong", "none"], reply: str) -> Mark:
    return {"verdict": verdict, "reply": reply}


def _choose(exercise: Exercise, answer: str, drawn: dict[str, Any]) -> Mark:
    chosen = places(answer, len(exercise.options))
    if not chosen:
        return _said("none", "Choose one of the answers.")
    return _said("wrong" if chosen[0] else "right", exercise.options[chosen[0]][1])


def _number(exercise: Exercise, answer: str, drawn: dict[str, Any]) -> Mark:
    given, values = read_number(answer), drawn["values"]
    if given is None:
        return _said("none", UNREADABLE)
    reach = max(exercise.tolerance, 1e-9)
    if abs(given - values["right"]) <= reach:
        return _said("right", f"The answer is {shown(values['right'])}.")
    for mistake, reply in exercise.replies.items():
        if mistake and abs(given - values[mistake]) <= reach:
            return _said("wrong", filled(reply, values))
    return _said("wrong", filled(exercise.replies[""], values))


def _order(exercise: Exercise, answer: str, drawn: dict[str, Any]) -> Mark:
    now = places(answer, len(exercise.options))
    if sorted(now) != list(range(len(exercise.options))):
        now = drawn["order"]
    first = next((i for i, item in enumerate(now) if item != i), None)
    if first is None:
        return _said("right", exercise.replies["right"])
    starts = {0: "Look at what comes first. ", 1: "The first one is in its place. "}
    return _said("wrong", starts.get(first, f"The first {first} are in their places. ") + exercise.replies[""])


def _product(exercise: Exercise, answer: str, drawn: dict[str, Any]) -> Mark:
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


def _state(exercise: Exercise, answer: str, drawn: dict[str, Any]) -> Mark:
    numbers = [read_number(part) for part in answer.split(";")]
    given = [number for number in numbers if number is not None]
    if not len(given) == len(numbers) == len(exercise.goal):
        return _said("none", f"Move the figure \u201c{exercise.figure_title}\u201d on this page first.")
    for i, (value, (low, high)) in enumerate(zip(given, exercise.goal)):
        if not low <= value <= high:
            return _said("wrong", exercise.replies[str(i)])
    return _said("right", exercise.replies["right"])


_MARKED = {"choose": _choose, "number": _number, "order": _order, "product": _product, "state": _state}


def read_number(text: str) -> float | None:
    """The number that was typed, or None: 0.25, 0,25, -3, 2e-3 or 1/4, with any minus sign."""
    match = re.fullmatch(
        r"\s*([+-]?\d*[.,]?\d+(?:e[+-]?\d{1,2})?)\s*(?:/\s*(\d{1,9}))?\s*",
        text.replace("\u2212", "-"),
        re.IGNORECASE | re.ASCII,
    )
    if not match or (match[2] is not None and int(match[2]) == 0):
        return None
    return float(match[1].replace(",", ".")) / (1 if match[2] is None else int(match[2]))


def places(text: str, count: int) -> list[int]:
    """The whole numbers below `count` of a text such as "2,0,1"; those that are none are left out."""
    found = [int(part) for part in text.split(",") if re.fullmatch(r"\d{1,3}", part, re.ASCII)]
    return [i for i in found if i < count]
