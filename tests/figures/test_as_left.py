"""Figures are as the reader left them when a page is read again, and as the notebook has them on a fresh visit."""

import json

import pytest
from conftest import random_states, wait_alive

from nnlib.figures import Neuron, Quiz
from nnlib.figures.kit import all_figures
from tools.figure_page import write_page

STATES = "(figures) => figures.map(({ nnFigure }) => nnFigure.state)"
CHANGE = "(figures, states) => figures.forEach(({ nnFigure }, i) => nnFigure.set(states[i]))"
LEFT = "() => Object.entries(sessionStorage).find(([key]) => key.startsWith('neural-networks-live: left figures'))"
LEAVE = """() => {
  Object.defineProperty(document, "hidden", { value: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def figures_of(page):
    """The figures of the page, alive."""
    wait_alive(page)
    return page.locator("[data-figure]")


def states(page):
    return figures_of(page).evaluate_all(STATES)


@pytest.fixture
def neurons(page, tmp_path):
    """Open a page with two neurons that are alike, and change the second."""
    page.goto(write_page(tmp_path / "page", [Neuron(b=2.0), Neuron(b=2.0)]).as_uri())
    figures_of(page).evaluate_all(CHANGE, [{}, {"b": -3.5}])
    return page


def biases(page):
    return [state["b"] for state in states(page)]


def test_every_figure_is_as_it_was_left_and_resets_to_its_own_start(page, tmp_path):
    classes = all_figures()
    changed = json.loads(json.dumps([random_states(cls, 2, seed=5)[1] for cls in classes]))
    page.goto(write_page(tmp_path / "page", [cls() for cls in classes]).as_uri())
    figures = figures_of(page)
    start = figures.evaluate_all(STATES)
    figures.evaluate_all(CHANGE, changed)
    before = figures.evaluate_all(STATES)
    assert [cls for cls, was, now in zip(classes, start, before) if was == now] == []
    page.reload()
    assert states(page) == before
    figures.evaluate_all("(figures) => figures.forEach(({ nnFigure }) => nnFigure.reset())")
    assert figures.evaluate_all(STATES) == start
    page.evaluate(LEAVE)
    assert page.evaluate(LEFT) is None


def test_of_two_figures_that_are_alike_the_one_that_was_changed_is_changed_after_back(neurons):
    assert biases(neurons) == [2, -3.5]
    neurons.goto("about:blank")
    neurons.go_back()
    assert biases(neurons) == [2, -3.5]


def test_a_fresh_visit_begins_as_the_notebook_does(neurons):
    neurons.goto(neurons.url + "?")
    assert biases(neurons) == [2, 2]


def test_a_tab_that_was_put_away_is_as_it_was(neurons):
    neurons.evaluate(LEAVE)
    kept = neurons.evaluate(LEFT)
    assert "-3.5" in kept[1]
    neurons.add_init_script("Object.defineProperty(document, 'wasDiscarded', { value: true })")
    neurons.goto(neurons.url)
    assert biases(neurons) == [2, -3.5]


def test_only_what_differs_from_the_start_is_kept(neurons):
    neurons.evaluate(LEAVE)
    (entry,) = json.loads(neurons.evaluate(LEFT)[1]).values()
    assert entry == {"state": {"b": -3.5}, "open": []}
    figures_of(neurons).last.get_by_role("button", name="Reset").click()
    neurons.evaluate(LEAVE)
    assert neurons.evaluate(LEFT) is None


def test_a_figure_that_is_not_reached_again_stays_as_it_was(page, tmp_path):
    file = write_page(tmp_path / "page", [Neuron(), Neuron(), Neuron()])
    file.write_text(file.read_text("utf-8").replace("</style>", "figure { min-height: 1000px }</style>"), "utf-8")
    page.goto(file.as_uri())
    figures_of(page).evaluate_all(CHANGE, [{}, {}, {"b": -3.5}])
    for _ in range(2):
        page.evaluate("scrollTo(0, 0)")
        page.reload()
        page.locator("[data-live]").first.wait_for()
        assert page.locator("[data-figure]:not([data-live])").count()
    assert biases(page)[2] == -3.5


REFUSED = [{"b": 1e9}, {"b": "3"}, {"unknown": 1}, {"constructor": {}}, {"w": [1, 2]}, [], None, 5, "words"]
NOT_OURS = ["{", "null", "5", '"words"', "[[]]"]
KEEP = "([key, kept]) => addEventListener('unload', () => sessionStorage.setItem(key, kept))"


def test_what_the_figure_does_not_take_as_it_is_is_dropped(neurons):
    neurons.evaluate(LEAVE)
    key, kept = neurons.evaluate(LEFT)
    ((name, entry),) = json.loads(kept).items()
    for kept in [json.dumps({name: entry | {"state": state, "open": state}}) for state in REFUSED] + NOT_OURS:
        neurons.evaluate(KEEP, [key, kept])  # after the page's own word
        neurons.reload()
        assert (biases(neurons), kept) == ([2, 2], kept)


def test_another_start_is_another_figure(neurons, tmp_path):
    write_page(tmp_path / "page", [Neuron(b=2.5), Neuron(b=2.5)])
    neurons.reload()
    assert biases(neurons) == [2.5, 2.5]


def test_folds_and_typed_answers_are_there_again(page, tmp_path):
    page.goto(write_page(tmp_path / "page", [Quiz(exercise="pixel"), Quiz(exercise="threshold")]).as_uri())
    first, second = figures_of(page).all()
    first.get_by_role("textbox").fill("180")
    first.get_by_role("button", name="Check").click()
    first.locator("summary", has_text="Hint").click()
    second.get_by_role("radio").nth(1).check()
    verdict = first.locator(".nn-readout").inner_text()
    page.reload()
    figures_of(page)
    assert first.get_by_role("textbox").input_value() == "180"
    assert verdict.startswith("✗ Not yet") and first.locator(".nn-readout").inner_text() == verdict
    assert second.get_by_role("radio").nth(1).is_checked()
    assert page.locator("details").evaluate_all("(all) => all.map(({ open }) => open)") == [True, False, False, False]
