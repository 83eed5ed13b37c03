import itertools
import json

import numpy as np
import pytest
from conftest import javascript
from playwright.sync_api import expect

from nnlib import Network, Parameters, descend, example_costs, numerical_gradient, one_hot
from nnlib.figures import Quiz, Slope
from nnlib.figures.kit import figure_class
from nnlib.figures.quiz.exercise import filled, instance, picker
from nnlib.figures.quiz.exercises import CHAPTERS, all_exercises
from nnlib.figures.quiz.marking import read_number

ALL = all_exercises()
SEEDS = 200


def neuron(weights, b, x):
    return Network(Parameters([[weights]], [[[b]]])), np.array(x)[:, None]


def paths(n1, n2, n3):
    n1, n2, n3 = int(n1), int(n2), int(n3)
    return (np.ones((n3, n2)) @ np.ones((n2, n1)) @ np.ones((n1, 1))).sum()


def numbered(w0, w1, a0, a1, y0, y1):
    """dC_0/da_k by a nudge of a_k, with the outputs moving along their tangents."""
    w, a, y = np.array([w0, w1]), np.array([a0, a1]), np.array([y0, y1])
    h = 1e-6
    slope = a * (1 - a)
    return (((a + w * h * slope - y) ** 2).sum() - ((a - w * h * slope - y) ** 2).sum()) / (2 * h)


