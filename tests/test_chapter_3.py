"""The formulas that chapter 3 displays, each evaluated against nnlib; and the numbers and words of its prose."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nnlib import accuracy, backprop, cost, example_costs, load_mnist, one_hot, sgd, sigmoid, sigmoid_prime
from nnlib.figures import BatchPaths, ExampleWishes, MiniBatches, OutputWishes, Sensitivity, SummedWishes, ThreeLevers
from nnlib.figures.data import story as told
from nnlib.trained import training_checkpoints

CHAPTER = Path(__file__).parents[1] / "book" / "03_what_backpropagation_does.ipynb"
CELLS = {cell.id: cell for cell in nbformat.read(CHAPTER, 4).cells}
PROSE = "\n".join(cell.source for cell in CELLS.values() if cell.cell_type == "markdown")
DISPLAYED = [" ".join(formula.split()) for formula in re.findall(r"\$\$(.+?)\$\$", PROSE, re.DOTALL)]
FORMULAS = {}


def states(*sentences):
    """Whether the prose holds each of the sentences, however its lines are broken."""
    text = " ".join(PROSE.split())
    return all(sentence in text for sentence in sentences)


def printed(cell):
    return "".join(output.get("text", "") for output in CELLS[cell].outputs)


def numbers(text):
    """The numbers with a point in a text."""
    return [float(number) for number in re.findall(r"[-+]?\d+\.\d+", text)]


@pytest.fixture(scope="module")
def story():
    """Network, x, y, z, a and the gradient of the chapter's example."""
    network, (x, y) = told.network(), told.example()
    z, a = network.forward(x)
    return network, x, y, z, a, backprop(network, x, y)


@pytest.fixture(scope="module")
def train():
    digits = load_mnist("train", n=10_000)
    return digits.x, one_hot(digits.labels)


@pytest.fixture(scope="module")
def checkpoints():
    return training_checkpoints()


# ---------------------------------------------------------------- the displayed formulas


def formula(displayed):
    """Ties a check to a displayed formula, letter for letter."""

    def tie(check):
        FORMULAS[displayed] = check
        return check

    return tie


def slope(function, h=1e-6):
    """Its derivative at 0, measured."""
    return (function(h) - function(-h)) / (2 * h)


def C_0(a, y):
    return example_costs(a, y)[0]


@formula(r"-\frac{\partial C_0}{\partial z_j} = -2 (a_j - y_j) \, \sigma'(z_j) .")
def the_wish_of_an_output(story):
    _, _, y, z, a, _ = story
    for j, step in enumerate(np.eye(10)):
        measured = -slope(lambda nudge, step=step: C_0(sigmoid(z[2] + nudge * step[:, None]), y))
        assert measured == pytest.approx((-2 * (a[3] - y) * sigmoid_prime(z[2]))[j, 0], abs=1e-8)


@formula(r"-\frac{\partial C_0}{\partial w_{2k}} = a_k \left( -\frac{\partial C_0}{\partial z_2} \right) .")
def the_wish_of_a_weight(story):
    _, _, y, z, a, gradient = story
    for k in range(16):
        to_2 = np.eye(10)[:, [2]] * a[2][k, 0]
        measured = -slope(lambda nudge, to_2=to_2: C_0(sigmoid(z[2] + nudge * to_2), y))
        assert measured == pytest.approx(a[2][k, 0] * -gradient.biases[2][2, 0], abs=1e-8)
        assert measured == pytest.approx(-gradient.weights[2][2, k], abs=1e-8)


@formula(
    r"-\frac{\partial C_0}{\partial a_k^{(2)}} = \sum_{j=0}^{9} w_{jk}^{(3)} \left( -\frac{\partial C_0}{\partial z_j^{(3)}} \right) ."
)
def the_wishes_for_the_layer_before(story):
    network, _, y, _, a, gradient = story
    W, b = network.weights[2], network.biases[2]
    for k, step in enumerate(np.eye(16)):
        measured = -slope(lambda nudge, step=step: C_0(sigmoid(W @ (a[2] + nudge * step[:, None]) + b), y))
        assert measured == pytest.approx(sum(W[j, k] * -gradient.biases[2][j, 0] for j in range(10)), abs=1e-8)


@formula(
    r"-\frac{\partial C}{\partial w} = \frac{1}{N} \sum_{i=0}^{N-1} \left( -\frac{\partial C_i}{\partial w} \right) ."
)
def the_average_over_the_examples(story):
    digits = load_mnist("test", 20)
    y = one_hot(digits.labels)
    each = [-backprop(story[0], digits.x[:, [i]], y[:, [i]]).vector for i in range(20)]
    np.testing.assert_allclose(-backprop(story[0], digits.x, y).vector, sum(each) / 20, atol=1e-15)


