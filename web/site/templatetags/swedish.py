"""Filters for what Swedish readers expect: figures, days, and the unknown said as unknown. Known to every template."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils.html import format_html

from web.site.access.fields import FieldGroup, sees
from web.site.access.roles import LABELS, Role
from web.site.components import PageLinks, Tab
from web.site.exported import Row
from web.site.opaque import token_of
from web.site.register.facts import place

register = template.Library()
THIN_SPACE = "\u202f"
UNKNOWN = "okänt"
_SWEDISH_TIME = ZoneInfo("Europe/Stockholm")


@register.filter
def figure(value: Any, decimals: int = 0) -> str:
    """A number with thin spaces between thousands and a decimal comma; the unknown is told as such."""
    if value is None:
        return UNKNOWN
    text = f"{Decimal(str(value)):,.{int(decimals)}f}"
    return text.replace(",", THIN_SPACE).replace(".", ",").replace("-", "\u2212")


@register.filter
def share(value: float | None, decimals: int = 0) -> str:
    """A share of one as per cent."""
    return UNKNOWN if value is None else f"{figure(value * 100, decimals)} %"


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """A day as 2026-06-30."""
    if value is None:
        return UNKNOWN
    return value.date().isoformat() if isinstance(value, dt.datetime) else value.isoformat()


@register.filter
def moment(value: dt.datetime | None) -> str:
    """A moment in UTC to the second."""
    return UNKNOWN if value is None else value.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")


@register.filter
def local_moment(value: dt.datetime) -> str:
    """A moment in Swedish time to the minute, as 2026-06-30 kl. 14.05."""
    return value.astimezone(_SWEDISH_TIME).strftime("%Y-%m-%d kl. %H.%M")


@register.filter
def sealed(entity_id: str, kind: str) -> str:
    """The token of an entity, for forms: `{{ row.activity_id|sealed:"activity" }}`."""
    return token_of(settings.CONFIGURATION.key, kind, entity_id)


@register.filter
def because(value: Any, reason: str | None) -> Any:
    """The value, or that it is unknown and why: `{{ value.number|because:value.missing }}`."""
    if value is not None:
        return value
    return f"{UNKNOWN}, därför att {reason}" if reason else UNKNOWN


@register.filter
def may_see(user: Any, group: str) -> bool:
    """Whether somebody sees a group of fields: `{% if user|may_see:"identity" %}`."""
    return sees(getattr(user, "current_role", None), FieldGroup(group))


@register.filter
def role_name(role: str) -> str:
    """What a role is called."""
    return LABELS[Role(role)] if role in set(Role) else "ingen"


@register.simple_tag
def along(value: float | None, low: float = 0.0, high: float = 1.0, width: float = 100.0) -> str:
    """Where a value lies on a line of a width, for drawings: `{% along 212 1 6031 160 as x %}`."""
    if value is None or high <= low:
        return "0"
    return f"{min(max((float(value) - low) / (high - low), 0.0), 1.0) * width:.1f}"


@register.simple_block_tag
def table(content: str, name: str, caption: str, classes: str = "") -> str:
    """A table that scrolls in itself when it is wider than the page; `name` is unique on the page.

    Write `<thead>` with `<th scope="col">` and `<tbody>` with `<th scope="row">` in the block.
    """
    return format_html(
        '<div class="scroll" role="region" aria-labelledby="{0}" tabindex="0"><table class="{2}">'
        '<caption id="{0}">{1}</caption>{3}</table></div>',
        name,
        caption,
        classes,
        content,
    )


@register.simple_block_tag
def notice(content: str, title: str, kind: str = "plain") -> str:
    """A notice with a title; `kind` is `plain`, `warning` or `fault`."""
    return format_html('<div class="notice {}"><p class="title">{}</p>{}</div>', kind, title, content)


@register.filter
def in_municipality(row: Row) -> str:
    """Where an activity of an export lies."""
    return place(row) or UNKNOWN


@register.inclusion_tag("part/definitions.html")
def definitions(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Pairs of word and value as a list of definitions; a value that is `None` is told as unknown."""
    return {"pairs": [(term, UNKNOWN if value is None else value) for term, value in pairs]}


@register.inclusion_tag("part/tabs.html")
def tabs(label: str, links: Iterable[Tab]) -> dict[str, Any]:
    """Links that stand beside each other as tabs."""
    return {"label": label, "links": links}


@register.inclusion_tag("part/pages.html")
def pages(links: PageLinks, where: str = "") -> dict[str, Any]:
    """Links to the rows before and after; `where` tells them apart where they stand twice on a page."""
    return {"links": links, "where": where}


@register.inclusion_tag("part/empty.html")
def empty(title: str, remedy: str = "") -> dict[str, str]:
    """What stands where there are no rows: what was looked for, and what to do."""
    return {"title": title, "remedy": remedy}