# Each solved once more, by nnlib or NumPy and not by the exercise's own lines.
SOLVED = {
    "pixel": lambda row, column: np.arange(784).reshape(28, 28)[int(row), int(column)],
    "one_neuron": lambda w0, w1, a0, a1, b: (lambda net, x: net.output(x).item())(*neuron([w0, w1], b, [a0, a1])),
    "count_parameters": lambda hidden: Network.random([784, int(hidden), 10], seed=0).parameters.vector.size,
    "cost_of_one": lambda a0, a1, a2, label: example_costs(np.array([[a0], [a1], [a2]]), one_hot([int(label)])[:3])[0],
    "one_step": lambda w, slope, eta: descend(lambda _: np.array([slope]), np.array([w]), eta, 1)[1, 0],
    "slope_along": lambda gx, gy, ux, uy: ((gx, gy) @ np.array([[ux], [uy]])).item(),
    "sampling_error": lambda p, n: 100 * np.std(np.arange(100) < p) / np.sqrt(n),
    "more_sensitive": lambda g0, g1: abs(g0) / abs(g1),
    "weight_wish": lambda a, w, d: ((w + 1) * a - w * a) * d,
    "pass_back": lambda w00, w01, w10, w11, d0, d1: (np.array([[w00, w01], [w10, w11]]).T @ [d0, d1])[0],
    "steps_an_epoch": lambda images, batch: -(-int(images) // int(batch)),
    "last_weight": lambda a_before, w, b, y: numerical_gradient(*neuron([w], b, [a_before]), np.array([[y]])).vector[0],
    "sum_over_j": numbered,
    "count_paths": paths,
}


def drawn(name, seed):
    """The numbers that an exercise gives the reader."""
    return ALL[name].draw(picker(seed))


def right_answer(name, seed):
    exercise = ALL[name]
    if exercise.kind == "number":
        return repr(float(SOLVED[name](**drawn(name, seed))))
    if exercise.kind == "choose":
        return "0"
    if exercise.kind == "order":
        return ",".join(map(str, range(len(exercise.options))))
    if exercise.kind == "product":
        return ",".join(str(i) for i, (_, reply) in enumerate(exercise.options) if not reply)
    return ";".join(str(np.mean(goal)) for goal in exercise.goal)


def wrong_answer(name, seed):
    exercise, n = ALL[name], seed + 1
    if exercise.kind == "number":
        values = {**drawn(name, seed), **exercise.answers(**drawn(name, seed))}
        mistakes = [
            values[key]
            for key in exercise.replies
            if key and abs(values[key] - values["right"]) > 2 * exercise.tolerance + 1e-9
        ]
        return repr(float([*mistakes, values["right"] + 1][seed % (len(mistakes) + 1)]))
    count = len(exercise.options)
    if exercise.kind == "choose":
        return str(1 + seed % (count - 1))
    if exercise.kind == "order":
        orders = list(itertools.permutations(range(count)))
        return ",".join(map(str, orders[n % len(orders) or 1]))
    if exercise.kind == "product":
        subsets = [s for r in range(1, count + 1) for s in itertools.combinations(range(count), r)]
        wrong = [s for s in subsets if ",".join(map(str, s)) != right_answer(name, 0)]
        return ",".join(map(str, wrong[seed % len(wrong)]))
    place = seed % len(exercise.goal)
    return ";".join(str(goal[0] - 0.01 * n if i == place else np.mean(goal)) for i, goal in enumerate(exercise.goal))


def state(name, seed, answer):
    return {"exercise": name, "seed": seed, "answer": answer, "checked": True}


@pytest.fixture(scope="module")
def by_javascript():
    """by_javascript(states): what the figure's JavaScript computes for them."""
    return lambda states: javascript(Quiz, states)


@pytest.mark.parametrize("verdict, answer", [("right", right_answer), ("wrong", wrong_answer)])
@pytest.mark.slow
def test_200_instances_of_every_exercise_are_marked_as_they_should_be(verdict, answer, by_javascript):
    states = [state(name, seed, answer(name, seed)) for name in ALL for seed in range(SEEDS)]
    for where, js in zip(states, by_javascript(states), strict=True):
        python = Quiz.compute(**where)
        assert python["verdict"] == js["verdict"] == verdict, where
        assert python["values"] == pytest.approx(js["values"], rel=1e-12, abs=1e-12), where
        assert {**python, "values": 0} == {**js, "values": 0}, where


def test_every_exercise_that_asks_for_a_number_is_solved_by_nnlib_too():
    assert set(SOLVED) == {name for name, exercise in ALL.items() if exercise.kind == "number"}
    for name, solve in SOLVED.items():
        for seed in range(SEEDS):
            numbers = drawn(name, seed)
            assert ALL[name].answers(**numbers)["right"] == pytest.approx(solve(**numbers), rel=1e-5, abs=1e-6), (
                name,
                seed,
            )


def test_a_mistake_is_answered_by_its_name():
    def reply(name, key, seed=1):
        values = ALL[name].answers(**drawn(name, seed))
        return Quiz.compute(**state(name, seed, str(values[key])))["reply"]

    assert "summed over $k$, not over $j$" in reply("pass_back", "across")
    assert "factor of 2 is missing" in reply("last_weight", "no_two")
    assert "uphill" in reply("one_step", "uphill")
    assert "left out the bias" in reply("one_neuron", "no_bias")


def test_another_one_has_other_numbers():
    for name in SOLVED:
        assert len({json.dumps(drawn(name, seed)) for seed in range(50)}) > 10, name


def test_every_word_that_is_to_be_filled_is_filled():
    for name, exercise in ALL.items():
        one = instance(exercise, 3)
        texts = [
            one["statement"],
            one["solution"],
            exercise.hint,
            *(filled(reply, one["values"]) for reply in exercise.replies.values()),
        ]
        assert not [text for text in texts if "<" in text], name
        assert len(exercise.solution) > 40 and len(exercise.hint) > 20 and exercise.statement, name


@pytest.mark.parametrize(
    "text, number",
    [
        ("0,5", 0.5),
        (" \u22123 ", -3),
        ("1/4", 0.25),
        ("2e-3", 0.002),
        (".5", 0.5),
        ("1/0", None),
        ("a", None),
        ("", None),
        ("1 2", None),
    ],
)
def test_numbers_are_read_as_people_write_them(text, number, by_javascript):
    assert read_number(text) == number
    verdict = "none" if number is None else "wrong"
    assert by_javascript([state("count_paths", 0, text)])[0]["verdict"] == verdict


def test_six_exercises_or_more_in_each_chapter():
    assert all(len(chapter.EXERCISES) >= 6 for chapter in CHAPTERS)
    assert {exercise.kind for exercise in ALL.values()} == {"choose", "number", "order", "product", "state"}


IN_FIGURES = [name for name, exercise in ALL.items() if exercise.kind == "state"]


@pytest.mark.parametrize("name", IN_FIGURES)
def test_the_goals_in_figures_can_be_read_from_them(name):
    for path in ALL[name].reads:
        value = figure_class(ALL[name].figure)().result
        for key in path.split("."):
            value = value[int(key) if key.isdigit() else key]
        assert np.isfinite(float(value))


# ---------------------------------------------------------------- on a page


def verdict(figure):
    return figure.locator(".nn-readout")


def test_a_number_is_checked_with_enter_and_the_mistake_named(show):
    figure = show(Quiz(exercise="pixel")).locator("[data-figure]")
    values = Quiz.compute("pixel", 0, "", False)["values"]
    box = figure.get_by_role("textbox")
    box.fill(f"{values['swapped']:.0f}")
    expect(verdict(figure)).to_be_hidden()
    box.press("Enter")
    expect(verdict(figure)).to_contain_text("\u2717 Not yet. You went down the columns")
    box.fill(f"{values['right']:.0f}")
    box.press("Enter")
    expect(verdict(figure)).to_contain_text("\u2713 Right.")


def test_another_one_asks_afresh(show):
    figure = show(Quiz(exercise="one_step")).locator("[data-figure]")
    before = figure.locator(".nn-quiz-words").first.inner_text()
    figure.get_by_role("textbox").fill("1")
    figure.get_by_role("button", name="Another one").click()
    expect(figure.get_by_role("textbox")).to_have_value("")
    assert figure.locator(".nn-quiz-words").first.inner_text() != before


def test_an_order_is_made_by_keyboard_alone(show):
    figure = show(Quiz(exercise="forward_order")).locator("[data-figure]")
    for item in ("multiply each", "add up", "add each", "squeeze"):
        for _ in range(4):
            button = figure.get_by_role("button", name=f"move down: {item}")
            if button.is_enabled():
                button.press("Enter")
                figure.evaluate("el => el.nnFigure.refresh()")
    figure.get_by_role("button", name="Check").press("Enter")
    expect(verdict(figure)).to_contain_text("\u2713 Right.")


@pytest.mark.parametrize("way, back, slot", [("down", "up", 1), ("up", "down", 2)])
def test_the_focus_goes_with_the_item_and_turns_round_at_the_end(way, back, slot, show):
    page = show(Quiz(exercise="forward_order"))
    item = ALL["forward_order"].options[Quiz.compute("forward_order", 0, "", False)["order"][slot]]
    page.get_by_role("button", name=f"move {way}: {item}").press("Enter")
    for next_way in (way, back):
        expect(page.get_by_role("button", name=f"move {next_way}: {item}")).to_be_focused()
        page.keyboard.press("Enter")


def test_a_product_is_built_by_pressing_its_factors(show):
    figure = show(Quiz(exercise="chain_weight")).locator("[data-figure]")
    order = Quiz.compute("chain_weight", 0, "", False)["order"]
    factors = figure.get_by_role("group", name="factors").get_by_role("button")
    factors.nth(order.index(0)).click()
    factors.nth(order.index(3)).click()
    figure.get_by_role("button", name="Check").click()
    expect(verdict(figure)).to_contain_text("belongs to a nudge of the activation before")
    factors.nth(order.index(3)).click()
    for factor in (1, 2):
        factors.nth(order.index(factor)).click()
    figure.get_by_role("button", name="Check").click()
    expect(verdict(figure)).to_contain_text("\u2713 Right.")


def test_another_figure_of_the_page_is_read(show):
    page = show(Slope(), Quiz(exercise="diverge"))
    slope, quiz = page.locator("[data-figure]").all()
    quiz.get_by_role("button", name="Check").click()
    expect(verdict(quiz)).to_contain_text("\u2717 Not yet. The ball is still in the picture.")
    slope.evaluate("el => el.nnFigure.set({ learning_rate: 1, steps: 20 })")
    quiz.get_by_role("button", name="Check").click()
    expect(verdict(quiz)).to_contain_text("\u2713 Right.")


def test_without_that_figure_it_says_so(show):
    quiz = show(Quiz(exercise="diverge")).locator("[data-figure]")
    quiz.get_by_role("button", name="Check").click()
    expect(verdict(quiz)).to_contain_text("Move the figure \u201cDown one slope\u201d on this page first.")


def test_what_is_solved_is_kept_in_the_browser_and_said_on_its_card(show):
    page = show(Quiz(exercise="threshold"), Quiz(exercise="whose_weights"))
    first, second = page.locator("[data-figure]").all()
    order = Quiz.compute("threshold", 0, "", False)["order"]
    first.get_by_role("radio").nth(order.index(0)).check()
    first.get_by_role("button", name="Check").click()
    expect(first.locator(".nn-quiz-solved")).to_have_text(" ✓ solved")
    expect(second.locator(".nn-quiz-solved")).to_be_empty()
    page.reload()
    first.scroll_into_view_if_needed()
    expect(first.locator(".nn-quiz-solved")).to_have_text(" ✓ solved")


def test_a_browser_that_keeps_nothing_still_checks(show):
    page = show(Quiz(exercise="threshold"))
    page.evaluate("() => Object.defineProperty(globalThis, 'localStorage', { get() { throw new Error('refused'); } })")
    figure = page.locator("[data-figure]")
    order = Quiz.compute("threshold", 0, "", False)["order"]
    figure.get_by_role("radio").nth(order.index(0)).check()
    figure.get_by_role("button", name="Check").click()
    expect(verdict(figure)).to_contain_text("\u2713 Right.")


def test_hint_and_solution_are_behind_a_click(show):
    figure = show(Quiz(exercise="threshold")).locator("[data-figure]")
    solution = figure.get_by_text("The sigmoid has no jump: it only rises fastest there.")
    expect(solution).not_to_be_visible()
    figure.locator("summary").nth(1).click()
    expect(solution).to_be_visible()


def test_the_markup_asks_without_scripts():
    assert "How active is it?" in Quiz(exercise="threshold").markup()
