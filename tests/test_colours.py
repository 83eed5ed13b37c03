"""The colours of the figures: what carries meaning stands out from its background, in light and in dark mode."""

import re

import pytest
from figure_files import script_and_style

from nnlib import plots
from nnlib.figures.kit import all_figures

TEXT = ("plus", "minus", "bias", "target", "cost", "ink", "muted", "focus")
LINES = ("guide",)


def palettes():
    """Return the two palettes of the style sheet, {name: #rrggbb}: light, dark."""
    blocks = re.findall(r"\{([^}]*--nn-plus:[^}]*)\}", script_and_style(all_figures())[1])
    return [dict(re.findall(r"--nn-(\w+):\s*(#[0-9a-f]{6})", block)) for block in blocks]


def luminance(colour):
    """Return the relative luminance of #rrggbb as WCAG 2 defines it, 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour, background):
    """Return the contrast ratio of two colours, 1 to 21."""
    high, low = sorted((luminance(colour), luminance(background)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_runs_from_1_to_21():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_text_and_lines_stand_out(mode):
    colours = palettes()[mode]
    assert {*TEXT, *LINES} <= colours.keys()
    for background in (colours["paper"], colours["soft"]):
        for name in TEXT:
            assert contrast(colours[name], background) >= 4.5, (name, background)
    for name in LINES:
        assert contrast(colours[name], colours["paper"]) >= 3, name


def test_matplotlib_draws_in_the_figures_light_colours():
    light, _ = palettes()
    drawn = {
        "plus": plots.POSITIVE,
        "minus": plots.NEGATIVE,
        "target": plots.TARGET,
        "cost": plots.COST,
        "ink": plots.INK,
    }
    assert drawn == {name: light[name] for name in drawn}
