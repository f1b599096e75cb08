"""Decisions on proposed links as an inspector reads them: what belongs together, since when, in which role, and why.

The book is handed in by whoever calls; where it is kept belongs in `sources/linking/decided.py`.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from sources.linking.decided import Decided
from web import wording

_WORDS = {"accepted": "godkänt", "withdrawn": "återtaget"}
#: A link to a predecessor holds without a decision, so that only its rejection, and the end of that, says something.
_OF_PREDECESSORS = {"rejected": "avvisat", "withdrawn": "avvisandet återtaget"}


def decisions_about(book: Sequence[Decided], ids: Collection[str], as_of: dt.date) -> tuple[str, ...]:
    """What has been accepted, rejected and taken back about some actors and activities, latest first.

    Args:
        book: all decisions, in the order they were taken.
        ids: the actors and activities.
        as_of: decisions of later days are left out.
    """
    told = [
        _sentence(one)
        for one in book
        if one.what in _words(one)
        and one.on <= as_of
        and {one.proposal["left_id"], one.proposal["right_id"]} & set(ids)
    ]
    return tuple(reversed(told))


def _sentence(one: Decided) -> str:
    because = one.because if one.because.endswith((".", "!", "?")) else f"{one.because}."
    return f"{_what(one)}: {_words(one)[one.what]} {one.on} av {one.by}. Skäl: {because}"


def _words(one: Decided) -> Mapping[str, str]:
    return _OF_PREDECESSORS if one.proposal["kind"] == "predecessor" else _WORDS


def _what(one: Decided) -> str:
    left, right, reports = (one.proposal[name] for name in ("left_id", "right_id", "reports"))
    if one.proposal["kind"] == "predecessor":
        return f"{right} som föregångare till {left}"
    if one.proposal["kind"] == "report":
        return f"Rapporten {left} rör verksamheten {right}"
    same = f"{_named(one, 'left')} och {_named(one, 'right')} är samma aktör"
    if not reports:
        return same
    return f"{same}, med {'rapporten' if len(reports) == 1 else 'rapporterna'} {', '.join(reports)}"


def _named(one: Decided, side: str) -> str:
    key, name = one.proposal[f"{side}_id"], one.proposal.get(f"{side}_name")
    number = key if key.startswith("S-") else wording.organisation_number(key)
    return f"{name} ({number})" if name else number
