"""Pack the built book into one file to read without a connection: python tools/offline.py FOLDER FILE.zip"""

import re
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NAME = "neural-networks-live"
WORDS = re.compile(r"lite/run[-.]")  # what the link to Python in the browser says on a disk


def pack(folder, archive):
    """Write every file of `folder` into `archive`, but the in-browser Python, which a disk cannot start.

    The same files give the same bytes.
    """
    with ZipFile(archive, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for file in sorted(folder.rglob("*")):
            path = file.relative_to(folder)
            if file.is_file() and (path.parts[0] != "lite" or WORDS.match(path.as_posix())):
                entry = ZipInfo(f"{NAME}/{path.as_posix()}")  # no time of writing
                entry.external_attr = 0o644 << 16
                packed.writestr(entry, file.read_bytes(), ZIP_DEFLATED, 9)


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    pack(source, target)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB. Unpack it and open {NAME}/index.html.")
