"""Exercises in code: the reader writes a short function, and `check` says what is right and what is not, with nnlib as judge.

    from nnlib.exercises import check
    check("sigmoid", sigmoid)
"""

import warnings
from copy import deepcopy
from dataclasses import dataclass, field

import numpy as np

from . import _checks
from .activation import sigmoid
from .cost import cost, example_cost_prime
from .descent import descend


@dataclass(frozen=True)
class Task:
    """A function to write: the names of its arguments, inputs to try it on, the right answer, and mistakes with a name."""

    arguments: tuple
    inputs: tuple
    right: object  # right(*arguments) -> an array, a tuple or a list of arrays
    mistakes: dict = field(default_factory=dict)  # {what to say: function}


def check(name, function):
    """Print whether `function` does what the exercise `name` asks for, and if not, what is wrong and on which input.

    name: one of `names()`. function: takes the arguments that the exercise gives it and returns arrays. It is tried on several
    inputs; a wrong shape, sign or factor, a changed argument and other frequent mistakes are told by name. Nothing is returned.

    Raises ValueError for a name that is no exercise, TypeError if function cannot be called.
    """
    if name not in _TASKS:
        raise ValueError(f"name: got {_checks.shown(name)}, expected one of {', '.join(names())}")
    if not callable(function):
        raise TypeError(f"function: got {_checks.shown(function)}, expected a function; give its name without brackets")
    print(_verdict(name, _TASKS[name], function))


def names():
    """The names of the exercises, in the order of the chapters."""
    return list(_TASKS)


# ---------------------------------------------------------------- what is said


def _verdict(name, task, function):
    given = []
    for values in task.inputs:
        result, fault = _tried(name, task, function, values)
        if fault:
            return f"Not yet: {fault}"
        given.append(result)
    expected = [_arrays(task.right(*deepcopy(values))) for values in task.inputs]
    if all(map(_same, given, expected)):
        return f"Right: {name} agrees with nnlib on all {len(expected)} inputs."
    for said, mistake in {**task.mistakes, **_common(task)}.items():
        with np.errstate(over="ignore"):
            if all(_same(one, _arrays(mistake(*deepcopy(values)))) for one, values in zip(given, task.inputs)):
                return f"Not yet: {said}"
    for result, values in zip(given, task.inputs):
        if not all(np.isfinite(one).all() for one in result):
            return f"Not yet: for {_shown(task, values)} the result is not finite. Where does a number grow too large?"
    first = next(i for i, pair in enumerate(zip(given, expected)) if not _same(*pair))
    return f"Not yet: for {_shown(task, task.inputs[first])} it gives {_short(given[first])}, expected {_short(expected[first])}."


def _tried(name, task, function, values):
    """(the function's result as a list of arrays, "") or (None, what went wrong)."""
    arguments = deepcopy(values)
    where = f"for {_shown(task, values)}"
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            result = function(*arguments)
    except NotImplementedError:
        result = None
    except Exception as error:  # whatever the reader's code raises is the answer
        hint = " Is a matrix the wrong way round? W has a row for each neuron that receives." if "matmul" in str(error) else ""
        return None, f"{where} it stopped with {type(error).__name__}: {error}{hint}"
    if result is None or result is ...:
        return None, f"{name} returns nothing. Put your own line in the place of the dots, and return its result."
    for argument, before, after in zip(task.arguments, values, arguments):
        if not np.array_equal(before, after):
            return None, f"it changes its argument {argument} in place. Leave that as it is, and compute a new array."
    try:
        result = _arrays(result)
    except (TypeError, ValueError):
        return None, f"{where} it returns a {type(result).__name__}, which is no array of real numbers."
    return result, _misshapen(where, result, _arrays(task.right(*deepcopy(values))))


def _misshapen(where, result, expected):
    if len(result) != len(expected):
        return f"{where} it returns {len(result)} arrays, expected {len(expected)}."
    for i, (one, wanted) in enumerate(zip(result, expected)):
        which = f"array {i} of the result" if len(expected) > 1 else "the result"
        if one.shape != wanted.shape:
            hint = " Is a matrix the wrong way round?" if one.shape == wanted.shape[::-1] else ""
            hint = " Add up over the examples, its columns." if one.ndim == 2 and wanted.shape == (len(one), 1) else hint
            return f"{where} {which} has the shape {one.shape}, expected {wanted.shape}.{hint}"
    return ""


def _common(task):
    """Mistakes that any of the functions can have."""

    def times(factor):
        return lambda *values: [factor * one for one in _arrays(task.right(*values))]

    return {
        "the sign is the wrong way round.": times(-1),
        "a factor 2 is missing.": times(0.5),
        "there is a factor 2 too many.": times(2),
    }


def _arrays(result):
    """The result as a list of float arrays."""
    parts = [np.asarray(part) for part in (result if isinstance(result, (tuple, list)) else [result])]
    if any(part.dtype.kind not in "buif" for part in parts):
        raise TypeError("no real numbers")
    return [part.astype(float) for part in parts]


def _same(given, expected):
    return len(given) == len(expected) and all(one.shape == other.shape and np.allclose(one, other, rtol=1e-9, atol=1e-12) for one, other in zip(given, expected))


