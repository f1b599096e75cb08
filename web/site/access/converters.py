"""Ids in addresses: the view gets the id, the address shows a token, and neither can forget to."""

from django.conf import settings
from django.urls import register_converter

from web.site.opaque import UnknownToken, entity_of, token_of

#: Kinds of entity that an address can name. The argument of the view is `<kind>_id`.
KINDS = ("actor", "activity", "case", "permit", "plan", "draft", "report", "receipt")


class _Converter:
    regex = "[A-Za-z0-9_-]{22,400}"
    kind = ""

    def to_python(self, value: str) -> str:
        """The id; a token that this page did not make leads nowhere."""
        try:
            return entity_of(settings.CONFIGURATION.key, self.kind, value)
        except UnknownToken as error:
            raise ValueError(self.kind) from error

    def to_url(self, value: str | int) -> str:
        """The token."""
        return token_of(settings.CONFIGURATION.key, self.kind, str(value))


def register() -> None:
    """Make `<actor:actor_id>` and the others known."""
    for kind in KINDS:
        register_converter(type(kind.capitalize(), (_Converter,), {"kind": kind}), kind)
