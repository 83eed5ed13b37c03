import numpy as np
import pytest

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


def test_another_picture_and_another_kind(show):
    page = show(Noise())
    page.get_by_role("button", name="another picture of this kind").click()
    page.wait_for_timeout(80)
    assert "Picture 2:" in page.locator(".nn-readout").inner_text()
    page.get_by_role("radio", name="moved digits").check()
    page.get_by_label("Move right").fill("6")
    page.wait_for_timeout(80)
    assert "Moved by 6 pixels to the right" in page.locator(".nn-readout").inner_text()


def test_shift_is_only_for_digits(show):
    page = show(Noise())
    assert page.get_by_label("Move right").is_disabled()
