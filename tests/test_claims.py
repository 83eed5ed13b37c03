"""Every number that the prose states is computed here, or by the chapter's own test, and found in the text.

CLAIMS holds sentences whose numbers come out of a computation. A chapter's own test names others in states("...").
GIVEN holds what states no fact: the settings of an exercise, rules, numbers that somebody else said. A number with two
digits or more that is in none of them fails the last test, so no number gets into the prose, or changes, unnoticed.
"""

import ast
import json
import re
import tomllib
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nnlib import Network, accuracy, cost, load_mnist, one_hot, sgd, sigmoid
from nnlib.figures import MiniBatches, ThreeLevers, Training
from nnlib.figures.training import SCALE, start
from nnlib.trained import memorised_labels, trained_network

ROOT = Path(__file__).parent.parent
RESULTS = json.loads((ROOT / "nnlib/data/results.json").read_text())
ONE, TWO, THREE, FOUR = (
    f"book/{name}.ipynb"
    for name in (
        "01_what_is_a_neural_network",
        "02_gradient_descent",
        "03_what_backpropagation_does",
        "04_backpropagation_calculus",
    )
)
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBER = re.compile(r"(?<![\w.^_{])(\d{1,3}(?:,\d{3})+|\d+\.\d+|\d{2,})(?!\w)")


def prose(path):
    """The words of a document, without code, addresses, versions and times in the video; with 1,000 for TeX's 1{,}000."""
    text = (ROOT / path).read_text(encoding="utf-8")
    if path.endswith(".ipynb"):
        text = "\n\n".join(cell.source for cell in nbformat.reads(text, 4).cells if cell.cell_type == "markdown")
    text = re.sub(r"```(python|sh)\n.*?```", "", text, flags=re.S)
    text = re.sub(r"(?<!`)`[^`\n]+`(?!`)|\d+\.\d+\.\d+", "", text)
    text = re.sub(r"\[video, [\d:]+\]|(?<=\])\([^)]*\)|https?://\S+", "", text)
    return " ".join(text.replace("{,}", ",").split())


def network_numbers():
    network = trained_network()
    sizes, weights = network.sizes, [W.size for W in network.weights]
    small = Network.random((sizes[0], 30, sizes[-1]), 0)
    return {
        "n_0": sizes[0],
        "n_1": sizes[1],
        "n_2": sizes[2],
        "n_L": sizes[-1],
        "last_pixel": sizes[0] - 1,
        "last_row": sizes[1] - 1,
        "side": int(sizes[0] ** 0.5),
        "shape": "-".join(map(str, sizes)),
        "parameters": network.parameters.vector.size,
        "weights": sum(weights),
        "first_weights": weights[0],
        "biases": sum(b.size for b in network.biases),
        "hidden": sizes[1] + sizes[2],
        "paths": sizes[1] * sizes[2] * sizes[3],
        "layers": WORDS[len(sizes) - 2],
        "outputs": WORDS[sizes[-1]],
        "small_weights": sum(W.size for W in small.weights),
        "small_biases": sum(b.size for b in small.biases),
        "small_parameters": small.parameters.vector.size,
    }


def digit_numbers():
    test = load_mnist("test")
    network, labels = trained_network(), load_mnist("train").labels
    wrong = np.flatnonzero(network.classify(test.x[:, :10]) != test.labels[:10])
    return {
        "test_images": test.labels.size,
        "train_images": labels.size,
        "all_images": test.labels.size + labels.size,
        "right_of_ten": WORDS[10 - wrong.size].capitalize(),
        "taken": test.labels[wrong[0]],
        "for": network.classify(test.x[:, wrong])[0],
        "fifteenth": test.labels[15],
        "memorised": memorised_labels().labels.size,
        "mean": 100 * np.mean(RESULTS["test_accuracy"]),
        "spread": 100 * np.std(RESULTS["test_accuracy"], ddof=1),
        "seeds": WORDS[len(RESULTS["test_accuracy"])],
        "shipped": 100 * accuracy(network, test.x, test.labels),
        "of_a_hundred": round(100 * np.mean(RESULTS["test_accuracy"])),
    }


