"""The figures of the book: every folder beside this one with an index.js and a class of its name. Nothing is registered."""

import importlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from .bundles import FIGURES, SHARED

if TYPE_CHECKING:
    from .figure import Figure

NO_FIGURES = {*SHARED, "built", "__pycache__"}


@cache
def figure_names(folder: Path = FIGURES) -> list[str]:
    """The name of every figure: of each folder beside the shared ones. FileNotFoundError names what is not whole."""
    folders = sorted(path for path in folder.iterdir() if path.is_dir() and path.name not in NO_FIGURES)
    for folder in folders:
        if not (folder / "__init__.py").exists():
            raise FileNotFoundError(
                f"{folder / '__init__.py'} is missing: a figure's folder holds its class, named {class_name(folder.name)}"
            )
    return [folder.name for folder in folders]


@cache
def all_figures() -> "list[type[Figure]]":
    """Every Figure class, in the order of their names."""
    return [figure_class(name) for name in figure_names()]


def class_name(name: str) -> str:
    """CamelCase of a figure's snake_case: DigitNetwork of digit_network."""
    return "".join(part.capitalize() for part in name.split("_"))


def figure_class(name: str) -> "type[Figure]":
    """The class of the figure called `name`. ImportError says what its folder lacks."""
    module = importlib.import_module(f"nnlib.figures.{name}")
    try:
        return cast("type[Figure]", getattr(module, class_name(name)))
    except AttributeError:
        raise ImportError(
            f"{module.__file__} has no class {class_name(name)}: a figure's class is named as its folder, in CamelCase"
        ) from None
