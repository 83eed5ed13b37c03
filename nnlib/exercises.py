"""Exercises in code: the reader writes a short function, and `check` says what is right and what is not, with nnlib as judge.

from nnlib.exercises import check
check("sigmoid", sigmoid)
"""

import warnings
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from . import _checks
from ._types import Array, Integers
from .activation import sigmoid, sigmoid_prime
from .cost import cost, example_cost_prime
from .descent import descend

Arrays: TypeAlias = Sequence[NDArray[Any]]
Values: TypeAlias = tuple[Any, ...]  # of the arguments of one call
Function: TypeAlias = Callable[..., Any]


@dataclass(frozen=True)
class _Task:
    """A function to write: the names of its arguments, inputs to try it on, the right answer, and mistakes with a name.

    square: an input whose widths are all equal, where a sum over the wrong index gives wrong numbers and no error.
    """

    arguments: tuple[str, ...]
    inputs: tuple[Values, ...]
    right: Function  # right(*arguments) -> an array, a tuple or a list of arrays
    mistakes: dict[str, Function] = field(default_factory=dict)  # {what to say: function}
    square: Values = ()


def check(name: str, function: Function) -> None:
    """Print whether `function` does what the exercise `name` asks for, and if not, what is wrong and on which input.

    name: one of `names()`. function: takes the arguments that the exercise gives it and returns arrays. It is tried on several
    inputs; a wrong shape, sign or factor, a changed argument and other frequent mistakes are told by name. Nothing is returned.

    Raises ValueError for a name that is no exercise, TypeError if function cannot be called.
    """
    if not (isinstance(name, str) and name in _TASKS):
        raise ValueError(f"name: got {_checks.shown(name)}, expected one of {', '.join(names())}")
    if not callable(function):
        raise TypeError(f"function: got {_checks.shown(function)}, expected a function; give its name without brackets")
    with warnings.catch_warnings(action="ignore"), np.errstate(all="ignore"):  # of the reader's code and of its results
        verdict = _verdict(name, _TASKS[name], function)
    print(verdict)


def names() -> list[str]:
    """The names of the exercises, in the order of the chapters."""
    return list(_TASKS)


# ---------------------------------------------------------------- what is said


def _verdict(name: str, task: _Task, function: Function) -> str:
    given: list[Arrays] = []
    fault = ""
    for values in task.inputs:
        result, fault = _tried(name, task, function, values)
        if fault or result is None:
            break
        given.append(result)
    expected = _answers(task.right, task.inputs)
    if not fault and all(map(_same, given, expected)):
        return f"Right: {name} agrees with nnlib on all {len(expected)} inputs."
    return f"Not yet: {_named(name, task, function) or fault or _different(task, given, expected)}"


def _named(name: str, task: _Task, function: Function) -> str:
    """What to say of the mistake that the function makes, or "" if it has no name."""
    inputs = (task.square,) if task.square else task.inputs
    results = [_tried(name, task, function, values)[0] for values in inputs]
    given = [result for result in results if result is not None]
    if len(given) < len(results):
        return ""
    right = _answers(task.right, inputs)
    for said, mistake in {**task.mistakes, **_common(task)}.items():
        wrong = _answers(mistake, inputs)
        if all(map(_same, given, wrong)):
            return said
        if places := _places(given, right, wrong):
            return f"{' and '.join(f'array {i}' for i in places)} of the result: {said}"
    return ""


def _places(given: Sequence[Arrays], right: Sequence[Arrays], wrong: Sequence[Arrays]) -> list[int]:
    """Which arrays of each result are as wrong as those of a mistake, if all the others are right."""
    if len({len(result) for result in (*given, *right, *wrong)}) > 1:
        return []
    answers = [zip(*results) for results in (given, right, wrong)]
    state = [(_same(one, fine), _same(one, bad)) for one, fine, bad in zip(*answers)]
    return [i for i, (fine, _) in enumerate(state) if not fine] if all(map(any, state)) else []


def _different(task: _Task, given: Sequence[Arrays], expected: Sequence[Arrays]) -> str:
    for result, values in zip(given, task.inputs):
        if not all(np.isfinite(one).all() for one in result):
            return f"for {_shown(task, values)} the result is not finite. Where does a number grow too large?"
    first = next(i for i, pair in enumerate(zip(given, expected)) if not _same(*pair))
    return (
        f"for {_shown(task, task.inputs[first])} it gives {_short(given[first])}, expected {_short(expected[first])}."
    )


