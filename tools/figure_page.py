"""A bare page with some figures on it, as the built book shows them, and pictures of it: to look at while one works.

    python -m tools.figure_page neuron sigmoid --out pictures
    python -m tools.figure_page neuron --state '{"b": 3}'

makes <name>-<width>-<light|dark>.png at 1200 and 320 px and says what the page's console said. `--page` only
writes the page (figures.html), for a browser of your own.
"""

import argparse
import json
import sys
from pathlib import Path

from nnlib.figures.kit import figure_class

sys.path.append(str(Path(__file__).parent))
from browser import FLAGS, find
from figure_files import data_files, script_and_style

PAGE = """<!doctype html>
<html lang="en" data-theme="{theme}"><head><meta charset="utf-8"><title>Figures</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="figures.css">
<style>body {{ font-family: system-ui, sans-serif; margin: 0 auto; padding: 8px; max-width: 1064px; background: {background}; }}</style>
</head><body><main><h1 style="font-size:1px;margin:0;opacity:0">Figures</h1>
{figures}
</main><script async src="figures.js"></script></body></html>
"""


def write_page(folder, figures, theme="light"):
    """Write figures.html for some Figure objects into `folder`, with the script, style and data beside it; return its path."""
    folder = Path(folder)
    (folder / "data").mkdir(parents=True, exist_ok=True)
    classes = [figure_class(name) for name in sorted({figure.name() for figure in figures})]
    script, style = script_and_style(classes)
    (folder / "figures.js").write_text(script, encoding="utf-8")
    (folder / "figures.css").write_text(style, encoding="utf-8")
    for name, content in data_files(sorted({name for cls in classes for name in (*cls.data, *cls.later)})).items():
        (folder / "data" / name).write_bytes(content)
    page = folder / "figures.html"
    background = "#15181c" if theme == "dark" else "#ffffff"
    page.write_text(
        PAGE.format(theme=theme, background=background, figures="\n".join(figure.markup() for figure in figures)),
        encoding="utf-8",
    )
    return page


def take_pictures(names, state, out):
    from playwright.sync_api import sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        for theme in ("light", "dark"):
            for width in (1200, 320):
                page = browser.new_page(viewport={"width": width, "height": 800})
                page.on("console", lambda message: print(f"console {message.type}: {message.text}", file=sys.stderr))
                page.on("pageerror", lambda error: print(f"page error: {error}", file=sys.stderr))
                page.goto(write_page(out / "page", [figure_class(name)(**state) for name in names], theme).as_uri())
                for name in names:
                    figure = page.locator(f'[data-figure="{name}"]').first
                    figure.scroll_into_view_if_needed()
                    page.wait_for_selector(f'[data-figure="{name}"][data-live]', timeout=10_000)
                    page.wait_for_timeout(250)
                    picture = out / f"{name}-{width}-{theme}.png"
                    figure.screenshot(path=picture)
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    error = figure.get_attribute("data-error")
                    print(picture, f"page width {wide}" if wide > width else "", f"FAILED: {error}" if error else "")
                page.close()
        browser.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="+", help="figures, by name")
    parser.add_argument("--state", type=json.loads, default={}, help="a state to start from, as JSON")
    parser.add_argument("--out", type=Path, default=Path("_build/pictures"), help="where to put the pictures")
    parser.add_argument("--page", action="store_true", help="write the page only")
    given = parser.parse_args()
    if given.page:
        print(write_page(given.out / "page", [figure_class(name)(**given.state) for name in given.names]))
    else:
        take_pictures(given.names, given.state, given.out)


if __name__ == "__main__":
    main()