@formula(r"w \leftarrow w - \eta \, \frac{1}{B} \sum_{i \in \mathcal{B}} \frac{\partial C_i}{\partial w} .")
def a_step_for_a_batch(story):
    digits = load_mnist("test", 20)
    y = one_hot(digits.labels)
    (after,) = sgd(story[0], digits.x, y, learning_rate=0.7, batch_size=20, epochs=1, seed=0)
    each = [backprop(story[0], digits.x[:, [i]], y[:, [i]]).vector for i in range(20)]
    np.testing.assert_allclose(after.parameters.vector, story[0].parameters.vector - 0.7 * sum(each) / 20, atol=1e-12)


@formula(r"\cos \theta = \frac{g \cdot \nabla C}{\lVert g \rVert \, \lVert \nabla C \rVert} .")
def the_cosine(story):
    there = MiniBatches(batch=20, step=2).result
    x, y = (
        np.hstack([told.example(place)[0] for place in range(100)]),
        np.hstack([told.example(place)[1] for place in range(100)]),
    )
    rows = there["order"][40:60]
    g, full = backprop(story[0], x[:, rows], y[:, rows]).vector, backprop(story[0], x, y).vector
    assert there["cosine"] == pytest.approx(sum(g * full) / sum(g**2) ** 0.5 / sum(full**2) ** 0.5)


def test_every_displayed_formula_has_a_check():
    assert list(FORMULAS) == DISPLAYED


@pytest.mark.parametrize("displayed", FORMULAS, ids=lambda displayed: FORMULAS[displayed].__name__)
def test_the_displayed_formula_holds(displayed, story):
    FORMULAS[displayed](story)


def test_the_slopes_in_the_text_hold(story):
    network, _, y, z, a, _ = story
    np.testing.assert_allclose(sigmoid_prime(z[2]), a[3] * (1 - a[3]), atol=1e-15)
    assert z[2][2, 0] == pytest.approx(sum(network.weights[2][2] * a[2][:, 0]) + network.biases[2][2, 0])
    for j in range(10):
        measured = slope(lambda nudge, j=j: C_0(a[3] + nudge * np.eye(10)[:, [j]], y))
        assert measured == pytest.approx(2 * (a[3] - y)[j, 0], abs=1e-8)
    assert states(
        "$\\sigma'(z_j) = a_j (1 - a_j)$",
        "$C_0 = \\sum_j (a_j - y_j)^2$",
        "$2 (a_j - y_j)$",
        "$z_2 = \\sum_k w_{2k} a_k + b_2$",
    )


# ---------------------------------------------------------------- recap and walkthrough


def test_the_first_weight_is_31_times_as_sensitive_and_the_videos_32_times():
    assert pytest.approx(32) == 3.2 / 0.1 and Sensitivity(costs="bowl").result["ratio"] == 32
    assert round(Sensitivity().result["ratio"]) == 31 and "so 31 times as sensitive" in printed("two-sensitivities")
    assert states("$3.2 / 0.1 = 32$ times", "moves the cost 31 times as much")


def test_half_the_nudge_leaves_a_quarter_of_the_miss_and_a_big_one_leaves_the_line():
    whole, half, big = (Sensitivity(nudge=nudge).result for nudge in (0.02, 0.01, 2.0))
    np.testing.assert_allclose(whole["misses"] / half["misses"], [4, 4], rtol=0.02)
    assert (np.abs(half["misses"] / half["predicted"]) < 0.01).all() and (
        np.abs(big["misses"] / big["predicted"]) > 0.3
    ).all()


def test_the_network_half_takes_the_2_for_an_8_or_a_1(story):
    a = story[4][3][:, 0]
    assert a.argsort()[-3:].tolist() == [1, 8, 2] and a[2] < 0.5
    assert round(1 - a[2], 2) == 0.55 and round(a[8], 2) == 0.18
    assert states("Output 2 has 0.55 still to rise. Output 8 has only 0.18 to fall")


def test_outputs_2_8_and_1_wish_most_and_7_is_right_already():
    there = OutputWishes(exact=True).result
    assert np.abs(there["wishes"]).argsort()[-3:].tolist() == [1, 8, 2] and np.abs(there["errors"]).argsort()[
        -3:
    ].tolist() == [1, 8, 2]
    assert there["wishes"][2] > 0 > there["wishes"][8] and there["a"][7] < 0.0005


def test_an_output_that_is_sure_and_wrong_hardly_wishes():
    a = OutputWishes().result["a"]
    there = OutputWishes(moves=[{2: 0.001, 8: 0.999}.get(j, a_j) - a_j for j, a_j in enumerate(a)]).result
    assert there["a"][2] == pytest.approx(0.001) and round(there["wishes"][2], 3) == 0.002
    assert np.abs(there["errors"]).max() == pytest.approx(there["errors"][2])
    assert states("puts output 2 at 0.001", "wish is only 0.002")