def _tried(name: str, task: _Task, function: Function, values: Values) -> tuple[Arrays | None, str]:
    """(the function's result as a list of arrays, or None if it has none; what went wrong, or "")."""
    arguments = deepcopy(values)
    where = f"for {_shown(task, values)}"
    try:
        result = function(*arguments)
    except NotImplementedError:
        result = None
    except Exception as error:  # whatever the reader's code raises is the answer
        hint = (
            " Is a matrix the wrong way round? W has a row for each neuron that receives."
            if "matmul" in str(error)
            else ""
        )
        return None, f"{where} it stopped with {type(error).__name__}: {error}{hint}"
    if result is None or result is ...:
        return None, f"{name} returns nothing. Put your own line in the place of the dots, and return its result."
    for argument, before, after in zip(task.arguments, values, arguments):
        if not np.array_equal(before, after):
            return None, f"it changes its argument {argument} in place. Leave that as it is, and compute a new array."
    try:
        arrays = _arrays(result)
    except (TypeError, ValueError):
        return None, f"{where} it returns a {type(result).__name__}, which is not an array of real numbers."
    return arrays, _misshapen(where, result, arrays, _arrays(task.right(*deepcopy(values))))


def _misshapen(where: str, result: object, arrays: Arrays, expected: Arrays) -> str:
    if len(arrays) != len(expected):
        hint = " Make one array of the list: np.array(...)." if len(expected) == 1 and isinstance(result, list) else ""
        return f"{where} it returns {len(arrays)} arrays, expected {len(expected)}.{hint}"
    for i, (one, wanted) in enumerate(zip(arrays, expected)):
        if one.shape != wanted.shape:
            which = f"array {i} of the result" if len(expected) > 1 else "the result"
            return f"{where} {which} has the shape {one.shape}, expected {wanted.shape}.{_reshaped(one.shape, wanted.shape)}"
    return ""


def _reshaped(shape: tuple[int, ...], wanted: tuple[int, ...]) -> str:
    """A guess at how a wrong shape came about."""
    if shape == wanted[::-1]:
        return " Is a matrix the wrong way round?"
    if shape[:1] == wanted[:1] and wanted[1:] == (1,):
        return " Add up over the examples, its columns." if len(shape) == 2 else " Keep it a column: keepdims=True."
    return ""


def _common(task: _Task) -> dict[str, Function]:
    """Mistakes that any of the functions can have."""

    def times(factor: float) -> Function:
        return lambda *values: [factor * one for one in _arrays(task.right(*values))]

    return {
        "the sign is the wrong way round.": times(-1),
        "a factor of 2 is missing. The book's cost has no 1/2.": times(0.5),
        "there is one factor of 2 too many.": times(2),
    }


def _answers(function: Function, inputs: Iterable[Values]) -> list[Arrays]:
    return [_arrays(function(*deepcopy(values))) for values in inputs]


def _arrays(result: object) -> Arrays:
    """The result as a list of float arrays."""
    parts = [_checks.array("result", part) for part in (result if isinstance(result, (tuple, list)) else [result])]
    if any(part.dtype.kind not in "buif" for part in parts):
        raise TypeError("no real numbers")
    return [part.astype(float) for part in parts]


def _same(given: Arrays, expected: Arrays) -> bool:
    """Whether two lists hold the same arrays, up to rounding."""
    pairs = zip(given, expected)
    return len(given) == len(expected) and all(
        one.shape == other.shape and np.allclose(one, other, rtol=1e-9, atol=1e-12) for one, other in pairs
    )


def _shown(task: _Task, values: Values) -> str:
    return ", ".join(f"{argument} = {_short([np.asarray(value)])}" for argument, value in zip(task.arguments, values))


def _short(arrays: Arrays) -> str:
    texts = (np.array2string(one, precision=4, separator=", ", threshold=12) for one in arrays)
    return " and ".join(" ".join(text.split()) for text in texts)


# ---------------------------------------------------------------- the exercises


def _layers(rng: np.random.Generator, *shapes: tuple[tuple[int, int], ...]) -> tuple[Values, ...]:
    return tuple(tuple(np.round(rng.normal(0, 1, shape), 1) for shape in one) for one in shapes)


def _through(W: Array, a_before: Array, dC_dz: Array) -> Values:
    return dC_dz @ a_before.T, dC_dz.sum(axis=1, keepdims=True), W.T @ dC_dz


def _backward(W: Array, a_before: Array, a: Array, dC_da: Array) -> Values:
    return _through(W, a_before, dC_da * a * (1 - a))


def _with_dC_dz(dC_dz: Function) -> Function:
    """The backward step with another dC_dz(a, dC_da)."""
    return lambda W, a_before, a, dC_da: _through(W, a_before, dC_dz(a, dC_da))


