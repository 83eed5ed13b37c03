"""Pack the built book into one file to read without a connection: python tools/offline.py FOLDER FILE.zip"""

import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NAME = "neural-networks-live"
ONLINE_ONLY = {"lite"}  # Python in the browser: it is fetched from a server, so a disk has no use for it


def pack(folder, archive):
    """Write every file of `folder` but those of the in-browser Python into `archive`; the same files give the same bytes."""
    with ZipFile(archive, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for file in sorted(folder.rglob("*")):
            path = file.relative_to(folder)
            if file.is_file() and path.parts[0] not in ONLINE_ONLY:
                entry = ZipInfo(f"{NAME}/{path.as_posix()}")  # no time of writing
                entry.external_attr = 0o644 << 16
                packed.writestr(entry, file.read_bytes(), ZIP_DEFLATED, 9)


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    pack(source, target)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB. Unpack it and open {NAME}/index.html.")
