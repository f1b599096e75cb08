"""What comes before an activity and after it, in the look-up and behind the value; and what is not said of it."""

import datetime as dt

import pytest
from rich.console import Console

from sources.linking.decided import Decided
from tables import core, ops
from tables.serving import Published, publish
from tables.store import Warehouse
from tests.web.conftest import frame
from tests.web.planted import ORGANISATION, SECOND, SECRETS, day
from tests.web.planted_facts import FACTS
from tests.web.planted_marts import LEDGER, RUN, published_tables
from web import finding, lookup
from web.decided import decisions_about
from web.evidence import evidence
from web.terminal import lookup as terminal_lookup

BEFORE, LATER = dt.date(2025, 6, 1), dt.date(2026, 6, 30)
OLD, NEW, SECRET = "V000001", "V000009", "V000002"
PAIR = {
    "actor_id": SECOND,
    "former_id": ORGANISATION,
    "opened_at": day("2025-08-01"),
    "closed_at": day("2025-07-01"),
    "event_date": day("2025-08-01"),
    "known_from": day("2025-08-10"),
}
GONE = PAIR | {"activity_id": NEW, "former_activity_id": OLD}
HIDDEN = PAIR | {"activity_id": NEW, "former_activity_id": SECRET}
FOUND = GONE | {"kind": "finding", "event_id": "B-7", "detail": "staffing", "severity": 3, "points": 20, "steps": 1}
PLANTED = FACTS | {
    core.ActivityVersion: [
        *FACTS[core.ActivityVersion],
        {
            "activity_id": NEW, "actor_id": SECOND, "activity_name": "Nya Granen", "form_code": "HVB",
            "operator_type": "private", "municipality_code": "0180", "operating_status": "active", "is_open": True,
            "valid_from": day("2025-08-01"), "known_from": day("2025-08-10"),
        },
    ],
    core.Predecessor: [
        *(GONE | {"basis": basis} for basis in ("address", "person")),
        *(HIDDEN | {"basis": basis} for basis in ("address", "takeover")),
    ],
    core.PredecessorEvent: [
        FOUND | {"event_date": day("2025-03-01"), "known_from": day("2025-08-10")},
        FOUND | {"event_id": "R-7", "kind": "report", "detail": "tip", "severity": None, "points": 0,
                 "event_date": day("2025-05-01"), "known_from": day("2025-08-10"), "known_to": day("2026-01-10")},
        FOUND | {"event_id": "B-8", "former_activity_id": SECRET, "event_date": day("2025-03-01")},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("predecessors")
    with Warehouse(folder) as warehouse:
        for contract, rows in {**PLANTED, **published_tables()}.items():
            warehouse.replace(contract, frame(contract, rows))
        warehouse.append(ops.Ledger, frame(ops.Ledger, LEDGER))
        publish(warehouse, folder, RUN)
    with Published(folder) as tables:
        yield tables


def looked_up(published, which, on=LATER):
    (hit,) = finding.find(published, which, on)
    return lookup.look_up(published, hit, on)


def printed(answer):
    console = Console(width=500, record=True, file=None)
    with console.capture() as captured:
        console.print(terminal_lookup.lookup(answer))
    return captured.get()


def test_the_look_up_says_what_it_goes_on_from_by_which_signs_and_what_had_happened_there(planted):
    answer = looked_up(planted, NEW)
    (link,) = answer.succession.predecessors
    assert link.other_activity_id == OLD
    assert link.signs == ("samma adress och verksamhetsform", "gemensam bestämmande person")
    assert "V000001 stängdes 2025-07-01, V000009 öppnades 2025-08-01. Grund: samma adress" in link.text
    assert [(one.date, one.text) for one in link.history] == [
        (
            dt.date(2025, 3, 1),
            "Brist B-7, bemanning och kompetens, allvar 3 av 4, 20 poäng före åldring, hos V000001",
        )
    ]
    shown = printed(answer)
    for text in ("Föregångare", "Brist B-7", "Känt här från 2025-08-10", "Ett samband gäller tills någon avvisar det"):
        assert text in shown


def test_the_earlier_one_says_what_goes_on_from_it(planted):
    answer = looked_up(planted, OLD)
    assert [link.other_activity_id for link in answer.succession.successors] == [NEW]
    assert answer.succession.predecessors == ()
    assert "Efterföljare" in printed(answer)


def test_before_it_was_known_nothing_is_said_and_no_heading_stands_empty(planted):
    answer = looked_up(planted, OLD, BEFORE)
    assert answer.succession == type(answer.succession)()
    assert "Efterföljare" not in printed(answer)
    (link,) = looked_up(planted, NEW, dt.date(2025, 12, 31)).succession.predecessors
    assert {one.text.split()[1].strip(",") for one in link.history} == {"B-7", "R-7"}


def test_a_link_that_rests_on_a_place_is_not_shown_where_an_address_is_protected(planted):
    for which in (NEW, SECRET):
        answer = looked_up(planted, which)
        text = printed(answer) + lookup.as_json(answer)
        assert "B-8" not in text
        assert not any(SECRET in {link.activity_id, link.other_activity_id} for link in answer.succession.successors)
        assert [secret for secret in SECRETS if secret in " ".join(text.split())] == []


def test_the_rows_behind_the_value_name_the_earlier_one_and_no_place(planted):
    lines = [line.text for line in evidence(planted, "sup_predecessor_severity_36m", NEW, LATER).lines]
    assert any(line.startswith("Brist B-7, allvar 3 av 4, hos föregångaren V000001, ") for line in lines)
    assert any(line.startswith("Fortsätter V000001, ") and "stängdes 2025-07-01" in line for line in lines)
    assert not any("adress" in line for line in lines)


def test_who_rejected_it_when_and_why_is_told_from_both_sides():
    about = {"kind": "predecessor", "left_id": NEW, "right_id": OLD, "reports": [], "proposal_id": "3" * 12}
    book = [
        Decided(dt.date(2026, 3, 2), "rejected", about, "utredare", "Ny ägare"),
        Decided(dt.date(2026, 4, 2), "withdrawn", about, "enhetschef", "Samma ägare ändå"),
    ]
    rejected = "V000001 som föregångare till V000009: avvisat 2026-03-02 av utredare. Skäl: Ny ägare."
    back = (
        "V000001 som föregångare till V000009: avvisandet återtaget 2026-04-02 av enhetschef. Skäl: Samma ägare ändå."
    )
    assert decisions_about(book, {OLD}, dt.date(2026, 3, 2)) == (rejected,)
    assert decisions_about(book, {NEW}, LATER) == (back, rejected)
