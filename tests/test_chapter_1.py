"""The numbers that the prose of chapter 1 states and no cell of it prints, and the cells that only a running Python executes."""

from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest

from nnlib import Network, load_mnist, sigmoid, sigmoid_prime
from nnlib.figures import DigitParts
from nnlib.figures.digit_parts import PARTS
from nnlib.trained import trained_network

CHAPTER = Path(__file__).parents[1] / "book" / "01_what_is_a_neural_network.ipynb"
CELLS = {cell.id: cell for cell in nbformat.read(CHAPTER, 4).cells}
PROSE = "\n".join(cell.source for cell in CELLS.values() if cell.cell_type == "markdown")


def states(*sentences):
    """Whether the prose holds each of the sentences, however its lines are broken."""
    text = " ".join(PROSE.split())
    return all(sentence in text for sentence in sentences)


@pytest.fixture(scope="module")
def digits():
    return load_mnist("test", 100)


@pytest.fixture
def namespace():
    """What the cells before the live ones have defined."""
    names = {}
    shown = plt.show
    plt.show = lambda: plt.close("all")
    for cell in CELLS.values():
        if cell.cell_type == "code" and cell.id != "install" and "skip-execution" not in cell.metadata.get("tags", []):
            exec(cell.source, names)
    yield names
    plt.show = shown
    plt.close("all")


def parameters_of(*sizes):
    network = Network.random(sizes, seed=0)
    return sum(W.size for W in network.weights), sum(b.size for b in network.biases), network.parameters.vector.size


def test_the_example_network_has_13002_parameters():
    assert trained_network().sizes == (784, 16, 16, 10)
    assert parameters_of(784, 16, 16, 10) == (12_960, 42, 13_002)
    assert trained_network().weights[0].size == 12_544
    assert states(
        "12,960 weights and 42 biases make 13,002 numbers",
        "Most of them, 12,544 weights",
        "the network has 42 that compute",
    )


def test_32_hidden_neurons_stand_between_the_picture_and_the_answer():
    assert sum(trained_network().sizes[1:-1]) == 32
    assert states("stand 32 neurons")


def test_a_pixel_above_another_is_28_places_before_it():
    k = np.arange(784).reshape(28, 28)
    assert k[7, 6] == 28 * 7 + 6 and k[27, 27] == 783
    assert set(np.diff(k, axis=0).ravel()) == {28} and set(np.diff(k, axis=1).ravel()) == {1}
    assert states("28 places apart", "k = 0, 1, \\dots, 783")


def test_only_the_7_is_awake_and_its_activation_does_not_reach_1(digits):
    a = trained_network().output(digits.x[:, :1])[:, 0]
    assert a.argmax() == digits.labels[0] == 7
    assert 0.9999 < a[7] < 1 and np.delete(a, 7).max() < 0.01


def test_the_neuron_is_more_than_half_active_at_a_sum_above_0():
    assert sigmoid(0.0) == 0.5 < sigmoid(0.9)


def test_the_hand_made_parts_answer_9_and_after_the_swap_8():
    state = DigitParts().state
    on = [PARTS[i] for i in np.flatnonzero(state["parts"])]
    assert state["view"] == "hope" and on == ["upper loop", "long line"]
    assert DigitParts().result["a"].argmax() == 9
    swapped = [int(part in ("upper loop", "lower loop")) for part in PARTS]
    a = DigitParts.compute(**{**state, "parts": swapped})["a"]
    assert a.argmax() == 8 and a[8] > 0.9 and np.delete(a, 8).max() < 0.5


def test_14_of_16_trained_neurons_are_more_than_half_active_for_two_digits_or_more():
    test = load_mnist("test")
    a = trained_network().forward(test.x)[1][2]
    means = np.array([a[:, test.labels == digit].mean(axis=1) for digit in range(10)])
    assert np.sum((means > 0.5).sum(axis=0) >= 2) == 14
    assert states("Of the 16 in that layer, 14 are on average more than half active for two digits or more")