def other_numbers():
    z = np.array([1, -2, 3]) @ [1, 0.5, 0.5] - 1
    both, one = 20 - 15, 10 - 15
    a = 0.001
    slope = sigmoid(0.0) * (1 - sigmoid(0.0))
    return {
        "python": tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"].lstrip(">="),
        "half": sigmoid(0.0),
        "z": z,
        "sum": z + 1,
        "a_of_z": sigmoid(z),
        "both": both,
        "a_both": sigmoid(float(both)),
        "one": one,
        "a_one": sigmoid(float(one)),
        "quarter": slope,
        "dC_dw": 0.5 * slope * 2 * (0.5 - 1),
        "rest": 1 - a,
        "flat": a * (1 - a),
        "highest_rate": Training().schema()["learning_rate"]["high"],
        "fewest": Training().schema()["images"]["values"][0],
        "batches": MiniBatches().schema()["batch"]["values"],
        "lever": ThreeLevers().schema()["bias"]["high"],
    }


CLAIMS = {
    "README.md": [
        "over two of {parameters:,} directions",
        "With Python {python} or newer",
        "| test images read correctly by {shape}, mean of {seeds} seeds | {mean:.2f} % |",
        "over the seeds | {spread:.2f} points |",
        "chosen by validation alone | {shipped:.2f} % |",
        "over the {test_images:,} test images",
    ],
    "CONTRIBUTING.md": ["Python {python} or newer"],
    "index.md": [
        "{biases} small units will read it",
        "{parameters:,} knobs were turned",
        "{side} pixels wide and {side} pixels high",
        "| input, layer 0 | {n_0} |",
        "| hidden, layer 1 | {n_1} |",
        "| hidden, layer 2 | {n_2} |",
        "| output, layer 3 | {n_L} |",
        "{n_0} \\cdot {n_1} + {n_1} \\cdot {n_2} + {n_2} \\cdot {n_L} = {weights:,}$ weights",
        "${n_1} + {n_2} + {n_L} = {biases}$ biases make {parameters:,} numbers",
        "{layers} hidden layers of {n_1} are a choice",
        "the {n_0} and the {n_L} are given",
        "The images are the {all_images:,} of",
    ],
    "book/notation.md": [
        "each of the {parameters:,} parameters",
        "| {parameters:,} numbers |",
        "The {n_1} neurons of a hidden layer are $j = 0, \\dots, {last_row}$",
        "k = {side} \\cdot \\text{{row}}",
        "a column of {n_0} numbers",
    ],
    "book/wrapping_up.md": [
        "{n_0} numbers go in and {outputs} come out",
        "all {parameters:,} weights and biases",
        "give all {parameters:,} derivatives",
        "reads about {of_a_hundred} of 100 new digits",
    ],
    "book/corrections.md": [
        "_{{j,{last_pixel}}}\\, a^{{(0)}}_{{{last_pixel}}}",
        "has {n_1} rows and {n_0} columns",
        "has {n_0} entries",
        "have {n_1}: as many",
        "There are {parameters:,} parameters",
        "{weights:,} weights and {biases} biases",
        "exactly {parameters:,} dimensions",
    ],
    ONE: [
        "a picture as {n_0} numbers",
        "a network of {parameters:,} weights and biases",
        "with four inputs and then with {n_0}",
        "has {side} rows of {side} pixels",
        "k = {side} \\cdot \\text{{row}}",
        "0, 1, \\dots, {last_pixel}",
        "end up {side} places apart",
        "{layers} layers of {n_1} neurons follow",
        "{layers} and {n_1} are a choice",
        "{weights:,} weights and {biases} biases make {parameters:,} numbers",
        "{first_weights:,} weights, lie",
        "{n_0} numbers go in and {outputs} come out",
        "stand {hidden} neurons",
        "with {n_0} inputs or with {n_1}",
        "Of the {n_2} in that layer",
        "Back to {side} by {side} pixels",
        "the activation is {half}.",
        "Each of the {n_1} neurons of layer 1 is connected to all {n_0} pixels, has {n_0} weights",
        "\\sum_{{k=0}}^{{{last_pixel}}}",
        "j = 0, \\dots, {last_row}",
        "these are its {n_0} weights",
        "all {parameters:,} weights and biases",
        "the network has {biases} that compute",
        "with {n_0} entries",
        "have {n_1} entries each",
        "only $a^{{(0)}}$ has {n_0}",
        "\\mathbb{{R}}^{{{n_0}}} \\rightarrow \\mathbb{{R}}^{{{n_L}}}",
        "with {parameters:,} parameters",
        "{right_of_ten} of these ten answers are right. The {taken} is taken for a {for}",
        "on all {test_images:,} images",
        "Image 15 is a {fifteenth}",
        "The example network {shape}",
        "{n_0} \\cdot 30 + 30 \\cdot {n_L} = {small_weights:,}$ weights and $30 + {n_L} = {small_biases}$ biases, together {small_parameters:,}",
        "= {z}$, and $\\sigma({z}) \\approx {a_of_z:.3f}$. The weighted sum is {sum}, so $b = -{sum}$",
        "= {both}$ and $\\sigma({both}) \\approx {a_both:.3f}$",
        "= {one}$ and $\\sigma({one}) \\approx {a_one:.3f}$",
    ],
    TWO: [
        "the {parameters:,} weights and biases of our network",
        "in two, and in {parameters:,};",
        "takes {n_0} pixels and gives {n_L} numbers",
        "takes those {parameters:,} weights and biases",
        "Forget the {parameters:,} inputs",
        "Nothing changes for {parameters:,} numbers",
        "over all {parameters:,} directions",
        "all {test_images:,} test images",
        "{seeds} trainings with {seeds} seeds",
        "In the {parameters:,}-dimensional space",
        "did this with {memorised:,} images",
        "At a rate of {highest_rate}",
        "With {fewest:,} images it soon knows",
        "a list of {n_0} numbers",
        "a function of all {parameters:,} weights",
    ],
    THREE: [
        "each of the {parameters:,} weights",
        "direction in {parameters:,} dimensions",
        "for all {parameters:,} parameters",
        "on the test images, all {test_images:,} of them",
        "has {train_images:,} such labelled training images",
    ],
    FOUR: [
        "gives all {parameters:,} derivatives",
        "with {parameters:,} parameters",
        "each of the {parameters:,} parameters",
        "$a^{{(L)}} = \\sigma(0) = {half}$ and $\\sigma'(0) = {quarter}$",
        "(0.5 - 1) = {dC_dw}$",
        "= 0.001 \\times {rest} \\approx {flat:.3f}$",
        "the example network {shape}",
        "${n_1} \\times {n_2} \\times {n_L} = {paths}$ paths",
    ],
}

