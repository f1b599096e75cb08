"""How long a session lasts: it ends when it has not been used for a while, and after a working day whatever happens."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest, HttpResponseBase

from web.site import clock
from web.site.access.models import User
from web.site.audit.entry import Entry
from web.site.audit.log import write

BEGUN, SEEN = "begun_at", "seen_at"
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

    @staticmethod
    def _is_over(request: HttpRequest, seconds: float) -> bool:
        told = settings.CONFIGURATION
        idle = seconds - request.session.get(SEEN, 0)
        age = seconds - request.session.get(BEGUN, 0)
        return bool(idle > told.idle_minutes * 60 or age > told.longest_minutes * 60)


def begin(sender: object, request: HttpRequest, user: User, **_: object) -> None:
    """Start the clock of a session, and write down who came in."""
    del sender
    request.session[BEGUN] = request.session[SEEN] = clock.now().timestamp()
    write(Entry(user=user.username, role=user.role, action="sign_in"))


def end(sender: object, request: HttpRequest, user: User | None, **_: object) -> None:
    """Write down who went."""
    del sender, request
    if user is not None:
        write(Entry(user=user.username, role=user.role, action="sign_out"))


def listen() -> None:
    """Hear of every sign-in and sign-out."""
    user_logged_in.connect(begin, dispatch_uid="begin")
    user_logged_out.connect(end, dispatch_uid="end")