def _shown(task, values):
    return ", ".join(f"{argument} = {_short([np.asarray(value)])}" for argument, value in zip(task.arguments, values))


def _short(arrays):
    texts = (np.array2string(one, precision=4, separator=", ", threshold=12) for one in arrays)
    return " and ".join(" ".join(text.split()) for text in texts)


# ---------------------------------------------------------------- the exercises


def _layers(rng, *shapes):
    return tuple(tuple(np.round(rng.normal(0, 1, shape), 1) for shape in one) for one in shapes)


def _backward(W, a_before, a, dC_da):
    dC_dz = dC_da * a * (1 - a)
    return dC_dz @ a_before.T, dC_dz.sum(axis=1, keepdims=True), W.T @ dC_dz


def _batches(order, batch_size):
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


_rng = np.random.default_rng(0)
_outputs = tuple((np.array(a), np.array(y)) for a, y in (
    ([[0.9], [0.2]], [[1.0], [0.0]]),
    ([[0.3, 0.8], [0.6, 0.1], [0.5, 0.4]], [[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]),
))  # fmt: skip
_backwards = tuple(
    (W, sigmoid(a_before), sigmoid(a), dC_da)
    for W, a_before, a, dC_da in _layers(_rng, ((2, 3), (3, 1), (2, 1), (2, 1)), ((3, 4), (4, 5), (3, 5), (3, 5)))
)

_TASKS = {
    "sigmoid": Task(
        ("z",),
        ((np.array([0.0, 2.0, -1.5]),), (np.array([[0.5], [-3.0]]),), (np.array([-1000.0, 1000.0]),)),
        sigmoid,
        {
            "it falls where it should rise. The exponent is -z, and not z.": lambda z: sigmoid(-z),
            "that is e^-z alone. Add 1, and divide 1 by the sum.": lambda z: np.exp(-z),
        },
    ),
    "layer": Task(
        ("W", "b", "a"),
        _layers(_rng, ((2, 3), (2, 1), (3, 1)), ((4, 2), (4, 1), (2, 5))),
        lambda W, b, a: sigmoid(W @ a + b),
        {
            "that is z. The sigmoid is still to come.": lambda W, b, a: W @ a + b,
            "the bias is missing.": lambda W, b, a: sigmoid(W @ a),
            "the bias is taken off. It is added.": lambda W, b, a: sigmoid(W @ a - b),
            "the bias is added after the sigmoid. It belongs inside.": lambda W, b, a: sigmoid(W @ a) + b,
        },
    ),
    "cost": Task(
        ("a", "y"),
        _outputs,
        cost,
        {
            "it adds the examples up. The cost is their average: divide by the number of columns.": lambda a, y: ((a - y) ** 2).sum(),
            "it averages over the outputs too. Add over j, and average over the examples only.": lambda a, y: ((a - y) ** 2).mean(),
            "it adds differences. The cost adds their squares.": lambda a, y: abs(a - y).sum() / a.shape[1],
        },
    ),
    "gradient_step": Task(
        ("p", "gradient", "learning_rate"),
        ((np.array([1.0, -2.0]), np.array([3.0, 1.0]), 0.1), (np.array([0.0, 1.0, 2.0]), np.array([0.5, -0.5, 4.0]), 0.25)),
        lambda p, gradient, learning_rate: descend(lambda _: gradient, p, learning_rate, steps=1)[1],
        {
            "the step goes uphill. Take it against the gradient.": lambda p, gradient, learning_rate: p + learning_rate * gradient,
            "the learning rate is missing.": lambda p, gradient, learning_rate: p - gradient,
            "that is the step. Return where it leads to.": lambda p, gradient, learning_rate: -learning_rate * gradient,
        },
    ),
    "mini_batches": Task(
        ("order", "batch_size"),
        ((np.array([4, 0, 3, 1, 2, 5]), 2), (np.array([6, 2, 0, 5, 1, 4, 3]), 3)),
        _batches,
        {},
    ),
    "output_gradient": Task(
        ("a", "y"),
        ((np.array([[0.9], [0.2]]), np.array([[1.0], [0.0]])), (np.array([[0.3], [0.8], [0.5]]), np.array([[0.0], [0.0], [1.0]]))),
        example_cost_prime,
        {
            "that is the cost. Its derivative with respect to a is asked for.": lambda a, y: (a - y) ** 2,
            "the sign is the wrong way round, and a factor 2 is missing.": lambda a, y: y - a,
        },
    ),
    "backward_step": Task(
        ("W", "a_before", "a", "dC_da"),
        _backwards,
        _backward,
        {
            "sigma'(z) = a (1 - a) is missing: first make dC_dz of dC_da.": lambda W, a_before, a, dC_da: (dC_da @ a_before.T, dC_da.sum(axis=1, keepdims=True), W.T @ dC_da),
            "sigma'(z) is a (1 - a), and not a alone.": lambda W, a_before, a, dC_da: _backward(W, a_before, a, dC_da / (1 - a)),
        },
    ),
}  # fmt: skip
