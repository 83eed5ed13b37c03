import numpy as np
import pytest
from playwright.sync_api import expect

from nnlib.figures import GradientVector
from nnlib.figures.data import networks
from nnlib.figures.gradient_vector import examples, gradient, order
from nnlib.network import Network, Parameters

START = GradientVector().state


def test_entries_agree_with_a_finite_difference():
    result = GradientVector.compute(**START)
    x, y = examples()
    p = networks.trained().parameters.vector
    for index, wish in list(zip(result["window"], result["wishes"]))[:3]:
        ends = []
        for h in (1e-5, -1e-5):
            moved = p.copy()
            moved[index] += h
            ends.append(
                ((Network(Parameters.from_vector(moved, networks.trained().sizes)).output(x) - y) ** 2).sum(0).mean()
            )
        assert wish == pytest.approx(-(ends[0] - ends[1]) / 2e-5, rel=1e-6)


def test_a_small_step_brings_what_the_gradient_predicted():
    result = GradientVector.compute(**{**START, "log_rate": -2})
    assert result["before"] - result["after"] == pytest.approx(result["before"] - result["predicted"], rel=0.05)


def test_a_large_step_does_not():
    result = GradientVector.compute(**{**START, "log_rate": 1})
    assert result["after"] > result["predicted"] + 0.1


def test_sorted_by_size_and_by_place():
    sizes = np.abs(gradient()[order("size")])
    assert np.all(np.diff(sizes) <= 1e-9 * sizes[0])
    assert GradientVector.compute(**{**START, "sort": "place", "top": 100})["window"].tolist() == list(range(100, 109))
    assert sorted(order("size")) == list(range(13002))


def test_compute_is_the_same_in_javascript(parity):
    parity(GradientVector, count=12, rtol=1e-9)


def test_pressing_an_entry_picks_it_and_next_turns_the_page(show):
    page = show(GradientVector(sort="place"))
    page.get_by_role("button", name="the next nine entries").click()
    page.get_by_role("button", name="weight from neuron 11 of layer 0 to neuron 0 of layer 1").press("Enter")
    words = "Entry 11 is the weight from neuron 11 of layer 0 to neuron 0 of layer 1"
    expect(page.locator(".nn-readout")).to_contain_text(words)


def test_the_pixels_show_a_digit(show):
    ink = (
        show(GradientVector())
        .locator(".nn-picture path.nn-ink")
        .evaluate_all("paths => paths.map(path => path.getAttribute('d')).join('')")
    )
    assert ink.count("M") > 50


def test_a_bias_is_found_by_layer_and_number(show):
    page = show(GradientVector())
    page.get_by_text("Find a weight or a bias").click()
    page.get_by_role("radio", name="3").check()
    page.get_by_role("radio", name="bias").check()
    page.get_by_label("j receives").fill("7")
    expect(page.locator(".nn-readout")).to_contain_text("Entry 12999 is the bias of neuron 7 of layer 3")
