"""Python in the browser: the large data files stand beside the notebooks' page, and are fetched when first used."""

from importlib import import_module


def fetch(name: str) -> bytes:
    """Return the bytes of the data file `name`; raises FileNotFoundError if the page's server does not give it."""
    page = import_module("js")  # only Pyodide has this module
    site = str(page.location.href).split("/extensions/")[0]  # the kernel's script stands in a folder below this one
    request = page.XMLHttpRequest.new()
    request.open("GET", f"{site}/data/{name}", False)  # the kernel runs in a worker: it may wait
    request.responseType = "arraybuffer"
    request.send()
    if request.status != 200:
        raise FileNotFoundError(f"{site}/data/{name} was answered with {request.status}")
    content: bytes = request.response.to_bytes()
    return content