GIVEN = {
    "README.md": [
        "CC BY 4.0",
        "took 1.6 times",
        "took 3.5 times",
        "scikit-learn 2.7 times",
        "batches of 100 and",
        "In batches of 10, PyTorch took 7.3 times",
        "the last 10,000 training images",
        "reached 95.76 %",
    ],  # the last: see its test below
    "book/wrapping_up.md": ['{"digit": 34}', "of 100 new digits"],
    "book/corrections.md": ['Not "up to 13,000"'],
    "index.md": ['{"digit": 34}'],
    ONE: [
        "a network 784-30-10",
        "one hidden layer of 30 neurons",
        "is above 10",
        "Add $-10$",
        "- 10)",
        "*Bias −10*",
        "stands 10 further",
        "Image 15",
        "$(1, 0.5, 0.5)$",
        "(above 0.9)",
        "below 0.1",
        "$(10, 10)$",
        "bias $-15$",
        "$20 - 15",
        "$10 - 15",
        "1 + 1.5 - 1",
    ],
    TWO: [
        "At 0.1 the walk creeps, at 0.5 it happens to arrive in one step, at 0.9 it swings",
        "At 1.1 every step",
        "of about 96 %, and of up to 98 %",
    ],
    THREE: [
        "each to 0.20",
        "mini-batches**, of 100, say",
        "batches of 1 and of 50",
        "against 10,000 images",
        "each of 10,000 images five times",
        "a batch of 100 points",
    ],
    FOUR: [
        "one call for 100 images, against the average of 100 calls",
        "$a^{(L-1)} = 0.5$",
        "$0.5 \\times 0.25 \\times 2\\,(0.5 - 1)",
        "gives 0.001",
        "(0.001 - 1)",
    ],
}


