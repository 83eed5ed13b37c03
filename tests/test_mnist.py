"""The digits: the real MNIST, from a file that is checked before it is read."""

import struct
from hashlib import md5

import numpy as np
import pytest

from nnlib import _shipped, load_mnist, one_hot
from nnlib.mnist import SHA256

COUNTS = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]


@pytest.fixture(scope="module")
def train():
    return load_mnist("train", dtype=np.float32)


@pytest.fixture(scope="module")
def test():
    return load_mnist("test")


def original(digits):
    """The md5 of the two files, unpacked, in which LeCun and Cortes published these digits."""
    n = len(digits.labels)
    images = struct.pack(">4i", 2051, n, 28, 28) + digits.images.tobytes()
    labels = struct.pack(">2i", 2049, n) + digits.labels.astype(np.uint8).tobytes()
    return md5(images).hexdigest(), md5(labels).hexdigest()


def test_the_training_digits_are_the_published_files_byte_for_byte(train):
    assert original(train) == ("6bbc9ace898e44ae57da46a324031adb", "a25bea736e30d166cdddb491f175f624")


def test_the_test_digits_are_the_published_files_byte_for_byte(test):
    assert original(test) == ("2646ac647ad5339dbf082846283269ea", "27ae3e4e09519cfbb04c329615203637")


def test_examples_are_columns_of_784_pixels_between_0_and_1(train, test):
    assert train.x.shape == (784, 60_000) and train.labels.shape == (60_000,)
    assert test.x.shape == (784, 10_000) and test.labels.shape == (10_000,)
    assert test.x.min() == 0 and test.x.max() == 1
    assert test.x.dtype == np.float64 and train.x.dtype == np.float32


def test_every_digit_occurs_as_often_as_it_should(train):
    assert np.bincount(train.labels).tolist() == COUNTS


def test_the_mean_pixel_and_the_always_black_pixels(train):
    assert train.x.mean(dtype=np.float64) == pytest.approx(0.1306604762738429, rel=1e-7)
    assert (train.x.max(axis=1) == 0).sum() == 67


def test_pixel_k_is_row_k_over_28_and_grey_level_over_255(test):
    row, column = 7, 6
    assert test.images[0, row, column] == 84  # the first stroke of the first test digit, a 7
    assert test.x[28 * row + column, 0] == 84 / 255
    assert test.labels[0] == 7


def test_n_gives_the_first_digits(test):
    some = load_mnist("test", n=30)
    assert np.array_equal(some.x, test.x[:, :30]) and np.array_equal(some.labels, test.labels[:30])
    assert load_mnist("test", 1).x.shape == (784, 1)
    assert load_mnist("test", 10_000).labels.size == 10_000


def test_digits_unpack_into_x_and_labels():
    x, labels = load_mnist("test", n=3)
    assert x.shape == (784, 3) and labels.tolist() == [7, 2, 1]


def test_each_image_lies_in_one_piece_so_that_training_copies_nothing(train):
    assert train.x.T.flags.c_contiguous


def test_digits_show_their_shapes_and_no_pixels():
    assert repr(load_mnist("test", n=3)) == "Digits(x=(784, 3) float64, labels=(3,))"


@pytest.mark.parametrize("split", ["Train", "validation", "", None, 0, ["train"], b"train"])
def test_an_unknown_split_is_refused(split):
    with pytest.raises(ValueError, match='split must be "train" or "test"'):
        load_mnist(split)


@pytest.mark.parametrize("split, n", [("train", 60_001), ("test", 10_001), ("test", 0), ("test", -1)])
def test_a_number_of_digits_that_there_are_not_is_refused(split, n):
    with pytest.raises(ValueError, match=r"^n must be .* not"):
        load_mnist(split, n)


@pytest.mark.parametrize("n", [1.0, "10", True])
def test_a_number_of_digits_must_be_whole(n):
    with pytest.raises(TypeError, match="n must be an integer"):
        load_mnist("test", n)


@pytest.mark.parametrize("dtype", [np.uint8, np.float16, "int", None])
def test_pixels_are_float32_or_float64_only(dtype):
    with pytest.raises(TypeError, match="dtype must be"):
        load_mnist("test", 1, dtype=dtype)


def spoil(tmp_path, monkeypatch, change):
    """Let the package read a changed copy of the test digits."""
    content = (_shipped.DATA / "mnist_test.npz").read_bytes()
    (tmp_path / "mnist_test.npz").write_bytes(change(content))
    monkeypatch.setattr(_shipped, "DATA", tmp_path)


CHANGES = {
    "truncated": lambda content: content[: len(content) // 2],
    "empty": lambda content: b"",
    "one bit changed": lambda content: content[:-1000] + bytes([content[-1000] ^ 1]) + content[-999:],
    "longer": lambda content: content + b"\0",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_file_is_refused_before_it_is_parsed(tmp_path, monkeypatch, change):
    spoil(tmp_path, monkeypatch, change)
    monkeypatch.setattr(np, "load", lambda *a, **k: pytest.fail("the file was parsed"))
    with pytest.raises(ValueError, match=r"mnist_test\.npz is not the file that was shipped.*install nnlib again"):
        load_mnist("test")


def test_a_missing_file_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(_shipped, "DATA", tmp_path)
    with pytest.raises(FileNotFoundError, match=r"mnist_test\.npz is missing: install nnlib again"):
        load_mnist("test")


def test_a_pickle_is_never_opened(tmp_path, monkeypatch):
    np.savez(tmp_path / "mnist_test.npz", labels=np.array([{}]), ink=0, grey=0)
    monkeypatch.setattr(_shipped, "DATA", tmp_path)
    digest = _shipped.sha256((tmp_path / "mnist_test.npz").read_bytes()).hexdigest()
    monkeypatch.setitem(SHA256, "test", digest)
    with pytest.raises(ValueError, match="allow_pickle"):
        load_mnist("test")


def test_loading_needs_no_network(monkeypatch):
    monkeypatch.setattr("socket.socket", lambda *a, **k: pytest.fail("a socket was opened"))
    assert load_mnist("test", 2).labels.tolist() == [7, 2]


def test_one_hot_has_a_1_in_the_row_of_the_label():
    y = one_hot([2, 0])
    assert y.shape == (10, 2) and y.dtype == np.float64
    assert y[:, 0].tolist() == [0, 0, 1, 0, 0, 0, 0, 0, 0, 0] and y[:, 1].tolist() == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    assert one_hot([3], np.float32).dtype == np.float32


@pytest.mark.parametrize("labels", [[10], [-1], [[1, 2]], [], 5])
def test_labels_that_are_no_digits_are_refused(labels):
    with pytest.raises(ValueError, match="labels must"):
        one_hot(labels)


@pytest.mark.parametrize("labels", [[1.0], ["1"], [True], [np.timedelta64(1)]])
def test_labels_must_be_integers(labels):
    with pytest.raises(TypeError, match="labels must be integers"):
        one_hot(labels)


def test_labels_with_gaps_or_in_rows_of_different_lengths_are_refused():
    with pytest.raises(TypeError, match="labels is a masked array"):
        one_hot(np.ma.array([1, 2], mask=[False, True]))
    with pytest.raises(ValueError, match=r"labels must be an array .* differ in length"):
        one_hot([[1], [2, 3]])
