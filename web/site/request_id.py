"""The id of the request that is being answered, for the log and for whoever reports a fault."""

from contextvars import ContextVar

from django.utils.crypto import get_random_string

_CURRENT: ContextVar[str] = ContextVar("request_id", default="")
_ALPHABET = "0123456789abcdef"


def begin() -> str:
    """Give the request that begins an id of its own."""
    made = get_random_string(16, _ALPHABET)
    _CURRENT.set(made)
    return made


def current() -> str:
    """The id, or nothing outside a request."""
    return _CURRENT.get()
