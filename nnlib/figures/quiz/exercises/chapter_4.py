"""Exercises on the calculus of backpropagation."""

from math import prod

import numpy as np

from nnlib import Network, Parameters, backprop, sigmoid_prime

from ..exercise import NOT_YET, Exercise, Values


def _last_weight(a_before: float, w: float, b: float, y: float) -> Values:
    network = Network(Parameters([[[w]]], [[[b]]]))
    z = w * a_before + b
    a = network.output(np.array([[a_before]])).item()
    right = backprop(network, np.array([[a_before]]), np.array([[y]])).weights[0].item()
    return {
        "right": right,
        "z": z,
        "a": a,
        "prime": float(sigmoid_prime(z)),
        "no_two": right / 2,
        "sign": -right,
        "no_prime": a_before * 2 * (a - y),
        "bias": right / a_before,
    }


def _sum_of_paths(w0: float, w1: float, a0: float, a1: float, y0: float, y1: float) -> Values:
    a, y, w = np.array([a0, a1]), np.array([y0, y1]), np.array([w0, w1])
    d = a * (1 - a) * 2 * (a - y)
    return {
        "right": w @ d,
        "first": w[0] * d[0],
        "second": w[1] * d[1],
        "no_weights": d.sum(),
        "no_two": w @ d / 2,
        "no_prime": w @ (2 * (a - y)),
        "d0": d[0],
        "d1": d[1],
    }


def _paths(n1: float, n2: float, n3: float) -> Values:
    return {"right": prod((n1, n2, n3)), "sum": n1 + n2 + n3, "last_two": n2 * n3, "first_two": n1 * n2}


DZ_DW, DA_DZ, DC_DA = (
    "\\partial z^{(L)} / \\partial w^{(L)}",
    "\\partial a^{(L)} / \\partial z^{(L)}",
    "\\partial C_0 / \\partial a^{(L)}",
)
BACK = "\\partial z^{(L)} / \\partial a^{(L-1)}"

