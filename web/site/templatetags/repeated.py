"""What stands many times on a page, in a template of Django. Known to every template."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from web.site.repeated import drawn

register = template.Library()


@register.simple_tag
def repeated(name: str, **told: Any) -> SafeString:
    """A template of `web/site/repeated/`: `{% repeated "events.html" events=events kind=kind %}`."""
    return drawn(name, **told)


@register.simple_tag
def interval(low: int | None, high: int | None, of: int, mark: int | None = None) -> SafeString:
    """A place among many as a bar, from `low` to `high` of `of`, and in words; what is unknown is not drawn."""
    return drawn("interval.html", low=low, high=high, of=of, mark=mark)
