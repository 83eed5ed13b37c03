"""How fast the page's trainer is, beside TensorFlow.js, in one run of Node and in turns; and how soon it reads digits.

python benchmarks/page_training.py                    the trainer alone
python benchmarks/page_training.py FOLDER [ROUNDS]    and TensorFlow.js, if FOLDER/node_modules has it:
                                                      npm install @tensorflow/tfjs @tensorflow/tfjs-backend-wasm
"""

import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from nnlib.figures.data import digits

sys.path.append(str(Path(__file__).parents[1] / "tools"))
from node import command


def main(folder=None, rounds="9"):
    parts = digits.training()
    labels = b"".join(labels.astype(np.uint8).tobytes() for _, labels in parts)
    pictures = b"".join(np.round(255 * x.T).astype(np.uint8).tobytes() for x, _ in parts)
    with tempfile.NamedTemporaryFile() as file:
        file.write(struct.pack("<II", *(len(labels) for _, labels in parts)) + labels + pictures)
        file.flush()
        peer = (Path(folder) / "node_modules").resolve().as_posix() if folder else ""
        script = Path(__file__).with_suffix(".mjs")
        subprocess.run(command("node", "--no-warnings", script, file.name, peer, rounds), check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
