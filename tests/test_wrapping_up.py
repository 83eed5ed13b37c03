"""The last page: the whole book in one slider, asked about before it is answered."""

import json
import re
from pathlib import Path

from nnlib.figures import Untrained
from nnlib.figures.data import digits

ROOT = Path(__file__).parent.parent
PAGE, FRONT = ((ROOT / path).read_text(encoding="utf-8") for path in ("book/wrapping_up.md", "index.md"))
FIGURE = re.compile(r"```\{live-figure\} (\w+)\n:state: (.+)\n```")


def shown(stage):
    """What the page's figure computes at a stage of the training."""
    state = Untrained(**json.loads(FIGURE.search(PAGE)[2]), stage=stage).state
    return Untrained.compute(**state)


def test_a_question_stands_before_its_figure():
    before, name, *_ = FIGURE.split(PAGE)
    assert name == "untrained" and before.rstrip().endswith("?") and before.count("\n\n") == 3


def test_its_digit_is_the_7_of_the_front_page():
    digit = json.loads(FIGURE.search(PAGE)[2])["digit"]
    assert digit == json.loads(FIGURE.search(FRONT)[2])["digit"]
    assert digits.book()[1][digit] == 7


def test_the_slider_goes_from_a_wrong_answer_that_costs_much_to_a_right_one():
    first, last = shown(0), shown(8)
    assert first["answer"] != 7 and first["cost"] > 2
    assert last["answer"] == 7 and last["cost"] < 0.01
