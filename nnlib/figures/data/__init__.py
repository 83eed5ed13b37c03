"""The data that several figures share, under one name in Python and in JavaScript: networks, digits, the story of chapter 3.

files.py makes of it the files that pages and notebooks load, one each for the whole book. constants.json holds the few
numbers that both languages need.
"""

import json
from pathlib import Path
from typing import Any

CONSTANTS: dict[str, Any] = json.loads((Path(__file__).parent / "constants.json").read_text(encoding="utf-8"))
