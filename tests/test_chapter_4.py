"""The formulas that chapter 4 displays, each evaluated against nnlib on random numbers; and what its prose states."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nnlib import (
    Network,
    Parameters,
    backprop,
    cost,
    example_cost_prime,
    example_costs,
    numerical_gradient,
    sigmoid,
    sigmoid_prime,
)
from nnlib.figures import AverageGradient, Chain, NudgeTree
from nnlib.figures.parts.chain_network import NAMES
from nnlib.trained import trained_network

CHAPTER = Path(__file__).parents[1] / "book" / "04_backpropagation_calculus.ipynb"
CELLS = {cell.id: cell for cell in nbformat.read(CHAPTER, 4).cells}
PROSE = "\n".join(cell.source for cell in CELLS.values() if cell.cell_type == "markdown")
DISPLAYED = [" ".join(formula.split()) for formula in re.findall(r"\$\$(.+?)\$\$", PROSE, re.DOTALL)]
FORMULAS = {}


def formula(beginning, part=""):
    """Ties a check to the displayed formula that begins so (and holds `part`)."""

    def tie(check):
        FORMULAS[beginning, part] = check
        return check

    return tie


class Sample:
    """A random network, of one neuron a layer unless told otherwise, and its numbers: z[l], a[l], W[l], b[l], dC_dW[l], dC_db[l]."""

    def __init__(self, seed, sizes=(1, 1, 1, 1), examples=1):
        rng = np.random.default_rng(seed)
        self.L = len(sizes) - 1
        self.network = Network(
            Parameters(
                [rng.normal(0, 2, shape) for shape in zip(sizes[1:], sizes)],
                [rng.normal(0, 1, (n, 1)) for n in sizes[1:]],
            )
        )
        self.x, self.y = rng.uniform(0, 1, (sizes[0], examples)), rng.uniform(0, 1, (sizes[-1], examples))
        z, self.a = self.network.forward(self.x)
        self.z, self.W, self.b = [None, *z], [None, *self.network.weights], [None, *self.network.biases]
        self.gradient = backprop(self.network, self.x, self.y)
        self.dC_dW, self.dC_db = [None, *self.gradient.weights], [None, *self.gradient.biases]

    def C_from(self, l, a):
        """The cost if the activations of layer l were a."""
        for W, b in zip(self.W[l + 1 :], self.b[l + 1 :]):
            a = sigmoid(W @ a + b)
        return cost(a, self.y)

    def dC_da(self, l, h=1e-6):
        """dC/da^(l), measured: a column."""
        sides = [
            [self.C_from(l, self.a[l] + move * step[:, None]) for step in np.eye(len(self.a[l]))] for move in (h, -h)
        ]
        return np.array([(above - below) / (2 * h) for above, below in zip(*sides)])[:, None]

    def dC_dz(self, l, h=1e-6):
        """dC/dz^(l), measured: a column."""
        sides = [
            [self.C_from(l, sigmoid(self.z[l] + move * step[:, None])) for step in np.eye(len(self.z[l]))]
            for move in (h, -h)
        ]
        return np.array([(above - below) / (2 * h) for above, below in zip(*sides)])[:, None]


def layered(seed, examples=1):
    return Sample(seed, (4, 3, 5, 2), examples)


def slope(function, at, h=1e-6):
    return (function(at + h) - function(at - h)) / (2 * h)


def same(measured, formula):
    np.testing.assert_allclose(measured, formula, rtol=1e-6, atol=1e-8)


@formula("C_0(\\dots) = \\left(a^{(L)} - y\\right)^2")
def the_cost_of_one_example(seed):
    n = Sample(seed)
    same(cost(n.network.output(n.x), n.y), (n.a[n.L] - n.y).item() ** 2)


@formula("a^{(L)} = \\sigma\\left(z^{(L)}\\right)")
def the_last_activation(seed):
    n = Sample(seed)
    same(n.network.output(n.x), 1 / (1 + np.exp(-n.z[n.L])))


@formula("z^{(L)} = w^{(L)} a^{(L-1)} + b^{(L)}")
def the_last_weighted_sum(seed):
    n = Sample(seed)
    same(n.z[n.L], n.W[n.L] * n.a[n.L - 1] + n.b[n.L])


@formula("\\frac{\\partial C_0}{\\partial w^{(L)}} = \\lim")
def the_derivative_as_a_limit(seed):
    n = Sample(seed)

    def C_0(w):
        return ((sigmoid(w * n.a[2] + n.b[3]) - n.y) ** 2).item()

    errors = [abs((C_0(n.W[3] + h) - C_0(n.W[3])) / h - n.dC_dW[3].item()) for h in (1e-2, 1e-4, 1e-6)]
    assert errors[0] > errors[1] > errors[2] and errors[2] < 1e-5


@formula("\\frac{\\partial C_0}{\\partial w^{(L)}} = \\frac{\\partial z^{(L)}}")
def the_chain_rule(seed):
    n = Sample(seed)
    dz_dw = slope(lambda w: w * n.a[2] + n.b[3], n.W[3])
    da_dz = slope(sigmoid, n.z[3])
    dC_da = slope(lambda a: (a - n.y) ** 2, n.a[3])
    same(numerical_gradient(n.network, n.x, n.y).weights[2], dz_dw * da_dz * dC_da)


@formula("\\frac{\\partial C_0}{\\partial a^{(L)}} = 2\\left(a^{(L)} - y\\right)")
def from_activation_to_cost(seed):
    for n in (Sample(seed), layered(seed)):  # displayed twice: for one neuron, and for a column of them
        same(n.dC_da(n.L), 2 * (n.a[n.L] - n.y))
        same(n.dC_da(n.L), example_cost_prime(n.a[n.L], n.y))


@formula("\\frac{\\partial a^{(L)}}{\\partial z^{(L)}} = \\sigma'")
def from_sum_to_activation(seed):
    n = Sample(seed)
    same(slope(sigmoid, n.z[3]), sigmoid_prime(n.z[3]))


@formula("\\frac{\\partial z^{(L)}}{\\partial w^{(L)}} = a^{(L-1)}")
def from_weight_to_sum(seed):
    n = Sample(seed)
    same(slope(lambda w: w * n.a[2] + n.b[3], n.W[3]), n.a[2])


@formula(
    "\\frac{\\partial C_0}{\\partial w^{(L)}} = a^{(L-1)} \\times \\sigma'\\left(z^{(L)}\\right) \\times 2\\left(a^{(L)} - y\\right)"
)
def the_derivative_by_the_weight(seed):
    n = Sample(seed)
    same(n.dC_dW[3], n.a[2] * sigmoid_prime(n.z[3]) * 2 * (n.a[3] - n.y))


def mean_of_examples(n, part):
    singles = [backprop(n.network, n.x[:, [i]], n.y[:, [i]]) for i in range(n.x.shape[1])]
    return np.mean([part(single) for single in singles], axis=0)


@formula("\\underbrace{\\frac{\\partial C}{\\partial w^{(L)}}}", "\\sum_{i=0}^{N-1}")
def the_derivative_is_the_average_over_the_examples(seed):
    n = Sample(seed, examples=7)
    same(numerical_gradient(n.network, n.x, n.y).weights[2], mean_of_examples(n, lambda gradient: gradient.weights[2]))
    same(cost(n.a[3], n.y), example_costs(n.a[3], n.y).mean())


@formula("\\nabla C = \\begin{bmatrix}")
def the_gradient_is_a_column_of_all_derivatives(seed):
    n = Sample(seed, examples=4)
    entries = [entry.item() for l in (1, 2, 3) for entry in (n.dC_dW[l], n.dC_db[l])]
    assert len(entries) == n.network.parameters.vector.size == 6
    measured = numerical_gradient(n.network, n.x, n.y)
    same(entries, [entry.item() for W, b in zip(measured.weights, measured.biases) for entry in (W, b)])


@formula(
    "\\frac{\\partial C_0}{\\partial b^{(L)}} = \\frac{\\partial z^{(L)}}{\\partial b^{(L)}}", "= 1 \\times \\sigma'"
)
def the_derivative_by_the_bias(seed):
    n = Sample(seed)
    same(slope(lambda b: n.W[3] * n.a[2] + b, n.b[3]), 1)
    same(n.dC_db[3], 1 * sigmoid_prime(n.z[3]) * 2 * (n.a[3] - n.y))


@formula(
    "\\frac{\\partial C_0}{\\partial a^{(L-1)}} = \\frac{\\partial z^{(L)}}{\\partial a^{(L-1)}}", "= w^{(L)} \\times"
)
def the_derivative_by_the_previous_activation(seed):
    n = Sample(seed)
    same(n.dC_da(2), n.W[3] * sigmoid_prime(n.z[3]) * 2 * (n.a[3] - n.y))


@formula("\\frac{\\partial C_0}{\\partial w^{(L-1)}} =", "= a^{(L-2)} \\times")
def the_derivative_one_layer_back(seed):
    n = Sample(seed)
    same(n.dC_dW[2], n.a[1] * sigmoid_prime(n.z[2]) * n.dC_da(2))
    same(n.dC_dW[2], n.a[1] * sigmoid_prime(n.z[2]) * n.W[3] * sigmoid_prime(n.z[3]) * 2 * (n.a[3] - n.y))


@formula("\\frac{\\partial C_0}{\\partial w^{(l)}} = a^{(l-1)}")
def every_layer_of_the_chain(seed):
    n = Sample(seed)
    for l in (1, 2, 3):
        same(n.dC_dW[l], n.a[l - 1] * sigmoid_prime(n.z[l]) * n.dC_da(l))
        same(n.dC_db[l], sigmoid_prime(n.z[l]) * n.dC_da(l))
        same(n.dC_da(l - 1), n.W[l] * sigmoid_prime(n.z[l]) * n.dC_da(l))


@formula("C_0 = \\sum_{j=0}^{n_L - 1}")
def the_cost_with_several_outputs(seed):
    n = layered(seed)
    same(cost(n.a[3], n.y), sum((n.a[3][j, 0] - n.y[j, 0]) ** 2 for j in range(2)))


@formula("z^{(L)}_j = \\sum_{k=0}^{n_{L-1} - 1}", "a^{(L)}_j = \\sigma")
def the_weighted_sum_with_indices(seed):
    n = layered(seed)
    for j in range(2):
        z_j = sum(n.W[3][j, k] * n.a[2][k, 0] for k in range(5)) + n.b[3][j, 0]
        same(n.z[3][j, 0], z_j)
        same(n.a[3][j, 0], sigmoid(z_j))


@formula("\\frac{\\partial C_0}{\\partial w^{(L)}_{jk}} =", "= a^{(L-1)}_k \\times")
def the_derivative_by_one_weight_of_many(seed):
    n = layered(seed)
    measured = numerical_gradient(n.network, n.x, n.y).weights[2]
    for j, k in np.ndindex(2, 5):
        same(measured[j, k], n.a[2][k, 0] * sigmoid_prime(n.z[3][j, 0]) * 2 * (n.a[3][j, 0] - n.y[j, 0]))


@formula("\\frac{\\partial C_0}{\\partial a^{(L-1)}_k} =", "\\sum_{j=0}^{n_L - 1} w^{(L)}_{jk}")
def the_sum_over_the_paths(seed):
    n = layered(seed)
    measured = n.dC_da(2)[:, 0]
    for k in range(5):
        same(
            measured[k],
            sum(n.W[3][j, k] * sigmoid_prime(n.z[3][j, 0]) * 2 * (n.a[3][j, 0] - n.y[j, 0]) for j in range(2)),
        )


@formula("\\frac{\\partial C_0}{\\partial w^{(l)}_{jk}} = a^{(l-1)}_k")
def every_weight_and_bias_of_every_layer(seed):
    n = layered(seed)
    for l in (1, 2, 3):
        dC_da = n.dC_da(l)
        for j, k in np.ndindex(n.W[l].shape):
            same(n.dC_dW[l][j, k], n.a[l - 1][k, 0] * sigmoid_prime(n.z[l][j, 0]) * dC_da[j, 0])
        for j in range(len(n.b[l])):
            same(n.dC_db[l][j, 0], sigmoid_prime(n.z[l][j, 0]) * dC_da[j, 0])


@formula("\\frac{\\partial C_0}{\\partial a^{(l)}_j} = \\begin{cases}", "\\sum_{i=0}^{n_{l+1} - 1} w^{(l+1)}_{ij}")
def every_activation_of_every_layer(seed):
    n = layered(seed)
    known = 2 * (n.a[3] - n.y)
    for l in (2, 1, 0):
        known = np.array(
            [
                [sum(n.W[l + 1][i, j] * sigmoid_prime(n.z[l + 1][i, 0]) * known[i, 0] for i in range(len(known)))]
                for j in range(len(n.a[l]))
            ]
        )
        same(n.dC_da(l), known)


@formula("\\frac{\\partial C_0}{\\partial z^{(l)}} = \\sigma'\\left(z^{(l)}\\right) \\odot")
def the_column_of_sums(seed):
    n = layered(seed)
    for l in (1, 2, 3):
        same(n.dC_dz(l), sigmoid_prime(n.z[l]) * n.dC_da(l))


@formula(
    "\\frac{\\partial C_0}{\\partial W^{(l)}} = \\frac{\\partial C_0}{\\partial z^{(l)}} \\left(a^{(l-1)}\\right)^T"
)
def the_matrix_of_weights(seed):
    n = layered(seed)
    measured = [None, *numerical_gradient(n.network, n.x, n.y).weights]
    for l in (1, 2, 3):
        same(measured[l], n.dC_dz(l) @ n.a[l - 1].T)


@formula("\\frac{\\partial C_0}{\\partial b^{(l)}} = \\frac{\\partial C_0}{\\partial z^{(l)}}")
def the_column_of_biases(seed):
    n = layered(seed)
    measured = [None, *numerical_gradient(n.network, n.x, n.y).biases]
    for l in (1, 2, 3):
        same(measured[l], n.dC_dz(l))


@formula(
    "\\frac{\\partial C_0}{\\partial a^{(l-1)}} = \\left(W^{(l)}\\right)^T \\frac{\\partial C_0}{\\partial z^{(l)}}"
)
def the_column_of_activations_before(seed):
    n = layered(seed)
    for l in (1, 2, 3):
        same(n.dC_da(l - 1), n.W[l].T @ n.dC_dz(l))


@formula("\\frac{\\partial C}{\\partial W^{(l)}} = \\frac{1}{N} \\sum_{i=0}^{N-1}")
def the_matrix_is_the_average_over_the_examples(seed):
    n = layered(seed, examples=6)
    for l in (1, 2, 3):
        same(n.dC_dW[l], mean_of_examples(n, lambda gradient, l=l: gradient.weights[l - 1]))


def ties(displayed):
    return [key for key in FORMULAS if displayed.startswith(key[0]) and key[1] in displayed]


@pytest.mark.parametrize("displayed", DISPLAYED, ids=range(len(DISPLAYED)))
def test_every_displayed_formula_has_a_check(displayed):
    assert len(ties(displayed)) == 1, displayed


@pytest.mark.parametrize("key", FORMULAS, ids=lambda key: FORMULAS[key].__name__)
def test_the_displayed_formula_holds_for_random_networks(key):
    assert any(key in ties(displayed) for displayed in DISPLAYED), "not in the chapter"
    for seed in range(5):
        FORMULAS[key](seed)


# ---------------------------------------------------------------- what the prose states


def states(*sentences):
    """Whether the prose holds each of the sentences, however its lines are broken."""
    text = " ".join(PROSE.split())
    return all(sentence in text for sentence in sentences)


def printed(cell):
    return "".join(output.get("text", "") for output in CELLS[cell].outputs)


def numbers(text):
    return [float(number) for number in re.findall(r"[-+]?\d+\.\d+", text)]


def test_the_measured_ratios_come_close_to_the_product():
    assert printed("product").strip().endswith("= -0.12304")
    ratios = [float(line.split("=")[-1]) for line in printed("measured").splitlines()]
    errors = np.abs(np.array(ratios) + 0.12304)
    assert (np.diff(errors) < 0).all() and errors[-1] < 5e-5


def test_the_average_is_far_smaller_than_each_of_the_six():
    *each, mean = numbers(printed("averaged"))
    assert np.sign(each).tolist() == [-1, 1, -1, -1, 1, 1]
    assert 5 * abs(mean) < np.abs(each).min()


def test_the_lines_shown_beside_the_formulas_are_those_of_nnlib():
    lines = re.findall(r"\| `([^`]+)` \|", CELLS["line-by-line"].source)
    assert len(lines) == 7
    assert all(line in printed("source") for line in lines)


def test_one_path_wants_the_neuron_brighter_the_other_dimmer():
    first, second, total = numbers(printed("sums").splitlines()[0])
    assert first < 0 < second < -first and total == pytest.approx(first + second)


def test_the_last_bias_has_the_longest_bar_and_a_weight_of_0_makes_two_vanish():
    sizes = np.abs(Chain().result["gradient"])
    assert NAMES[sizes.argmax()] == "b3" and sizes[-1] > 1.3 * np.sort(sizes)[-2]
    assert np.flatnonzero(Chain(w=[1.5, 0, 3]).result["gradient"] == 0).tolist() == [0, 1]


def test_the_chapter_and_its_figures_have_the_same_chain_and_the_same_examples():
    names = {}
    exec(CELLS["forward"].source, names)
    assert (names["x"], list(names["w"].values()), list(names["b"].values()), names["y"]) == (
        Chain().x,
        Chain().w,
        Chain().b,
        Chain().y,
    )
    assert numbers(printed("averaged"))[:6] == np.round(AverageGradient().result["each"], 4).tolist()


def test_the_examples_disagree_on_every_entry_unless_all_targets_are_1():
    for picked in NAMES:
        signs = np.sign(AverageGradient(picked=picked).result["each"])
        assert signs.tolist() in ([-1, 1, -1, -1, 1, 1], [1, -1, 1, 1, -1, -1])
        assert len(set(np.sign(AverageGradient(picked=picked, y=[1] * 6).result["each"]))) == 1


def test_seven_factors_lead_from_the_first_weight_and_the_later_ones_are_shared():
    way = {leaf: NudgeTree(leaf=leaf).result["derivatives"] for leaf in ("w1", "a1", "a2")}
    assert len(way["w1"]) == 7
    assert way["w1"][2:] == way["a1"] and way["w1"][4:] == way["a2"]


def test_two_nudges_for_each_of_the_13002_parameters():
    assert trained_network().parameters.vector.size == 13_002
    assert 2 * 13_002 == 26_004 and states("26,004 forward passes", "13,002 parameters")


def test_the_solutions_of_the_exercises_hold():
    assert 0.5 * sigmoid_prime(0.0) * 2 * (sigmoid(0.0) - 1) == -0.125
    assert pytest.approx(0.001, rel=2e-3) == 0.001 * 0.999
    assert 16 * 16 * 10 == 2560 and trained_network().sizes[1:] == (16, 16, 10)
    assert states("2560$ paths", "-0.125$")


def test_the_steps_are_numbered_1_2_3():
    assert re.findall(r"^\*\*(\d)\. Derivative of (.+?)\.\*\*$", PROSE, re.MULTILINE) == [
        ("1", "the cost with respect to the activation"),
        ("2", "the activation with respect to $z$"),
        ("3", "$z$ with respect to the weight"),
    ]
