"""Milliseconds of `import nnlib` beyond NumPy's own import: the median of fresh interpreters."""

import subprocess
import sys
from statistics import median

TIMED = "import time, numpy; start = time.perf_counter(); import nnlib; print(time.perf_counter() - start)"


def main(runs=9):
    seconds = [float(subprocess.check_output([sys.executable, "-c", TIMED])) for _ in range(runs)]
    print(f"{1000 * median(seconds):.0f} ms (at most 250)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
