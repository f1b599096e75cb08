"""The roles, and what each is called on the page. One person has one role at a time, taken anew at every sign-in."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to the inspectorate. Where the provider tells several, the first one here is taken.

    Somebody of a municipality is outside: what the municipality itself told, and what it may be told, is all there is.
    """

    INSPECTOR = "inspector"
    PERMIT_INVESTIGATOR = "permit_investigator"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    MUNICIPALITY = "municipality"


LABELS: Mapping[Role, str] = {
    Role.INSPECTOR: "inspektör",
    Role.PERMIT_INVESTIGATOR: "tillståndshandläggare",
    Role.ANALYST: "analytiker",
    Role.AUDITOR: "granskare av loggen",
    Role.ADMINISTRATOR: "administratör",
    Role.MUNICIPALITY: "handläggare i kommun",
}
#: Everyone who has signed in.
SIGNED_IN = frozenset(Role)
#: Everyone of the inspectorate.
EVERYBODY = SIGNED_IN - {Role.MUNICIPALITY}
#: Those who look actors up in their work.
CASEWORKERS = frozenset({Role.INSPECTOR, Role.PERMIT_INVESTIGATOR})
#: Those who read lists.
READERS = CASEWORKERS | {Role.ANALYST}


def role_of(claimed: Iterable[str], words: Mapping[str, str]) -> Role | None:
    """The role that a provider's words give, or none; `words` says what each of them is called here."""
    given = {words[word] for word in claimed if word in words}
    return next((role for role in Role if role in given), None)
