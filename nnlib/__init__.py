"""Neural networks from scratch: the mathematics of the book, in NumPy.

Conventions, everywhere in the package and in the book:

=======  ===========================================================  ==================  ================
notes    meaning                                                      Python              shape
=======  ===========================================================  ==================  ================
a^(l)    activations of layer l; a^(0) is the input                   ``a[l]``            (n_l, m)
W^(l)    weights into layer l: row j receives, column k sends         ``weights[l - 1]``  (n_l, n_{l-1})
b^(l)    biases of layer l                                            ``biases[l - 1]``   (n_l, 1)
z^(l)    weighted sums: z^(l) = W^(l) a^(l-1) + b^(l)                 ``z[l - 1]``        (n_l, m)
C_i      cost of example i: sum_j (a_j - y_j)^2, without a 1/2        ``example_costs``   (m,)
C        cost: the average of the C_i                                 ``cost``            a number
dC/dW    derivative of C with respect to each weight                  ``dC_dW``           as W
=======  ===========================================================  ==================  ================

Each of the m examples is a column, so code is the equation letter for letter: ``z = W @ a + b``.
Pixels, activations and targets lie in [0, 1]. All parameters of a network are one vector, and a
gradient has the same type. Nothing prints, nothing changes its arguments, and everything random
takes a ``seed``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"  # before the imports: saved networks name it

from .activation import sigmoid, sigmoid_prime
from .backprop import backprop, numerical_gradient
from .cost import cost, example_cost_prime, example_costs
from .descent import DivergenceError, accuracy, descend, sgd
from .network import Network, Parameters

if TYPE_CHECKING:
    from . import figures as figures
    from . import mnist as mnist
    from . import plots as plots
    from .mnist import Digits, load_mnist, one_hot

_ON_DEMAND = {"load_mnist": "mnist", "one_hot": "mnist", "Digits": "mnist"}
_MODULES = ("mnist", "plots", "figures")

__all__ = [
    "Digits",
    "DivergenceError",
    "Network",
    "Parameters",
    "accuracy",
    "backprop",
    "cost",
    "descend",
    "example_cost_prime",
    "example_costs",
    "load_mnist",
    "numerical_gradient",
    "one_hot",
    "sgd",
    "sigmoid",
    "sigmoid_prime",
]


if not TYPE_CHECKING:  # a checker that saw it would take any misspelled name for an attribute

    def __getattr__(name: str) -> Any:
        """Import the digits, the plots and the figures when they are first asked for."""
        if name in _ON_DEMAND:
            return getattr(import_module(f"{__name__}.{_ON_DEMAND[name]}"), name)
        if name in _MODULES:
            return import_module(f"{__name__}.{name}")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_MODULES})
