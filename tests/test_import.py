import subprocess
import sys

import pytest

import nnlib

LOADED = "import sys, nnlib; print(*sorted({name.partition('.')[0] for name in sys.modules}))"


def loaded_after(statement):
    result = subprocess.run([sys.executable, "-c", statement], capture_output=True, text=True, check=True)
    return {name for name in result.stdout.split() if not name.startswith("_")} - set(sys.stdlib_module_names)


def test_importing_needs_numpy_alone():
    before = loaded_after(LOADED.replace(", nnlib", ""))  # what a .pth file of the environment may load at start
    assert loaded_after(LOADED) - before == {"numpy", "nnlib"}


def test_everything_public_can_be_had():
    for name in nnlib.__all__:
        assert getattr(nnlib, name).__doc__
        assert name in dir(nnlib)


def test_modules_are_imported_when_they_are_asked_for():
    assert nnlib.__getattr__("mnist").load_mnist is nnlib.load_mnist
    assert {"mnist", "plots", "figures"} <= set(dir(nnlib))


def test_functions_win_over_the_modules_of_the_same_name():
    from nnlib import backprop, cost

    assert callable(backprop) and callable(cost)


def test_what_does_not_exist_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'nnlib' has no attribute 'nonsense'"):
        _ = nnlib.nonsense
