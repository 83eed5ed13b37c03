"""The exercises in code: solutions are right, mistakes are named, and nothing wrong is called right."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nnlib import exercises as code_exercises
from nnlib import sigmoid
from nnlib.exercises import check, names
from nnlib.figures import Quiz
from nnlib.figures.quiz.exercise import filled, picker
from nnlib.figures.quiz.exercises import all_exercises

BOOK = Path(__file__).parents[1] / "book"
CELLS = {cell.id: cell for file in sorted(BOOK.glob("*.ipynb")) for cell in nbformat.read(file, 4).cells}


def said(capsys, name, function):
    assert check(name, function) is None
    return capsys.readouterr().out.strip()


def solution(name):
    """The function of the worked solution in the chapter."""
    code = re.search(r"```python\n(.*?)```", CELLS[f"code-{name.replace('_', '-')}"].source, re.DOTALL)[1]
    space = {"np": np, "sigmoid": sigmoid}
    exec(code, space)
    return next(value for key, value in space.items() if key.startswith("my_"))


@pytest.mark.parametrize("name", names())
def test_the_worked_solution_is_right(name, capsys):
    assert said(capsys, name, solution(name)).startswith(f"Right: {name} agrees with nnlib")


@pytest.mark.parametrize("name", names())
def test_the_stub_of_the_chapter_says_not_yet(name, capsys):
    cell = CELLS[f"stub-{name.replace('_', '-')}"]
    saved = "".join(output.text for output in cell.outputs).strip()
    assert saved.startswith("Not yet:") and "    ...\n" in cell.source
    assert said(capsys, name, lambda *arguments: ...) == saved
    assert said(capsys, name, lambda *arguments: None) == saved
    assert said(capsys, name, unwritten) == saved


def each(change, right):
    """The right answer with every array of it changed."""
    return lambda *values: [change(one) for one in code_exercises._arrays(right(*values))]


def altered(right, factor, shift=0):
    return each(lambda one: factor * one + shift, right)


@pytest.mark.parametrize("name", names())
@pytest.mark.slow
def test_200_wrong_answers_are_marked_wrong(name, capsys):
    rng = np.random.default_rng(0)
    right = code_exercises._TASKS[name].right
    for _ in range(200):
        factor, shift = rng.choice([-1, 0.5, 1, 1.001, 2]), rng.choice([-1, 1e-6, 0.1])
        wrong = said(capsys, name, altered(right, factor, shift))
        assert wrong.startswith("Not yet:"), (factor, shift)


@pytest.mark.parametrize("name", names())
def test_sign_and_factor_2_are_told_by_name(name, capsys):
    right = code_exercises._TASKS[name].right
    for factor, words in (
        (-1, "the sign is the wrong way round"),
        (0.5, "a factor of 2 is missing"),
        (2, "one factor of 2 too many"),
    ):
        assert words in said(capsys, name, altered(right, factor))


@pytest.mark.parametrize("name", names())
def test_every_listed_mistake_is_told_by_its_name(name, capsys):
    for words, mistake in code_exercises._TASKS[name].mistakes.items():
        assert said(capsys, name, mistake) == f"Not yet: {words}"


def unwritten(*arguments):
    raise NotImplementedError


def in_place(p, gradient, learning_rate):
    p -= learning_rate * gradient
    return p


@pytest.mark.parametrize(
    "name, function, words",
    [
        ("gradient_step", in_place, "changes its argument p in place"),
        ("layer", lambda W, b, a: sigmoid(W @ a + b)[:, 0], "has the shape (2,), expected (2, 1)"),
        ("layer", lambda W, b, a: sigmoid(W @ a + b).T, "Is a matrix the wrong way round?"),
        ("layer", lambda W, b, a: W.T @ a, "it stopped with ValueError"),
        ("sigmoid", lambda z: np.exp(z) / (1 + np.exp(z)), "is not finite. Where does a number grow too large?"),
        ("sigmoid", lambda z: "a word", "which is not an array of real numbers"),
        ("sigmoid", lambda z: sigmoid(z) + 0j, "which is not an array of real numbers"),
        ("sigmoid", lambda z: np.exp(-z), "that is e^-z alone"),
        ("layer", lambda W, b, a: W @ a.T, "Is a matrix the wrong way round?"),
        (
            "layer",
            lambda W, b, a: (sigmoid(W @ a + b) @ np.ones((a.shape[1], 1)))[:, 0],
            "Keep it a column: keepdims=True.",
        ),
        ("sigmoid", lambda z: list(sigmoid(z)), "Make one array of the list: np.array(...)."),
        ("sigmoid", lambda z: np.ma.array(sigmoid(z), mask=True), "which is not an array of real numbers"),
        ("sigmoid", lambda z: np.longdouble("1e4000") * z, "is not finite"),
        ("sigmoid", lambda: 0, "it stopped with TypeError"),
        (
            "mini_batches",
            lambda order, size: (order[i : i + size] for i in range(0, len(order), size)),
            "it returns a generator, which is not an array of real numbers",
        ),
        (
            "mini_batches",
            lambda order, size: [order[i : i + size] for i in range(0, len(order) - size + 1, size)],
            "the last batch is missing",
        ),
        ("mini_batches", lambda order, size: [order[:size]], "returns 1 arrays, expected 3"),
        (
            "backward_step",
            lambda W, b, a, d: (d * a * (1 - a) @ b.T, d * a * (1 - a), W.T @ (d * a * (1 - a))),
            "Add up over the examples",
        ),
        ("cost", lambda a, y: 0.5, "for a = [[0.9], [0.2]], y = [[1.], [0.]] it gives 0.5, expected 0.05"),
    ],
)
def test_other_faults_are_told_with_their_input(name, function, words, capsys):
    assert words in said(capsys, name, function)


def backward(W, a_before, a, dC_da, slope=lambda a: a * (1 - a), dW="jm,km->jk", db="jm->j", da="jk,jm->km"):
    """The backward step as sums over named indices: j receives, k sends, m is the example."""
    dC_dz = dC_da * slope(a)
    return np.einsum(dW, dC_dz, a_before), np.einsum(db, dC_dz)[:, None], np.einsum(da, W, dC_dz)


def summed_by_loops(W, a_before, a, dC_da):
    """The classic: dC_da of the layer before with the loops' indices exchanged."""
    dC_dW, dC_db, _ = backward(W, a_before, a, dC_da)
    before = np.zeros_like(a_before)
    for k in range(len(a_before)):
        for j in range(len(a)):
            before[k] += W[k, j] * (dC_da * a * (1 - a))[j]
    return dC_dW, dC_db, before


