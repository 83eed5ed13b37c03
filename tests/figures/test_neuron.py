import re

import numpy as np
import pytest
import traitlets
from playwright.sync_api import expect

from nnlib.figures import Neuron


def test_weighted_sum_worked_by_hand():
    result = Neuron.compute(w=[2, -1.5, 1, -0.5], a=[0.9, 0.2, 0.6, 0.4], b=-1)
    np.testing.assert_allclose(result["terms"], [1.8, -0.3, 0.6, -0.2])
    assert result["z"] == pytest.approx(0.9)
    assert result["activation"] == pytest.approx(1 / (1 + np.exp(-0.9)))


def test_compute_is_the_same_in_javascript(parity):
    parity(Neuron)


def test_bad_state_is_refused_with_the_range():
    with pytest.raises(traitlets.TraitError, match=r"b: expected a number in \[-10, 10\], got 11"):
        Neuron(b=11)
    with pytest.raises(traitlets.TraitError, match=r"w: expected numbers in \[-5, 5\] of shape \(4,\)"):
        Neuron(w=[1, 2, 3])
    with pytest.raises(TypeError, match="Neuron has no bias; it has"):
        Neuron(bias=1)


def test_dragging_a_weight_up_raises_it(show):
    page = show(Neuron())
    handle = page.get_by_role("slider", name="weight w 0")
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 30)
    page.mouse.up()
    expect(handle).to_have_attribute("aria-valuenow", re.compile(r"^3\.\d"))


def test_keys_move_the_bias_and_the_readout_follows(show):
    page = show(Neuron())
    handle = page.get_by_role("slider", name="bias b")
    handle.press("PageDown")
    handle.press("ArrowDown")
    expect(handle).to_have_attribute("aria-valuenow", "-2.1")
    expect(page.locator(".nn-readout")).to_contain_text("z = \u22120.20")
    handle.press("Home")
    expect(page.locator(".nn-readout")).to_contain_text("inactive")


def test_a_number_set_in_python_is_the_state_on_the_page():
    assert "&quot;b&quot;:2.5" in Neuron(b=2.5).markup()
    assert repr(Neuron(b=2.5)) == "Neuron(b=2.5)"
