"""The live figures of the book: `from nnlib.figures import Neuron`. Each stands in a folder of its own, found by name."""

import re

from .kit.bundles import FIGURES, SHARED

__all__ = sorted(
    "".join(part.capitalize() for part in path.parent.name.split("_"))
    for path in FIGURES.glob("*/__init__.py")
    if path.parent.name not in SHARED
)


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"nnlib.figures has no figure {name!r}; it has {', '.join(__all__)}")
    from .kit import figure_class

    return figure_class(re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower())
