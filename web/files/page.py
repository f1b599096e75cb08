"""A page that needs nothing else: a layout, its style within it, and a policy that lets nothing else in."""

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).parents[1] / "templates"


def page(
    template: str,
    styles: Sequence[str],
    content: Mapping[str, Any],
    filters: Mapping[str, Callable[..., Any]] | None = None,
) -> str:
    """The page.

    Args:
        template: the layout's file in `templates/`; it gets the content, and `style` with `style_digest`.
        styles: files in `templates/`, one after the other.
        content: what the layout shows; text is escaped.
        filters: how the layout may write values.
    """
    style = "\n".join((TEMPLATES / name).read_text(encoding="utf-8") for name in styles)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(filters or {})
    return environment.get_template(template).render(
        **content,
        style=Markup(style),  # noqa: S704 - our own file, never data
        style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )
