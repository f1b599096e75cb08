"""What stands many times on a page: rows, reasons and events, by templates that are compiled to Python.

Everything else is a template of Django, which walks through a tree of objects for every value that it writes: a page
with ninety reasons, eighty values and sixty events spends a third of its time there. These templates have the same
filters, escape as the others do, and draw nothing but what they are handed.
"""

from pathlib import Path
from typing import Any

import jinja2
from django.utils.safestring import SafeString, mark_safe

from web.site.subject import addresses
from web.site.templatetags import subject, swedish

_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    auto_reload=False,
)
_TEMPLATES.filters |= {**swedish.register.filters, **subject.register.filters}
_TEMPLATES.globals |= {"address": addresses.subject, "along": swedish.along}


def drawn(name: str, **told: Any) -> SafeString:
    """A template of this folder with what it is told; escaped, so that a template of Django takes it as it is."""
    return mark_safe(_TEMPLATES.get_template(name).render(told))  # noqa: S308 - what is told is escaped in it


def compile_all() -> None:
    """Make all templates ready."""
    for name in _TEMPLATES.list_templates(extensions=["html"]):
        _TEMPLATES.get_template(name)
