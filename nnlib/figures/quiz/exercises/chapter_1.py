"""Exercises on what a neural network is."""

import numpy as np

from nnlib import Parameters, sigmoid

from ..exercise import NOT_YET, Exercise, Values


def _one_neuron(w0: float, w1: float, a0: float, a1: float, b: float) -> Values:
    z = w0 * a0 + w1 * a1 + b
    right, no_bias, bias_taken_off = map(float, sigmoid(np.array([z, z - b, z - b - b])))
    return {"right": right, "z": z, "no_bias": no_bias, "bias_taken_off": bias_taken_off}


def _parameters(hidden: float) -> Values:
    sizes = [784, int(hidden), 10]
    first, second = 784 * hidden, hidden * 10
    return {
        "right": Parameters.zeros(sizes).vector.size,
        "first": first,
        "second": second,
        "biases": hidden + 10,
        "weights": first + second,
        "input_biases": first + second + hidden + 10 + 784,
        "no_last": first + hidden,
    }


EXERCISES: dict[str, Exercise] = {
    "pixel": Exercise(
        "number",
        "Which neuron is this pixel?",
        "A pixel stands in row <row> and column <column> of a 28 x 28 image, both counted from 0. Which number $k$ has its neuron in the input layer?",
        "Count how many pixels come before it: all of the rows above, then those to its left.",
        "Above it are <row> rows of 28 pixels, to its left <column> pixels: $k = 28 \\cdot <row> + <column> = <right>$.",
        replies={
            "swapped": "You went down the columns. The image is read row by row: 28 times the row, plus the column.",
            "from_one": "You counted rows and columns from 1. Here both begin with 0.",
            "": NOT_YET,
        },
        draw=lambda pick: {"row": pick(3, 24), "column": pick(3, 24)},
        answers=lambda row, column: {
            "right": np.ravel_multi_index((int(row), int(column)), (28, 28)),
            "swapped": 28 * column + row,
            "from_one": 28 * (row - 1) + column - 1,
        },
    ),
    "one_neuron": Exercise(
        "number",
        "One neuron by hand",
        "A neuron has the weights $w_0 = <w0>$ and $w_1 = <w1>$ and the bias $b = <b>$. Its inputs are $a_0 = <a0>$ and $a_1 = <a1>$. What is its activation?",
        "First $z = w_0 a_0 + w_1 a_1 + b$, then $\\sigma(z) = 1 / (1 + e^{-z})$. The figure of the sigmoid gives you the last step.",
        "$z = <w0> \\cdot <a0> + <(w1)> \\cdot <a1> + <(b)> = <z>$, and $\\sigma(<z>) = <right>$.",
        replies={
            "z": "That is $z$. The activation is $\\sigma(z)$: squeeze it.",
            "no_bias": "You left out the bias.",
            "bias_taken_off": "You subtracted the bias. It is added, with its sign.",
            "": NOT_YET,
        },
        draw=lambda pick: {
            "w0": pick(0.5, 3, 0.5),
            "w1": pick(-3, -0.5, 0.5),
            "a0": pick(0.2, 1, 0.1),
            "a1": pick(0.1, 1, 0.1),
            "b": pick(-2, -0.5, 0.5),
        },
        answers=_one_neuron,
        tolerance=0.005,
    ),
    "threshold": Exercise(
        "choose",
        "At the threshold",
        "A neuron has the bias $b = -10$, and its weighted sum is exactly 10. How active is it?",
        "What is $z$ here, and what is $\\sigma$ of it?",
        "$z = 10 - 10 = 0$ and $\\sigma(0) = 1 / (1 + 1) = 0.5$. The sigmoid has no jump: it only rises fastest there.",
        (
            ("0.5: half", "Yes: $z = 0$, and the sigmoid is one half there."),
            ("0: it is not above its threshold yet", "A switch would do that. The sigmoid does not jump, it rises."),
            ("1: the threshold is reached", "It comes close to 1 only well above the threshold."),
            ("10: the weighted sum", "The weighted sum still gets the bias, and then is squeezed between 0 and 1."),
        ),
    ),
    "forward_order": Exercise(
        "order",
        "What a layer does",
        "Put in order what a layer does with the activations of the layer before it.",
        "The formula $a^{(1)} = \\sigma(W^{(1)} a^{(0)} + b^{(1)})$, read from the inside out.",
        "Multiply, add up, add the bias, squeeze. In Python: sigmoid(W @ a + b).",
        (
            "multiply each activation by the weight of its connection",
            "add up these products, neuron by neuron",
            "add each neuron's own bias",
            "squeeze each sum with the sigmoid",
        ),
        replies={"right": "This is sigmoid(W @ a + b), in words.", "": "Read the formula from the inside out."},
    ),
    "edge_not_blob": Exercise(
        "state",
        "Fire for the edge, not for the blob",
        "In the figure \u201cFind the edge\u201d, give the neuron weights and a bias with which it is above 0.9 for the edge and below 0.1 for the blob. Then press Check here.",
        "Positive weights measure ink. What weights do the pixels above and below need, so that ink there counts against it?",
        "Paint negative weights above and below the row of positive ones, at least as many. Then the blob's ink cancels, and a slightly negative bias keeps the neuron quiet.",
        figure="edge_detector",
        reads=("edge", "blob"),
        goal=((0.9, 1), (0, 0.1)),
        replies={
            "right": "It finds the edge and leaves the blob alone.",
            "0": "It does not fire for the edge yet.",
            "1": "It fires for the blob too: ink in the wrong place must count against it.",
        },
    ),
    "weight_picture": Exercise(
        "choose",
        "Read a picture of weights",
        "A neuron's weights are positive in a ring in the middle of the image, negative inside that ring, and 0 elsewhere. Which image makes it most active?",
        "Where does ink add to the sum, and where does it take away?",
        "Ink on the ring adds, ink inside takes away, ink elsewhere does not matter. A thin ring, a 0, gives the largest sum.",
        (
            ("a thin 0 around the middle", "Yes: all of its ink lies on positive weights."),
            ("a full image", "It has the ink of the ring, but also all of the ink that counts against it."),
            ("a filled disc in the middle", "Its inside lies on negative weights and takes away what the rim adds."),
            ("an empty image", "That gives the sum 0: nothing is added, and nothing taken away."),
        ),
    ),
    "whose_weights": Exercise(
        "choose",
        "One row of the matrix",
        "What stands in row $j$ of the matrix $W^{(1)}$?",
        "The product of this row and the vector $a^{(0)}$ is one number. Whose?",
        "Row $j$ times $a^{(0)}$ is the weighted sum of neuron $j$ of layer 1: the row holds all weights into it.",
        (
            ("all weights into neuron $j$ of layer 1", "Yes: the row times the vector is this neuron's weighted sum."),
            ("all weights out of pixel $j$", "Those stand below each other: they are a column."),
            (
                "all weights between layers $j$ and $j + 1$",
                "All weights between two layers are the whole matrix. The index $j$ counts neurons.",
            ),
            (
                "the bias of neuron $j$ and its activation",
                "Both have vectors of their own; the matrix holds weights only.",
            ),
        ),
    ),
    "count_parameters": Exercise(
        "number",
        "Another network",
        "How many weights and biases together does a network 784-<hidden>-10 have, with one hidden layer of <hidden> neurons?",
        "Weights: every neuron of a layer with every neuron of the next. Biases: one for each neuron that computes.",
        "$784 \\cdot <hidden> = <first>$ and $<hidden> \\cdot 10 = <second>$ weights, and $<hidden> + 10 = <biases>$ biases: <right>.",
        replies={
            "weights": "These are the weights. The biases are still to come.",
            "input_biases": "The input neurons have no biases: they compute nothing.",
            "no_last": "You stopped at the hidden layer. The output layer has weights and biases too.",
            "": NOT_YET,
        },
        draw=lambda pick: {"hidden": pick(20, 100, 5)},
        answers=_parameters,
    ),
}
