"""Random calls of every public function, sensible and not: a right answer, or an error of our own before anything changed.

`make test` tries some of them; all 10,000: FUZZ=10000 .venv/bin/pytest tests/test_fuzz.py
"""

import importlib
import inspect
import io
import json
import os
import pkgutil
import re
import struct
import sys
import traceback
import tracemalloc
import warnings
import zipfile
from contextlib import redirect_stdout
from decimal import Decimal
from fractions import Fraction
from math import exp, inf, nan
from pathlib import Path

import numpy as np
import pytest
import traitlets
from matplotlib.figure import Figure

import nnlib
from nnlib import Network, Parameters, exercises, figures, plots
from nnlib.figures.kit import all_figures

CALLS = int(os.environ.get("FUZZ", 1000))
PACKAGE = str(Path(nnlib.__file__).parent)
OWN_ERRORS = (TypeError, ValueError, ArithmeticError)

SLOW = {
    "load_mnist",
    "plots.digits",
    "plots.weights",
    "plots.curve",
    "plots.surface",
    "plots.outputs",
    "plots.activations",
}
TAKE_NOTHING = {
    "Network.copy",
    "exercises.names",
    "trained.memorised_labels",
    "trained.trained_network",
    "trained.training_checkpoints",
    "trained.untrained_network",
}
CHECKED_BEFORE = {"Network.propagate", "activation.sigma", "backprop.write_gradient"}  # by their callers in the package

NUMBERS = [
    0,
    1,
    -1,
    2,
    3,
    0.5,
    -0.0,
    1e-320,
    2.5,
    nan,
    inf,
    -inf,
    1e300,
    10**400,
    -(10**5000),
    10**5000,
    True,
    False,
    None,
    "3",
    b"3",
    1j,
    [],
    [1],
    {},
    print,
    np.int64(2),
    np.uint8(200),
    np.float32(0.5),
    np.float16(2),
    np.longdouble(1),
    np.bool_(True),
    np.array(1),
    np.array([1, 2]),
    np.array("1"),
    np.datetime64("2020-01-01"),
    np.timedelta64(1, "D"),
    Fraction(1, 2),
    Decimal("0.5"),
    object(),
    range(2),
    np.float64,
    np.float64(nan),
]
SMALL = [n for n in NUMBERS if not isinstance(n, int) or n < 9 or n > 10**9]
SIZES = [
    (),
    (2,),
    (2, 0),
    (2, -1),
    (2, 1.0),
    (2, True),
    [3, 2],
    (3, 2, 1),
    np.array([3, 2]),
    (10**5000, 2),
    (10**9, 10**9),
    "32",
    {3: 2},
    {3, 2},
    iter((2, 3)),
    ((2, 3),),
    [None, 2],
]
DTYPES = [
    np.float32,
    np.float64,
    "float32",
    "f8",
    float,
    int,
    np.float16,
    "nonsense",
    None,
    [],
    object,
    np.dtype(">f8"),
    np.dtype("f8"),
    3,
    np.array([1, 2]),
]


def changed(array, rng):
    """An array that is not quite what was asked for, or is it in another form."""
    forms = [
        lambda a: a.T,
        lambda a: a.ravel(),
        lambda a: a[None],
        lambda a: a[..., None],
        lambda a: a[:0],
        lambda a: a[..., :0],
        lambda a: a[1:],
        lambda a: np.vstack([a, a]),
        lambda a: a * 255,
        lambda a: -a,
        lambda a: a + 1e300,
        lambda a: a * 1e-320,
        lambda a: np.rint(a * 255).astype(np.uint8),
        lambda a: np.rint(a).astype(np.int8),
        lambda a: a > 0.5,
        lambda a: a.astype(object),
        lambda a: a.astype(str),
        lambda a: a.astype("S9"),
        lambda a: a.astype(complex),
        lambda a: a.astype(np.float16),
        lambda a: a.astype(np.float32),
        lambda a: a.astype(np.longdouble),
        lambda a: a.astype(">f8"),
        lambda a: a.tolist(),
        lambda a: [*a.tolist(), [1]],
        lambda a: tuple(a),
        lambda a: np.ma.array(a, mask=True),
        lambda a: np.asfortranarray(a),
        lambda a: a[::-1],
        lambda a: np.where(a == a.max(), nan, a),
        lambda a: np.where(a == a.max(), -inf, a),
        lambda a: a.astype("M8[s]"),
        lambda a: np.zeros(a.shape, [("x", "f8")]),
        lambda a: memoryview(np.ascontiguousarray(a)),
        lambda a: np.broadcast_to(a.mean(), a.shape),
        lambda a: iter(a.tolist()),
        lambda a: {"x": a},
        lambda a: a.mean(),
        lambda a: np.array(a.mean()),
        lambda a: None,
        lambda a: "x",
        lambda a: np.array([a, None], object),
    ]
    with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
        return forms[rng.integers(len(forms))](array)


