import copy
import io
import os
import pickle
import stat
import tracemalloc
import zipfile
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnlib
from nnlib import Network, Parameters

DIGITS = (784, 16, 16, 10)
sizes = st.lists(st.integers(1, 6), min_size=2, max_size=4)
seeds = st.integers(0, 2**32)


def by_hand():
    """A 2-2-1 network: on the input (1, 1/2) it has z = (log 3, -log 3) and then 0."""
    return Network(Parameters([[[log(3), 0], [0, -2 * log(3)]], [[2, -2]]], [[[0], [0]], [[-1]]]))


X = np.array([[1.0], [0.5]])


# Parameters


def test_the_network_of_the_digits_has_13002_parameters():
    parameters = Parameters.zeros(DIGITS)
    assert parameters.vector.shape == (13002,)
    assert [W.size for W in parameters.weights] == [12544, 256, 160]
    assert [b.shape for b in parameters.biases] == [(16, 1), (16, 1), (10, 1)]


def test_the_vector_holds_weights_row_by_row_and_then_biases_layer_by_layer():
    parameters = Parameters([[[1, 2], [3, 4]], [[7, 8]]], [[[5], [6]], [[9]]])
    np.testing.assert_array_equal(parameters.vector, np.arange(1.0, 10))
    assert parameters.sizes == (2, 2, 1)


def test_weights_and_biases_are_views_of_the_vector():
    parameters = Parameters.zeros((2, 2, 1))
    parameters.vector -= np.arange(9.0)
    np.testing.assert_array_equal(parameters.weights[0], [[0, -1], [-2, -3]])
    parameters.biases[1][0, 0] = 5
    assert parameters.vector[8] == 5
    parameters.vector = np.ones(9)
    assert parameters.weights[1][0, 1] == 1


def test_numbers_beyond_the_precision_of_the_vector_are_refused():
    parameters = Parameters.zeros((1, 1), np.float32)
    with pytest.raises(ValueError, match="vector has 1 entries that are not finite"):
        parameters.vector = np.array([1.0, 1e300])
    assert not parameters.vector.any()


@pytest.mark.parametrize("name", ["weights", "biases", "sizes", "dtype"])
def test_the_views_cannot_be_replaced_by_what_would_be_none(name):
    for owner in (by_hand(), by_hand().parameters):
        with pytest.raises(AttributeError, match="no setter"):
            setattr(owner, name, [np.ones((2, 2)), np.ones((1, 2))])


def test_arrays_that_were_given_are_copied_but_a_vector_is_shared():
    W, b, vector = np.ones((1, 1)), np.ones((1, 1)), np.ones(2)
    Parameters([W], [b]).vector[...] = 7
    assert W[0, 0] == b[0, 0] == 1
    Parameters.from_vector(vector, (1, 1)).vector[...] = 7
    assert vector[0] == 7


@given(sizes)
def test_every_entry_has_a_location(sizes):
    parameters = Parameters.zeros(sizes)
    parameters.vector[...] = np.arange(len(parameters.vector))
    for i in range(len(parameters.vector)):
        l, j, k = parameters.location(i)
        found = parameters.biases[l - 1][j, 0] if k is None else parameters.weights[l - 1][j, k]
        assert found == i


@pytest.mark.parametrize("again", [copy.deepcopy, lambda p: pickle.loads(pickle.dumps(p))])
def test_copies_and_pickles_keep_the_views(again):
    parameters = Parameters.zeros((2, 1))
    other = again(parameters)
    other.vector[0] = 3
    assert other.weights[0][0, 0] == 3 and parameters.vector[0] == 0


def test_dtype_follows_the_arrays():
    one = np.ones((1, 1), np.float32)
    assert Parameters([one], [one]).dtype == np.float32
    assert Parameters([one], [one.astype(float)]).dtype == np.float64
    assert Parameters([[[1]]], [[[1]]]).dtype == np.float64


