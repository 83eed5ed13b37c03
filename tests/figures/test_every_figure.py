"""What every figure promises, tried on each of them: nothing is registered here either."""

import json
import os
import re

import numpy as np
import pytest
import traitlets
from conftest import random_value

from nnlib.figures.kit import figure_class, figure_names

FIGURES = figure_names()
FUZZ = int(os.environ.get("FUZZ", "0"))
HOSTILE_STATES = max(60, FUZZ // 20)
EVENTS = max(200, FUZZ // 10)


@pytest.fixture(params=FIGURES)
def cls(request):
    return figure_class(request.param)


def test_has_its_words(cls):
    assert cls.title and cls.try_this and len(cls.alternative) > 60
    assert cls.video or cls.name() == "quiz"  # an exercise is of the book, not of a video
    assert cls.schema()


def test_markup_is_the_same_each_time_and_escapes_its_state(cls):
    assert cls().markup() == cls().markup()
    assert cls()._repr_mimebundle_()[0]["text/html"] == cls().markup()
    assert "0x" not in repr(cls())


def in_python(kind):
    """Values that have no business in a trait, and that only Python can give."""
    whole = np.ones(2) if isinstance(kind["default"], str) else np.asarray(kind["default"])
    junk = [
        10**400,
        10**5000,
        1j,
        b"1",
        object(),
        print,
        {1},
        iter([1]),
        np.float64("nan"),
        np.inf,
        np.datetime64("2020-01-01"),
        np.timedelta64(1),
        np.array(1.0),
    ]
    return [
        *junk,
        np.ones((3, 3, 3)),
        whole.astype(str).tolist(),
        np.ma.array(whole, mask=True),
        whole.astype(complex),
        [whole.tolist(), [1]],
        whole.astype(object),
    ]


def refusal(figure, name, value):
    """What the figure says against a value, or None."""
    try:
        setattr(figure, name, value)
    except traitlets.TraitError as error:
        return str(error)
    return None


def test_python_refuses_what_is_no_state_and_keeps_the_one_it_has(cls, hostile):
    figure, rng = cls(), np.random.default_rng(3)
    for name, kind in cls.schema().items():
        for value in [*in_python(kind), *(hostile(kind, rng) for _ in range(60))]:
            before = figure.state
            if error := refusal(figure, name, value):
                assert re.match(f"{name}: expected .*got ", error, re.S) and figure.state == before
                assert all(str(kind[end]) in error for end in ("low", "high") if end in kind), error
            else:
                assert figure.state[name] == json.loads(json.dumps(figure.state[name], allow_nan=False))


def test_a_list_is_changed_as_a_whole_or_not_at_all(cls):
    figure = cls()
    for name, kind in cls.schema().items():
        if kind["type"] != "numbers" or not figure.state[name]:
            continue
        for change in (lambda values: values.append(0), lambda values: values.__setitem__(0, values[0])):
            with pytest.raises(TypeError, match="changed as a whole"):
                change(getattr(figure, name))
        setattr(figure, name, list(getattr(figure, name)))


def test_a_name_that_it_does_not_have_is_refused(cls):
    for wrong in (lambda: cls(biass=1), lambda: setattr(cls(), "biass", 1)):
        with pytest.raises(
            (TypeError, AttributeError), match=f"{cls.__name__} has no biass; it has {next(iter(cls.schema()))}"
        ):
            wrong()


# ---------------------------------------------------------------- without a browser


def plain(state):
    return json.loads(json.dumps(state))


def test_is_drawn_in_both_widths_with_its_words(cls, desk):
    drawn = desk.ask("draw", cls())
    assert drawn["state"] == plain(cls().state)
    assert cls.title in drawn["text"] and cls.alternative in drawn["text"]


def test_lives_twice_on_a_page_and_resets_to_its_start(cls, desk):
    rng = np.random.default_rng(1)
    changes = {name: random_value(kind, rng) for name, kind in cls.schema().items()}
    answer = desk.ask("reset", cls(), changes=changes)
    assert answer["state"] == plain(cls().state)
    assert answer["changed"], f"no change of {changes} was taken"


def test_hostile_states_are_mended_and_nothing_is_nan(cls, desk, hostile):
    rng = np.random.default_rng(2)
    states = [{name: hostile(kind, rng) for name, kind in cls.schema().items()} for _ in range(HOSTILE_STATES)]
    assert desk.ask("feed", cls(), states=states)["state"] == plain(cls().state)


def test_random_keys_and_pointers_leave_it_alive(cls, desk):
    assert desk.ask("storm", cls(), count=EVENTS, seed=1)["state"] == plain(cls().state)


def test_what_is_worked_out_beforehand_ends_and_changes_nothing(cls, desk):
    assert desk.ask("idle", cls()) == {"left": 0, "after": 0}


def test_all_that_keys_reach_has_a_name(cls, desk):
    assert desk.ask("unnamed", cls())["unnamed"] == []


# ---------------------------------------------------------------- in a browser

SMALL = """() => [...document.querySelectorAll('.nn-figure button, .nn-figure input, .nn-figure select, .nn-figure summary, .nn-figure [tabindex="0"]')]
  .filter((el) => el.getClientRects().length)
  .map((el) => [el.getAttribute('aria-label') ?? el.textContent ?? el.type, el.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < 23.5).map(([name, box]) => `${name}: ${box.width.toFixed(0)} x ${box.height.toFixed(0)}`)"""


def test_fits_a_phone_with_targets_that_are_large_enough(cls, show):
    page = show(cls(), width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".nn-failed").count() == 0
    assert page.evaluate(SMALL) == []


STARTS_SELECTING = "el => el.dispatchEvent(new Event('selectstart', { bubbles: true, cancelable: true }))"


def test_a_drag_selects_no_text_and_reset_ends_it(cls, show):
    page = show(cls())
    figure = page.locator("[data-figure]")
    drawings = page.locator(".nn-body > div > svg:visible, .nn-sheets > div > svg:visible").all()
    assert drawings or cls.name() == "quiz"
    for drawing in drawings:
        box = drawing.bounding_box()
        for start, end in ((0.03, 0.97), (0.5, 0.9)):
            page.mouse.move(box["x"] + start * box["width"], box["y"] + start * box["height"])
            page.mouse.down()
            page.mouse.move(box["x"] + end * box["width"], box["y"] + end * box["height"], steps=4)
            page.mouse.up()
            assert page.evaluate("String(getSelection())") == ""
        assert not drawing.evaluate(STARTS_SELECTING)
    assert page.locator(".nn-figure [tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    figure.get_by_role("button", name="Reset").first.click()
    figure.evaluate("el => el.nnFigure.refresh()")
    assert figure.evaluate("el => el.nnFigure.state") == plain(cls().state)
    assert not figure.evaluate("el => /\\b(NaN|undefined|Infinity)\\b/.test(el.outerHTML)")
