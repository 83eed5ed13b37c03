"""The pictures: what they show, not how they look."""

import subprocess
import sys

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_hex

from nnlib import Network, load_mnist, plots

matplotlib.use("agg")
import matplotlib.pyplot as plt


@pytest.fixture(autouse=True)
def ax():
    """Fresh axes, and none left over: pyplot warns of too many figures."""
    yield plt.figure().add_subplot()
    plt.close("all")


def drawn(ax):
    """The numbers of the picture on these axes, gaps as NaN."""
    return ax.images[0].get_array().filled(np.nan)


def pixel_colour(ax, value):
    return to_hex(ax.images[0].to_rgba(np.array([value]))[0])


X = np.linspace(0, 1, 784)
DRAWINGS = {
    "digits": lambda ax=None: plots.digits(X, ax=ax),
    "weights": lambda ax=None: plots.weights(X - 0.5, ax=ax),
    "curve": lambda ax=None: plots.curve([0, 1], [0, 1], label="C", ax=ax),
    "surface": lambda ax=None: plots.surface([0, 1], [0, 1, 2], [[0, 1], [1, 2], [2, 3]], ax=ax),
    "outputs": lambda ax=None: plots.outputs([0.2, 0.9], label=1, ax=ax),
    "activations": lambda ax=None: plots.activations([X, [0.1, 0.8], [0.3]], ax=ax),
}


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_drawing_returns_the_axes_it_was_given_and_leaves_the_current_ones(ax, draw):
    other = plt.figure().add_subplot()
    assert draw(ax) is ax
    assert plt.gca() is other and not other.has_data()


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_drawing_uses_the_current_axes_if_it_is_given_none(ax, draw):
    assert draw() is ax and plt.gca() is ax
    assert to_hex(ax.figure.get_facecolor()) == "#ffffff"


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_drawing_can_be_rendered_without_a_warning(ax, draw):
    draw(ax).figure.canvas.draw()


def test_a_digit_is_drawn_row_by_row_from_black_to_white(ax):
    plots.digits(X)
    assert np.array_equal(drawn(ax), X.reshape(28, 28))
    assert pixel_colour(ax, 0.0) == "#000000" and pixel_colour(ax, 1.0) == "#ffffff"


def test_an_image_a_vector_and_a_column_are_the_same_digit():
    pictures = [
        drawn(plots.digits(x, ax=plt.figure().add_subplot())) for x in (X, X.reshape(784, 1), X.reshape(28, 28))
    ]
    assert np.array_equal(pictures[0], pictures[1]) and np.array_equal(pictures[0], pictures[2])


def test_digits_stand_in_rows_with_gaps_and_their_labels(ax):
    x, labels = load_mnist("test", 3)
    plots.digits(x, labels, columns=2)
    picture = drawn(ax)
    assert picture.shape == (28 + 10 + 28, 28 + 10 + 28)
    assert np.array_equal(picture[38:, :28], x[:, 2].reshape(28, 28))
    assert np.isnan(picture[28:38]).all() and np.isnan(picture[38:, 28:]).all()
    assert [text.get_text() for text in ax.texts] == ["7", "2", "1"]


def test_positive_weights_are_blue_negative_ones_vermilion_and_0_is_white(ax):
    plots.weights(np.linspace(-2, 1, 784))
    assert (
        pixel_colour(ax, 2.0) == "#0072b2"
        and pixel_colour(ax, -2.0) == "#b84c00"
        and pixel_colour(ax, 0.0) == "#ffffff"
    )


def test_all_neurons_share_one_scale(ax):
    W = np.zeros((3, 784))
    W[1, 0], W[2, 5] = 0.5, -4
    plots.weights(W)
    assert ax.images[0].get_clim() == (-4, 4)
    assert drawn(ax)[0, 30] == 0.5 and drawn(ax)[0, 65] == -4


def test_the_limit_can_be_set_so_that_two_pictures_compare(ax):
    plots.weights(X, limit=10)
    assert ax.images[0].get_clim() == (-10, 10)
    assert [label.get_text() for label in ax.child_axes[0].get_yticklabels()] == ["-10", "0", "+10"]


def test_weights_that_are_all_zero_are_drawn(ax):
    plots.weights(np.zeros(784))
    assert ax.images[0].get_clim() == (-1, 1)


