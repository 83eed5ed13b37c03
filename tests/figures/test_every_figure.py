"""What every figure promises, tried on each of them: nothing is registered here either."""

import json
import re

import numpy as np
import pytest
import traitlets

from nnlib.figures.kit import figure_class, figure_names

FIGURES = figure_names()
STATE = "el => el.nnFigure.state"
HOSTILE_STATES = 500
EVENTS = 1000
FORMULAS = """el => [...el.querySelectorAll('[data-maths]')].map((formula) => [...formula.children]
  .map((piece) => [piece.textContent, ...['class', 'dx', 'dy', 'data-symbol'].map((name) => piece.getAttribute(name))]))"""
NO_NUMBER = r"/\b(NaN|undefined|Infinity)\b/"


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


def test_python_refuses_what_is_no_state_and_keeps_the_one_it_has(cls, hostile):
    figure, rng = cls(), np.random.default_rng(3)
    for name, kind in cls.schema().items():
        for value in [*in_python(kind), *(hostile(kind, rng) for _ in range(60))]:
            before = figure.state
            try:
                setattr(figure, name, value)
            except traitlets.TraitError as error:
                assert re.match(f"{name}: expected .*got ", str(error), re.S) and figure.state == before
                assert all(str(kind[end]) in str(error) for end in ("low", "high") if end in kind), error
            else:
                assert figure.state[name] == json.loads(json.dumps(figure.state[name], allow_nan=False))


def test_a_name_that_it_does_not_have_is_refused(cls):
    for wrong in (lambda: cls(biass=1), lambda: setattr(cls(), "biass", 1)):
        with pytest.raises(
            (TypeError, AttributeError), match=f"{cls.__name__} has no biass; it has {next(iter(cls.schema()))}"
        ):
            wrong()


def test_lives_twice_on_a_page_and_resets_to_its_start(cls, show):
    page = show(cls(), cls())
    first, second = page.locator("[data-figure]").all()
    start = first.evaluate(STATE)
    assert start == json.loads(json.dumps(cls().state))
    picture, formulas = first.inner_html(), first.evaluate(FORMULAS)
    changed = _change(first, cls)
    page.wait_for_timeout(100)
    assert first.evaluate(STATE) != start, f"no change of {changed} was taken"
    assert second.evaluate(STATE) == start
    first.get_by_role("button", name="Reset").first.click()
    page.wait_for_timeout(800)
    assert first.evaluate(STATE) == start
    assert _shape(first.inner_html()) == _shape(picture)
    assert first.evaluate(FORMULAS) == formulas
    assert second.get_attribute("data-error") is None


def _change(figure, cls):
    """Set each trait to another value of its range, through the figure."""
    rng = np.random.default_rng(1)
    from conftest import random_value

    values = {name: random_value(kind, rng) for name, kind in cls.schema().items()}
    figure.evaluate("(el, values) => el.nnFigure.set(values)", values)
    return values


def _shape(markup):
    """The markup without what only tells two drawings of a figure apart, and without the order of attributes."""
    told = re.sub(
        r'(nn-(about-)?\d+)|(<div class="nn-hidden" aria-live.*?</div>)|( style="[^"]*")|( open="")|( class="[^"]*")',
        "",
        markup,
    )
    return re.sub(
        r'(?: [\w-]+="[^"]*"){2,}', lambda found: " ".join(sorted(re.findall(r'[\w-]+="[^"]*"', found[0]))), told
    )


SEEN = """(el) => {
  const copy = el.cloneNode(true);
  for (const away of copy.querySelectorAll(".nn-away")) away.replaceChildren();
  return copy.innerHTML;
}"""


def test_what_is_worked_out_beforehand_ends_and_changes_nothing(cls, show, page):
    page.add_init_script(
        "window.idle = new Map(); requestIdleCallback = (run) => (idle.set(++asked, run), asked); cancelIdleCallback = (id) => idle.delete(id); var asked = 0"
    )
    show(cls())
    figure = page.locator("[data-figure]")
    before = figure.evaluate(STATE), _shape(figure.evaluate(SEEN))
    for _ in range(400):
        page.evaluate("() => [...idle].forEach(([id, run]) => idle.delete(id) && run())")
    page.wait_for_timeout(60)
    assert page.evaluate("idle.size") == 0
    assert (figure.evaluate(STATE), _shape(figure.evaluate(SEEN))) == before
    figure.evaluate("el => { el.nnFigure.set({}); el.nnFigure.refresh(); el.nnFigure.end(); }")
    assert page.evaluate("idle.size") == 0


def test_fits_a_phone(cls, show):
    page = show(cls(), width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".nn-failed").count() == 0


