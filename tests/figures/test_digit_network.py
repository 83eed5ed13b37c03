import json
import re

import numpy as np
import pytest
import traitlets
from conftest import javascript, random_states
from figure_files import data_file
from playwright.sync_api import expect

from nnlib import load_mnist
from nnlib.figures import DigitNetwork
from nnlib.figures.data import digits, files
from nnlib.figures.parts import mnist_picture
from nnlib.trained import trained_network, untrained_network

STATE = "el => el.nnFigure.state"
OUTPUT_BIASES = 12_992  # where b^(3) begins in the giant vector: 13,002 less its ten entries


@pytest.fixture(scope="module")
def held_out():
    """A hundred test images that are not among the digits the book shows."""
    test = load_mnist("test", 3000)
    places = np.setdiff1d(np.arange(3000), digits.book()[0])[-100:]
    return np.rint(255 * test.x[:, places].T).astype(int)


def drawings(count, seed):
    """States with random drawings: a few blobs each, of every size, anywhere on the pad."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        pad = np.zeros((28, 28), int)
        for _ in range(rng.integers(1, 5)):
            row, column = rng.integers(0, 28, 2)
            height, width = rng.integers(1, 15, 2)
            blob = pad[row : row + height, column : column + width]
            blob[...] = rng.integers(0, 256, blob.shape)
        yield {**DigitNetwork().state, "source": "drawing", "drawing": pad.ravel().tolist()}


# ---------------------------------------------------------------- pictures


def test_two_by_two_pixels_become_the_full_box_worked_by_hand():
    pad = np.zeros((28, 28), int)
    pad[3:5, 20:22] = 255
    seen = mnist_picture.normalised(pad).reshape(28, 28)
    expected = np.zeros((28, 28))
    expected[4:24, 4:24] = 255  # the middle of rows 0 to 19 is 9.5, which rounds to 10 and is moved by 4 to 14
    np.testing.assert_array_equal(seen, expected)


def test_shrinking_averages_areas_worked_by_hand():
    pad = np.zeros((28, 28), int)
    pad[0:25, 0:25] = 100
    pad[:, 0] = 200
    seen = mnist_picture.normalised(pad).reshape(28, 28)
    left = np.flatnonzero(seen[14])[0]
    # 28 rows of ink become 20, so a new pixel covers 1.4 old ones: first 1 of 200 and 0.4 of 100, then 1.4 of 100
    assert seen[14, left : left + 2].tolist() == [round((200 + 0.4 * 100) / 1.4), 100]


def test_mnist_digits_are_left_as_they_are(held_out):
    for image in held_out:
        np.testing.assert_array_equal(mnist_picture.normalised(image), image)


def test_an_empty_drawing_stays_empty():
    assert not mnist_picture.normalised(np.zeros(784)).any()


def test_shifting_loses_what_leaves_the_picture():
    picture = np.arange(784)
    moved = mnist_picture.shifted(picture, 2, -1).reshape(28, 28)
    assert moved[0, 2] == picture.reshape(28, 28)[1, 0] and not moved[:, :2].any() and not moved[-1].any()


@pytest.mark.slow
def test_drawings_become_exactly_the_same_picture_in_javascript():
    states = list(drawings(200, seed=3))
    for state, got in zip(states, javascript(DigitNetwork, states), strict=True):
        assert got["seen"] == mnist_picture.normalised(state["drawing"]).tolist()


def test_noise_is_exactly_the_same_in_javascript_and_evenly_spread():
    states = [{**DigitNetwork().state, "source": "noise", "seed": seed} for seed in (0, 1, 9999)]
    for state, got in zip(states, javascript(DigitNetwork, states), strict=True):
        assert got["raw"] == mnist_picture.noise(state["seed"]).tolist()
    grey = np.concatenate([mnist_picture.noise(seed) for seed in range(100)])
    assert abs(grey.mean() - 127.5) < 1 and grey.min() == 0 and grey.max() == 255


# ---------------------------------------------------------------- compute


def test_compute_is_the_same_in_javascript(parity):
    edits = [
        {**state, "edits": [[12_544 + 14, -3.5], [7, 2.25], [13_001, 0]]}
        for state in random_states(DigitNetwork, 5, seed=4)
    ]
    parity(DigitNetwork, random_states(DigitNetwork, 60, seed=5) + edits + list(drawings(20, seed=6)), rtol=1e-9)


def test_the_page_holds_exactly_the_shipped_network_in_at_most_40_kB():
    for name, network in (("network", trained_network()), ("untrained", untrained_network())):
        np.testing.assert_array_equal(np.frombuffer(files.load(name), "<f2").astype(float), network.parameters.vector)
        assert len(data_file(name)[1]) <= 40_000


def test_the_written_parts_add_up_to_z_for_every_neuron():
    for layer, size in ((1, 16), (2, 16), (3, 10)):
        for neuron in range(size):
            result = DigitNetwork(layer=layer, neuron=neuron, sender=3).result
            assert sum(result["parts"]) == pytest.approx(result["z"][layer - 1][neuron], abs=1e-9)
            assert 3 in result["rows"] and abs(result["terms"][result["rows"][0]]) == abs(result["terms"]).max()


def test_a_changed_bias_changes_its_own_output_alone():
    before, bias = DigitNetwork().result, float(trained_network().biases[2][8, 0])
    after = DigitNetwork(edits=[[OUTPUT_BIASES + 8, bias + 2]]).result
    assert after["z"][2][8] == pytest.approx(before["z"][2][8] + 2)
    np.testing.assert_array_equal(np.delete(after["a"][2], 8), np.delete(before["a"][2], 8))


def test_a_weight_from_a_black_pixel_changes_nothing():
    before, after = DigitNetwork().result, DigitNetwork(edits=[[784 * 14, 12]]).result
    np.testing.assert_array_equal(after["a"][2], before["a"][2])


def test_a_blank_picture_shows_what_the_biases_say():
    result = DigitNetwork(source="drawing").result
    np.testing.assert_array_equal(result["z"][0], trained_network().biases[0][:, 0])


def test_its_start_is_worth_seeing():
    result = DigitNetwork().result
    assert result["says"] == digits.book()[1][DigitNetwork().digit] == 3
    assert 0.3 < result["a"][0][DigitNetwork().neuron] < 0.8
    assert DigitNetwork().sender == result["rows"][0]


def test_bad_state_is_refused_with_what_was_expected():
    for edits in ([[-1, 0.5]], [[1.5, 0.5]], [[3, 200]]):
        with pytest.raises(
            traitlets.TraitError,
            match=r"edits: expected rows \(i, value\), i whole in 0..13001, value in \[-100, 100\]",
        ):
            DigitNetwork(edits=edits)
    with pytest.raises(traitlets.TraitError, match=r"edits: expected numbers in \[-100, 13001\]"):
        DigitNetwork(edits=[[13_002, 0]])
    with pytest.raises(traitlets.TraitError, match=r"drawing: expected whole numbers in \[0, 255\] of shape \(784,\)"):
        DigitNetwork(drawing=[0, 1])


def test_a_state_with_edits_survives_a_page(show):
    page = show(DigitNetwork(edits=[[OUTPUT_BIASES, 12]]))
    page.locator("[data-figure]").evaluate("el => el.nnFigure.set({ edits: [] })")
    page.get_by_role("button", name="Reset").click()
    assert page.locator("[data-figure]").evaluate(STATE)["edits"] == [[OUTPUT_BIASES, 12]]


# ---------------------------------------------------------------- the page


@pytest.fixture
def alive(show):
    page = show(DigitNetwork(inside=True))
    return page, page.locator("[data-figure]")


def state_of(figure):
    """Its state, once it is drawn."""
    return figure.evaluate("el => { el.nnFigure.refresh(); return el.nnFigure.state; }")


def outputs_of(figure):
    """The ten numbers that stand beside the outputs."""
    figure.evaluate("el => el.nnFigure.refresh()")
    labels = [figure.get_by_role("radio", name=f"output {j},").get_attribute("aria-label") for j in range(10)]
    return [float(re.search(r"activation (\S+)", label)[1]) for label in labels]


def pad_of(page):
    return page.get_by_role("application", name="Pad to draw a digit on")


def draw_strokes(page, strokes):
    """Draw polylines, points in pixels of the pad, with the mouse."""
    box = pad_of(page).bounding_box()
    for stroke in strokes:
        places = [(box["x"] + x / 28 * box["width"], box["y"] + y / 28 * box["height"]) for x, y in stroke]
        page.mouse.move(*places[0])
        page.mouse.down()
        for place in places[1:]:
            page.mouse.move(*place, steps=3)
        page.mouse.up()


def test_a_hundred_unseen_images_get_nnlibs_outputs_on_the_page(alive, held_out):
    _, figure = alive
    got = figure.evaluate(
        """(el, images) => images.map((drawing) => {
      el.nnFigure.set({ source: 'drawing', drawing, normalise: false }); el.nnFigure.refresh();
      return Array.from(el.nnFigure.result.a[2]); })""",
        held_out.tolist(),
    )
    expected = trained_network().output(held_out.T / 255).T
    np.testing.assert_allclose(got, expected, rtol=0, atol=1e-6)
    np.testing.assert_array_equal(np.argmax(got, axis=1), expected.argmax(axis=1))
    np.testing.assert_allclose(outputs_of(figure), expected[-1], atol=0.0051)


def test_a_hundred_unseen_images_keep_their_class_on_the_drawing_path(alive, held_out):
    _, figure = alive
    says = figure.evaluate(
        "(el, images) => images.map((drawing) => { el.nnFigure.set({ source: 'drawing', drawing, normalise: true }); return el.nnFigure.result.says; })",
        held_out.tolist(),
    )
    np.testing.assert_array_equal(says, trained_network().classify(held_out.T / 255))


def circle(x, y, rx, ry, start, end):
    """Points of an arc, angles in degrees."""
    return [(x + rx * np.cos(t), y + ry * np.sin(t)) for t in np.radians(np.linspace(start, end, 20))]


def test_ten_digits_drawn_with_the_mouse_are_read(alive):
    page, _ = alive
    digits = {
        0: [circle(14, 14, 6, 9, 0, 360)],
        1: [[(15, 4), (13, 24)]],
        2: [[*circle(14, 9, 5, 5, 180, 380), (7, 23), (21, 22)]],
        3: [circle(13, 9, 5, 4.5, 200, 440), circle(13, 18.5, 6, 5, -90, 160)],
        4: [[(9, 5), (7, 15), (20, 14)], [(18, 5), (17, 25)]],
        5: [[(20, 5), (10, 5), (9, 13), *circle(13, 18, 6, 5.5, -110, 150)]],
        6: [[(18, 4), (11, 12), *circle(14, 18.5, 5, 5, 180, 540)]],
        7: [[(7, 6), (20, 6), (13, 25)]],
        8: [circle(14, 9, 4.5, 4.5, 90, 450), circle(14, 19, 5.5, 5, -90, 270)],
        9: [circle(14, 10, 5, 5, 0, 360), [(19, 9), (17, 25)]],
    }
    for digit, strokes in digits.items():
        page.get_by_role("button", name="clear the pad").click()
        draw_strokes(page, strokes)
        expect(page.locator(".nn-readout")).to_contain_text(f"It says {digit},")


def test_the_first_stroke_on_a_ready_made_digit_begins_a_fresh_one(alive):
    page, figure = alive
    figure.evaluate("el => el.nnFigure.set({ shift: [3, 0] })")
    draw_strokes(page, [[(3, 3), (24, 3)]])
    drawn = state_of(figure)
    assert (drawn["source"], drawn["shift"]) == ("drawing", [0, 0])
    picture = np.array(drawn["drawing"]).reshape(28, 28)
    assert picture[2:4, 4:23].min() > 150 and picture[6:].max() == 0
    draw_strokes(page, [[(3, 20), (24, 20)]])  # the second one is added
    picture = np.array(state_of(figure)["drawing"]).reshape(28, 28)
    assert picture[2:4, 4:23].min() > 150 and picture[19:21, 4:23].min() > 150


def test_the_eraser_takes_away_from_a_ready_made_digit(alive):
    page, figure = alive
    before = np.array(digits.book()[2][18], int).reshape(28, 28)
    row = int(before.sum(axis=1).argmax())
    page.get_by_role("button", name="Eraser").click()
    draw_strokes(page, [[(1, row + 0.5), (27, row + 0.5)]])
    picture = np.array(state_of(figure)["drawing"]).reshape(28, 28)
    far = np.abs(np.arange(28) - row) > 3
    assert picture[row, 1:27].max() == 0
    np.testing.assert_array_equal(picture[far], before[far])


def test_strokes_are_taken_back_one_by_one_down_to_the_ready_made_digit(alive):
    page, figure = alive
    undo = page.get_by_role("button", name="Undo stroke")
    states = [state_of(figure)]
    for y in (5, 12):
        draw_strokes(page, [[(5, y), (20, y)]])
        states.append(state_of(figure))
    page.get_by_role("button", name="clear the pad").click()
    for state in reversed(states):
        undo.click()
        assert state_of(figure) == state
    expect(page.get_by_role("status")).to_contain_text("It is test image 18")
    undo.click()
    expect(page.get_by_role("status")).to_have_text("There is no stroke to take back.")
    assert state_of(figure) == states[0]


def test_the_answer_stands_in_large_type_with_the_second_guess(alive):
    page, figure = alive
    answer = page.locator(".nn-answer")
    expect(answer).to_contain_text("It says3at")
    outputs = DigitNetwork().result["a"][2]
    second = int(np.argsort(-outputs)[1])
    expect(answer).to_contain_text(f"at {outputs[3]:.2f}, then {second} at {outputs[second]:.2f}")
    figure.evaluate("el => el.nnFigure.set({ network: 'untrained' })")
    unsure = untrained_network().output(digits.book()[2][[18]].T / 255)[:, 0]
    expect(answer).to_contain_text(f"{'It says' if unsure.max() >= 0.5 else 'Perhaps'}{unsure.argmax()}at")


@pytest.mark.parametrize("width", [960, 700, 350])
def test_plain_it_is_a_pad_layers_and_an_answer_and_the_inside_opens_and_closes(show, width):
    page = show(DigitNetwork(), width=width)
    figure = page.locator("[data-figure]")
    opener = page.get_by_role("button", name="See inside")
    hidden = [
        page.get_by_role("radio", name="layer 1, neuron 0,"),
        page.get_by_role("button", name="Noise"),
        page.get_by_role("slider", name="bias"),
    ]
    for thing in hidden:
        expect(thing).not_to_be_visible()
    expect(opener).to_have_attribute("aria-expanded", "false")
    draw_strokes(page, [[(15, 4), (13, 24)]])
    expect(page.locator(".nn-answer")).to_contain_text("It says1")
    drawn = state_of(figure)
    opener.press("Enter")
    for thing in hidden:
        expect(thing).to_be_visible()
    closer = page.get_by_role("button", name="Close the inside")
    expect(closer).to_be_focused()
    expect(closer).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".nn-readout")).to_contain_text("Layer 1, neuron 14")
    undo = page.get_by_role("button", name="Undo changes")
    expect(undo).not_to_be_visible()
    hidden[2].press("ArrowRight")
    undo.click()
    expect(undo).not_to_be_visible()
    closer.click()
    expect(hidden[2]).not_to_be_visible()
    assert state_of(figure) == drawn


def test_the_pad_is_drawn_on_with_the_keys(alive):
    page, figure = alive
    page.get_by_role("button", name="clear the pad").click()
    pad = pad_of(page)
    for key in ["ArrowUp"] * 8 + [" "] + ["Shift+ArrowDown"] * 16:
        pad.press(key)
    assert np.flatnonzero(np.array(state_of(figure)["drawing"]).reshape(28, 28)[14]).tolist() == [13, 14, 15]
    expect(page.locator(".nn-readout")).to_contain_text("It says 1,")


def test_the_square_under_the_cursor_is_said(alive):
    page, _ = alive
    pad_of(page).press("ArrowUp")
    expect(page.get_by_role("status")).to_have_text("row 13, column 14, ink 0.99")


def test_a_finger_draws_on_a_phone_and_scrolls_beside_the_pad(show, browser, tmp_path):
    from tools.figure_page import write_page

    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(write_page(tmp_path / "phone", [DigitNetwork()]).as_uri())
    page.wait_for_selector("[data-live]")
    figure = page.locator("[data-figure]")
    page.get_by_role("button", name="clear the pad").tap()
    pad_of(page).scroll_into_view_if_needed()
    box = pad_of(page).bounding_box()
    scroll = page.evaluate("scrollY")
    swipe(
        page,
        [
            (box["x"] + box["width"] * (0.6 - 0.15 * t), box["y"] + box["height"] * t)
            for t in np.linspace(0.15, 0.85, 15)
        ],
    )
    expect(page.locator(".nn-readout")).to_contain_text("It says 1,")
    assert page.evaluate("scrollY") == scroll
    beside = box["x"] + box["width"] + 30
    swipe(page, [(beside, box["y"] + box["height"] * t) for t in np.linspace(0.95, 0.45, 15)])
    page.wait_for_function("before => scrollY > before", arg=scroll)
    assert state_of(figure)["source"] == "drawing"
    context.close()


def swipe(page, places):
    cdp = page.context.new_cdp_session(page)
    for i, (x, y) in enumerate(places):
        point = {"x": float(x), "y": float(y)}
        cdp.send("Input.dispatchTouchEvent", {"type": "touchMove" if i else "touchStart", "touchPoints": [point]})
        page.evaluate("() => new Promise(requestAnimationFrame)")  # a finger's moves come a frame apart
    cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_neuron_is_chosen_by_a_click_and_its_sum_shown(alive):
    page, figure = alive
    page.get_by_role("radio", name="layer 2, neuron 5,").click()
    state = state_of(figure)
    expected = DigitNetwork(layer=2, neuron=5)
    assert (state["layer"], state["neuron"]) == (2, 5)
    assert state["sender"] == abs(expected.result["terms"]).argmax()
    assert "Layer 2, neuron 5: z = " in page.locator(".nn-readout").inner_text()
    expect(page.get_by_role("radio", name="layer 2, neuron 5,")).to_have_attribute("aria-checked", "true")


def test_the_arrow_keys_move_through_the_neurons(alive):
    page, figure = alive
    page.get_by_role("radio", name="layer 1, neuron 14,").press("ArrowDown")
    assert state_of(figure)["neuron"] == 15
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    state = state_of(figure)
    assert (state["layer"], state["neuron"]) == (3, 9)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("output 9,")
    assert figure.locator('[role="radio"][tabindex="0"]').count() == 1


def test_its_bias_on_the_slider_changes_the_outputs_at_once(alive):
    page, figure = alive
    page.get_by_role("radio", name="output 8,").click()
    slider = page.get_by_role("slider", name="bias")
    slider.press("End")
    assert outputs_of(figure)[8] > 0.99
    assert state_of(figure)["edits"] == [[OUTPUT_BIASES + 8, 12]]
    page.get_by_role("button", name="undo all changes").click()
    assert state_of(figure)["edits"] == []
    assert outputs_of(figure)[8] < 0.1


def test_a_weight_is_chosen_in_the_picture_and_turned(alive):
    page, figure = alive
    picture = page.get_by_role("application", name="Choose a weight")
    box = picture.bounding_box()
    page.mouse.click(box["x"] + 10.5 / 28 * box["width"], box["y"] + 14.5 / 28 * box["height"])
    assert state_of(figure)["sender"] == 28 * 14 + 10
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        picture.press(key)
    assert state_of(figure)["sender"] == 28 * 15 + 12
    page.get_by_role("slider", name="weight").press("End")
    edits = [[784 * 14 + 28 * 15 + 12, 12]]
    assert state_of(figure)["edits"] == edits
    result = DigitNetwork(edits=edits).result
    np.testing.assert_allclose(outputs_of(figure), result["a"][2], atol=0.0051)


def test_a_term_of_the_sum_chooses_its_weight(alive):
    page, figure = alive
    expected = int(DigitNetwork().result["rows"][2])
    page.get_by_role("button", name=f"choose weight {expected},").press("Enter")
    assert state_of(figure)["sender"] == expected


def test_a_button_shifts_the_picture_pixel_by_pixel_and_back(alive):
    _, figure = alive
    button = figure.get_by_role("button", name="Shift")
    seen = []
    for _ in range(5):
        button.click()
        seen.append(state_of(figure)["shift"])
    assert seen == [[1, 0], [2, 0], [3, 0], [4, 0], [0, 0]]


def test_the_picture_is_moved_by_dragging_and_by_keys(alive):
    page, figure = alive
    seen = page.get_by_role("slider", name="What the network sees")
    box = seen.bounding_box()
    x, y, cell = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["width"] / 28
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 3 * cell, y - 2 * cell)
    page.mouse.up()
    assert state_of(figure)["shift"] == [3, -2]
    seen.press("ArrowDown")
    seen.press("ArrowLeft")
    assert state_of(figure)["shift"] == [2, -1]
    np.testing.assert_allclose(outputs_of(figure), DigitNetwork(shift=[2, -1]).result["a"][2], atol=0.0051)


def test_noise_is_another_each_time_and_said_to_be_noise(alive):
    page, figure = alive
    for seed in (2, 3):
        page.get_by_role("button", name="noise, another each time").click()
        np.testing.assert_allclose(
            outputs_of(figure), DigitNetwork(source="noise", seed=seed).result["a"][2], atol=0.0051
        )
    assert "The picture is noise" in page.locator(".nn-readout").inner_text()


def test_a_blank_picture_is_said_to_be_blank(alive):
    page, figure = alive
    page.get_by_role("button", name="clear the pad").click()
    np.testing.assert_allclose(outputs_of(figure), DigitNetwork(source="drawing").result["a"][2], atol=0.0051)
    assert "this is what the biases say" in page.locator(".nn-readout").inner_text()


def test_the_mistakes_are_mistakes(alive):
    page, figure = alive
    seen = set()
    for _ in range(4):
        page.get_by_role("button", name="Its mistakes").click()
        seen.add(state_of(figure)["digit"])
        assert ": wrong." in page.locator(".nn-readout").inner_text()
    assert len(seen) == 4


def test_untrained_is_where_the_training_began(alive):
    page, figure = alive
    page.get_by_role("radio", name="untrained", exact=True).check()
    x = digits.book()[2][[18]].T / 255
    np.testing.assert_allclose(outputs_of(figure), untrained_network().output(x)[:, 0], atol=0.0051)


def test_a_network_handed_over_on_the_page_becomes_a_choice(alive):
    page, figure = alive
    own = page.get_by_role("radio", name="your own")
    assert own.count() == 0
    page.evaluate(
        """() => { document.nnNetwork = { sizes: [784, 30, 10], vector: new Float64Array(23860) }; document.dispatchEvent(new CustomEvent('nn-network')); }"""
    )
    assert own.count() == 0  # other layers cannot be drawn here
    page.evaluate(
        """() => { document.nnNetwork = { sizes: [784, 16, 16, 10], vector: new Float64Array(13002) }; document.dispatchEvent(new CustomEvent('nn-network')); }"""
    )
    own.check()
    assert outputs_of(figure) == [0.5] * 10
    page.get_by_role("button", name="Reset").click()
    assert outputs_of(figure)[3] > 0.8


def test_reset_gives_back_exactly_the_shipped_network(alive):
    page, figure = alive
    page.get_by_role("slider", name="bias").press("Home")
    page.get_by_role("slider", name="weight").press("End")
    page.get_by_role("radio", name="untrained", exact=True).check()
    draw_strokes(page, [[(5, 5), (20, 20)]])
    page.get_by_role("button", name="Eraser").click()
    page.get_by_role("button", name="Reset").click()
    assert state_of(figure) == json.loads(json.dumps(DigitNetwork(inside=True).state))
    expect(page.get_by_role("button", name="Eraser")).to_have_attribute("aria-pressed", "false")
    np.testing.assert_allclose(
        figure.evaluate("el => Array.from(el.nnFigure.result.a[2])"), DigitNetwork().result["a"][2], rtol=1e-12
    )
