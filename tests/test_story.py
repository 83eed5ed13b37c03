"""Numbers of chapter 3 carried from figure to figure, in Python and in JavaScript, and into `backprop` and the chapter's cells."""

from pathlib import Path

import nbformat
import numpy as np
import pytest
from conftest import javascript

from nnlib import backprop, load_mnist, one_hot
from nnlib.figures import ExampleWishes, MiniBatches, OutputWishes, Sensitivity, SummedWishes, ThreeLevers
from nnlib.figures.data import digits, story
from nnlib.figures.example_wishes import PLACES, WEIGHTS
from nnlib.figures.sensitivity import WEIGHTS as NUDGED
from nnlib.trained import training_checkpoints

CHAPTER = Path(__file__).parents[1] / "book" / "03_what_backpropagation_does.ipynb"
CASES = {  # what the reader does in each figure
    "outputs": (OutputWishes, {"exact": True}),
    "levers of 7": (ThreeLevers, {"picked": 7}),
    "sums for 7": (SummedWishes, {"picked": 7}),
    "sums for 12": (SummedWishes, {"picked": 12}),
    "only the 2": (SummedWishes, {"picked": 7, "on": [0, 0, 1] + [0] * 7}),
    "one layer back": (SummedWishes, {"back": True, "far": 9}),
    "all examples": (ExampleWishes, {}),
    "two examples": (ExampleWishes, {"on": [1, 0, 0, 0, 0, 0, 1]}),
    "nudge": (Sensitivity, {"nudge": 0.01}),
    "batches of one": (MiniBatches, {"batch": 1}),
}


@pytest.fixture(scope="module", params=["python", "javascript"])
def told(request):
    """{case: the numbers that its figure shows}, in either language."""
    states = {case: {**cls().state, **changes} for case, (cls, changes) in CASES.items()}
    if request.param == "python":
        results = {case: CASES[case][0].compute(**state) for case, state in states.items()}
    else:
        results = {case: javascript(CASES[case][0], [state])[0] for case, state in states.items()}
    return {case: {key: np.array(value) for key, value in result.items()} for case, result in results.items()}


@pytest.fixture(scope="module")
def gradient():
    return backprop(story.network(), *story.example())


def same(one, other):
    np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)


def test_the_wish_of_output_2_is_one_number_everywhere(told, gradient):
    wish = told["outputs"]["wishes"][2]
    assert round(float(wish), 3) == 0.273
    same(wish, told["levers of 7"]["wish"])
    same(wish, told["sums for 7"]["wishes"][2])
    same(wish, -gradient.biases[2][2, 0])


def test_all_ten_wishes_go_from_the_outputs_into_the_sums(told, gradient):
    same(told["outputs"]["wishes"], told["sums for 7"]["wishes"])
    same(told["outputs"]["wishes"], -gradient.biases[2][:, 0])


def test_wishes_times_weights_added_up_are_the_bar_of_the_neuron(told):
    for k in (7, 12):
        there = told[f"sums for {k}"]
        products = story.network().weights[2][:, k] * told["outputs"]["wishes"]
        same(there["terms"], products)
        same(there["sums"][k], products.sum())
    assert round(float(told["sums for 7"]["sums"][7]), 3) == 0.384


def test_the_third_lever_is_what_the_2_alone_asks_of_the_neuron(told):
    asked = told["levers of 7"]["shares"][2]
    assert round(float(asked), 3) == 0.537
    same(asked, told["only the 2"]["sums"][7])
    same(asked, told["sums for 7"]["terms"][2])


def test_the_second_lever_is_the_2s_entry_in_the_table_of_examples(told, gradient):
    entry = told["all examples"]["table"][WEIGHTS.index((2, 7)), PLACES.index(story.DIGIT)]
    assert round(float(entry), 3) == 0.254
    same(entry, told["levers of 7"]["shares"][1])
    same(entry, -told["nudge"]["slopes"][NUDGED.index((2, 7))])
    same(entry, -gradient.weights[2][2, 7])
    same(entry, told["outputs"]["wishes"][2] * told["levers of 7"]["a"][7])


def test_the_2s_column_and_the_average_are_those_of_backprop(told, gradient):
    column = [-gradient.weights[2][j, k] for j, k in WEIGHTS]
    same(told["all examples"]["table"][:, PLACES.index(story.DIGIT)], column)
    _, labels, images = digits.book()
    for case, places in (("all examples", list(PLACES)), ("two examples", [PLACES[0], PLACES[6]])):
        mean = backprop(story.network(), images[places].T / 255, one_hot(labels[places])).weights[2]
        same(told[case]["average"], [-mean[j, k] for j, k in WEIGHTS])


def test_the_sums_passed_on_are_the_gradient_one_layer_back(told, gradient):
    there = told["one layer back"]
    same(there["passed"], -gradient.biases[1][:, 0])
    same(there["far_terms"], story.network().weights[1][:, 9] * there["passed"])
    same(there["far_sums"][9], there["far_terms"].sum())
    z, _ = story.network().forward(story.example()[0])
    a = 1 / (1 + np.exp(-z[0][:, 0]))
    same(there["far_sums"] * a * (1 - a), -gradient.biases[0][:, 0])


def test_a_nudge_answers_as_the_table_foretells(told):
    entry = told["all examples"]["table"][WEIGHTS.index((2, 7)), PLACES.index(story.DIGIT)]
    same(told["nudge"]["predicted"][0], -0.01 * entry)
    assert told["nudge"]["measured"][0] == pytest.approx(-0.01 * entry, rel=0.002)
    same(told["nudge"]["cost"], told["outputs"]["cost"])


def test_the_batch_of_the_2_alone_has_its_gradient(told, gradient):
    _, labels, images = digits.book()
    whole = backprop(story.network(), images.T / 255, one_hot(labels)).vector
    g = gradient.vector
    step = told["batches of one"]["order"].tolist().index(story.DIGIT)
    same(told["batches of one"]["cosines"][step], g @ whole / np.sqrt((g @ g) * (whole @ whole)))


def test_the_chapters_cells_use_the_same_network_and_the_same_2():
    (cell,) = [cell for cell in nbformat.read(CHAPTER, 4).cells if cell.id == "story"]
    assert f"[:, [{story.DIGIT}]]" in cell.source and "c.epoch == 1" in cell.source
    network = next(c.network for c in training_checkpoints() if c.epoch == 1)
    assert np.array_equal(network.parameters.vector, story.network().parameters.vector)
    test = load_mnist("test")
    assert digits.book()[0][story.DIGIT] == story.DIGIT and test.labels[story.DIGIT] == story.LABEL == 2
    assert np.array_equal(test.x[:, [story.DIGIT]], story.example()[0])