@pytest.mark.parametrize(
    "function, words",
    [
        (
            summed_by_loops,
            "the last array sums over k, the neurons that send. dC_da of the layer before is a sum over j",
        ),
        (
            lambda *v: backward(*v, da="kj,jm->km"),
            "the last array sums over k, the neurons that send. dC_da of the layer before is a sum over j",
        ),
        (
            lambda W, a_before, a, dC_da: (*backward(W, a_before, a, dC_da)[:2], W @ dC_da),
            "lacks sigma'(z), and sums over k",
        ),
        (lambda *v: backward(*v, dW="jm,km->kj"), "dC_dW is the wrong way round. Row j receives, column k sends"),
        (lambda *v: backward(*v, dW="jm,mk->jk"), "dC_dW sums over the neurons. It is a sum over the examples"),
        (lambda *v: backward(*v, slope=np.ones_like), "Not yet: sigma'(z) = a (1 - a) is missing"),
        (
            lambda *v: (*backward(*v)[:2], backward(*v, slope=np.ones_like)[2]),
            "array 2 of the result: sigma'(z) = a (1 - a) is missing",
        ),
        (
            lambda *v: (*backward(*v, slope=np.ones_like)[:2], backward(*v)[2]),
            "array 0 and array 1 of the result: sigma'(z) = a (1 - a) is missing",
        ),
        (
            lambda *v: (backward(*v)[0] / v[-1].shape[1], *backward(*v)[1:]),
            "array 0 of the result: it divides by the number of examples",
        ),
        (
            lambda *v: (backward(*v)[0], -backward(*v)[1], backward(*v)[2]),
            "array 1 of the result: the sign is the wrong way round",
        ),
        (
            lambda *v: (2 * backward(*v)[0], *backward(*v)[1:]),
            "array 0 of the result: there is one factor of 2 too many",
        ),
    ],
)
def test_a_sum_over_the_wrong_index_and_its_like_are_told_by_name(function, words, capsys):
    assert backward(*code_exercises._TASKS["backward_step"].inputs[0])[2].shape == (3, 1)
    assert words in said(capsys, "backward_step", function)


