"""Matplotlib pictures of the book's arrays. Each function draws on `ax`, plt.gca() if None, and returns it.

Colour carries meaning: blue is a positive weight, vermilion a negative one, ink is activation.
Wrong arguments raise ValueError or TypeError before anything is drawn.
"""

import re
from collections.abc import Iterable, Sequence
from math import isqrt
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Circle
from numpy.typing import ArrayLike, NDArray

from . import _checks
from ._types import Array

COLOURS = Path(__file__).parent / "figures" / "kit" / "colours.css"  # of the figures, too: a symbol has one colour
LIGHT = dict(re.findall(r"--nn-(\w+): (#\w{6});", COLOURS.read_text(encoding="utf-8").partition("}")[0]))
POSITIVE, NEGATIVE, TARGET, COST, BIAS = (LIGHT[name] for name in ("plus", "minus", "target", "cost", "bias"))
INK, MUTED, FRAME = (LIGHT[name] for name in ("ink", "muted", "line"))
WEIGHTS = LinearSegmentedColormap.from_list("weights", [NEGATIVE, "white", POSITIVE], N=257)  # odd, so that 0 is white
LINES = ((INK, "-"), (TARGET, "--"), (BIAS, "-."), (COST, ":"))
SIDE, GAP = 28, 2  # pixels
APART, MOST = 6, 32  # between layers, in neurons; neurons of a layer drawn as circles