def test_curves_on_the_same_axes_differ_in_colour_and_in_dashes(ax):
    plots.curve([0, 1, 2], [3, 4, 5], label="train", xlabel="epoch", ylabel="cost")
    plots.curve([0, 1, 2], [3, 4, 6], label="test")
    first, second = ax.lines
    assert first.get_xydata().tolist() == [[0, 3], [1, 4], [2, 5]]
    assert first.get_color() != second.get_color() and first.get_linestyle() != second.get_linestyle()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["train", "test"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("epoch", "cost")


def test_a_surface_has_x_across_and_y_upwards(ax):
    plots.surface([0, 10], [0, 1, 2], [[0, 1], [0, 1], [0, 1]])
    assert ax.get_xlim() == (0, 10) and ax.get_ylim() == (0, 2)


def test_a_path_is_drawn_on_the_surface_and_its_end_is_marked(ax):
    plots.surface([0, 1], [0, 1], [[0, 1], [1, 2]], path=[[1, 0], [0.5, 0.2], [0.1, 0.3]])
    line, end = ax.lines
    assert line.get_xydata().tolist() == [[1, 0], [0.5, 0.2], [0.1, 0.3]]
    assert end.get_xydata().tolist() == [[0.1, 0.3]]


def test_outputs_are_bars_with_their_numbers_and_the_wanted_one_outlined(ax):
    plots.outputs(np.array([[0.125], [0.9], [0.0]]), label=1)
    *bars, wanted = ax.patches
    assert [bar.get_width() for bar in bars] == [0.125, 0.9, 0]
    assert [text.get_text() for text in ax.texts] == ["0.12", "0.90", "0.00"]
    assert wanted.get_width() == 1 and not wanted.get_fill() and wanted.get_y() == bars[1].get_y()


def test_activations_are_circles_from_white_to_black_beside_the_picture(ax):
    x = load_mnist("test", 1).x
    a = Network.random((784, 3, 2), 0).forward(x)[1]
    plots.activations(a)
    assert np.array_equal(drawn(ax), x.reshape(28, 28))
    assert len(ax.patches) == 5
    inks = [1 - circle.get_facecolor()[0] for circle in ax.patches]
    assert inks == pytest.approx(np.vstack(a[1:]).ravel())
    assert [text.get_text() for text in ax.texts] == [f"{j}   {value:.2f}" for j, value in enumerate(a[-1][:, 0])]


def test_a_large_layer_that_makes_no_square_is_left_out(ax):
    plots.activations([np.full(40, 0.5), [0.5]])
    assert not ax.images and len(ax.patches) == 1


BAD = {
    "a digit of 783 pixels": (lambda: plots.digits(X[:783]), "784 entries"),
    "grey levels": (lambda: plots.digits(255 * X), "x / 255"),
    "uint8 grey levels": (lambda: plots.digits(np.full(784, 200, np.uint8)), "x / 255"),
    "digits as rows": (lambda: plots.digits(np.zeros((3, 784))), "784 entries"),
    "too few labels": (lambda: plots.digits(X, labels=[1, 2]), r"labels must have shape \(1,\)"),
    "no columns": (lambda: plots.digits(X, columns=0), "columns must be 1 or more"),
    "weights as columns": (lambda: plots.weights(np.zeros((784, 2))), "784 entries"),
    "weights that are not finite": (lambda: plots.weights(np.full(784, np.nan)), "not finite"),
    "a limit of 0": (lambda: plots.weights(X, limit=0), "limit must be"),
    "a curve of two lengths": (lambda: plots.curve([0, 1], [0]), "same shape"),
    "a surface with x and y swapped": (lambda: plots.surface([0, 1], [0, 1, 2], np.zeros((2, 3))), r"\(3, 2\)"),
    "a path in three dimensions": (
        lambda: plots.surface([0, 1], [0, 1], np.eye(2), path=np.zeros((4, 3))),
        "path must",
    ),
    "a wanted neuron that there is not": (lambda: plots.outputs([0.1, 0.2], label=2), "label must be at most 1"),
    "two examples": (lambda: plots.outputs(np.zeros((10, 2))), "one example"),
    "an activation above 1": (lambda: plots.activations([[0.5], [1.5]]), r"a\[1\] must lie in \[0, 1\]"),
    "rows of different lengths": (lambda: plots.digits([[0.0], [0.0, 1.0]]), "differ in length"),
    "labels of different lengths": (
        lambda: plots.digits(X, labels=[[1], [2, 3]]),
        "labels must be an array .* differ in length",
    ),
    "one label alone": (lambda: plots.digits(X, labels=3), r"labels must have shape \(1,\).* not \(\)"),
    "a single pixel": (lambda: plots.digits(0.5), "x must be an array of 2 dimensions"),
    "no digits": (lambda: plots.digits(np.zeros((784, 0))), "x is empty"),
    "no activations": (lambda: plots.activations([]), "a must have an array for each layer"),
    "a layer of words": (lambda: plots.activations([["a"]]), r"a\[0\] must hold real numbers"),
    "objects": (lambda: plots.outputs(np.array([None])), "a must hold real numbers, not object"),
    "complex numbers": (lambda: plots.activations([np.ones(3, complex)]), r"a\[0\] must hold real numbers"),
    "one layer that is a number": (lambda: plots.activations(3), "a must be a list of arrays"),
    "a figure for axes": (lambda: plots.digits(X, ax=plt.figure()), "ax must be of type Axes, not <Figure"),
}


@pytest.mark.parametrize("draw, message", BAD.values(), ids=BAD)
def test_what_makes_no_sense_is_refused_before_anything_is_drawn(ax, draw, message):
    with pytest.raises((ValueError, TypeError), match=message):
        draw()
    assert not ax.has_data() and ax.axison


def test_nnlib_imports_no_matplotlib_until_plots_are_asked_for():
    code = "import sys, nnlib; before = 'matplotlib' in sys.modules; nnlib.plots; print(before, 'matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False True\n"
