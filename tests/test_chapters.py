"""What every chapter owes the notes and its reader: the sections in order, each figure once, links that name their second."""

import re
from pathlib import Path

import nbformat
import pytest

BOOK = Path(__file__).parents[1] / "book"
SECTIONS = {
    "01_what_is_a_neural_network": [
        "The example network",
        "Neuron",
        "Layered structure",
        "Edge detection example",
        "Weights",
        "Activation function",
        "Bias",
        "Conclusion",
        "Notation and linear algebra",
    ],
    "02_gradient_descent": [
        "Cost function",
        "Example with one input",
        "Gradient descent",
        "Neural network case",
        "Analyzing the network",
    ],
    "03_what_backpropagation_does": [
        "Recap",
        "Walkthrough example",
        "Adjusting the weights",
        "Adjusting the activations",
        "Stochastic gradient descent",
    ],
    "04_backpropagation_calculus": [
        "The chain rule",
        "Sensitivity to the weight",
        "Sensitivity to the bias",
        "Sensitivity to the activation of the previous layer",
        "Layers with multiple neurons",
    ],
}
FIGURES = {
    "01_what_is_a_neural_network": [
        "Pixels",
        "DigitNetwork",
        "Neuron",
        "DigitParts",
        "EdgeDetector",
        "Sigmoid",
        "Layer",
    ],
    "02_gradient_descent": [
        "Untrained",
        "ExampleCost",
        "Slope",
        "Surface",
        "Descent",
        "GradientVector",
        "CostSurface",
        "Training",
        "DigitNetwork",
        "WeightPictures",
        "Noise",
    ],
    "03_what_backpropagation_does": [
        "Sensitivity",
        "OutputWishes",
        "ThreeLevers",
        "SummedWishes",
        "ExampleWishes",
        "MiniBatches",
        "BatchPaths",
    ],
    "04_backpropagation_calculus": ["Chain", "LastTwo", "NudgeTree", "AverageGradient", "Indices", "Paths", "Backprop"],
}
VIDEO = {
    "01_what_is_a_neural_network": "aircAruvnKk",
    "02_gradient_descent": "IHZwWFHWa-w",
    "03_what_backpropagation_does": "Ilg3gGewQ5U",
    "04_backpropagation_calculus": "tIeHLnjs5U8",
}


@pytest.fixture(params=SECTIONS)
def chapter(request):
    """A chapter's name, cells and prose."""
    cells = nbformat.read(BOOK / f"{request.param}.ipynb", 4).cells
    return request.param, cells, "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def test_each_section_of_the_notes_has_its_heading_in_their_order(chapter):
    name, _, prose = chapter
    headings = re.findall(r"^#{2,3} (.+)$", prose, re.MULTILINE)
    assert [heading for heading in headings if heading in SECTIONS[name]] == SECTIONS[name]


def test_every_figure_is_shown_once_and_in_order(chapter):
    name, cells, _ = chapter
    shown = [
        re.search(r"import (\w+)\n\n\1\((?:inside=True)?\)$", cell.source) for cell in cells if cell.cell_type == "code"
    ]
    assert [match[1] for match in shown if match] == FIGURES[name]


def test_every_link_to_the_video_names_the_second_it_leads_to(chapter):
    name, _, prose = chapter
    links = re.findall(rf"\[video, (\d+):(\d\d)\]\(https://youtu\.be/{VIDEO[name]}\?t=(\d+)\)", " ".join(prose.split()))
    assert all(60 * int(minutes) + int(seconds) == int(t) for minutes, seconds, t in links)
    assert prose.count("?t=") == len(links)


def test_every_section_of_the_notes_links_to_its_place_in_the_video(chapter):
    name, _, prose = chapter
    parts = re.split(r"^#{2,3} (.+)$", prose, flags=re.MULTILINE)
    assert [
        heading for heading, text in zip(parts[1::2], parts[2::2]) if heading in SECTIONS[name] and "?t=" not in text
    ] == []


def test_the_whole_video_is_linked_after_the_summary(chapter):
    name, _, prose = chapter
    assert f"https://youtu.be/{VIDEO[name]})" in prose[prose.index("## Summary") :]


def test_code_fits_the_column_of_the_page(chapter):
    _, cells, _ = chapter
    long = [line for cell in cells if cell.cell_type == "code" for line in cell.source.splitlines() if len(line) > 94]
    assert long == []


@pytest.mark.parametrize(
    "path",
    [BOOK.parent / "index.md", *(p for p in sorted(BOOK.iterdir()) if p.suffix in (".md", ".ipynb"))],
    ids=lambda p: p.stem,
)
def test_the_notes_that_no_reader_has_seen_are_spoken_of_in_their_place_alone(path):
    if path.suffix == ".md":
        text = path.read_text(encoding="utf-8")
    else:
        cells = nbformat.read(path, as_version=4).cells
        text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    said = len(re.findall(r"\bthe\s+notes\b", text, re.IGNORECASE))
    assert path.stem == "corrections" or said <= (path.name == "index.md")
