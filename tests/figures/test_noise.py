import numpy as np
import pytest
from playwright.sync_api import expect

from nnlib.figures import Noise
from nnlib.figures.data import digits, networks
from nnlib.figures.noise import nonsense

START = Noise().state


def test_the_answer_is_the_trained_networks_own():
    result = Noise.compute(**START)
    outputs = networks.trained().output(nonsense("even", 0, 0).reshape(-1, 1) / 255)[:, 0]
    np.testing.assert_allclose(result["outputs"], outputs)
    assert result["largest"][0] == pytest.approx(outputs.max())


def test_it_is_often_sure_of_noise():
    for kind in ("even", "sparse", "shuffled"):
        assert Noise.compute(**{**START, "kind": kind})["sure"] >= 40


def test_shuffled_digits_keep_their_ink():
    assert sorted(nonsense("shuffled", 3, 0)) == sorted(digits.book()[2][3])


def test_moved_digits_are_read_less_and_less():
    right = [Noise.compute(**{**START, "kind": "moved", "shift": shift})["right"] for shift in (0, 2, 4)]
    assert right[0] > 70 and right[0] > right[1] > right[2]


def test_compute_is_the_same_in_javascript(parity):
    parity(Noise, count=16, rtol=1e-9)


def test_another_picture_and_another_kind_and_a_shift_for_digits_alone(show):
    page = show(Noise())
    page.get_by_role("button", name="another picture of this kind").click()
    expect(page.locator(".nn-readout")).to_contain_text("Picture 2:")
    expect(page.get_by_label("Move right")).to_be_disabled()
    page.get_by_role("radio", name="moved digits").check()
    page.get_by_label("Move right").fill("6")
    expect(page.locator(".nn-readout")).to_contain_text("Moved by 6 pixels to the right")