@pytest.mark.parametrize(
    "weights, biases, error, words",
    [
        ([], [], ValueError, "weights must have an array for each layer"),
        ([[[1]]], [], ValueError, "biases must have an array for each layer"),
        ([[[1]]], [[[1]], [[1]]], ValueError, "not 1 weights and 2 biases"),
        ({0: [[1]]}, [[[1]]], TypeError, "weights must be a list of arrays, one for each layer, not {0"),
        ([[1, 2]], [[[1]]], ValueError, r"weights\[0\] must be an array of 2 dimensions, not of shape \(2,\)"),
        ([[[1, 2]]], [[1]], ValueError, r"biases\[0\] must be an array of 2 dimensions"),
        ([[[1, 2]]], [[[1], [2]]], ValueError, r"biases\[0\] must have shape \(1, 1\).*not \(2, 1\)"),
        ([np.ones((3, 2)), np.ones((1, 2))], [np.ones((3, 1)), [[1]]], ValueError, r"weights\[1\] must have 3 columns"),
        ([[[np.inf]]], [[[1]]], ValueError, r"weights\[0\] has 1 entries that are not finite"),
        ([[["a"]]], [[[1]]], TypeError, r"weights\[0\] must hold real numbers"),
        (None, [[[1]]], TypeError, "weights must be a list of arrays, one for each layer, not None"),
        ([[[1]]], 3, TypeError, "biases must be a list of arrays"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(weights, biases, error, words):
    with pytest.raises(error, match=words):
        Parameters(weights, biases)


@pytest.mark.parametrize(
    "vector, error, words",
    [
        (np.zeros(4), ValueError, r"vector must have shape \(3,\) for sizes \(2, 1\), not \(4,\)"),
        (np.zeros((3, 1)), ValueError, "must have shape"),
        (np.array([0, np.nan, 0]), ValueError, "vector has 1 entries that are not finite"),
        (np.zeros(3, int), TypeError, "vector must be an array of float32 or float64, not an array of int64"),
        ([0.0, 0.0, 0.0], TypeError, "vector must be an array"),
    ],
)
def test_vectors_that_do_not_fit_are_refused_and_change_nothing(vector, error, words):
    parameters = Parameters.zeros((2, 1))
    with pytest.raises(error, match=words):
        Parameters.from_vector(vector, (2, 1))
    with pytest.raises(error, match=words):
        parameters.vector = vector
    assert not parameters.vector.any()


@pytest.mark.parametrize("i, error", [(9, ValueError), (-1, ValueError), (1.0, TypeError), (True, TypeError)])
def test_an_index_beyond_the_vector_has_no_location(i, error):
    with pytest.raises(error, match="i must be"):
        Parameters.zeros((2, 2, 1)).location(i)


# Network


@given(sizes, seeds)
def test_random_networks_depend_on_the_seed_alone(sizes, seed):
    p = Network.random(sizes, seed).parameters.vector
    np.testing.assert_array_equal(p, Network.random(tuple(sizes), seed).parameters.vector)
    assert (p != Network.random(sizes, seed + 1).parameters.vector).all()
    np.testing.assert_array_equal(p.astype(np.float32), Network.random(sizes, seed, np.float32).parameters.vector)


def test_random_weights_and_biases_have_variance_1_over_n_in():
    network = Network.random((100, 2000, 1000), seed=0)
    for p, n_in in zip([*network.weights, *network.biases], [100, 2000, 100, 2000]):
        assert p.std() == pytest.approx(n_in**-0.5, rel=0.05)
        assert abs(p.mean()) < 4 * n_in**-0.5 / p.size**0.5


@pytest.mark.parametrize(
    "sizes, error, words",
    [
        ((), ValueError, "an input and an output layer"),
        ((784,), ValueError, r"an input and an output layer.*not \(784,\)"),
        ((784, 0, 10), ValueError, "each of sizes must be 1 or more, not 0"),
        ((784, -1), ValueError, "not -1"),
        ((784, 16.0), TypeError, "each of sizes must be an integer, not 16.0"),
        ((784, True), TypeError, "not True"),
        (784, TypeError, "sizes must list the neurons of each layer"),
        ("784", TypeError, "sizes must list the neurons of each layer"),
        ({784, 10}, TypeError, "sizes must list the neurons of each layer"),  # a set has no order
        ((10**9, 10**9), ValueError, "10000000 is the most"),
        ((2, np.timedelta64(1)), TypeError, "each of sizes must be an integer, not np.timedelta64"),
    ],
)
def test_sizes_that_make_no_network_are_refused(sizes, error, words):
    with pytest.raises(error, match=words):
        Network.random(sizes, seed=0)


@pytest.mark.parametrize("dtype", [np.float16, int, "complex64", None, "nonsense", [1], np.array([1, 2])])
def test_only_two_precisions_are_offered(dtype):
    with pytest.raises(TypeError, match=r"dtype must be numpy\.float32 or numpy\.float64"):
        Network.random((2, 1), seed=0, dtype=dtype)


@pytest.mark.parametrize("seed, error", [(-1, ValueError), (1.5, TypeError), (None, TypeError), (False, TypeError)])
def test_a_seed_is_an_integer_from_0_on(seed, error):
    with pytest.raises(error, match="seed must be"):
        Network.random((2, 1), seed)


def test_numbers_too_long_to_be_written_are_refused_in_words():
    for call in (
        lambda: Network.random((10**5000, 1), 0),
        lambda: Network.random((2, 1), -(10**5000)),
        lambda: Network(10**5000),
    ):
        with pytest.raises((ValueError, TypeError), match="an integer of thousands of digits"):
            call()


def test_forward_gives_the_numbers_worked_by_hand():
    z, a = by_hand().forward(X)
    np.testing.assert_allclose(z[0], [[log(3)], [-log(3)]], rtol=1e-15)
    np.testing.assert_allclose(a[1], [[3 / 4], [1 / 4]], rtol=1e-15)
    np.testing.assert_allclose(z[1], [[0]], atol=1e-15)
    np.testing.assert_allclose(a[2], [[1 / 2]], rtol=1e-15)
    np.testing.assert_array_equal(a[0], X)


@given(sizes, seeds, st.integers(1, 4))
def test_forward_is_sigma_of_W_a_plus_b_layer_by_layer_and_column_by_column(sizes, seed, m):
    network = Network.random(sizes, seed)
    x = np.random.default_rng(seed).random((sizes[0], m))
    z, a = network.forward(x)
    for i in range(m):
        column = x[:, i]
        for l, (W, b) in enumerate(zip(network.weights, network.biases), start=1):
            total = [sum(W[j, k] * column[k] for k in range(len(column))) + b[j, 0] for j in range(len(W))]
            column = 1 / (1 + np.exp(-np.array(total)))
            np.testing.assert_allclose(z[l - 1][:, i], total, rtol=1e-12, atol=1e-12)
            np.testing.assert_allclose(a[l][:, i], column, rtol=1e-12)
    np.testing.assert_array_equal(network.output(x), a[-1])


def test_classify_names_the_brightest_output_and_the_first_of_equals():
    W = np.array([[0.0, 2.0], [1.0, 1.0], [1.0, 0.0]])
    network = Network(Parameters([W], [np.zeros((3, 1))]))
    np.testing.assert_array_equal(network.classify(np.array([[0.0, 1.0, 1.0], [1.0, 0.0, 1.0]])), [0, 1, 0])


def test_the_network_computes_in_its_own_precision():
    z, a = Network.random((2, 3, 1), 0, np.float32).forward(X)
    assert {array.dtype for array in z + a} == {np.dtype(np.float32)}
    assert Network.random((2, 3, 1), 0).output(X.astype(np.float32)).dtype == np.float64


def test_far_out_weights_saturate_without_a_warning():
    network = Network(Parameters([[[1e6, -1e6]]], [[[0.0]]]))
    np.testing.assert_array_equal(network.output(np.eye(2)), [[1, 0]])


@pytest.mark.parametrize("weight", [np.nan, np.inf])
@pytest.mark.parametrize("l", [1, 2])
def test_parameters_that_stopped_being_finite_give_no_answer(weight, l):
    network = by_hand()
    network.weights[l - 1][0, :] = weight, -weight
    for method in (network.forward, network.output, network.classify):
        with pytest.raises(ArithmeticError, match="parameters are too large to compute with, or not finite"):
            method(X)


def test_parameters_beyond_single_precision_cannot_be_rounded_to_it():
    with pytest.raises(ValueError, match="vector has 1 entries that are not finite"):
        Network(Parameters([[[1e300]]], [[[0.0]]])).astype(np.float32)


def test_copies_are_apart():
    network = by_hand()
    for other in (network.copy(), network.astype(np.float32), copy.deepcopy(network)):
        other.parameters.vector[0] = 0
    assert network.weights[0][0, 0] == log(3)


def test_shown_without_addresses():
    assert repr(by_hand()) == "Network(sizes=(2, 2, 1), dtype=float64)"
    assert repr(by_hand().parameters) == "Parameters(sizes=(2, 2, 1), dtype=float64)"


def test_a_network_needs_parameters():
    with pytest.raises(TypeError, match="parameters must be of type Parameters, not an array of float64"):
        Network(np.zeros(3))


IMAGE = np.zeros((784, 1))


@pytest.mark.parametrize("method", ["forward", "output", "classify"])
@pytest.mark.parametrize(
    "x, error, words",
    [
        (IMAGE.reshape(28, 28), ValueError, r"not \(28, 28\); make one example a column: x.reshape\(784, 1\)"),
        (IMAGE[:, 0], ValueError, r"not \(784,\); make one example a column"),
        (IMAGE.T, ValueError, "make one example a column"),
        (np.zeros((5, 784)), ValueError, r"not \(5, 784\); examples are columns: x.T"),
        (np.zeros((5, 28, 28)), ValueError, r"make each picture a column: x.reshape\(5, 784\).T"),
        (np.zeros((783, 5)), ValueError, r"x must have shape \(784, m\).*not \(783, 5\)$"),
        (np.zeros((784, 0)), ValueError, "m at least 1"),
        (0.5, ValueError, r"not \(\)"),
        (IMAGE.astype(np.uint8), TypeError, "x holds uint8 grey levels; scale them to .0, 1.: x / 255"),
        (IMAGE + 255, ValueError, "x must lie in .0, 1., but runs from 255 to 255; scale grey levels: x / 255"),
        (IMAGE - 0.5, ValueError, "x must lie in .0, 1., but runs from -0.5 to -0.5$"),
        (IMAGE + 1e9, ValueError, "but runs from 1e.09 to 1e.09$"),
        (IMAGE + np.nan, ValueError, r"x has 784 entries that are not finite, the first at \(0, 0\)"),
        (IMAGE - np.inf, ValueError, "not finite"),
        (IMAGE.astype(object), TypeError, "x must hold real numbers, not object"),
        (IMAGE.astype(complex), TypeError, "x must hold real numbers, not complex128"),
        (np.ma.array(IMAGE.astype(np.uint8), mask=True), TypeError, "x is a masked array"),
    ],
)
def test_inputs_that_do_not_fit_are_refused(method, x, error, words):
    with pytest.raises(error, match=words):
        getattr(Network.random((784, 2, 2), 0), method)(x)


# Files


@given(sizes, seeds, st.sampled_from([np.float32, np.float64]))
def test_a_saved_network_comes_back_bit_for_bit(tmp_path_factory, sizes, seed, dtype):
    network, path = Network.random(sizes, seed, dtype), tmp_path_factory.mktemp("saved") / "network.npz"
    network.save(path)
    again = Network.load(str(path))
    assert again.sizes == network.sizes and again.dtype == dtype
    np.testing.assert_array_equal(again.parameters.vector, network.parameters.vector)
    again.parameters.vector[0] = 1  # can be trained on


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "network.npz"
    by_hand().save(path)
    return path


def test_the_same_network_gives_the_same_bytes(path, tmp_path):
    by_hand().save(tmp_path / "other")
    assert path.read_bytes() == (tmp_path / "other").read_bytes()


def test_other_programs_can_read_the_file(path):
    with np.load(path, allow_pickle=False) as data:
        assert data["format"] == 1 and data["nnlib"] == nnlib.__version__
        np.testing.assert_array_equal(data["sizes"], [2, 2, 1])
        np.testing.assert_array_equal(data["vector"], by_hand().parameters.vector)


def test_a_failed_save_leaves_the_old_file_and_nothing_else(path, monkeypatch):
    before = path.read_bytes()

    def full(*args, **arrays):
        args[0].write(b"half")
        raise OSError("no space left")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(OSError, match="no space left"):
        Network.random((2, 1), 0).save(path)
    assert path.read_bytes() == before and os.listdir(path.parent) == [path.name]


def test_a_network_that_is_not_finite_is_not_saved(path):
    before, network = path.read_bytes(), by_hand()
    network.parameters.vector[3] = np.nan
    with pytest.raises(ValueError, match="not finite"):
        network.save(path)
    assert path.read_bytes() == before


def test_a_file_cut_short_anywhere_is_refused(path):
    data = path.read_bytes()
    for length in range(0, len(data), 7):
        path.write_bytes(data[:length])
        with pytest.raises(ValueError, match=r"network\.npz is not a sound nnlib network: "):
            Network.load(path)


@pytest.mark.slow
@pytest.mark.parametrize("mask", [0x01, 0x80, 0xFF])
def test_a_flipped_byte_is_refused_or_harmless(path, mask):
    data, vector = path.read_bytes(), by_hand().parameters.vector
    harmless, refusals = set(), set()
    for i in range(len(data)):
        path.write_bytes(data[:i] + bytes([data[i] ^ mask]) + data[i + 1 :])
        try:
            np.testing.assert_array_equal(Network.load(path).parameters.vector, vector)
            harmless.add(i)
        except ValueError as error:
            refusals.add(str(error))
    assert all("is not a sound nnlib network" in refusal for refusal in refusals)
    start = data.index(vector.tobytes())
    assert not harmless & set(range(start, start + vector.nbytes))


class Bomb:
    def __reduce__(self):
        return os.mkdir, ("boom",)


def replaced(path, **entries):
    with np.load(path) as data:
        arrays = dict(data)
    arrays |= entries
    np.savez(path, **{name: array for name, array in arrays.items() if array is not None})


@pytest.mark.parametrize(
    "entries, words",
    [
        (
            {"format": 2, "nnlib": "9.9"},
            "it has format 2, written by nnlib 9.9; this is nnlib .* which reads format 1: update nnlib",
        ),
        ({"format": np.array([1])}, r"it has format \[1\]"),
        ({"sizes": None}, "it must hold format, nnlib, sizes and vector"),
        ({"more": 1}, "it must hold format, nnlib, sizes and vector"),
        ({"sizes": [2, 2, 2]}, r"vector must have shape \(12,\)"),
        ({"sizes": [9]}, "an input and an output layer"),
        ({"sizes": [0, 9]}, "each of sizes must be 1 or more"),
        ({"sizes": 9}, "sizes must list"),
        ({"sizes": [2.0, 2.0, 1.0]}, "each of sizes must be an integer"),
        ({"sizes": [2**62, 2**62]}, "10000000 is the most"),
        ({"vector": np.zeros(9, int)}, "vector must be an array of float32 or float64, not an array of int64"),
        ({"vector": np.zeros(9, np.float16)}, "not an array of float16"),
        ({"vector": np.zeros((9, 1))}, r"vector must have shape \(9,\).*not \(9, 1\)"),
        ({"vector": np.full(9, np.nan)}, "vector has 9 entries that are not finite"),
        ({"vector": np.array([Bomb()] * 9)}, "an entry holds object"),
    ],
)
def test_entries_that_make_no_network_are_refused(path, entries, words, monkeypatch):
    monkeypatch.chdir(path.parent)
    replaced(path, **entries)
    with pytest.raises(ValueError, match=words):
        Network.load(path)
    assert not os.path.exists("boom")


def test_the_other_byte_order_is_read(path):
    replaced(path, vector=by_hand().parameters.vector.astype(">f8"))
    np.testing.assert_array_equal(Network.load(path).parameters.vector, by_hand().parameters.vector)


@pytest.mark.parametrize("data", [b"", b"<!DOCTYPE html><title>404</title>", b"\x93NUMPY", b"PK\x05\x06" + bytes(18)])
def test_files_of_other_kinds_are_refused(path, data):
    path.write_bytes(data)
    with pytest.raises(ValueError, match="is not a sound nnlib network"):
        Network.load(path)


def refused_within(path, megabytes, words):
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match=words):
            Network.load(path)
        assert tracemalloc.get_traced_memory()[1] < megabytes * 1e6
    finally:
        tracemalloc.stop()


def test_ten_gigabytes_of_zeros_cost_no_memory(path):
    with open(path, "r+b") as file:
        file.truncate(10 * 10**9)
    refused_within(path, 1, "it has 10000000000 bytes")


def test_a_small_file_that_unpacks_to_much_is_refused(path):
    np.savez_compressed(path, format=1, nnlib="0", sizes=[1, 1], vector=np.zeros(5_000_000))
    refused_within(path, 1, "its entries must not be compressed")


def test_an_entry_that_claims_to_be_huge_is_refused(path):
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "<f8", "fortran_order": False, "shape": (10**12,)})
    with np.load(path) as data:
        entries = {name: data[name] for name in ("format", "nnlib", "sizes")}
    np.savez(path, **entries)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("vector.npy", header.getvalue())
    refused_within(path, 1, "cannot reshape|buffer")


