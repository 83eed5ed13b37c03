"""The browser's storage: forbidden, full, or full of what somebody else wrote. Nothing is thrown, and all works without."""

import json

import pytest
from conftest import wait_alive
from playwright.sync_api import expect

from nnlib.figures import Quiz, Training
from tools.figure_page import write_page

FORBIDDEN = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });"""
NONE = 'for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { value: null });'
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
WHOLE = {
    "settings": {"hidden": "16-16", "seed": 1},
    "curve": [],
    "latest": {
        "run": 1,
        "done": 5,
        "seen": 50,
        "due": 500,
        "speed": 0,
        "last": dict.fromkeys(["seen", "train_cost", "test_cost", "train_accuracy", "test_accuracy", "slope"], 0.5),
        "vector": [0.1] * 13002,
    },
}


def changed(**latest):
    return WHOLE | {"latest": WHOLE["latest"] | latest}


HOSTILE = {
    "no JSON": "{",
    "null": "null",
    "a number": "5",
    "words": '["constructor", "__proto__", "toString", 5, null]',
    "nothing in it": "{}",
    "no vector": json.dumps(changed(vector=None)),
    "a vector of words": json.dumps(changed(vector=["x"] * 13002)),
    "a curve of nothing": json.dumps(WHOLE | {"curve": [None, {}]}),
    "no curve": json.dumps(WHOLE | {"curve": 7}),
    "no steps": json.dumps(changed(done="many")),
    "another network": json.dumps(WHOLE | {"settings": {"hidden": "toString"}}),
}
WRITTEN = "for (const kind of ['getItem']) Storage.prototype[kind] = () => %s;"
CASES = {"forbidden": FORBIDDEN, "none": NONE, "full": FULL} | {
    name: WRITTEN % json.dumps(text) for name, text in HOSTILE.items()
}


@pytest.mark.parametrize("script", CASES.values(), ids=CASES)
def test_figures_work_whatever_the_storage_does(script, page, tmp_path):
    page.add_init_script(script)
    page.goto(write_page(tmp_path / "page", [Training(), Quiz()]).as_uri())
    wait_alive(page)
    training, quiz = page.locator("[data-figure]").all()
    assert training.evaluate("el => el.nnFigure.state") == json.loads(json.dumps(Training().state))
    assert page.locator("[data-error]").count() == 0
    expect(quiz.locator(".nn-quiz-solved")).to_be_empty()
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    for figure in (training, quiz):
        figure.get_by_role("button", name="Reset").first.click()
    assert page.locator("[data-error]").count() == 0


def test_a_training_that_is_whole_is_taken_up(page, tmp_path):
    page.add_init_script(WRITTEN % json.dumps(json.dumps(WHOLE | {"settings": WHOLE["settings"] | {"_start": 1}})))
    page.goto(write_page(tmp_path / "page", [Training()]).as_uri())
    wait_alive(page)
    expect(page.locator(".nn-readout")).to_contain_text("This is the training that you left.")
    page.get_by_role("button", name="Reset").click()
    assert page.locator("[data-error]").count() == 0
