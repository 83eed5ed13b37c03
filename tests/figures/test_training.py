import re
from itertools import chain

import numpy as np
import pytest
from conftest import wait_alive
from figure_files import data_files
from playwright.sync_api import expect

from nnlib import backprop, cost, one_hot, sgd
from nnlib.figures import DigitNetwork, Training
from nnlib.figures.data import digits, files
from nnlib.figures.training import batches, shuffled_labels, start, ten_steps
from tools.figure_page import write_page

START = Training().state


@pytest.fixture
def trainer(new_page, tmp_path):
    """trainer(**state) -> the figure on a page, its digits loaded; a tab that may evaluate what a test asks it."""

    def open_figure(**state):
        page = new_page(viewport={"width": 1200, "height": 1000}, bypass_csp=True)
        page.goto(write_page(tmp_path / "page", [Training(**state)], "light").as_uri())
        wait_alive(page)
        figure = page.locator("[data-figure]")
        figure.get_by_role("button", name="Load 10,000 digits").click()
        expect(figure.get_by_role("button", name="Run")).to_be_enabled(timeout=60_000)
        return figure

    return open_figure


def wait_until(figure, condition, timeout=120_000):
    """Wait for what is to be true of the last report of the training."""
    figure.page.wait_for_function(
        f"el => {{ const {{ latest }} = el.nnFigure.session(); return latest !== null && latest.{condition}; }}",
        arg=figure.element_handle(),
        timeout=timeout,
    )


def run_until(figure, done):
    figure.get_by_role("button", name="Run").click()
    wait_until(figure, f"done >= {done}")
    if figure.evaluate("el => el.nnFigure.session().latest.running"):
        figure.get_by_role("button", name="Pause").click()
    wait_until(figure, "running === false")
    expect(figure.get_by_role("button", name="Run")).to_be_visible()


def curve(figure):
    return figure.evaluate("el => el.nnFigure.session().curve")


def vector(figure):
    return np.array(figure.evaluate("el => Array.from(el.nnFigure.session().latest.vector)"))


@pytest.mark.slow
def test_ten_steps_are_those_of_nnlib_to_1e_9(parity):
    states = [
        START | {"hidden": hidden, "batch_size": size, "labels": labels, "seed": seed}
        for hidden in ("none", "16", "16-16", "32")
        for size, labels, seed in ((1, "true", 0), (10, "shuffled", 5), (100, "true", 999))
    ]
    parity(Training, states=states, rtol=1e-9)


def test_the_steps_are_plain_gradient_descent():
    network, costs, _ = ten_steps(3, 2.0, 10, "16-16", "true")
    _, labels, images = digits.book()
    x, y, net = images.T / 255, one_hot(labels), start(3, "16-16")
    batch = batches(100, 10, 3, 0)[0]
    assert costs[0] == pytest.approx(cost(net.output(x[:, batch]), y[:, batch]), rel=1e-12)
    gradient = backprop(net, x[:, batch], y[:, batch])
    nudged = net.biases[2] - 2.0 * gradient.biases[2]  # no scale comes into the last layer
    scaled = one_step(3)
    np.testing.assert_allclose(scaled.biases[2], nudged, atol=1e-12)
    assert network.sizes == (784, 16, 16, 10) and np.isfinite(network.parameters.vector).all()


def one_step(seed):
    """The first of the ten steps, by nnlib.sgd with its own scale: a single batch, so that no order comes in."""
    _, labels, images = digits.book()
    batch = batches(100, 10, seed, 0)[0]
    net = start(seed, "16-16")
    net.weights[0][...] *= 4
    [after] = sgd(
        net,
        images.T[:, batch],
        one_hot(labels)[:, batch],
        learning_rate=2.0,
        batch_size=10,
        epochs=1,
        seed=0,
        scale=1 / 4 / 255,
    )
    after.weights[0][...] /= 4
    return after


def test_each_epoch_has_an_order_of_its_own_and_uses_every_image_once():
    first, second = ([*chain(*batches(50, 8, 1, epoch))] for epoch in (0, 1))
    assert sorted(first) == sorted(second) == list(range(50)) and first != second
    assert [len(batch) for batch in batches(50, 8, 1, 0)] == [8] * 6 + [2]


def test_shuffled_labels_are_the_same_labels_elsewhere():
    labels = np.repeat(np.arange(10), 100)
    mixed = shuffled_labels(labels, 1)
    assert sorted(mixed) == sorted(labels) and np.mean(mixed == labels) < 0.2


def test_the_data_are_real_digits_in_sixteen_greys_and_the_button_says_their_size(show):
    (x, labels), (tested, _) = digits.training()
    assert (
        x.shape == (784, 10_000)
        and tested.shape == (784, 2_000)
        and len(np.unique(x)) == 16
        and set(labels) == set(range(10))
    )
    figure = show(Training()).locator("[data-figure]")
    said = float(re.search(r"\(([\d.]+) MB\)", figure.get_by_role("button", name="Load").inner_text())[1])
    sent = sum(map(len, data_files(files.TRAINING_DIGITS).values())) / 1e6
    assert said == pytest.approx(sent, rel=0.1)


def trained(figure):
    """The network that belongs to the state while training rests."""
    return np.array(figure.evaluate("el => Array.from(el.nnFigure.state.trained.vector)"))


def test_it_trains_pauses_and_rewinds_to_the_same_curve_to_the_last_bit(trainer):
    figure = trainer(images=1000, batch_size=10)
    run_until(figure, 300)
    first, end = curve(figure), vector(figure)
    np.testing.assert_array_equal(trained(figure), end)
    figure.get_by_role("button", name="Rewind").click()
    expect(figure.locator(".nn-readout")).to_contain_text("At the start")
    np.testing.assert_array_equal(vector(figure), start(1, "16-16").parameters.vector)
    run_until(figure, 300)
    second = curve(figure)
    both = min(len(first), len(second))
    assert both > 4 and first[:both] == second[:both]
    assert not np.array_equal(end, start(1, "16-16").parameters.vector)


