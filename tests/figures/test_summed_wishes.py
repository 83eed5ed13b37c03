import numpy as np
import pytest
import traitlets
from playwright.sync_api import expect

from nnlib.cost import example_costs
from nnlib.figures import OutputWishes, SummedWishes, ThreeLevers
from nnlib.figures.data import story

START = SummedWishes().state


def cost_from_layer(layer, a):
    """C_0 of the story's digit if this layer's activations were `a`."""
    network, (_, y) = story.network(), story.example()
    for W, b in list(zip(network.weights, network.biases))[layer:]:
        a = 1 / (1 + np.exp(-(W @ a + b)))
    return example_costs(a, y)[0]


@pytest.mark.parametrize("layer, key", [(2, "sums"), (1, "far_sums")])
def test_sums_are_the_measured_wishes_for_the_activations(layer, key):
    x, _ = story.example()
    a = story.network().forward(x)[1][layer]
    measured = [
        -(cost_from_layer(layer, a + h) - cost_from_layer(layer, a - h)) / 2e-5 for h in 1e-5 * np.eye(16)[:, :, None]
    ]
    np.testing.assert_allclose(SummedWishes.compute(**START)[key], measured, rtol=1e-6, atol=1e-8)


def test_wishes_are_carried_from_the_outputs_and_to_the_levers():
    result = SummedWishes.compute(**START)
    np.testing.assert_allclose(result["wishes"], OutputWishes.compute(**OutputWishes().state)["wishes"], rtol=1e-12)
    assert result["terms"][2] == pytest.approx(
        ThreeLevers.compute(**{**ThreeLevers().state, "picked": 7})["shares"][2], rel=1e-12
    )


def test_terms_of_the_picked_neuron_add_up_to_its_bar():
    result = SummedWishes.compute(**{**START, "picked": 3, "far": 5})
    assert result["terms"].sum() == pytest.approx(result["sums"][3])
    assert result["far_terms"].sum() == pytest.approx(result["far_sums"][5])


def test_only_the_two_wishes_along_its_own_weights():
    result = SummedWishes.compute(**{**START, "on": [0, 0, 1] + [0] * 7})
    np.testing.assert_allclose(result["sums"], result["wishes"][2] * story.network().weights[2][2])


def test_nobody_wishes_when_all_are_off():
    assert not np.any(SummedWishes.compute(**{**START, "on": [0] * 10})["far_sums"])


def test_compute_is_the_same_in_javascript(parity):
    parity(SummedWishes, count=30, rtol=1e-9)


def test_bad_ticks_are_refused():
    with pytest.raises(traitlets.TraitError, match="on: expected whole numbers"):
        SummedWishes(on=[0.5] * 10)


def test_outputs_are_switched_by_pointer_and_by_key(show):
    page = show(SummedWishes())
    page.get_by_role("button", name="output 8, wish").click()
    page.get_by_role("button", name="output 1, wish").press("Enter")
    on = page.evaluate("() => document.querySelector('[data-figure]').nnFigure.state.on")
    assert on == [0 if j in (1, 8) else 1 for j in range(10)]


def test_a_bar_is_picked_and_its_products_are_read_out(show):
    page = show(SummedWishes())
    page.get_by_role("button", name="layer 2, neuron 3:").press("Enter")
    expect(page.locator(".nn-readout")).to_contain_text("Neuron 3 of layer 2: 1.570 \u00d7 0.273")


def test_one_layer_back_shows_its_bars(show):
    page = show(SummedWishes())
    page.get_by_role("button", name="One layer back").click()
    page.get_by_role("button", name="one layer back, neuron 4:").click()
    expect(page.locator(".nn-readout")).to_contain_text("One layer back, neuron 4 hears sixteen wishes")