def test_the_edge_detector_puts_the_7_first_and_the_last_9_second(namespace, digits):
    sums = namespace["detector"](8) @ digits.x[:, :10]
    assert sums.argsort()[-2:].tolist() == [9, 0] and digits.labels[[9, 0]].tolist() == [9, 7]
    assert sums[0] > 7 * sums[9] > 0 > np.delete(sums, [0, 9]).max()
    assert sigmoid(sums[0]) > sigmoid(sums[9]) > 0.8
    assert sigmoid(sums[0] - 10) > 0.9 and sigmoid(sums[9] - 10) < 0.1


def test_a_bar_and_a_blob_have_the_same_sum_without_negative_weights(namespace):
    plus = np.maximum(namespace["detector"](8), 0)
    assert set(namespace["detector"](8)) == {-1, 0, 1}
    assert plus @ plus == plus @ np.ones(784)


def test_the_slope_of_the_sigmoid_is_a_quarter_at_most_and_there_at_0():
    z = np.linspace(-20, 20, 4001)
    assert sigmoid_prime(z).max() == sigmoid_prime(0.0) == 0.25
    assert z[sigmoid_prime(z).argmax()] == pytest.approx(0)
    np.testing.assert_allclose(sigmoid_prime(z), sigmoid(z) * (1 - sigmoid(z)), atol=1e-15)
    assert sigmoid(-30.0) > 0 and sigmoid(30.0) < 1


def test_nine_of_ten_answers_are_right_and_the_5_is_taken_for_a_6(digits):
    answers = trained_network().classify(digits.x[:, :10])
    wrong = np.flatnonzero(answers != digits.labels[:10])
    assert [(digits.labels[i], answers[i]) for i in wrong] == [(5, 6)]


def test_the_image_of_make_your_own_is_a_5_that_excites_the_detector_in_one_row(namespace, digits):
    assert digits.labels[15] == 5
    fires = [row for row in range(2, 25) if sigmoid(namespace["detector"](row) @ digits.x[:, 15] - 10) > 0.9]
    assert len(fires) == 1


def test_the_solutions_of_the_exercises_hold():
    assert parameters_of(784, 30, 10) == (23_820, 40, 23_860)
    assert np.array([1, -2, 3]) @ [1, 0.5, 0.5] == 1.5
    assert sigmoid(0.5) == pytest.approx(0.622, abs=5e-4)
    both, one = sigmoid(20.0 - 15), sigmoid(10.0 - 15)
    assert both == pytest.approx(0.993, abs=5e-4) and one == pytest.approx(0.007, abs=5e-4) and sigmoid(-15.0) < one
    assert states("23{,}820", "23,860", "0.622", "0.993", "0.007")


def test_interact_draws_the_plot_again_when_a_slider_moves(namespace, monkeypatch):
    drawn = []
    look = namespace["look"]
    namespace["look"] = lambda example=0, row=8, b=-10.0: drawn.append((example, row, b))
    exec(CELLS["interact-cell"].source, namespace)
    sliders = namespace["sliders"].widget.children[:3]
    assert [(slider.description, slider.min, slider.max) for slider in sliders] == [
        ("example", 0, 99),
        ("row", 2, 24),
        ("b", -20, 10),
    ]
    for example, row, b in [(0, 2, -20.0), (99, 24, 10.0)]:
        look(example, row, b)
    namespace["sliders"].widget.update()
    sliders[1].value = 22
    assert drawn[-1] == (0, 22, -10.0)


def test_linked_figures_share_the_bias(namespace):
    exec(CELLS["link-cell"].source, namespace)
    left, right = namespace["left"], namespace["right"]
    targets = [(link.source[0], link.source[1], link.target[0], link.target[1]) for link in namespace["links"]]
    assert targets == [(namespace["bias"], "value", left, "b"), (namespace["bias"], "value", right, "b")]
