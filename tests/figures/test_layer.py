import numpy as np
import pytest
import traitlets
from playwright.sync_api import expect

from nnlib.figures import Layer
from nnlib.network import Network, Parameters

START = Layer().state


def test_first_row_worked_by_hand():
    result = Layer.compute(**START)
    np.testing.assert_allclose(result["terms"], [1.8, -0.3, 0.6, -0.2])
    assert result["z"][0] == pytest.approx(0.9)


def test_a_layer_is_what_a_network_does():
    network = Network(Parameters([START["W"]], [np.reshape(START["b"], (3, 1))]))
    z, a = network.forward(np.reshape(START["a"], (4, 1)))
    result = Layer.compute(**START)
    np.testing.assert_allclose(result["z"], z[0][:, 0])
    np.testing.assert_allclose(result["activations"], a[1][:, 0])


def test_compute_is_the_same_in_javascript(parity):
    parity(Layer)


def test_a_matrix_of_another_shape_is_refused():
    with pytest.raises(traitlets.TraitError, match=r"W: expected numbers in \[-5, 5\] of shape \(3, 4\)"):
        Layer(W=np.zeros((4, 3)))


def test_a_weight_moves_its_own_result_alone(show):
    page = show(Layer())
    before = page.evaluate("() => document.querySelector('[data-figure]').nnFigure.result.z")
    weight = page.get_by_role("slider", name="weight w 1 2")
    weight.press("ArrowUp")
    weight.press("ArrowUp")
    after = page.evaluate("() => document.querySelector('[data-figure]').nnFigure.result.z")
    assert after[0] == before[0] and after[2] == before[2]
    assert after[1] - before[1] == pytest.approx(0.2 * 0.6)
    expect(page.locator(".nn-readout")).to_contain_text("Row 1:")


def test_dragging_an_input_up_brightens_it(show):
    page = show(Layer())
    box = page.get_by_role("slider", name="input a 1").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 80)
    page.mouse.up()
    assert page.evaluate("() => document.querySelector('[data-figure]').nnFigure.state.a[1]") > 0.5


def test_pressing_a_result_chooses_its_row(show):
    page = show(Layer())
    page.get_by_role("button", name="row 2").press("Enter")
    expect(page.locator(".nn-readout")).to_contain_text("Row 2:")
