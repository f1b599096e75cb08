"""How long a session lasts, and how old a role may be.

A session ends when it has not been used for a while, and after a working day whatever happens. Now and then the
provider is asked again for the role of whoever is in it, so that one that has been taken away does not last the day.
"""

from collections.abc import Callable
from typing import Any, cast

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from requests import RequestException

from web.site import clock
from web.site.access.models import User
from web.site.access.routes import BY_NAME
from web.site.audit.entry import Entry
from web.site.audit.log import write
from web.site.settings import provider_id

BEGUN, SEEN, ASKED = "begun_at", "seen_at", "asked_at"
_OUT = "account_logout"
#: That a session is used is written down no oftener than this, in seconds.
_RESOLUTION = 60


class SessionLimitsMiddleware:
    """Ends a session that is too old or has been left."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Hold the session to its limits before anything else is done with it."""
        if request.user.is_authenticated:
            seconds = clock.now().timestamp()
            if self._is_over(request, seconds):
                logout(request)
            elif seconds - request.session.get(SEEN, 0) > _RESOLUTION:
                request.session[SEEN] = seconds
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Ask the provider again when the role is old.

        A form cannot wait, and a provider may be silent for a moment: both are let through a while longer.
        """
        del view, arguments, named
        route = BY_NAME.get(request.resolver_match.view_name or "") if request.resolver_match else None
        if route is None or route.roles is None or route.name == _OUT or not request.user.is_authenticated:
            return None
        told = settings.CONFIGURATION
        minutes = (clock.now().timestamp() - request.session.get(ASKED, 0)) / 60
        if minutes > told.role_minutes and request.method in {"GET", "HEAD"} and (answer := _question(request)):
            return answer
        if minutes > told.role_minutes + told.idle_minutes:
            logout(request)
            return redirect_to_login(reverse("start"))
        return None

    @staticmethod
    def _is_over(request: HttpRequest, seconds: float) -> bool:
        told = settings.CONFIGURATION
        idle = seconds - request.session.get(SEEN, 0)
        age = seconds - request.session.get(BEGUN, 0)
        return bool(idle > told.idle_minutes * 60 or age > told.longest_minutes * 60)


def _question(request: HttpRequest) -> HttpResponseBase | None:
    """The way to the provider and back to what was asked for; nothing where the provider does not answer."""
    provider = get_adapter().get_provider(request, provider_id(settings.CONFIGURATION))
    try:
        return cast(
            "HttpResponseBase", provider.redirect(request, AuthProcess.REDIRECT, next_url=request.get_full_path())
        )
    except RequestException:
        return None


def begin(sender: object, request: HttpRequest, user: User, **_: object) -> None:
    """Start the clock of a session, and write down who came in."""
    del sender
    request.session[BEGUN] = request.session[SEEN] = request.session[ASKED] = clock.now().timestamp()
    write(Entry(user=user.username, role=user.role, action="sign_in"))


def told_again(request: HttpRequest, user: User) -> None:
    """Keep that the provider has told of whoever is in the session; when it told of somebody else, the session ends.

    Raises:
        ImmediateHttpResponse: it told of somebody else.
    """
    if request.user != user:
        logout(request)
        raise ImmediateHttpResponse(redirect_to_login(reverse("start")))
    request.session[ASKED] = clock.now().timestamp()


def end(sender: object, request: HttpRequest, user: User | None, **_: object) -> None:
    """Write down who went."""
    del sender, request
    if user is not None:
        write(Entry(user=user.username, role=user.role, action="sign_out"))


def listen() -> None:
    """Hear of every sign-in and sign-out."""
    user_logged_in.connect(begin, dispatch_uid="begin")
    user_logged_out.connect(end, dispatch_uid="end")