EXERCISES: dict[str, Exercise] = {
    "chain_weight": Exercise(
        "product",
        "Build the product",
        "Which factors make $\\partial C_0 / \\partial w^{(L)}$, in a network with one neuron in each layer?",
        "Follow the nudge of $w^{(L)}$: what does it change first, what next, and what last?",
        "The nudge goes from $w^{(L)}$ to $z^{(L)}$, to $a^{(L)}$, to $C_0$: one factor for each step.",
        (
            (f"${DZ_DW}$", ""),
            (f"${DA_DZ}$", ""),
            (f"${DC_DA}$", ""),
            (f"${BACK}$", f"${BACK}$ belongs to a nudge of the activation before. Here the weight is nudged."),
            ("$\\partial C_0 / \\partial y$", "The wanted value $y$ is given; no nudge of the weight changes it."),
            (
                "$\\partial z^{(L)} / \\partial b^{(L)}$",
                "$\\partial z^{(L)} / \\partial b^{(L)}$ belongs to a nudge of the bias.",
            ),
        ),
        replies={"right": "One factor for each step that the nudge takes.", "": "Follow the nudge step by step."},
    ),
    "chain_before": Exercise(
        "product",
        "One layer further back",
        "Which factors make $\\partial C_0 / \\partial w^{(L-1)}$, again with one neuron in each layer?",
        "The nudge now passes through two neurons. Write down what it changes, one after the other.",
        "From $w^{(L-1)}$ to $z^{(L-1)}$, $a^{(L-1)}$, $z^{(L)}$, $a^{(L)}$ and $C_0$: five factors. The last three are the same for every parameter further back.",
        (
            ("$\\partial z^{(L-1)} / \\partial w^{(L-1)}$", ""),
            ("$\\partial a^{(L-1)} / \\partial z^{(L-1)}$", ""),
            (f"${BACK}$", ""),
            (f"${DA_DZ}$", ""),
            (f"${DC_DA}$", ""),
            (f"${DZ_DW}$", "The nudge does not pass through $w^{(L)}$. It reaches $z^{(L)}$ through $a^{(L-1)}$."),
        ),
        replies={"right": "Five steps, five factors.", "": "The nudge passes through two neurons."},
    ),
    "last_weight": Exercise(
        "number",
        "One derivative in numbers",
        "A single neuron has $w = <w>$ and $b = <b>$, its input is <a_before>, and $y = <y>$ is wanted. What is $\\partial C_0 / \\partial w$ for $C_0 = (a - y)^2$?",
        "$z$ first, then $a = \\sigma(z)$ and $\\sigma'(z) = a (1 - a)$. Then multiply the three factors.",
        "$z = <z>$, $a = <a>$, $\\sigma'(z) = <prime>$. The product is $<a_before> \\cdot <prime> \\cdot 2 (<a> - <y>) = <right>$.",
        replies={
            "no_two": "The factor of 2 is missing: it comes from the derivative of a square.",
            "sign": "The sign is the wrong way round: it is $a - y$, and not $y - a$.",
            "no_prime": "You left out $\\sigma'(z)$: the nudge of $z$ still has to pass through the sigmoid.",
            "bias": "That is the derivative with respect to the bias. The weight carries the input.",
            "": NOT_YET,
        },
        draw=lambda pick: {
            "a_before": pick(0.2, 0.9, 0.1),
            "w": pick(-2, 2, 0.5),
            "b": pick(-1, 1, 0.5),
            "y": pick(0, 1),
        },
        answers=_last_weight,
        tolerance=0.002,
    ),
    "saturated": Exercise(
        "choose",
        "Sure and wrong",
        "The activation of an output is 0.001, and it should be 1. Is its cost very sensitive to its weights?",
        "Look at all three factors. One of them is tiny.",
        "The last factor, $2 (0.001 - 1)$, is nearly as large as it can be. But $\\sigma'(z) = 0.001 \\cdot 0.999$: the sigmoid is flat there. A neuron that is sure and wrong learns slowly.",
        (
            ("no: the sigmoid is flat there", "Yes: $\\sigma'(z)$ is about 0.001, and it multiplies everything."),
            ("yes: it is as wrong as it can be", "The last factor is large, but it is one of three."),
            (
                "yes: the weights must be large",
                "The weights do not come into this derivative; the activations before and the slope do.",
            ),
            ("it has no derivative there", "The sigmoid is smooth everywhere. Its slope is only small."),
        ),
    ),
    "sum_over_j": Exercise(
        "number",
        "Two paths to the cost",
        "A neuron with activation $a_k$ leads to two outputs by the weights <w0> and <w1>. The outputs are $a_0 = <a0>$ and $a_1 = <a1>$; the wanted values are <y0> and <y1>. What is $\\partial C_0 / \\partial a_k$?",
        "Each path gives a product: weight, $\\sigma'(z_j) = a_j (1 - a_j)$, and $2 (a_j - y_j)$. Then add the paths.",
        "The two $\\partial C_0 / \\partial z_j$ are <d0> and <d1>. Times their weights and added up: $<w0> \\cdot <(d0)> + <(w1)> \\cdot <(d1)> = <right>$.",
        replies={
            "first": "That is the path through output 0. Add the other one.",
            "second": "That is the path through output 1. Add the other one.",
            "no_weights": "Each path begins with its weight.",
            "no_two": "The factor of 2 is missing: it comes from the derivative of a square.",
            "no_prime": "You left out $\\sigma'(z_j)$, which is $a_j (1 - a_j)$.",
            "": NOT_YET,
        },
        draw=lambda pick: {
            "w0": pick(-3, 3, 0.5),
            "w1": pick(-3, 3, 0.5),
            "a0": pick(0.1, 0.9, 0.1),
            "a1": pick(0.1, 0.9, 0.1),
            "y0": 1,
            "y1": 0,
        },
        answers=_sum_of_paths,
        tolerance=0.002,
    ),
    "count_paths": Exercise(
        "number",
        "Paths to the cost",
        "A network has the layers 784-<n1>-<n2>-<n3>. How many paths lead from one pixel to the cost?",
        "At every layer each path splits into as many as there are neurons.",
        "$<n1> \\cdot <n2> \\cdot <n3> = <right>$. Backpropagation does not walk them one by one: it adds up what comes from each neuron once.",
        replies={
            "sum": "You added. Each path splits again at the next layer.",
            "last_two": "You left out layer 1.",
            "first_two": "You left out the outputs: each of them leads to the cost.",
            "": NOT_YET,
        },
        draw=lambda pick: {"n1": pick(4, 32, 4), "n2": pick(4, 16, 4), "n3": pick(2, 10)},
        answers=_paths,
    ),
    "gradient_shape": Exercise(
        "choose",
        "The shape of a derivative",
        "Layer $l$ has 10 neurons and the layer before has 16. What shape has the product of $\\partial C_0 / \\partial z^{(l)}$ and the row $(a^{(l-1)})^T$?",
        "A column times a row is a whole matrix. Which matrix is it the derivative with respect to?",
        "A column of 10 times a row of 16 is a matrix of 10 x 16: the shape of $W^{(l)}$, an entry for every weight.",
        (
            ("10 x 16, like $W^{(l)}$", "Yes: an entry for every weight."),
            ("16 x 10", "That would be the transposed matrix. Row $j$ belongs to the neuron that receives."),
            ("a single number", "That is what a row times a column gives."),
            ("10 x 1", "That is the shape of the derivative with respect to the biases."),
        ),
    ),
    "backward_order": Exercise(
        "order",
        "Back through one layer",
        "The forward pass is done. Put the backward pass through one layer in order.",
        "Each line needs the one before it, and what the forward pass left behind.",
        "From $\\partial C / \\partial a$ to $\\partial C / \\partial z$; from that to the weights and biases, and to the layer before, where it begins again.",
        (
            "$\\partial C / \\partial a^{(L)} = 2 (a^{(L)} - y)$",
            "$\\partial C / \\partial z^{(L)}$: times $\\sigma'(z^{(L)})$",
            "$\\partial C / \\partial W^{(L)}$: times $(a^{(L-1)})^T$",
            "$\\partial C / \\partial a^{(L-1)}$: $(W^{(L)})^T$ times it",
            "$\\partial C / \\partial z^{(L-1)}$: times $\\sigma'(z^{(L-1)})$",
        ),
        replies={"right": "And so on, to the first layer.", "": "What does each line need that must be there before?"},
    ),
}
