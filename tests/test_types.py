"""mypy checks the types of nnlib; here: that whoever installs it gets all of them."""

import inspect
from pathlib import Path
from typing import get_type_hints

import pytest

import nnlib
from nnlib import exercises, mnist, plots, trained


def own_methods(cls):
    """The functions that a class writes itself, those behind its properties and class methods too, by name."""
    for name, member in vars(cls).items():
        function = member.fget if isinstance(member, property) else inspect.unwrap(getattr(member, "__func__", member))
        if inspect.isfunction(function) and function.__module__.startswith("nnlib"):
            yield f"{cls.__name__}.{name}", function


def public_functions():
    functions, public = {}, {name: getattr(nnlib, name) for name in nnlib.__all__}
    for module in (exercises, mnist, plots, trained):
        own = {name: one for name, one in vars(module).items() if getattr(one, "__module__", "") == module.__name__}
        public |= {f"{module.__name__}.{name}": one for name, one in own.items() if not name.startswith("_")}
    for name, one in public.items():
        if inspect.isclass(one):
            functions |= own_methods(one)
        elif callable(one):
            functions[name] = inspect.unwrap(one)
    return functions


FUNCTIONS = public_functions()


def test_checkers_are_told_that_the_package_has_types():
    assert Path(nnlib.__file__).with_name("py.typed").read_text() == ""


def test_functions_methods_and_properties_are_found():
    assert {"sigmoid", "sgd", "Network.random", "Network.forward", "Parameters.vector", "Digits.images"} <= set(
        FUNCTIONS
    )
    assert {"nnlib.plots.curve", "nnlib.exercises.check", "nnlib.trained.trained_network"} <= set(FUNCTIONS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_argument_and_result_has_a_type(name):
    parameters = [*inspect.signature(FUNCTIONS[name]).parameters]
    if "." in name and parameters and parameters[0] in ("self", "cls"):
        del parameters[0]
    assert get_type_hints(FUNCTIONS[name]).keys() == {*parameters, "return"}
