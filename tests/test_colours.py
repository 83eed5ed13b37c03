"""The colours of the figures: what carries meaning stands out from its background, in light and in dark mode."""

import re

import numpy as np
import pytest
from figure_files import script_and_style

from nnlib import plots
from nnlib.figures.kit import all_figures

TEXT = ("plus", "minus", "bias", "target", "cost", "ink", "muted", "focus")
LINES = ("guide",)
MODES = ["light", "dark", "light, more contrast", "dark, more contrast"]


def palettes():
    """Return the palettes of the style sheet, {name: #rrggbb}: light, dark, and both with more contrast."""
    blocks = re.findall(r"\{([^{}]*--nn-plus:[^}]*)\}", script_and_style(all_figures())[1])
    light, dark, *more = [dict(re.findall(r"--nn-(\w+):\s*(#[0-9a-f]{3,6})\b", block)) for block in blocks]
    for palette in (light, dark, *more):
        palette |= {
            name: f"#{''.join(2 * c for c in colour[1:])}" for name, colour in palette.items() if len(colour) == 4
        }
    return [light, dark, light | more[0], dark | more[1]]


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


@pytest.mark.parametrize("mode, text, line", [(0, 4.5, 3), (1, 4.5, 3), (2, 7, 4.5), (3, 7, 4.5)], ids=MODES)
def test_text_and_lines_stand_out(mode, text, line):
    colours = palettes()[mode]
    assert {*TEXT, *LINES} <= colours.keys()
    for background in (colours["paper"], colours["soft"]):
        for name in TEXT:
            assert contrast(colours[name], background) >= text, (name, background)
    for name in LINES:
        assert contrast(colours[name], colours["paper"]) >= line, name


# What eyes without one kind of cones see of linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1).
EYES = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
OKLAB = (  # from linear red, green and blue, by Ottosson 2020
    [[0.4122215, 0.5363325, 0.051446], [0.2119035, 0.6806995, 0.107397], [0.0883025, 0.2817188, 0.6299787]],
    [[0.2104543, 0.7936178, -0.004072], [1.9779985, -2.4285922, 0.4505937], [0.0259040, 0.7827718, -0.8086758]],
)


def linear(colour):
    """Return linear red, green and blue of #rrggbb."""
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def coded(light):
    """Return #rrggbb of linear red, green and blue."""
    light = np.clip(light, 0, 1)
    parts = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)


def difference(one, other):
    """Return how far two colours are apart to the eye: 0 (the same) to 1 (black and white)."""
    to_cones, to_lab = map(np.array, OKLAB)
    u, v = (to_lab @ np.cbrt(to_cones @ linear(colour)) for colour in (one, other))
    return np.linalg.norm(u - v)


@pytest.mark.parametrize("mode", range(4), ids=MODES)
@pytest.mark.parametrize("eyes", EYES)
def test_colour_blind_eyes_read_every_colour_and_tell_the_signs_of_weights_apart(mode, eyes):
    """Bias and positive weight, cost and negative weight are alike to some; the letter beside them tells those apart."""
    seen = {name: coded(np.array(EYES[eyes]) @ linear(colour)) for name, colour in palettes()[mode].items()}
    for name in TEXT:
        assert contrast(seen[name], seen["paper"]) >= 4.45, name  # rounded colours
    for name in LINES:
        assert contrast(seen[name], seen["paper"]) >= 3, name
    assert difference(seen["plus"], seen["minus"]) > 0.15
    assert contrast(seen["ink"], seen["paper"]) >= 7  # activations 1 and 0


def inverted(colour, turned):
    """Return what invert(1), and hue-rotate(180deg) if `turned`, makes of #rrggbb: how extensions darken a page."""
    parts = np.array([1 - int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    turn = np.array([[-0.574, 1.43, 0.144], [0.426, 0.43, 0.144], [0.426, 1.43, -0.856]]) if turned else np.eye(3)
    return "#" + "".join(f"{round(255 * part):02x}" for part in np.clip(turn @ parts, 0, 1))


@pytest.mark.parametrize("mode", range(4), ids=MODES)
@pytest.mark.parametrize("turned", [False, True], ids=["inverted", "hues kept"])
def test_inverted_colours_stand_out(mode, turned):
    seen = {name: inverted(colour, turned) for name, colour in palettes()[mode].items()}
    for name in TEXT:
        assert contrast(seen[name], seen["paper"]) >= 4.5, name
    for name in LINES:
        assert contrast(seen[name], seen["paper"]) >= 3, name


def test_matplotlib_draws_in_the_figures_light_colours():
    light, *_ = palettes()
    drawn = {
        "plus": plots.POSITIVE,
        "minus": plots.NEGATIVE,
        "target": plots.TARGET,
        "cost": plots.COST,
        "ink": plots.INK,
    }
    assert drawn == {name: light[name] for name in drawn}
