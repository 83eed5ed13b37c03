"""A picture that the reader gives, a scan or a photo of a digit: it is made as MNIST's are and read, or words say why not."""

import io
import json
import subprocess

import node
import numpy as np
import pytest
from livebook.theme import POLICY
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from nnlib import load_mnist
from nnlib.figures import DigitNetwork, Pixels
from nnlib.figures.kit.bundles import FIGURES
from nnlib.trained import trained_network
from tools.figure_page import write_page

INK, PAPER = 40, 215
SEVEN = [(150, 100), (250, 105), (195, 310)]


def scan(image, rng, *, inverted=False, shade=60, noise=4):
    """A photo of a digit (28, 28) in 0 to 1, anywhere on a larger sheet, the light falling from one side."""
    ink = Image.fromarray(np.uint8(255 * image.reshape(28, 28))).resize((140, 140), Image.Resampling.BICUBIC)
    sheet = np.zeros((240, 320))
    top, left = rng.integers(20, 80), rng.integers(20, 160)
    sheet[top : top + 140, left : left + 140] = np.asarray(ink) / 255
    light = PAPER + shade * (np.linspace(-0.5, 0.5, 320) + np.linspace(-0.2, 0.2, 240)[:, None])
    grey = light + (INK - light) * sheet + rng.normal(0, noise, sheet.shape)
    return np.uint8(np.clip(255 - grey if inverted else grey, 0, 255))


def rgba(grey, opacity=255):
    return np.dstack([grey, grey, grey, np.broadcast_to(np.uint8(opacity), grey.shape)])


def scanned(pictures):
    """What scan.js makes of pictures (height, width, 4): (784,) grey levels, or None."""
    script = f"""
        import {{ scanned }} from {json.dumps((FIGURES / "parts/scan.js").as_uri())};
        import {{ readFileSync }} from "node:fs";
        const given = JSON.parse(readFileSync(0, "utf-8"));
        console.log(JSON.stringify(given.map(({{ data, ...size }}) => scanned({{ ...size, data: Buffer.from(data, "hex") }}))));"""
    given = [{"width": p.shape[1], "height": p.shape[0], "data": p.astype(np.uint8).tobytes().hex()} for p in pictures]
    run = node.command("node", "--input-type=module", "--eval", script)
    done = subprocess.run(run, input=json.dumps(given), capture_output=True, text=True, check=True, encoding="utf-8")
    return json.loads(done.stdout)


def says(pixels):
    return trained_network().classify(np.array(pixels)[:, None] / 255)[0]


@pytest.mark.parametrize("inverted", [False, True], ids=["dark ink", "light ink"])
def test_scans_of_digits_are_read_as_well_as_the_digits(inverted):
    test, rng = load_mnist("test", 60), np.random.default_rng(0)
    seen = scanned([rgba(scan(image, rng, inverted=inverted)) for image in test.x.T])
    right = np.mean([says(pixels) == label for pixels, label in zip(seen, test.labels, strict=True)])
    plain = np.mean(trained_network().classify(test.x) == test.labels)
    assert right >= plain - 0.05
    assert all(14 - 0.51 <= centre < 14 + 0.51 for pixels in seen for centre in centre_of_mass(pixels))


def centre_of_mass(pixels):
    ink = np.reshape(pixels, (28, 28)) / np.sum(pixels)
    return ink.sum(1) @ np.arange(28), ink.sum(0) @ np.arange(28)


def test_mnists_own_pictures_come_through_nearly_as_they_are():
    images = load_mnist("test", 20).x.T
    seen = np.array(scanned([rgba(np.uint8(255 * image.reshape(28, 28))) for image in images]))
    assert np.abs(seen / 255 - images).mean() < 0.03


def drawn(width, *, specks=False, table=False, size=(400, 400)):
    """A seven drawn with a pen so many pixels wide; with dust, and with the dark table at the edge of the paper."""
    picture = Image.new("L", size, PAPER)
    brush = ImageDraw.Draw(picture)
    brush.line(SEVEN, fill=INK, width=width)
    if specks:
        for x, y in [(30, 40), (350, 60), (60, 350), (330, 330)]:
            brush.rectangle([x, y, x + 2, y + 2], fill=INK)
    if table:
        brush.rectangle([0, 380, 400, 400], fill=20)
    return np.asarray(picture)


@pytest.mark.parametrize("width", [2, 6, 20, 40])
def test_a_pen_of_any_width_is_as_wide_as_mnists(width):
    (pixels,) = scanned([rgba(drawn(width))])
    ink = np.reshape(pixels, (28, 28)) / 255
    assert says(pixels) == 7 and ink.max() > 0.9
    row = ink[np.flatnonzero(ink.sum(1))[12]]  # across the stem
    assert 1.2 <= row.sum() <= 7


@pytest.mark.parametrize("beside", ["specks", "table"])
def test_dust_and_the_edge_of_the_paper_are_no_ink(beside):
    alone, with_it = scanned([rgba(drawn(12)), rgba(drawn(12, **{beside: True}))])
    np.testing.assert_array_equal(alone, with_it)


