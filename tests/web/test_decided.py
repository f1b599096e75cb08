"""Decisions on proposed links in a look-up: what, when, in which role and why, as known on the day."""

import datetime as dt

from sources.linking.decided import Decided
from tests.web.planted import ORGANISATION, STUB
from web import finding, lookup
from web.decided import decisions_about
from web.terminal import lookup as terminal_lookup

FIRST, SECOND = dt.date(2026, 3, 2), dt.date(2026, 4, 7)
SAME = {
    "proposal_id": "0" * 12, "kind": "unknown_actor", "left_id": STUB, "left_name": "Exempelomsorgen",
    "right_id": ORGANISATION, "right_name": "Exempelomsorg AB", "reports": ["R-8", "R-9"],
}  # fmt: skip
ABOUT = {
    "proposal_id": "1" * 12, "kind": "report", "left_id": "R-1", "left_name": None, "right_id": "V000001",
    "right_name": None, "reports": ["R-1"],
}  # fmt: skip
BOOK = [
    Decided(FIRST, "accepted", SAME, "utredare", "Samma firmatecknare i ansökan"),
    Decided(FIRST, "rejected", ABOUT | {"proposal_id": "2" * 12}, "utredare", "Annat boende."),
    Decided(SECOND, "accepted", ABOUT, "utredare", "Samma händelse."),
    Decided(SECOND, "withdrawn", SAME, "enhetschef", "Fel bolag"),
]
ACCEPTED = (
    f"Exempelomsorgen ({STUB}) och Exempelomsorg AB (556000-0001) är samma aktör, med rapporterna R-8, R-9: godkänt "
    "2026-03-02 av utredare. Skäl: Samma firmatecknare i ansökan."
)


def test_what_was_accepted_and_taken_back_is_told_latest_first_with_who_and_why():
    told = decisions_about(BOOK, {ORGANISATION, "V000001"}, SECOND)
    assert told == (
        ACCEPTED.replace("godkänt 2026-03-02 av utredare", "återtaget 2026-04-07 av enhetschef").replace(
            "Samma firmatecknare i ansökan", "Fel bolag"
        ),
        "Rapporten R-1 rör verksamheten V000001: godkänt 2026-04-07 av utredare. Skäl: Samma händelse.",
        ACCEPTED,
    )


def test_it_is_told_from_both_sides_and_not_before_the_day_it_was_decided():
    assert decisions_about(BOOK, {STUB}, FIRST) == decisions_about(BOOK, {ORGANISATION}, FIRST) == (ACCEPTED,)
    assert decisions_about(BOOK, {ORGANISATION}, FIRST - dt.timedelta(days=1)) == ()
    assert decisions_about(BOOK, {"V000009"}, SECOND) == ()


def test_the_look_up_shows_why(published):
    from rich.console import Console

    hit = finding.find(published, ORGANISATION, SECOND)[0]
    answer = lookup.look_up(published, hit, FIRST, BOOK)
    assert answer.decisions == (ACCEPTED,)
    console = Console(width=500, record=True, file=None)
    with console.capture() as captured:
        console.print(terminal_lookup.lookup(answer))
    assert ACCEPTED in captured.get()