def test_an_entry_in_another_version_of_npy_is_refused(path):
    with np.load(path) as data:
        entries = dict(data)
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in entries.items():
            entry = io.BytesIO()
            np.lib.format.write_array(entry, array, version=(2, 0))
            archive.writestr(f"{name}.npy", entry.getvalue())
    with pytest.raises(ValueError, match=r"not an \.npy file of version 1\.0"):
        Network.load(path)


@pytest.mark.parametrize("name", [None, 0, True, 1.5, b"network.npz", ["network.npz"]])
def test_a_file_is_given_by_its_name(name):
    for method in (by_hand().save, Network.load):  # load(0) would read the keyboard
        with pytest.raises(TypeError, match="path must be the name of a file, not"):
            method(name)


def test_only_files_are_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", ""):
        with pytest.raises(ValueError, match="is a folder or a device, not a file that could be replaced"):
            by_hand().save(path)
    assert stat.S_ISFIFO(os.stat(tmp_path / "pipe").st_mode) and os.listdir(tmp_path) == ["pipe"]


def test_a_link_goes_on_pointing_at_the_file_that_is_replaced(path, tmp_path):
    (tmp_path / "link").symlink_to(path)
    Network.random((2, 1), 0).save(tmp_path / "link")
    assert (tmp_path / "link").is_symlink() and Network.load(path).sizes == (2, 1)


def test_a_name_may_be_as_long_as_the_disk_allows(tmp_path):
    path = tmp_path / ("n" * 255)
    by_hand().save(path)
    assert Network.load(path).sizes == (2, 2, 1) and os.listdir(tmp_path) == [path.name]


def test_a_file_that_cannot_be_opened_says_so(tmp_path):
    with pytest.raises(FileNotFoundError):
        Network.load(tmp_path / "none.npz")
    with pytest.raises(FileNotFoundError):
        by_hand().save(tmp_path / "none" / "network.npz")