def test_is_wholly_reachable_by_keyboard_with_names(cls, show):
    page = show(cls())
    unnamed = page.evaluate("""() => [...document.querySelectorAll('.nn-figure [tabindex="0"], .nn-figure input, .nn-figure select, .nn-figure button')]
      .filter((el) => !(el.getAttribute('aria-label') || el.closest('label')?.textContent.trim() || el.textContent.trim())).map((el) => el.outerHTML.slice(0, 200))""")
    assert unnamed == []
    assert page.locator(".nn-figure [tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0


def test_a_drag_selects_no_text(cls, show):
    page = show(cls())
    drawings = page.locator(".nn-stage > svg:visible, .nn-sheets > div > svg:visible").all()
    assert drawings or cls.name() == "quiz"
    for drawing in drawings:
        box = drawing.bounding_box()
        for start, end in ((0.03, 0.97), (0.5, 0.9)):
            page.mouse.move(box["x"] + start * box["width"], box["y"] + start * box["height"])
            page.mouse.down()
            page.mouse.move(box["x"] + end * box["width"], box["y"] + end * box["height"], steps=4)
            page.mouse.up()
            assert page.evaluate("String(getSelection())") == ""


def test_targets_are_large_enough(cls, show):
    page = show(cls(), width=320)
    small = page.evaluate("""() => [...document.querySelectorAll('.nn-figure button, .nn-figure input, .nn-figure select, .nn-figure summary, .nn-figure [tabindex="0"]')]
      .filter((el) => el.getClientRects().length)
      .map((el) => [el.getAttribute('aria-label') ?? el.textContent ?? el.type, el.getBoundingClientRect()])
      .filter(([, box]) => Math.min(box.width, box.height) < 23.5).map(([name, box]) => `${name}: ${box.width.toFixed(0)} x ${box.height.toFixed(0)}`)""")
    assert small == []


def test_hostile_states_are_mended_and_nothing_is_nan(cls, show, hostile):
    page = show(cls())
    figure = page.locator("[data-figure]")
    rng = np.random.default_rng(2)
    states = [{name: hostile(kind, rng) for name, kind in cls.schema().items()} for _ in range(HOSTILE_STATES)]
    assert figure.evaluate(HOSTILE, states) is None
    figure.get_by_role("button", name="Reset").first.click()
    page.wait_for_timeout(100)
    assert figure.evaluate(STATE) == json.loads(json.dumps(cls().state))


def test_random_keys_and_pointers_leave_it_alive(cls, show):
    page = show(cls())
    figure = page.locator("[data-figure]")
    listeners = figure.evaluate(LISTENERS)
    for width in (320, 1200):  # and the other drawing, on the way
        figure.evaluate(STORM, EVENTS // 2)
        page.wait_for_timeout(200)
        assert figure.get_attribute("data-error") is None
        assert not figure.evaluate(f"(el) => {NO_NUMBER}.test(el.outerHTML)")
        state = figure.evaluate("el => { el.nnFigure.pause(); return el.nnFigure.state; }")
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(100)
        assert figure.evaluate(STATE) == state
    assert figure.evaluate(LISTENERS) == listeners
    figure.get_by_role("button", name="Reset").first.click()
    page.wait_for_timeout(100)
    assert figure.evaluate(STATE) == json.loads(json.dumps(cls().state))


HOSTILE = f"""(el, states) => {{
  for (const [i, state] of states.entries()) {{
    for (const [name, value] of Object.entries(state)) el.nnFigure.model.set(name, value);
    el.nnFigure.refresh();
    if (el.hasAttribute("data-error") || (i % 10 === 9 && {NO_NUMBER}.test(el.outerHTML))) return states.slice(i - (i % 10), i + 1);
  }}
  return null;
}}"""

LISTENERS = "(el) => [el.nnFigure._updates.length, [...el.nnFigure.model._listeners].map(([event, actions]) => [event, actions.size])]"

STORM = """(el, count) => {
  let s = 1;
  const next = (n) => { s = (Math.imul(s, 1103515245) + 12345) >>> 0; return Math.floor((s / 4294967296) * n); };
  const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown', ' ', 'Enter', 'a', 'Escape', 'Delete'];
  for (let i = 0; i < count; i++) {
    const targets = [...el.querySelectorAll('button, input, select, summary, [tabindex="0"]')];
    const target = targets[next(targets.length)];
    const box = target.getBoundingClientRect();
    const place = { bubbles: true, cancelable: true, pointerId: 1, button: 0, buttons: 1, clientX: box.x + next(300) - 100, clientY: box.y + next(300) - 100 };
    const kind = next(4);
    if (kind === 0) target.dispatchEvent(new KeyboardEvent('keydown', { key: keys[next(keys.length)], bubbles: true, cancelable: true, shiftKey: next(2) === 0 }));
    else if (kind === 1 && target.type === 'range') { target.value = Number(target.min) + (next(100) / 99) * (target.max - target.min); target.dispatchEvent(new Event('input', { bubbles: true })); }
    else if (kind === 2) target.dispatchEvent(new MouseEvent('click', place));
    else {
      target.setPointerCapture = () => {};
      for (const name of ['pointerdown', 'pointermove', 'pointermove', 'pointerup']) target.dispatchEvent(new PointerEvent(name, { ...place, clientX: place.clientX + next(60), clientY: place.clientY + next(60) }));
    }
  }
}"""
