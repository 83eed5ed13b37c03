"""A figure brings its own style: in a notebook it has nothing but its own bundle."""

import re

import pytest

from nnlib.figures.kit import figure_names
from nnlib.figures.kit.bundles import BUILT, FIGURES


def styled(css):
    """The classes that a style sheet styles wherever in a figure they stand."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    alone = r"(?:\.nn-figure )?(?:[a-z]+ )*[a-z]*\.(nn-[\w-]+)(?::.*)?"
    found = (re.fullmatch(alone, one.strip()) for many in re.findall(r"([^{}]+){", plain) for one in many.split(","))
    return {selector[1] for selector in found if selector}


SHEETS = [sheet for sheet in FIGURES.glob("*/*.css") if sheet.parent != BUILT]
SOMEWHERE = set().union(*(styled(sheet.read_text(encoding="utf-8")) for sheet in SHEETS))


@pytest.mark.parametrize("name", figure_names())
def test_a_class_with_a_style_somewhere_has_one_in_the_bundle_of_a_figure_that_uses_it(name):
    script, sheet = ((BUILT / f"{name}.{kind}").read_text(encoding="utf-8") for kind in ("js", "css"))
    used = set(re.findall(r"nn-[a-z][\w-]*", script))
    assert (used & SOMEWHERE) - styled(sheet) == set()


def test_a_style_counts_where_it_asks_for_no_other_class():
    css = "/* .nn-no {} */.nn-figure .nn-a{x:y}.nn-b, .nn-figure path.nn-c {x:y} .nn-b .nn-d, .nn-d > svg {x:y} @media (x) {.nn-e{x:y}}"
    assert styled(css) == {"nn-a", "nn-b", "nn-c", "nn-e"}
