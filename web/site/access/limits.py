"""How often something may be done: searches, exports and forms by person, the rest by the address it comes from.

What a person does is counted in the audit log, which all processes share. What is counted by address is counted by
each process.
"""

import datetime as dt

from django.conf import settings
from django.core.cache import cache

from web.site import clock
from web.site.access.route import Limit
from web.site.audit.models import LookupRecord
from web.site.request import PageRequest

_MINUTE, _HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)


def is_over(limit: Limit, request: PageRequest) -> bool:
    """Whether the one who asks has done this as often as allowed."""
    told = settings.CONFIGURATION
    by_address = {Limit.SIGN_IN: told.sign_ins_a_minute, Limit.PUBLIC: told.public_a_minute}
    if limit in by_address:
        return bool(_from_address(limit, request) > by_address[limit])
    allowed, since = {
        Limit.SEARCH: (told.searches_a_minute, _MINUTE),
        Limit.EXPORT: (told.exports_an_hour, _HOUR),
        Limit.SUBMISSION: (told.forms_an_hour, _HOUR),
    }[limit]
    done = LookupRecord.objects.filter(user=request.user.get_username(), limit=limit, at__gt=clock.now() - since)
    return bool(done.count() >= allowed)


def _from_address(limit: Limit, request: PageRequest) -> int:
    key = f"{limit}:{address_of(request)}:{int(clock.now().timestamp() // 60)}"
    cache.add(key, 0, 120)
    return int(cache.incr(key))


def address_of(request: PageRequest) -> str:
    """Where a request comes from: what our own proxy says last, where there is one."""
    if settings.CONFIGURATION.behind_proxy:
        forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