class Maker:
    """Arguments, each of them now and then not what it should be."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.wrong = self.rng.random() < 0.7  # else the whole call makes sense
        self.sizes = tuple(self.rng.integers(1, 5, self.rng.integers(2, 5)).tolist())
        self.m = int(self.rng.integers(1, 6))

    def __call__(self, good, bad=NUMBERS):
        return bad[self.rng.integers(len(bad))] if self.wrong and self.rng.random() < 0.3 else good

    def array(self, *shape, low=0.0, high=1.0):
        good = self.rng.uniform(low, high, shape).astype(self.rng.choice([np.float32, np.float64]))
        if self.wrong and self.rng.random() < 0.4:
            return changed(good, self.rng)
        return self(good)

    def labels(self, classes):
        good = self.rng.integers(0, classes, self.m)
        return changed(good, self.rng) if self.wrong and self.rng.random() < 0.4 else self(good.tolist())

    def network(self):
        return self(Network.random(self.sizes, int(self.rng.integers(9)), self.rng.choice([np.float32, np.float64])))

    def x(self):
        return self.array(self.sizes[0], self.m)

    def y(self):
        return self.array(self.sizes[-1], self.m)


def real_network(make):
    network = make.network()
    return network if isinstance(network, Network) else Network.random(make.sizes, 0)


def parts(make):
    pairs = list(zip(make.sizes, make.sizes[1:]))
    return make([make.array(n_out, n_in, low=-9, high=9) for n_in, n_out in pairs]), make(
        [make.array(n_out, 1, low=-9, high=9) for _, n_out in pairs]
    )


def trained(network, x, y, options):
    return [after.parameters.vector for after in nnlib.sgd(network, x, y, **options)]


def options(make):
    rate = make(1.0, [*NUMBERS, lambda t: 0.5, lambda t: None, lambda t: -t])
    return {"learning_rate": rate, "batch_size": make(1), "epochs": make(2, SMALL), "seed": make(0), "scale": make(1)}


def vector_of(make):
    return make.array(sum(n_out * n_in + n_out for n_in, n_out in zip(make.sizes, make.sizes[1:])), low=-9, high=9)


def set_vector(network, vector):
    network.parameters.vector = vector


def drawn(draw, *arguments, **options):
    ax = Figure().subplots()
    try:
        draw(*arguments, ax=ax, **options)
    except OWN_ERRORS:
        assert not ax.has_data() and ax.axison
        raise


def answering(make, right):
    """A reader's function for an exercise: it gives the right answer, that answer changed, nonsense, or an error, each time the same."""
    seed, other = make.rng.integers(2**32), make(None)
    kinds = (TypeError, KeyError, RecursionError, Warning, StopIteration, NotImplementedError)

    def answer(*arguments):
        rng, value = np.random.default_rng(seed), right(*arguments)
        if rng.random() < 0.2:
            raise kinds[rng.integers(len(kinds))]("of the reader")
        parts = [changed(np.atleast_1d(one), rng) if rng.random() < 0.5 else one for one in exercises._arrays(value)]
        return other if other is not None else parts if isinstance(value, (list, tuple)) else parts[0]

    return answer if make.wrong else right


def exercise(make):
    name = exercises.names()[make.rng.integers(len(exercises.names()))]
    return verdict, make(name), make(answering(make, exercises._TASKS[name].right))


