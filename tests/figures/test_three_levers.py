import numpy as np
import pytest
import traitlets

from nnlib.figures import OutputWishes, ThreeLevers

START = ThreeLevers().state
REST = {**START, "bias": 0.0, "weights": 0.0, "activations": 0.0}


def test_without_levers_the_output_is_that_of_the_story():
    result = ThreeLevers.compute(**REST)
    assert result["output"][0] == pytest.approx(result["output"][1], rel=1e-12)
    assert result["output"][0] == pytest.approx(OutputWishes.compute(**OutputWishes().state)["a"][2], rel=1e-12)
    assert result["wish"] == pytest.approx(OutputWishes.compute(**OutputWishes().state)["wishes"][2], rel=1e-12)


def test_weights_rise_in_proportion_to_activations():
    result = ThreeLevers.compute(**{**REST, "weights": 0.5})
    np.testing.assert_allclose(result["new_w"] - result["w"], 0.5 * result["a"])
    assert result["z"][1] - result["z"][0] == pytest.approx(0.5 * np.sum(result["a"] ** 2))


def test_activations_rise_in_proportion_to_weights_and_stay_activations():
    result = ThreeLevers.compute(**{**REST, "activations": 0.01})
    np.testing.assert_allclose(result["new_a"] - result["a"], 0.01 * result["w"])
    assert np.all(np.abs(ThreeLevers.compute(**{**REST, "activations": 1.0})["new_a"] - 0.5) <= 0.5)


def test_bias_gives_one_for_one():
    result = ThreeLevers.compute(**{**REST, "bias": 0.7})
    assert result["z"][1] - result["z"][0] == pytest.approx(0.7)


def test_shares_are_the_wish_times_what_each_lever_gives():
    result = ThreeLevers.compute(**{**REST, "picked": 3})
    np.testing.assert_allclose(result["shares"], result["wish"] * np.array([1, result["a"][3], result["w"][3]]))


def test_compute_is_the_same_in_javascript(parity):
    parity(ThreeLevers, count=30, rtol=1e-9)


def test_bad_lever_is_refused_with_the_range():
    with pytest.raises(traitlets.TraitError, match=r"bias: expected a number in \[0, 1\]"):
        ThreeLevers(bias=2)


def test_pulling_a_lever_by_keys_raises_the_output(show):
    page = show(ThreeLevers())
    output = "() => document.querySelector('[data-figure]').nnFigure.result.output[1]"
    before = page.evaluate(output)
    page.get_by_role("slider", name="bias").press("End")
    assert page.evaluate(output) > before + 0.1


def test_a_neuron_is_picked_by_pointer_and_by_key(show):
    page = show(ThreeLevers())
    picked = "() => document.querySelector('[data-figure]').nnFigure.state.picked"
    page.get_by_role("button", name="neuron 3:").click()
    assert page.evaluate(picked) == 3
    page.get_by_role("button", name="neuron 12:").press("Enter")
    assert page.evaluate(picked) == 12
