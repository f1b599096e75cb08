"""Who sends, told by a signed token and nothing else: no session, no cookie, and so nothing to forge across sites."""

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from sources.intake.tokens import Signed, TokenRefused, read_token
from web.site import clock
from web.site.problems import Problem

_SCHEME = "Bearer "
View = Callable[..., HttpResponseBase]


def signed(view: Callable[..., HttpResponseBase]) -> View:
    """A view that is called with what the sender has signed, and whose problems become answers."""

    @csrf_exempt
    @functools.wraps(view)
    def held(request: HttpRequest, **named: Any) -> HttpResponseBase:
        try:
            return view(request, _sender(request), **named)
        except Problem as problem:
            return problem.answer()

    return held


def _sender(request: HttpRequest) -> Signed:
    told = request.headers.get("Authorization", "")
    if not told.startswith(_SCHEME):
        raise Problem(401, "Skicka en signerad JWT i huvudet Authorization: Bearer.")
    try:
        found = read_token(settings.CONFIGURATION.home, told.removeprefix(_SCHEME), at=clock.now().timestamp())
    except TokenRefused as refused:
        raise Problem(401, f"Token gäller inte: {refused}.") from None
    if _asked(found.sender.code) > settings.CONFIGURATION.submissions_a_minute:
        raise Problem(429, "Kommunen har gjort för många anrop den här minuten. Försök igen om en stund.")
    return found


def _asked(code: str) -> int:
    """How often the municipality has asked in this minute; counted by each process."""
    key = f"intake:{code}:{int(clock.now().timestamp() // 60)}"
    cache.add(key, 0, 120)
    return int(cache.incr(key))
