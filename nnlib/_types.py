"""The names that nnlib's annotations give to its types."""

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.floating[Any]]  # of float32 or float64
Pixels: TypeAlias = NDArray[np.floating[Any] | np.uint8]  # in [0, 1], or grey levels
Integers: TypeAlias = NDArray[np.integer[Any]]
AnyArray = TypeVar("AnyArray", bound=NDArray[Any])
DType: TypeAlias = np.dtype[np.floating[Any]]
Precision: TypeAlias = type[np.float32] | type[np.float64] | DType
Rate: TypeAlias = float | Callable[[float], float]  # a learning rate, or one for each fraction of training done