@pytest.mark.parametrize(
    "function, words",
    [
        (lambda a, y: ((a - y) ** 2).sum(axis=0).mean() / 2, "a factor of 2 is missing. The book's cost has no 1/2."),
        (lambda a, y: sum(((a - y) ** 2).ravel()) / a.size, "it averages over the outputs too"),
        (lambda a, y: ((a - y) ** 2).mean(axis=1).sum() * a.shape[1] / len(a), "it divides by the number of outputs"),
        (lambda a, y: np.einsum("jm,jm->m", a - y, a - y), "that is the cost of each example"),
    ],
)
def test_a_wrong_count_is_told_by_name(function, words, capsys):
    assert words in said(capsys, "cost", function)


@pytest.mark.parametrize("name", names())
def test_a_result_of_another_shape_is_refused(name, capsys):
    right = code_exercises._TASKS[name].right
    for reshaped in (
        lambda one: one[None],
        lambda one: one[..., None],
        lambda one: np.stack([one, one]),
        lambda one: one.ravel()[:1].reshape(1, 1, 1),
    ):
        words = said(capsys, name, each(reshaped, right))
        assert words.startswith("Not yet:") and "has the shape" in words


def test_warnings_of_the_readers_code_are_not_ours(capsys, recwarn):
    assert said(capsys, "sigmoid", lambda z: 1 / (1 + np.exp(-z))).startswith("Right")
    assert not recwarn.list


def test_an_unknown_exercise_and_something_that_is_no_function_are_refused():
    with pytest.raises(ValueError, match="name: got 'sigma', expected one of sigmoid, layer"):
        check("sigma", sigmoid)
    with pytest.raises(TypeError, match=r"function: got .*, expected a function; give its name without brackets"):
        check("sigmoid", sigmoid(0.0))


NUMBERS = {name: one for name, one in all_exercises().items() if one.kind == "number"}


@pytest.mark.parametrize("name", NUMBERS)
def test_every_mistake_with_a_reply_gets_it_where_no_other_gives_the_same_number(name):
    one, alone = NUMBERS[name], set()
    for seed in range(100):
        numbers = one.draw(picker(seed))
        values = {**numbers, **one.answers(**numbers)}
        for key in filter(None, one.replies):
            if not any(
                abs(values[other] - values[key]) <= 2 * one.tolerance + 1e-9
                for other in {"right", *filter(None, one.replies)} - {key}
            ):
                said = Quiz.compute(exercise=name, seed=seed, answer=repr(float(values[key])), checked=True)
                assert (said["verdict"], said["reply"]) == (
                    "wrong",
                    filled(one.replies[key], said["values"]),
                ), (key, seed)
                alone.add(key)
    assert alone == set(filter(None, one.replies))


@pytest.mark.parametrize("answer", ["", "x", "1/0", ",;", "nan", "1;", "--1"])
@pytest.mark.parametrize("name", all_exercises())
def test_what_is_no_answer_is_not_called_right(name, answer):
    one = all_exercises()[name]
    said = Quiz.compute(exercise=name, seed=0, answer=answer, checked=True)
    assert said["reply"] and said["verdict"] == ("wrong" if one.kind == "order" else "none")