def test_a_step_in_the_worker_is_one_batch_by_nnlibs_arithmetic(trainer):
    figure = trainer(images=1000, batch_size=100, learning_rate=1.0)
    assert figure.evaluate("el => el.nnFigure.session().where") == "worker"
    figure.get_by_role("button", name="Step").press("Enter")
    expect(figure.locator(".nn-readout")).to_contain_text("1 step")
    (x, labels), _ = digits.training()
    batch = batches(1000, 100, 1, 0)[0]
    net = start(1, "16-16")
    net.weights[0][...] *= 4
    p = net.parameters.vector - backprop(net, x[:, batch] / 4, one_hot(labels[batch])).vector
    p[: 784 * 16] /= 4
    np.testing.assert_allclose(vector(figure), p, rtol=0, atol=1e-12)


def test_it_learns_to_read_digits_it_has_never_seen(trainer):
    figure = trainer()
    run_until(figure, 5000)
    assert curve(figure)[-1]["test_accuracy"] > 0.87
    assert curve(figure)[0]["test_accuracy"] < 0.25


def test_a_huge_rate_is_said_in_words_with_a_rate_to_try(trainer):
    figure = trainer(learning_rate=100, images=1000, batch_size=10)
    run_until(figure, 300)
    expect(figure.locator(".nn-readout")).to_contain_text("The steps were too long")
    expect(figure.locator(".nn-readout")).to_contain_text("try a learning rate of 3")
    assert "NaN" not in figure.inner_html()


def test_nothing_runs_while_the_page_is_hidden_and_it_goes_on_afterwards(trainer):
    figure = trainer(images=1000)
    page = figure.page
    figure.get_by_role("button", name="Run").click()
    wait_until(figure, "done > 50")
    hide = "hidden => { Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }"
    page.evaluate(hide, True)
    wait_until(figure, "running === false")
    done = figure.evaluate("el => el.nnFigure.session().latest.done")
    figure.evaluate("el => el.nnFigure.session().step()")  # one step more is all that there is when it answers
    wait_until(figure, f"done !== {done}")
    assert figure.evaluate("el => el.nnFigure.session().latest.done") == done + 1
    page.evaluate(hide, False)
    wait_until(figure, f"done > {done + 1}")
    figure.get_by_role("button", name="Pause").click()


def test_a_training_is_still_there_after_another_page_and_goes_on(trainer):
    figure = trainer(images=1000)
    run_until(figure, 100)
    left, points, done = vector(figure), curve(figure), figure.evaluate("el => el.nnFigure.session().latest.done")
    address = figure.page.url
    figure.page.goto("about:blank")
    figure.page.goto(address)
    wait_alive(figure.page)
    expect(figure.locator(".nn-readout")).to_contain_text("the training that you left")
    np.testing.assert_array_equal(vector(figure), left)
    np.testing.assert_array_equal(trained(figure), left)
    figure.get_by_role("button", name="Load 10,000 digits").click()
    expect(figure.get_by_role("button", name="Run")).to_be_enabled(timeout=60_000)
    assert figure.evaluate("el => el.nnFigure.session().run") == 1
    np.testing.assert_array_equal(vector(figure), left)
    figure.get_by_role("button", name="Step").click()
    wait_until(figure, f"done === {done + 1}")
    assert curve(figure)[: len(points)] == points


def test_the_trained_network_goes_to_the_figure_where_one_draws(new_page, tmp_path):
    page = new_page(viewport={"width": 1200, "height": 1000}, bypass_csp=True)
    page.goto(write_page(tmp_path / "page", [Training(images=1000), DigitNetwork(inside=True)], "light").as_uri())
    wait_alive(page)
    figure, network = page.locator("[data-figure]").all()
    figure.get_by_role("button", name="Load 10,000 digits").click()
    expect(figure.get_by_role("button", name="Run")).to_be_enabled(timeout=60_000)
    for _ in range(3):
        figure.get_by_role("button", name="Step").click()
    wait_until(figure, "done === 3")
    figure.get_by_role("button", name="Use this network").click()
    network.get_by_text("your own").click()
    np.testing.assert_array_equal(
        network.evaluate("el => Array.from(el.nnFigure.state.own.vector)"), vector(figure), strict=True
    )


def test_without_a_worker_it_trains_in_slices(new_page, tmp_path):
    page = new_page(bypass_csp=True)
    page.add_init_script("globalThis.Worker = class { constructor() { throw new Error('none'); } }")
    page.goto(write_page(tmp_path / "page", [Training(images=1000)], "light").as_uri())
    wait_alive(page)
    figure = page.locator("[data-figure]")
    figure.get_by_role("button", name="Load 10,000 digits").click()
    expect(figure.get_by_role("button", name="Run")).to_be_enabled(timeout=60_000)
    run_until(figure, 30)
    assert curve(figure) and figure.evaluate("el => el.nnFigure.session().where") == "page"


def test_python_gets_the_trained_network():
    figure = Training()
    np.testing.assert_array_equal(figure.network.parameters.vector, start(1, "16-16").parameters.vector)
    trained, _, _ = ten_steps(1, 3.0, 10, "16-16", "true")
    figure.set_state(
        {"trained": {"sizes": [784, 16, 16, 10], "vector": trained.parameters.vector.astype("<f8").tobytes()}}
    )
    np.testing.assert_array_equal(figure.network.parameters.vector, trained.parameters.vector)
