"""What is copied from a figure works elsewhere: a minus sign is the one of the keyboard."""

import re

import pytest

from nnlib.figures import Layer, Neuron

COPIED = """el => {
  getSelection().selectAllChildren(el);
  const event = new ClipboardEvent("copy", { bubbles: true, cancelable: true, clipboardData: new DataTransfer() });
  el.dispatchEvent(event);
  return [String(getSelection()), event.defaultPrevented ? event.clipboardData.getData("text/plain") : null];
}"""


@pytest.mark.parametrize("cls, place", [(Layer, ".nn-readout"), (Neuron, ".nn-control")])
def test_a_number_copied_from_a_card_is_one_in_python(cls, place, show):
    seen, copied = show(cls()).locator(place).first.evaluate(COPIED)
    assert "\u2212" in seen and copied == seen.replace("\u2212", "-")
    assert any(float(number) < 0 for number in re.findall(r"[-\u2212]?\d+\.\d+", copied))


def test_what_has_no_minus_is_copied_as_the_browser_does(show):
    seen, copied = show(Neuron()).locator(".nn-title").evaluate(COPIED)
    assert seen == "One neuron" and copied is None
