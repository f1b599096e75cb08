"""Notified changes, in whatever order they come, against what each of them says day by day."""

import datetime as dt
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from sources.intake import contract
from sources.intake.book import Submission
from sources.intake.settled import with_days
from sources.intake.versions import TOLD, latest, version_rows
from tests.sources.intake.sending import STOCKHOLM

START = dt.date(2026, 1, 1)
DAYS = 60
BASE = {
    "activity_id": "V1", "operator_id": "2120000142", "activity_name": "Björkens hem", "form_code": "HVB",
    "orientation": None, "target_groups": None, "age_from": 13, "age_to": 17, "max_places": 8,
    "municipality_code": "0180", "address": None, "address_protected": True, "manager_key": None, "permit_no": None,
    "operating_status": "active", "valid_to": None, "known_at": START,
}  # fmt: skip
FIELDS = {"places": "max_places", "status": "operating_status"}
days = st.integers(0, DAYS - 1)
changes = st.one_of(
    st.tuples(st.just("places"), days, st.sampled_from([7, 8, 9])),
    st.tuples(st.just("status"), days, st.sampled_from(["stopped", "active", "closed"])),
)
KINDS = {"stopped": "temporary_stop", "active": "resume", "closed": "closure"}


def notification(place, what, day, value):
    told = {"activity_id": "V1", "effective_date": str(START + dt.timedelta(day))}
    told |= {"kind": "change", "max_places": value} if what == "places" else {"kind": KINDS[value]}
    at = dt.datetime(2026, 6, 1, tzinfo=dt.UTC) + dt.timedelta(place)
    return Submission(str(place), STOCKHOLM, contract.read("notification", told), at)


def day_by_day(rows, field):
    """What a field is on each day, by the versions."""
    ordered = latest(rows)
    return [
        [row for row in ordered if row["valid_from"] <= START + dt.timedelta(day)][-1][field] for day in range(DAYS)
    ]


def said(told, what, before):
    """The same by the notifications alone: on a day the latest effective that holds, of one day the latest received."""
    held = []
    for day in range(DAYS):
        holding = [(since, place, value) for place, (kind, since, value) in enumerate(told) if kind == what]
        holding = [one for one in holding if one[0] <= day]
        held.append(max(holding)[2] if holding else before)
    return held


@given(st.lists(changes, max_size=7))
@settings(max_examples=150, deadline=None)
def test_a_day_has_the_latest_that_was_told_for_it(told):
    rows = [{**BASE, "valid_from": START}]
    for place, change in enumerate(told):
        one = notification(place, *change)
        noted = json.loads(json.dumps(latest(rows), default=str))
        rows += version_rows(one, [with_days(row) for row in noted])
    for what, field in FIELDS.items():
        assert day_by_day(rows, field) == said(told, what, BASE[field])


def test_what_is_noted_beside_a_version_is_no_column_of_it():
    (row,) = version_rows(notification(0, "places", 3, 9), [{**BASE, "valid_from": START}])
    assert row[TOLD] == ["max_places"]
    assert set(row) - {TOLD, "valid_from"} == set(BASE)
