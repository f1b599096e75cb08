"""What can go wrong when a source is asked, in plain Swedish with what to do.

Nothing that was asked for is told: no address after the question mark, no number, no secret. What a source answered is
read in the connectors.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import requests
import urllib3
from authlib.common.errors import AuthlibBaseError

from sources.fetching.connector import SourceFault

#: The gateway's code for a client that has not subscribed to the API it asks.
NO_SUBSCRIPTION = b"900908"
_LATER = "kör igen senare"
_LONGEST_DETAIL = 200
#: Anything that can be a number of somebody or something.
_NUMBER = re.compile(r"\d(?:[\d\s+-]{3,}\d)")


class SourceUnreachable(SourceFault):
    """Nothing the source is asked will be answered now; another question in the same run is of no use."""


class AnswerTooLarge(requests.RequestException):
    """An answer was longer than any honest one."""


class RedirectRefused(requests.RequestException):
    """The source sent us to another host."""


class NotTrusted(requests.exceptions.SSLError):
    """Nobody we trust vouches for the source."""


@contextmanager
def asking(what: str) -> Iterator[None]:
    """Turn the errors of the libraries that ask over HTTP into faults that a person can act on.

    Args:
        what: who is asked, in Swedish, as the beginning of a sentence: `Bolagsverkets API`.

    Raises:
        SourceUnreachable: no connection, no answer in time, or no admission.
        SourceFault: this question was refused or made the source fail, or the answer is not what it should be.
    """
    try:
        yield
    except (requests.RequestException, urllib3.exceptions.HTTPError, AuthlibBaseError) as error:
        raise _fault(what, error) from None


def _fault(what: str, error: Exception) -> SourceFault:
    if isinstance(error, AuthlibBaseError):
        return SourceUnreachable(f"{what}: ingen inloggning gavs; kontrollera client_id, client_secret och token_url")
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return refusal(what, error.response)
    cause = _cause(error)
    for kind, make, says in _SAYS:
        if isinstance(cause, kind):
            return make(f"{what}: {says}")
    return SourceFault(f"{what}: svaret gick inte att läsa ({type(error).__name__}); {_LATER}")


def _cause(error: Exception) -> Exception:
    """What made the last try fail, where the library tells of having given up."""
    if isinstance(error, requests.exceptions.SSLError) and "CERTIFICATE_VERIFY_FAILED" in str(error):
        return NotTrusted()
    given_up = error.args[0] if error.args else None
    is_late = isinstance(getattr(given_up, "reason", None), urllib3.exceptions.ReadTimeoutError)
    return requests.Timeout() if is_late else error


_SAYS: tuple[tuple[type[Exception], type[SourceFault], str], ...] = (
    (AnswerTooLarge, SourceFault, "svaret är större än något riktigt svar; det lästes inte"),
    (RedirectRefused, SourceUnreachable, "källan hänvisar till en annan värd; kontrollera url i sources.toml"),
    (requests.TooManyRedirects, SourceUnreachable, "källan hänvisar vidare; kontrollera adresserna i sources.toml"),
    (requests.exceptions.JSONDecodeError, SourceFault, f"svaret är inte JSON; {_LATER}"),
    (
        NotTrusted,
        SourceUnreachable,
        "källans certifikat godtas inte; kontrollera url, och om nätet har ett eget rotcertifikat",
    ),
    (
        requests.exceptions.SSLError,
        SourceUnreachable,
        "ingen krypterad förbindelse; kontrollera url, och client_certificate_file om källan kräver certifikat av oss",
    ),
    (requests.exceptions.ProxyError, SourceUnreachable, "mellanservern (proxy) svarar inte; kontrollera nätet"),
    (requests.Timeout, SourceUnreachable, f"inget svar inom tidsgränsen; {_LATER}"),
    (requests.exceptions.ContentDecodingError, SourceFault, f"svaret gick inte att packa upp; {_LATER}"),
    (requests.exceptions.ChunkedEncodingError, SourceUnreachable, f"svaret avbröts; {_LATER}"),
    (requests.ConnectionError, SourceUnreachable, f"ingen förbindelse; kontrollera nätet och url, eller {_LATER}"),
    (
        requests.exceptions.InvalidURL,
        SourceUnreachable,
        "adressen går inte att använda; rätta url i sources.toml",
    ),
    (requests.exceptions.MissingSchema, SourceUnreachable, "adressen saknar https://; rätta url i sources.toml"),
    (requests.exceptions.InvalidSchema, SourceUnreachable, "adressen ska börja med https://; rätta url i sources.toml"),
)


def refusal(what: str, response: requests.Response) -> SourceFault:
    """The fault that an answer with an error status stands for; what it says itself is told without numbers."""
    status = response.status_code
    if status == 403 and NO_SUBSCRIPTION in _body(response):
        return SourceUnreachable(
            f"{what}: prenumerationen på API:et saknas (403, 900908); lägg till den i leverantörens portal"
        )
    if status in _SHUT_OUT:
        return SourceUnreachable(f"{what}: {_SHUT_OUT[status]}")
    detail = _detail(response)
    if status >= 500:
        return SourceFault(f"{what}: källan har fel ({status}{detail}); {_LATER}")
    if status == 404:
        return SourceFault(f"{what}: finns inte hos källan (404{detail}); kontrollera url i sources.toml")
    return SourceFault(f"{what}: frågan avvisades ({status}{detail})")


_SHUT_OUT = {
    401: "inloggningen godtas inte (401); kontrollera client_id och client_secret",
    403: "behörighet saknas (403); kontrollera avtal, prenumeration och scope",
    429: f"frågorna kom för tätt (429); sänk requests_per_minute, eller {_LATER}",
}


def _body(response: requests.Response) -> bytes:
    try:
        return response.content
    except (requests.RequestException, RuntimeError):
        return b""


def _detail(response: requests.Response) -> str:
    """What an error answer of the form of RFC 7807 says about itself."""
    try:
        problem = response.json()
    except (requests.RequestException, ValueError, RuntimeError):
        return ""
    told = problem.get("detail") or problem.get("title") if isinstance(problem, dict) else None
    return f": {without_numbers(told)[:_LONGEST_DETAIL]}" if isinstance(told, str) and told.strip() else ""


def without_numbers(text: str) -> str:
    """`text` on one line, with everything that can be a number of somebody left out."""
    return _NUMBER.sub("…", " ".join(text.split()))
