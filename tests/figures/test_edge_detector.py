import numpy as np
import pytest
import traitlets
from conftest import random_states
from playwright.sync_api import expect

from nnlib.figures import EdgeDetector
from nnlib.figures.edge_detector import BLOB, EDGE, block, moved

AROUND = (2 * EDGE - block((4, 9), (3, 10))).astype(int)  # plus on the edge, minus above and below


def compute(**state):
    return EdgeDetector.compute(**{**EdgeDetector().state, **state})


def test_plus_weights_alone_fire_for_the_blob_too():
    result = compute()
    assert (result["plus"], result["minus"], result["z"]) == (16, 0, 16)
    assert result["edge"] == result["blob"] == pytest.approx(1 / (1 + np.exp(-16)))


def test_minus_weights_around_quieten_the_blob_but_not_the_edge():
    result = compute(weights=AROUND, picture=BLOB)
    assert (result["plus"], result["minus"], result["z"]) == (16, 32, -16)
    assert result["edge"] == pytest.approx(1 / (1 + np.exp(-16)))
    assert result["blob"] == result["activation"] == pytest.approx(1 / (1 + np.exp(16)))


def test_an_empty_picture_leaves_the_bias_alone():
    assert compute(picture=np.zeros(196), b=-2.0)["activation"] == pytest.approx(1 / (1 + np.exp(2)))


def test_a_moved_picture_loses_what_leaves_it():
    np.testing.assert_array_equal(moved(EDGE, 0, 2), block((8, 9), (3, 10)))
    np.testing.assert_array_equal(moved(EDGE, -5, -6), block((0, 1), (0, 5)))
    assert moved(EDGE, 13, 0).sum() == 0


def test_compute_is_the_same_in_javascript(parity):
    parity(EdgeDetector, rtol=1e-9)
    parity(
        EdgeDetector,
        [
            {**state, "picture": EDGE.tolist(), "shift": shift}
            for state, shift in zip(random_states(EdgeDetector, 4, 1), [[2, 1], [-3, -4], [0, 13], [5, 0]])
        ],
    )


def test_bad_state_is_refused_with_what_was_expected():
    with pytest.raises(
        traitlets.TraitError, match=r"weights: expected whole numbers in \[-1, 1\] of shape \(196,\), got 2 among them"
    ):
        EdgeDetector(weights=2 * EDGE)
    with pytest.raises(
        traitlets.TraitError,
        match=r"picture: expected numbers in \[0, 1\] of shape \(196,\), got numbers of shape \(784,\)",
    ):
        EdgeDetector(picture=np.zeros(784))


@pytest.fixture
def page(page):
    page.cell = lambda row, column: cell(page, row, column)
    return page


def cell(page, row, column):
    """The middle of a square of the grid, on the page."""
    box = page.get_by_role("application").bounding_box()
    side = box["width"] / 14
    return box["x"] + (column + 0.5) * side, box["y"] + (row + 0.5) * side


def state(page):
    """The state, once it is drawn."""
    return page.locator("[data-figure]").evaluate("el => { el.nnFigure.refresh(); return el.nnFigure.state; }")


def drag(page, *cells):
    page.mouse.move(*page.cell(*cells[0]))
    page.mouse.down()
    for place in cells[1:]:
        page.mouse.move(*page.cell(*place), steps=6)
    page.mouse.up()


def test_painting_minus_weights_with_the_pointer_meets_the_challenge(show):
    page = show(EdgeDetector())
    expect(page.locator(".nn-readout")).to_contain_text("Not yet: it fires for the edge, and for the blob too")
    for row in (4, 5, 8, 9):
        drag(page, (row, 3), (row, 10))
    assert state(page)["weights"] == AROUND.tolist()
    expect(page.locator(".nn-readout")).to_contain_text("Right: it fires for the edge and stays quiet for the blob")
    assert page.get_by_role("button", name="blob, should be quiet: activation 0.00").count() == 1


def test_keys_paint_a_weight_and_go_on_with_shift(show):
    page = show(EdgeDetector())
    page.get_by_role("button", name="weight plus 1").press("Enter")
    grid = page.get_by_role("application")
    grid.focus()
    grid.press("ArrowDown")
    grid.press("Space")
    grid.press("Shift+ArrowRight")
    painted = np.array(state(page)["weights"]) - EDGE
    assert np.flatnonzero(painted).tolist() == [8 * 14 + 7, 8 * 14 + 8]


def test_the_picture_is_moved_by_pointer_and_by_keys(show):
    page = show(EdgeDetector())
    page.get_by_role("button", name="move the picture").click()
    drag(page, (6, 5), (9, 7))
    assert state(page)["shift"] == [2, 3]
    expect(page.locator(".nn-readout")).to_contain_text("z = 0.0")
    grid = page.get_by_role("application")
    grid.focus()
    grid.press("Shift+ArrowUp")
    grid.press("ArrowLeft")
    grid.press("Shift+ArrowUp")
    assert state(page)["shift"] == [2, 1]
    assert state(page)["picture"] == EDGE.tolist()


def test_ink_is_drawn_on_a_moved_picture_where_the_pen_is(show):
    page = show(EdgeDetector(shift=[0, 4], pen="ink"))
    drag(page, (0, 0))
    assert state(page)["shift"] == [0, 0]
    np.testing.assert_array_equal(state(page)["picture"], np.maximum(moved(EDGE, 0, 4), block((0, 0), (0, 0))))


def test_a_real_digit_and_the_blob_can_be_put_under_the_weights(show):
    page = show(EdgeDetector())
    menu = page.get_by_role("combobox")
    menu.select_option(label="a handwritten 7")
    seven = np.array(state(page)["picture"])
    assert 5 < seven.sum() < 40 and seven.max() <= 1
    page.get_by_role("button", name="blob").press("Enter")
    expect(menu.locator("option:checked")).to_have_text("the blob")
    drag(page, (6, 3), (6, 10))  # the pen is still for weights
    assert state(page)["picture"] == BLOB.tolist()


def test_pointing_at_a_pixel_shows_its_product(show):
    page = show(EdgeDetector(weights=AROUND, picture=BLOB))
    page.mouse.move(*page.cell(4, 3))
    expect(page.get_by_text("pixel 59: w a = \u22121 \u00d7 1.00 = \u22121.00")).to_have_count(1)


def test_the_square_under_the_cursor_is_said(show):
    page = show(EdgeDetector())
    grid = page.get_by_role("application")
    grid.focus()
    grid.press("ArrowUp")
    expect(page.get_by_role("status")).to_have_text("row 6, column 7, weight 1, ink 1.00")
