"""A session that asks no oftener than allowed, waits no longer than set, and tries again only what may pass.

How a token is had is in `token.py`; what the faults are called, in `faults.py`.
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

import requests
from requests_ratelimiter import LimiterAdapter
from urllib3.util.retry import Retry

from sources.fetching.connector import SourceFault
from sources.fetching.decisions import Access, DecisionFault
from sources.fetching.http.faults import AnswerTooLarge, RedirectRefused

USER_AGENT = "tillsynsradar"
REQUEST_ID = "X-Request-Id"
#: How many times a question is asked again.
MOST_RETRIES = 4
LONGEST_BACKOFF_SECONDS, LONGEST_RETRY_AFTER_SECONDS = 60, 300
#: Answers that are read whole may be so long; what may be longer is downloaded to a file.
MOST_BYTES = 32 * 1024 * 1024


def open_session(access: Access) -> requests.Session:
    """A session for a source without log-in; close it when done.

    Its answers are `requests` answers: an error status is the caller's to raise, inside `faults.asking`.

    Raises:
        SourceFault: it is to present itself with a certificate that cannot be used.
    """
    session = SameHost()
    prepare(session, access)
    return session


def prepare(session: requests.Session, access: Access) -> None:
    """Set a session's limits, and how it presents itself.

    Raises:
        SourceFault: it is to present itself with a certificate that cannot be used.
    """
    if access.certificate is not None:
        try:
            session.cert = access.certificate.checked()
        except DecisionFault as fault:
            raise SourceFault(str(fault)) from None
    for prefix in ("https://", "http://"):
        session.mount(prefix, PatientAdapter(access))
    session.headers["User-Agent"] = USER_AGENT


class SameHost(requests.Session):
    """A session that follows no redirect to another host."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """The address that the answer sends us to.

        Raises:
            RedirectRefused: it is on another host, port or scheme.
        """
        target = super().get_redirect_target(resp)
        if target is not None and _origin(urljoin(resp.url, target)) != _origin(resp.url):
            raise RedirectRefused("redirect to another host", response=resp)
        return target


class PatientAdapter(LimiterAdapter):
    """Sends questions evenly, with a time-out and an id each, and again when the failure may pass."""

    def __init__(self, access: Access) -> None:
        self._timeout = access.timeout_seconds
        super().__init__(
            per_second=access.requests_per_minute / 60, limit_statuses=(), max_retries=_patience(access.backoff_seconds)
        )

    def send(self, request: requests.PreparedRequest, *plain: Any, **options: Any) -> requests.Response:
        """Send one question; its answer is bounded unless it is streamed."""
        request.headers.setdefault(REQUEST_ID, str(uuid4()))
        if options.get("timeout") is None:
            options["timeout"] = self._timeout
        response = super().send(request, *plain, **options)
        if not options.get("stream"):
            response.raw = _Bounded(response.raw, MOST_BYTES)
        return response


class _Patience(Retry):
    """Waits as long as it is told to by what is too much or out of order for now, else longer each time."""

    RETRY_AFTER_STATUS_CODES = frozenset({429, 503})

    def get_backoff_time(self) -> float:
        """Seconds to wait: the library asks again at once the first time, which a source in trouble is spared."""
        return super().get_backoff_time() or float(self.backoff_factor)


def _patience(backoff_seconds: float) -> Retry:
    """Lost connections, 429 and 5xx are asked again, also POST: every question here only reads."""
    return _Patience(
        total=MOST_RETRIES,
        redirect=False,
        allowed_methods=None,
        status_forcelist=frozenset({429, *range(500, 600)}),
        backoff_factor=backoff_seconds,
        backoff_max=LONGEST_BACKOFF_SECONDS,
        backoff_jitter=backoff_seconds / 4,
        retry_after_max=LONGEST_RETRY_AFTER_SECONDS,
        raise_on_status=False,
    )


class _Bounded:
    """The body of an answer, read no further than `most` bytes."""

    def __init__(self, raw: Any, most: int) -> None:
        self._raw, self._most = raw, most

    def stream(self, amount: int, decode_content: bool | None = None) -> Iterator[bytes]:
        """The body in pieces.

        Raises:
            AnswerTooLarge: it goes on beyond the bound.
        """
        read = 0
        for piece in self._raw.stream(amount, decode_content=decode_content):
            read += len(piece)
            if read > self._most:
                self._raw.close()
                raise AnswerTooLarge("the answer is too large")
            yield piece

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)


_PORTS = MappingProxyType({"http": 80, "https": 443})


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)