def verdict(name, function):
    """Let `check` print what it says; where that is "Right", the numbers are compared once more."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        exercises.check(name, function)
    assert printed.getvalue().startswith(("Right: ", "Not yet: "))
    if printed.getvalue().startswith("Right: "):
        task = exercises._TASKS[name]
        for arguments in task.inputs:
            np.testing.assert_allclose(flat(function(*arguments)), flat(task.right(*arguments)), rtol=1e-6)


def flat(value):
    parts = value if isinstance(value, (list, tuple)) else [value]
    return np.concatenate([np.ravel(np.asarray(part, float)) for part in parts])


def saved(make):
    real_network(make).save("network.npz")
    return make("network.npz", [name for name in NUMBERS if not isinstance(name, str)])


CALLS_OF = {  # name: make -> the function and its arguments
    "sigmoid": lambda make: (nnlib.sigmoid, make.array(2, 3, low=-1e6, high=1e6)),
    "sigmoid_prime": lambda make: (nnlib.sigmoid_prime, make.array(2, low=-99, high=99)),
    "cost": lambda make: (nnlib.cost, make.array(3, make.m), make.array(3, make.m)),
    "example_costs": lambda make: (nnlib.example_costs, make.array(3, make.m), make.array(3, make.m)),
    "example_cost_prime": lambda make: (nnlib.example_cost_prime, make.array(3, make.m), make.array(3, make.m)),
    "backprop": lambda make: (nnlib.backprop, make.network(), make.x(), make.y()),
    "numerical_gradient": lambda make: (nnlib.numerical_gradient, make.network(), make.x(), make.y(), make(1e-5)),
    "accuracy": lambda make: (nnlib.accuracy, make.network(), make.x(), make.labels(make.sizes[-1])),
    "one_hot": lambda make: (nnlib.one_hot, make.labels(10), make(np.float64, DTYPES)),
    "load_mnist": lambda make: (nnlib.load_mnist, make("test"), make(3), make(np.float64, DTYPES)),
    "descend": lambda make: (nnlib.descend, make(lambda p: p), make.array(2, low=-9, high=9), make(0.1), make(2)),
    "sgd": lambda make: (trained, make.network(), make.x(), make.y(), options(make)),
    "Parameters": lambda make: (Parameters, *parts(make)),
    "Parameters.zeros": lambda make: (Parameters.zeros, make(make.sizes, SIZES + NUMBERS), make(np.float64, DTYPES)),
    "Parameters.from_vector": lambda make: (Parameters.from_vector, vector_of(make), make(make.sizes, SIZES + NUMBERS)),
    "Parameters.location": lambda make: (real_network(make).parameters.location, make(1)),
    "Parameters.vector": lambda make: (set_vector, real_network(make), vector_of(make)),
    "Network": lambda make: (Network, make(Parameters.zeros(make.sizes))),
    "Network.random": lambda make: (
        Network.random,
        make(make.sizes, SIZES + NUMBERS),
        make(1),
        make(np.float64, DTYPES),
    ),
    "Network.astype": lambda make: (real_network(make).astype, make(np.float32, DTYPES)),
    "Network.forward": lambda make: (real_network(make).forward, make.x()),
    "Network.output": lambda make: (real_network(make).output, make.x()),
    "Network.classify": lambda make: (real_network(make).classify, make.x()),
    "Network.save": lambda make: (real_network(make).save, saved(make)),
    "Network.load": lambda make: (Network.load, saved(make)),
    "exercises.check": exercise,
    "plots.digits": lambda make: (drawn, plots.digits, make.array(784, 2), make([1, 2]), make(3)),
    "plots.weights": lambda make: (drawn, plots.weights, make.array(3, 784, low=-9, high=9), make(None), make(3)),
    "plots.curve": lambda make: (drawn, plots.curve, make.array(5, low=-9, high=9), make.array(5, low=-9, high=9)),
    "plots.surface": lambda make: (
        drawn,
        plots.surface,
        np.arange(4),
        np.arange(3),
        make.array(3, 4),
        make.array(5, 2),
        make(5, SMALL),
    ),
    "plots.outputs": lambda make: (drawn, plots.outputs, make.array(10), make(3 if make.m > 1 else None)),
    "plots.activations": lambda make: (
        drawn,
        plots.activations,
        make([make.array(784, 1), make.array(16, 1), make.array(10 if make.m > 1 else 40, 1)]),
    ),
}


def numbers_in(value):
    """Every array of numbers in an answer."""
    if isinstance(value, (Network, Parameters)):
        value = getattr(value, "parameters", value).vector
    if isinstance(value, (list, tuple)):
        return [array for one in value for array in numbers_in(one)]
    return [] if value is None else [np.asarray(value)]


def contents(value):
    """What an argument holds, to be compared with what it holds after the call."""
    if isinstance(value, (Network, Parameters)):
        return getattr(value, "parameters", value).vector.tobytes()
    if isinstance(value, np.ndarray):
        return (value.shape, value.dtype.str, value.tobytes())
    if isinstance(value, (list, tuple)):
        return [contents(one) for one in value]
    return None


def tried(errors, function, /, *arguments, **options):
    """(the answer, None), or (None, the error) of a call that was refused."""
    try:
        return function(*arguments, **options), None
    except errors as error:
        return None, error


def ours(error):
    """Was the error raised by a line of the package itself, in words, and not by something that it called?"""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return last.filename.startswith(PACKAGE) and last.line.startswith("raise ") and len(str(error)) > 15


@pytest.mark.slow
@pytest.mark.parametrize("name", CALLS_OF)
def test_random_calls_give_a_right_answer_or_an_error_of_our_own(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answered = refused = 0
    calls = CALLS // len(CALLS_OF)
    for seed in range(max(20, calls // 10 if name in SLOW else calls)):
        call = f"{name}, seed {seed}"
        make = Maker(seed)
        function, *arguments = CALLS_OF[name](make)
        before = contents(arguments)
        answer, error = tried(OWN_ERRORS, function, *arguments)
        if error:
            assert make.wrong, f"{call}: a call that makes sense was refused: {error}"
            assert ours(error), f"{call}: {error!r} of {traceback.extract_tb(error.__traceback__)[-1]}"
            refused += 1
        else:
            assert all(np.isfinite(array).all() for array in numbers_in(answer) if array.dtype.kind == "f"), call
            check(name, arguments, answer, call)
            answered += 1
            if name == "Parameters.vector":
                continue
        assert contents(arguments) == before, f"{call} changed an argument"
    assert answered and refused


def check(name, arguments, answer, call):
    """Compare with the definition, number by number, where there is a short one."""
    if name in RIGHT:
        expected = np.asarray(RIGHT[name](*arguments), float)
        np.testing.assert_allclose(np.asarray(answer, float), expected, rtol=1e-3, atol=1e-6, err_msg=call)


def one_sigmoid(z):
    return 1 / (1 + exp(-z)) if z > -700 else 0.0


def one_cost(a, y):
    return sum((p - q) ** 2 for p, q in zip(a, y))


def columns(array):
    return np.asarray(array, float).T.tolist()


RIGHT = {
    "sigmoid": lambda z: np.vectorize(one_sigmoid)(np.asarray(z, float)),
    "sigmoid_prime": lambda z: np.vectorize(lambda z: one_sigmoid(z) * one_sigmoid(-z))(np.asarray(z, float)),
    "example_costs": lambda a, y: [one_cost(*pair) for pair in zip(columns(a), columns(y))],
    "cost": lambda a, y: sum(one_cost(*pair) for pair in zip(columns(a), columns(y))) / len(columns(a)),
    "example_cost_prime": lambda a, y: np.transpose(
        [[2 * (p - q) for p, q in zip(*pair)] for pair in zip(columns(a), columns(y))]
    ),
    "one_hot": lambda labels, dtype: np.transpose(
        [[float(row == label) for row in range(10)] for label in np.asarray(labels).tolist()]
    ),
}


# The list itself


def public():
    """Every function of the package that a reader can call, by its module if `nnlib` does not offer it itself."""
    for module in pkgutil.iter_modules(nnlib.__path__):
        if module.name.startswith("_") or module.ispkg:
            continue
        module = importlib.import_module(f"nnlib.{module.name}")
        for name, value in vars(module).items():
            if name.startswith("_") or getattr(value, "__module__", None) != module.__name__ or not callable(value):
                continue
            if inspect.isclass(value) and issubclass(value, (tuple, Exception)):  # what answers are made of
                continue
            yield (name if name in nnlib.__all__ else f"{module.__name__.removeprefix('nnlib.')}.{name}"), value
            if inspect.isclass(value):
                yield from (
                    (f"{name}.{part}", getattr(value, part))
                    for part, made in vars(value).items()
                    if callable_from_outside(part, made)
                )


def callable_from_outside(name, made):
    settable = isinstance(made, property) and made.fset
    return not name.startswith("_") and (
        settable or isinstance(made, (classmethod, staticmethod)) or inspect.isfunction(made)
    )


def test_every_public_function_is_called():
    functions = dict(public())
    assert {
        "sigmoid",
        "Network.random",
        "Parameters.vector",
        "exercises.check",
        "trained.trained_network",
        "plots.curve",
    } <= set(functions)
    assert set(functions) == set(CALLS_OF) | TAKE_NOTHING | CHECKED_BEFORE
    assert all(set(inspect.signature(functions[name]).parameters) <= {"self"} for name in TAKE_NOTHING)
    assert all("checked before" in functions[name].__doc__ for name in CHECKED_BEFORE)
    assert figures.__all__ == sorted(cls.__name__ for cls in all_figures())  # those below


# Figures


def hostile_states(cls, calls):
    """{trait: value}, each trait left out or given a value that fits, or nearly, or not at all."""
    for seed in range(calls):
        make = Maker(seed)
        state = {name: np.array(kind["default"]) for name, kind in cls.schema().items() if make.rng.random() < 0.5}
        yield (
            seed,
            {
                name: make(
                    changed(good, make.rng) if make.rng.random() < 0.5 and good.ndim and good.size else good.tolist()
                )
                for name, good in state.items()
            },
        )


def refusal(cls, error):
    """The trait that a TraitError of ours names, with the ends of its range in it."""
    name, words = re.match("(\\w+): (expected .*)", str(error), re.S).groups()
    kind = cls.schema()[name]
    assert "got " in words and all(str(kind[end]) in words for end in ("low", "high") if end in kind), error
    return name


@pytest.mark.parametrize("cls", all_figures(), ids=lambda cls: cls.__name__)
def test_a_figure_is_made_of_what_fits_or_its_range_is_named(cls):
    made = refused = 0
    figure = cls()
    for seed, state in hostile_states(cls, CALLS // 30 if cls is not figures.Training else 20):
        other, error = tried(traitlets.TraitError, cls, **state)
        if error:
            assert refusal(cls, error) in state, seed
            refused += 1
        else:
            assert json.loads(json.dumps(other.state, allow_nan=False)).keys() == cls.schema().keys(), seed
            made += 1
        for name, value in state.items():
            before = figure.state
            _, error = tried(traitlets.TraitError, setattr, figure, name, value)
            if error:
                assert refusal(cls, error) == name and figure.state == before, seed
    assert made and refused
    json.dumps(figure.state, allow_nan=False)


# Files


EVIL = b"cos\nsystem\n(S'touch boom'\ntR."  # a pickle that would run a command


@pytest.fixture(scope="session")
def forbidden():
    """What must not happen while a file is read, noted as it happens."""
    noted, watched = [], {"exec", "os.system", "pickle.find_class", "subprocess.Popen"}
    sys.addaudithook(lambda event, _: noted.append(event) if event in watched else None)
    return noted


def spoiled(data, rng):
    """These bytes with a few changes: flipped, cut, doubled, moved, zeroed, or a pickle put among them."""
    data = bytearray(data)
    for _ in range(rng.integers(1, 4)):
        i, j = sorted(rng.integers(0, len(data) + 1, 2))
        change = rng.integers(7)
        if change == 0 and i < len(data):
            data[i] ^= 1 << rng.integers(8)
        elif change == 1:
            data[i : i + 8] = rng.bytes(8)
        elif change == 2:
            del data[i:j]
        elif change == 3:
            data[j:j] = data[i:j]
        elif change == 4:
            data[i:j] = bytes(j - i)
        elif change == 5:
            data[i:i] = EVIL
        else:
            data[i:] = data[: len(data) - i]
    return bytes(data)


def spoiled_entries(data, rng):
    """The same file with changes in one of its entries and no wrong checksum to betray them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    name = list(entries)[rng.integers(len(entries))]
    entries[name] = [spoiled(entries[name], rng), EVIL, b"", header(rng) + entries[name][128:]][rng.integers(4)]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def header(rng):
    """The head of an .npy file that claims some type and shape or other."""
    descr = ["<f8", "<f4", "|O", "<i8", "<U3", "|V0", "|S0", "<c16", "x", [("a", "<f8")]][rng.integers(10)]
    shape = [(9,), (), (0,), (-9,), (3, 3), (2**62, 8), (1.5,), "9"][rng.integers(8)]
    words = repr({"descr": descr, "fortran_order": bool(rng.integers(2)), "shape": shape}).encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", 118) + words.ljust(117) + b"\n"


@pytest.mark.parametrize("spoil", [spoiled, spoiled_entries])
@pytest.mark.slow
def test_a_spoiled_file_is_refused_in_our_words_or_holds_a_sound_network(spoil, tmp_path, monkeypatch, forbidden):
    monkeypatch.chdir(tmp_path)
    path, rng = tmp_path / "network.npz", np.random.default_rng(0)
    Network.random((2, 2, 1), 0).save(path)
    data, refused = path.read_bytes(), 0
    tracemalloc.start()
    for i in range(CALLS // 2):
        path.write_bytes(spoil(data, rng))
        forbidden.clear()
        network, error = tried(ValueError, Network.load, path)
        if error:
            assert "network.npz is not a sound nnlib network: " in str(error) and ours(error), i
            refused += 1
        else:
            assert network.sizes == (2, 2, 1) and np.isfinite(network.parameters.vector).all(), i
        assert not forbidden, i
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5e6
    assert refused > CALLS / 4 and [file.name for file in tmp_path.iterdir()] == ["network.npz"]
