"""What the README says is so."""

import json
import re
from pathlib import Path
from statistics import mean, stdev

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
RESULTS = json.loads((ROOT / "nnlib/data/results.json").read_text())


def measured(row):
    """The number in the row of a table that begins with these words."""
    return re.search(rf"\| {re.escape(row)}[^|]*\| ([\d.]+)", README)[1]


def test_the_accuracies_are_those_of_the_last_training():
    seeds = RESULTS["test_accuracy"]
    assert len(seeds) == 5
    assert measured("test images read rightly") == f"{100 * mean(seeds):.2f}"
    assert measured("spread") == f"{100 * stdev(seeds):.2f}"
    assert measured("the network that comes with") == f"{100 * RESULTS['shipped_test_accuracy']:.2f}"


@pytest.mark.slow
def test_the_example_runs(capsys):
    exec(re.search(r"```python\n(.*?)```", README, re.S)[1], {})
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert float(lines[-1].split("%")[0]) > 85


def test_the_commands_exist():
    noxfile, makefile = ((ROOT / name).read_text(encoding="utf-8") for name in ("noxfile.py", "Makefile"))
    named = re.findall(r'@nox\.session\(name="(\w+)"', noxfile)
    commands = {*named, *re.findall(r"@nox\.session\ndef (\w+)", noxfile)}
    short = set(re.search(r"COMMANDS := (.*?)\n\n", makefile, re.DOTALL)[1].replace("\\", "").split())
    for document in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        assert set(re.findall(r"(?m)(?:`|^)make ([a-z]+)", text)) <= (short & commands) | {"help"}, document
        assert set(re.findall(r"nox -s ([a-z]+)", text)) <= commands, document


def test_links_to_files_lead_somewhere():
    for document in ("README.md", "CONTRIBUTING.md"):
        for path in re.findall(r"\]\((?!http)([^)#]+)", (ROOT / document).read_text(encoding="utf-8")):
            assert (ROOT / path).exists(), f"{document}: {path}"


def test_the_four_videos_are_thanked():
    assert all(video in README for video in ("aircAruvnKk", "IHZwWFHWa-w", "Ilg3gGewQ5U", "tIeHLnjs5U8"))