# ---------------------------------------------------------------- levers and sums


def test_each_lever_pulled_to_0_20_adds_what_the_text_says():
    for lever, gain in (("bias", "0.20"), ("weights", "0.74"), ("activations", "3.93")):
        levers = {"bias": 0.0, "weights": 0.0, "activations": 0.0, lever: 0.2}
        assert f"{ThreeLevers(**levers).result['gains'].sum():.2f}" == gain
    assert states("The weights add 0.74 together", "activations add 3.93")


def test_neuron_7_is_the_brightest_and_14_is_dim(story):
    before = story[4][2][:, 0]
    assert before.argmax() == 7 and before[14] < 0.15
    shares = before**2 / sum(before**2)
    assert (
        sorted(shares)[-4:] == pytest.approx(shares[[5, 9, 8, 7]]) and shares[[5, 7, 8, 9]].sum() > 0.5
    )  # most of the weights' gain
    wished = {k: ThreeLevers(picked=k).result["shares"][1] for k in range(16)}
    assert max(wished, key=wished.get) == 7
    assert f"{wished[7]:.3f}" == "0.254" and f"{wished[14]:.3f}" == "0.037"
    assert states("the largest wish: +0.254", "neuron 14 asks for 0.037")


def test_the_2_asks_more_of_neuron_7_than_the_ten_together():
    alone, together = SummedWishes(on=[0, 0, 1] + [0] * 7).result, SummedWishes().result
    assert f"{alone['sums'][7]:.3f} {together['sums'][7]:.3f}" == "0.537 0.384"
    assert np.flatnonzero(together["terms"] < -0.01).tolist() == [1, 8]
    assert states("asks neuron 7 for +0.537. The 1 and the 8 want the opposite, and +0.384 remains")
    network = told.network()
    assert np.sign(alone["sums"]).tolist() == np.sign(network.weights[2][2]).tolist()


def test_backpropagation_changes_nothing(story):
    network, x, y, *_ = story
    before = network.parameters.vector.copy()
    backprop(network, x, y)
    assert np.array_equal(network.parameters.vector, before)


# ---------------------------------------------------------------- every example


def test_a_small_step_for_the_2_lowers_its_cost_and_may_raise_that_of_all(story):
    network, x, y, *_, gradient = story
    test = load_mnist("test")
    stepped = network.copy()
    stepped.parameters.vector[:] -= 0.5 * gradient.vector
    assert cost(stepped.output(x), y) < cost(network.output(x), y)
    assert cost(stepped.output(test.x), one_hot(test.labels)) > cost(network.output(test.x), one_hot(test.labels))


def test_listening_only_to_the_2_makes_everything_a_2(story):
    network, x, y, *_ = story
    test = load_mnist("test")
    for _ in range(20):
        stepped = network.copy()
        stepped.parameters.vector[:] -= 0.5 * backprop(network, x, y).vector
        network = stepped
    assert np.mean(network.classify(test.x) == 2) > 0.9 > 0.11 > np.mean(told.network().classify(test.x) == 2)
    assert np.mean(network.classify(test.x[:, test.labels != 2]) == 2) > 0.9
    assert accuracy(network, test.x, test.labels) < 0.2
    assert "called a 2 91 %" in printed("one-example-step")


def test_in_the_figure_72_of_80_digits_become_a_2():
    assert ExampleWishes(on=[1] + [0] * 6, steps=20).result["answers"][2] == 72
    assert ExampleWishes(on=[1] + [0] * 6, steps=60).result["answers"].argmax() == 2
    assert states("After 20 steps for the 2 alone the network calls 72 of the 80 digits a 2")


def test_the_average_is_a_compromise():
    there = ExampleWishes().result
    assert f"{there['average'][0]:+.3f}" == "+0.034" and f"{there['table'][0, 0]:+.3f}" == "+0.254"
    assert (there["table"][0, 1:] <= 0).all() and (there["table"][0, 1:] > -0.02).all()
    assert states("+0.034 for $w_{2,7}$", "begins with its +0.254")


# ---------------------------------------------------------------- mini-batches


@pytest.mark.slow
def test_an_epoch_has_600_steps():
    assert (
        len(load_mnist("train", dtype=np.float32).labels) / 100
        == 600
        == MiniBatches(batch=100).result["training_steps"]
    )
    assert printed("steps-an-epoch") == "steps per epoch: 600\n"
    assert states("It now makes 600 steps instead of one", "600 steps per epoch instead of one", "all 60,000 images")


def test_an_epoch_of_sgd_goes_through_every_example_once_in_steps_of_a_batch(story, train):
    rates = []
    how = {"batch_size": 100, "epochs": 1, "seed": 0, "learning_rate": lambda done: rates.append(done) or 0.0}
    list(sgd(story[0], train[0][:, :1000], train[1][:, :1000], **how))
    assert len(set(rates)) == 10