def _with(place: int, wrong: Function) -> Function:
    """The backward step with another array in one place: wrong(W, a_before, a, dC_da, dC_dz)."""

    def mistaken(W: Array, a_before: Array, a: Array, dC_da: Array) -> list[Array]:
        result = list(_backward(W, a_before, a, dC_da))
        result[place] = wrong(W, a_before, a, dC_da, dC_da * a * (1 - a))
        return result

    return mistaken


def _batches(order: Integers, batch_size: int) -> list[Integers]:
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


_rng = np.random.default_rng(0)
_outputs = tuple(
    (np.array(a), np.array(y))
    for a, y in (
        ([[0.9], [0.2]], [[1.0], [0.0]]),
        ([[0.3, 0.8], [0.6, 0.1], [0.5, 0.4]], [[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]),
    )
)
_backwards = tuple(
    (W, sigmoid(a_before), sigmoid(a), dC_da)
    for W, a_before, a, dC_da in _layers(
        _rng, ((2, 3), (3, 1), (2, 1), (2, 1)), ((3, 4), (4, 5), (3, 5), (3, 5)), ((3, 3), (3, 3), (3, 3), (3, 3))
    )
)

_TASKS = {
    "sigmoid": _Task(
        ("z",),
        ((np.array([0.0, 2.0, -1.5]),), (np.array([[0.5], [-3.0]]),), (np.array([-1000.0, 1000.0]),)),
        sigmoid,
        {
            "it falls where it should rise. The exponent is -z, and not z.": lambda z: sigmoid(-z),
            "that is e^-z alone. Add 1, and divide 1 by the sum.": lambda z: np.exp(-z),
            "that is 1 + e^-z. Divide 1 by it, with brackets: 1 / (1 + ...).": lambda z: 1 + np.exp(-z),
            "that is the derivative, sigma'(z).": sigmoid_prime,
        },
    ),
    "layer": _Task(
        ("W", "b", "a"),
        _layers(_rng, ((2, 3), (2, 1), (3, 1)), ((4, 2), (4, 1), (2, 5))),
        lambda W, b, a: sigmoid(W @ a + b),
        {
            "that is z. The sigmoid is still to come.": lambda W, b, a: W @ a + b,
            "the bias is missing.": lambda W, b, a: sigmoid(W @ a),
            "the bias is subtracted. It is added.": lambda W, b, a: sigmoid(W @ a - b),
            "the bias is added after the sigmoid. It belongs inside.": lambda W, b, a: sigmoid(W @ a) + b,
            "it sums over j, the neurons that receive. z_j is a sum over k, those that send: W @ a.": lambda W, b, a: (
                sigmoid(W.T @ a + b)
            ),
            "that is z, and it sums over j, the neurons that receive. z_j is a sum over k, those that send: W @ a.": lambda W, b, a: (
                W.T @ a + b
            ),
        },
        _layers(_rng, ((3, 3), (3, 1), (3, 3)))[0],
    ),
    "cost": _Task(
        ("a", "y"),
        _outputs,
        cost,
        {
            "it adds the examples up. The cost is their average: divide by the number of columns.": lambda a, y: (
                (a - y) ** 2
            ).sum(),
            "it averages over the outputs too. Add over j, and average over the examples only.": lambda a, y: (
                (a - y) ** 2
            ).mean(),
            "it divides by the number of outputs. Divide by that of the examples, the columns.": lambda a, y: (
                ((a - y) ** 2).sum() / len(a)
            ),
            "that is the cost of each example. The cost is their average.": lambda a, y: ((a - y) ** 2).sum(axis=0),
            "that is one sum for each output. Add up over j, down the columns: axis=0.": lambda a, y: (
                (a - y) ** 2
            ).sum(axis=1),
            "it takes roots. The squares are added as they are.": lambda a, y: np.sqrt(
                ((a - y) ** 2).sum(axis=0)
            ).mean(),
            "it adds differences. The cost adds their squares.": lambda a, y: abs(a - y).sum() / a.shape[1],
        },
    ),
    "gradient_step": _Task(
        ("p", "gradient", "learning_rate"),
        (
            (np.array([1.0, -2.0]), np.array([3.0, 1.0]), 0.1),
            (np.array([0.0, 1.0, 2.0]), np.array([0.5, -0.5, 4.0]), 0.25),
        ),
        lambda p, gradient, learning_rate: descend(lambda _: gradient, p, learning_rate, steps=1)[1],
        {
            "the step goes uphill. Take it against the gradient.": lambda p, gradient, learning_rate: (
                p + learning_rate * gradient
            ),
            "the learning rate is missing.": lambda p, gradient, learning_rate: p - gradient,
            "it divides by the learning rate. Multiply by it.": lambda p, gradient, learning_rate: (
                p - gradient / learning_rate
            ),
            "that is the step. Return where it leads.": lambda p, gradient, learning_rate: -learning_rate * gradient,
        },
    ),
    "mini_batches": _Task(
        ("order", "batch_size"),
        ((np.array([4, 0, 3, 1, 2, 5]), 2), (np.array([6, 2, 0, 5, 1, 4, 3]), 3)),
        _batches,
        {
            "the last batch is missing, which is smaller. Keep it.": lambda order, batch_size: [
                batch for batch in _batches(order, batch_size) if len(batch) == batch_size
            ],
            "these are the batches of 0, 1, 2, ... in turn. Cut up the order that is given, as it is.": lambda order, batch_size: (
                _batches(np.arange(len(order)), batch_size)
            ),
            "batch_size is how many are in a batch, not how many batches there are.": np.array_split,
            "the batches overlap. Each starts where the one before ends.": lambda order, batch_size: [
                order[i : i + batch_size] for i in range(len(order))
            ],
        },
    ),
    "output_gradient": _Task(
        ("a", "y"),
        (
            (np.array([[0.9], [0.2]]), np.array([[1.0], [0.0]])),
            (np.array([[0.3], [0.8], [0.5]]), np.array([[0.0], [0.0], [1.0]])),
        ),
        example_cost_prime,
        {
            "that is the cost. Its derivative with respect to a is asked for.": lambda a, y: (a - y) ** 2,
            "it adds up over j. Each a_j stands in one term only, so each has a derivative of its own.": lambda a, y: (
                2 * (a - y)
            ).sum(),
            "it divides by the number of outputs. C_0 is a sum over j, and no average.": lambda a, y: (
                2 * (a - y) / len(a)
            ),
            "that is dC/dz. The factor sigma'(z) comes one step later.": lambda a, y: 2 * (a - y) * a * (1 - a),
            "the sign is the wrong way round, and a factor of 2 is missing.": lambda a, y: y - a,
        },
    ),
    "backward_step": _Task(
        ("W", "a_before", "a", "dC_da"),
        _backwards[:-1],
        _backward,
        {
            "sigma'(z) = a (1 - a) is missing: first make dC_dz of dC_da.": _with_dC_dz(lambda a, dC_da: dC_da),
            "sigma'(z) is a (1 - a), and not a alone.": _with_dC_dz(lambda a, dC_da: dC_da * a),
            "sigma'(z) is a (1 - a), and not 1 - a alone.": _with_dC_dz(lambda a, dC_da: dC_da * (1 - a)),
            "sigma'(z) is a (1 - a). Here a is sigma(z) already, so sigma is taken twice.": _with_dC_dz(
                lambda a, dC_da: dC_da * sigmoid_prime(a)
            ),
            "sigma'(z) is made of a, the activations of this layer, not of those before.": lambda W, a_before, a, dC_da: (
                _through(W, a_before, dC_da * a_before * (1 - a_before))
            ),
            "the last array sums over k, the neurons that send. dC_da of the layer before is a sum over j, those that receive: W.T @ dC_dz.": _with(
                2, lambda W, a_before, a, dC_da, dC_dz: W @ dC_dz
            ),
            "the last array lacks sigma'(z), and sums over k, the neurons that send. It is a sum over j, those that receive: W.T @ dC_dz.": _with(
                2, lambda W, a_before, a, dC_da, dC_dz: W @ dC_da
            ),
            "dC_dW is the wrong way round. Row j receives, column k sends: dC_dz @ a_before.T.": _with(
                0, lambda W, a_before, a, dC_da, dC_dz: a_before @ dC_dz.T
            ),
            "dC_dW sums over the neurons. It is a sum over the examples, the columns: dC_dz @ a_before.T.": _with(
                0, lambda W, a_before, a, dC_da, dC_dz: dC_dz @ a_before
            ),
            "dC_dW is made of the activations of this layer. The weights carry those of the layer before: a_before.": _with(
                0, lambda W, a_before, a, dC_da, dC_dz: dC_dz @ a.T
            ),
            "it divides by the number of examples. The average's 1/N is in dC_da already.": lambda *values: [
                one / values[-1].shape[1] for one in _backward(*values)
            ],
            "dC_db adds up over j, the neurons. Add up over the examples: axis=1.": _with(
                1, lambda W, a_before, a, dC_da, dC_dz: dC_dz.sum(axis=0, keepdims=True)
            ),
            "dC_db adds up over j, the neurons, and is not a column. Add up over the examples: axis=1, keepdims=True.": _with(
                1, lambda W, a_before, a, dC_da, dC_dz: dC_dz.sum(axis=0)
            ),
        },
        _backwards[-1],
    ),
}
