"""What all figures share in Python: their traits, where their bundles and classes lie, data on request."""

import copy
import os
import pickle
import subprocess
import sys
import types
from pathlib import Path

import numpy as np
import pytest
import traitlets
from node import command

from nnlib import Network
from nnlib.figures import DigitNetwork, Neuron, Training
from nnlib.figures.data import files
from nnlib.figures.kit import bundles, catalog


def test_a_list_refuses_to_be_changed_in_place_and_says_what_to_do():
    figure = Neuron()
    with pytest.raises(TypeError, match=r"copy it with list\(\.\.\.\), change the copy, and assign that"):
        figure.w[0] = -5
    figure.w = [-5, *figure.w[1:]]
    assert figure.w == [-5, -1.5, 1.0, -0.5]


@pytest.mark.parametrize("copied", [list, copy.copy, copy.deepcopy, lambda values: pickle.loads(pickle.dumps(values))])
def test_a_copy_of_a_list_can_be_changed(copied):
    values = copied(Neuron().w)
    values[0] = 9
    assert values == [9, -1.5, 1.0, -0.5] and Neuron().w[0] == 2.0


def test_rows_of_a_list_of_lists_cannot_be_changed_either():
    with pytest.raises(TypeError, match="changed as a whole"):
        DigitNetwork(edits=[[0, 1]]).edits[0][1] = 5


def test_a_network_of_the_readers_own_is_state_and_in_no_address():
    network = Network.random([784, 16, 16, 10], seed=4)
    figure = DigitNetwork(own=network, network="own")
    assert figure.own is network and "own" in figure.state and "own" not in figure.address
    assert figure.markup() == DigitNetwork(network="own").markup()
    x = np.reshape(figure.result["seen"], (784, 1)) / 255
    np.testing.assert_array_equal(figure.result["a"][-1], network.output(x)[:, 0])
    with pytest.raises(traitlets.TraitError, match="own: expected a Network or None, got 5"):
        figure.own = 5


def test_a_network_that_does_not_fit_is_not_drawn():
    figure = DigitNetwork(own=Network.random([784, 10], seed=0), network="own")
    np.testing.assert_array_equal(figure.result["a"][-1], DigitNetwork().result["a"][-1])


def sent(figure):
    """Bytes that a notebook's page gets with the figure: of the texts of its state and of its binary parts."""
    state = figure.get_state()
    return sum(len(view) for view in state["_data"].values()) + len(
        repr({**state, "_data": None, "_esm": None, "_css": None})
    )


def test_data_is_sent_when_a_page_asks_for_it_and_only_what_it_asks_for():
    figure = Training()
    assert sent(figure) < 20_000  # the module itself, once a page, is about as much again
    figure.set_state({"_asked": ["digits"]})
    assert figure._data == {"digits": files.load("digits")}
    figure.set_state({"_asked": ["training_digits_3", "network", "/etc/passwd"]})  # it has no network, and no such file
    assert figure._data == {"training_digits_3": files.load("training_digits_3")}


def test_a_missing_bundle_and_an_old_one_say_which_command_makes_it(tmp_path, monkeypatch):
    for name in ("kit", "data", "parts", "neuron", "built"):
        (tmp_path / name).mkdir()
    source, made = tmp_path / "kit" / "card.js", tmp_path / "built" / "neuron.js"
    (tmp_path / "neuron" / "index.js").write_text("export const b = 2;")
    monkeypatch.setattr(bundles, "FIGURES", tmp_path)
    monkeypatch.setattr(bundles, "BUILT", tmp_path / "built")
    check = bundles.check.__wrapped__
    source.write_text("export const a = 1;")
    with pytest.raises(FileNotFoundError, match=r"neuron\.js is missing: make it with `nox -s figures`"):
        check("neuron")
    made.write_text("bundle")
    check("neuron")
    later = made.stat().st_mtime + 10
    os.utime(source, (later, later))
    with pytest.raises(FileNotFoundError, match=r"neuron\.js is older than .*card\.js: make it with `nox -s figures`"):
        check("neuron")


def test_without_its_bundle_a_class_can_be_imported_and_a_figure_cannot_be_made(tmp_path):
    code = (
        "from pathlib import Path\nfrom nnlib.figures.kit import bundles\n"
        f"bundles.BUILT = Path({str(tmp_path)!r})\n"
        "from nnlib.figures import Neuron\nprint(Neuron.title)\nNeuron()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "One neuron\n"
    assert "neuron.js is missing: make it with `nox -s figures`" in done.stderr


def test_a_folder_without_a_class_says_what_it_lacks(tmp_path, monkeypatch):
    (tmp_path / "half_done").mkdir()
    with pytest.raises(FileNotFoundError, match=r"half_done.__init__\.py is missing: .*its class, named HalfDone"):
        catalog.figure_names.__wrapped__(tmp_path)
    module = types.ModuleType("nnlib.figures.half_done")
    module.__file__ = str(tmp_path / "half_done" / "__init__.py")
    monkeypatch.setitem(sys.modules, "nnlib.figures.half_done", module)
    with pytest.raises(
        ImportError, match="has no class HalfDone: a figure's class is named as its folder, in CamelCase"
    ):
        catalog.figure_class("half_done")


def test_the_kits_own_tests_in_javascript_pass():
    tests = Path(__file__).with_name("kit.test.mjs")
    done = subprocess.run(command("node", "--test", tests), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
