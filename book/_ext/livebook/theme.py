"""The theme, trimmed: what the pages do not use is not sent."""

import re
from pathlib import Path

from sphinx.jinja2glue import BuiltinTemplateLoader

FONT_AWESOME = re.compile(r'\s*<!-- So that users can add custom icons -->\s*<script defer src="[^"]*fontawesome\.js[^"]*"></script>')


def static_folder(config):
    """Return the folder of files made for this build, which Sphinx copies to `_static`; made when first asked for."""
    folder = Path(__file__).parents[3] / "_build" / "static"
    folder.mkdir(parents=True, exist_ok=True)
    if str(folder) not in config.html_static_path:
        config.html_static_path.append(str(folder))
    return folder


def trim(html):
    """Return a page without the theme's icon script (half a megabyte; `icons.css` draws the few icons in use)."""
    html, found = FONT_AWESOME.subn("", html)
    if found != 1:
        raise ValueError(f"the theme's icon script was found {found} times, expected once: the theme has changed")
    return html


class Templates(BuiltinTemplateLoader):
    """Sphinx's own templates, each rendered page trimmed."""

    def render(self, template, context):
        html = super().render(template, context)
        return trim(html) if "</html>" in html else html  # the theme renders its parts through here too


def setup(app):
    """Put our template loader in place of Sphinx's."""
    app.config.template_bridge = "livebook.theme.Templates"