@pytest.fixture(scope="module")
def facts():
    return network_numbers() | digit_numbers() | other_numbers()


def in_text(sentence, text):
    """Whether the text holds the sentence, in capitals at its start or not, and not as a part of another number."""
    starts = re.escape(sentence[0]) if not sentence[0].isalpha() else f"[{sentence[0].lower()}{sentence[0].upper()}]"
    return re.search(rf"(?<!\d){starts}{re.escape(sentence[1:])}(?!\d)", text) is not None


@pytest.mark.parametrize("path", CLAIMS)
@pytest.mark.slow
def test_what_is_computed_is_what_the_text_says(path, facts):
    text = prose(path)
    missing = [
        sentence for sentence in (claim.format(**facts) for claim in CLAIMS[path]) if not in_text(sentence, text)
    ]
    assert not missing, f"{path} does not say: {missing}"


def test_a_measurement_that_is_too_long_to_repeat_is_the_recorded_one():
    record = " ".join((ROOT / "nnlib/data/README.md").read_text().split())
    assert (
        re.search(r"reached ([\d.]+) %", prose("README.md"))[1]
        == re.search(r"([\d.]+) % on the test images\. \*\*The shipped", record)[1]
    )


@pytest.mark.slow
def test_the_settings_that_the_prose_names_exist(facts):
    assert {1, 50, 100} <= set(facts["batches"]) and facts["lever"] >= 0.2


@pytest.mark.parametrize(
    "rate, low, high",
    [(3, 0, 0.6), (0.3, 0.88, 0.92), (100, 0.99, 1.01)],
    ids=["learns", "waits on the plateau", "sticks"],
)
@pytest.mark.slow
def test_what_chapter_2_says_of_learning_rates(facts, rate, low, high):
    assert Training().learning_rate == 3 and facts["highest_rate"] == 100
    train, test = load_mnist("train", 2000), load_mnist("test", 500)
    *_, network = sgd(
        start(1, "16-16"),
        train.x,
        one_hot(train.labels),
        learning_rate=rate,
        batch_size=10,
        epochs=5,
        seed=0,
        scale=SCALE,
    )
    a = network.output(SCALE * test.x)
    assert low < cost(a, one_hot(test.labels)) < high
    assert (np.minimum(a, 1 - a).max() < 1e-4) == (rate == 100)  # at 0 or 1, where the sigmoid is flat


def asserted_by_the_chapters_own_test(path):
    """The sentences in states("...") of tests/test_chapter_N.py."""
    test = ROOT / f"tests/test_chapter_{path[6]}.py"
    if not test.exists():
        return []
    calls = [
        node
        for node in ast.walk(ast.parse(test.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "states"
    ]
    return [word.value for call in calls for word in ast.walk(call) if isinstance(word, ast.Constant)]


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in CLAIMS if path != "CONTRIBUTING.md"])  # which is made of rules
def test_every_number_in_the_prose_is_known(path, facts):
    known = (
        [claim.format(**facts) for claim in CLAIMS[path]]
        + GIVEN.get(path, [])
        + (asserted_by_the_chapters_own_test(path) if path.startswith("book/0") else [])
    )
    numbers = {number for sentence in known for number in NUMBER.findall(sentence.replace("{,}", ","))}
    text = prose(path)
    unknown = {
        text[max(0, match.start() - 40) : match.end() + 30]
        for match in NUMBER.finditer(text)
        if match[1] not in numbers
    }
    assert not unknown, (
        f"{path}: compute these numbers in CLAIMS, or say in GIVEN that they claim nothing: {sorted(unknown)}"
    )
    gone = [sentence for sentence in GIVEN.get(path, []) if sentence not in text]
    assert not gone, f"{path} no longer says {gone}"
