import numpy as np
import pytest
import traitlets

from nnlib import Network, Parameters, backprop, sigmoid_prime
from nnlib.figures import Paths

ONE = {"x": [0, 0, 0], "W1": np.zeros((2, 3)), "b1": [0, 0], "W2": [[1, 0], [-2, 0]], "b2": [-0.5, 1], "y": [1, 0]}


def derivative(result, h=1e-4):
    (above,), (below,) = result["costs"]
    return (above - below) / (2 * h)


def test_two_paths_worked_by_hand():
    # a_0^(1) = 1/2, z^(2) = (0, 0), a^(2) = (1/2, 1/2), dC_0/da = (-1, 1), sigma'(0) = 1/4
    result = Paths(**ONE).result
    np.testing.assert_allclose(result["terms"], [1 * 0.25 * -1, -2 * 0.25 * 1])
    assert result["total"] == pytest.approx(-0.75)
    assert result["C"] == pytest.approx(0.5)


@pytest.mark.parametrize("layer, k", [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)])
def test_the_sum_over_the_paths_is_what_a_nudge_measures(layer, k):
    rng = np.random.default_rng(layer + 2 * k)
    result = Paths(
        x=rng.uniform(0, 1, 3), W1=rng.normal(0, 1, (2, 3)), W2=rng.normal(0, 1, (2, 2)), y=[0.3, 0.8], layer=layer, k=k
    ).result
    assert sum(result["terms"]) == pytest.approx(result["total"], rel=1e-12)
    assert derivative(result) == pytest.approx(result["total"], rel=1e-7)


def test_all_four_paths_from_an_input_add_up():
    figure = Paths(layer=0, k=2)
    W1, W2 = np.array(figure.W1), np.array(figure.W2)
    net = Network(Parameters([W1, W2], [np.array([figure.b1]).T, np.array([figure.b2]).T]))
    (z1, z2), a = net.forward(np.array([figure.x]).T)
    ends = 2 * (a[2] - np.array([figure.y]).T) * sigmoid_prime(z2)
    four = [W1[j, 2] * sigmoid_prime(z1)[j, 0] * W2[i, j] * ends[i, 0] for j in range(2) for i in range(2)]
    assert figure.result["total"] == pytest.approx(sum(four), rel=1e-12)
    gradient = backprop(net, np.array([figure.x]).T, np.array([figure.y]).T)
    np.testing.assert_allclose(figure.result["total"], (W1.T @ gradient.biases[0])[2, 0])


def test_layer_1_has_two_neurons_so_k_stops_at_1():
    assert Paths(layer=1, k=2).result["k"] == 1


def test_compute_is_the_same_in_javascript(parity):
    parity(Paths)


def test_a_target_above_1_is_refused():
    with pytest.raises(
        traitlets.TraitError, match=r"y: expected numbers in \[0, 1\] of shape \(2,\), got 2 among them"
    ):
        Paths(y=[2, 0])


def drawn(page):
    """The page, with what was changed drawn."""
    page.locator("[data-figure]").evaluate("el => el.nnFigure.refresh()")
    return page


def state(page, name):
    return page.locator("[data-figure]").evaluate("(el, name) => el.nnFigure.state[name]", name)


def test_pressing_a_neuron_picks_it(show):
    page = show(Paths())
    page.locator("svg g.nn-pressable", has_text="0.39").first.click()
    assert (state(page, "layer"), state(page, "k")) == (1, 1)
    assert "+0.2989 +0.1360 = +0.4349" in drawn(page).locator(".nn-readout").inner_text()
    page.locator("svg g.nn-pressable", has_text="0.60").first.click()
    assert (state(page, "layer"), state(page, "k")) == (0, 2)
    assert "4 paths" in drawn(page).locator(".nn-readout").inner_text()


def strong(page):
    """How many connections and ends of the picture are lit."""
    return drawn(page).evaluate(
        "() => [...document.querySelectorAll('svg line.nn-edge:not(.nn-y)')].filter((edge) => Number(edge.getAttribute('stroke-opacity')) === 1).length"
    )


def test_lighting_one_path_leaves_the_others_dim(show):
    page = show(Paths())
    assert strong(page) == 4  # two weights, two ends
    page.get_by_role("radio", name="j = 1").check()
    assert strong(page) == 2
    page.locator("svg g.nn-pressable", has_text="j = 1").click()  # its row again: all of them
    assert state(page, "path") == -1
    page.get_by_role("radiogroup", name="neuron in layer").get_by_role("radio", name="0").check()
    assert strong(page) == 8  # 2 weights of layer 1, 4 of layer 2, two ends


def test_keys_turn_weights_inputs_and_targets(show):
    page = show(Paths())
    page.get_by_role("slider", name="weight w 1 0 of layer 2").press("ArrowDown")
    page.get_by_role("slider", name="input a 2 of layer 0").press("Home")
    page.get_by_role("slider", name="target y 1").press("End")
    assert state(page, "W2") == [[2.0, -1.5], [0.9, 0.5]]
    assert state(page, "x") == [0.9, 0.2, 0]
    assert state(page, "y") == [1, 1]


def test_dragging_a_target_moves_the_cost(show):
    page = show(Paths())
    before = page.locator(".nn-readout").inner_text()
    box = page.get_by_role("slider", name="target y 0").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 20, box["y"] + 60)
    page.mouse.up()
    assert 0.2 < state(page, "y")[0] < 0.6
    assert drawn(page).locator(".nn-readout").inner_text() != before


def test_only_weights_that_leave_the_picked_neuron_can_be_grasped(show):
    page = show(Paths())
    assert page.get_by_role("slider", name="weight").count() == 2
    assert page.get_by_role("slider", name="weight w 0 0 of layer 1").count() == 0


def lit(page):
    return drawn(page).evaluate(
        "() => [...document.querySelectorAll('svg:not([hidden]) .nn-linked')].map((el) => el.localName)"
    )


def test_a_neuron_lights_its_symbol_in_the_formula_and_back(show):
    page = show(Paths())
    page.locator("svg g[data-symbol~='a_0^(1)']").hover()
    assert lit(page).count("tspan") > 9  # each with its indices, in the formula, the sum and the nudge
    page.locator("svg tspan[data-symbol='a_0^(1)']").last.hover()
    assert "g" in lit(page)
    page.get_by_role("slider", name="target y 1").focus()
    assert "g" in lit(page)


def test_an_index_of_the_sum_lights_all_it_stands_for_by_keyboard_too(show):
    page = show(Paths())
    table = page.get_by_role("slider", name="the sum over the paths: symbols")
    table.focus()
    while table.get_attribute("aria-valuetext") != "w j 0 of layer 2":
        before = table.get_attribute("aria-valuenow")
        table.press("ArrowRight")
        assert table.get_attribute("aria-valuenow") != before
    assert lit(page).count("line") == 2  # w_00 and w_10
    page.get_by_role("slider", name="weight w 1 0 of layer 2").focus()
    assert lit(page).count("line") == 1 and "tspan" in lit(page)