def digits(
    x: ArrayLike, labels: Sequence[object] | NDArray[Any] | None = None, columns: int = 10, ax: Axes | None = None
) -> Axes:
    """Draw digits side by side, black (0) to white (1).

    x: pixels in [0, 1], (784,) or (784, m), a column a digit; labels: what to write above each, (m,);
    columns: the most in one row.
    """
    x = _columns("x", x)
    if labels is not None and (shape := _checks.array("labels", labels).shape) != (x.shape[1],):
        raise ValueError(f"labels must have shape ({x.shape[1]},), one for each digit, not {shape}")
    canvas, corners = _tiles("x", x.T, columns, GAP if labels is None else 5 * GAP)
    ax = _picture_axes(ax)
    ax.imshow(canvas, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
    for label, (row, column) in zip(() if labels is None else labels, corners):
        ax.text(column + SIDE / 2 - 0.5, row - 1.5, str(label), ha="center", va="bottom", color=INK)
    return ax


def weights(W: ArrayLike, limit: float | None = None, columns: int = 4, ax: Axes | None = None) -> Axes:
    """Draw the weights between the pixels and each of n neurons as pictures on one shared scale.

    W: (784,) for one neuron or (n, 784), a row a neuron, as W^(1); limit: the weight with the full
    colour, by default the largest in size; columns: the most in one row.
    Blue is positive, vermilion negative, white 0.
    """
    W = _checks.finite("W", np.atleast_2d(_checks.real("W", W)), ndim=2)
    limit = np.abs(W).max() or 1.0 if limit is None else _limit(limit)
    canvas, _ = _tiles("W", W, columns, GAP)
    ax = _picture_axes(ax)
    picture = ax.imshow(canvas, cmap=WEIGHTS, vmin=-limit, vmax=limit, interpolation="nearest")
    _frames(ax, canvas)
    bar = ax.figure.colorbar(picture, cax=ax.inset_axes((1.04, 0, 0.04, 1)), ticks=[-limit, 0, limit])
    bar.set_ticklabels([f"-{limit:.2g}", "0", f"+{limit:.2g}"])
    bar.outline.set_visible(False)
    return ax


def curve(
    x: ArrayLike,
    y: ArrayLike,
    label: str | None = None,
    xlabel: str | None = None,
    ylabel: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw y over x as a line; call again on the same axes to compare.

    x, y: (n,), finite; label: the line's name in the legend; xlabel, ylabel: the names of the axes.
    """
    x, y = _checks.finite("x", x, ndim=1), _checks.finite("y", y, ndim=1)
    if x.shape != y.shape:
        raise ValueError(f"x and y must have the same shape (n,), not {x.shape} and {y.shape}")
    ax = _axes(ax)
    color, style = LINES[len(ax.lines) % len(LINES)]
    ax.plot(x, y, color=color, linestyle=style, linewidth=2, label=label)
    _open(ax, xlabel, ylabel)
    if label is not None:
        ax.legend(frameon=False)
    return ax


def surface(
    x: ArrayLike,
    y: ArrayLike,
    values: ArrayLike,
    path: ArrayLike | None = None,
    levels: int = 20,
    ax: Axes | None = None,
) -> Axes:
    """Draw a surface from above, as a contour map: the darker, the higher.

    x: (n,) and y: (m,), the grid's lines; values: the heights, (m, n), as np.meshgrid orders them;
    path: points to join, (steps + 1, 2), as `descend` returns them, the last one marked;
    levels: how many bands.
    """
    x, y = _checks.finite("x", x, ndim=1), _checks.finite("y", y, ndim=1)
    values = _checks.finite("values", values, ndim=2)
    if values.shape != (y.size, x.size) or min(values.shape) < 2:
        raise ValueError(
            f"values must have shape (len(y), len(x)) = {(y.size, x.size)}, 2 x 2 or more, not {values.shape}"
        )
    levels = _checks.whole("levels", levels, 1, 1000)
    path = None if path is None else _path(path)
    ax = _axes(ax)
    ax.contourf(x, y, values, levels, cmap="Greys", alpha=0.55)
    ax.contour(x, y, values, levels, colors=MUTED, linewidths=0.6)
    if path is not None:
        ax.plot(*path.T, color=COST, linewidth=2, marker="o", markersize=3.5)
        ax.plot(*path[-1], color=COST, marker="o", markersize=9, markeredgecolor="white")
    _open(ax, "x", "y")
    return ax


def outputs(a: ArrayLike, label: int | None = None, ax: Axes | None = None) -> Axes:
    """Draw the activations of the output layer as bars, the wanted one outlined.

    a: (n,) or (n, 1), in [0, 1]; label: the wanted neuron, 0 to n - 1.
    """
    a = _one_column("a", a)
    if label is not None:
        label = _checks.whole("label", label, 0, len(a) - 1)
    ax = _axes(ax)
    bars = ax.barh(range(len(a)), a, color=INK, height=0.7)
    for row, bar in enumerate(bars):
        ax.text(bar.get_width() + 0.015, row, f"{a[row]:.2f}", va="center", color=INK)
    if label is not None:
        ax.barh(label, 1, height=0.7, fill=False, edgecolor=TARGET, linewidth=2, linestyle="--")
    ax.set(xlim=(0, 1.12), xticks=(0, 0.5, 1), yticks=range(len(a)), ylim=(len(a) - 0.5, -0.5))
    _open(ax, "activation", None)
    return ax


def activations(a: Iterable[ArrayLike], ax: Axes | None = None) -> Axes:
    """Draw every layer's activations for one example: a circle a neuron, from empty (0) to full (1).

    a: the list that `Network.forward` returns, each (n_l, 1). A layer of more than 32 neurons is
    drawn as a picture if it makes a square, and is left out otherwise.
    """
    layers = [_one_column(f"a[{l}]", layer) for l, layer in enumerate(_checks.listed("a", a))]
    ax = _picture_axes(ax)
    for l, layer in enumerate(layers):
        if len(layer) > MOST:
            _square(ax, APART * l, layer)
        else:
            _circles(ax, APART * l, layer)
    last, right = layers[-1], APART * (len(layers) - 1)
    if len(last) <= MOST:
        for j, value in enumerate(last):
            ax.text(right + 0.8, j - len(last) / 2, f"{j}   {value:.2f}", va="center", color=INK)
    tallest = max([8, *(len(layer) for layer in layers if len(layer) <= MOST)])
    ax.set(xlim=(-4.2, right + 4.5), ylim=(tallest / 2, -tallest / 2 - 1), aspect="equal")
    return ax


def _axes(ax: Axes | None) -> Axes:
    if ax is None:
        ax = plt.gca()
        ax.figure.set_facecolor("white")  # a card that can be read on a dark page too
    return _checks.instance("ax", ax, Axes)


def _picture_axes(ax: Axes | None) -> Axes:
    ax = _axes(ax)
    ax.set_axis_off()
    return ax


def _open(ax: Axes, xlabel: str | None, ylabel: str | None) -> None:
    ax.spines[["top", "right"]].set_visible(False)
    ax.set(**{name: text for name, text in (("xlabel", xlabel), ("ylabel", ylabel)) if text is not None})


def _columns(name: str, value: object) -> Array:
    """Return a matrix with entries in [0, 1], a vector or one image as its only column."""
    value = _checks.real(name, value)
    value = value.reshape(-1, 1) if value.ndim == 1 or value.shape == (SIDE, SIDE) else value
    return _checks.unit(name, _checks.finite(name, value, ndim=2))


def _one_column(name: str, a: object) -> Array:
    a = _columns(name, a)
    if a.shape[1] != 1:
        raise ValueError(
            f"{name} must be one example's activations, (n, 1), not {a.shape}; take a column: {name}[:, :1]"
        )
    return a[:, 0]


def _limit(value: object) -> float:
    value = _checks.number("limit", value)
    if not (np.isfinite(value) and value > 0):
        raise ValueError(f"limit must be finite and above 0, not {value}")
    return value


def _path(path: object) -> Array:
    path = _checks.finite("path", path, ndim=2)
    if path.shape[1] != 2:
        raise ValueError(f"path must have shape (steps + 1, 2), a row a point, not {path.shape}")
    return path


def _tiles(name: str, rows: Array, columns: object, gap: int) -> tuple[Array, list[tuple[int, int]]]:
    """Return a canvas of 28 x 28 pictures, NaN between them, and the top left corner of each."""
    if rows.shape[1] != SIDE * SIDE:
        raise ValueError(f"{name} must have {SIDE * SIDE} entries for each picture, not {rows.shape[1]}")
    columns = min(_checks.whole("columns", columns, 1), len(rows))
    step = SIDE + gap
    corners = [(step * (i // columns), step * (i % columns)) for i in range(len(rows))]
    canvas = np.full((corners[-1][0] + SIDE, step * columns - gap), np.nan)
    for picture, (row, column) in zip(rows, corners):
        canvas[row : row + SIDE, column : column + SIDE] = picture.reshape(SIDE, SIDE)
    return canvas, corners


def _frames(ax: Axes, canvas: Array) -> None:
    """Outline the pictures, since a weight of 0 is as white as the card."""
    inside = ~np.isnan(np.pad(canvas, 1, constant_values=np.nan))
    rows, columns = (np.arange(n) - 1 for n in inside.shape)
    ax.contour(columns, rows, inside, [0.5], colors=FRAME, linewidths=0.8)


def _square(ax: Axes, centre: float, layer: Array) -> None:
    side = isqrt(len(layer))
    if side * side == len(layer):
        extent = (centre - 4, centre + 4, 3.5, -4.5)
        ax.imshow(layer.reshape(side, side), cmap="gray", vmin=0, vmax=1, extent=extent, interpolation="nearest")


def _circles(ax: Axes, centre: float, layer: Array) -> None:
    for j, value in enumerate(layer):
        circle = Circle((centre, j - len(layer) / 2), 0.4, facecolor=str(1 - value), edgecolor=INK, linewidth=1)
        ax.add_patch(circle)
