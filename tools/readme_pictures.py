"""Take the pictures of the README from the built book: python tools/readme_pictures.py _build/html

Each is the first screen of a page or the drawing of one figure, as it begins. The same pages give the same pictures; what
changes on them is seen in the README after the next run.
"""

import io
import sys
from pathlib import Path

from browser import CHROMIUM, FLAGS, absent, find
from PIL import Image, ImageOps
from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parents[1] / "book" / "pictures"
PICTURES = {  # {name: (page, the figure on it, or "" for the page's first screen)}
    "front_page": ("index", ""),
    "chapter_1": ("book/01_what_is_a_neural_network", "neuron"),
    "chapter_2": ("book/02_gradient_descent", "cost_surface"),
    "chapter_3": ("book/03_what_backpropagation_does", "three_levers"),
    "chapter_4": ("book/04_backpropagation_calculus", "paths"),
}
WINDOW = {"width": 1366, "height": 768}
STILL = {"color_scheme": "light", "reduced_motion": "reduce", "device_scale_factor": 1}
MARGIN = 16  # px round a drawing
TONES = 128  # of a picture's palette: a drawing of few colours, in a third of the bytes
MINUTE = 60_000
ON_WHOLE_PIXELS = """el => {
  const { x, y } = el.getBoundingClientRect();
  Object.assign(el.style, { position: "relative", left: `${Math.round(x) - x}px`, top: `${Math.round(y) - y}px` });
}"""  # where the text above ends must not blur the drawing


def taken(browser: Browser, address: str, name: str) -> Image.Image:
    """Return what a page shows first, or the drawing of the figure `name` on it, as soon as it stands still."""
    tab = browser.new_context(viewport=WINDOW, **STILL).new_page()
    tab.goto(address)
    tab.locator("html[data-laid-out]").wait_for(timeout=MINUTE)
    figure = tab.locator(f"[data-figure={name}]" if name else "[data-figure]").first
    if name:
        figure.scroll_into_view_if_needed()
    figure.and_(tab.locator("[data-live]")).wait_for(timeout=MINUTE)
    tab.evaluate("() => document.fonts.ready.then(() => null)")
    if name:
        figure.evaluate(ON_WHOLE_PIXELS)
    shown = figure.locator(".nn-stage") if name else tab
    picture = Image.open(io.BytesIO(shown.screenshot())).convert("RGB")
    tab.context.close()
    return ImageOps.expand(picture, MARGIN, "white") if name else picture


def main(book: Path, folder: Path = FOLDER) -> None:
    """Write all pictures into a folder."""
    if not find():
        sys.exit(absent(CHROMIUM))
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        for name, (page, figure) in PICTURES.items():
            picture = taken(browser, (book.resolve() / f"{page}.html").as_uri(), figure)
            file = folder / f"{name}.png"
            picture.quantize(TONES, dither=Image.Dither.NONE).save(file, optimize=True)
            print(f"{file}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
