"""Serve the built book on this machine, compressed as a web host does: python tools/serve.py _build/html [port]"""

import gzip
import sys
import zlib
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TEXTS = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".ipynb", ".md", ".wasm"}


@lru_cache(maxsize=64)
def compressed(body):
    return gzip.compress(body, 6, mtime=0)


class Handler(SimpleHTTPRequestHandler):
    """The files of one folder, quietly; texts compressed for who accepts it, nothing twice for who has kept it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body = self.content(file)
        tag = f'"{zlib.crc32(body):08x}"'
        if self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.send_header("ETag", tag)
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("ETag", tag)
        self.send_header("Content-Type", self.guess_type(file))
        if file.suffix in TEXTS and "gzip" in self.headers.get("Accept-Encoding", ""):
            self.send_header("Content-Encoding", "gzip")
            body = compressed(body)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def content(self, file):
        """What is sent for a file."""
        return file.read_bytes()

    def log_message(self, *arguments):
        pass


def server(folder, port=0, handler=Handler):
    """Return a server of `folder`, for this machine alone and not yet running; port 0 takes a free one."""
    httpd = ThreadingHTTPServer(("127.0.0.1", port), partial(handler, directory=str(folder)))
    httpd.daemon_threads = True
    return httpd


if __name__ == "__main__":
    httpd = server(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 8000)
    print(f"The book is at http://127.0.0.1:{httpd.server_port}/ until Ctrl+C.")
    try:
        httpd.serve_forever()
    except KeyboardInterrupt:
        print()