def test_what_lets_light_through_is_read_on_white_or_else_on_black():
    ink = 255 * (drawn(12) == INK)
    dark, light = scanned([rgba(np.zeros_like(ink), ink), rgba(np.full_like(ink, 255), ink)])
    assert says(dark) == says(light) == 7


@pytest.mark.parametrize("shape", [(1, 1), (3, 200), (200, 3), (300, 300)])
@pytest.mark.parametrize("grey", [0, 128, 255])
def test_in_a_picture_of_one_colour_nothing_stands_out(shape, grey):
    assert scanned([rgba(np.full(shape, grey, np.uint8)), rgba(np.full(shape, grey, np.uint8), 0)]) == [None, None]


# ---------------------------------------------------------------- pasted, dropped, chosen


GIVE = """(el, [how, files]) => {
  const data = new DataTransfer();
  for (const { name, type, bytes } of files) data.items.add(new File([Uint8Array.from(bytes)], name, { type }));
  if (how === "paste") {
    el.querySelector("[role=application]").focus();
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  } else
    for (const name of ["dragover", "drop"])
      el.querySelector("[role=application]").dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def give(figure, how, *files):
    if how == "choose":
        figure.locator("input[type=file]").set_input_files(
            [{"name": name, "mimeType": kind, "buffer": content} for name, kind, content in files]
        )
    else:
        given = [{"name": name, "type": kind, "bytes": list(content)} for name, kind, content in files]
        figure.evaluate(GIVE, [how, given])


def png(grey):
    file = io.BytesIO()
    Image.fromarray(grey).save(file, "PNG")
    return file.getvalue()


PHOTO = ("photo.png", "image/png", png(drawn(12, size=(1600, 1200))))


@pytest.fixture(params=[DigitNetwork, Pixels], ids=["digit_network", "pixels"])
def figure(request, show):
    return show(request.param()).locator("[data-figure]")


@pytest.mark.parametrize("how", ["paste", "drop", "choose"])
def test_a_picture_is_on_the_pad_however_it_is_given(figure, how):
    give(figure, how, ("notes.txt", "text/plain", b"seven"), PHOTO) if how != "choose" else give(figure, how, PHOTO)
    expect(figure.locator(".nn-readout")).not_to_contain_text("test image")
    figure.page.wait_for_function("el => el.nnFigure.state.drawing.some(Boolean)", arg=figure.element_handle())
    assert says(figure.evaluate("el => el.nnFigure.state.drawing")) == 7
    if figure.get_attribute("data-figure") == "digit_network":
        expect(figure.locator(".nn-readout")).to_contain_text("It says 7")


WRONG = {
    "is empty": ("none.png", "image/png", b""),
    "is not a picture": ("notes.txt", "text/plain", b"a seven"),
    "could not be read": ("torn.png", "image/png", PHOTO[2][:200]),
    "Nothing stands out in": ("white.png", "image/png", png(np.full((40, 40), 255, np.uint8))),
    "There is no picture file": None,
}


@pytest.mark.parametrize("how", ["paste", "drop"])
def test_what_is_no_picture_of_a_digit_gets_words_and_loses_nothing(figure, how):
    figure.get_by_role("application").first.focus()  # which moves the cursor there
    for words, file in WRONG.items():
        before = figure.evaluate("el => JSON.stringify(el.nnFigure.state)")
        if file:
            give(figure, how, file)
        elif how == "drop":
            continue  # without a file nothing is dropped
        else:
            give(figure, how)
        expect(figure.locator(".nn-readout")).to_contain_text(words)
        expect(figure.locator(".nn-readout")).to_contain_text("What was there is kept.")
        assert figure.evaluate("el => JSON.stringify(el.nnFigure.state)") == before
    give(figure, how, PHOTO)
    expect(figure.locator(".nn-readout")).not_to_contain_text("kept")


def test_a_huge_file_is_refused_before_it_is_read(figure):
    figure.evaluate("""el => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(31e6)], "huge.png", { type: "image/png" }));
      el.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }""")
    expect(figure.locator(".nn-readout")).to_contain_text("has 31 MB, and up to 30 are read here")


def test_a_paste_is_the_figures_that_has_the_focus_and_text_fields_keep_theirs(show):
    page = show(DigitNetwork(), Pixels())
    network, pixels = page.locator("[data-figure]").all()
    give(pixels, "paste", PHOTO)
    page.wait_for_function("el => el.nnFigure.state.drawing.length === 784", arg=pixels.element_handle())
    assert network.evaluate("el => el.nnFigure.state.source") == "digit"


def test_pictures_of_the_readers_own_are_read_under_the_pages_policy(new_page, tmp_path):
    page = new_page()
    file = write_page(tmp_path / "page", [Pixels()])
    policy = POLICY.replace(" '{hash}'", "").replace("'self'", "'self' file:")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    file.write_text(file.read_text().replace('<meta charset="utf-8">', f'<meta charset="utf-8">{meta}'))
    page.goto(file.as_uri())
    expect(page.locator("[data-figure]")).to_have_attribute("data-live", "")
    give(page.locator("[data-figure]"), "drop", PHOTO)
    page.locator("[data-figure]").evaluate(
        "async el => { while (!el.nnFigure.state.drawing.length) await new Promise(requestAnimationFrame); }"
    )
