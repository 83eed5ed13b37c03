"""The live figures of the book: `from nnlib.figures import Neuron`. Each stands in a file of its own, found by name."""

import re
from pathlib import Path

__all__ = sorted(
    "".join(part.capitalize() for part in file.stem.split("_")) for file in Path(__file__).parent.glob("*.js")
)


def __getattr__(name):
    if name not in __all__:
        raise AttributeError(f"nnlib.figures has no figure {name!r}; it has {', '.join(__all__)}")
    from nnlib.figures.base import figure_class

    return figure_class(re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower())
