"""What the figures share. Nothing here knows a figure.

Python: traits (what a state may be), figure (the class), bundles and catalog (where things lie), seeded (draws).
JavaScript beside it, one duty a file: state, figure, card, controls, handles, layout, motion and idle make a figure;
elements, numbers, formulas, axes, lines and pictures draw; maths, network, seeded and memo compute; live and page host.
"""

from .bundles import bundle
from .catalog import all_figures, figure_class, figure_names
from .figure import Figure
from .traits import Choice, GivenNetwork, Integer, Number, Numbers, Switch, Text

__all__ = [
    "Choice",
    "Figure",
    "GivenNetwork",
    "Integer",
    "Number",
    "Numbers",
    "Switch",
    "Text",
    "all_figures",
    "bundle",
    "figure_class",
    "figure_names",
]