def cosines(network, train, size, rounds=10, seed=1):
    full = backprop(network, *train).vector
    rng, found = np.random.default_rng(seed), []
    for _ in range(rounds):
        rows = rng.permutation(10_000)[:size]
        part = backprop(network, train[0][:, rows], train[1][:, rows]).vector
        found.append(full @ part / np.linalg.norm(full) / np.linalg.norm(part))
    return np.array(found)


@pytest.mark.slow
def test_batches_of_the_untrained_network_agree_with_the_whole(checkpoints, train):
    means = [cosines(checkpoints[0].network, train, size).mean() for size in (1, 10, 100)]
    assert means == sorted(means) and means[0] > 0.7 and means[2] > 0.99


@pytest.mark.slow
def test_batches_of_the_trained_network_point_almost_at_random_but_lean_to_the_right_side(checkpoints, train):
    found = cosines(checkpoints[-1].network, train, 100, rounds=40)
    assert 0.02 < found.mean() < 0.2
    assert np.mean(found > 0) > 0.7
    assert 0.15 < cosines(checkpoints[-1].network, train, 1000).mean() < 0.5


def test_the_printed_cosines_rise_with_the_batch():
    found = numbers(printed("cosine-table"))
    rows = [found[:4], found[4:]]
    assert [sorted(row) for row in rows] == rows and [len(row) for row in rows] == [4, 4]
    assert rows[0][0] > 0.8 and rows[1][2] < 0.1


def test_in_the_figure_a_single_digit_points_nearly_right_only_before_training():
    alone = {name: MiniBatches(network=name, batch=1).result["average"] for name in ("untrained", "story", "trained")}
    half = {name: MiniBatches(network=name, batch=50).result["average"] for name in alone}
    assert alone["untrained"] > 0.8 and max(alone["story"], alone["trained"]) < 0.1
    assert all(half[name] > alone[name] for name in alone)
    assert half["trained"] < alone["untrained"]  # the network matters more than the size


def test_the_paths_by_steps_and_by_examples_are_as_told():
    by_steps = [costs[-1] for costs in BatchPaths(count_by="steps", progress=20).result["costs"]]
    assert np.argmin(by_steps) == 0
    there = BatchPaths(count_by="examples", progress=8).result
    assert there["examples"] == [800, 800, 800]
    assert [f"{costs[-1]:.2f}" for costs in there["costs"]] == ["0.40", "0.19", "0.19"]
    assert states("after 800 examples each, the cost is 0.40 on the careful path and 0.19 on both others")


def test_a_constant_rate_keeps_the_stumbling_path_hovering():
    late = np.array(BatchPaths(progress=20).result["costs"][2][10:])
    assert (np.diff(late) > 0).any() and (np.diff(late) < 0).any() and np.ptp(late) > 5e-4


@pytest.mark.slow
def test_the_careful_walk_of_the_race_has_its_best_rate(story, train):
    ends = {}
    for rate in (0.1, 0.2, 0.4):
        *_, last = sgd(story[0], *train, learning_rate=rate, batch_size=10_000, epochs=5, seed=0)
        ends[rate] = cost(last.output(train[0]), train[1])
    begin = cost(story[0].output(train[0]), train[1])
    assert min(ends, key=ends.get) == 0.2 and ends[0.2] < begin < ends[0.4]
    assert f"cost {begin:.2f}\n" in printed("race-result") and f"images: cost {ends[0.2]:.2f}\n" in printed(
        "race-result"
    )


@pytest.mark.slow
def test_the_stumbling_walk_gains_more_for_as_many_images(story, train):
    """Seconds are for the cell to measure; for the same number of images looked at, the gain is a plain number."""
    begin, gained = cost(story[0].output(train[0]), train[1]), []
    for size, rate in ((10_000, 0.2), (100, 1.0)):
        *_, last = sgd(story[0], *train, learning_rate=rate, batch_size=size, epochs=2, seed=0)
        gained.append(begin - cost(last.output(train[0]), train[1]))
    assert gained[1] > 3 * gained[0] > 0
    assert "5 steps over 10,000" in printed("race-result") and "500 steps over" in printed("race-result")
    assert states("in five careful steps over all of them, or in 500 stumbling ones over 100 each")


# ---------------------------------------------------------------- the corrections


def test_the_corrections_stand_where_the_notes_slip():
    boxes = re.findall(r":::\{admonition\} (.+?)\n", PROSE)
    assert boxes == ["The third lever", "Who is summed over whom", "It computes"]
    assert states(
        "activations* of layer 2", "lowers the cost of *this 2*", "Gradient descent then changes every parameter"
    )
